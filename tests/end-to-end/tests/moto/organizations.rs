//! An organization with its accounts, units and policies. The fake creates accounts at once, lists the requests for
//! them without end, and writes AWS's policies with an account in their ARN.

use std::slice::from_ref;

use aws_resources::organizations::{Organizations, PolicyTarget, Root, TagCollection};
use aws_sdk_organizations::{
    Client,
    types::{AccountState, ChildType, ParentType, PolicyType, Tag},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

const DENY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;

/// An organization that the plain SDK creates, and its root.
async fn organization(account: &Account) -> (Organizations, Root) {
    let client = Client::new(&account.config);
    client.create_organization().send().await.unwrap();
    let root = client.list_roots().send().await.unwrap().roots.unwrap().remove(0).id.unwrap();
    let organizations = Organizations::new(&account.session);
    let root = organizations.root(root);
    (organizations, root)
}

async fn member(account: &Account, name: &str) -> String {
    let made = Client::new(&account.config).create_account().account_name(name).email(format!("{name}@example.com"));
    made.send().await.unwrap().create_account_status.unwrap().account_id.unwrap()
}

#[tokio::test]
async fn an_organization_is_found_or_not() {
    let account = Account::new("eu-west-1").await;
    let organizations = Organizations::new(&account.session);
    let none = organizations.organization().data().await.unwrap_err();
    assert!(none.is_not_found(), "{none}");
    assert_eq!(none.code(), Some("AWSOrganizationsNotInUseException"));

    let made = organizations.create_organization().await.unwrap();
    let organization = organizations.organization();
    assert_eq!(made, organization);
    let plain = Client::new(&account.config).describe_organization().send().await.unwrap().organization.unwrap();
    let arn = organization.arn().await.unwrap();
    exercised::arn("organizations.Organization", &arn, plain.arn());
    let template = "arn:${Partition}:organizations::${Account}:organization/${Id}";
    account.assert_arn(&arn, template, &[("Id", plain.id().unwrap())]);
    let master = organization.master_account().await.unwrap();
    assert_eq!(master, Some(organizations.account(&account.id)));

    organization.delete().await.unwrap();
    assert!(organization.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn accounts_are_created_and_listed_by_pages() {
    let account = Account::new("eu-west-1").await;
    let (organizations, root) = organization(&account).await;
    let wanted = organizations.create_account().with(|r| r.account_name("one").email("one@example.com"));
    let wanted = wanted.await.unwrap().unwrap();
    wanted.wait_until_succeeded().every(SOON).await.unwrap();
    let one = wanted.account().await.unwrap().expect("the account is created");
    let two = organizations.account(member(&account, "two").await);

    let found = pages(organizations.accounts().page_size(2), |it| it.id().to_owned()).await.unwrap();
    assert_eq!(found, [vec![account.id.clone(), one.id().to_owned()], vec![two.id().to_owned()]]);
    let listed = organizations.accounts().try_collect().await.unwrap();
    assert_eq!(listed[1].loaded().unwrap().name(), Some("one"));
    let plain = Client::new(&account.config).describe_account().account_id(two.id()).send().await.unwrap();
    let arn = two.arn().await.unwrap();
    exercised::arn("organizations.Account", &arn, plain.account().unwrap().arn());
    let template = "arn:${Partition}:organizations::${Account}:account/${OrganizationId}/${AccountId}";
    account.assert_arn(&arn, template, &[("AccountId", two.id())]);

    let parents = two.parents().try_collect().await.unwrap();
    assert_eq!(parents[0].root(), root);
    assert_eq!(parents[0].loaded().unwrap().r#type(), Some(&ParentType::Root));
    assert_eq!(root.accounts().try_collect().await.unwrap().len(), 3);
    two.close().await.unwrap();
    assert_eq!(two.data().await.unwrap().state(), Some(&AccountState::Suspended));
    two.remove_from_organization().await.unwrap();
    let gone = two.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("AccountNotFoundException"));
}

#[tokio::test]
async fn units_hold_accounts_and_units() {
    let account = Account::new("us-east-1").await;
    let (organizations, root) = organization(&account).await;
    let roots = organizations.roots().try_collect().await.unwrap();
    assert_eq!(roots, from_ref(&root));
    let plain = Client::new(&account.config).list_roots().send().await.unwrap();
    let arn = root.arn().await.unwrap();
    exercised::arn("organizations.Root", &arn, plain.roots()[0].arn());
    account.assert_arn(&arn, "arn:${Partition}:organizations::${Account}:root/${Organization}/${Root}", &[]);
    assert!(organizations.root("r-none").data().await.unwrap_err().is_not_found());

    let unit = root.create_organizational_unit().with(|r| r.name("shop")).await.unwrap().unwrap();
    let inner = unit.create_organizational_unit().with(|r| r.name("dev")).await.unwrap().unwrap();
    let member = organizations.account(member(&account, "one").await);
    member.r#move().with(|r| r.source_parent_id(root.id()).destination_parent_id(unit.id())).await.unwrap();
    assert_eq!(unit.accounts().try_collect().await.unwrap(), from_ref(&member));
    assert_eq!(unit.organizational_units().try_collect().await.unwrap(), from_ref(&inner));
    let children = unit.children().filter(|r| r.child_type(ChildType::Account)).try_collect().await.unwrap();
    assert_eq!(children.iter().map(|it| it.account()).collect::<Vec<_>>(), from_ref(&member));
    assert_eq!(children[0].data().await.unwrap().id(), Some(member.id()));
    assert_eq!(inner.parents().try_collect().await.unwrap()[0].organizational_unit(), unit);

    let arn = inner.arn().await.unwrap();
    let plain = Client::new(&account.config).describe_organizational_unit().organizational_unit_id(inner.id());
    let plain = plain.send().await.unwrap();
    exercised::arn("organizations.OrganizationalUnit", &arn, plain.organizational_unit().unwrap().arn());
    account.assert_arn(&arn, "arn:${Partition}:organizations::${Account}:ou/${Organization}/${Unit}", &[]);
    let renamed = inner.update().with(|r| r.name("test")).await.unwrap().unwrap();
    assert_eq!(renamed.data().await.unwrap().name(), Some("test"));
    inner.delete().await.unwrap();
    let gone = inner.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn policies_are_attached_and_detached() {
    let account = Account::new("eu-west-1").await;
    let (organizations, root) = organization(&account).await;
    let enabled = root.enable_policy_type().with(|r| r.policy_type(PolicyType::TagPolicy)).await.unwrap().unwrap();
    assert_eq!(enabled.loaded().unwrap().policy_types()[0].r#type(), Some(&PolicyType::TagPolicy));
    root.disable_policy_type().with(|r| r.policy_type(PolicyType::TagPolicy)).await.unwrap();
    assert!(root.data().await.unwrap().policy_types().is_empty());
    let policy = organizations
        .create_policy()
        .with(|r| r.name("no-s3").description("no S3").content(DENY).r#type(PolicyType::ServiceControlPolicy));
    let policy = policy.await.unwrap().unwrap();
    let data = policy.data().await.unwrap();
    assert_eq!(data.content(), Some(DENY));
    let arn = policy.arn().await.unwrap();
    exercised::arn("organizations.Policy", &arn, data.policy_summary().unwrap().arn());
    let template = "arn:${Partition}:organizations::${Account}:policy/${Organization}/${PolicyType}/${Id}";
    account.assert_arn(&arn, template, &[("PolicyType", "service_control_policy"), ("Id", policy.id())]);

    let listed = organizations.service_control_policies().try_collect().await.unwrap();
    assert!(listed.contains(&policy));
    let all = organizations.policies().filter(|r| r.filter(PolicyType::ServiceControlPolicy));
    assert_eq!(all.try_collect().await.unwrap(), listed);
    assert_eq!(organizations.tag_policies().try_collect().await.unwrap(), []);
    let summary = listed.iter().find(|it| **it == policy).unwrap().summary().unwrap();
    assert_eq!(summary.name(), Some("no-s3"));

    let member = organizations.account(member(&account, "one").await);
    policy.attach().with(|r| r.target_id(member.id())).await.unwrap();
    let targets: Vec<PolicyTarget> = policy.targets().try_collect().await.unwrap();
    assert_eq!(targets, [policy.target(member.id())]);
    let plain = Client::new(&account.config).describe_account().account_id(member.id()).send().await.unwrap();
    exercised::arn("organizations.PolicyTarget", &targets[0].arn().await.unwrap(), plain.account().unwrap().arn());
    let held = member.policies().filter(|r| r.filter(PolicyType::ServiceControlPolicy)).try_collect().await.unwrap();
    assert!(held.contains(&policy));
    targets[0].detach().await.unwrap();
    assert!(targets[0].reload().await.unwrap_err().is_not_found());
    policy.update().with(|r| r.name("never-s3")).await.unwrap();
    assert_eq!(policy.data().await.unwrap().policy_summary().unwrap().name(), Some("never-s3"));
    policy.delete().await.unwrap();
    let gone = policy.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("PolicyNotFoundException"));
}

#[tokio::test]
async fn services_and_administrators_are_delegated() {
    let account = Account::new("eu-west-1").await;
    let (organizations, _) = organization(&account).await;
    let service = "guardduty.amazonaws.com";
    let enabled = organizations.enable_aws_service_access().with(|r| r.service_principal(service)).await.unwrap();
    let enabled = enabled.unwrap();
    assert_eq!(organizations.enabled_service_principals().try_collect().await.unwrap(), from_ref(&enabled));
    assert!(enabled.data().await.unwrap().date_enabled().is_some());

    let member = organizations.account(member(&account, "one").await);
    let delegated = member.register_delegated_administrator().with(|r| r.service_principal(service)).await.unwrap();
    let delegated = delegated.unwrap();
    assert_eq!(member.delegated_services().try_collect().await.unwrap(), from_ref(&delegated));
    let administrators = organizations.delegated_administrators().try_collect().await.unwrap();
    assert_eq!(administrators, [member.delegated_administrator()]);
    let arn = administrators[0].arn().await.unwrap();
    let plain = Client::new(&account.config).list_delegated_administrators().send().await.unwrap();
    exercised::arn("organizations.DelegatedAdministrator", &arn, plain.delegated_administrators()[0].arn());
    assert_eq!(delegated.account(), member);
    delegated.deregister().await.unwrap();
    assert!(member.delegated_administrator().data().await.unwrap_err().is_not_found());
    enabled.disable().await.unwrap();
    assert!(enabled.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let (_, root) = organization(&account).await;
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build().unwrap();
    root.tag_resource().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    let tags = root.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags, [root.tag_subresource("stage"), root.tag_subresource("team")]);
    assert_eq!(tags[1].data().await.unwrap().value(), "web");
    tags[1].delete().await.unwrap();
    assert!(root.tag_subresource("team").data().await.unwrap_err().is_not_found());
    assert_eq!(root.tags_collection().delete().await.failed().count(), 0);
    assert_eq!(root.tags_collection().try_collect().await.unwrap(), []);
}
