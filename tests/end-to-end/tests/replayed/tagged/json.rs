//! Services that speak JSON.

use aws_resources::Tagged as _;
use end_to_end::script::{Script, session};
use serde_json::json;

use super::{KEY, VALUE, tags};

#[cfg(feature = "cloudtrail")]
#[tokio::test]
async fn cloudtrail_lists_tags_of_several_resources() {
    use aws_resources::cloudtrail::CloudTrail;
    use end_to_end::answers::{json as answer, store_arn};

    let arn = store_arn("s");
    let listed = |tag: serde_json::Value| json!([{"ResourceId": arn, "TagsList": [tag]}]);
    let script = Script::new([
        answer(json!({})),
        answer(json!({"ResourceTagList": listed(json!({"Key": "bare"})), "NextToken": "2"})),
        answer(json!({"ResourceTagList": listed(json!({"Key": KEY, "Value": VALUE}))})),
        answer(json!({})),
    ]);
    let store = CloudTrail::new(&session(&script)).event_data_store(&arn);
    store.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(store.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    store.untag([KEY, "bare"]).await.unwrap();
    assert_eq!(script.operations(), ["AddTags", "ListTags", "ListTags", "RemoveTags"]);
    let added = json!([{"Key": KEY, "Value": VALUE}]);
    assert_eq!(script.request(0).json(), json!({"ResourceId": arn, "TagsList": added}));
    assert_eq!(script.request(1).json(), json!({"ResourceIdList": [arn]}));
    assert_eq!(script.request(2).json(), json!({"ResourceIdList": [arn], "NextToken": "2"}));
    let removed = json!([{"Key": KEY}, {"Key": "bare"}]);
    assert_eq!(script.request(3).json(), json!({"ResourceId": arn, "TagsList": removed}), "whatever the values");
}

#[cfg(feature = "datapipeline")]
#[tokio::test]
async fn tags_in_the_data_are_asked_for_each_time() {
    use aws_resources::datapipeline::DataPipeline;
    use end_to_end::answers::json as answer;

    let described = |tags: serde_json::Value| {
        let pipeline = json!({"pipelineId": "df-1", "name": "nightly", "fields": [], "tags": tags});
        answer(json!({"pipelineDescriptionList": [pipeline]}))
    };
    let script = Script::new([
        described(json!([])),
        described(json!([{"key": KEY, "value": VALUE}])),
        described(json!(null)),
        answer(json!({})),
        described(json!([{"key": "team", "value": "web"}])),
        answer(json!({})),
    ]);
    let pipeline = DataPipeline::new(&session(&script)).pipeline("df-1");
    pipeline.data().await.unwrap();
    assert_eq!(pipeline.tags().await.unwrap(), tags(&[(KEY, VALUE)]));
    assert_eq!(pipeline.tags().await.unwrap(), tags(&[]));
    assert!(pipeline.loaded().is_some(), "what is loaded stays");

    pipeline.tag([("team", "web")]).await.unwrap();
    assert!(pipeline.loaded().is_none(), "it has other tags now");
    assert_eq!(script.request(3).json(), json!({"pipelineId": "df-1", "tags": [{"key": "team", "value": "web"}]}));
    pipeline.data().await.unwrap();
    pipeline.untag([""; 0]).await.unwrap();
    assert!(pipeline.loaded().is_some(), "nothing has changed");
    pipeline.untag([KEY, "team"]).await.unwrap();
    assert!(pipeline.loaded().is_none());
    assert_eq!(script.request(5).json(), json!({"pipelineId": "df-1", "tagKeys": [KEY, "team"]}));
}

/// Its ARN has the account that owns it.
#[cfg(feature = "directconnect")]
#[tokio::test]
async fn a_connection_is_tagged_by_its_arn() {
    use aws_resources::directconnect::DirectConnect;
    use end_to_end::answers::json as answer;

    const ARN: &str = "arn:aws:directconnect:eu-west-1:111122223333:dxcon/dxcon-1";
    let listed = json!([{"key": "bare"}, {"key": KEY, "value": VALUE}]);
    let script = Script::new([
        answer(json!({"connections": [{"connectionId": "dxcon-1", "ownerAccount": "111122223333"}]})),
        answer(json!({})),
        answer(json!({"resourceTags": [{"resourceArn": ARN, "tags": listed}]})),
        answer(json!({})),
    ]);
    let connection = DirectConnect::new(&session(&script)).connection("dxcon-1");
    connection.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(connection.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    connection.untag([KEY]).await.unwrap();
    assert_eq!(script.operations(), ["DescribeConnections", "TagResource", "DescribeTags", "UntagResource"]);
    let added = json!([{"key": KEY, "value": VALUE}]);
    assert_eq!(script.request(1).json(), json!({"resourceArn": ARN, "tags": added}));
    assert_eq!(script.request(2).json(), json!({"resourceArns": [ARN]}));
    assert_eq!(script.request(3).json(), json!({"resourceArn": ARN, "tagKeys": [KEY]}));
}

#[cfg(feature = "emr")]
#[tokio::test]
async fn a_session_is_tagged_by_its_cluster_too() {
    use aws_resources::emr::Emr;
    use end_to_end::answers::json as answer;

    let listed = json!([{"Key": "bare"}, {"Key": KEY, "Value": VALUE}]);
    let script = Script::new([
        answer(json!({})),
        answer(json!({"Session": {"Id": "s-1", "ClusterId": "j-1", "Tags": listed}})),
        answer(json!({})),
        answer(json!({"Cluster": {"Id": "j-1", "Tags": listed}})),
    ]);
    let cluster = Emr::new(&session(&script)).cluster("j-1");
    let inner = cluster.cluster_session("s-1");
    inner.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(inner.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    inner.untag([KEY]).await.unwrap();
    assert_eq!(cluster.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    assert_eq!(script.operations(), ["AddTags", "GetSession", "RemoveTags", "DescribeCluster"]);
    let added = json!([{"Key": KEY, "Value": VALUE}]);
    assert_eq!(script.request(0).json(), json!({"ClusterId": "j-1", "ResourceId": "s-1", "Tags": added}));
    assert_eq!(script.request(2).json(), json!({"ClusterId": "j-1", "ResourceId": "s-1", "TagKeys": [KEY]}));
}

#[cfg(feature = "glacier")]
#[tokio::test]
async fn a_vault_is_known_by_account_and_name() {
    use aws_resources::glacier::Glacier;
    use end_to_end::{answers::rest_json as answer, sent::asked};

    let script = Script::new([answer(json!({})), answer(json!({"Tags": {"bare": "", KEY: VALUE}})), answer(json!({}))]);
    let vault = Glacier::new(&session(&script)).vault("-", "films");
    vault.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(asked(&script), "POST /-/vaults/films/tags?operation=add");
    assert_eq!(script.request(0).json(), json!({"Tags": {KEY: VALUE}}));
    assert_eq!(vault.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    assert_eq!(asked(&script), "GET /-/vaults/films/tags");
    vault.untag([KEY, "bare"]).await.unwrap();
    assert_eq!(asked(&script), "POST /-/vaults/films/tags?operation=remove");
    assert_eq!(script.request(2).json(), json!({"TagKeys": [KEY, "bare"]}));
}

/// Keys to remove are in the query, ARNs in the path.
#[cfg(feature = "kafka")]
#[tokio::test]
async fn a_rest_api_gets_keys_as_they_are() {
    use aws_resources::kafka::Kafka;
    use end_to_end::{answers::rest_json as answer, sent::asked};

    const ARN: &str = "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/1f0e";
    let script = Script::new([
        answer(json!({})),
        answer(json!({"tags": {"bare": "", KEY: VALUE}})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({})),
    ]);
    let cluster = Kafka::new(&session(&script)).cluster(ARN);
    cluster.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(asked(&script), format!("POST /v1/tags/{ARN}"));
    assert_eq!(script.request(0).json(), json!({"tags": {KEY: VALUE}}));
    assert_eq!(cluster.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    assert_eq!(asked(&script), format!("GET /v1/tags/{ARN}"));
    cluster.untag([KEY]).await.unwrap();
    assert_eq!(asked(&script), format!("DELETE /v1/tags/{ARN}?tagKeys={KEY}"));
    cluster.untag(["stage", "team"]).await.unwrap();
    let uri = script.request(3).uri;
    assert!(uri.ends_with("?tagKeys=stage&tagKeys=team"), "{uri}");
    assert_eq!(cluster.tags().await.unwrap(), tags(&[]), "an answer without a map");
}

#[cfg(feature = "kms")]
#[tokio::test]
async fn a_key_has_other_names_for_both() {
    use aws_resources::kms::Kms;
    use end_to_end::answers::json as answer;

    let script = Script::new([
        answer(json!({})),
        answer(json!({"Tags": [{"TagKey": "bare", "TagValue": ""}], "Truncated": true, "NextMarker": "m"})),
        answer(json!({"Tags": [{"TagKey": KEY, "TagValue": VALUE}], "Truncated": false})),
        answer(json!({})),
    ]);
    let key = Kms::new(&session(&script)).key("k1");
    key.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(key.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    key.untag([KEY, "bare"]).await.unwrap();
    let added = json!([{"TagKey": KEY, "TagValue": VALUE}]);
    assert_eq!(script.request(0).json(), json!({"KeyId": "k1", "Tags": added}));
    assert_eq!(script.request(1).json(), json!({"KeyId": "k1"}));
    assert_eq!(script.request(2).json(), json!({"KeyId": "k1", "Marker": "m"}));
    assert_eq!(script.request(3).json(), json!({"KeyId": "k1", "TagKeys": [KEY, "bare"]}));
}

#[cfg(feature = "kms")]
#[tokio::test]
async fn a_page_that_fails_fails_the_listing() {
    use aws_resources::kms::Kms;
    use end_to_end::answers::{json as answer, json_error};

    let script = Script::new([
        answer(json!({"Tags": [{"TagKey": "team", "TagValue": "web"}], "Truncated": true, "NextMarker": "m"})),
        json_error("AccessDeniedException", "not you"),
        json_error("TagException", "too many"),
    ]);
    let key = Kms::new(&session(&script)).key("k1");
    let denied = key.tags().await.unwrap_err();
    assert!(denied.is_access_denied(), "{denied}");
    assert_eq!((denied.service(), denied.operation()), (Some("kms"), Some("ListResourceTags")));
    assert_eq!(denied.resource(), Some(r#"Key id="k1""#));
    let full = key.tag([("team", "web")]).await.unwrap_err();
    assert_eq!((full.operation(), full.code()), (Some("TagResource"), Some("TagException")));
    assert_eq!((full.resource(), full.message()), (Some(r#"Key id="k1""#), "too many"));
}

/// Its tags are kept for what its ARN has behind `opsmetadata`, those of others for an id or a name.
#[cfg(feature = "ssm")]
#[tokio::test]
async fn systems_manager_names_the_type() {
    use aws_resources::ssm::Ssm;
    use end_to_end::answers::json as answer;

    let listed = || answer(json!({"TagList": [{"Key": KEY, "Value": VALUE}]}));
    let script = Script::new([answer(json!({})), listed(), answer(json!({})), listed(), answer(json!({}))]);
    let ssm = Ssm::new(&session(&script));
    let metadata = ssm.ops_metadata("arn:aws:ssm:eu-west-1:123456789012:opsmetadata/aws/ssm/shop/appmanager");
    metadata.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(metadata.tags().await.unwrap(), tags(&[(KEY, VALUE)]));
    metadata.untag([KEY]).await.unwrap();
    let parameter = ssm.parameter("/shop/1");
    assert_eq!(parameter.tags().await.unwrap(), tags(&[(KEY, VALUE)]));
    parameter.untag([KEY]).await.unwrap();
    let of = json!({"ResourceType": "OpsMetadata", "ResourceId": "aws/ssm/shop/appmanager"});
    let and = |mut request: serde_json::Value, member: &str, value: serde_json::Value| {
        request[member] = value;
        request
    };
    assert_eq!(script.request(0).json(), and(of.clone(), "Tags", json!([{"Key": KEY, "Value": VALUE}])));
    assert_eq!(script.request(1).json(), of);
    assert_eq!(script.request(2).json(), and(of, "TagKeys", json!([KEY])));
    let of = json!({"ResourceType": "Parameter", "ResourceId": "/shop/1"});
    assert_eq!(script.request(3).json(), of);
    assert_eq!(script.request(4).json(), and(of, "TagKeys", json!([KEY])));
}
