//! STS that refuses, and services that refuse what STS gave.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use aws_config::retry::RetryConfig;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::{
    Error, ErrorKind, Session, SessionManager, cloudtrail::CloudTrail, credentials::RefreshableAssumeRoleProvider,
    rds::Rds,
};
use end_to_end::{
    accounts::{self, assumptions},
    answers,
    script::{SECRET, Script},
};
use futures_util::future::join_all;

async fn visit(session: &Session) -> Result<(), Error> {
    Rds::new(session).db_instances().all().try_collect().await.map(drop)
}

fn manager(script: &Script) -> SessionManager {
    SessionManager::builder(&accounts::config(script)).role_name("AuditRole").external_id("c-7f3a91").build()
}

#[tokio::test]
async fn access_denied_names_role_account_and_cause_and_is_asked_once() {
    let script = accounts::script(|_| {
        let message = "User: arn:aws:iam::999999999999:user/audit is not authorized to perform: sts:AssumeRole";
        Some(answers::query_error(403, "AccessDenied", message))
    });
    let manager = manager(&script);
    let tasks = (0..50).map(|_| {
        let session = manager.account("123456789012").region("eu-west-3");
        tokio::spawn(async move { visit(&session).await.unwrap_err() })
    });
    let errors = join_all(tasks.collect::<Vec<_>>()).await;
    assert_eq!(script.count(), 1, "a stampede makes one call");
    for error in errors {
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(error.is_access_denied());
        assert_eq!((error.service(), error.operation()), (Some("rds"), Some("DescribeDBInstances")));
        assert_eq!((error.account(), error.region()), (Some("123456789012"), Some("eu-west-3")));
        let text = error.to_string();
        for part in ["arn:aws:iam::123456789012:role/AuditRole", "is not authorized", "trust policy", "AccessDenied"] {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
        for secret in [SECRET, "c-7f3a91"] {
            assert!(!format!("{error:?} {text}").contains(secret), "{error:?}");
        }
    }
    // Another account has nothing to do with it.
    visit(&manager.account("210987654321")).await.unwrap_err();
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_token_that_a_service_refuses_is_replaced() {
    let refusing = Arc::new(AtomicBool::new(false));
    let refuse = refusing.clone();
    let script = accounts::script(move |visit| match (&*visit.operation, refuse.load(Ordering::SeqCst)) {
        ("AssumeRole", _) => None,
        ("DescribeDBInstances", true) => {
            Some(answers::query_error(403, "ExpiredToken", "The security token is expired"))
        }
        ("DescribeDBInstances", false) => Some(answers::named_dbs(&["orders"], None)),
        (_, true) => Some(answers::json_error("ExpiredTokenException", "The security token is expired")),
        (_, false) => Some(answers::trails(&["audit"])),
    });
    let session = manager(&script).account("123456789012");
    visit(&session).await.unwrap();
    visit(&session).await.unwrap();
    assert_eq!(assumptions(&script).len(), 1);

    for (round, json) in [(2, false), (3, true)] {
        refusing.store(true, Ordering::SeqCst);
        let error = match json {
            false => visit(&session).await.unwrap_err(),
            true => CloudTrail::new(&session).trails().all().try_collect().await.unwrap_err(),
        };
        assert_eq!(error.kind(), ErrorKind::Service, "the call that found out fails");
        refusing.store(false, Ordering::SeqCst);
        visit(&session).await.unwrap();
        visit(&session).await.unwrap();
        assert_eq!(assumptions(&script).len(), round, "assumed again, once");
    }
}

#[tokio::test]
async fn base_credentials_that_sts_refuses_are_resolved_again() {
    // The second is what STS says of a key that isn't there any more.
    for code in ["ExpiredToken", "InvalidClientTokenId"] {
        resolved_again_after(code).await;
    }
}

async fn resolved_again_after(code: &'static str) {
    #[derive(Debug, Default)]
    struct Rotating(AtomicU32);

    impl aws_credential_types::provider::ProvideCredentials for Rotating {
        fn provide_credentials<'a>(&'a self) -> aws_credential_types::provider::future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            let key = format!("AKIDBASE{}", self.0.fetch_add(1, Ordering::SeqCst));
            let credentials = aws_credential_types::Credentials::new(key, SECRET, None, None, "rotating");
            aws_credential_types::provider::future::ProvideCredentials::ready(Ok(credentials))
        }
    }

    let script = accounts::script(move |visit| match visit.sent.headers["authorization"].contains("AKIDBASE0") {
        true => Some(answers::query_error(403, code, "The security token is expired")),
        false => None,
    });
    let provider = aws_credential_types::provider::SharedCredentialsProvider::new(Rotating::default());
    let config = accounts::config(&script).to_builder().credentials_provider(provider).build();
    let role = RefreshableAssumeRoleProvider::builder("arn:aws:iam::123456789012:role/AuditRole");
    role.configure(&config).build().unwrap().provide_credentials().await.unwrap();
    assert_eq!(assumptions(&script).len(), 2, "{code}");
}

#[tokio::test]
async fn an_mfa_code_that_there_is_not_is_told() {
    let script = Script::silent();
    for (answer, why) in [
        (Err("nobody at the keyboard"), "nobody at the keyboard"),
        (Ok("12345"), "must be six digits"),
        (Ok("abcdef"), "must be six digits"),
    ] {
        let builder = RefreshableAssumeRoleProvider::builder("arn:aws:iam::123456789012:role/AuditRole");
        let provider = builder
            .mfa("GAHT12345678", move |_| async move { answer.map(str::to_owned).map_err(Into::into) })
            .configure(&accounts::config(&script))
            .build()
            .unwrap();
        let manager = SessionManager::builder(&provider.config(&accounts::config(&script))).build();
        let error = visit(manager.base()).await.unwrap_err().to_string();
        assert!(error.contains(why) && error.contains("GAHT12345678"), "{error}");
    }
    let builder = RefreshableAssumeRoleProvider::builder("arn:aws:iam::123456789012:role/AuditRole");
    let panicking = builder.mfa("GAHT12345678", |_| async { panic!("no terminal") });
    let provider = panicking.configure(&accounts::config(&script)).build().unwrap();
    let error = provider.provide_credentials().await.unwrap_err();
    let text = format!("{}", aws_smithy_types::error::display::DisplayErrorContext(&error));
    assert!(text.contains("panicked"), "{text}");
}

#[tokio::test]
async fn no_credentials_at_all_is_told_with_what_to_do() {
    let script = Script::silent();
    let mut config = accounts::config(&script).into_builder();
    config.set_credentials_provider(None);
    let config = config.build();
    let manager = SessionManager::builder(&config).role_name("AuditRole").build();
    for session in [manager.account("123456789012"), manager.base().clone(), Session::new(&config)] {
        let error = visit(&session).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
        assert!(error.to_string().contains("no credentials provider"), "{error}");
        assert!(error.to_string().len() < 250, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_sdks_retries_stay_on_and_are_not_multiplied() {
    let script = accounts::script(|_| Some(answers::query_error(500, "InternalFailure", "We are down")));
    let config = accounts::config(&script).into_builder().retry_config(RetryConfig::standard()).build();
    let manager = SessionManager::builder(&config).role_name("AuditRole").build();
    let error = visit(&manager.account("123456789012")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Credentials, Some("InternalFailure")));
    assert_eq!(script.count(), 3, "three attempts of STS's client, and none of RDS's client for want of credentials");
}
