//! What databases are set up with: groups of parameters, of options, of rules, and who hears of their events. The fake
//! lists no option groups, and gives a group only the parameters that were set.

use std::slice;

use aws_resources::rds::Rds;
use aws_sdk_rds::types::{ApplyMethod, OptionConfiguration, Parameter};
use end_to_end::{exercised, fake::Account};

use crate::SOON;

fn work_mem() -> Parameter {
    let parameter = Parameter::builder().parameter_name("work_mem").parameter_value("4096");
    parameter.apply_method(ApplyMethod::Immediate).build()
}

#[tokio::test]
async fn a_parameter_group_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let create = rds
        .create_db_parameter_group()
        .with(|r| r.db_parameter_group_name("tuned").db_parameter_group_family("postgres16").description("of a test"));
    let group = create.await.unwrap().unwrap();
    assert_eq!(group.loaded().unwrap().description(), Some("of a test"), "creating brings the data");
    let arn = group.arn().await.unwrap();
    exercised::arn("rds.DBParameterGroup", &arn, group.data().await.unwrap().db_parameter_group_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:pg:${ParameterGroupName}";
    account.assert_arn(&arn, template, &[("ParameterGroupName", "tuned")]);

    let changed = group.modify().with(|r| r.parameters(work_mem())).await.unwrap();
    assert_eq!(changed.as_ref(), Some(&group));
    let parameter = group.parameter("work_mem");
    let listed = group.parameters().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&parameter));
    assert_eq!(listed[0].loaded().unwrap().parameter_value(), Some("4096"), "a listing brings the data");
    assert_eq!(parameter.data().await.unwrap().apply_method(), Some(&ApplyMethod::Immediate));
    assert_eq!(parameter.parameter_group(), group);
    assert!(group.parameter("none").data().await.unwrap_err().is_not_found());

    let copy = group.copy().with(|r| {
        let r = r.target_db_parameter_group_identifier("copied");
        r.target_db_parameter_group_description("of another test")
    });
    let copied = copy.await.unwrap().unwrap();
    assert_eq!(copied, rds.db_parameter_group("copied"));
    assert_eq!(copied.data().await.unwrap().db_parameter_group_family(), Some("postgres16"));
    copied.delete().await.unwrap();
    assert!(copied.reload().await.unwrap_err().is_not_found());
    assert_eq!(group.reload().await.unwrap().description(), Some("of a test"));
}

#[tokio::test]
async fn a_cluster_parameter_group_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let rds = Rds::new(&account.session);
    let create = rds.create_db_cluster_parameter_group().with(|r| {
        let r = r.db_cluster_parameter_group_name("tuned").db_parameter_group_family("aurora-postgresql16");
        r.description("of a test")
    });
    let group = create.await.unwrap().unwrap();
    let arn = group.arn().await.unwrap();
    exercised::arn("rds.DBClusterParameterGroup", &arn, group.data().await.unwrap().db_cluster_parameter_group_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:cluster-pg:${ClusterParameterGroupName}";
    account.assert_arn(&arn, template, &[("ClusterParameterGroupName", "tuned")]);

    assert_eq!(group.modify().with(|r| r.parameters(work_mem())).await.unwrap().as_ref(), Some(&group));
    let parameter = group.parameter("work_mem");
    assert_eq!(group.parameters().try_collect().await.unwrap(), slice::from_ref(&parameter));
    assert_eq!(parameter.data().await.unwrap().parameter_value(), Some("4096"));
    assert_eq!(parameter.parameter_group(), group);

    let copy = group.copy().with(|r| {
        let r = r.target_db_cluster_parameter_group_identifier("copied");
        r.target_db_cluster_parameter_group_description("of another test")
    });
    let copied = copy.await.unwrap().unwrap();
    let mut listed = rds.db_cluster_parameter_groups().try_collect().await.unwrap();
    listed.sort_by_key(|group| group.name().to_owned());
    assert_eq!(listed, [copied.clone(), group]);
    copied.delete().await.unwrap();
    let gone = copied.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("DBParameterGroupNotFound")));
}

