//! The testing kit, as tests of others use it.

use aws_resources::{
    ErrorKind, Result, Session, SessionManager, connect,
    rds::{
        Rds,
        sdk::{
            self as rds,
            config::retry::RetryConfig,
            error::ErrorMetadata,
            operation::{
                describe_db_instances::{DescribeDBInstancesError, DescribeDbInstancesOutput},
                stop_db_instance::StopDbInstanceOutput,
            },
            types::{DbInstance, error::DbInstanceNotFoundFault},
        },
    },
    route53::{Route53, sdk::types::HostedZoneSummary},
    sts::sdk as sts,
    test_util::{self, Answer, Answers, Rule, RuleMode, Rules, mock},
};

fn instance(id: &str) -> DbInstance {
    DbInstance::builder().db_instance_identifier(id).db_instance_arn(arn(id)).engine("postgres").build()
}

fn arn(id: &str) -> String {
    format!("arn:aws:rds:eu-west-1:123456789012:db:{id}")
}

/// A rule by which there is this instance.
fn there_is(id: &'static str) -> Rule {
    mock!(rds::Client::describe_db_instances)
        .match_requests(move |request| request.db_instance_identifier() == Some(id))
        .then_output(move || DescribeDbInstancesOutput::builder().db_instances(instance(id)).build())
}

fn stops() -> Rule {
    mock!(rds::Client::stop_db_instance).then_output(|| StopDbInstanceOutput::builder().build())
}

/// A page of `DescribeDBInstances`.
fn page(ids: &[&str], marker: Option<&str>) -> Answer {
    let instance = |id: &&str| format!("<DBInstance><DBInstanceIdentifier>{id}</DBInstanceIdentifier></DBInstance>");
    let instances: String = ids.iter().map(instance).collect();
    let marker = marker.map(|marker| format!("<Marker>{marker}</Marker>")).unwrap_or_default();
    Answer::from(format!(
        "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>{instances}</DBInstances>{marker}\
         </DescribeDBInstancesResult></DescribeDBInstancesResponse>"
    ))
    .to("DescribeDBInstances")
}

async fn names(session: &Session) -> Result<Vec<String>> {
    let all = Rds::new(session).db_instances().try_collect().await?;
    Ok(all.iter().map(|database| database.id().to_owned()).collect())
}

#[tokio::test]
async fn a_call_that_nothing_answers_is_an_error_that_shows_it() {
    let session = test_util::session();
    assert_eq!((session.known_account_id(), session.region_name()), (Some("123456789012"), Some("eu-west-1")));

    let error = Rds::new(&session).db_instance("orders").data().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
    assert_eq!((error.service(), error.operation()), (Some("rds"), Some("DescribeDBInstances")));
    assert!(error.message().contains("DBInstanceIdentifier=orders"), "{error}");
    assert!(!error.leaves_doubt(), "nothing was done");

    let error = Route53::new(&session).hosted_zone("Z1").data().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
    assert_eq!((error.service(), error.operation()), (Some("route53"), Some("GetHostedZone")));
    assert!(error.message().contains("GetHostedZone, GET https://"), "{error}");
}

#[tokio::test]
async fn a_session_of_another_region_or_account_is_answered_no_more() {
    let session = test_util::session().region("us-gov-west-1").with_account_id("210987654321").unwrap();
    let error = Rds::new(&session).db_instance("orders").stop().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
    assert_eq!((error.account(), error.region()), (Some("210987654321"), Some("us-gov-west-1")));
    assert!(error.message().contains("us-gov-west-1"), "{error}");
}

#[tokio::test]
async fn given_data_is_there_without_a_call_until_it_is_forgotten() {
    let rules = Rules::new(RuleMode::Sequential, [&stops()]);
    let without = Rds::new(&rules.session()).db_instance("orders");
    let database = test_util::with_data(without.clone(), instance("orders"));
    assert_eq!(database, without);
    assert!(without.loaded().is_none(), "only the new one has it");
    assert_eq!(database.data().await.unwrap().engine(), Some("postgres"));
    assert_eq!(database.arn().await.unwrap().as_str(), arn("orders"));

    database.stop().await.unwrap();
    let error = database.data().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
}

#[tokio::test]
async fn a_resource_can_have_data_and_summary() {
    let zone = Route53::new(&test_util::session()).hosted_zone("Z1");
    let owner = aws_resources::route53::sdk::types::HostedZoneOwner::builder().owning_account("210987654321").build();
    let summary = HostedZoneSummary::builder().hosted_zone_id("Z1").name("a.test.").owner(owner).build().unwrap();
    let zone = test_util::with_summary(zone, summary);
    assert_eq!(zone.summary().unwrap().name(), "a.test.");
    assert!(zone.loaded().is_none());

    let data = aws_resources::route53::sdk::types::HostedZone::builder().id("Z1").name("a.test.").caller_reference("r");
    let zone = test_util::with_data(zone, data.build().unwrap());
    assert_eq!(zone.data().await.unwrap().caller_reference(), "r");
    assert_eq!(zone.summary().unwrap().name(), "a.test.", "it has both");
}

