//! The arguments of AssumeRole: what is sent, what is refused before any call, and what must not be mixed.

use std::time::Duration;

use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::{
    Account, Error, ErrorKind, Session, SessionManager, credentials::RefreshableAssumeRoleProvider, rds::Rds,
};
use end_to_end::{
    accounts::{self, assumptions},
    answers,
    script::Script,
};

const ROLE: &str = "arn:aws:iam::123456789012:role/AuditRole";

fn world() -> Script {
    accounts::script(|visit| (visit.operation == "DescribeDBInstances").then(|| answers::named_dbs(&["orders"], None)))
}

async fn visit(session: &Session) -> Result<(), Error> {
    Rds::new(session).db_instances().all().try_collect().await.map(drop)
}

#[tokio::test]
async fn every_argument_is_sent() {
    let script = world();
    let provider = RefreshableAssumeRoleProvider::builder(ROLE)
        .session_name("nightly-audit")
        .duration(Duration::from_secs(7200))
        .external_id("c-7f3a91")
        .policy(r#"{"Version":"2012-10-17","Statement":[]}"#)
        .policy_arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
        .tag("team", "platform")
        .tag("cost", "42")
        .transitive_tag_key("team")
        .source_identity("jane")
        .provided_context("arn:aws:iam::aws:contextProvider/IdentityCenter", "assertion")
        .mfa("arn:aws:iam::210987654321:mfa/jane", |request| async move {
            assert_eq!(request.role_arn, ROLE);
            assert_eq!(request.serial_number, "arn:aws:iam::210987654321:mfa/jane");
            Ok("123456".to_owned())
        })
        .configure(&accounts::config(&script))
        .build()
        .unwrap();
    provider.provide_credentials().await.unwrap();

    let sent = script.request(0).params();
    let expected = [
        ("DurationSeconds", "7200"),
        ("ExternalId", "c-7f3a91"),
        ("Policy", r#"{"Version":"2012-10-17","Statement":[]}"#),
        ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
        ("ProvidedContexts.member.1.ContextAssertion", "assertion"),
        ("ProvidedContexts.member.1.ProviderArn", "arn:aws:iam::aws:contextProvider/IdentityCenter"),
        ("RoleArn", ROLE),
        ("RoleSessionName", "nightly-audit"),
        ("SerialNumber", "arn:aws:iam::210987654321:mfa/jane"),
        ("SourceIdentity", "jane"),
        ("Tags.member.1.Key", "team"),
        ("Tags.member.1.Value", "platform"),
        ("Tags.member.2.Key", "cost"),
        ("Tags.member.2.Value", "42"),
        ("TokenCode", "123456"),
        ("TransitiveTagKeys.member.1", "team"),
    ];
    let sent: Vec<_> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn without_arguments_only_the_role_and_the_tools_name_are_sent() {
    let script = world();
    let provider = RefreshableAssumeRoleProvider::builder(ROLE).configure(&accounts::config(&script)).build().unwrap();
    provider.provide_credentials().await.unwrap();
    let sent = script.request(0).params();
    let sent: Vec<_> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(sent, [("RoleArn", ROLE), ("RoleSessionName", "aws-resources")]);
}

#[test]
fn what_aws_would_refuse_is_refused_when_it_is_built() {
    let script = Script::silent();
    let config = accounts::config(&script);
    let long = "x".repeat(2049);
    let refuse = |role: &str, change: &dyn Fn(Builder) -> Builder, why: &str| {
        let error = change(RefreshableAssumeRoleProvider::builder(role).configure(&config)).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRole, "{error}");
        assert!(error.to_string().contains(why), "{why:?} is not in: {error}");
    };
    for (role, why) in [
        ("", "does not start with `arn:`"),
        ("AuditRole", "does not start with `arn:`"),
        ("arn:aws:iam::12345678901:role/AuditRole", "not twelve digits"),
        ("arn:aws:iam::١٢٣٤٥٦٧٨٩٠١٢:role/AuditRole", "not twelve digits"),
        ("arn:aws:iam:us-east-1:123456789012:role/AuditRole", "no region"),
        ("arn:aws:sts::123456789012:assumed-role/AuditRole/me", "service is not `iam`"),
        ("arn:aws:iam::123456789012:user/jane", "not `role/` and a name"),
        ("arn:aws:iam::123456789012:role/", "not `role/` and a name"),
        ("arn:aws:iam::123456789012:role/audit/", "not `role/` and a name"),
        ("arn:aws:iam::123456789012:role/Audit Role", "' '"),
        ("arn:minio:iam::123456789012:role/AuditRole", "partition"),
        (&format!("arn:aws:iam::123456789012:role/{}", "r".repeat(65)), "1 to 64"),
        (&format!("arn:aws:iam::123456789012:role/{long}/r"), "2,048"),
    ] {
        refuse(role, &|builder| builder, why);
    }
    refuse(ROLE, &|builder| builder.session_name("x"), "2 to 64");
    refuse(ROLE, &|builder| builder.session_name("x".repeat(65)), "2 to 64");
    refuse(ROLE, &|builder| builder.session_name("nightly audit"), "' '");
    refuse(ROLE, &|builder| builder.session_name("nächtlich"), "'ä'");
    refuse(ROLE, &|builder| builder.external_id("x"), "2 to 1224");
    refuse(ROLE, &|builder| builder.external_id("x".repeat(1225)), "2 to 1224");
    refuse(ROLE, &|builder| builder.external_id("a#b"), "'#'");
    refuse(ROLE, &|builder| builder.duration(Duration::from_secs(899)), "15 minutes to 12 hours");
    refuse(ROLE, &|builder| builder.duration(Duration::from_secs(43_201)), "15 minutes to 12 hours");
    refuse(ROLE, &|builder| builder.duration(Duration::MAX), "15 minutes to 12 hours");
    refuse(ROLE, &|builder| builder.policy(""), "1 to 2,048");
    refuse(ROLE, &|builder| builder.policy(&long), "1 to 2,048");
    refuse(ROLE, &|builder| builder.policy_arn("ReadOnlyAccess"), "not an ARN");
    refuse(ROLE, &|builder| builder.policy_arn("arn:aws:s3:::bucket"), "not the ARN of a managed policy");
    let eleven = |builder| (0..11).fold(builder, |b: Builder, i| b.policy_arn(format!("arn:aws:iam::aws:policy/p{i}")));
    refuse(ROLE, &eleven, "AWS allows 10");
    refuse(ROLE, &|builder| builder.tag("", "x"), "1 to 128");
    refuse(ROLE, &|builder| builder.tag("aws:x", "x"), "`aws:`");
    refuse(ROLE, &|builder| builder.tag("team", "a").tag("Team", "b"), "given twice");
    refuse(ROLE, &|builder| builder.tag("team", "x".repeat(257)), "256");
    refuse(ROLE, &|builder| (0..51).fold(builder, |b, i| b.tag(format!("t{i}"), "x")), "AWS allows 50");
    refuse(ROLE, &|builder| builder.source_identity("aws:jane"), "`aws:`");
    refuse(ROLE, &|builder| builder.source_identity("j"), "2 to 64");
    refuse(ROLE, &|builder| builder.mfa("12345678", |_| async { Ok(String::new()) }), "9 to 256");

    let error = RefreshableAssumeRoleProvider::builder(ROLE).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains(".configure("), "{error}");
    // The longest that AWS takes.
    let longest =
        RefreshableAssumeRoleProvider::builder(format!("arn:aws-us-gov:iam::123456789012:role/{}", "r".repeat(64)))
            .session_name("s".repeat(64))
            .external_id(format!("+=,.@:/-_{}", "x".repeat(1215)))
            .duration(Duration::from_secs(43_200))
            .configure(&config);
    assert_eq!(longest.build().unwrap().account_id(), "123456789012");
}

type Builder = aws_resources::credentials::RefreshableAssumeRoleProviderBuilder;

#[tokio::test]
async fn a_manager_tells_bad_arguments_at_once_or_with_the_first_call_and_sends_nothing() {
    let script = Script::silent();
    let config = accounts::config(&script);
    let error = SessionManager::builder(&config).role_name("AuditRole").external_id("x").try_build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRole);

    let bad = SessionManager::builder(&config).role_name("AuditRole").session_name("not a name").build();
    let error = visit(&bad.account("123456789012").region("eu-west-3")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRole);
    assert!(error.to_string().contains("session name `not a name`"), "{error}");
    assert_eq!((error.operation(), error.region()), (Some("DescribeDBInstances"), Some("eu-west-3")));
    let answered = world();
    let bad_role = SessionManager::builder(&accounts::config(&answered)).role_name("not a role").build();
    visit(bad_role.base()).await.expect("the base needs no role");

    let manager = SessionManager::builder(&config).role_name("AuditRole").try_build().unwrap();
    for (account, kind) in [
        (Account::new("12345678901"), ErrorKind::InvalidAccountId),
        (Account::new("12345678901x"), ErrorKind::InvalidAccountId),
        (Account::new(""), ErrorKind::InvalidAccountId),
        (Account::new("123456789012").role_name("Audit Role"), ErrorKind::InvalidRole),
        (Account::new("123456789012").role_name("arn:aws:iam::123456789012:role/x"), ErrorKind::InvalidRole),
        (Account::new("123456789012").role_arn("arn:aws:iam::210987654321:role/x"), ErrorKind::InvalidRole),
        (Account::new("123456789012").external_id("x"), ErrorKind::InvalidRole),
        (Account::new("123456789012").duration(Duration::from_secs(1)), ErrorKind::InvalidRole),
        (Account::new("123456789012").base_credentials().external_id("xx"), ErrorKind::InvalidRole),
    ] {
        assert_eq!(manager.try_account(&account).unwrap_err().kind(), kind, "{account:?}");
        assert_eq!(visit(&manager.account(&account)).await.unwrap_err().kind(), kind, "{account:?}");
        let client = aws_sdk_rds::Client::new(manager.account(&account).config());
        client.describe_db_instances().send().await.unwrap_err();
    }
    assert_eq!(visit(&manager.role("arn:aws:iam::1:role/x")).await.unwrap_err().kind(), ErrorKind::InvalidRole);

    let nameless = SessionManager::builder(&config).build();
    let error = visit(&nameless.account("123456789012")).await.unwrap_err();
    assert!(error.to_string().contains("role_name"), "{error}");
}

