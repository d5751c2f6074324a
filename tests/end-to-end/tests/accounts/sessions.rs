//! Which session sees what, and what sessions share.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use aws_config::{BehaviorVersion, profile::ProfileFileCredentialsProvider};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{Account, ErrorKind, Session, SessionManager, elbv2::ElbV2, handlers::Event, rds::Rds};
use end_to_end::{
    accounts::{self, Base, assumptions},
    answers,
    script::Script,
};
use futures_util::future::join_all;

/// Every account has one database and one load balancer, which bear its id and the region.
fn world() -> Script {
    accounts::script(|visit| {
        let name = format!("{}-{}", visit.account.as_deref().unwrap_or("base"), visit.region);
        match &*visit.operation {
            "DescribeDBInstances" => Some(answers::named_dbs(&[&name], None)),
            "DescribeLoadBalancers" => Some(answers::load_balancers(&[&name], None)),
            _ => None,
        }
    })
}

fn manager(script: &Script) -> SessionManager {
    SessionManager::builder(&accounts::config(script)).role_name("AuditRole").session_name("nightly-audit").build()
}

async fn database(session: &Session) -> String {
    Rds::new(session).db_instances().all().try_next().await.unwrap().unwrap().id().to_owned()
}

#[tokio::test]
async fn a_session_sees_its_own_account_and_region() {
    let script = world();
    let manager = manager(&script);
    assert_eq!(database(&manager.account("111111111111").region("eu-west-3")).await, "111111111111-eu-west-3");
    assert_eq!(database(&manager.account("222222222222").region("us-east-1")).await, "222222222222-us-east-1");
    assert_eq!(database(&manager.role("arn:aws:iam::333333333333:role/test-role")).await, "333333333333-eu-west-1");
    assert_eq!(database(manager.base()).await, "base-eu-west-1");
    assert_eq!(database(&manager.account(Account::new("444444444444").base_credentials())).await, "base-eu-west-1");

    let roles: Vec<_> = assumptions(&script).iter().map(|sent| sent.param("RoleArn").unwrap()).collect();
    assert_eq!(
        roles,
        [
            "arn:aws:iam::111111111111:role/AuditRole",
            "arn:aws:iam::222222222222:role/AuditRole",
            "arn:aws:iam::333333333333:role/test-role"
        ]
    );
    assert!(assumptions(&script).iter().all(|sent| sent.param("RoleSessionName").unwrap() == "nightly-audit"));
}

