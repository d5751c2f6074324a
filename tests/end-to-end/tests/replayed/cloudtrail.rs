//! What the fake AWS lacks: CloudTrail Lake's stores, queries, imports, channels and dashboards, and Insights.

use aws_resources::cloudtrail::CloudTrail;
use end_to_end::{
    answers::{json as ok, json_error, store, store_arn, trail, trail_arn},
    each_sends, exercised,
    script::{Script, session},
    waits_for_answers,
};
use serde_json::json;

const CHANNEL: &str = "arn:aws:cloudtrail:eu-west-1:123456789012:channel/c-1";
const DASHBOARD: &str = "arn:aws:cloudtrail:eu-west-1:123456789012:dashboard/d-1";

#[tokio::test]
async fn requests_name_what_they_are_about() {
    let script = Script::by(|_| ok(json!({})));
    let cloudtrail = CloudTrail::new(&session(&script));
    let trail = cloudtrail.trail("audit");
    each_sends!(script, {"TrailName": "audit"},
        GetEventConfiguration: trail.get_event_configuration(), PutEventConfiguration: trail.put_event_configuration(),
        GetEventSelectors: trail.get_event_selectors(), GetInsightSelectors: trail.get_insight_selectors());
    let events = cloudtrail.event_data_store(store_arn("s"));
    each_sends!(script, {"EventDataStore": store_arn("s")},
        GetEventConfiguration: events.get_event_configuration(), PutEventConfiguration: events.put_event_configuration(),
        GetInsightSelectors: events.get_insight_selectors(), PutInsightSelectors: events.put_insight_selectors(),
        EnableFederation: events.enable_federation(), DisableFederation: events.disable_federation(),
        UpdateEventDataStore: events.update(), DeleteEventDataStore: events.delete(),
        RestoreEventDataStore: events.restore());
    each_sends!(script, {"QueryId": "q-1"},
        CancelQuery: cloudtrail.query("q-1").cancel(), GetQueryResults: cloudtrail.query("q-1").get_results());
    each_sends!(script, {"ImportId": "i-1"},
        StopImport: cloudtrail.import("i-1").stop(), StartImport: cloudtrail.import("i-1").retry());
    each_sends!(script, {"Channel": CHANNEL},
        UpdateChannel: cloudtrail.channel(CHANNEL).update(), DeleteChannel: cloudtrail.channel(CHANNEL).delete());
    let dashboard = cloudtrail.dashboard(DASHBOARD);
    each_sends!(script, {"DashboardId": DASHBOARD},
        UpdateDashboard: dashboard.update(), DeleteDashboard: dashboard.delete());
    each_sends!(script, {"ResourceArn": DASHBOARD}, DeleteResourcePolicy: dashboard.resource_policy().delete());
    each_sends!(script, {"MemberAccountId": "123456789012"},
        RegisterOrganizationDelegatedAdmin:
            cloudtrail.register_organization_delegated_admin().with(|r| r.member_account_id("123456789012")));
    each_sends!(script, {"DelegatedAdminAccountId": "123456789012"},
        DeregisterOrganizationDelegatedAdmin: cloudtrail
            .deregister_organization_delegated_admin()
            .with(|r| r.delegated_admin_account_id("123456789012")));
}

