//! Clusters, node groups and Fargate profiles: the fake knows nothing else of EKS, and has them all ready at once. The
//! rest is in `replayed`.

use std::{collections::HashMap, slice};

use aws_resources::eks::{Cluster, Eks};
use aws_sdk_eks::{
    Client,
    operation::describe_cluster::DescribeClusterError,
    types::{
        ClusterStatus, FargateProfileSelector, NodegroupScalingConfig, NodegroupStatus, UpdateLabelsPayload,
        UpdateStatus, VpcConfigRequest,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{Pages, SOON, pages};

const ROLE: &str = "arn:aws:iam::111122223333:role/shop";

fn network() -> VpcConfigRequest {
    VpcConfigRequest::builder().subnet_ids("subnet-1").build()
}

/// The ARNs of clusters that the plain SDK creates.
async fn create(account: &Account, names: &[&str]) -> Vec<String> {
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for name in names {
        let request = client.create_cluster().name(*name).role_arn(ROLE).resources_vpc_config(network());
        let made = request.tags("team", "shop").send().await.unwrap();
        arns.push(made.cluster.unwrap().arn.unwrap());
    }
    arns
}

async fn shop(account: &Account) -> Cluster {
    create(account, &["shop"]).await;
    Eks::new(&account.session).cluster("shop")
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account, &["a", "b", "c", "d", "e"]).await;
    let client = Client::new(&account.config);
    let mut plain = client.list_clusters().into_paginator().page_size(2).send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.clusters.unwrap_or_default());
    }
    let eks = Eks::new(&account.session);
    let found = pages(eks.clusters().page_size(2), |cluster| cluster.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);

    for (cluster, returned) in eks.clusters().try_collect().await.unwrap().iter().zip(&created) {
        assert!(cluster.loaded().is_none(), "a listing has only names");
        let arn = cluster.arn().await.unwrap();
        exercised::arn("eks.Cluster", &arn, Some(returned));
        let template = "arn:${Partition}:eks:${Region}:${Account}:cluster/${ClusterName}";
        account.assert_arn(&arn, template, &[("ClusterName", cluster.name())]);
    }
}

#[tokio::test]
async fn a_cluster_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let eks = Eks::new(&account.session);
    let made = eks.create_cluster().with(|r| r.name("shop").role_arn(ROLE).resources_vpc_config(network())).await;
    let shop = made.unwrap().expect("the answer has its name");
    assert_eq!(shop.loaded().unwrap().status(), Some(&ClusterStatus::Active));
    shop.wait_until_active().every(SOON).await.unwrap();
    shop.delete().await.unwrap();
    shop.wait_until_deleted().every(SOON).await.unwrap();
    let gone = shop.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    let sdk = gone.sdk_error::<DescribeClusterError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeClusterError::is_resource_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn tags_are_a_map() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    shop.tag_resource().with(|r| r.tags("stage", "test")).await.unwrap();
    let mut tags: HashMap<String, String> = shop.list_tags().await.unwrap().unwrap_or_default();
    assert_eq!((tags.remove("stage").as_deref(), tags.remove("team").as_deref()), (Some("test"), Some("shop")));
    shop.untag_resource().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(shop.list_tags().await.unwrap().unwrap_or_default().len(), 1);
}

