//! The accounts of a whole organisation.

use aws_resources_runtime::{
    Account, ErrorKind, SessionManager,
    accounts::{Organization, OrganizationAccount},
};
use aws_sdk_organizations::types::AccountState;
use futures_util::StreamExt as _;

use crate::script::{ACCOUNT, Script, account, active, error, page};

fn ids(accounts: &[OrganizationAccount]) -> Vec<&str> {
    accounts.iter().map(OrganizationAccount::id).collect()
}

#[tokio::test]
async fn all_pages_come_also_behind_an_empty_one() {
    let script = Script::new([
        page("Accounts", &[active("111111111111"), active("222222222222")], Some("two")),
        page("Accounts", &[], Some("three")),
        page("Accounts", &[active("333333333333")], None),
    ]);
    let accounts = Organization::new(&script.session()).accounts();
    assert_eq!(script.calls(), Vec::<String>::new(), "nothing is asked for yet");

    let accounts = accounts.try_collect().await.unwrap();
    assert_eq!(ids(&accounts), ["111111111111", "222222222222", "333333333333"]);
    let calls = [r#"ListAccounts {}"#, r#"ListAccounts {"NextToken":"two"}"#, r#"ListAccounts {"NextToken":"three"}"#];
    assert_eq!(script.calls(), calls);
}

#[tokio::test]
async fn an_account_is_the_sdk_s_own_data() {
    let script = Script::new([page("Accounts", &[active("111111111111"), active(ACCOUNT)], None)]);
    let accounts = Organization::new(&script.session()).accounts().try_collect().await.unwrap();
    let [member, management] = &accounts[..] else { panic!("{accounts:?}") };
    assert_eq!(member.name(), Some("name of 111111111111"));
    assert_eq!(member.email(), Some("111111111111@example.com"));
    assert_eq!(member.arn(), Some("arn:aws:organizations::123456789012:account/o-exampleorgid/111111111111"));
    assert_eq!(member.state(), Some(&AccountState::Active));
    assert_eq!(member.data().joined_timestamp().map(|time| time.secs()), Some(1_481_835_795));
    assert!(!member.is_management_account());
    assert!(management.is_management_account());
    assert!(!format!("{member:?}").contains("example.com"), "{member:?}");
}

#[tokio::test]
async fn only_active_accounts_come_unless_all_are_wanted() {
    let answer = || {
        let accounts = [
            account("100000000001", r#""State":"SUSPENDED","Status":"ACTIVE""#),
            account("100000000002", r#""State":"ACTIVE","Status":"SUSPENDED""#),
            account("100000000003", r#""State":"PENDING_CLOSURE""#),
            account("100000000004", r#""State":"A_NEW_STATE""#),
            account("100000000005", r#""Status":"ACTIVE""#),
            account("100000000006", r#""Status":"SUSPENDED""#),
            account("100000000007", r#""JoinedMethod":"INVITED""#),
        ];
        page("Accounts", &accounts, None)
    };
    let script = Script::new([answer(), answer()]);
    let organization = Organization::new(&script.session());
    let some = organization.accounts().try_collect().await.unwrap();
    assert_eq!(ids(&some), ["100000000002", "100000000005", "100000000007"]);
    let all = organization.accounts().include_inactive().try_collect().await.unwrap();
    assert_eq!(all.len(), 7);
    assert_eq!(all.iter().filter(|account| account.is_active()).count(), 3);
}

#[tokio::test]
async fn an_error_on_the_second_page_comes_behind_the_first_and_is_the_last() {
    let script = Script::with_statuses([
        (200, page("Accounts", &[active("111111111111")], Some("two"))),
        (400, error("AccessDeniedException", "You don't have permissions to access this resource.")),
        (200, page("Accounts", &[active("222222222222")], None)),
    ]);
    let mut accounts = Organization::new(&script.session()).accounts();
    assert_eq!(accounts.next().await.unwrap().unwrap().id(), "111111111111");
    let error = accounts.next().await.unwrap().unwrap_err();
    assert!(error.is_access_denied());
    assert_eq!(
        error.to_string(),
        "organizations ListAccounts: AccessDeniedException: You don't have permissions to access this resource. \
         (account 123456789012, region eu-west-1)"
    );
    assert!(accounts.next().await.is_none());
    assert!(accounts.next().await.is_none());
    assert_eq!(script.calls().len(), 2);

    let script = Script::with_statuses([(400, error_without_organization())]);
    let error = Organization::new(&script.session()).accounts().try_collect().await.unwrap_err();
    assert_eq!(error.code(), Some("AWSOrganizationsNotInUseException"));
}

fn error_without_organization() -> String {
    error("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
}

#[tokio::test]
async fn a_repeated_token_ends_in_an_error() {
    let round = |token| page("Accounts", &[active("111111111111")], Some(token));
    let script = Script::new([round("a"), round("b"), round("a"), round("b")]);
    let mut accounts = Organization::new(&script.session()).accounts();
    let mut seen = 0;
    let error = loop {
        match accounts.next().await {
            Some(Ok(_)) => seen += 1,
            Some(Err(error)) => break error,
            None => panic!("the listing ended as if it were whole"),
        }
    };
    assert_eq!((seen, error.kind()), (3, ErrorKind::RepeatedToken));
    assert_eq!(script.calls().len(), 3);
}

#[tokio::test]
async fn an_account_without_id_is_an_error_between_the_others() {
    let script = Script::new([page(
        "Accounts",
        &[active("111111111111"), r#"{"Name":"nobody","State":"ACTIVE"}"#.to_owned(), active("333333333333")],
        None,
    )]);
    let accounts: Vec<_> = Organization::new(&script.session()).accounts().collect().await;
    let shown: Vec<_> = accounts.iter().map(|it| it.as_ref().map(|it| it.id()).map_err(|it| it.kind())).collect();
    assert_eq!(shown, [Ok("111111111111"), Err(ErrorKind::MissingIdentifier), Ok("333333333333")]);
}

#[tokio::test]
async fn a_clone_begins_anew_in_any_task() {
    let answer = || page("Accounts", &[active("111111111111"), active("222222222222")], None);
    let script = Script::new([answer(), answer()]);
    let mut accounts = Organization::new(&script.session()).accounts();
    assert_eq!(accounts.try_next().await.unwrap().unwrap().id(), "111111111111");
    let again = tokio::spawn(accounts.clone().try_collect()).await.unwrap().unwrap();
    assert_eq!(ids(&again), ["111111111111", "222222222222"]);
    assert_eq!(ids(&accounts.try_collect().await.unwrap()), ["222222222222"]);
    assert_eq!(script.calls().len(), 2);
}

#[tokio::test]
async fn organizations_is_called_where_its_partition_has_it() {
    for (region, host, signed_for) in [
        ("eu-west-1", "organizations.us-east-1.amazonaws.com", "us-east-1"),
        ("cn-north-1", "organizations.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
        ("us-gov-east-1", "organizations.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
    ] {
        let script = Script::new([page("Accounts", &[], None)]);
        Organization::new(&script.session_in(region)).accounts().try_collect().await.unwrap();
        let requests = script.requests();
        assert_eq!(requests[0].uri, format!("https://{host}/"));
        assert_eq!(requests[0].signed_for, signed_for);
    }
    let script = Script::new([page("Accounts", &[], None)]);
    let session = aws_resources_runtime::Session::new(&script.config(None));
    let error = Organization::new(&session).accounts().try_collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingRegion);
    assert_eq!(script.calls().len(), 0);
}

#[tokio::test]
async fn a_manager_takes_the_accounts_as_they_come() {
    let script = Script::new([page("Accounts", &[active("111111111111")], None)]);
    let accounts = Organization::new(&script.session()).accounts().try_collect().await.unwrap();
    let manager = SessionManager::builder(&script.config(Some("eu-west-1"))).role_name("AuditRole").build();
    assert_eq!(manager.account(&accounts[0]).known_account_id(), Some("111111111111"));
    let own: Vec<Account> = accounts.into_iter().map(Account::from).collect();
    assert_eq!(own, [Account::new("111111111111")]);
}
