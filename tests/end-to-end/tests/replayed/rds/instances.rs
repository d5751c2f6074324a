//! Actions on instances and what belongs to them: tenants, automated backups, maintenance, integrations.

use std::slice;

use aws_sdk_rds::types::{ActivityStreamMode, AuditPolicyState};
use end_to_end::{
    answers::{db_arn, db_with, dbs, query_error, rds as answer},
    exercised,
    script::{Answer, Script},
};

use super::{page, rds};
use crate::query::{assert_sent, xml};

fn described() -> Answer {
    dbs([db_with("orders", "<DbiResourceId>db-ABC</DbiResourceId>")], None)
}

#[tokio::test]
async fn an_instance_is_called_by_its_identifier_or_its_arn() {
    let stream = xml(&[("KinesisStreamName", "aws-rds-das-db-ABC"), ("PolicyStatus", "unlocked")]);
    let storage = "<Storage><ValidStorageOptions><StorageType>gp3</StorageType></ValidStorageOptions></Storage>";
    let script = Script::new([
        answer("SwitchoverReadReplica", format!("<DBInstance>{}</DBInstance>", db_with("orders", ""))),
        answer("RemoveRoleFromDBInstance", ""),
        answer("DescribeValidDBInstanceModifications", xml(&[("ValidDBInstanceModificationsMessage", storage)])),
        described(),
        answer("StartActivityStream", &stream),
        answer("ModifyActivityStream", &stream),
        answer("StopActivityStream", &stream),
    ]);
    let orders = rds(&script).db_instance("orders");
    assert_eq!(orders.switchover_read_replica().await.unwrap().as_ref(), Some(&orders));
    orders.remove_role().with(|r| r.role_arn("arn:role").feature_name("s3Import")).await.unwrap();
    let valid = orders.describe_valid_modifications().await.unwrap().unwrap();
    assert_eq!(valid.storage()[0].storage_type(), Some("gp3"));
    orders.start_activity_stream().with(|r| r.mode(ActivityStreamMode::Async).kms_key_id("key")).await.unwrap();
    let modify = orders.modify_activity_stream().with(|r| r.audit_policy_state(AuditPolicyState::UnlockedPolicy));
    assert_eq!(modify.await.unwrap().kinesis_stream_name(), Some("aws-rds-das-db-ABC"));
    orders.stop_activity_stream().with(|r| r.apply_immediately(true)).await.unwrap();
    let arn = db_arn("orders");
    assert_sent(
        &script,
        &[
            "SwitchoverReadReplica DBInstanceIdentifier=orders",
            "RemoveRoleFromDBInstance DBInstanceIdentifier=orders FeatureName=s3Import RoleArn=arn:role",
            "DescribeValidDBInstanceModifications DBInstanceIdentifier=orders",
            "DescribeDBInstances DBInstanceIdentifier=orders",
            &format!("StartActivityStream KmsKeyId=key Mode=async ResourceArn={arn}"),
            &format!("ModifyActivityStream AuditPolicyState=unlocked ResourceArn={arn}"),
            &format!("StopActivityStream ApplyImmediately=true ResourceArn={arn}"),
        ],
    );
}

