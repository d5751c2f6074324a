//! Databases.

use aws_resources::{ErrorKind, prelude::*, rds::Rds};
use aws_sdk_rds::{Client, operation::describe_db_instances::DescribeDBInstancesError, types::Tag};
use end_to_end::{exercised, fake::Account};

use crate::{Pages, SOON, pages};

async fn create(client: &Client, name: &str) -> String {
    let database = client.create_db_instance().db_instance_identifier(name).engine("postgres");
    let made = database.db_instance_class("db.t4g.micro").allocated_storage(20).send().await.unwrap();
    made.db_instance.unwrap().db_instance_arn.unwrap()
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for number in 0..7 {
        create(&client, &format!("db-{number}")).await;
        let group = client.create_db_parameter_group().db_parameter_group_name(format!("pg-{number}"));
        group.db_parameter_group_family("postgres16").description("of a test").send().await.unwrap();
    }
    let rds = Rds::new(&account.session);

    let mut plain = client.describe_db_instances().into_paginator().page_size(3).send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.db_instances().iter().map(|it| it.db_instance_identifier.clone().unwrap()).collect());
    }
    let found = pages(rds.db_instances().page_size(3), |it| it.id().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);

    let limited = pages(rds.db_instances().page_size(3).limit(4), |it| it.id().to_owned()).await.unwrap();
    assert_eq!(limited, [vec!["db-0", "db-1", "db-2"], vec!["db-3"]]);

    let mut plain = client.describe_db_parameter_groups().into_paginator().page_size(2).send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        let groups = page.db_parameter_groups().iter();
        expected.push(groups.map(|it| it.db_parameter_group_name.clone().unwrap()).collect());
    }
    let found = pages(rds.db_parameter_groups().page_size(2), |it| it.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 4); // seven, and the one that is always there
}

#[tokio::test]
async fn a_database_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let returned = create(&client, "orders").await;
    let db = Rds::new(&account.session).db_instance("orders");

    assert!(db.loaded().is_none());
    assert_eq!(db.data().await.unwrap().engine(), Some("postgres"));
    let arn = db.arn().await.unwrap();
    exercised::arn("rds.DBInstance", &arn, Some(&returned));
    let template = "arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}";
    account.assert_arn(&arn, template, &[("DbInstanceName", "orders")]);

    let changed = db.modify().with(|r| r.allocated_storage(40).apply_immediately(true)).await.unwrap();
    assert_eq!(changed, Some(db.clone()));
    assert!(db.loaded().is_none(), "an action forgets the data");
    assert_eq!(db.data().await.unwrap().allocated_storage(), Some(40));

    db.stop().await.unwrap();
    db.wait_until_stopped().every(SOON).await.unwrap();
    assert_eq!(db.data().await.unwrap().db_instance_status(), Some("stopped"));

    let automated = db.snapshots().try_collect().await.unwrap();
    assert_eq!(automated.len(), 1);
    let arn = automated[0].arn().await.unwrap();
    exercised::arn("rds.DBSnapshot", &arn, automated[0].data().await.unwrap().db_snapshot_arn());
    assert!(arn.resource().starts_with("snapshot:rds:orders-"), "{arn}");

    db.delete().with(|r| r.skip_final_snapshot(true)).await.unwrap();
    db.wait_until_deleted().every(SOON).await.unwrap();
    let gone = db.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!((gone.service(), gone.operation()), (Some("rds"), Some("DescribeDBInstances")));
    assert_eq!(gone.code(), Some("DBInstanceNotFound"));
    assert_eq!(gone.resource(), Some("DBInstance id=\"orders\""));
    let sdk = gone.sdk_error::<DescribeDBInstancesError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(|error| error.is_db_instance_not_found_fault()), "{sdk:?}");
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("us-east-1").await;
    let returned = create(&Client::new(&account.config), "orders").await;
    let db = Rds::new(&account.session).db_instance("orders");
    let tags = ["team", "stage", "cost"].map(|key| Tag::builder().key(key).value(format!("{key}-value")).build());
    db.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();

    let mut tags = db.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags.iter().map(|tag| tag.key()).collect::<Vec<_>>(), ["cost", "stage", "team"]);
    assert_eq!(tags[0].resource_name(), returned);
    assert_eq!(tags[0].data().await.unwrap().value(), Some("cost-value"));
    assert_eq!(tags[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);

    tags[0].delete().await.unwrap();
    assert_eq!(db.tags_collection().try_collect().await.unwrap().len(), 2);
    assert_eq!(db.reload().await.unwrap().tag_list().len(), 2);
    let report = db.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(db.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_cluster_is_waited_for() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let cluster = client.create_db_cluster().db_cluster_identifier("warehouse").engine("aurora-postgresql");
    let made = cluster.master_username("root").master_user_password("not-a-secret").send().await.unwrap();
    let made = made.db_cluster.unwrap();
    assert_eq!(made.status(), Some("creating"));

    let cluster = Rds::new(&account.session).db_cluster("warehouse");
    cluster.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(cluster.data().await.unwrap().status(), Some("available"));
    let arn = cluster.arn().await.unwrap();
    exercised::arn("rds.DBCluster", &arn, made.db_cluster_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:cluster:${DbClusterInstanceName}";
    account.assert_arn(&arn, template, &[("DbClusterInstanceName", "warehouse")]);

    cluster.delete().with(|r| r.skip_final_snapshot(true)).await.unwrap();
    cluster.wait_until_deleted().every(SOON).await.unwrap();
    assert!(cluster.reload().await.unwrap_err().is_not_found());
}

/// The fake answers an empty list where AWS answers DBParameterGroupNotFound: not found it is all the same.
#[tokio::test]
async fn an_empty_answer_is_not_found() {
    let account = Account::new("eu-west-1").await;
    let missing = Rds::new(&account.session).db_parameter_group("missing").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    assert_eq!(missing.code(), None);
    assert!(missing.to_string().contains("DBParameterGroup name=\"missing\""), "{missing}");
}
