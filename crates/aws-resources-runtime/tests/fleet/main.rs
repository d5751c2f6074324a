//! Fleets without a network.

use aws_resources_runtime::{
    Fleet, Session, SessionManager,
    fleet::{FleetRun, Outcome},
};
use aws_sdk_sts::{config::BehaviorVersion, error::SdkError, operation::get_caller_identity::GetCallerIdentityError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::{body::SdkBody, error::ErrorMetadata};
use aws_types::{SdkConfig, region::Region};

mod outcomes;
mod roles;
mod running;
mod shards;

const ACCOUNTS: [&str; 3] = ["111111111111", "222222222222", "333333333333"];
const REGIONS: [&str; 2] = ["eu-west-1", "eu-south-1"];

fn manager() -> SessionManager {
    manager_of(config().region(Region::new("eu-west-1")))
}

fn manager_of(config: aws_types::sdk_config::Builder) -> SessionManager {
    SessionManager::builder(&config.build()).role_name("Audit").build()
}

fn config() -> aws_types::sdk_config::Builder {
    SdkConfig::builder().behavior_version(BehaviorVersion::latest())
}

fn fleet() -> Fleet {
    manager().fleet().accounts(ACCOUNTS).regions(REGIONS)
}

/// Where a closure runs.
fn place(session: &Session) -> (String, String) {
    (session.known_account_id().unwrap().to_owned(), session.region_name().unwrap().to_owned())
}

fn place_of<T>(outcome: &Outcome<T>) -> (String, String) {
    (outcome.account().to_owned(), outcome.region().to_owned())
}

/// What a service says, as the SDK's own client returns it.
fn says(code: &str) -> SdkError<GetCallerIdentityError, HttpResponse> {
    let error = GetCallerIdentityError::generic(ErrorMetadata::builder().code(code).message("no").build());
    SdkError::service_error(error, HttpResponse::new(400.try_into().unwrap(), SdkBody::empty()))
}

async fn all<T: Send + 'static>(mut run: FleetRun<T>) -> Vec<Outcome<T>> {
    let mut outcomes = Vec::new();
    while let Some(outcome) = run.next().await {
        outcomes.push(outcome);
    }
    assert!(run.next().await.is_none(), "the end stays the end");
    outcomes
}

/// Lets all tasks go on as far as they can.
async fn settle() {
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
}