#[tokio::test]
async fn an_external_id_goes_with_its_account_and_with_no_other() {
    let script = world();
    let manager =
        SessionManager::builder(&accounts::config(&script)).role_name("AuditRole").external_id("ours").build();
    let ids = [
        (Account::new("111111111111"), Some("ours")),
        (Account::new("222222222222").external_id("theirs"), Some("theirs")),
        (Account::new("333333333333"), Some("ours")),
        (Account::new("444444444444").role_name("Partner").external_id("partner"), Some("partner")),
        (Account::new("555555555555").role_name("Partner"), None),
        (Account::new("666666666666").role_arn("arn:aws:iam::666666666666:role/Other"), None),
    ];
    for (index, (account, external_id)) in ids.iter().enumerate() {
        visit(&manager.account(account)).await.unwrap();
        assert_eq!(assumptions(&script)[index].param("ExternalId").as_deref(), *external_id, "{account:?}");
    }
    // An ARN may name anybody's role.
    visit(&manager.role("arn:aws:iam::777777777777:role/Any")).await.unwrap();
    assert_eq!(assumptions(&script)[6].param("ExternalId"), None);
    // Nothing leaks into what comes after.
    visit(&manager.account("888888888888")).await.unwrap();
    assert_eq!(assumptions(&script)[7].param("ExternalId").as_deref(), Some("ours"));
}

#[tokio::test]
async fn sessions_that_differ_in_any_argument_are_assumed_apart() {
    let script = world();
    let manager = SessionManager::builder(&accounts::config(&script)).role_name("AuditRole").build();
    let account = Account::new("111111111111");
    let different = [
        account.clone(),
        account.clone().external_id("one"),
        account.clone().external_id("two"),
        account.clone().duration(Duration::from_secs(7200)),
        account.clone().role_name("OtherRole"),
        account.clone().role_name("path/AuditRole"),
    ];
    for _ in 0..2 {
        for account in &different {
            visit(&manager.account(account)).await.unwrap();
        }
    }
    // The manager's role by ARN is the same role, where no external id goes with it.
    visit(&manager.role("arn:aws:iam::111111111111:role/AuditRole")).await.unwrap();
    assert_eq!(assumptions(&script).len(), different.len());
}
