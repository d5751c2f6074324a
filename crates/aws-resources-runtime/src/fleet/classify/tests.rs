use std::io;

use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityError;
use aws_smithy_runtime_api::client::{
    dns::{DnsFuture, ResolveDns, ResolveDnsError},
    orchestrator::HttpResponse,
    result::{ConnectorError, SdkError},
};
use aws_smithy_types::{body::SdkBody, error::ErrorMetadata};
use aws_types::{SdkConfig, region::Region, service_config::LoadServiceConfig};

use super::*;
use crate::error::Place;

type StsError = SdkError<GetCallerIdentityError, HttpResponse>;

/// A DNS that knows these names.
#[derive(Debug)]
struct Names(&'static [&'static str]);

impl ResolveDns for Names {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(if self.0.contains(&name) {
            Ok(vec![[192, 0, 2, 1].into()])
        } else {
            Err(ResolveDnsError::new("no such name"))
        })
    }
}

fn classifier(names: &'static [&'static str]) -> Classifier {
    Classifier::new(false, SharedDnsResolver::new(Names(names)))
}

fn session(region: &str) -> Session {
    Session::new(&SdkConfig::builder().region(Region::new(region.to_owned())).build())
}

fn place(region: Option<&str>) -> Place {
    Place { service: "ec2", operation: None, resource: None, account: None, region: region.map(str::to_owned) }
}

/// An answer of STS in the region that roles are assumed in.
fn coded(kind: ErrorKind, code: &str) -> Error {
    Error::reported(place(Some("eu-west-1")), Some(code.into()), None).of_kind(kind)
}

/// What a service says.
fn says(code: &str, message: &str) -> StsError {
    let error = GetCallerIdentityError::generic(ErrorMetadata::builder().code(code).message(message).build());
    SdkError::service_error(error, HttpResponse::new(400.try_into().unwrap(), SdkBody::empty()))
}

/// A failed look-up as the SDK's HTTP client tells it.
fn unknown_name(system: &str) -> StsError {
    #[derive(Debug)]
    struct Connect(io::Error);
    impl std::fmt::Display for Connect {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("dns error")
        }
    }
    impl std::error::Error for Connect {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    SdkError::dispatch_failure(ConnectorError::io(Box::new(Connect(io::Error::other(system.to_owned())))))
}

async fn reason(classifier: &Classifier, session: &Session, error: impl Into<Error>) -> Option<SkipReason> {
    match classifier.classify::<()>(session, error.into()).await {
        CellResult::Skipped(skip) => Some(skip.reason()),
        _ => None,
    }
}

#[tokio::test]
async fn codes_mean_what_they_mean_in_their_region() {
    use SkipReason::{NotSubscribed, RegionNotEnabled};
    const INVALID: &str = "The security token included in the request is invalid";
    const UNKNOWN: &str = "AWS was not able to validate the provided access credentials";
    for (code, message, default_region, opt_in_region) in [
        ("OptInRequired", "", Some(NotSubscribed), Some(NotSubscribed)),
        ("SubscriptionRequiredException", "", Some(NotSubscribed), Some(NotSubscribed)),
        ("AWSOrganizationsNotInUseException", "", Some(NotSubscribed), Some(NotSubscribed)),
        ("RegionDisabledException", "", Some(RegionNotEnabled), Some(RegionNotEnabled)),
        ("UnrecognizedClientException", INVALID, None, Some(RegionNotEnabled)),
        ("InvalidClientTokenId", INVALID, None, Some(RegionNotEnabled)),
        ("AuthFailure", UNKNOWN, None, Some(RegionNotEnabled)),
        ("AuthFailure", "The address is not yours", None, None),
        ("AccessDenied", "", None, None),
        ("AccessDeniedException", "", None, None),
        ("UnauthorizedOperation", "", None, None),
        ("ExpiredToken", "", None, None),
        ("Throttling", "", None, None),
        ("InternalFailure", "", None, None),
        ("DBInstanceNotFound", "", None, None),
    ] {
        let classifier = classifier(&[]);
        for (region, expected) in [
            ("eu-west-1", default_region),
            ("us-gov-west-1", default_region),
            ("cn-north-9", default_region),
            ("eu-south-1", opt_in_region),
            ("xx-north-9", opt_in_region),
        ] {
            assert_eq!(reason(&classifier, &session(region), says(code, message)).await, expected, "{code} {region}");
        }
    }
}

#[tokio::test]
async fn errors_of_other_regions_are_failures() {
    let (classifier, session) = (classifier(&[]), session("eu-south-1"));
    for (region, expected) in [
        (Some("eu-south-1"), Some(SkipReason::RegionNotEnabled)),
        (None, Some(SkipReason::RegionNotEnabled)),
        (Some("eu-south-2"), None),
    ] {
        let error = Error::sdk(place(region), says("InvalidClientTokenId", ""));
        assert_eq!(reason(&classifier, &session, error).await, expected, "{region:?}");
    }
}

