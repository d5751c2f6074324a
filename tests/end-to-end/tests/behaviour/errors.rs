//! Errors: what they say, how they are told apart, and what they keep to themselves.

use std::{error::Error as _, sync::Arc};

use aws_resources::{
    Error, ErrorKind, Session,
    cloudtrail::CloudTrail,
    elbv2::ElbV2,
    rds::{
        Rds,
        sdk::operation::{describe_db_instances::DescribeDBInstancesError, stop_db_instance::StopDBInstanceError},
    },
    route53::Route53,
};
use end_to_end::{
    answers::{caller, json_error, no_db, query_error, route53_error},
    script::{Answer, SECRET, Script, config, session},
};

async fn stop(answer: Answer) -> Error {
    let script = Script::new([answer]);
    Rds::new(&session(&script)).db_instance("orders").stop().await.unwrap_err()
}

#[tokio::test]
async fn display_says_everything_on_one_line() {
    let script =
        Script::new([query_error(400, "InvalidDBInstanceState", "Instance orders is not\n in available state.")]);
    let session = session(&script).with_account_id("123456789012").unwrap();
    let error = Rds::new(&session).db_instance("orders").stop().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "rds StopDBInstance: InvalidDBInstanceState: Instance orders is not in available state. \
         (DBInstance id=\"orders\", account 123456789012, region eu-west-1, request id request-1)"
    );
}