#[tokio::test]
async fn a_role_is_assumed_once_for_all_its_regions_services_and_calls() {
    let script = world();
    let base = Base::default();
    let manager = SessionManager::builder(&base.config(&script, "eu-west-1")).role_name("AuditRole").build();
    for round in 0..3 {
        for region in ["eu-west-1", "eu-west-3", "us-east-1"] {
            // A session that nobody holds afterwards: what was assumed stays.
            let session = manager.account("111111111111").region(region);
            database(&session).await;
            let load_balancers = ElbV2::new(&session).load_balancers().all().try_collect().await.unwrap();
            assert_eq!(load_balancers.len(), 1, "round {round}");
        }
    }
    assert_eq!(assumptions(&script).len(), 1);
    assert_eq!(base.asked(), 1, "the base credentials were resolved once");
    assert_eq!(script.count(), 1 + 3 * 3 * 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_cold_accounts_take_a_thousand_calls_and_one_base_resolution() {
    let script = world();
    let base = Base::default();
    let config = base.config(&script, "eu-west-1");
    let manager = SessionManager::builder(&config).role_name("AuditRole").no_rate_limit().build();
    let tasks = (0..3000).map(|task| {
        let session = manager.account(format!("{:012}", task % 1000)).region(["eu-west-1", "eu-west-3"][task / 1500]);
        tokio::spawn(async move { database(&session).await })
    });
    let tasks: Vec<_> = tasks.collect();
    for (task, seen) in join_all(tasks).await.into_iter().enumerate() {
        assert!(seen.unwrap().starts_with(&format!("{:012}-", task % 1000)));
    }
    assert_eq!(assumptions(&script).len(), 1000);
    assert_eq!(base.asked(), 1);
}

#[tokio::test]
async fn plain_sdk_clients_over_a_sessions_configuration_use_the_same_credentials() {
    let script = world();
    let session = manager(&script).account("111111111111").region("eu-west-1");
    database(&session).await;
    for _ in 0..20 {
        // Each of these clients would have a cache of its own, were it not turned off.
        let client = aws_sdk_rds::Client::new(session.config());
        client.describe_db_instances().send().await.unwrap();
    }
    assert_eq!(assumptions(&script).len(), 1);
}

#[tokio::test]
async fn an_account_is_known_and_its_arns_need_no_call() {
    let script = world();
    let manager = manager(&script);
    let session = manager.account("111111111111").region("eu-west-1");
    assert_eq!(session.known_account_id(), Some("111111111111"));
    let arn = Rds::new(&session).blue_green_deployment("bgd-1").arn().await.unwrap();
    assert_eq!(arn, "arn:aws:rds:eu-west-1:111111111111:deployment:bgd-1");
    assert_eq!(script.count(), 0);
}

#[tokio::test]
async fn sessions_of_one_account_and_region_are_equal_and_share_clients() {
    let script = world();
    let manager = manager(&script);
    let one = manager.account("111111111111").region("eu-west-3");
    let two = manager.account("111111111111").region("eu-west-3");
    assert_eq!(one, two);
    assert_eq!(Rds::new(&one).db_instance("orders"), Rds::new(&two).db_instance("orders"));
    assert_ne!(one, manager.account("222222222222").region("eu-west-3"));
    assert_ne!(one, manager.account("111111111111"));
    // A resource of one that forgets nothing is known to the other: the client behind them is one.
    let clients = [one, two].map(|session| Rds::new(&session).client().config().clone());
    assert!(std::ptr::eq(clients[0].region().unwrap().as_ref(), clients[1].region().unwrap().as_ref()));
}

#[tokio::test]
async fn roles_are_of_the_base_credentials_partition() {
    let script = world();
    let base = Base::default();
    let manager = SessionManager::builder(&base.config(&script, "cn-north-1")).role_name("audit/ReadOnly").build();
    assert_eq!(
        database(&manager.account("111111111111").region("cn-northwest-1")).await,
        "111111111111-cn-northwest-1"
    );
    let role = assumptions(&script)[0].param("RoleArn").unwrap();
    assert_eq!(role, "arn:aws-cn:iam::111111111111:role/audit/ReadOnly");
    assert_eq!(assumptions(&script)[0].host(), "sts.cn-north-1.amazonaws.com.cn");

    let sent = script.count();
    let elsewhere = manager.account("111111111111").region("eu-west-1");
    let error = Rds::new(&elsewhere).db_instances().all().try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongPartition);
    assert!(error.to_string().contains("eu-west-1 is in partition aws"), "{error}");
    assert_eq!(script.count(), sent, "credentials of one partition are not sent to another");
}

#[tokio::test]
async fn another_base_has_credentials_of_its_own() {
    let script = world();
    let (one, two) = (Base::default(), Base::default());
    let manager = SessionManager::builder(&one.config(&script, "eu-west-1")).role_name("AuditRole").build();
    let other = manager.with_base(&two.config(&script, "us-east-1"));
    database(&manager.account("111111111111")).await;
    assert_eq!(database(&other.account("222222222222")).await, "222222222222-us-east-1");
    assert_eq!((one.asked(), two.asked()), (1, 1));
}

/// `checklist 144`
#[tokio::test]
async fn the_shared_manager_is_one_for_its_arguments() {
    // One test for all of it: the default session is the whole program's.
    let error = SessionManager::shared("AuditRole", "audit").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoDefaultSession);
    assert!(error.to_string().contains("Session::set_default"), "{error}");

    let script = world();
    let config = accounts::config(&script);
    let default = Session::set_default(&config);
    assert_eq!(Session::default_session().unwrap(), default);

    let one = SessionManager::shared("AuditRole", "audit").unwrap();
    let two = SessionManager::shared("AuditRole", "audit").unwrap();
    database(&one.account("111111111111")).await;
    database(&two.account("111111111111")).await;
    assert_eq!(assumptions(&script).len(), 1, "one manager, one set of credentials");
    database(&SessionManager::shared("AuditRole", "clean-up").unwrap().account("111111111111")).await;
    assert_eq!(assumptions(&script).len(), 2, "another session name is another session");

    let error = SessionManager::shared("Audit Role", "audit").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRole);

    Session::set_default(&config);
    database(&SessionManager::shared("AuditRole", "audit").unwrap().account("111111111111")).await;
    assert_eq!(assumptions(&script).len(), 3, "a new default session, a new manager");
}

