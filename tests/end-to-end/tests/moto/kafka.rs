//! Clusters' policies and tags. The fake knows only clusters, leaves their names out of ARNs, writes times that the SDK
//! can't read (so nothing loads or lists a cluster here), and breaks down (500) where a cluster isn't there: see
//! `replayed`.

use aws_resources::{
    ErrorKind,
    kafka::{Cluster, Kafka},
};
use aws_sdk_kafka::{
    Client,
    types::{BrokerNodeGroupInfo, ServerlessRequest, VpcConfig},
};
use end_to_end::{exercised, fake::Account};

fn brokers() -> BrokerNodeGroupInfo {
    BrokerNodeGroupInfo::builder().client_subnets("subnet-1").instance_type("kafka.m7g.large").build()
}

/// The ARN of a cluster that the plain SDK creates.
async fn create(account: &Account) -> String {
    let client = Client::new(&account.config);
    let made = client.create_cluster().cluster_name("orders").kafka_version("3.9.x").number_of_broker_nodes(3);
    made.broker_node_group_info(brokers()).send().await.unwrap().cluster_arn.unwrap()
}

#[tokio::test]
async fn a_cluster_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let kafka = Kafka::new(&account.session);
    let network = VpcConfig::builder().subnet_ids("subnet-1").build();
    let serverless = ServerlessRequest::builder().vpc_configs(network).build();
    let create = kafka.create_cluster_v2().with(|r| r.cluster_name("events").serverless(serverless).tags("a", "b"));
    let cluster = create.await.unwrap().expect("creating answers with the ARN");
    // AWS has `cluster/NAME/UUID`.
    let arn = cluster.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:kafka:${Region}:${Account}:serverless-cluster/${Uuid}", &[]);
    assert_eq!(cluster.list_tags().await.unwrap().unwrap()["a"], "b");
    assert_eq!(cluster.data().await.unwrap_err().kind(), ErrorKind::Response, "the fake's times can be read now");

    assert_eq!(cluster.delete().await.unwrap(), Some(cluster.clone()));
    assert_eq!(kafka.clusters().try_collect().await.unwrap(), []);
    assert_eq!(kafka.provisioned_clusters().try_collect().await.unwrap(), []);
    assert!(cluster.policy().data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_created_cluster_has_the_arn_that_aws_answers_with() {
    let account = Account::new("eu-west-1").await;
    let kafka = Kafka::new(&account.session);
    let returned = create(&account).await;
    let cluster: Cluster = kafka.cluster(&returned);
    exercised::arn("kafka.Cluster", &cluster.arn().await.unwrap(), Some(&returned));
    assert!(returned.starts_with(&format!("arn:aws:kafka:eu-west-1:{}:cluster/", account.id)), "{returned}");
}

#[tokio::test]
async fn tags_are_set_and_removed() {
    let account = Account::new("eu-west-1").await;
    let create = Kafka::new(&account.session).create_cluster().with(|r| {
        r.cluster_name("orders").kafka_version("3.9.x").number_of_broker_nodes(3).broker_node_group_info(brokers())
    });
    let cluster = create.await.unwrap().expect("creating answers with the ARN");
    cluster.tag_resource().with(|r| r.tags("team", "shop").tags("stage", "test")).await.unwrap();
    let tags = cluster.list_tags().await.unwrap().unwrap();
    assert_eq!((tags.len(), tags["team"].as_str()), (2, "shop"));
    cluster.untag_resource().with(|r| r.tag_keys("team")).await.unwrap();
    let tags = cluster.list_tags().await.unwrap().unwrap();
    assert_eq!(tags.into_iter().collect::<Vec<_>>(), [("stage".to_owned(), "test".to_owned())]);
}

#[tokio::test]
async fn a_policy_is_the_clusters() {
    let account = Account::new("eu-west-1").await;
    let cluster = Kafka::new(&account.session).cluster(create(&account).await);
    let policy = cluster.policy();
    let version = cluster.put_policy().with(|r| r.policy("{}")).await.unwrap().current_version;
    assert_eq!(policy.data().await.unwrap().current_version, version);
    assert_eq!(policy.cluster(), cluster);
    // Only the version that it has can be replaced.
    policy.put().with(|r| r.policy("[]").current_version("0")).await.unwrap_err();
    policy.put().with(|r| r.policy("[]").set_current_version(version)).await.unwrap();
    assert_eq!(policy.data().await.unwrap().policy(), Some("[]"));
    policy.delete().await.unwrap();
    assert!(policy.delete().await.unwrap_err().is_not_found());
}
