//! An organisation with more accounts than fit on a page, and AWS's list of services.

use std::collections::BTreeSet;

use aws_resources::{
    accounts::{Organization, OrganizationAccounts, aws_sdk_organizations::Client},
    partition::Partition,
};
use end_to_end::fake::Account;

/// More than the fake puts on a page of `ListAccounts` (100).
const MANY: usize = 101;
/// More than it puts on a page of one parent's accounts or units (20).
const SOME: usize = 21;

async fn create_account(client: &Client, number: usize) -> String {
    let email = format!("{number}@example.com");
    let created = client.create_account().account_name(format!("n{number}")).email(email).send().await.unwrap();
    created.create_account_status.unwrap().account_id.unwrap()
}

async fn create_unit(client: &Client, parent: &str, name: &str) -> String {
    let created = client.create_organizational_unit().parent_id(parent).name(name).send().await.unwrap();
    created.organizational_unit.unwrap().id.unwrap()
}

async fn move_account(client: &Client, account: &str, from: &str, to: &str) {
    let request = client.move_account().account_id(account).source_parent_id(from).destination_parent_id(to);
    request.send().await.unwrap();
}

async fn ids(accounts: OrganizationAccounts) -> BTreeSet<String> {
    let accounts = accounts.try_collect().await.unwrap();
    let ids: BTreeSet<_> = accounts.iter().map(|account| account.id().to_owned()).collect();
    assert_eq!(ids.len(), accounts.len(), "an account came twice");
    ids
}

fn set<'a>(ids: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    ids.into_iter().cloned().collect()
}

#[tokio::test]
async fn accounts_of_an_organisation_and_of_its_units() {
    let management = Account::new("eu-west-1").await;
    let organization = Organization::new(&management.session);
    let client = organization.client();
    client.create_organization().send().await.unwrap();
    let root = client.list_roots().send().await.unwrap().roots.unwrap().remove(0).id.unwrap();

    let mut members = Vec::new();
    for number in 0..MANY {
        members.push(create_account(&client, number).await);
    }
    let mut units = Vec::new();
    for number in 0..SOME {
        units.push(create_unit(&client, &root, &format!("unit{number}")).await);
    }
    let last = units.last().unwrap();
    let nested = create_unit(&client, last, "nested").await;
    for account in &members[..SOME] {
        move_account(&client, account, &root, last).await;
    }
    for account in &members[SOME..2 * SOME] {
        move_account(&client, account, &root, &nested).await;
    }
    let closed = &members[0];
    client.close_account().account_id(closed).send().await.unwrap();

    let mut all = set(&members);
    all.insert(management.id.clone());
    assert_eq!(ids(organization.accounts().include_inactive()).await, all);
    assert_eq!(ids(organization.accounts().include_inactive().under(&root)).await, all);
    all.remove(closed);
    assert_eq!(ids(organization.accounts()).await, all);
    assert_eq!(ids(organization.accounts().under(&root)).await, all);
    assert_eq!(ids(organization.accounts().under(last)).await, set(&members[1..2 * SOME]));
    assert_eq!(ids(organization.accounts().under(&nested)).await, set(&members[SOME..2 * SOME]));
    assert_eq!(ids(organization.accounts().under(&nested).under(last)).await, set(&members[1..2 * SOME]));
    assert_eq!(ids(organization.accounts().under(&units[0])).await, BTreeSet::new());

    let accounts = organization.accounts().try_collect().await.unwrap();
    let told: Vec<_> = accounts.iter().filter(|account| account.is_management_account()).collect();
    assert_eq!(told.iter().map(|account| account.id()).collect::<Vec<_>>(), [management.id.as_str()]);

    let error = organization.accounts().under("ou-none-00000000").try_collect().await.unwrap_err();
    assert_eq!(error.operation(), Some("ListAccountsForParent"));
    assert_eq!(error.resource(), Some(r#"OrganizationalUnit id="ou-none-00000000""#));
}

#[tokio::test]
async fn regions_of_services() {
    let account = Account::new("eu-west-1").await;
    let regions = account.session.available_regions("elbv2").await.unwrap();
    let everywhere: Vec<_> = Partition::of_region("eu-west-1").regions().filter(|region| !region.opt_in()).collect();
    assert!(everywhere.iter().all(|region| regions.iter().any(|name| name == region.name())), "{regions:?}");
    assert!(regions.iter().all(|region| Partition::of_region(region).name() == "aws"), "{regions:?}");
    assert_eq!(account.session.available_regions("elb").await.unwrap(), regions);

    let few = account.session.available_regions("workmail").await.unwrap();
    assert_eq!(few, ["eu-west-1", "us-east-1", "us-west-2"]);
    assert_eq!(account.session.available_regions("iotthingsgraph").await.unwrap(), Vec::<String>::new());

    let error = account.session.available_regions("no-such-service").await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}
