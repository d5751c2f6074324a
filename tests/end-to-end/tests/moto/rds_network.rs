//! Where databases are: subnet groups, and proxies with their targets. The subnets are those that the fake has from the
//! start.

use std::slice;

use aws_resources::rds::Rds;
use aws_sdk_rds::types::{AuthScheme, ConnectionPoolConfiguration, EngineFamily, TargetType, UserAuthConfig};
use end_to_end::{exercised, fake::Account};

use crate::SOON;

async fn subnets(account: &Account) -> Vec<String> {
    let found = aws_sdk_ec2::Client::new(&account.config).describe_subnets().send().await.unwrap();
    found.subnets().iter().take(2).map(|subnet| subnet.subnet_id().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_subnet_group_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let subnets = subnets(&account).await;
    let create = rds.create_db_subnet_group().with(|r| {
        let r = r.db_subnet_group_name("inner").db_subnet_group_description("of a test");
        r.set_subnet_ids(Some(subnets.clone()))
    });
    let group = create.await.unwrap().unwrap();
    let data = group.data().await.unwrap();
    let found: Vec<_> = data.subnets().iter().map(|subnet| subnet.subnet_identifier().unwrap()).collect();
    assert_eq!(found, subnets);
    let arn = group.arn().await.unwrap();
    exercised::arn("rds.DBSubnetGroup", &arn, data.db_subnet_group_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:subgrp:${SubnetGroupName}";
    account.assert_arn(&arn, template, &[("SubnetGroupName", "inner")]);

    let db = rds.create_db_instance().with(|r| {
        let r = r.db_instance_identifier("orders").engine("postgres").db_instance_class("db.t4g.micro");
        r.allocated_storage(20).db_subnet_group_name("inner")
    });
    let db = db.await.unwrap().unwrap();
    assert_eq!(db.subnet_group().await.unwrap().as_ref(), Some(&group));
    db.delete().with(|r| r.skip_final_snapshot(true)).await.unwrap();

    assert_eq!(rds.db_subnet_groups().try_collect().await.unwrap(), slice::from_ref(&group));
    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("DBSubnetGroupNotFoundFault")));

    // The fake drops a group that is changed.
    let create = rds.create_db_subnet_group().with(|r| {
        let r = r.db_subnet_group_name("outer").db_subnet_group_description("of a test");
        r.set_subnet_ids(Some(subnets.clone()))
    });
    let group = create.await.unwrap().unwrap();
    let change = group.modify().with(|r| r.db_subnet_group_description("of another").set_subnet_ids(Some(subnets)));
    let changed = change.await.unwrap().unwrap();
    assert_eq!(changed, group);
    assert_eq!(changed.loaded().unwrap().db_subnet_group_description(), Some("of another"));
}

/// The fake deletes a proxy at once.
#[tokio::test]
async fn a_proxy_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let subnets = subnets(&account).await;
    let create = rds.create_db_instance().with(|r| {
        let r = r.db_instance_identifier("orders").engine("postgres").db_instance_class("db.t4g.micro");
        r.allocated_storage(20)
    });
    let db = create.await.unwrap().unwrap();
    let secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-AbCdEf";
    let auth = UserAuthConfig::builder().auth_scheme(AuthScheme::Secrets).secret_arn(secret).build();
    let create = rds.create_db_proxy().with(|r| {
        let r = r.db_proxy_name("pool").engine_family(EngineFamily::Postgresql).auth(auth);
        r.role_arn("arn:aws:iam::123456789012:role/proxy").set_vpc_subnet_ids(Some(subnets))
    });
    let proxy = create.await.unwrap().unwrap();
    proxy.wait_until_available().every(SOON).await.unwrap();
    let arn = proxy.arn().await.unwrap();
    exercised::arn("rds.DBProxy", &arn, proxy.data().await.unwrap().db_proxy_arn());
    account.assert_arn(&arn, "arn:${Partition}:rds:${Region}:${Account}:db-proxy:${DbProxyId}", &[]);

    let group = proxy.target_group("default");
    group.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(proxy.target_groups().try_collect().await.unwrap(), slice::from_ref(&group));
    let arn = group.arn().await.unwrap();
    exercised::arn("rds.DBProxyTargetGroup", &arn, group.data().await.unwrap().target_group_arn());
    account.assert_arn(&arn, "arn:${Partition}:rds:${Region}:${Account}:target-group:${TargetGroupId}", &[]);
    let pool = ConnectionPoolConfiguration::builder().max_connections_percent(50).build();
    group.modify().with(|r| r.connection_pool_config(pool)).await.unwrap();
    let data = group.data().await.unwrap();
    assert_eq!(data.connection_pool_config().unwrap().max_connections_percent(), Some(50));

    let targets = group.register_targets().with(|r| r.db_instance_identifiers(db.id())).await.unwrap();
    let target = group.target(TargetType::RdsInstance, "orders");
    assert_eq!(targets, slice::from_ref(&target));
    assert_eq!(target.data().await.unwrap().port(), Some(5432));
    assert_eq!(group.targets().try_collect().await.unwrap(), slice::from_ref(&target));
    group.deregister_targets().with(|r| r.db_instance_identifiers(db.id())).await.unwrap();
    assert!(target.reload().await.unwrap_err().is_not_found());

    assert_eq!(proxy.delete().await.unwrap().as_ref(), Some(&proxy));
    proxy.wait_until_deleted().every(SOON).await.unwrap();
    let gone = proxy.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("DBProxyNotFoundFault")));
    assert_eq!(rds.db_proxies().try_collect().await.unwrap(), []);
}