#[tokio::test]
async fn every_part_has_its_accessor() {
    let error = stop(query_error(400, "InvalidDBInstanceState", "not available")).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.message(), "not available");
    assert_eq!((error.service(), error.operation()), (Some("rds"), Some("StopDBInstance")));
    assert_eq!(error.resource(), Some(r#"DBInstance id="orders""#));
    assert_eq!((error.account(), error.region()), (None, Some("eu-west-1")));
    assert_eq!((error.code(), error.request_id()), (Some("InvalidDBInstanceState"), Some("request-1")));
}

#[tokio::test]
async fn the_account_is_named_once_it_is_known() {
    let script = Script::new([no_db("x"), caller("123456789012"), no_db("x")]);
    let session = session(&script);
    let db = Rds::new(&session).db_instance("x");
    assert_eq!(db.data().await.unwrap_err().account(), None, "no call is made to say it in an error");
    session.account_id().await.unwrap();
    assert_eq!(db.data().await.unwrap_err().account(), Some("123456789012"));
}

#[tokio::test]
async fn errors_of_the_four_services_have_code_message_and_request_id() {
    let script = Script::new([
        query_error(400, "DBInstanceNotFound", "one"),
        query_error(400, "LoadBalancerNotFound", "two"),
        json_error("TrailNotFoundException", "three"),
        route53_error(404, "NoSuchHostedZone", "four"),
    ]);
    let session = session(&script);
    let errors = [
        Rds::new(&session).db_instances().try_collect().await.unwrap_err(),
        ElbV2::new(&session).load_balancers().try_collect().await.unwrap_err(),
        CloudTrail::new(&session).trails().try_collect().await.unwrap_err(),
        Route53::new(&session).hosted_zones().try_collect().await.unwrap_err(),
    ];
    let told = [
        ("rds", "DescribeDBInstances", "DBInstanceNotFound", "one"),
        ("elbv2", "DescribeLoadBalancers", "LoadBalancerNotFound", "two"),
        ("cloudtrail", "DescribeTrails", "TrailNotFoundException", "three"),
        ("route53", "ListHostedZones", "NoSuchHostedZone", "four"),
    ];
    for (error, (service, operation, code, message)) in errors.iter().zip(told) {
        assert_eq!((error.service(), error.operation()), (Some(service), Some(operation)));
        assert_eq!((error.code(), error.message()), (Some(code), message));
        assert_eq!(error.request_id(), Some("request-1"));
        assert_eq!(error.resource(), None, "a listing has none");
        assert!(!error.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn kinds_of_service_errors_are_told_apart() {
    for (code, not_found, denied, throttled) in [
        ("DBInstanceNotFound", true, false, false),
        ("DBClusterNotFoundFault", true, false, false),
        ("AccessDenied", false, true, false),
        ("AuthorizationErrorException", false, true, false),
        ("UnauthorizedOperation", false, true, false),
        ("Throttling", false, false, true),
        ("RequestLimitExceeded", false, false, true),
        ("InvalidParameterValue", false, false, false),
    ] {
        let error = stop(query_error(400, code, "m")).await;
        assert_eq!(
            (error.is_not_found(), error.is_access_denied(), error.is_throttled()),
            (not_found, denied, throttled),
            "{code}"
        );
    }
}

#[tokio::test]
async fn the_sdks_own_error_comes_back_typed() {
    let error = stop(query_error(400, "InvalidDBInstanceState", "no")).await;
    let sdk = error.sdk_error::<StopDBInstanceError>().unwrap();
    assert!(sdk.as_service_error().unwrap().is_invalid_db_instance_state_fault());
    assert_eq!(sdk.raw_response().unwrap().status().as_u16(), 400);
    assert!(error.sdk_error::<DescribeDBInstancesError>().is_none(), "it is another operation's");
    assert!(error.source().is_some());
}

#[tokio::test]
async fn clones_of_an_error_are_the_same_error() {
    let error = stop(query_error(400, "InvalidDBInstanceState", "no")).await;
    let clone = error.clone();
    assert_eq!(clone.to_string(), error.to_string());
    assert!(clone.sdk_error::<StopDBInstanceError>().is_some());
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(clone);
    assert!(boxed.downcast_ref::<Error>().is_some());
    let _: Arc<dyn std::error::Error + Send + Sync> = Arc::new(error);
}

#[tokio::test]
async fn our_own_errors_have_no_source() {
    let script = Script::silent();
    let error = session(&script).with_account_id("12").unwrap_err();
    assert!(error.source().is_none());
    assert_eq!((error.service(), error.code(), error.request_id()), (None, None, None));
}

#[tokio::test]
async fn without_a_region_nothing_is_sent_and_the_error_says_how_to_set_one() {
    let script = Script::silent();
    let session = Session::new(&config(&script, None));
    let rds = Rds::new(&session);
    let db = rds.db_instance("orders");
    let errors = [
        db.data().await.unwrap_err(),
        db.stop().await.unwrap_err(),
        db.wait_until_available().await.unwrap_err(),
        rds.db_instances().try_collect().await.unwrap_err(),
        Route53::new(&session).traffic_policies().try_collect().await.unwrap_err(),
        CloudTrail::new(&session).trails().try_collect().await.unwrap_err(),
        session.account_id().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::MissingRegion, "{error}");
        for way in ["AWS_REGION", "~/.aws/config", "aws_config", "session.region"] {
            assert!(error.to_string().contains(way), "{error}");
        }
    }
}

#[tokio::test]
async fn a_session_without_a_region_gets_one_with_region() {
    let script = Script::new([no_db("x")]);
    let session = Session::new(&config(&script, None)).region("eu-west-3");
    let error = Rds::new(&session).db_instance("x").data().await.unwrap_err();
    assert_eq!(error.region(), Some("eu-west-3"));
    assert_eq!(script.request(0).host(), "rds.eu-west-3.amazonaws.com");
}

#[tokio::test]
async fn a_connection_failure_names_its_cause() {
    let error = stop(Answer::unreachable()).await;
    assert_eq!(error.kind(), ErrorKind::Dispatch);
    assert!(error.message().contains("connection refused"), "{error}");
    assert_eq!(error.code(), None);
    assert!(!error.is_not_found() && !error.is_access_denied() && !error.is_throttled());
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_a_response_error() {
    let script = Script::new([
        Answer::http(200, "text/xml", "<html>maintenance"),
        Answer::http(200, "application/x-amz-json-1.1", "{\"trailList\": [{"),
    ]);
    let session = session(&script);
    let errors = [
        Rds::new(&session).db_instances().try_collect().await.unwrap_err(),
        CloudTrail::new(&session).trails().try_collect().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Response, "{error}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn an_error_without_a_readable_body_still_tells_something() {
    for answer in [Answer::http(503, "text/html", "<html>busy</html>"), Answer::http(500, "text/xml", "")] {
        let error = stop(answer).await;
        assert!(!error.is_not_found());
        assert!(!error.message().is_empty());
        assert_eq!(error.operation(), Some("StopDBInstance"));
    }
}

#[tokio::test]
async fn no_debug_text_holds_a_secret() {
    let password = "correct-horse-battery-staple";
    let script = Script::new([query_error(400, "InvalidParameterValue", "no")]);
    let session = session(&script);
    let rds = Rds::new(&session);
    let action = rds.create_db_instance().with(|request| request.master_user_password(password));
    let texts = [
        format!("{session:?}"),
        format!("{rds:?}"),
        format!("{:?}", rds.db_instance("orders")),
        format!("{:?}", rds.db_instances()),
        format!("{:?}", rds.db_instance("orders").wait_until_available()),
        format!("{action:?}"),
        format!("{:?}", action.await.unwrap_err()),
    ];
    for text in texts {
        for secret in [SECRET, password, "session-token", "AKIDSCRIPT"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    assert!(script.request(0).body.contains(password), "it was sent, though");
}

/// The SDK dumps the whole request into the text of some of its errors.
#[tokio::test]
async fn no_text_of_an_error_holds_the_request() {
    let password = "correct-horse-battery-staple";
    let script = Script::silent();
    for endpoint in ["http://[bad", "not a url"] {
        let config = config(&script, Some("eu-west-1")).into_builder().endpoint_url(endpoint).build();
        let rds = Rds::new(&Session::new(&config));
        let action = rds.create_db_instance().with(|request| request.master_user_password(password));
        let error = action.await.unwrap_err();
        for text in [error.to_string(), format!("{error:?}"), error.message().to_owned()] {
            assert!(text.contains("endpoint"), "{text}");
            assert!(!text.contains(password), "{text}");
        }
    }
}

/// AWS takes some empty identifiers for "all of them": the first one would be acted on.
#[tokio::test]
async fn an_empty_identifier_is_refused_before_any_call() {
    let script = Script::silent();
    let rds = Rds::new(&session(&script));
    let db = rds.db_instance("");
    for error in [
        db.data().await.unwrap_err(),
        db.arn().await.unwrap_err(),
        db.stop().await.unwrap_err(),
        db.snapshots().try_next().await.unwrap_err(),
        db.wait_until_available().await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("the identifier `id` is empty"), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_awss_is_told_with_its_status() {
    let error = stop(Answer::http(502, "text/html", "<html>bad gateway")).await;
    assert_eq!((error.code(), error.status()), (None, Some(502)));
    assert!(error.to_string().contains("HTTP status 502"), "{error}");
}

#[tokio::test]
async fn debug_of_an_error_is_its_kind_and_its_line() {
    let error = stop(no_db("orders")).await;
    assert_eq!(format!("{error:?}"), format!("Error(NotFound: {error})"));
}
