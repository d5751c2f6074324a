//! Support cases and the checks of Trusted Advisor.
//!
//! The fake changes a case's state with each description, and a check's with each refresh; it has nothing else.

use aws_resources::{ErrorKind, support::Support};
use aws_sdk_support::Client;
use end_to_end::fake::Account;

#[tokio::test]
async fn a_case_is_listed_and_resolved() {
    let account = Account::new("us-east-1").await;
    let support = Support::new(&account.session);
    let create = support.create_case();
    let create =
        create.with(|r| r.subject("Slow").communication_body("Why?").service_code("amazon-s3").severity_code("low"));
    let case = create.await.unwrap().unwrap();
    let plain = Client::new(&account.config).describe_cases().send().await.unwrap();
    assert_eq!(plain.cases()[0].case_id(), Some(case.id()));
    assert_eq!(support.cases().try_collect().await.unwrap(), std::slice::from_ref(&case));
    assert_eq!(case.data().await.unwrap().subject(), Some("Slow"));
    assert_eq!(case.service().await.unwrap(), Some(support.service("amazon-s3")));
    assert_eq!(case.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    case.resolve().await.unwrap();
    assert!(case.loaded().is_none(), "an action forgets the data");
}

#[tokio::test]
async fn checks_are_found_in_english() {
    let account = Account::new("us-east-1").await;
    let support = Support::new(&account.session);
    let plain = Client::new(&account.config).describe_trusted_advisor_checks().language("en").send().await.unwrap();
    let checks = support.trusted_advisor_checks().try_collect().await.unwrap();
    let ids: Vec<_> = plain.checks().iter().map(|check| check.id()).collect();
    assert_eq!(checks.iter().map(|check| check.id()).collect::<Vec<_>>(), ids);
    assert!(ids.len() > 10);
    let check = support.trusted_advisor_check(ids[5]);
    assert_eq!(check.data().await.unwrap().name(), plain.checks()[5].name());
    assert!(support.trusted_advisor_check("none").data().await.unwrap_err().is_not_found());
    let status = check.refresh().await.unwrap().unwrap();
    assert_eq!(status, check.refresh_status());
    assert_eq!(status.loaded().unwrap().status(), "none");
    assert_eq!(status.check(), check);
}