#[tokio::test]
async fn an_option_group_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let create = rds.create_option_group().with(|r| {
        let r = r.option_group_name("cached").engine_name("mysql").major_engine_version("5.6");
        r.option_group_description("of a test")
    });
    let group = create.await.unwrap().unwrap();
    assert_eq!(group.loaded().unwrap().option_group_description(), Some("of a test"), "creating brings the data");
    let arn = group.arn().await.unwrap();
    exercised::arn("rds.OptionGroup", &arn, group.data().await.unwrap().option_group_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:og:${OptionGroupName}";
    account.assert_arn(&arn, template, &[("OptionGroupName", "cached")]);
    assert_eq!(group.major_engine_version().await.unwrap(), Some(rds.db_major_engine_version("mysql", "5.6")));

    let available = rds.db_major_engine_version("mysql", "5.6").option_group_options().try_collect().await.unwrap();
    let memcached = rds.option_group_option("mysql", "5.6", "MEMCACHED");
    assert!(available.contains(&memcached), "{available:?}");
    assert_eq!(memcached.data().await.unwrap().port_required(), Some(true));
    assert!(rds.option_group_option("mysql", "5.6", "NONE").data().await.unwrap_err().is_not_found());

    let option = OptionConfiguration::builder().option_name("MEMCACHED").build();
    group.modify().with(|r| r.options_to_include(option).apply_immediately(true)).await.unwrap();
    let data = group.data().await.unwrap();
    let options: Vec<_> = data.options().iter().map(|option| option.option_name()).collect();
    assert_eq!(options, [Some("MEMCACHED")]);

    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("OptionGroupNotFoundFault")));
}

#[tokio::test]
async fn a_security_group_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let create = rds.create_db_security_group();
    let group = create.with(|r| r.db_security_group_name("office").db_security_group_description("of a test"));
    let group = group.await.unwrap().unwrap();
    let arn = group.arn().await.unwrap();
    exercised::arn("rds.DBSecurityGroup", &arn, group.data().await.unwrap().db_security_group_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:secgrp:${SecurityGroupName}";
    account.assert_arn(&arn, template, &[("SecurityGroupName", "office")]);

    let opened = group.authorize_ingress().with(|r| r.cidrip("192.0.2.0/24")).await.unwrap().unwrap();
    assert_eq!(opened, group);
    let data = group.data().await.unwrap();
    assert_eq!(data.ip_ranges().iter().map(|range| range.cidrip()).collect::<Vec<_>>(), [Some("192.0.2.0/24")]);
    assert_eq!(rds.db_security_groups().try_collect().await.unwrap(), slice::from_ref(&group));

    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("DBSecurityGroupNotFound")));
}

#[tokio::test]
async fn an_event_subscription_lives_and_dies() {
    let account = Account::new("eu-central-1").await;
    let rds = Rds::new(&account.session);
    let topic = format!("arn:aws:sns:eu-central-1:{}:alarms", account.id);
    let create = rds.create_event_subscription().with(|r| {
        let r = r.subscription_name("deletions").sns_topic_arn(&topic).source_type("db-instance");
        r.source_ids("orders").event_categories("deletion").enabled(true)
    });
    let subscription = create.await.unwrap().unwrap();
    assert_eq!(subscription.name(), "deletions");
    subscription.wait_until_active().every(SOON).await.unwrap();
    let data = subscription.data().await.unwrap();
    assert_eq!((data.sns_topic_arn(), data.source_ids_list()), (Some(&*topic), &["orders".to_owned()][..]));
    let arn = subscription.arn().await.unwrap();
    exercised::arn("rds.EventSubscription", &arn, data.event_subscription_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:es:${SubscriptionName}";
    account.assert_arn(&arn, template, &[("SubscriptionName", "deletions")]);
    assert_eq!(rds.event_subscriptions().try_collect().await.unwrap(), slice::from_ref(&subscription));

    assert_eq!(subscription.delete().await.unwrap().as_ref(), Some(&subscription));
    subscription.wait_until_deleted().every(SOON).await.unwrap();
    let gone = subscription.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("SubscriptionNotFound")));
}
