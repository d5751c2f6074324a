//! The regions of an account and of a service.

use aws_resources_runtime::{ErrorKind, Session};

use crate::script::{Script, error, page};

fn regions(regions: &[(&str, &str)], token: Option<&str>) -> String {
    let region = |(name, status): &(&str, &str)| format!(r#"{{"RegionName":"{name}","RegionOptStatus":"{status}"}}"#);
    page("Regions", &regions.iter().map(region).collect::<Vec<_>>(), token)
}

fn parameters(service: &str, regions: &[&str], token: Option<&str>) -> String {
    let parameter = |region: &&str| {
        let path = format!("/aws/service/global-infrastructure/services/{service}/regions/{region}");
        format!(r#"{{"Name":"{path}","Type":"String","Value":"{region}","Version":1}}"#)
    };
    page("Parameters", &regions.iter().map(parameter).collect::<Vec<_>>(), token)
}

#[tokio::test]
async fn enabled_regions_come_from_all_pages_in_order() {
    let script = Script::new([
        regions(&[("us-east-1", "ENABLED_BY_DEFAULT"), ("af-south-1", "DISABLED")], Some("two")),
        regions(&[], Some("three")),
        regions(
            &[("eu-south-1", "ENABLED"), ("me-south-1", "ENABLING"), ("ap-east-1", "DISABLING"), ("x-1", "NEW")],
            None,
        ),
    ]);
    assert_eq!(script.session().enabled_regions().await.unwrap(), ["eu-south-1", "us-east-1"]);
    let bodies: Vec<_> = script.requests().into_iter().map(|request| request.body).collect();
    let first = r#"{"MaxResults":50,"RegionOptStatusContains":["ENABLED","ENABLED_BY_DEFAULT"]}"#;
    let next = |token| first.replacen(r#"50,"#, &format!(r#"50,"NextToken":"{token}","#), 1);
    assert_eq!(bodies, [first.to_owned(), next("two"), next("three")]);
}

#[tokio::test]
async fn account_management_is_called_where_its_partition_has_it() {
    for (region, host, signed_for) in [
        ("eu-west-1", "account.us-east-1.amazonaws.com", "us-east-1"),
        ("cn-north-1", "account.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
        ("us-gov-east-1", "account.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
    ] {
        let script = Script::new([regions(&[], None)]);
        script.session_in(region).enabled_regions().await.unwrap();
        let requests = script.requests();
        assert_eq!(requests[0].uri, format!("https://{host}/listRegions"));
        assert_eq!(requests[0].signed_for, signed_for);
    }
}

#[tokio::test]
async fn a_failure_on_the_second_page_is_no_shorter_list() {
    let script = Script::with_statuses([
        (200, regions(&[("us-east-1", "ENABLED")], Some("two"))),
        (403, error("AccessDeniedException", "no")),
    ]);
    let error = script.session().enabled_regions().await.unwrap_err();
    assert!(error.is_access_denied());
    assert_eq!(
        error.to_string(),
        "account ListRegions: AccessDeniedException: no (account 123456789012, region eu-west-1)"
    );

    let script = Script::new([regions(&[("us-east-1", "ENABLED")], Some("a")), regions(&[], Some("a"))]);
    assert_eq!(script.session().enabled_regions().await.unwrap_err().kind(), ErrorKind::RepeatedToken);

    let script = Script::new([r#"{"Regions":[{"RegionOptStatus":"ENABLED"}]}"#]);
    assert_eq!(script.session().enabled_regions().await.unwrap_err().kind(), ErrorKind::MissingIdentifier);

    let session = Session::new(&script.config(None));
    assert_eq!(session.enabled_regions().await.unwrap_err().kind(), ErrorKind::MissingRegion);
}

/// `checklist 111, 138`
#[tokio::test]
async fn a_service_s_regions_come_from_all_pages_for_the_session_s_partition() {
    let script = Script::new([
        parameters("elb", &["us-west-2", "cn-north-1", "eu-west-1"], Some("two")),
        parameters("elb", &[], Some("three")),
        parameters("elb", &["us-gov-west-1", "af-south-1", "eusc-de-east-1"], None),
    ]);
    let found = script.session().available_regions("elbv2").await.unwrap();
    assert_eq!(found, ["af-south-1", "eu-west-1", "us-west-2"]);
    let path = r#""Path":"/aws/service/global-infrastructure/services/elb/regions""#;
    let calls = [
        format!("GetParametersByPath {{{path}}}"),
        format!(r#"GetParametersByPath {{{path},"NextToken":"two"}}"#),
        format!(r#"GetParametersByPath {{{path},"NextToken":"three"}}"#),
    ];
    assert_eq!(script.calls(), calls);
}

#[tokio::test]
async fn the_list_is_read_in_the_session_s_region_or_where_it_can_be() {
    for (region, read_in) in [
        (Some("eu-west-1"), "eu-west-1"),
        (Some("ap-east-1"), "ap-east-1"),
        (Some("eu-south-1"), "us-east-1"),
        (Some("ap-northeast-3"), "us-east-1"),
        (None, "us-east-1"),
    ] {
        let script = Script::new([parameters("rds", &["eu-west-3"], None)]);
        let found = Session::new(&script.config(region)).available_regions("rds").await.unwrap();
        assert_eq!(found, ["eu-west-3"]);
        let requests = script.requests();
        assert_eq!(requests[0].uri, format!("https://ssm.{read_in}.amazonaws.com/"));
        assert_eq!(requests[0].signed_for, read_in);
    }
}

#[tokio::test]
async fn an_unknown_service_is_not_one_that_is_nowhere() {
    let unknown = error("ParameterNotFound", "");
    let script = Script::with_statuses([(200, parameters("x", &[], None)), (400, unknown)]);
    let error = script.session().available_regions("x").await.unwrap_err();
    assert!(error.is_not_found());
    assert!(error.to_string().contains("list of services has none of this name"), "{error}");
    assert_eq!(error.resource(), Some(r#"service "x""#));
    assert_eq!(script.calls()[1], r#"GetParameter {"Name":"/aws/service/global-infrastructure/services/x"}"#);

    let known = r#"{"Parameter":{"Name":"/aws/service/global-infrastructure/services/x","Value":"x"}}"#.to_owned();
    let script = Script::new([parameters("x", &[], None), known]);
    assert_eq!(script.session().available_regions("x").await.unwrap(), Vec::<String>::new());

    let script = Script::new([parameters("x", &["cn-north-1"], None)]);
    assert_eq!(script.session().available_regions("x").await.unwrap(), Vec::<String>::new());
    assert_eq!(script.calls().len(), 1, "it has regions, elsewhere");
}

#[tokio::test]
async fn a_failure_of_either_call_is_told() {
    let denied = || error("AccessDeniedException", "no");
    let page = || parameters("rds", &["eu-west-1"], Some("two"));
    let script = Script::with_statuses([(200, page()), (400, denied())]);
    let error = script.session().available_regions("rds").await.unwrap_err();
    assert!(error.is_access_denied());
    assert_eq!(error.operation(), Some("GetParametersByPath"));

    let script = Script::with_statuses([(200, parameters("rds", &[], None)), (400, denied())]);
    let error = script.session().available_regions("rds").await.unwrap_err();
    assert!(error.is_access_denied());
    assert_eq!((error.operation(), error.region()), (Some("GetParameter"), Some("eu-west-1")));
}

#[tokio::test]
async fn what_cannot_be_asked_is_not_asked() {
    let script = Script::new([parameters("rds", &["eu-west-1"], None)]);
    for (region, service, says) in [
        ("cn-north-1", "rds", "not in aws-cn"),
        ("us-gov-west-1", "rds", "not in aws-us-gov"),
        ("eu-west-1", "", "letters, digits and hyphens"),
        ("eu-west-1", "rds/../ec2", "letters, digits and hyphens"),
    ] {
        let error = script.session_in(region).available_regions(service).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.message().contains(says), "{error}");
    }
    assert_eq!(script.calls().len(), 0);
}