#[tokio::test]
async fn maintenance_is_applied_by_the_arn_of_what_it_is_for() {
    let arn = db_arn("orders");
    let action = "<PendingMaintenanceAction><Action>system-update</Action><OptInStatus>next-maintenance</OptInStatus>\
                  </PendingMaintenanceAction>";
    let actions = xml(&[("ResourceIdentifier", &*arn), ("PendingMaintenanceActionDetails", action)]);
    let applied = || answer("ApplyPendingMaintenanceAction", xml(&[("ResourcePendingMaintenanceActions", &*actions)]));
    let script = Script::new([described(), applied(), applied(), applied()]);
    let rds = rds(&script);
    let apply = rds.db_instance("orders").apply_pending_maintenance_action();
    let of_resource = apply.with(|r| r.apply_action("system-update").opt_in_type("next-maintenance"));
    let of_resource = of_resource.await.unwrap().unwrap();
    assert_eq!(of_resource, rds.resource_pending_maintenance_actions(&arn));
    let data = of_resource.data().await.unwrap();
    assert_eq!(data.pending_maintenance_action_details()[0].opt_in_status(), Some("next-maintenance"));
    of_resource.apply().with(|r| r.apply_action("hardware-maintenance").opt_in_type("immediate")).await.unwrap();
    let action = of_resource.pending_maintenance_action("system-update");
    assert_eq!(action.apply().with(|r| r.opt_in_type("undo-opt-in")).await.unwrap(), Some(of_resource));
    assert_sent(
        &script,
        &[
            "DescribeDBInstances DBInstanceIdentifier=orders",
            &format!(
                "ApplyPendingMaintenanceAction ApplyAction=system-update OptInType=next-maintenance \
                 ResourceIdentifier={arn}"
            ),
            &format!(
                "ApplyPendingMaintenanceAction ApplyAction=hardware-maintenance OptInType=immediate \
                 ResourceIdentifier={arn}"
            ),
            &format!(
                "ApplyPendingMaintenanceAction ApplyAction=system-update OptInType=undo-opt-in \
                 ResourceIdentifier={arn}"
            ),
        ],
    );
}

#[tokio::test]
async fn an_instance_has_tenants() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:tenant-database:tdb-abc";
    let tenant =
        |name: &str| xml(&[("DBInstanceIdentifier", "orders"), ("TenantDBName", name), ("TenantDatabaseARN", arn)]);
    let (north, south) = (tenant("NORTH"), tenant("SOUTH"));
    let acted = |operation: &str| answer(operation, format!("<TenantDatabase>{north}</TenantDatabase>"));
    let listed =
        |items: &[&str], marker| page("DescribeTenantDatabases", "TenantDatabases", "TenantDatabase", items, marker);
    let script = Script::new([
        acted("CreateTenantDatabase"),
        listed(&[&north], Some("m1")),
        listed(&[&south], None),
        listed(&[&north, &south], None),
        acted("ModifyTenantDatabase"),
        acted("DeleteTenantDatabase"),
        query_error(404, "TenantDatabaseNotFound", "gone"),
    ]);
    let rds = rds(&script);
    let orders = rds.db_instance("orders");
    let create = orders.create_tenant_database();
    let create = create.with(|r| r.tenant_db_name("NORTH").master_username("root").manage_master_user_password(true));
    let tenant = create.await.unwrap().unwrap();
    exercised::arn("rds.TenantDatabase", &tenant.arn().await.unwrap(), Some(arn));
    assert_eq!(tenant.instance(), orders);
    let both = [orders.tenant_database("NORTH"), orders.tenant_database("SOUTH")];
    assert_eq!(orders.tenant_databases().try_collect().await.unwrap(), both);
    assert_eq!(rds.tenant_databases().try_collect().await.unwrap(), both);
    let modify = tenant.modify().with(|r| r.rotate_master_user_password(true));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&tenant));
    let delete = tenant.delete().with(|r| r.skip_final_snapshot(true));
    assert_eq!(delete.await.unwrap().as_ref(), Some(&tenant));
    assert!(tenant.data().await.unwrap_err().is_not_found());
    let of = "DBInstanceIdentifier=orders";
    assert_sent(
        &script,
        &[
            &format!("CreateTenantDatabase {of} ManageMasterUserPassword=true MasterUsername=root TenantDBName=NORTH"),
            &format!("DescribeTenantDatabases {of}"),
            &format!("DescribeTenantDatabases {of} Marker=m1"),
            "DescribeTenantDatabases",
            &format!("ModifyTenantDatabase {of} RotateMasterUserPassword=true TenantDBName=NORTH"),
            &format!("DeleteTenantDatabase {of} SkipFinalSnapshot=true TenantDBName=NORTH"),
            &format!("DescribeTenantDatabases {of} TenantDBName=NORTH"),
        ],
    );
}

