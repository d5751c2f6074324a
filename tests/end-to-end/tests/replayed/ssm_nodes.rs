//! Nodes of Systems Manager: how they join, what is known of them, how patched and compliant they are.

use std::slice::from_ref;

use aws_resources::{ErrorKind, ssm::Ssm};
use aws_sdk_ssm::types::{
    ComplianceExecutionSummary, ComplianceItemEntry, ComplianceSeverity, ComplianceStatus, ConnectionStatus,
    InventoryItem, OperatingSystem, PatchProperty,
};
use aws_smithy_types::DateTime;
use end_to_end::{
    answers::{json as answer, json_error as refusal},
    script::{Script, session},
};
use serde_json::json;

#[tokio::test]
async fn a_node_joins_by_an_activation() {
    let activation = |id: &str| json!({"ActivationId": id, "IamRole": "nodes", "RegistrationsCount": 1});
    let script = Script::new([
        answer(json!({"ActivationId": "a-1", "ActivationCode": "told once"})),
        answer(json!({"ActivationList": [activation("a-1")], "NextToken": "more"})),
        answer(json!({"ActivationList": [activation("a-2")]})),
        answer(json!({"InstanceInformationList": [{"InstanceId": "mi-1", "ActivationId": "a-1"}]})),
        answer(json!({"Target": "mi-1", "Status": "connected"})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({"ActivationList": []})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let made = ssm.create_activation().with(|r| r.iam_role("nodes")).await.unwrap();
    assert_eq!(made.activation_code(), Some("told once"));
    let listed = ssm.activations().try_collect().await.unwrap();
    assert_eq!(listed, [ssm.activation("a-1"), ssm.activation("a-2")]);
    assert_eq!(listed[1].loaded().unwrap().registrations_count(), Some(1));
    assert_eq!(script.request(2).json(), json!({"NextToken": "more"}));

    let nodes = listed[0].managed_instances().try_collect().await.unwrap();
    assert_eq!(nodes, [ssm.managed_instance("mi-1")]);
    assert_eq!(script.request(3).json(), json!({"Filters": [{"Key": "ActivationIds", "Values": ["a-1"]}]}));
    let status = nodes[0].get_connection_status().await.unwrap();
    assert_eq!(status.status(), Some(&ConnectionStatus::Connected));
    assert_eq!(script.request(4).json(), json!({"Target": "mi-1"}));
    nodes[0].update_role().with(|r| r.iam_role("others")).await.unwrap();
    assert_eq!(script.request(5).json(), json!({"InstanceId": "mi-1", "IamRole": "others"}));
    nodes[0].deregister().await.unwrap();
    assert_eq!(script.request(6).json(), json!({"InstanceId": "mi-1"}));

    listed[0].delete().await.unwrap();
    assert_eq!(script.request(7).json(), json!({"ActivationId": "a-1"}));
    assert!(listed[0].reload().await.unwrap_err().is_not_found());
    assert_eq!(script.request(8).json(), json!({"Filters": [{"FilterKey": "ActivationIds", "FilterValues": ["a-1"]}]}));
}

#[tokio::test]
async fn a_session_is_started_resumed_and_ended() {
    let opened = || answer(json!({"SessionId": "ann-1", "TokenValue": "t", "StreamUrl": "wss://stream"}));
    let script = Script::new([opened(), opened(), opened(), answer(json!({"SessionId": "ann-1"}))]);
    let ssm = Ssm::new(&session(&script));
    let started = ssm.managed_instance("i-1").start_session().with(|r| r.reason("a look")).await.unwrap();
    assert_eq!(started.stream_url(), Some("wss://stream"));
    assert_eq!(script.request(0).json(), json!({"Target": "i-1", "Reason": "a look"}));
    ssm.start_session().with(|r| r.target("i-2")).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"Target": "i-2"}));
    let shell = ssm.session_subresource(started.session_id().unwrap());
    assert_eq!(shell.resume().await.unwrap().token_value(), Some("t"));
    assert_eq!(shell.terminate().await.unwrap().session_id(), Some("ann-1"));
    assert_eq!(script.operations()[2..], ["ResumeSession", "TerminateSession"]);
    assert_eq!(script.request(3).json(), json!({"SessionId": "ann-1"}));
}

