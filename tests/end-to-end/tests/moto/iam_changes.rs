//! What is made by the service resource and changed in place: policies of users, groups, roles, keys and providers, and
//! the tags of what `iam` has no tags of.

use std::slice::from_ref;

use aws_resources::iam::{Iam, OpenIdConnectProviderTagCollection, PolicyTagCollection, UserTagCollection};
use aws_sdk_iam::types::{StatusType, Tag};
use end_to_end::{exercised, fake::Account};

use crate::SOON;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;
const ALLOW: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
const DENY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

#[tokio::test]
async fn a_user_has_policies_of_both_kinds() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let ann = iam.create_user().with(|r| r.user_name("ann")).await.unwrap().unwrap();
    let create = iam.create_policy().with(|r| r.policy_name("shared").path("/team/").policy_document(ALLOW));
    let managed = create.await.unwrap().unwrap();
    assert_eq!(managed.loaded().unwrap().policy_name(), Some("shared"), "creating brings the data");
    let template = "arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}";
    account.assert_arn(&managed.arn().await.unwrap(), template, &[("PolicyNameWithPath", "team/shared")]);

    ann.attach_policy().with(|r| r.policy_arn(managed.arn_identifier())).await.unwrap();
    assert_eq!(ann.attached_policies().try_collect().await.unwrap(), from_ref(&managed));
    assert_eq!(managed.attached_users().try_collect().await.unwrap(), from_ref(&ann));
    managed.detach_user().with(|r| r.user_name("ann")).await.unwrap();
    assert_eq!(ann.attached_policies().try_collect().await.unwrap(), []);
    managed.attach_user().with(|r| r.user_name("ann")).await.unwrap();
    ann.detach_policy().with(|r| r.policy_arn(managed.arn_identifier())).await.unwrap();
    assert_eq!(managed.attached_users().try_collect().await.unwrap(), []);

    let inline = ann.create_policy().with(|r| r.policy_name("s3").policy_document(ALLOW)).await.unwrap().unwrap();
    assert_eq!(ann.policies().try_collect().await.unwrap(), from_ref(&inline));
    inline.put().with(|r| r.policy_document(DENY)).await.unwrap();
    let document = inline.data().await.unwrap().policy_document().to_owned();
    assert!(document.contains("Deny"), "{document}");
    inline.delete().await.unwrap();
    assert!(inline.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_group_is_made_twice_over_and_renamed() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let dev = iam.create_group().with(|r| r.group_name("dev")).await.unwrap().unwrap();
    let ops = iam.group("ops").create().with(|r| r.path("/team/")).await.unwrap().unwrap();
    assert_eq!(ops.loaded().unwrap().path(), "/team/");
    assert_eq!(iam.groups().try_collect().await.unwrap(), [dev.clone(), ops]);
    let web = dev.update().with(|r| r.new_group_name("web").new_path("/site/")).await.unwrap().unwrap();
    let template = "arn:${Partition}:iam::${Account}:group/${GroupNameWithPath}";
    let arn = web.arn().await.unwrap();
    exercised::arn("iam.Group", &arn, Some(web.data().await.unwrap().arn()));
    account.assert_arn(&arn, template, &[("GroupNameWithPath", "site/web")]);
    assert!(dev.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_role_is_described_anew() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let create = iam.create_role().with(|r| r.role_name("web").assume_role_policy_document(TRUST));
    let role = create.await.unwrap().unwrap();
    let create = iam.create_policy().with(|r| r.policy_name("limit").policy_document(ALLOW));
    let limit = create.await.unwrap().unwrap();
    role.update().with(|r| r.max_session_duration(7200)).await.unwrap();
    let described = role.update_description().with(|r| r.description("of the shop")).await.unwrap().unwrap();
    assert_eq!(described, role);
    let data = role.data().await.unwrap();
    assert_eq!((data.max_session_duration(), data.description()), (Some(7200), Some("of the shop")));

    role.put_permissions_boundary().with(|r| r.permissions_boundary(limit.arn_identifier())).await.unwrap();
    role.delete_permissions_boundary().await.unwrap();
    assert_eq!(role.permissions_boundary().await.unwrap(), None);
    let inline = role.create_policy().with(|r| r.policy_name("s3").policy_document(ALLOW)).await.unwrap().unwrap();
    assert_eq!(role.policies().try_collect().await.unwrap(), [inline]);
}

#[tokio::test]
async fn a_service_has_its_role_until_it_is_deleted() {
    let account = Account::new("eu-west-1").await;
    let create = Iam::new(&account.session).create_service_linked_role();
    let role = create.with(|r| r.aws_service_name("autoscaling.amazonaws.com").custom_suffix("x")).await;
    let role = role.unwrap().unwrap();
    assert_eq!(role.name(), "AWSServiceRoleForAutoScaling_x");
    assert_eq!(role.loaded().unwrap().path(), "/aws-service-role/autoscaling.amazonaws.com/");
    let deletion = role.delete_service_linked().await.unwrap();
    deletion.wait_until_succeeded().every(SOON).await.unwrap();
    assert!(role.reload().await.unwrap_err().is_not_found());
}

/// The fake lists no tags of a profile; its data has them.
#[tokio::test]
async fn a_profile_is_tagged() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let profile = iam.create_instance_profile().with(|r| r.instance_profile_name("web")).await.unwrap().unwrap();
    assert_eq!(iam.instance_profiles().try_collect().await.unwrap(), from_ref(&profile));
    profile.add_tags().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    profile.tag_subresource("stage").delete().await.unwrap();
    assert_eq!(profile.data().await.unwrap().tags(), [tag("team", "web")]);
    profile.remove_tags().with(|r| r.tag_keys("team")).await.unwrap();
    assert!(profile.reload().await.unwrap().tags().is_empty());
}

