//! Who calls, and temporary credentials.

use aws_resources::sts::Sts;
use aws_sdk_sts::Client;
use end_to_end::{exercised, fake::Account};

/// `UserId` of the fake is another one on each call, as it has no such role.
#[tokio::test]
async fn the_caller_is_a_resource() {
    let account = Account::new("eu-west-1").await;
    let plain = Client::new(&account.config).get_caller_identity().send().await.unwrap();
    let caller = Sts::new(&account.session).caller_identity();
    assert!(caller.loaded().is_none());
    let data = caller.data().await.unwrap();
    assert_eq!((data.account(), data.arn()), (Some(&*account.id), plain.arn()));
    assert!(data.user_id().unwrap().ends_with(":end-to-end"), "{data:?}");
    let arn = caller.arn().await.unwrap();
    exercised::arn("sts.CallerIdentity", &arn, plain.arn());
    let template = "arn:${Partition}:sts::${Account}:assumed-role/${RoleName}/${RoleSessionName}";
    account.assert_arn(&arn, template, &[("RoleName", "Tester"), ("RoleSessionName", "end-to-end")]);
}

#[tokio::test]
async fn a_role_gives_credentials_of_its_account() {
    let account = Account::new("us-east-1").await;
    let sts = Sts::new(&account.session);
    let other = fake_aws::unique_account();
    let role = format!("arn:aws:iam::{other}:role/path/Reader");
    let assumed = sts.assume_role().with(|r| r.role_arn(&role).role_session_name("audit")).await.unwrap();
    let user = assumed.assumed_role_user.unwrap();
    assert_eq!(user.arn(), format!("arn:aws:sts::{other}:assumed-role/Reader/audit"));
    let keys = assumed.credentials.unwrap();
    assert!(keys.access_key_id().starts_with("ASIA") && !keys.session_token().is_empty(), "{keys:?}");
    let session = sts.get_session_token().with(|r| r.duration_seconds(900)).await.unwrap();
    assert!(session.credentials().is_some());
    let federated = sts.get_federation_token().with(|r| r.name("ann")).await.unwrap();
    let arn = format!("arn:aws:sts::{}:federated-user/ann", account.id);
    assert_eq!(federated.federated_user().unwrap().arn(), arn);
}

#[tokio::test]
async fn a_token_of_the_web_gives_a_role() {
    let account = Account::new("us-east-1").await;
    let role = format!("arn:aws:iam::{}:role/Web", account.id);
    let assume = Sts::new(&account.session).assume_role_with_web_identity();
    let assumed =
        assume.with(|r| r.role_arn(&role).role_session_name("shop").web_identity_token("token")).await.unwrap();
    let arn = format!("arn:aws:sts::{}:assumed-role/Web/shop", account.id);
    assert_eq!(assumed.assumed_role_user().unwrap().arn(), arn);
    assert!(assumed.credentials().unwrap().access_key_id().starts_with("ASIA"));
}
