//! OpsItems, the metadata of applications, settings, syncs, connectors and what else is the account's.

use std::slice::from_ref;

use aws_resources::ssm::Ssm;
use aws_sdk_ssm::types::{
    AccessRequestStatus, CalendarState, MetadataValue, OpsItemStatus, ResourceDataSyncSource, Target,
};
use end_to_end::{
    answers::{json as answer, json_error as refusal},
    exercised,
    script::{Script, session},
};
use serde_json::json;

#[tokio::test]
async fn an_ops_item_lives_and_dies() {
    let summary = |id: &str| json!({"OpsItemId": id, "Status": "Open", "Title": "Full disk"});
    let event = |id: &str| json!({"OpsItemId": "oi-1", "EventId": id, "DetailType": "OpsItem Update"});
    let events = || answer(json!({"Summaries": [event("e-1"), event("e-2")]}));
    let script = Script::new([
        answer(json!({"OpsItemId": "oi-1", "OpsItemArn": "arn:aws:ssm:eu-west-1:123456789012:opsitem/oi-1"})),
        answer(json!({"OpsItemSummaries": [summary("oi-1")], "NextToken": "more"})),
        answer(json!({"OpsItemSummaries": [summary("oi-2")]})),
        answer(json!({})),
        answer(json!({"AssociationId": "a-1"})),
        answer(json!({"Summaries": [{"OpsItemId": "oi-1", "AssociationId": "a-1"}]})),
        answer(json!({})),
        events(),
        events(),
        events(),
        answer(json!({"Entities": [{"Id": "oi-1"}], "NextToken": "more"})),
        answer(json!({"Entities": [{}]})),
        answer(json!({})),
        refusal("OpsItemNotFoundException", "no such item"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let create = ssm.create_ops_item().with(|r| r.title("Full disk").source("ec2").description("of web-1"));
    let item = create.await.unwrap().unwrap();
    let listed = ssm.ops_items().try_collect().await.unwrap();
    assert_eq!(listed, [item.clone(), ssm.ops_item("oi-2")]);
    assert_eq!(listed[1].summary().unwrap().status(), Some(&OpsItemStatus::Open));
    item.update().with(|r| r.status(OpsItemStatus::Resolved)).await.unwrap();
    assert_eq!(script.request(3).json(), json!({"OpsItemId": "oi-1", "Status": "Resolved"}));

    let related = item.associate_related_item().with(|r| r.association_type("RelatesTo").resource_uri("arn:a"));
    let related = related.await.unwrap().unwrap();
    assert_eq!(related, item.related_item("a-1"));
    assert_eq!(script.request(4).json()["OpsItemId"], "oi-1");
    let all = ssm.ops_item_related_items().try_collect().await.unwrap();
    assert_eq!((&all[0], all[0].ops_item()), (&related, item.clone()));
    related.disassociate().await.unwrap();
    assert_eq!(script.request(6).json(), json!({"OpsItemId": "oi-1", "AssociationId": "a-1"}));

    let events = item.events().try_collect().await.unwrap();
    let filter = json!({"Key": "OpsItemId", "Values": ["oi-1"], "Operator": "Equal"});
    assert_eq!(script.request(7).json(), json!({"Filters": [filter]}));
    let second = ssm.ops_item_event("oi-1", "e-2");
    assert_eq!(events[1], second);
    assert_eq!(second.data().await.unwrap().detail_type(), Some("OpsItem Update"));
    assert_eq!(script.request(8).json(), json!({"Filters": [filter]}));
    assert_eq!(ssm.ops_item_events().try_collect().await.unwrap(), events);
    let summary = ssm.ops_summary().try_collect().await.unwrap();
    assert_eq!(summary, [ssm.ops_entity(Some("oi-1")), ssm.ops_entity(None)]);

    item.delete().await.unwrap();
    assert_eq!(script.request(12).json(), json!({"OpsItemId": "oi-1"}));
    assert!(item.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn metadata_of_an_application_is_named_by_its_arn() {
    let arn = "arn:aws:ssm:eu-west-1:123456789012:opsmetadata/aws/ssm/shop/appmanager";
    let script = Script::new([
        answer(json!({"OpsMetadataArn": arn})),
        answer(json!({"OpsMetadataList": [{"OpsMetadataArn": arn, "ResourceId": "shop"}]})),
        answer(json!({"ResourceId": "shop", "Metadata": {"owner": {"Value": "web"}}})),
        answer(json!({"ResourceId": "shop", "Metadata": {"owner": {"Value": "web"}}})),
        answer(json!({"OpsMetadataArn": arn})),
        answer(json!({})),
        refusal("OpsMetadataNotFoundException", "no such metadata"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let made = ssm.create_ops_metadata().with(|r| r.resource_id("shop")).await.unwrap().unwrap();
    exercised::arn("ssm.OpsMetadata", &made.arn().await.unwrap(), Some(arn));
    let listed = ssm.ops_metadata_list().try_collect().await.unwrap();
    assert_eq!(listed, from_ref(&made));
    assert_eq!(listed[0].summary().unwrap().resource_id(), Some("shop"));
    let data = made.data().await.unwrap();
    assert_eq!(data.metadata().unwrap()["owner"].value(), Some("web"));
    assert_eq!(script.request(2).json(), json!({"OpsMetadataArn": arn}));
    made.get().with(|r| r.max_results(1)).await.unwrap();
    assert_eq!(script.request(3).json(), json!({"OpsMetadataArn": arn, "MaxResults": 1}));
    let owner = MetadataValue::builder().value("shop").build();
    made.update().with(|r| r.metadata_to_update("owner", owner)).await.unwrap();
    let update = json!({"OpsMetadataArn": arn, "MetadataToUpdate": {"owner": {"Value": "shop"}}});
    assert_eq!(script.request(4).json(), update);
    made.delete().await.unwrap();
    assert_eq!(script.request(5).json(), json!({"OpsMetadataArn": arn}));
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_setting_is_changed_and_reset() {
    let arn = "arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/parameter-store/high-throughput-enabled";
    let id = "/ssm/parameter-store/high-throughput-enabled";
    let setting = |value: &str| answer(json!({"ServiceSetting": {"SettingId": id, "SettingValue": value, "ARN": arn}}));
    let script = Script::new([
        setting("false"),
        answer(json!({})),
        setting("true"),
        setting("false"),
        refusal("ServiceSettingNotFound", "no such setting"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let throughput = ssm.service_setting(id);
    exercised::arn("ssm.ServiceSetting", &throughput.arn().await.unwrap(), Some(arn));
    throughput.update().with(|r| r.setting_value("true")).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"SettingId": id, "SettingValue": "true"}));
    assert_eq!(throughput.data().await.unwrap().setting_value(), Some("true"));
    assert_eq!(throughput.reset().await.unwrap().unwrap().setting_value(), Some("false"));
    assert_eq!(script.request(3).json(), json!({"SettingId": id}));
    assert!(throughput.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_sync_is_told_by_name_and_type() {
    let sync = |name: &str, kind: &str| json!({"SyncName": name, "SyncType": kind});
    let page = |items: serde_json::Value| answer(json!({"ResourceDataSyncItems": items}));
    let script = Script::new([
        answer(json!({})),
        page(json!([sync("org", "SyncFromSource"), sync("store", "SyncToDestination")])),
        page(json!([sync("other", "SyncFromSource"), sync("org", "SyncFromSource")])),
        answer(json!({})),
        answer(json!({})),
        page(json!([])),
    ]);
    let ssm = Ssm::new(&session(&script));
    let source = ResourceDataSyncSource::builder().source_type("SingleAccountMultiRegions").source_regions("eu-west-1");
    let source = source.build().unwrap();
    let create = ssm.create_resource_data_sync();
    let create = create.with(|r| r.sync_name("org").sync_type("SyncFromSource").sync_source(source.clone()));
    let made = create.await.unwrap().unwrap();
    assert_eq!((made.name(), made.sync_type()), ("org", Some("SyncFromSource")));
    let listed = ssm.resource_data_syncs().try_collect().await.unwrap();
    assert_eq!(listed, [made.clone(), ssm.resource_data_sync("store", Some("SyncToDestination"))]);
    assert_eq!(made.data().await.unwrap().sync_name(), Some("org"));
    assert_eq!(script.request(2).json(), json!({"SyncType": "SyncFromSource"}));
    made.update().with(|r| r.sync_source(source)).await.unwrap();
    assert_eq!(script.request(3).json()["SyncName"], "org");
    made.delete().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"SyncName": "org", "SyncType": "SyncFromSource"}));
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_cloud_connector_lives_and_dies() {
    let arn = "arn:aws:ssm:eu-west-1:123456789012:cloud-connector/cc-1";
    let script = Script::new([
        answer(json!({"CloudConnectorId": "cc-1"})),
        answer(json!({"CloudConnectors": [{"CloudConnectorId": "cc-0"}], "NextToken": "more"})),
        answer(json!({"CloudConnectors": [{"CloudConnectorId": "cc-1", "DisplayName": "azure"}]})),
        answer(json!({"CloudConnectorArn": arn, "DisplayName": "azure"})),
        answer(json!({"CloudConnectorId": "cc-1"})),
        answer(json!({"ValidationFindings": [{"Message": "no such tenant"}]})),
        answer(json!({"CloudConnectorId": "cc-1"})),
        refusal("ResourceNotFoundException", "no such connector"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let made = ssm.create_cloud_connector().with(|r| r.display_name("azure")).await.unwrap().unwrap();
    let listed = ssm.cloud_connectors().try_collect().await.unwrap();
    assert_eq!(listed, [ssm.cloud_connector("cc-0"), made.clone()]);
    assert_eq!(listed[1].summary().unwrap().display_name(), Some("azure"));
    exercised::arn("ssm.CloudConnector", &made.arn().await.unwrap(), Some(arn));
    assert_eq!(script.request(3).json(), json!({"CloudConnectorId": "cc-1"}));
    made.update().with(|r| r.description("of the shop")).await.unwrap();
    assert_eq!(script.request(4).json(), json!({"CloudConnectorId": "cc-1", "Description": "of the shop"}));
    assert_eq!(made.validate().await.unwrap()[0].message(), Some("no such tenant"));
    made.delete().await.unwrap();
    assert_eq!(script.operations()[6], "DeleteCloudConnector");
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn access_is_asked_for_and_calendars_are_read() {
    let keys = json!({"AccessKeyId": "AKID", "SecretAccessKey": "s", "SessionToken": "t", "ExpirationTime": 0});
    let script = Script::new([
        answer(json!({"AccessRequestId": "oi-1"})),
        answer(json!({"AccessRequestStatus": "Approved", "Credentials": keys})),
        answer(json!({"State": "CLOSED", "NextTransitionTime": "2026-01-02T03:04:05Z"})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let node = Target::builder().key("InstanceIds").values("i-1").build();
    let request = ssm.start_access_request().with(|r| r.reason("a look").targets(node)).await.unwrap().unwrap();
    let token = request.get_token().await.unwrap();
    assert_eq!(token.access_request_status(), Some(&AccessRequestStatus::Approved));
    assert_eq!(token.credentials().unwrap().access_key_id(), "AKID");
    assert_eq!(script.request(1).json(), json!({"AccessRequestId": "oi-1"}));
    let calendar = ssm.get_calendar_state().with(|r| r.calendar_names("holidays")).await.unwrap();
    assert_eq!(calendar.state(), Some(&CalendarState::Closed));
    assert_eq!(script.request(2).json(), json!({"CalendarNames": ["holidays"]}));
}

#[tokio::test]
async fn a_policy_is_put_and_changed_by_its_hash() {
    let arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/shop";
    let policy = json!({"PolicyId": "p-1", "PolicyHash": "h-1", "Policy": "{}"});
    let script = Script::new([
        answer(json!({"PolicyId": "p-1", "PolicyHash": "h-1"})),
        answer(json!({"Policies": [policy]})),
        answer(json!({"PolicyId": "p-1", "PolicyHash": "h-2"})),
        answer(json!({"Policies": []})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let made = ssm.put_resource_policy().with(|r| r.resource_arn(arn).policy("{}")).await.unwrap().unwrap();
    assert_eq!(made, ssm.resource_policy(arn, "p-1"));
    made.update().with(|r| r.policy("{ }")).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"ResourceArn": arn}), "for its hash");
    let update = json!({"ResourceArn": arn, "PolicyId": "p-1", "PolicyHash": "h-1", "Policy": "{ }"});
    assert_eq!(script.request(2).json(), update);
    assert!(made.data().await.unwrap_err().is_not_found());
}