#[tokio::test]
async fn a_key_is_switched_off_and_a_password_changed() {
    let account = Account::new("eu-west-1").await;
    let ann = Iam::new(&account.session).user("ann").create().await.unwrap().unwrap();
    let key = ann.upload_ssh_public_key().with(|r| r.ssh_public_key_body("ssh-rsa AAAA")).await.unwrap().unwrap();
    assert_eq!(key.loaded().unwrap().ssh_public_key_body(), "ssh-rsa AAAA");
    let listed = ann.ssh_public_keys().try_collect().await.unwrap();
    assert_eq!(listed, from_ref(&key));
    assert_eq!(listed[0].summary().unwrap().status(), &StatusType::Active);
    key.deactivate().await.unwrap();
    assert_eq!(key.data().await.unwrap().status(), &StatusType::Inactive);
    key.activate().await.unwrap();
    assert_eq!(key.data().await.unwrap().status(), &StatusType::Active);
    key.delete().await.unwrap();
    assert!(key.data().await.unwrap_err().is_not_found());

    let profile = ann.create_login_profile().with(|r| r.password("correct horse")).await.unwrap().unwrap();
    profile.update().with(|r| r.password("battery staple").password_reset_required(true)).await.unwrap();
    assert!(profile.data().await.unwrap().password_reset_required());
}

#[tokio::test]
async fn providers_are_changed() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let create = iam.create_open_id_connect_provider();
    let oidc = create.with(|r| r.url("https://example.com/issuer").thumbprint_list("c".repeat(40))).await;
    let oidc = oidc.unwrap().unwrap();
    oidc.update_thumbprint().with(|r| r.thumbprint_list("d".repeat(40))).await.unwrap();
    assert_eq!(oidc.data().await.unwrap().thumbprint_list(), ["d".repeat(40)]);
    oidc.add_tags().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    assert_eq!(
        oidc.tags_collection().try_collect().await.unwrap(),
        [oidc.tag_subresource("stage"), oidc.tag_subresource("team")]
    );
    oidc.remove_tags().with(|r| r.tag_keys("stage")).await.unwrap();
    assert_eq!(oidc.tag_subresource("team").data().await.unwrap().value(), "web");
    assert!(oidc.tag_subresource("stage").data().await.unwrap_err().is_not_found());
    assert_eq!(oidc.tags_collection().delete().await.failed().count(), 0);
    assert_eq!(oidc.tags_collection().try_collect().await.unwrap(), []);

    let saml = iam.create_saml_provider().with(|r| r.name("idp").saml_metadata_document("m".repeat(1024)));
    let saml = saml.await.unwrap().unwrap();
    let updated = saml.update().with(|r| r.saml_metadata_document("n".repeat(1024))).await.unwrap();
    assert_eq!(updated.as_ref(), Some(&saml));
    assert_eq!(saml.data().await.unwrap().saml_metadata_document(), Some(&*"n".repeat(1024)));
}

#[tokio::test]
async fn tags_of_policies_and_users_are_resources() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let create = iam.create_policy().with(|r| r.policy_name("shared").policy_document(ALLOW));
    let policy = create.await.unwrap().unwrap();
    policy.add_tags().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    assert_eq!(
        policy.tags_collection().try_collect().await.unwrap(),
        [policy.tag_subresource("stage"), policy.tag_subresource("team")]
    );
    policy.tag_subresource("stage").delete().await.unwrap();
    assert!(policy.tag_subresource("stage").data().await.unwrap_err().is_not_found());
    assert_eq!(policy.tag_subresource("team").data().await.unwrap().value(), "web");
    assert_eq!(policy.tags_collection().delete().await.failed().count(), 0);
    assert_eq!(policy.tags_collection().try_collect().await.unwrap(), []);

    let ann = iam.user("ann").create().await.unwrap().unwrap();
    let tags = ["stage", "team", "until"].map(|key| tag(key, "x"));
    ann.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();
    ann.remove_tags().with(|r| r.tag_keys("stage")).await.unwrap();
    ann.tag_subresource("team").delete().await.unwrap();
    assert_eq!(ann.tags_collection().try_collect().await.unwrap(), [ann.tag_subresource("until")]);
    let report = ann.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(ann.tags_collection().try_collect().await.unwrap(), []);
}