#[tokio::test]
async fn an_inventory_has_entities_of_types() {
    let schema = |version: &str| {
        let attributes = json!([{"Name": "Rack", "DataType": "string"}]);
        json!({"TypeName": "Custom:Rack", "Version": version, "Attributes": attributes})
    };
    let deletion = |status: &str| {
        let deletion = json!({"DeletionId": "d-1", "TypeName": "Custom:Rack", "LastStatus": status});
        answer(json!({"InventoryDeletions": [deletion]}))
    };
    let script = Script::new([
        answer(json!({"Message": "done"})),
        answer(json!({"InstanceId": "i-1", "TypeName": "Custom:Rack", "Entries": [{"Rack": "7"}]})),
        answer(json!({"Entities": [{"Id": "i-1", "Data": {}}], "NextToken": "more"})),
        answer(json!({"Entities": [{"Id": "i-2", "Data": {}}]})),
        answer(json!({"Schemas": [schema("1.0"), schema("1.1")]})),
        answer(json!({"Schemas": [schema("1.0"), schema("1.1")]})),
        refusal("InvalidTypeNameException", "no such type"),
        answer(json!({"DeletionId": "d-1", "TypeName": "Custom:Rack"})),
        deletion("InProgress"),
        deletion("Complete"),
        refusal("InvalidDeletionIdException", "no such deletion"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let node = ssm.managed_instance("i-1");
    let rack =
        InventoryItem::builder().type_name("Custom:Rack").schema_version("1.0").capture_time("2026-01-02T03:04:05Z");
    let rack = rack.content([("Rack".to_owned(), "7".to_owned())].into()).build().unwrap();
    assert_eq!(node.put_inventory().with(|r| r.items(rack)).await.unwrap().message(), Some("done"));
    assert_eq!(script.request(0).json()["InstanceId"], "i-1");
    let entries = node.list_inventory_entries().with(|r| r.type_name("Custom:Rack")).await.unwrap();
    assert_eq!(entries.entries()[0]["Rack"], "7");
    assert_eq!(script.request(1).json(), json!({"InstanceId": "i-1", "TypeName": "Custom:Rack"}));
    let entities = ssm.inventory().try_collect().await.unwrap();
    assert_eq!(entities.iter().map(|it| it.id()).collect::<Vec<_>>(), [Some("i-1"), Some("i-2")]);
    assert_eq!(script.request(3).json(), json!({"NextToken": "more"}));

    let kinds = ssm.inventory_schemas().filter(|r| r.type_name("Custom")).try_collect().await.unwrap();
    let kind = ssm.inventory_schema("Custom:Rack", Some("1.1"));
    assert_eq!(kinds[1], kind);
    assert_eq!(kind.data().await.unwrap().attributes()[0].name(), "Rack");
    assert_eq!(script.request(5).json(), json!({"TypeName": "Custom:Rack"}));
    assert!(kind.reload().await.unwrap_err().is_not_found());
    let run = kind.delete().await.unwrap().unwrap();
    assert_eq!(script.request(7).json()["TypeName"], "Custom:Rack");
    assert_eq!(ssm.inventory_deletions().try_collect().await.unwrap(), from_ref(&run));
    assert_eq!(run.data().await.unwrap().last_status().map(|it| it.as_str()), Some("Complete"));
    assert_eq!(script.request(9).json(), json!({"DeletionId": "d-1"}));
    assert!(run.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn compliance_is_told_by_node_and_type() {
    let item = |id: &str| {
        json!({"ResourceId": "i-1", "ResourceType": "ManagedInstance", "ComplianceType": "Custom:Rack", "Id": id,
            "Status": "NON_COMPLIANT", "Severity": "HIGH"})
    };
    let of_node = json!({"ResourceId": "i-1", "ResourceType": "ManagedInstance", "ComplianceType": "Custom:Rack",
        "Status": "NON_COMPLIANT", "NonCompliantSummary": {"NonCompliantCount": 2}});
    let of_type = json!({"ComplianceType": "Custom:Rack", "NonCompliantSummary": {"NonCompliantCount": 2}});
    let script = Script::new([
        answer(json!({})),
        answer(json!({"ComplianceItems": [item("1")], "NextToken": "more"})),
        answer(json!({"ComplianceItems": [item("2")]})),
        answer(json!({"ComplianceItems": [item("1"), item("2")]})),
        answer(json!({"ComplianceItems": [item("1")]})),
        answer(json!({"ComplianceItems": [item("1")]})),
        answer(json!({"ResourceComplianceSummaryItems": [of_node]})),
        answer(json!({"ResourceComplianceSummaryItems": [of_node]})),
        answer(json!({"ComplianceSummaryItems": [of_type]})),
        answer(json!({"ComplianceSummaryItems": [of_type]})),
        answer(json!({"ComplianceSummaryItems": []})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let found = ComplianceExecutionSummary::builder().execution_time(DateTime::from_secs(0)).build().unwrap();
    let entry = ComplianceItemEntry::builder().id("1").severity(ComplianceSeverity::High);
    let entry = entry.status(ComplianceStatus::NonCompliant).build().unwrap();
    let put = ssm.put_compliance_items().with(|r| {
        let r = r.resource_id("i-1").resource_type("ManagedInstance").compliance_type("Custom:Rack");
        r.execution_summary(found).items(entry)
    });
    put.await.unwrap();
    assert_eq!(script.request(0).json()["Items"][0]["Severity"], "HIGH");

    let items = ssm.managed_instance("i-1").compliance_items().try_collect().await.unwrap();
    let asked = json!({"ResourceIds": ["i-1"], "ResourceTypes": ["ManagedInstance"]});
    assert_eq!(script.request(1).json(), asked);
    let second = ssm.compliance_item("i-1", "ManagedInstance", "Custom:Rack", "2");
    assert_eq!(items[1], second);
    assert_eq!(second.data().await.unwrap().status(), Some(&ComplianceStatus::NonCompliant));
    assert_eq!(script.request(3).json(), asked);
    assert!(second.reload().await.unwrap_err().is_not_found());
    assert_eq!(ssm.compliance_items().try_collect().await.unwrap(), from_ref(&items[0]));

    let nodes = ssm.resource_compliance_summaries().try_collect().await.unwrap();
    let node = ssm.resource_compliance_summary("i-1", "ManagedInstance", "Custom:Rack");
    assert_eq!(nodes, from_ref(&node));
    assert_eq!(node.data().await.unwrap().non_compliant_summary().unwrap().non_compliant_count(), 2);
    let types = ssm.compliance_summaries().try_collect().await.unwrap();
    assert_eq!(types, [ssm.compliance_summary("Custom:Rack")]);
    types[0].reload().await.unwrap();
    assert!(types[0].reload().await.unwrap_err().is_not_found());
    assert_eq!(types[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
}

#[tokio::test]
async fn a_patch_baseline_has_groups_and_patches() {
    let baseline = json!({"BaselineId": "pb-1", "Name": "ours", "PatchGroups": ["web", "shop"]});
    let effective = |id: &str| json!({"Patch": {"Id": id}, "PatchStatus": {"DeploymentStatus": "APPROVED"}});
    let mapping = |group: &str| json!({"PatchGroup": group, "BaselineIdentity": {"BaselineId": "pb-1"}});
    let mappings = || answer(json!({"Mappings": [mapping("shop"), mapping("web")]}));
    let script = Script::new([
        answer(baseline),
        answer(json!({"BaselineId": "pb-1", "Name": "new"})),
        answer(json!({"BaselineId": "pb-1"})),
        answer(json!({"BaselineId": "pb-1"})),
        answer(json!({"EffectivePatches": [effective("KB1"), effective("KB2")]})),
        answer(json!({"EffectivePatches": [effective("KB1"), effective("KB2")]})),
        mappings(),
        mappings(),
        answer(json!({"BaselineId": "pb-1", "PatchGroup": "web"})),
        answer(json!({"Mappings": [mapping("shop")]})),
        refusal("DoesNotExistException", "no such baseline"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let baseline = ssm.patch_baseline("pb-1");
    assert_eq!(baseline.patch_groups().await.unwrap(), [ssm.patch_group("web"), ssm.patch_group("shop")]);
    assert_eq!(script.request(0).json(), json!({"BaselineId": "pb-1"}));
    assert_eq!(baseline.update().with(|r| r.name("new")).await.unwrap().name(), Some("new"));
    assert_eq!(script.request(1).json(), json!({"BaselineId": "pb-1", "Name": "new"}));
    baseline.set_default().await.unwrap();
    assert_eq!(script.operations()[2], "RegisterDefaultPatchBaseline");
    let default = ssm.get_default_patch_baseline().with(|r| r.operating_system(OperatingSystem::Ubuntu)).await;
    assert_eq!(default.unwrap().as_ref(), Some(&baseline));
    assert_eq!(script.request(3).json(), json!({"OperatingSystem": "UBUNTU"}));
    let patches = baseline.effective_patches().try_collect().await.unwrap();
    let second = ssm.effective_patch("pb-1", "KB2");
    assert_eq!(patches[1], second);
    assert_eq!(second.data().await.unwrap().patch().unwrap().id(), Some("KB2"));

    let mappings = ssm.patch_group_mappings().try_collect().await.unwrap();
    let web = ssm.patch_group_mapping("web", "pb-1");
    assert_eq!(mappings[1], web);
    assert_eq!(web.data().await.unwrap().patch_group(), Some("web"));
    assert_eq!((web.group(), web.patch_baseline()), (ssm.patch_group("web"), baseline.clone()));
    web.deregister().await.unwrap();
    assert_eq!(script.request(8).json(), json!({"PatchGroup": "web", "BaselineId": "pb-1"}));
    assert!(web.reload().await.unwrap_err().is_not_found());
    assert!(baseline.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn nodes_are_patched() {
    let state = |id: &str| {
        json!({"InstanceId": id, "PatchGroup": "web", "BaselineId": "pb-1", "Operation": "Scan", "MissingCount": 3,
            "OperationStartTime": 1_767_323_045, "OperationEndTime": 1_767_323_046})
    };
    let patch = |title: &str, kb: &str| {
        json!({"Title": title, "KBId": kb, "Classification": "Security", "Severity": "High", "State": "Missing",
            "InstalledTime": 0})
    };
    let patches = || answer(json!({"Patches": [patch("a", "KB1"), patch("b", "KB2")]}));
    let available = |epoch: i32| json!({"Name": "openssl", "Epoch": epoch, "Version": "3.0", "Arch": "x86_64"});
    let script = Script::new([
        answer(json!({"InstancePatchStates": [state("i-1"), state("i-2")]})),
        answer(json!({"InstancePatchStates": [state("i-2")]})),
        answer(json!({"InstancePatchStates": [state("i-1")]})),
        answer(json!({"InstancePatchStates": []})),
        answer(json!({"Instances": 2, "InstancesWithMissingPatches": 1})),
        patches(),
        patches(),
        refusal("InvalidInstanceId", "no such node"),
        answer(json!({"Patches": [available(0), available(1)]})),
        answer(json!({"Properties": [{"Name": "Bionic"}]})),
        answer(json!({"InstanceId": "i-1", "SnapshotId": "s-1", "Product": "Ubuntu"})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let group = ssm.patch_group("web");
    let states = group.instance_patch_states().try_collect().await.unwrap();
    assert_eq!(states.iter().map(|it| it.instance_id()).collect::<Vec<_>>(), ["i-1", "i-2"]);
    assert_eq!(script.request(0).json(), json!({"PatchGroup": "web"}));
    let all = ssm.instance_patch_states().filter(|r| r.instance_ids("i-2")).try_collect().await.unwrap();
    assert_eq!(all, states[1..]);
    let node = ssm.managed_instance("i-1");
    let state = node.patch_state();
    assert_eq!(state.patch_baseline().await.unwrap(), Some(ssm.patch_baseline("pb-1")));
    assert_eq!(script.request(2).json(), json!({"InstanceIds": ["i-1"]}));
    assert_eq!((state.loaded().unwrap().missing_count(), state.managed_instance()), (3, node.clone()));
    assert!(state.reload().await.unwrap_err().is_not_found());
    assert_eq!(group.data().await.unwrap().instances_with_missing_patches(), 1);

    let of_node = node.patches().try_collect().await.unwrap();
    let second = ssm.instance_patch("i-1", "b", "KB2");
    assert_eq!(of_node[1], second);
    assert_eq!(second.data().await.unwrap().classification(), "Security");
    assert_eq!(script.request(6).json(), json!({"InstanceId": "i-1"}));
    assert!(second.reload().await.unwrap_err().is_not_found());

    let known = ssm.available_patches().try_collect().await.unwrap();
    assert_eq!(known[1], ssm.patch(None, Some("openssl"), Some(1), Some("3.0"), None, Some("x86_64")));
    assert_ne!(known[0], known[1]);
    let properties = ssm
        .describe_patch_properties()
        .with(|r| r.operating_system(OperatingSystem::Ubuntu).property(PatchProperty::Product));
    assert_eq!(properties.await.unwrap()[0]["Name"], "Bionic");
    assert_eq!(script.request(9).json(), json!({"OperatingSystem": "UBUNTU", "Property": "PRODUCT"}));
    let snapshot = node.get_deployable_patch_snapshot().with(|r| r.snapshot_id("s-1")).await.unwrap();
    assert_eq!(snapshot.product(), Some("Ubuntu"));
    assert_eq!(script.request(10).json(), json!({"InstanceId": "i-1", "SnapshotId": "s-1"}));
}

#[tokio::test]
async fn nodes_are_looked_up_and_counted() {
    let node = |id: &str| json!({"Id": id, "Region": "eu-west-1"});
    let script = Script::new([
        answer(json!({"Nodes": [node("i-1")], "NextToken": "more"})),
        answer(json!({"Nodes": [node("i-2")]})),
        answer(json!({"Nodes": [node("i-2")]})),
        answer(json!({"Nodes": []})),
        answer(json!({"Summary": [{"PlatformType": "Linux", "Count": "2"}]})),
        answer(json!({"InstanceProperties": [{"InstanceId": "i-1", "InstanceState": "running"}]})),
        answer(json!({"InstanceProperties": [{"InstanceId": "i-1", "InstanceState": "stopped"}]})),
        refusal("InvalidInstanceId", "no such node"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let nodes = ssm.nodes().try_collect().await.unwrap();
    assert_eq!(nodes, [ssm.node("i-1"), ssm.node("i-2")]);
    assert_eq!(nodes[1].reload().await.unwrap().region(), Some("eu-west-1"));
    let filter = json!({"Key": "InstanceId", "Values": ["i-2"], "Type": "Equal"});
    assert_eq!(script.request(2).json(), json!({"Filters": [filter]}));
    assert!(nodes[1].reload().await.unwrap_err().is_not_found());
    assert_eq!(ssm.list_nodes_summary().await.unwrap()[0]["Count"], "2");

    let listed = ssm.instance_properties().try_collect().await.unwrap();
    let property = ssm.managed_instance("i-1").property();
    assert_eq!(listed, from_ref(&property));
    assert_eq!(property.data().await.unwrap().instance_state(), Some("stopped"));
    let filter = json!({"key": "InstanceIds", "valueSet": ["i-1"]});
    assert_eq!(script.request(6).json(), json!({"InstancePropertyFilterList": [filter]}));
    assert!(property.reload().await.unwrap_err().is_not_found());
}