#[tokio::test]
async fn a_snapshot_has_the_tenants_of_its_instance() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:snapshot-tenant-database:before:tdb-abc";
    let tenant = xml(&[
        ("DBSnapshotIdentifier", "before"),
        ("DBInstanceIdentifier", "orders"),
        ("TenantDBName", "NORTH"),
        ("DBSnapshotTenantDatabaseARN", arn),
    ]);
    let listed = || {
        let list = "DBSnapshotTenantDatabases";
        page("DescribeDBSnapshotTenantDatabases", list, "DBSnapshotTenantDatabase", &[&tenant], None)
    };
    let changed = xml(&[("DBSnapshotIdentifier", "before"), ("EngineVersion", "19.0.0.0")]);
    let script = Script::new([
        listed(),
        listed(),
        listed(),
        answer("ModifyDBSnapshot", format!("<DBSnapshot>{changed}</DBSnapshot>")),
    ]);
    let rds = rds(&script);
    let snapshot = rds.db_snapshot("before");
    let north = snapshot.tenant_database("NORTH");
    assert_eq!(snapshot.tenant_databases().try_collect().await.unwrap(), slice::from_ref(&north));
    let orders = rds.db_instance("orders");
    assert_eq!(orders.snapshot_tenant_databases().try_collect().await.unwrap(), slice::from_ref(&north));
    exercised::arn("rds.DBSnapshotTenantDatabase", &north.arn().await.unwrap(), Some(arn));
    assert_eq!((north.snapshot(), north.instance().await.unwrap()), (snapshot.clone(), Some(orders)));
    let upgraded = snapshot.modify().with(|r| r.engine_version("19.0.0.0")).await.unwrap().unwrap();
    assert_eq!(upgraded.loaded().unwrap().engine_version(), Some("19.0.0.0"));
    assert_sent(
        &script,
        &[
            "DescribeDBSnapshotTenantDatabases DBSnapshotIdentifier=before",
            "DescribeDBSnapshotTenantDatabases DBInstanceIdentifier=orders",
            "DescribeDBSnapshotTenantDatabases DBSnapshotIdentifier=before Filters.Filter.1.Name=tenant-db-name \
             Filters.Filter.1.Values.Value.1=NORTH",
            "ModifyDBSnapshot DBSnapshotIdentifier=before EngineVersion=19.0.0.0",
        ],
    );
}

/// Automated backups are called by the resource id of the instance or cluster, which may be gone.
#[tokio::test]
async fn automated_backups_outlive_what_they_are_of() {
    let (db_arn, arn) = (db_arn("orders"), "arn:aws:rds:eu-west-1:123456789012:auto-backup:ab-abc");
    let data = xml(&[
        ("DbiResourceId", "db-ABC"),
        ("DBInstanceIdentifier", "orders"),
        ("DBInstanceArn", &*db_arn),
        ("Engine", "oracle-ee"),
        ("EngineVersion", "19.0.0.0"),
        ("DBInstanceAutomatedBackupsArn", arn),
    ]);
    let acted = |operation: &str| answer(operation, xml(&[("DBInstanceAutomatedBackup", &*data)]));
    let listed = || {
        let list = "DBInstanceAutomatedBackups";
        page("DescribeDBInstanceAutomatedBackups", list, "DBInstanceAutomatedBackup", &[&data], None)
    };
    let restored = format!("<DBInstance>{}</DBInstance>", db_with("again", ""));
    let script = Script::new([
        listed(),
        listed(),
        listed(),
        answer("RestoreDBInstanceToPointInTime", restored),
        acted("StartDBInstanceAutomatedBackupsReplication"),
        acted("StopDBInstanceAutomatedBackupsReplication"),
        listed(),
        acted("StopDBInstanceAutomatedBackupsReplication"),
        acted("DeleteDBInstanceAutomatedBackup"),
        query_error(404, "DBInstanceAutomatedBackupNotFound", "gone"),
    ]);
    let rds = rds(&script);
    let backup = rds.db_instance_automated_backup("db-ABC");
    let orders = rds.db_instance("orders");
    assert_eq!(orders.automated_backups().try_collect().await.unwrap(), slice::from_ref(&backup));
    assert_eq!(rds.db_instance_automated_backups().try_collect().await.unwrap(), slice::from_ref(&backup));
    exercised::arn("rds.DBInstanceAutomatedBackup", &backup.arn().await.unwrap(), Some(arn));
    assert_eq!(backup.instance().await.unwrap(), Some(orders));
    assert_eq!(backup.engine_version().await.unwrap(), Some(rds.db_engine_version("oracle-ee", "19.0.0.0")));
    let restore = backup.restore_to_point_in_time();
    let restore = restore.with(|r| r.target_db_instance_identifier("again").use_latest_restorable_time(true));
    assert_eq!(restore.await.unwrap(), Some(rds.db_instance("again")));

    let start = rds.start_db_instance_automated_backups_replication();
    let start = start.with(|r| r.source_db_instance_arn(&*db_arn).backup_retention_period(7));
    assert_eq!(start.await.unwrap().as_ref(), Some(&backup));
    let stop = rds.stop_db_instance_automated_backups_replication().with(|r| r.source_db_instance_arn(&*db_arn));
    assert_eq!(stop.await.unwrap().as_ref(), Some(&backup));
    assert_eq!(backup.stop_replication().await.unwrap().as_ref(), Some(&backup));
    assert_eq!(backup.delete().await.unwrap().as_ref(), Some(&backup));
    assert!(backup.data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "DescribeDBInstanceAutomatedBackups DBInstanceIdentifier=orders",
            "DescribeDBInstanceAutomatedBackups",
            "DescribeDBInstanceAutomatedBackups DbiResourceId=db-ABC",
            "RestoreDBInstanceToPointInTime SourceDbiResourceId=db-ABC TargetDBInstanceIdentifier=again \
             UseLatestRestorableTime=true",
            &format!("StartDBInstanceAutomatedBackupsReplication BackupRetentionPeriod=7 SourceDBInstanceArn={db_arn}"),
            &format!("StopDBInstanceAutomatedBackupsReplication SourceDBInstanceArn={db_arn}"),
            "DescribeDBInstanceAutomatedBackups DbiResourceId=db-ABC",
            &format!("StopDBInstanceAutomatedBackupsReplication SourceDBInstanceArn={db_arn}"),
            "DeleteDBInstanceAutomatedBackup DbiResourceId=db-ABC",
            "DescribeDBInstanceAutomatedBackups DbiResourceId=db-ABC",
        ],
    );
}

