//! What MSK has beside clusters: operations, topics, nodes, secrets, configurations, replicators, VPC connections.

use aws_resources::{
    ErrorKind,
    kafka::{Kafka, ScramSecretCollection as _},
};
use end_to_end::{
    answers::{rest_json as ok, rest_json_error},
    exercised,
    script::{Answer, Script, session},
    waits_for_states,
};
use serde_json::json;

const CHANNEL: &str = "arn:aws:kafka:eu-west-1:123456789012:channel/orders/0a-1/0f-1";
const CLUSTER: &str = "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/0a-1";
const CONFIGURATION: &str = "arn:aws:kafka:eu-west-1:123456789012:configuration/shared/0c-1";
const CONNECTION: &str = "arn:aws:kafka:eu-west-1:123456789012:vpc-connection/210987654321/orders/0d-1";
const OPERATION: &str = "arn:aws:kafka:eu-west-1:123456789012:cluster-operation/orders/0a-1/0b-1";
const REPLICATOR: &str = "arn:aws:kafka:eu-west-1:123456789012:replicator/r/0e-1";

fn missing() -> Answer {
    // The header that names the error isn't scripted; the body may name it, too.
    rest_json_error(404, "NotFoundException", "gone")
}

fn state(state: &str) -> Answer {
    ok(
        json!({"clusterInfo": {"clusterArn": CLUSTER, "state": state, "currentVersion": "K1", "activeOperationArn": OPERATION,
        "provisioned": {"brokerNodeGroupInfo": {"clientSubnets": [], "instanceType": "kafka.m7g.large"},
            "numberOfBrokerNodes": 3, "currentBrokerSoftwareInfo":
                {"configurationArn": CONFIGURATION, "configurationRevision": 2, "kafkaVersion": "3.9.x"}}}}),
    )
}

#[tokio::test(start_paused = true)]
async fn a_cluster_is_waited_for_and_gone() {
    let script =
        Script::new([state("CREATING"), state("ACTIVE"), state("FAILED"), state("DELETING"), missing(), missing()]);
    let cluster = Kafka::new(&session(&script)).cluster(CLUSTER);
    cluster.wait_until_active().await.unwrap();
    cluster.wait_until_active().await.unwrap_err();
    cluster.wait_until_deleted().await.unwrap();
    assert!(cluster.data().await.unwrap_err().is_not_found());
    assert_eq!(script.operations()[0], format!("GET /api/v2/clusters/{CLUSTER}"));
}

#[tokio::test]
async fn one_type_has_both_kinds_of_clusters() {
    let brokers = json!({"clientSubnets": ["subnet-1"], "instanceType": "kafka.m7g.large"});
    let provisioned = json!({"clusterArn": CLUSTER, "clusterType": "PROVISIONED",
        "provisioned": {"brokerNodeGroupInfo": brokers, "numberOfBrokerNodes": 3}});
    let serverless = json!({"clusterArn": format!("{CLUSTER}-s3"), "clusterType": "SERVERLESS",
        "serverless": {"vpcConfigs": [{"subnetIds": ["subnet-1"]}]}});
    let flat = json!({"clusterArn": CLUSTER, "brokerNodeGroupInfo": brokers, "numberOfBrokerNodes": 3});
    let script = Script::new([
        ok(json!({"clusterInfoList": [provisioned], "nextToken": "t1"})),
        ok(json!({"clusterInfoList": [serverless]})),
        ok(json!({"clusterInfoList": [flat]})),
        ok(json!({"clusterInfo": provisioned})),
        ok(json!({"clusterInfo": flat})),
    ]);
    let kafka = Kafka::new(&session(&script));
    let listed = kafka.clusters().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [kafka.cluster(CLUSTER), kafka.cluster(format!("{CLUSTER}-s3"))]);
    let data = listed[1].loaded().expect("the listing brings the data");
    assert_eq!(data.serverless().unwrap().vpc_configs()[0].subnet_ids(), ["subnet-1"]);

    let first = kafka.provisioned_clusters().first().await.unwrap().unwrap();
    assert_eq!(first, listed[0]);
    assert!(first.loaded().is_none(), "the first version of the API gives another structure");
    assert_eq!(first.summary().unwrap().number_of_broker_nodes(), Some(3));
    assert_eq!(first.data().await.unwrap().provisioned().unwrap().number_of_broker_nodes(), Some(3));
    assert_eq!(first.describe_provisioned().await.unwrap().unwrap().number_of_broker_nodes(), Some(3));
    assert_eq!(script.operations()[3], format!("GET /api/v2/clusters/{CLUSTER}"));
    assert_eq!(script.operations()[4], format!("GET /v1/clusters/{CLUSTER}"));
}

