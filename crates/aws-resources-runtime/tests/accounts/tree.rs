//! The accounts below organisational units.

use aws_resources_runtime::accounts::Organization;

use crate::script::{Script, account, active, error, page};

fn accounts(accounts: &[&str], token: Option<&str>) -> String {
    page("Accounts", &accounts.iter().map(|id| active(id)).collect::<Vec<_>>(), token)
}

fn units(ids: &[&str], token: Option<&str>) -> String {
    let unit = |id: &&str| format!(r#"{{"Id":"{id}","Arn":"arn:aws:organizations::1:ou/o-1/{id}","Name":"unit"}}"#);
    page("OrganizationalUnits", &ids.iter().map(unit).collect::<Vec<_>>(), token)
}

async fn under(script: &Script, parents: &[&str]) -> Vec<String> {
    let all = Organization::new(&script.session()).accounts();
    let some = parents.iter().fold(all, |accounts, parent| accounts.under(*parent));
    some.try_collect().await.unwrap().iter().map(|account| account.id().to_owned()).collect()
}

#[tokio::test]
async fn units_are_gone_through_to_their_depth_over_all_pages() {
    let script = Script::new([
        accounts(&["100000000001"], Some("more")),
        accounts(&[], Some("still more")),
        accounts(&["100000000002"], None),
        units(&["ou-r-a"], Some("next")),
        units(&["ou-r-b"], None),
        accounts(&["100000000003"], None), // ou-r-a
        units(&["ou-r-a1"], None),
        accounts(&[], None), // ou-r-b
        units(&[], None),
        accounts(&["100000000004"], None), // ou-r-a1
        units(&[], None),
    ]);
    let found = under(&script, &["r-root"]).await;
    assert_eq!(found, ["100000000001", "100000000002", "100000000003", "100000000004"]);
    let calls = [
        r#"ListAccountsForParent {"ParentId":"r-root"}"#,
        r#"ListAccountsForParent {"ParentId":"r-root","NextToken":"more"}"#,
        r#"ListAccountsForParent {"ParentId":"r-root","NextToken":"still more"}"#,
        r#"ListOrganizationalUnitsForParent {"ParentId":"r-root"}"#,
        r#"ListOrganizationalUnitsForParent {"ParentId":"r-root","NextToken":"next"}"#,
        r#"ListAccountsForParent {"ParentId":"ou-r-a"}"#,
        r#"ListOrganizationalUnitsForParent {"ParentId":"ou-r-a"}"#,
        r#"ListAccountsForParent {"ParentId":"ou-r-b"}"#,
        r#"ListOrganizationalUnitsForParent {"ParentId":"ou-r-b"}"#,
        r#"ListAccountsForParent {"ParentId":"ou-r-a1"}"#,
        r#"ListOrganizationalUnitsForParent {"ParentId":"ou-r-a1"}"#,
    ];
    assert_eq!(script.calls(), calls);
}

#[tokio::test]
async fn units_are_asked_for_only_when_their_parent_s_accounts_are_consumed() {
    let script = Script::new([accounts(&["100000000001"], None)]);
    let mut some = Organization::new(&script.session()).accounts().under("ou-a");
    assert_eq!(some.try_next().await.unwrap().unwrap().id(), "100000000001");
    assert_eq!(script.calls().len(), 1);
}

#[tokio::test]
async fn what_comes_twice_is_taken_once() {
    let script = Script::new([
        accounts(&["100000000001"], None),                 // ou-a
        units(&["ou-b", "ou-a"], None),                    // a unit within itself: AWS has none, and it would never end
        accounts(&["100000000002", "100000000001"], None), // ou-b; an account that was moved meanwhile
        units(&["ou-a", "ou-b"], None),
    ]);
    assert_eq!(under(&script, &["ou-a", "ou-b"]).await, ["100000000001", "100000000002"]);
    assert_eq!(script.calls().len(), 4);
}

#[tokio::test]
async fn inactive_accounts_are_left_out_here_too() {
    let suspended = account("100000000002", r#""State":"SUSPENDED""#);
    let answers = || [page("Accounts", &[active("100000000001"), suspended.clone()], None), units(&[], None)];
    let script = Script::new(answers());
    assert_eq!(under(&script, &["ou-a"]).await, ["100000000001"]);
    let script = Script::new(answers());
    let all = Organization::new(&script.session()).accounts().include_inactive().under("ou-a");
    assert_eq!(all.try_collect().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_failure_names_the_unit() {
    let script = Script::with_statuses([
        (200, accounts(&["100000000001"], None)),
        (200, units(&["ou-b"], None)),
        (400, error("ParentNotFoundException", "We can't find a root or OU with the ParentId that you specified.")),
        (200, accounts(&["100000000002"], None)),
    ]);
    let mut some = Organization::new(&script.session()).accounts().under("r-root");
    assert!(some.next().await.unwrap().is_ok());
    let error = some.next().await.unwrap().unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.operation(), Some("ListAccountsForParent"));
    assert_eq!(error.resource(), Some(r#"OrganizationalUnit id="ou-b""#));
    assert!(some.next().await.is_none());

    let script = Script::with_statuses([
        (200, accounts(&[], None)),
        (400, error_of_too_many_requests()),
        (200, units(&[], None)),
    ]);
    let error = Organization::new(&script.session()).accounts().under("r-root").try_collect().await.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.operation(), Some("ListOrganizationalUnitsForParent"));
    assert_eq!(error.resource(), Some(r#"Root id="r-root""#));
}

fn error_of_too_many_requests() -> String {
    error("TooManyRequestsException", "You have sent too many requests in too short a period of time.")
}