#[tokio::test]
async fn a_node_group_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let shop = shop(&account).await;
    for name in ["large", "medium", "small"] {
        shop.create_nodegroup().with(|r| r.nodegroup_name(name).node_role(ROLE).subnets("subnet-1")).await.unwrap();
    }
    let found = pages(shop.nodegroups().page_size(2), |group| group.name().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let small = shop.nodegroup("small");
    small.wait_until_active().every(SOON).await.unwrap();
    let data = small.data().await.unwrap();
    assert_eq!(data.status(), Some(&NodegroupStatus::Active));
    let arn = small.arn().await.unwrap();
    exercised::arn("eks.Nodegroup", &arn, data.nodegroup_arn());
    let template = "arn:${Partition}:eks:${Region}:${Account}:nodegroup/${ClusterName}/${NodegroupName}/${UUID}";
    account.assert_arn(&arn, template, &[("ClusterName", "shop"), ("NodegroupName", "small")]);
    assert_eq!(small.cluster(), shop);
    assert_eq!(shop.delete().await.unwrap_err().code(), Some("ResourceInUseException"));

    small.delete().await.unwrap();
    small.wait_until_deleted().every(SOON).await.unwrap();
    assert!(small.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_fargate_profile_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    let selector = FargateProfileSelector::builder().namespace("shop").build();
    let made = shop
        .create_fargate_profile()
        .with(|r| r.fargate_profile_name("pods").pod_execution_role_arn(ROLE).selectors(selector.clone()));
    let pods = made.await.unwrap().expect("the answer has its name");
    assert_eq!(shop.fargate_profiles().try_collect().await.unwrap(), slice::from_ref(&pods));
    let arn = pods.arn().await.unwrap();
    exercised::arn("eks.FargateProfile", &arn, pods.reload().await.unwrap().fargate_profile_arn());
    let template = "arn:${Partition}:eks:${Region}:${Account}:fargateprofile/\
                    ${ClusterName}/${FargateProfileName}/${UUID}";
    account.assert_arn(&arn, template, &[("ClusterName", "shop"), ("FargateProfileName", "pods")]);
    pods.wait_until_active().every(SOON).await.unwrap();
    pods.delete().await.unwrap();
    pods.wait_until_deleted().every(SOON).await.unwrap();
    assert!(pods.data().await.unwrap_err().is_not_found());
}

/// The fake answers to a change of a cluster without the update that AWS starts.
#[tokio::test]
async fn a_cluster_and_its_node_groups_are_changed() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    let inside = VpcConfigRequest::builder().endpoint_public_access(false).endpoint_private_access(true).build();
    shop.update_config().with(|r| r.resources_vpc_config(inside)).await.unwrap();
    let data = shop.data().await.unwrap();
    let network = data.resources_vpc_config().unwrap();
    assert_eq!((network.endpoint_public_access(), network.endpoint_private_access()), (false, true));

    let create = shop.create_nodegroup().with(|r| r.nodegroup_name("small").node_role(ROLE).subnets("subnet-1"));
    let small = create.await.unwrap().expect("the answer has its name");
    let scaling = NodegroupScalingConfig::builder().min_size(1).desired_size(3).max_size(4).build();
    let labels = UpdateLabelsPayload::builder().add_or_update_labels("team", "shop").build();
    let update = small.update_config().with(|r| r.scaling_config(scaling).labels(labels)).await.unwrap();
    let update = update.expect("the answer has its id");
    assert_eq!(update.nodegroup_name(), Some("small"));
    assert_eq!(update.loaded().unwrap().status(), Some(&UpdateStatus::Successful));
    let data = small.data().await.unwrap();
    assert_eq!(data.scaling_config().and_then(NodegroupScalingConfig::desired_size), Some(3));
    assert_eq!(data.labels().and_then(|labels| labels.get("team")).map(String::as_str), Some("shop"));
}

#[tokio::test]
async fn fargate_profiles_come_in_pages() {
    let account = Account::new("us-east-1").await;
    let shop = shop(&account).await;
    for name in ["a", "b", "c"] {
        let selector = FargateProfileSelector::builder().namespace(name).build();
        let create = shop.create_fargate_profile();
        let create = create.with(|r| r.fargate_profile_name(name).pod_execution_role_arn(ROLE).selectors(selector));
        create.await.unwrap();
    }
    let found = pages(shop.fargate_profiles().page_size(2), |profile| profile.name().to_owned()).await.unwrap();
    assert_eq!(found, [vec!["a", "b"], vec!["c"]]);
}