#[tokio::test]
async fn a_cluster_refers_to_its_operation_and_configuration() {
    let operation = json!({"clusterOperationInfo": {"operationArn": OPERATION, "clusterArn": CLUSTER,
        "operationState": "UPDATE_IN_PROGRESS", "provisioned": {"vpcConnectionInfo": {"vpcConnectionArn": CONNECTION}}}});
    let script = Script::new([state("UPDATING"), ok(operation)]);
    let kafka = Kafka::new(&session(&script));
    let cluster = kafka.cluster(CLUSTER);
    let operation = cluster.active_operation().await.unwrap().unwrap();
    exercised::arn("kafka.ClusterOperation", &operation.arn().await.unwrap(), Some(OPERATION));
    assert_eq!(cluster.configuration().await.unwrap(), Some(kafka.configuration(CONFIGURATION)));
    let revision = cluster.configuration_revision().await.unwrap().unwrap();
    assert_eq!((revision.configuration_arn(), revision.revision()), (CONFIGURATION, 2));
    assert_eq!(revision.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    assert_eq!(operation.cluster().await.unwrap(), Some(cluster));
    assert_eq!(operation.vpc_connection().await.unwrap(), Some(kafka.vpc_connection(CONNECTION)));
}

#[tokio::test]
async fn topics_are_paged_and_have_partitions() {
    let topic = |name: &str| json!({"topicArn": format!("{CLUSTER}/{name}").replace(":cluster/", ":topic/"), "topicName": name});
    let script = Script::new([
        ok(json!({"topics": [topic("a"), topic("b")], "nextToken": "t1"})),
        ok(json!({"topics": [topic("c")]})),
        ok(json!({"partitions": [{"partition": 0, "leader": 1}, {"partition": 1, "leader": 2}]})),
        ok(json!({"partitions": [{"partition": 0, "leader": 1}, {"partition": 1, "leader": 2}]})),
        ok(json!({"partitions": [{"partition": 0, "leader": 1}]})),
    ]);
    let cluster = Kafka::new(&session(&script)).cluster(CLUSTER);
    let topics = cluster.topics().page_size(2).try_collect().await.unwrap();
    assert_eq!(topics.iter().map(|topic| topic.name()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(script.request(0).query()["maxResults"], "2");
    assert_eq!(script.request(1).query()["nextToken"], "t1");
    let partitions = topics[0].partitions().try_collect().await.unwrap();
    assert_eq!(partitions, [topics[0].partition(0), topics[0].partition(1)]);
    assert_eq!(topics[0].partition(1).data().await.unwrap().leader(), Some(2));
    assert!(topics[0].partition(7).data().await.unwrap_err().is_not_found());
    assert_eq!(script.operations()[4], format!("GET /v1/clusters/{CLUSTER}/topics/a/partitions"));
    assert_eq!(partitions[0].topic(), topics[0]);
}

#[tokio::test]
async fn a_topic_has_the_arn_that_it_says() {
    let arn = CLUSTER.replace(":cluster/", ":topic/") + "/a";
    let script = Script::new([ok(json!({"topicArn": arn, "topicName": "a", "status": "ACTIVE"})), missing()]);
    let topic = Kafka::new(&session(&script)).cluster(CLUSTER).topic("a");
    exercised::arn("kafka.Topic", &topic.arn().await.unwrap(), Some(&arn));
    assert!(topic.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn secrets_that_stay_are_told() {
    let secret = |name: &str| format!("arn:aws:secretsmanager:eu-west-1:123456789012:secret:AmazonMSK_{name}");
    let script = Script::new([
        ok(json!({"secretArnList": [secret("a"), secret("b")]})),
        ok(json!({"clusterArn": CLUSTER, "unprocessedScramSecrets":
            [{"secretArn": secret("b"), "errorCode": "Busy", "errorMessage": "later"}]})),
    ]);
    let cluster = Kafka::new(&session(&script)).cluster(CLUSTER);
    let report = cluster.scram_secrets().disassociate().await;
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].resource(), &cluster.scram_secret(secret("b")));
    assert_eq!(failed[0].result().unwrap_err().code(), Some("Busy"));
    exercised::arn("kafka.ScramSecret", &failed[0].resource().arn().await.unwrap(), Some(&secret("b")));
    assert_eq!(script.request(1).json(), json!({"secretArnList": [secret("a"), secret("b")]}));
}

#[tokio::test]
async fn nodes_are_searched() {
    let node = |name: &str| json!({"nodeARN": format!("arn:aws:kafka:eu-west-1:123456789012:broker/orders/0a-1/{name}"), "instanceType": "kafka.m7g.large"});
    let page = || ok(json!({"nodeInfoList": [node("1"), node("2")]}));
    let script = Script::new([page(), page(), page()]);
    let cluster = Kafka::new(&session(&script)).cluster(CLUSTER);
    let nodes = cluster.nodes().try_collect().await.unwrap();
    exercised::arn("kafka.Node", &nodes[1].arn().await.unwrap(), nodes[1].loaded().unwrap().node_arn());
    assert_eq!(nodes[1].arn().await.unwrap().resource(), "broker/orders/0a-1/2");
    assert!(cluster.node(nodes[1].arn_identifier()).data().await.is_ok());
    assert!(
        cluster
            .node("arn:aws:kafka:eu-west-1:123456789012:broker/orders/0a-1/3")
            .data()
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn an_update_makes_a_revision() {
    let script = Script::new([
        ok(json!({"arn": CONFIGURATION, "latestRevision": {"revision": 3, "creationTime": "2026-01-01T00:00:00Z"}})),
        ok(json!({"arn": CONFIGURATION, "revision": 3, "serverProperties": "YT0x"})),
        ok(json!({"revisions": [{"revision": 2}, {"revision": 3}]})),
    ]);
    let configuration = Kafka::new(&session(&script)).configuration(CONFIGURATION);
    let revision = configuration.update().await.unwrap().unwrap();
    assert_eq!(revision.summary().unwrap().revision(), Some(3));
    assert_eq!(revision.data().await.unwrap().server_properties().unwrap().as_ref(), b"a=1");
    assert_eq!(script.operations()[1], format!("GET /v1/configurations/{CONFIGURATION}/revisions/3"));
    let revisions = configuration.revisions().try_collect().await.unwrap();
    assert_eq!(revisions, [configuration.revision(2), revision]);
}

#[tokio::test]
async fn a_replicator_refers_to_the_clusters_of_msk() {
    let replicator = json!({"replicatorArn": "arn:aws:kafka:eu-west-1:123456789012:replicator/r/0e-1", "kafkaClusters": [
        {"kafkaClusterAlias": "a", "amazonMskCluster": {"mskClusterArn": CLUSTER}},
        {"kafkaClusterAlias": "b", "apacheKafkaCluster": {"apacheKafkaClusterId": "x", "bootstrapBrokerString": "y"}}]});
    let script = Script::new([ok(replicator)]);
    let kafka = Kafka::new(&session(&script));
    let replicator = kafka.replicator("arn:aws:kafka:eu-west-1:123456789012:replicator/r/0e-1");
    assert_eq!(replicator.clusters().await.unwrap(), [kafka.cluster(CLUSTER)]);
}

#[tokio::test]
async fn both_ends_see_a_connection() {
    let script = Script::new([
        ok(json!({"clientVpcConnections": [{"vpcConnectionArn": CONNECTION, "state": "AVAILABLE"}]})),
        ok(json!({})),
        ok(json!({"vpcConnectionArn": CONNECTION, "targetClusterArn": CLUSTER, "state": "REJECTED"})),
    ]);
    let kafka = Kafka::new(&session(&script));
    let seen = kafka.cluster(CLUSTER).client_vpc_connections().first().await.unwrap().unwrap();
    exercised::arn("kafka.ClientVpcConnection", &seen.arn().await.unwrap(), Some(CONNECTION));
    seen.reject().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"vpcConnectionArn": CONNECTION}));
    let connection = seen.vpc_connection();
    assert_eq!(connection.wait_until_available().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    assert_eq!(connection.client_vpc_connection(CLUSTER), seen);
    exercised::arn("kafka.VpcConnection", &connection.arn().await.unwrap(), Some(CONNECTION));
}

#[tokio::test]
async fn a_channel_lives_and_dies() {
    let info = |arn: &str| {
        json!({"channelArn": arn, "channelName": "lake", "status": "UPDATING", "destinationType": "S3",
            "creationTime": "2026-01-01T00:00:00Z", "clusterOperationArn": OPERATION})
    };
    let described = |status: &str| {
        let mut body = info(CHANNEL);
        body["status"] = json!(status);
        body["topicConfigurationList"] = json!([]);
        ok(body)
    };
    let started = || ok(json!({"channelArn": CHANNEL, "clusterOperationArn": OPERATION}));
    let script = Script::new([
        started(),
        ok(json!({"channels": [info(CHANNEL)], "nextToken": "t1"})),
        ok(json!({"channels": [info(&format!("{CHANNEL}0"))]})),
        described("UPDATING"),
        started(),
        started(),
        missing(),
    ]);
    let kafka = Kafka::new(&session(&script));
    let cluster = kafka.cluster(CLUSTER);
    let channel = cluster.create_channel().with(|r| r.channel_name("lake")).await.unwrap().unwrap();
    assert_eq!(channel, cluster.channel(CHANNEL));
    assert_eq!(script.request(0).json()["channelName"], "lake");
    let listed = cluster.channels().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [channel.clone(), cluster.channel(format!("{CHANNEL}0"))]);
    assert_eq!((&*script.request(2).query()["nextToken"], &*script.request(2).query()["maxResults"]), ("t1", "1"));
    assert_eq!(listed[0].summary().unwrap().channel_name(), Some("lake"));

    exercised::arn("kafka.Channel", &channel.arn().await.unwrap(), channel.data().await.unwrap().channel_arn());
    let operation = kafka.cluster_operation(OPERATION);
    assert_eq!(channel.cluster_operation().await.unwrap(), Some(operation.clone()));
    assert_eq!(channel.update().await.unwrap(), Some(operation.clone()));
    assert_eq!(channel.delete().await.unwrap(), Some(operation));
    assert!(channel.data().await.unwrap_err().is_not_found());
    let called = |method: &str| format!("{method} /v1/clusters/{CLUSTER}/channels");
    let one = |method: &str| format!("{}/{CHANNEL}", called(method));
    let expected = [called("POST"), called("GET"), called("GET"), one("GET"), one("PUT"), one("DELETE"), one("GET")];
    assert_eq!(script.operations(), expected);
}

#[tokio::test]
async fn what_is_made_has_the_arn_of_the_answer() {
    let script = Script::new([
        ok(json!({"clusterArn": CLUSTER, "clusterName": "orders", "state": "CREATING"})),
        ok(json!({"arn": CONFIGURATION, "name": "shared", "latestRevision": {"revision": 1}})),
        ok(json!({"replicatorArn": REPLICATOR, "replicatorState": "CREATING"})),
        ok(json!({"vpcConnectionArn": CONNECTION, "state": "CREATING"})),
    ]);
    let kafka = Kafka::new(&session(&script));
    let cluster = kafka.create_cluster().with(|r| r.cluster_name("orders").number_of_broker_nodes(3));
    assert_eq!(cluster.await.unwrap(), Some(kafka.cluster(CLUSTER)));
    assert_eq!(script.request(0).json(), json!({"clusterName": "orders", "numberOfBrokerNodes": 3}));
    let configuration = kafka.create_configuration().with(|r| r.name("shared")).await.unwrap().unwrap();
    exercised::arn("kafka.Configuration", &configuration.arn().await.unwrap(), Some(CONFIGURATION));
    let replicator = kafka.create_replicator().with(|r| r.replicator_name("r")).await.unwrap().unwrap();
    exercised::arn("kafka.Replicator", &replicator.arn().await.unwrap(), Some(REPLICATOR));
    let connection = kafka.create_vpc_connection().with(|r| r.target_cluster_arn(CLUSTER).vpc_id("vpc-1"));
    assert_eq!(connection.await.unwrap(), Some(kafka.vpc_connection(CONNECTION)));
    assert_eq!(script.request(3).json(), json!({"targetClusterArn": CLUSTER, "vpcId": "vpc-1"}));
    let expected =
        ["POST /v1/clusters", "POST /v1/configurations", "POST /replication/v1/replicators", "POST /v1/vpc-connection"];
    assert_eq!(script.operations(), expected);
}

/// Makes each call, whose answer doesn't matter here, and looks at what it asked for.
macro_rules! each_calls {
    ($script:ident, $($operation:expr => $call:expr),+ $(,)?) => {$(
        _ = $call.await;
        assert_eq!($script.request($script.count() - 1).operation(), format!($operation));
    )+};
}

#[tokio::test]
async fn requests_name_what_they_are_about() {
    // What is changed is loaded first, for its version.
    let script = Script::by(|sent| match sent.operation().split_once(' ') {
        Some(("GET", path)) if path == format!("/api/v2/clusters/{CLUSTER}") => state("ACTIVE"),
        Some(("GET", "/replication/v1/replicators/r")) => ok(json!({"replicatorArn": "r", "currentVersion": "K2"})),
        _ => ok(json!({})),
    });
    let kafka = Kafka::new(&session(&script));
    let cluster = kafka.cluster(CLUSTER);
    each_calls!(script,
        "POST /v1/clusters/{CLUSTER}/scram-secrets" => cluster.associate_scram_secrets(),
        "PATCH /v1/clusters/{CLUSTER}/scram-secrets" => cluster.disassociate_scram_secrets(),
        "GET /v1/clusters/{CLUSTER}/bootstrap-brokers" => cluster.get_bootstrap_brokers(),
        "PUT /v1/clusters/{CLUSTER}/reboot-broker" => cluster.reboot_broker().with(|r| r.broker_ids("1")),
        "PUT /v1/clusters/{CLUSTER}/nodes/count" => cluster.update_broker_count(),
        "PUT /v1/clusters/{CLUSTER}/nodes/storage" => cluster.update_broker_storage(),
        "PUT /v1/clusters/{CLUSTER}/nodes/type" => cluster.update_broker_type(),
        "PUT /v1/clusters/{CLUSTER}/configuration" => cluster.update_configuration(),
        "PUT /v1/clusters/{CLUSTER}/connectivity" => cluster.update_connectivity(),
        "PUT /v1/clusters/{CLUSTER}/version" => cluster.update_kafka_version(),
        "PUT /v1/clusters/{CLUSTER}/monitoring" => cluster.update_monitoring(),
        "PUT /v1/clusters/{CLUSTER}/rebalancing" => cluster.update_rebalancing(),
        "PATCH /v1/clusters/{CLUSTER}/security" => cluster.update_security(),
        "PUT /v1/clusters/{CLUSTER}/storage" => cluster.update_storage(),
        "GET /v1/clusters/{CLUSTER}/operations" => cluster.provisioned_operations().try_collect(),
        "GET /api/v2/clusters/{CLUSTER}/operations" => cluster.operations().try_collect(),
        "GET /v1/operations/{OPERATION}" => kafka.cluster_operation(OPERATION).describe_provisioned(),
        "GET /v1/compatible-kafka-versions" => cluster.get_compatible_kafka_versions(),
        "POST /v1/clusters/{CLUSTER}/topics" => cluster.create_topic(),
        "PUT /v1/clusters/{CLUSTER}/topics/a" => cluster.topic("a").update(),
        "DELETE /v1/clusters/{CLUSTER}/topics/a" => cluster.topic("a").delete(),
        "DELETE /v1/configurations/{CONFIGURATION}" => kafka.configuration(CONFIGURATION).delete(),
        "GET /v1/configurations/{CONFIGURATION}" => kafka.configuration(CONFIGURATION).data(),
        "DELETE /v1/vpc-connection/{CONNECTION}" => kafka.vpc_connection(CONNECTION).delete(),
        "GET /v1/vpc-connections" => kafka.vpc_connections().try_collect(),
        "GET /v1/configurations" => kafka.configurations().try_collect(),
        "GET /v1/kafka-versions" => kafka.kafka_versions().try_collect(),
        "GET /v1/compatible-kafka-versions" => kafka.compatible_kafka_versions().try_collect(),
        "DELETE /replication/v1/replicators/r" => kafka.replicator("r").delete(),
        "PUT /replication/v1/replicators/r/replication-info" => kafka.replicator("r").update_replication_info(),
        "GET /replication/v1/replicators" => kafka.replicators().try_collect(),
    );
    for version in ["K1", "K9"] {
        let update = cluster.update_monitoring();
        let update = if version == "K9" { update.with(|r| r.current_version("K9")) } else { update };
        update.await.unwrap();
        assert_eq!(script.request(script.count() - 1).json(), json!({"currentVersion": version}));
    }
    assert_eq!(cluster.get_compatible_kafka_versions().await.unwrap(), []);
    assert_eq!(script.request(script.count() - 1).query()["clusterArn"], CLUSTER);
}

#[tokio::test(start_paused = true)]
async fn waiters_know_good_states_and_bad_ones() {
    let service = |script: &Script| Kafka::new(&session(script));
    waits_for_states!(
        ok,
        service,
        [
            |s: Kafka| s.cluster_operation("o").wait_until_completed(),
            |state: &str| json!({"clusterOperationInfo": {"operationState": state}}),
            "UPDATE_COMPLETE",
            "UPDATE_FAILED"
        ],
        [
            |s: Kafka| s.replicator("r").wait_until_running(),
            |state: &str| json!({"replicatorState": state}),
            "RUNNING",
            "FAILED"
        ],
        [
            |s: Kafka| s.vpc_connection("v").wait_until_available(),
            |state: &str| json!({"state": state}),
            "AVAILABLE",
            "DELETING"
        ],
        [
            |s: Kafka| s.topic("c", "t").wait_until_active(),
            |state: &str| json!({"status": state}),
            "ACTIVE",
            "DELETING"
        ],
        [
            |s: Kafka| s.channel("c", "h").wait_until_active(),
            |state: &str| json!({"channelArn": "h", "channelName": "n", "status": state, "destinationType": "S3", "creationTime": "2026-01-01T00:00:00Z", "topicConfigurationList": []}),
            "ACTIVE",
            "FAILED"
        ],
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_gone_is_deleted() {
    let script = Script::by(|_| missing());
    let kafka = Kafka::new(&session(&script));
    kafka.cluster("c").wait_until_deleted().await.unwrap();
    kafka.replicator("r").wait_until_deleted().await.unwrap();
    kafka.vpc_connection("v").wait_until_deleted().await.unwrap();
    kafka.channel("c", "h").wait_until_deleted().await.unwrap();
    assert_eq!(script.count(), 4);
}