#[tokio::test]
async fn a_clusters_automated_backups_outlive_it() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:cluster-auto-backup:cab-abc";
    let data = xml(&[
        ("DbClusterResourceId", "cluster-ABC"),
        ("DBClusterIdentifier", "shop"),
        ("DBClusterAutomatedBackupsArn", arn),
    ]);
    let listed = || {
        let list = "DBClusterAutomatedBackups";
        page("DescribeDBClusterAutomatedBackups", list, "DBClusterAutomatedBackup", &[&data], None)
    };
    let restored = "<DBCluster><DBClusterIdentifier>again</DBClusterIdentifier></DBCluster>";
    let script = Script::new([
        listed(),
        listed(),
        answer("RestoreDBClusterToPointInTime", restored),
        answer("DeleteDBClusterAutomatedBackup", xml(&[("DBClusterAutomatedBackup", &*data)])),
    ]);
    let rds = rds(&script);
    let shop = rds.db_cluster("shop");
    let backups = shop.automated_backups().try_collect().await.unwrap();
    assert_eq!(backups, rds.db_cluster_automated_backups().try_collect().await.unwrap());
    let backup = &backups[0];
    exercised::arn("rds.DBClusterAutomatedBackup", &backup.arn().await.unwrap(), Some(arn));
    assert_eq!((backup.id(), backup.cluster().await.unwrap()), ("cluster-ABC", Some(shop)));
    let restore = backup.restore_to_point_in_time().with(|r| r.db_cluster_identifier("again"));
    assert_eq!(restore.await.unwrap(), Some(rds.db_cluster("again")));
    assert_eq!(backup.delete().await.unwrap().as_ref(), Some(backup));
    assert_sent(
        &script,
        &[
            "DescribeDBClusterAutomatedBackups DBClusterIdentifier=shop",
            "DescribeDBClusterAutomatedBackups",
            "RestoreDBClusterToPointInTime DBClusterIdentifier=again SourceDbClusterResourceId=cluster-ABC",
            "DeleteDBClusterAutomatedBackup DbClusterResourceId=cluster-ABC",
        ],
    );
}
