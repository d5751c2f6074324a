//! What is made of a database: snapshots, copies, exports, replicas, blue/green deployments. The fake has everything at
//! once, writes the states of exports in small letters (AWS: in capitals), shows every export to every snapshot, and
//! leaves the resource id out of automated backups.

use std::slice;

use aws_resources::rds::{DbInstance, Rds};
use aws_sdk_rds::{Client, types::SourceType};
use end_to_end::{exercised, fake::Account};

use crate::SOON;

/// A database that the plain SDK creates.
async fn orders(account: &Account) -> DbInstance {
    let create = Client::new(&account.config).create_db_instance().db_instance_identifier("orders");
    create.engine("mysql").db_instance_class("db.t4g.micro").allocated_storage(20).send().await.unwrap();
    Rds::new(&account.session).db_instance("orders")
}

#[tokio::test]
async fn a_snapshot_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let db = orders(&account).await;
    let rds = Rds::new(&account.session);
    let snapshot = db.create_snapshot().with(|r| r.db_snapshot_identifier("before")).await.unwrap().unwrap();
    assert_eq!(snapshot.loaded().unwrap().snapshot_type(), Some("manual"), "creating brings the data");
    snapshot.wait_until_available().every(SOON).await.unwrap();
    let arn = snapshot.arn().await.unwrap();
    exercised::arn("rds.DBSnapshot", &arn, snapshot.data().await.unwrap().db_snapshot_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:snapshot:${SnapshotName}";
    account.assert_arn(&arn, template, &[("SnapshotName", "before")]);
    assert_eq!(snapshot.instance().await.unwrap().as_ref(), Some(&db));
    assert_eq!(snapshot.engine_version().await.unwrap(), Some(rds.db_engine_version("mysql", "5.6.21")));

    let copied = snapshot.copy().with(|r| r.target_db_snapshot_identifier("copied")).await.unwrap().unwrap();
    assert_eq!(copied, rds.db_snapshot("copied"));
    let manual = db.snapshots().retain(|snapshot| !snapshot.id().starts_with("rds:"));
    assert_eq!(manual.try_collect().await.unwrap(), [snapshot.clone(), copied.clone()]);

    let shared = snapshot.modify_attribute();
    let shared = shared.with(|r| r.attribute_name("restore").values_to_add("111111111111")).await.unwrap();
    let restore = snapshot.attribute("restore");
    assert_eq!(shared, slice::from_ref(&restore));
    restore.modify().with(|r| r.values_to_add("222222222222")).await.unwrap();
    assert_eq!(restore.data().await.unwrap().attribute_values(), ["111111111111", "222222222222"]);
    assert_eq!(snapshot.attributes().try_collect().await.unwrap(), [restore]);

    assert_eq!(copied.delete().await.unwrap().as_ref(), Some(&copied));
    copied.wait_until_deleted().every(SOON).await.unwrap();
    let gone = copied.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("DBSnapshotNotFound")));
    snapshot.reload().await.unwrap();
}

#[tokio::test]
async fn a_snapshot_is_exported() {
    let account = Account::new("us-east-1").await;
    let db = orders(&account).await;
    let snapshot = db.create_snapshot().with(|r| r.db_snapshot_identifier("before")).await.unwrap().unwrap();
    let export = snapshot.start_export_task().with(|r| {
        let r = r.export_task_identifier("to-s3").s3_bucket_name("archive").kms_key_id("alias/archive");
        r.iam_role_arn("arn:aws:iam::123456789012:role/export")
    });
    let export = export.await.unwrap().unwrap();
    assert!(export.loaded().is_none(), "the answer isn't the data's type");
    let source = snapshot.arn().await.unwrap();
    assert_eq!(export.data().await.unwrap().source_arn(), Some(source.as_str()), "filled in from the snapshot");
    assert_eq!(snapshot.export_tasks().try_collect().await.unwrap(), slice::from_ref(&export));
    assert_eq!(Rds::new(&account.session).export_tasks().try_collect().await.unwrap(), slice::from_ref(&export));

    assert_eq!(export.cancel().await.unwrap().as_ref(), Some(&export));
    assert_eq!(export.data().await.unwrap().status(), Some("canceled"));
    let missing = Rds::new(&account.session).export_task("none").data().await.unwrap_err();
    assert_eq!((missing.is_not_found(), missing.code()), (true, Some("ExportTaskNotFound")));
}