#[tokio::test]
async fn rules_answer_all_clients_of_a_session() {
    let (orders, stop) = (there_is("orders"), stops());
    let session = Rules::new(RuleMode::MatchAny, [&orders, &stop]).session();
    let rds = Rds::new(&session);
    assert_eq!(rds.db_instance("orders").data().await.unwrap().engine(), Some("postgres"));
    let error = rds.db_instance("others").data().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
    assert_eq!(error.operation(), Some("DescribeDBInstances"));
    assert!(error.message().contains("DescribeDbInstancesInput { db_instance_identifier: Some(\"others\")"), "{error}");

    // An unexpected call changes nothing for others: neither here, nor in other regions and plain clients.
    Rds::new(&session.region("eu-west-3")).db_instance("orders").stop().await.unwrap();
    let client = session.client("rds", connect!(rds));
    client.describe_db_instances().db_instance_identifier("orders").send().await.unwrap();
    assert_eq!((orders.num_calls(), stop.num_calls()), (2, 1));
}

#[tokio::test]
async fn rules_answer_page_after_page() {
    let pages = mock!(rds::Client::describe_db_instances).then_compute_output(|request| {
        let page = DescribeDbInstancesOutput::builder();
        match request.marker() {
            None => page.db_instances(instance("a")).marker("2").build(),
            Some(_) => page.db_instances(instance("b")).build(),
        }
    });
    let session = Rules::new(RuleMode::MatchAny, [&pages]).session();
    assert_eq!(names(&session).await.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn rules_in_order_fail_the_call_that_comes_too_early_and_all_after_it() {
    let (orders, stop) = (there_is("orders"), stops());
    let session = Rules::new(RuleMode::Sequential, [&orders, &stop]).session();
    let database = Rds::new(&session).db_instance("orders");
    database.data().await.unwrap();
    database.stop().await.unwrap();
    let error = database.data().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "each answers once: {error}");

    let session = Rules::new(RuleMode::Sequential, [&there_is("orders"), &stops()]).session();
    let database = Rds::new(&session).db_instance("orders");
    for operation in ["StopDBInstance", "DescribeDBInstances"] {
        let error = match operation {
            "StopDBInstance" => database.stop().await.map(drop).unwrap_err(),
            _ => database.data().await.map(drop).unwrap_err(),
        };
        assert_eq!((error.kind(), error.operation()), (ErrorKind::UnexpectedCall, Some(operation)), "{error}");
        assert!(error.message().contains("In order matching was enforced"), "{error}");
    }
}

#[tokio::test]
async fn a_rules_error_is_aws_own() {
    let gone = mock!(rds::Client::describe_db_instances).then_error(|| {
        let code = ErrorMetadata::builder().code("DBInstanceNotFound").message("no such database").build();
        let fault = DbInstanceNotFoundFault::builder().message("no such database").meta(code).build();
        DescribeDBInstancesError::DbInstanceNotFoundFault(fault)
    });
    let session = Rules::new(RuleMode::MatchAny, [&gone]).session();
    let error = Rds::new(&session).db_instance("orders").data().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert!(
        error
            .sdk_error::<DescribeDBInstancesError>()
            .unwrap()
            .as_service_error()
            .unwrap()
            .is_db_instance_not_found_fault()
    );
}

#[tokio::test(start_paused = true)]
async fn retries_ask_a_rule_again() {
    let throttled = mock!(rds::Client::describe_db_instances)
        .sequence()
        .http_status(503, None)
        .times(2)
        .output(|| DescribeDbInstancesOutput::builder().db_instances(instance("orders")).build())
        .build();
    let rules = Rules::new(RuleMode::Sequential, [&throttled]);
    let retrying = test_util::config().to_builder().retry_config(RetryConfig::standard()).build();
    let database = Rds::new(&rules.session_over(&retrying)).db_instance("orders");
    assert_eq!(database.data().await.unwrap().engine(), Some("postgres"));
    assert_eq!(throttled.num_calls(), 3);
}

#[tokio::test]
async fn handlers_see_what_a_rule_answers() {
    let session = Rules::new(RuleMode::MatchAny, [&there_is("orders")]).session();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    for event in ["response-received", "after-call"] {
        let seen = seen.clone();
        let handler = session.events().register(event, event, move |event| {
            let found = event.output::<DescribeDbInstancesOutput>().is_some();
            seen.lock().unwrap().push((event.name().to_owned(), found));
            Ok(())
        });
        handler.unwrap();
    }
    Rds::new(&session).db_instance("orders").data().await.unwrap();
    let names = ["response-received.rds.DescribeDBInstances", "after-call.rds.DescribeDBInstances"];
    assert_eq!(*seen.lock().unwrap(), names.map(|name| (name.to_owned(), true)));
}

#[tokio::test]
async fn answers_come_in_order_and_requests_are_kept() {
    let answers = Answers::new([page(&["a"], Some("m 1")), page(&["b"], None)]);
    assert_eq!(names(&answers.session()).await.unwrap(), ["a", "b"]);
    assert_eq!(answers.operations(), ["DescribeDBInstances"; 2]);
    let second = &answers.sent()[1];
    assert_eq!(second.param("Marker").as_deref(), Some("m 1"));
    assert_eq!((second.method(), second.path(), second.region()), ("POST", "/", Some("eu-west-1")));
    assert_eq!(second.host(), "rds.eu-west-1.amazonaws.com");
}

#[tokio::test]
async fn an_answer_is_read_as_that_of_aws() {
    let refused = "<ErrorResponse><Error><Code>DBInstanceNotFound</Code><Message>no</Message></Error>\
                   <RequestId>of-the-body</RequestId></ErrorResponse>";
    let answers = Answers::new([
        Answer::new(404, refused).header("x-amzn-RequestId", "r-1"),
        Answer::unreachable(),
        Answer::new(200, "").header("bad name", "value"),
        Answer::new(42, ""),
    ]);
    let database = Rds::new(&answers.session()).db_instance("orders");
    let error = database.data().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!((error.status(), error.message()), (Some(404), "no"));
    assert!(error.request_id().is_some(), "{error}");
    for what in ["unreachable", "a bad header", "a bad status"] {
        assert_eq!(database.data().await.unwrap_err().kind(), ErrorKind::Dispatch, "{what}");
    }
}

#[tokio::test]
async fn requests_are_answered_by_what_they_are() {
    let answers = Answers::by(|request| match (request.operation(), request.region()?) {
        ("AssumeRole", _) => Some(Answer::assumed_role()),
        ("DescribeDBInstances", region) => Some(page(&[region], None)),
        _ => None,
    });
    let manager = answers.manager_builder().role_name("AuditRole").session_name("test").build();
    assert_eq!(
        listed(&manager).await,
        [
            ("210987654321", "eu-west-1"),
            ("210987654321", "eu-west-3"),
            ("321098765432", "eu-west-1"),
            ("321098765432", "eu-west-3"),
        ]
        .map(|(account, region)| (account.to_owned(), vec![region.to_owned()]))
    );

    let roles = answers.sent().into_iter().filter_map(|request| request.param("RoleArn"));
    let mut roles: Vec<String> = roles.collect();
    roles.sort();
    assert_eq!(roles, ["arn:aws:iam::210987654321:role/AuditRole", "arn:aws:iam::321098765432:role/AuditRole"]);
}

#[tokio::test]
async fn rules_let_a_manager_assume_its_roles() {
    let assume = mock!(sts::Client::assume_role).then_output(test_util::assumed_role);
    let all = mock!(rds::Client::describe_db_instances)
        .then_output(|| DescribeDbInstancesOutput::builder().db_instances(instance("orders")).build());
    let rules = Rules::new(RuleMode::MatchAny, [&assume, &all]);
    let manager = rules.manager_builder().role_name("AuditRole").session_name("test").build();
    assert_eq!(listed(&manager).await.len(), 4);
    assert_eq!((assume.num_calls(), all.num_calls()), (2, 4), "a role is assumed once");
}

/// The databases of two accounts in two regions, in order.
async fn listed(manager: &SessionManager) -> Vec<(String, Vec<String>)> {
    let fleet = manager.fleet().accounts(["210987654321", "321098765432"]).regions(["eu-west-1", "eu-west-3"]);
    let mut run = fleet.run(|session| async move { names(&session).await });
    let mut listed = Vec::new();
    while let Some(outcome) = run.next().await {
        listed.push((outcome.account().to_owned(), outcome.ok().unwrap().clone()));
    }
    listed.sort();
    listed
}

#[tokio::test]
#[should_panic(expected = "unexpected call, the next answer is for DescribeDBInstances: StopDBInstance, POST")]
async fn a_call_out_of_order_fails_the_test_though_its_error_is_passed_over() {
    let answers = Answers::new([page(&["orders"], None)]);
    let database = Rds::new(&answers.session()).db_instance("orders");
    let error = database.stop().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
    // The answer has waited for its own call.
    database.data().await.unwrap();
}

#[tokio::test]
#[should_panic(expected = "unexpected call, no answer is left for it: DescribeDBInstances, POST")]
async fn a_call_too_many_fails_the_test() {
    let answers = Answers::new([page(&["orders"], None)]);
    let database = Rds::new(&answers.session()).db_instance("orders");
    database.data().await.unwrap();
    assert!(database.reload().await.is_err());
}

#[tokio::test]
#[should_panic(expected = "answers that were not used; the calls were [\"DescribeDBInstances\"]")]
async fn an_answer_too_many_fails_the_test() {
    let answers = Answers::new([page(&["orders"], None), page(&["orders"], None)]);
    Rds::new(&answers.session()).db_instance("orders").data().await.unwrap();
}

#[tokio::test]
async fn a_client_of_no_session_is_answered_too() {
    let answers = Answers::by(|_| Answer::from("<ListHostedZonesResponse/>"));
    let config = test_util::config().to_builder().http_client(answers.http_client()).build();
    _ = aws_resources::route53::sdk::Client::new(&config).list_hosted_zones().send().await;
    _ = rds::Client::new(&config).describe_db_instances().send().await;
    assert_eq!(answers.operations(), ["GET /2013-04-01/hostedzone", "DescribeDBInstances"]);
}
