//! Roles that are assumed, or not, and services that know their credentials, or don't: over one fake AWS.

use std::collections::BTreeMap;

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources_runtime::{ErrorKind, credentials::RefreshableAssumeRoleProvider, fleet::CellResult};
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn},
    orchestrator::HttpRequest,
};

use super::*;

/// An AWS where the first account's role may not be assumed, and the second has not enabled the second region.
#[derive(Debug)]
struct Aws;

impl HttpConnector for Aws {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = String::from_utf8_lossy(request.body().bytes().unwrap()).into_owned();
        let signed = request.headers().get("authorization").unwrap_or_default();
        let caller = ACCOUNTS.into_iter().find(|account| signed.contains(&format!("ASIA{account}")));
        let (status, answer) = match caller {
            None => assume_role(&body),
            Some(caller) if caller == ACCOUNTS[1] && request.uri().contains(REGIONS[1]) => {
                (403, error("InvalidClientTokenId", "The security token included in the request is invalid"))
            }
            Some(caller) => (200, in_result("GetCallerIdentity", &format!("<Account>{caller}</Account>"))),
        };
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status.try_into().unwrap(), SdkBody::from(answer))))
    }
}

fn assume_role(body: &str) -> (u16, String) {
    let account = ACCOUNTS.into_iter().find(|account| body.contains(account)).unwrap();
    if account == ACCOUNTS[0] {
        return (403, error("AccessDenied", "User is not authorized to perform: sts:AssumeRole"));
    }
    let credentials = format!(
        "<Credentials><AccessKeyId>ASIA{account}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
         <SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
    );
    (200, in_result("AssumeRole", &credentials))
}

fn in_result(operation: &str, result: &str) -> String {
    format!(
        "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
         <{operation}Result>{result}</{operation}Result></{operation}Response>"
    )
}

fn error(code: &str, message: &str) -> String {
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
         <Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    )
}

fn aws() -> Fleet {
    manager_of(aws_config()).fleet().accounts(ACCOUNTS).regions(REGIONS)
}

fn aws_config() -> aws_types::sdk_config::Builder {
    let credentials = Credentials::new("AKIABASE", "secret", None, None, "test");
    config()
        .region(Region::new(REGIONS[0]))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(http_client_fn(|_, _| SharedHttpConnector::new(Aws)))
}

/// Who AWS says that each cell is: asked with the SDK's own client over the session's configuration.
async fn who(fleet: Fleet) -> BTreeMap<(String, String), CellResult<String>> {
    let run = fleet.run(|session| async move {
        let identity = aws_sdk_sts::Client::new(session.config()).get_caller_identity().send().await?;
        Ok(identity.account.unwrap_or_default())
    });
    all(run).await.into_iter().map(|outcome| (place_of(&outcome), outcome.into_result())).collect()
}

#[tokio::test]
async fn each_of_the_six_cells_ends_as_it_should() {
    let ends: Vec<_> = who(aws().skip_denied_roles()).await.into_values().map(|end| end_of(&end)).collect();
    assert_eq!(
        ends,
        [
            // Regions are sorted: the one that must be enabled comes first.
            "skipped: the account's role may not be assumed",
            "skipped: the account's role may not be assumed",
            "skipped: the account has not enabled the region",
            "ok: 222222222222",
            "ok: 333333333333",
            "ok: 333333333333",
        ]
    );
}

fn end_of(result: &CellResult<String>) -> String {
    match result {
        CellResult::Ok(account) => format!("ok: {account}"),
        CellResult::Skipped(skip) => format!("skipped: {}", skip.reason()),
        CellResult::Failed(error) => format!("failed: {error}"),
    }
}

#[tokio::test]
async fn a_denied_role_is_a_failure_unless_said_otherwise() {
    let ends = who(aws()).await;
    for region in REGIONS {
        let CellResult::Failed(error) = &ends[&(ACCOUNTS[0].into(), region.into())] else { panic!("{ends:?}") };
        assert_eq!((error.kind(), error.code()), (ErrorKind::Credentials, Some("AccessDenied")));
        assert_eq!((error.account(), error.region()), (Some(ACCOUNTS[0]), Some(region)));
        assert!(error.to_string().contains("sts:AssumeRole"), "{error}");
    }
    assert_eq!(ends.values().filter(|end| matches!(end, CellResult::Ok(_))).count(), 3);
}

/// What is denied is the base of all roles, not a role.
#[tokio::test]
async fn a_base_role_that_is_denied_is_no_skip() {
    let config = aws_config().build();
    let hub = RefreshableAssumeRoleProvider::builder(format!("arn:aws:iam::{}:role/Hub", ACCOUNTS[0]));
    let config = hub.configure(&config).build().unwrap().config(&config);
    let fleet = manager_of(config.to_builder()).fleet().accounts(ACCOUNTS).regions(REGIONS).skip_denied_roles();
    for (place, end) in who(fleet).await {
        let CellResult::Failed(error) = end else { panic!("{place:?}: {end:?}") };
        assert!(error.to_string().contains("no base credentials: sts AssumeRole: AccessDenied"), "{error}");
    }
}

#[tokio::test]
async fn an_account_that_can_not_be_is_a_failure_and_its_closure_never_runs() {
    let run = aws().accounts(["12"]).run(|session| async move {
        assert!(session.known_account_id().is_some());
        Ok(())
    });
    let outcomes = all(run).await;
    let outcome = outcomes.iter().find(|outcome| outcome.account() == "12").unwrap();
    assert_eq!(outcome.failed().unwrap().kind(), ErrorKind::InvalidAccountId);
    assert_eq!(outcomes.iter().filter(|outcome| outcome.ok().is_some()).count(), 6);
}