#[tokio::test]
async fn a_database_comes_from_another() {
    let account = Account::new("eu-west-1").await;
    let db = orders(&account).await;
    let rds = Rds::new(&account.session);
    let snapshot = db.create_snapshot().with(|r| r.db_snapshot_identifier("before")).await.unwrap().unwrap();
    let restored = snapshot.restore_db_instance().with(|r| r.db_instance_identifier("restored"));
    let restored = restored.await.unwrap().unwrap();
    assert_eq!(restored.loaded().unwrap().engine(), Some("mysql"), "the answer is the new database's data");
    let yesterday = db.restore_to_point_in_time();
    let yesterday = yesterday.with(|r| r.target_db_instance_identifier("yesterday").use_latest_restorable_time(true));
    assert_eq!(yesterday.await.unwrap(), Some(rds.db_instance("yesterday")));

    let replica = db.create_read_replica().with(|r| r.db_instance_identifier("reader")).await.unwrap().unwrap();
    assert_eq!(replica.read_replica_source().await.unwrap().as_ref(), Some(&db));
    assert_eq!(db.read_replicas().await.unwrap(), slice::from_ref(&replica));
    assert_eq!(replica.promote_read_replica().await.unwrap().as_ref(), Some(&replica));
    assert!(replica.loaded().is_none(), "an action forgets the data");

    let mut all = rds.db_instances().try_collect().await.unwrap();
    all.sort_by_key(|db| db.id().to_owned());
    assert_eq!(all, [db, replica, restored, rds.db_instance("yesterday")]);
}

#[tokio::test]
async fn a_database_is_started_and_given_a_role() {
    let account = Account::new("eu-west-1").await;
    let db = orders(&account).await;
    let rds = Rds::new(&account.session);
    db.wait_until_available().every(SOON).await.unwrap();
    db.stop().await.unwrap();
    db.wait_until_stopped().every(SOON).await.unwrap();
    assert_eq!(db.start().await.unwrap().as_ref(), Some(&db));
    assert_eq!(db.data().await.unwrap().db_instance_status(), Some("available"));
    assert_eq!(db.reboot().await.unwrap().as_ref(), Some(&db));

    let role = "arn:aws:iam::123456789012:role/import";
    db.add_role().with(|r| r.role_arn(role).feature_name("s3Import")).await.unwrap();
    let data = db.data().await.unwrap();
    let roles: Vec<_> = data.associated_roles().iter().map(|role| role.role_arn()).collect();
    assert_eq!(roles, [Some(role)]);
    assert_eq!(db.engine_version().await.unwrap(), Some(rds.db_engine_version("mysql", "5.6.21")));
    assert_eq!(db.parameter_groups().await.unwrap(), [rds.db_parameter_group("default.mysql5.6")]);
    assert_eq!(db.option_groups().await.unwrap(), [rds.option_group("default:mysql-5-6")]);
    assert_eq!((db.cluster().await.unwrap(), db.read_replica_source().await.unwrap()), (None, None));

    let events = db.events().try_collect().await.unwrap();
    assert_eq!(events[0].message(), "DB instance created");
    assert_eq!((events[0].source_type(), events[0].source_id()), (&SourceType::DbInstance, "orders"));
    assert_eq!(events[0].data().await.unwrap().source_arn(), Some(db.arn().await.unwrap().as_str()));
    assert!(rds.events().try_collect().await.unwrap().len() > events.len(), "the snapshot's are there, too");
    let logs = db.log_files().try_collect().await.unwrap();
    assert_eq!(logs.len(), 1);
    assert_eq!(logs[0].instance(), db);
}

#[tokio::test]
async fn a_database_is_switched_from_blue_to_green() {
    let account = Account::new("eu-west-1").await;
    let db = orders(&account).await;
    let deployment = db.create_blue_green_deployment().with(|r| r.blue_green_deployment_name("upgrade"));
    let deployment = deployment.await.unwrap().unwrap();
    assert_eq!(deployment.loaded().unwrap().source(), Some(db.arn().await.unwrap().as_str()));
    deployment.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(db.blue_green_deployments().try_collect().await.unwrap(), slice::from_ref(&deployment));
    let all = Rds::new(&account.session).blue_green_deployments().try_collect().await.unwrap();
    assert_eq!(all, slice::from_ref(&deployment));
    let template = "arn:${Partition}:rds:${Region}:${Account}:deployment:${BlueGreenDeploymentIdentifier}";
    let known = [("BlueGreenDeploymentIdentifier", deployment.id())];
    account.assert_arn(&deployment.arn().await.unwrap(), template, &known);

    deployment.switchover().await.unwrap();
    deployment.wait_until_switchover_completed().every(SOON).await.unwrap();
    let old = deployment.data().await.unwrap();
    assert!(old.source().unwrap().ends_with(":db:orders-old1"), "{old:?}");
    deployment.delete().await.unwrap();
    deployment.wait_until_deleted().every(SOON).await.unwrap();
    let gone = deployment.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("BlueGreenDeploymentNotFoundFault")));
}