#[tokio::test]
async fn profiles_and_explicit_credentials_are_bases_as_any() {
    #[expect(deprecated, reason = "aws-config names no other way to give it a profile file's contents")]
    use aws_config::profile::profile_file::{ProfileFileKind, ProfileFiles};

    let script = world();
    let load = |credentials: SharedCredentialsProvider| {
        let loader = aws_config::defaults(BehaviorVersion::latest()).credentials_provider(credentials);
        loader.region("eu-west-1").http_client(script.client()).load()
    };
    let profile = |name: &str| {
        #[expect(deprecated, reason = "as above")]
        let files = ProfileFiles::builder().with_contents(
            ProfileFileKind::Credentials,
            "[audit]\naws_access_key_id = AKIDAUDIT\naws_secret_access_key = s\n\
             [clean-up]\naws_access_key_id = AKIDCLEANUP\naws_secret_access_key = s\n",
        );
        let provider = ProfileFileCredentialsProvider::builder().profile_files(files.build()).profile_name(name);
        SharedCredentialsProvider::new(provider.build())
    };
    let explicit = Credentials::new("AKIDEXPLICIT", "s", None, None, "explicit");

    let manager = SessionManager::builder(&load(profile("audit")).await).role_name("AuditRole").build();
    database(&manager.account("111111111111")).await;
    database(&manager.with_base(&load(profile("clean-up")).await).account("111111111111")).await;
    database(&manager.with_base(&load(SharedCredentialsProvider::new(explicit)).await).account("111111111111")).await;
    let signed: Vec<_> = assumptions(&script).iter().map(|sent| sent.headers["authorization"].clone()).collect();
    for (signed, key) in signed.iter().zip(["AKIDAUDIT", "AKIDCLEANUP", "AKIDEXPLICIT"]) {
        assert!(signed.contains(key), "{key} did not sign {signed}");
    }
    assert_eq!(signed.len(), 3, "the same role over another base is another session");
}

#[tokio::test]
async fn clients_of_sessions_that_nobody_holds_are_kept_for_a_while() {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let script = Script::silent();
    for (keep, made) in [(8, 1), (0, 3)] {
        let builder = SessionManager::builder(&accounts::config(&script)).role_name("AuditRole");
        let manager = builder.keep_sessions(keep).build();
        for _ in 0..3 {
            let session = manager.account("111111111111").region("eu-west-3");
            session.client("rds", |setup| {
                MADE.fetch_add(1, Ordering::SeqCst);
                aws_resources::connect!(aws_sdk_rds)(setup)
            });
        }
        assert_eq!(MADE.swap(0, Ordering::SeqCst), made, "{keep} kept");
    }
}

#[tokio::test]
async fn a_managers_handlers_are_called_in_all_its_accounts_and_told_which() {
    let script = world();
    let manager = manager(&script);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = seen.clone();
    let note = move |event: &mut Event<'_>| {
        let place = [event.account_id(), event.region_name()].map(|part| part.unwrap_or("unknown").to_owned());
        notes.lock().unwrap().push(format!("{} {}", event.name(), place.join(" ")));
        Ok(())
    };
    manager.events().register("before-send", "notes", note).unwrap();
    database(&manager.account("111111111111").region("eu-west-3")).await;
    database(&manager.account("222222222222")).await;
    database(manager.base()).await;
    // AssumeRole gets credentials, and is no call of a session.
    let expected = ["111111111111 eu-west-3", "222222222222 eu-west-1", "unknown eu-west-1"];
    assert_eq!(*seen.lock().unwrap(), expected.map(|place| format!("before-send.rds.DescribeDBInstances {place}")));
}

#[tokio::test]
async fn a_provider_of_a_manager_shares_its_credentials() {
    let script = world();
    let base = Base::default();
    let manager = SessionManager::builder(&base.config(&script, "eu-west-1")).role_name("AuditRole").build();
    database(&manager.account("111111111111")).await;
    let provider = manager.provider("111111111111").unwrap();
    assert_eq!(provider.role_arn(), "arn:aws:iam::111111111111:role/AuditRole");
    assert!(provider.status().is_some());
    for account in ["111111111111", "222222222222", "333333333333"] {
        let client = aws_sdk_rds::Client::new(&manager.provider(account).unwrap().config(manager.base().config()));
        client.describe_db_instances().send().await.unwrap();
    }
    assert_eq!((assumptions(&script).len(), base.asked()), (3, 1));

    let error = manager.provider(Account::new("444444444444").base_credentials()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRole);
}

#[tokio::test]
async fn credentials_go_to_no_other_partition() {
    let script = Script::silent();
    let manager = manager(&script);
    let china = "cn-north-1";
    for session in [
        manager.role("arn:aws-cn:iam::111111111111:role/AuditRole"),
        manager.account(Account::new("111111111111").role_arn("arn:aws-cn:iam::111111111111:role/AuditRole")),
        manager.account("111111111111").region(china),
        manager.account(Account::new("111111111111").base_credentials()).region(china),
        manager.base().region(china),
    ] {
        let error = Rds::new(&session).db_instances().all().try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WrongPartition, "{error}");
    }
}

#[tokio::test]
async fn a_base_without_a_region_is_told_as_that() {
    let script = Script::silent();
    let config = accounts::config(&script).into_builder().region(None).build();
    let manager = SessionManager::builder(&config).role_name("AuditRole").build();
    let error = Rds::new(&manager.account("111111111111").region("eu-west-1")).db_instances().all().try_next().await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingRegion);
    assert!(error.to_string().contains("the base configuration has no region"), "{error}");
}
