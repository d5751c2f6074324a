//! Users, groups, roles, policies and what belongs to them. The fake pages roles, policies and what is attached to a
//! role; the other listings come on one page. It knows no MFA device alone, no jobs and no organization's features.

use std::slice::from_ref;

use aws_resources::{
    ErrorKind,
    iam::{Iam, Policy, Role, RoleTagCollection, User},
};
use aws_sdk_iam::{
    Client,
    operation::get_user::GetUserError,
    types::{PolicyScopeType, StatusType, Tag},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;
const ALLOW: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;
const ASSUME: &str = r#"[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]"#;
/// `ALLOW` as AWS gives documents.
const ENCODED: &str = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B";

/// A user that the plain SDK creates, and its ARN.
async fn user(account: &Account, name: &str, path: &str) -> (User, String) {
    let made = Client::new(&account.config).create_user().user_name(name).path(path).send().await.unwrap();
    (Iam::new(&account.session).user(name), made.user.unwrap().arn)
}

/// A role that the plain SDK creates, and its ARN.
async fn role(account: &Account, name: &str, path: &str) -> (Role, String) {
    let made = Client::new(&account.config).create_role().role_name(name).path(path);
    let made = made.assume_role_policy_document(TRUST).send().await.unwrap();
    (Iam::new(&account.session).role(name), made.role.unwrap().arn)
}

/// A policy that the plain SDK creates, and its ARN.
async fn policy(account: &Account, name: &str) -> (Policy, String) {
    let made = Client::new(&account.config).create_policy().policy_name(name).policy_document(ALLOW);
    let arn = made.send().await.unwrap().policy.unwrap().arn.unwrap();
    (Iam::new(&account.session).policy(&arn), arn)
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

/// The fake lists roles in the order of their random ids.
#[tokio::test]
async fn listings_have_pages() {
    let account = Account::new("us-east-1").await;
    for number in 0..5 {
        role(&account, &format!("role-{number}"), "/").await;
        policy(&account, &format!("policy-{number}")).await;
    }
    let iam = Iam::new(&account.session);
    let found = pages(iam.roles().page_size(2), |role| role.name().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    let mut names = found.concat();
    names.sort();
    assert_eq!(names, ["role-0", "role-1", "role-2", "role-3", "role-4"]);

    let own = iam.policies().filter(|r| r.scope(PolicyScopeType::Local)).page_size(3);
    let found = pages(own, |policy| policy.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 2]);
    assert!(found[0][0].ends_with(":policy/policy-0"), "{found:?}");
}

#[tokio::test]
async fn a_user_lives_is_renamed_and_dies() {
    let account = Account::new("eu-west-1").await;
    let (staff, arn) = user(&account, "ann", "/staff/dev/").await;
    staff.wait_until_exists().every(SOON).await.unwrap();
    exercised::arn("iam.User", &staff.arn().await.unwrap(), Some(&arn));
    let template = "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}";
    account.assert_arn(&staff.arn().await.unwrap(), template, &[("UserNameWithPath", "staff/dev/ann")]);
    assert_eq!(staff.permissions_boundary().await.unwrap(), None);

    let iam = Iam::new(&account.session);
    let bob = iam.create_user().with(|r| r.user_name("bob")).await.unwrap().unwrap();
    assert_eq!(bob.loaded().unwrap().path(), "/");
    assert_eq!(iam.user("eve").create().await.unwrap().unwrap().name(), "eve");
    let mut names: Vec<_> = iam.users().try_collect().await.unwrap().iter().map(|it| it.name().to_owned()).collect();
    names.sort();
    assert_eq!(names, ["ann", "bob", "eve"]);

    assert_eq!(bob.update().with(|r| r.new_path("/staff/")).await.unwrap(), None, "it keeps its name");
    let robert = bob.update().with(|r| r.new_user_name("robert")).await.unwrap().unwrap();
    assert_eq!(robert.data().await.unwrap().user_name(), "robert");
    robert.delete().await.unwrap();
    for gone in [bob, robert] {
        let error = gone.data().await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        assert_eq!(error.code(), Some("NoSuchEntity"));
        let sdk = error.sdk_error::<GetUserError>().and_then(|error| error.as_service_error());
        assert!(sdk.is_some_and(GetUserError::is_no_such_entity_exception), "{sdk:?}");
    }
}

#[tokio::test]
async fn a_user_has_keys_a_password_and_devices() {
    let account = Account::new("eu-west-1").await;
    let (ann, _) = user(&account, "ann", "/").await;
    let pair = ann.create_access_key_pair().await.unwrap().unwrap();
    assert!(!pair.loaded().unwrap().secret_access_key().is_empty());
    let keys = ann.access_keys().try_collect().await.unwrap();
    assert_eq!(keys, [pair.access_key()]);
    assert_eq!(keys[0].user(), ann);
    assert_eq!(keys[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    pair.deactivate().await.unwrap();
    assert!(pair.loaded().is_some(), "what AWS doesn't tell again isn't forgotten");
    assert_eq!(keys[0].reload().await.unwrap().status(), Some(&StatusType::Inactive));
    keys[0].delete().await.unwrap();
    assert!(keys[0].data().await.unwrap_err().is_not_found());

    assert!(ann.login_profile().data().await.unwrap_err().is_not_found());
    let profile = ann.create_login_profile().with(|r| r.password("correct horse")).await.unwrap().unwrap();
    assert_eq!(profile.user(), ann);
    assert_eq!(ann.login_profile().data().await.unwrap().user_name(), "ann");
    profile.delete().await.unwrap();
    assert!(profile.data().await.unwrap_err().is_not_found());

    let iam = Iam::new(&account.session);
    let device = iam.create_virtual_mfa_device().with(|r| r.virtual_mfa_device_name("phone")).await.unwrap().unwrap();
    assert!(device.loaded().unwrap().base32_string_seed().is_some());
    let arn = device.arn().await.unwrap();
    let plain = Client::new(&account.config).list_virtual_mfa_devices().send().await.unwrap();
    exercised::arn("iam.VirtualMfaDevice", &arn, Some(plain.virtual_mfa_devices[0].serial_number()));
    account.assert_arn(&arn, "arn:${Partition}:iam::${Account}:mfa/${MfaTokenIdWithPath}", &[]);
    assert_eq!(device.user().await.unwrap(), None);
    let enabled = ann.enable_mfa().with(|r| {
        r.serial_number(device.serial_number()).authentication_code1("123456").authentication_code2("654321")
    });
    let enabled = enabled.await.unwrap().unwrap();
    assert_eq!(ann.mfa_devices().try_collect().await.unwrap(), from_ref(&enabled));
    let plain = Client::new(&account.config).list_mfa_devices().user_name("ann").send().await.unwrap();
    exercised::arn("iam.MfaDevice", &enabled.arn().await.unwrap(), Some(plain.mfa_devices()[0].serial_number()));
    device.reload().await.unwrap();
    assert_eq!(device.user().await.unwrap(), Some(ann.clone()));
    enabled.disassociate().await.unwrap();
    assert_eq!(ann.mfa_devices().try_collect().await.unwrap(), []);
    device.delete().await.unwrap();
    assert!(device.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_group_has_users_and_policies() {
    let account = Account::new("eu-west-1").await;
    let (ann, _) = user(&account, "ann", "/").await;
    let made = Client::new(&account.config).create_group().group_name("dev").path("/team/").send().await.unwrap();
    let group = Iam::new(&account.session).group("dev");
    let arn = group.arn().await.unwrap();
    exercised::arn("iam.Group", &arn, Some(&made.group.unwrap().arn));
    let template = "arn:${Partition}:iam::${Account}:group/${GroupNameWithPath}";
    account.assert_arn(&arn, template, &[("GroupNameWithPath", "team/dev")]);

    ann.add_group().with(|r| r.group_name("dev")).await.unwrap();
    assert_eq!(group.users().try_collect().await.unwrap(), from_ref(&ann));
    assert_eq!(ann.groups().try_collect().await.unwrap(), from_ref(&group));
    let inline = group.create_policy().with(|r| r.policy_name("s3").policy_document(ALLOW)).await.unwrap().unwrap();
    assert_eq!((inline.group_name(), inline.name()), ("dev", "s3"));
    let document = inline.data().await.unwrap().policy_document().to_owned();
    assert!(document.starts_with(ENCODED), "{document}");
    assert_eq!(group.policies().try_collect().await.unwrap(), from_ref(&inline));
    assert_eq!(inline.group(), group);

    let (managed, arn) = policy(&account, "shared").await;
    group.attach_policy().with(|r| r.policy_arn(&arn)).await.unwrap();
    assert_eq!(group.attached_policies().try_collect().await.unwrap(), from_ref(&managed));
    assert_eq!(managed.attached_groups().try_collect().await.unwrap(), from_ref(&group));
    assert_eq!(managed.attached_users().try_collect().await.unwrap(), []);

    inline.delete().await.unwrap();
    assert!(inline.data().await.unwrap_err().is_not_found());
    managed.detach_group().with(|r| r.group_name("dev")).await.unwrap();
    group.remove_user().with(|r| r.user_name("ann")).await.unwrap();
    group.delete().await.unwrap();
    assert!(group.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_role_has_policies_a_profile_and_a_boundary() {
    let account = Account::new("eu-west-1").await;
    let (role, arn) = role(&account, "web", "/app/").await;
    role.wait_until_exists().every(SOON).await.unwrap();
    let template = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}";
    exercised::arn("iam.Role", &role.arn().await.unwrap(), Some(&arn));
    account.assert_arn(&role.arn().await.unwrap(), template, &[("RoleNameWithPath", "app/web")]);
    assert!(role.data().await.unwrap().assume_role_policy_document().unwrap().starts_with("%7B"));
    assert_eq!(role.template_version().await.unwrap(), None);

    let (boundary, arn) = policy(&account, "limit").await;
    role.put_permissions_boundary().with(|r| r.permissions_boundary(&arn)).await.unwrap();
    assert_eq!(role.permissions_boundary().await.unwrap(), Some(boundary));
    role.assume_role_policy().update().with(|r| r.policy_document(TRUST.replace("[]", ASSUME))).await.unwrap();
    assert!(role.reload().await.unwrap().assume_role_policy_document().unwrap().contains("ec2.amazonaws"));
    let (second, arn) = policy(&account, "second").await;
    second.attach_role().with(|r| r.role_name("web")).await.unwrap();
    assert_eq!(role.attached_policies().try_collect().await.unwrap(), [second]);
    role.detach_policy().with(|r| r.policy_arn(&arn)).await.unwrap();
    let inline = role.create_policy().with(|r| r.policy_name("s3").policy_document(ALLOW)).await.unwrap().unwrap();
    assert!(role.policy("s3").data().await.unwrap().policy_document().starts_with(ENCODED));
    inline.delete().await.unwrap();

    let made = Client::new(&account.config).create_instance_profile().instance_profile_name("web").send().await;
    let profile = Iam::new(&account.session).instance_profile("web");
    profile.wait_until_exists().every(SOON).await.unwrap();
    let arn = profile.arn().await.unwrap();
    exercised::arn("iam.InstanceProfile", &arn, Some(&made.unwrap().instance_profile.unwrap().arn));
    account.assert_arn(&arn, "arn:${Partition}:iam::${Account}:instance-profile/${Name}", &[("Name", "web")]);
    profile.add_role().with(|r| r.role_name("web")).await.unwrap();
    assert_eq!(profile.roles().await.unwrap(), from_ref(&role));
    assert_eq!(role.instance_profiles().try_collect().await.unwrap(), from_ref(&profile));
    role.remove_from_instance_profile().with(|r| r.instance_profile_name("web")).await.unwrap();
    profile.delete().await.unwrap();
    role.delete().await.unwrap();
    assert!(profile.data().await.unwrap_err().is_not_found());
    assert!(role.data().await.unwrap_err().is_not_found());
}

/// AWS encodes the document of a version; the fake doesn't.
#[tokio::test]
async fn a_policy_has_versions() {
    let account = Account::new("eu-west-1").await;
    let (policy, arn) = policy(&account, "shared").await;
    policy.wait_until_exists().every(SOON).await.unwrap();
    exercised::arn("iam.Policy", &policy.arn().await.unwrap(), policy.data().await.unwrap().arn());
    account.assert_arn(
        &policy.arn().await.unwrap(),
        "arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}",
        &[("PolicyNameWithPath", "shared")],
    );
    let second = policy.create_version().with(|r| r.policy_document(ALLOW)).await.unwrap().unwrap();
    assert_eq!((second.policy_arn(), second.version_id()), (&*arn, "v2"));
    assert_eq!(policy.default_version().await.unwrap(), Some(policy.version("v1")));
    second.set_as_default().await.unwrap();
    policy.reload().await.unwrap();
    assert_eq!(policy.default_version().await.unwrap(), Some(second.clone()));
    let document = second.data().await.unwrap().document().unwrap().to_owned();
    assert!(document.contains("s3"), "{document}");
    let mut versions = policy.versions().try_collect().await.unwrap();
    versions.sort_by_key(|version| version.version_id().to_owned());
    assert_eq!(versions, [policy.version("v1"), second]);
    versions[0].delete().await.unwrap();
    assert!(versions[0].reload().await.unwrap_err().is_not_found());
    policy.delete().await.unwrap();
    let gone = policy.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let ((role, _), (ann, _)) = (role(&account, "web", "/").await, user(&account, "ann", "/").await);
    role.add_tags().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    ann.add_tags().with(|r| r.tags(tag("team", "dev"))).await.unwrap();
    let mut tags = role.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags, [role.tag_subresource("stage"), role.tag_subresource("team")]);
    assert_eq!(ann.tag_subresource("team").data().await.unwrap().value(), "dev");
    tags[0].delete().await.unwrap();
    assert!(tags[0].reload().await.unwrap_err().is_not_found());
    assert_eq!(tags[0].role(), role);
    assert_eq!(role.tags_collection().delete().await.failed().count(), 0);
    assert_eq!(role.tags_collection().try_collect().await.unwrap(), []);
    assert_eq!(ann.tags_collection().try_collect().await.unwrap(), [ann.tag_subresource("team")]);
}

#[tokio::test]
async fn providers_are_named_by_their_arns() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let oidc = iam.create_open_id_connect_provider().with(|r| r.url("https://example.com/issuer")).await;
    let oidc = oidc.unwrap().unwrap();
    let template = "arn:${Partition}:iam::${Account}:oidc-provider/${OidcProviderName}";
    let plain = Client::new(&account.config).list_open_id_connect_providers().send().await.unwrap();
    let returned = plain.open_id_connect_provider_list()[0].arn();
    exercised::arn("iam.OpenIdConnectProvider", &oidc.arn().await.unwrap(), returned);
    account.assert_arn(&oidc.arn().await.unwrap(), template, &[("OidcProviderName", "example.com/issuer")]);
    assert_eq!(iam.open_id_connect_providers().try_collect().await.unwrap(), from_ref(&oidc));
    assert_eq!(oidc.data().await.unwrap().url(), Some("example.com/issuer"));
    oidc.delete().await.unwrap();
    assert!(oidc.data().await.unwrap_err().is_not_found());

    let saml = iam.create_saml_provider().with(|r| r.name("idp").saml_metadata_document("m".repeat(1024)));
    let saml = saml.await.unwrap().unwrap();
    let template = "arn:${Partition}:iam::${Account}:saml-provider/${SamlProviderName}";
    let plain = Client::new(&account.config).list_saml_providers().send().await.unwrap();
    exercised::arn("iam.SamlProvider", &saml.arn().await.unwrap(), plain.saml_provider_list()[0].arn());
    account.assert_arn(&saml.arn().await.unwrap(), template, &[("SamlProviderName", "idp")]);
    assert_eq!(iam.saml_providers().try_collect().await.unwrap(), from_ref(&saml));
    assert_eq!(saml.data().await.unwrap().saml_metadata_document().map(str::len), Some(1024));
    saml.delete().await.unwrap();
    assert!(saml.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_server_certificate_is_renamed() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let made = iam
        .create_server_certificate()
        .with(|r| r.server_certificate_name("www").path("/cloudfront/").certificate_body("pem").private_key("key"));
    let certificate = made.await.unwrap().unwrap();
    let listed = iam.server_certificates().try_collect().await.unwrap();
    assert_eq!(listed, from_ref(&certificate));
    let summary = listed[0].summary().unwrap();
    assert_eq!(summary.server_certificate_name(), "www");
    let arn = certificate.arn().await.unwrap();
    exercised::arn("iam.ServerCertificate", &arn, Some(summary.arn()));
    let template = "arn:${Partition}:iam::${Account}:server-certificate/${CertificateNameWithPath}";
    account.assert_arn(&arn, template, &[("CertificateNameWithPath", "cloudfront/www")]);
    assert_eq!(certificate.data().await.unwrap().certificate_body(), "pem");
    certificate.delete().await.unwrap();
    assert!(certificate.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_account_has_a_password_policy_an_alias_and_a_summary() {
    let account = Account::new("eu-west-1").await;
    let iam = Iam::new(&account.session);
    let rules = iam.account_password_policy();
    assert!(rules.data().await.unwrap_err().is_not_found());
    let made = iam.create_account_password_policy().with(|r| r.minimum_password_length(12)).await.unwrap();
    assert_eq!(made.data().await.unwrap().minimum_password_length(), Some(12));
    rules.delete().await.unwrap();
    assert!(rules.data().await.unwrap_err().is_not_found());

    let name = format!("shop-{}", account.id);
    let alias = iam.create_account_alias().with(|r| r.account_alias(&name)).await.unwrap().unwrap();
    assert_eq!(iam.account_aliases().try_collect().await.unwrap(), from_ref(&alias));
    alias.delete().await.unwrap();
    assert_eq!(iam.account_aliases().try_collect().await.unwrap(), []);

    let (ann, _) = user(&account, "ann", "/").await;
    let summary = iam.account_summary().data().await.unwrap();
    assert_eq!(summary.summary_map().unwrap().get(&"Users".into()), Some(&1));
    let details = iam.user_details().try_collect().await.unwrap();
    assert_eq!(details, [ann]);
    assert_eq!(details[0].summary().unwrap().user_name(), Some("ann"));
    assert_eq!(iam.group_details().try_collect().await.unwrap(), []);
}
