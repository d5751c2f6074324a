//! Roles that are assumed with other roles' credentials.

use std::time::Duration;

use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::{ErrorKind, Result, SessionManager, credentials::RefreshableAssumeRoleProvider, rds::Rds};
use end_to_end::{
    accounts::{self, Base, Visit, assumptions},
    answers,
    script::Script,
};

const HUB: &str = "arn:aws:iam::111111111111:role/Hub";
const SPOKE: &str = "arn:aws:iam::222222222222:role/Spoke";
const LONG: Duration = Duration::from_secs(7200);

fn world() -> Script {
    accounts::script(|visit| (visit.operation == "DescribeDBInstances").then(|| answers::named_dbs(&["orders"], None)))
}

/// Who assumed which role.
fn chain(script: &Script) -> Vec<(String, String)> {
    let chain = assumptions(script);
    let links = chain.iter().map(|sent| {
        let Visit { account, role, .. } = Visit::of(sent);
        (account.unwrap_or_else(|| "base".into()), role.unwrap())
    });
    links.collect()
}

fn hub(base: &Base, script: &Script) -> Result<RefreshableAssumeRoleProvider> {
    RefreshableAssumeRoleProvider::builder(HUB).configure(&base.config(script, "eu-west-1")).build()
}

#[tokio::test]
async fn a_role_can_be_the_base_of_another() {
    let (script, base) = (world(), Base::default());
    let hub = hub(&base, &script).unwrap();
    let builder = || RefreshableAssumeRoleProvider::builder(SPOKE).configure(&base.config(&script, "eu-west-1"));
    let spoke = builder().base(&hub).build().unwrap();
    spoke.provide_credentials().await.unwrap();
    assert_eq!(chain(&script), [("base".into(), HUB.into()), ("111111111111".into(), SPOKE.into())]);

    let error = builder().base(&hub).duration(LONG).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRole);
    assert!(error.to_string().contains("at most 1 hour"), "{error}");
}

#[tokio::test]
async fn a_role_behind_a_configuration_is_known_as_one_and_not_cached_twice() {
    let (script, base) = (world(), Base::default());
    let hub = hub(&base, &script).unwrap();
    let config = hub.config(&base.config(&script, "eu-west-1"));
    let manager = SessionManager::builder(&config).role_name("Spoke").build();
    for account in ["222222222222", "333333333333"] {
        Rds::new(&manager.account(account)).db_instances().all().try_collect().await.unwrap();
    }
    assert_eq!(chain(&script)[0], ("base".into(), HUB.into()));
    assert_eq!(chain(&script).len(), 3);
    // What a service refuses goes to the hub itself, not to a copy of its credentials.
    let held = hub.status().unwrap().access_key_id;
    hub.invalidate(&held);
    Rds::new(&manager.account("444444444444")).db_instances().all().try_collect().await.unwrap();
    assert_eq!(chain(&script)[3], ("base".into(), HUB.into()));
    assert_eq!(chain(&script)[4].0, "111111111111");

    let long = SessionManager::builder(&config).role_name("Spoke").duration(LONG).build();
    let sent = script.count();
    let error = Rds::new(&long.account("222222222222")).db_instances().all().try_collect().await.unwrap_err();
    assert!(error.to_string().contains("at most 1 hour"), "{error}");
    assert_eq!(script.count(), sent, "refused before STS is asked");
}

#[tokio::test]
async fn a_manager_s_base_is_a_role_only_where_its_own_base_is_one() {
    let (script, base) = (world(), Base::default());
    let first = SessionManager::builder(&base.config(&script, "eu-west-1")).role_name("Spoke").build();
    let second = |manager: &SessionManager| {
        let builder = SessionManager::builder(manager.base().config()).role_name("Spoke").duration(LONG);
        builder.build().account("222222222222")
    };
    Rds::new(&second(&first)).db_instances().all().try_collect().await.unwrap();

    let hub = hub(&base, &script).unwrap();
    let first = SessionManager::builder(&hub.config(&base.config(&script, "eu-west-1"))).role_name("Spoke").build();
    let error = Rds::new(&second(&first)).db_instances().all().try_collect().await.unwrap_err();
    assert!(error.to_string().contains("at most 1 hour"), "{error}");

    // What is refused goes to the hub, however many managers are between.
    let sent = chain(&script).len();
    let second = SessionManager::builder(first.base().config()).role_name("Spoke").build();
    Rds::new(&second.account("222222222222")).db_instances().all().try_collect().await.unwrap();
    assert_eq!(chain(&script)[sent..], [("111111111111".into(), SPOKE.into())]);
    hub.invalidate(&hub.status().unwrap().access_key_id);
    Rds::new(&second.account("333333333333")).db_instances().all().try_collect().await.unwrap();
    assert_eq!(chain(&script)[sent + 1], ("base".into(), HUB.into()));
}

#[tokio::test]
async fn the_limit_of_a_chain_that_only_sts_knows_of_is_explained() {
    let script = accounts::script(|_| {
        let message =
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
        Some(answers::query_error(400, "ValidationError", message))
    });
    let builder = RefreshableAssumeRoleProvider::builder(SPOKE).duration(LONG);
    let provider = builder.configure(&accounts::config(&script)).build().unwrap();
    let manager = SessionManager::builder(&provider.config(&accounts::config(&script))).build();
    let error = Rds::new(manager.base()).db_instances().all().try_collect().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Credentials, Some("ValidationError")));
    assert!(error.to_string().contains("leave the duration out"), "{error}");
    assert!(error.to_string().contains(SPOKE), "{error}");
}