#[tokio::test(start_paused = true)]
async fn an_event_data_store_lives_and_is_restored() {
    let named = || ok(json!({"EventDataStoreArn": store_arn("s")}));
    let script = Script::new([
        named(),
        store("s", "CREATED"),
        store("s", "ENABLED"),
        store("s", "ENABLED"),
        ok(json!({})),
        store("s", "PENDING_DELETION"),
        named(),
        json_error("EventDataStoreNotFoundException", "It doesn't exist."),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let events = cloudtrail.create_event_data_store().with(|r| r.name("s").retention_period(90));
    let events = events.await.unwrap().unwrap();
    assert_eq!(script.request(0).json(), json!({"Name": "s", "RetentionPeriod": 90}));
    events.wait_until_enabled().await.unwrap();
    let returned = events.data().await.unwrap();
    exercised::arn("cloudtrail.EventDataStore", &events.arn().await.unwrap(), returned.event_data_store_arn());
    events.delete().await.unwrap();
    events.wait_until_pending_deletion().await.unwrap();
    assert_eq!(events.restore().await.unwrap(), Some(events.clone()));
    assert_eq!(script.operations()[6], "RestoreEventDataStore");
    assert!(events.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_store_has_queries() {
    let page = |id: &str, token: Option<&str>| {
        ok(json!({"Queries": [{"QueryId": id, "QueryStatus": "FINISHED"}], "NextToken": token}))
    };
    let samples = json!([{"Name": "Top APIs", "SQL": "SELECT 1"}, {"Name": "Root logins", "SQL": "SELECT 2"}]);
    let script = Script::new([
        ok(json!({"QueryStatement": "SELECT eventID FROM s", "QueryAlias": "a"})),
        ok(json!({"QueryId": "q-1"})),
        page("q-1", Some("t1")),
        page("q-0", None),
        ok(json!({"QueryStatus": "FINISHED", "QueryResultRows": [[{"eventID": "e-1"}], [{"eventID": "e-2"}]]})),
        ok(json!({"SearchResults": samples})),
        ok(json!({"SearchResults": samples})),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let events = cloudtrail.event_data_store(store_arn("s"));
    let generated = events.generate_query().with(|r| r.prompt("all events")).await.unwrap();
    assert_eq!(script.request(0).json(), json!({"EventDataStores": [store_arn("s")], "Prompt": "all events"}));
    let statement = generated.query_statement().unwrap();
    let query = cloudtrail.start_query().with(|r| r.query_statement(statement)).await.unwrap().unwrap();
    assert_eq!(query, cloudtrail.query("q-1"));
    assert_eq!(script.request(1).json(), json!({"QueryStatement": "SELECT eventID FROM s"}));

    let queries = events.queries().page_size(1).try_collect().await.unwrap();
    assert_eq!(queries, [query.clone(), cloudtrail.query("q-0")]);
    assert_eq!(queries[0].summary().unwrap().query_status().map(AsRef::as_ref), Some("FINISHED"));
    let sent = json!({"EventDataStore": store_arn("s"), "MaxResults": 1, "NextToken": "t1"});
    assert_eq!(script.request(3).json(), sent);
    let results = query.get_results().await.unwrap();
    let found: Vec<_> = results.query_result_rows().iter().map(|row| row[0]["eventID"].as_str()).collect();
    assert_eq!(found, ["e-1", "e-2"]);

    let samples = cloudtrail.sample_queries().filter(|r| r.search_phrase("root")).try_collect().await.unwrap();
    assert_eq!(samples[1], cloudtrail.sample_query("root", "Root logins"));
    assert_eq!(samples[1].reload().await.unwrap().sql(), Some("SELECT 2"));
    assert_eq!(script.request(6).json(), json!({"SearchPhrase": "root"}));
}

#[tokio::test]
async fn an_import_has_failures() {
    let started = || ok(json!({"ImportId": "i-1", "ImportStatus": "INITIALIZING"}));
    let page = |location: &str, token: Option<&str>| {
        let failure = json!({"Location": location, "Status": "FAILED", "ErrorType": "AccessDenied"});
        ok(json!({"Failures": [failure], "NextToken": token}))
    };
    let script = Script::new([
        started(),
        started(),
        page("s3://logs/a", Some("t1")),
        page("s3://logs/b", None),
        page("s3://logs/b", None),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let import = cloudtrail.event_data_store(store_arn("s")).start_import().await.unwrap().unwrap();
    assert_eq!(script.request(0).json(), json!({"Destinations": [store_arn("s")]}));
    assert_eq!(cloudtrail.start_import().await.unwrap(), Some(import.clone()));

    let failures = import.failures().try_collect().await.unwrap();
    assert_eq!(failures, ["s3://logs/a", "s3://logs/b"].map(|location| import.failure(location)));
    assert_eq!(script.request(3).json(), json!({"ImportId": "i-1", "NextToken": "t1"}));
    assert_eq!(failures[1].reload().await.unwrap().error_type(), Some("AccessDenied"));
    assert_eq!(failures[1].import(), import);
}

#[tokio::test]
async fn a_channel_lives_and_dies() {
    let script = Script::new([
        ok(json!({"ChannelArn": CHANNEL, "Name": "in"})),
        ok(json!({"Channels": [{"ChannelArn": CHANNEL, "Name": "in"}], "NextToken": "t1"})),
        ok(json!({"Channels": []})),
        ok(json!({"ChannelArn": CHANNEL, "Name": "in", "Source": "Custom"})),
        ok(json!({"ResourceArn": CHANNEL, "ResourcePolicy": "{}"})),
        ok(json!({"ResourceArn": CHANNEL, "ResourcePolicy": "{}"})),
        json_error("ResourcePolicyNotFoundException", "There is none."),
        ok(json!({})),
        json_error("ChannelNotFoundException", "It doesn't exist."),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let channel = cloudtrail.create_channel().with(|r| r.name("in").source("Custom")).await.unwrap().unwrap();
    let listed = cloudtrail.channels().try_collect().await.unwrap();
    assert_eq!(listed, [cloudtrail.channel(CHANNEL)]);
    assert_eq!(listed[0].summary().unwrap().name(), Some("in"));
    let returned = channel.data().await.unwrap();
    assert_eq!(returned.source(), Some("Custom"));
    exercised::arn("cloudtrail.Channel", &channel.arn().await.unwrap(), returned.channel_arn());

    let policy = channel.resource_policy();
    assert_eq!(policy.put().with(|r| r.resource_policy("{}")).await.unwrap(), Some(policy.clone()));
    assert_eq!(script.request(4).json(), json!({"ResourceArn": CHANNEL, "ResourcePolicy": "{}"}));
    assert_eq!(policy.data().await.unwrap().resource_policy(), Some("{}"));
    assert!(policy.reload().await.unwrap_err().is_not_found());
    channel.delete().await.unwrap();
    assert!(channel.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_dashboard_is_refreshed() {
    let script = Script::new([
        ok(json!({"DashboardArn": DASHBOARD, "Name": "d-1", "Type": "CUSTOM"})),
        ok(json!({"Dashboards": [{"DashboardArn": DASHBOARD, "Type": "CUSTOM"}], "NextToken": "t1"})),
        ok(json!({"Dashboards": []})),
        ok(json!({"DashboardArn": DASHBOARD, "Status": "CREATED", "Widgets": [{"QueryAlias": "a"}]})),
        ok(json!({"RefreshId": "r-1"})),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let dashboard = cloudtrail.create_dashboard().with(|r| r.name("d-1")).await.unwrap().unwrap();
    let listed = cloudtrail.dashboards().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [cloudtrail.dashboard(DASHBOARD)]);
    assert_eq!(script.request(2).json(), json!({"MaxResults": 1, "NextToken": "t1"}));
    let returned = dashboard.data().await.unwrap();
    assert_eq!(returned.widgets().len(), 1);
    exercised::arn("cloudtrail.Dashboard", &dashboard.arn().await.unwrap(), returned.dashboard_arn());
    assert_eq!(dashboard.start_refresh().await.unwrap().refresh_id(), Some("r-1"));
    assert_eq!(script.request(4).json(), json!({"DashboardId": DASHBOARD}));
}

#[tokio::test]
async fn a_trail_has_insights() {
    let page = |id: &str, token: Option<&str>| {
        ok(json!({"Events": [{"EventId": id, "EventName": "RunInstances"}], "NextToken": token}))
    };
    let values = json!({"TrailARN": trail_arn("audit"), "Values": [1.0, 4.0], "Timestamps": [0, 60]});
    let script = Script::new([
        ok(json!({"Trail": trail("audit")})),
        page("e-1", Some("t1")),
        page("e-2", None),
        page("e-2", None),
        ok(values.clone()),
        ok(values),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let trail = cloudtrail.trail("audit");
    let events = trail.insights_events().try_collect().await.unwrap();
    assert_eq!(events, ["e-1", "e-2"].map(|id| cloudtrail.trail_insights_event(trail_arn("audit"), id)));
    let sent = json!({"InsightSource": trail_arn("audit"), "DataType": "InsightsEvents", "NextToken": "t1"});
    assert_eq!(script.request(2).json(), sent);
    assert_eq!(events[1].reload().await.unwrap().event_name(), Some("RunInstances"));
    assert_eq!(events[1].trail(), cloudtrail.trail(trail_arn("audit")));
    assert_eq!(trail.list_insights_metric_data().await.unwrap().values().len(), 2);
    assert_eq!(script.request(4).json(), json!({"TrailName": "audit"}));
    let metric = cloudtrail.list_insights_metric_data().with(|r| r.event_name("RunInstances")).await.unwrap();
    assert_eq!(metric.trail_arn(), Some(&*trail_arn("audit")));
}

#[tokio::test(start_paused = true)]
async fn waiters_know_good_states_and_bad_ones() {
    let federated = |status: &str| ok(json!({"EventDataStoreArn": store_arn("s"), "FederationStatus": status}));
    let query = |status: &str| ok(json!({"QueryId": "q-1", "QueryStatus": status}));
    let import = |status: &str| ok(json!({"ImportId": "i-1", "ImportStatus": status}));
    let dashboard = |status: &str| ok(json!({"DashboardArn": DASHBOARD, "Status": status}));
    waits_for_answers!(
        CloudTrail,
        [
            |c: CloudTrail| c.event_data_store(store_arn("s")).wait_until_ingestion_stopped(),
            store("s", "STOPPED_INGESTION"),
            store("s", "PENDING_DELETION")
        ],
        [
            |c: CloudTrail| c.event_data_store(store_arn("s")).wait_until_federation_enabled(),
            federated("ENABLED"),
            store("s", "PENDING_DELETION")
        ],
        [|c: CloudTrail| c.query("q-1").wait_until_finished(), query("FINISHED"), query("TIMED_OUT")],
        [|c: CloudTrail| c.import("i-1").wait_until_completed(), import("COMPLETED"), import("STOPPED")],
        [|c: CloudTrail| c.import("i-1").wait_until_stopped(), import("STOPPED"), import("COMPLETED")],
        [|c: CloudTrail| c.dashboard(DASHBOARD).wait_until_created(), dashboard("CREATED"), dashboard("DELETING")],
        [|c: CloudTrail| c.dashboard(DASHBOARD).wait_until_updated(), dashboard("UPDATED"), dashboard("DELETING")],
    );

    let gone = json_error("ResourceNotFoundException", "It doesn't exist.");
    let script = Script::new([federated("DISABLING"), federated("DISABLED"), dashboard("DELETING"), gone]);
    let cloudtrail = CloudTrail::new(&session(&script));
    cloudtrail.event_data_store(store_arn("s")).wait_until_federation_disabled().await.unwrap();
    cloudtrail.dashboard(DASHBOARD).wait_until_deleted().await.unwrap();
    assert_eq!(script.count(), 4);
}