#[tokio::test]
async fn errors_of_other_accounts_are_failures() {
    let (classifier, session) = (Classifier::new(true, SharedDnsResolver::new(Names(&[]))), session("eu-south-1"));
    let session = session.with_account_id("111111111111").unwrap();
    for (account, skipped) in [("111111111111", true), ("222222222222", false)] {
        let place = || Place { account: Some(account.to_owned()), ..place(Some("eu-south-1")) };
        let service = Error::sdk(place(), says("OptInRequired", ""));
        assert_eq!(reason(&classifier, &session, service).await.is_some(), skipped, "{account}");
        // A role that isn't the cell's, as a client of the SDK tells it.
        let denied = Error::reported(place(), Some("AccessDenied".into()), None).of_kind(ErrorKind::Credentials);
        let denied = StsError::dispatch_failure(ConnectorError::other(Box::new(denied), None));
        assert_eq!(reason(&classifier, &session, denied).await.is_some(), skipped, "{account}");
    }
}

#[tokio::test]
async fn denied_roles_are_skipped_only_if_asked() {
    let session = session("eu-south-1");
    for (skip, expected) in [(false, None), (true, Some(SkipReason::RoleDenied))] {
        let classifier = Classifier::new(skip, SharedDnsResolver::new(Names(&[])));
        let denied = coded(ErrorKind::Credentials, "AccessDenied");
        assert_eq!(reason(&classifier, &session, denied).await, expected);
        // The base credentials are wrong, not the region; and a service that denies access is no role.
        assert_eq!(reason(&classifier, &session, coded(ErrorKind::Credentials, "InvalidClientTokenId")).await, None);
        assert_eq!(reason(&classifier, &session, coded(ErrorKind::Service, "AccessDenied")).await, None);
    }
}

#[tokio::test]
async fn a_missing_name_is_told_from_a_missing_dns() {
    const NO_NAME: &str = "failed to lookup address information: Name or service not known";
    const NOT_NOW: &str = "failed to lookup address information: Temporary failure in name resolution";
    let expected = Some(SkipReason::ServiceNotInRegion);
    let aws = classifier(&["sts.eu-west-1.amazonaws.com", "sts.cn-north-1.amazonaws.com.cn"]);
    assert_eq!(reason(&aws, &session("eu-west-1"), unknown_name(NO_NAME)).await, expected);
    assert_eq!(reason(&aws, &session("cn-north-1"), unknown_name(NO_NAME)).await, expected);
    assert_eq!(reason(&aws, &session("eu-wset-1"), unknown_name(NO_NAME)).await, None, "no such region");
    assert_eq!(reason(&aws, &session("eu-west-1"), unknown_name(NOT_NOW)).await, None);
    assert_eq!(reason(&classifier(&[]), &session("eu-west-1"), unknown_name(NO_NAME)).await, None, "no DNS");

    let refused = ConnectorError::io(Box::new(io::Error::other("connection refused")));
    assert_eq!(reason(&aws, &session("eu-west-1"), StsError::dispatch_failure(refused)).await, None);

    let sts = Error::sdk(Place { service: "sts", ..place(None) }, unknown_name(NO_NAME));
    assert_eq!(reason(&aws, &session("eu-west-1"), sts).await, None, "STS is everywhere");

    let config = || session("eu-west-1").config().to_builder();
    let elsewhere = [
        config().endpoint_url("http://aws.test"),
        config().use_fips(true),
        config().use_dual_stack(true),
        config().service_config(OnlyEc2),
    ];
    for (index, config) in elsewhere.into_iter().enumerate() {
        let error = Error::sdk(place(None), unknown_name(NO_NAME));
        assert_eq!(reason(&aws, &Session::new(&config.build()), error).await, None, "{index}");
    }
    let error = Error::sdk(Place { service: "rds", ..place(None) }, unknown_name(NO_NAME));
    let session = Session::new(&config().service_config(OnlyEc2).build());
    assert_eq!(reason(&aws, &session, error).await, Some(SkipReason::ServiceNotInRegion));
}

/// A profile with an endpoint of EC2's own.
#[derive(Debug)]
struct OnlyEc2;

impl LoadServiceConfig for OnlyEc2 {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        (key.service_id() == "ec2" && key.profile() == "endpoint_url").then(|| "https://ec2.test".to_owned())
    }
}

#[tokio::test]
async fn the_sdks_http_client_says_so_in_the_words_that_are_looked_for() {
    use aws_sdk_sts::config::{BehaviorVersion, Credentials, retry::RetryConfig};
    use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .build_with_resolver(SharedDnsResolver::new(Names(&[])));
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("AKID", "secret", None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .http_client(http)
        .build();
    let error = aws_sdk_sts::Client::from_conf(config).get_caller_identity().send().await.unwrap_err();
    let known = classifier(&["sts.eu-west-1.amazonaws.com"]);
    assert_eq!(reason(&known, &session("eu-west-1"), error).await, Some(SkipReason::ServiceNotInRegion));
}

#[tokio::test]
async fn an_error_inside_another_librarys_counts() {
    #[derive(Debug)]
    struct Outer(Error);
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("listing failed")
        }
    }
    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let error = Error::other(Outer(says("OptInRequired", "not subscribed").into()));
    assert_eq!(error.to_string(), "listing failed: OptInRequired: not subscribed");
    let result = classifier(&[]).classify::<()>(&session("eu-west-1"), error).await;
    let CellResult::Skipped(skip) = result else { panic!("{result:?}") };
    assert_eq!(
        skip.to_string(),
        "the account is not subscribed to the service: listing failed: OptInRequired: not subscribed"
    );
}
