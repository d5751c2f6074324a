//! Volumes and their snapshots. The fake changes sizes and tiers at once, and completes every snapshot as it is made.

use std::slice;

use aws_resources::ec2::{Ec2, Snapshot};
use aws_sdk_ec2::types::{
    OperationType, SnapshotAttributeName, StorageTier, TargetStorageTier, TieringOperationStatus, VolumeState,
};
use end_to_end::fake::Account;

use super::launch;
use crate::SOON;

/// The accounts that may make volumes of a snapshot.
async fn readers(snapshot: &Snapshot) -> Vec<String> {
    let call = snapshot.describe_attribute().with(|r| r.attribute(SnapshotAttributeName::CreateVolumePermission));
    let answer = call.await.unwrap();
    assert_eq!(answer.snapshot_id(), Some(snapshot.id()));
    answer.create_volume_permissions().iter().map(|it| it.user_id().unwrap().to_owned()).collect()
}

async fn share(snapshot: &Snapshot, operation: OperationType) {
    let change = snapshot.modify_attribute().with(|r| r.attribute(SnapshotAttributeName::CreateVolumePermission));
    change.with(|r| r.operation_type(operation).user_ids("111122223333")).await.unwrap();
}

#[tokio::test]
async fn volumes_have_snapshots() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let volume = ec2.create_volume().with(|r| r.availability_zone("eu-west-1a").size(8)).await.unwrap().unwrap();
    volume.wait_until_available().every(SOON).await.unwrap();
    let template = "arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}";
    account.assert_arn(&volume.arn().await.unwrap(), template, &[("VolumeId", volume.id())]);
    let snapshot = volume.create_snapshot().with(|r| r.description("before")).await.unwrap().unwrap();
    snapshot.wait_until_completed().every(SOON).await.unwrap();
    let template = "arn:${Partition}:ec2:${Region}::snapshot/${SnapshotId}";
    account.assert_arn(&snapshot.arn().await.unwrap(), template, &[("SnapshotId", snapshot.id())]);
    assert_eq!(volume.snapshots().try_collect().await.unwrap(), slice::from_ref(&snapshot));
    assert_eq!(snapshot.volume().await.unwrap(), Some(volume.clone()));
    snapshot.delete().await.unwrap();
    let gone = snapshot.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    volume.delete().await.unwrap();
    volume.wait_until_deleted().every(SOON).await.unwrap();
    assert!(volume.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_volume_grows_and_moves() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let instance = ec2.instance(launch(&account, &[1]).await.remove(0));
    let data = instance.data().await.unwrap();
    let zone = data.placement().and_then(|placement| placement.availability_zone()).unwrap();
    let volume = ec2.create_volume().with(|r| r.availability_zone(zone).size(8)).await.unwrap().unwrap();
    let modification = volume.modify().with(|r| r.size(16)).await.unwrap().unwrap();
    assert_eq!(modification, volume.modification());
    let data = modification.data().await.unwrap();
    assert_eq!((data.original_size(), data.target_size()), (Some(8), Some(16)));
    assert_eq!(ec2.volume_modifications().try_collect().await.unwrap(), slice::from_ref(&modification));
    assert_eq!(modification.volume(), volume);
    assert_eq!(volume.data().await.unwrap().size(), Some(16));
    let missing = ec2.volume("vol-0123456789abcdef0");
    assert!(missing.modification().data().await.unwrap_err().is_not_found());

    volume.attach_to_instance().with(|r| r.device("/dev/sdf").instance_id(instance.id())).await.unwrap();
    volume.wait_until_in_use().every(SOON).await.unwrap();
    assert_eq!(volume.data().await.unwrap().state(), Some(&VolumeState::InUse));
    let detached = instance.detach_volume().with(|r| r.volume_id(volume.id())).await.unwrap();
    assert_eq!((detached.volume_id(), detached.instance_id()), (Some(volume.id()), Some(instance.id())));
    volume.wait_until_available().every(SOON).await.unwrap();
    volume.attach_to_instance().with(|r| r.device("/dev/sdg").instance_id(instance.id())).await.unwrap();
    let detached = volume.detach_from_instance().with(|r| r.instance_id(instance.id())).await.unwrap();
    assert_eq!(detached.device(), Some("/dev/sdg"));
    assert_eq!(volume.instances().await.unwrap(), []);
}

#[tokio::test]
async fn a_snapshot_is_copied_shared_and_archived() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let volume = ec2.create_volume().with(|r| r.availability_zone("eu-west-1a").size(8)).await.unwrap().unwrap();
    let snapshot = volume.create_snapshot().with(|r| r.description("before")).await.unwrap().unwrap();
    let copy = snapshot.copy().with(|r| r.source_region("eu-west-1").description("copy")).await.unwrap().unwrap();
    assert_ne!(copy, snapshot);
    assert_eq!(copy.data().await.unwrap().description(), Some("copy"));
    let restored = ec2.create_volume().with(|r| r.availability_zone("eu-west-1b").snapshot_id(snapshot.id()));
    let restored = restored.await.unwrap().unwrap();
    assert_eq!(restored.snapshot().await.unwrap().unwrap(), snapshot);
    assert_eq!(snapshot.volumes().try_collect().await.unwrap(), [restored]);

    assert_eq!(readers(&snapshot).await.len(), 0);
    share(&snapshot, OperationType::Add).await;
    assert_eq!(readers(&snapshot).await, ["111122223333"]);
    assert_eq!(readers(&copy).await.len(), 0);
    share(&snapshot, OperationType::Remove).await;
    assert_eq!(readers(&snapshot).await.len(), 0);

    snapshot.modify_tier().with(|r| r.storage_tier(TargetStorageTier::Archive)).await.unwrap();
    let status = snapshot.tier_status();
    let data = status.data().await.unwrap();
    assert_eq!(data.storage_tier(), Some(&StorageTier::Archive));
    assert_eq!(data.last_tiering_operation_status(), Some(&TieringOperationStatus::ArchivalCompleted));
    assert_eq!(status.snapshot(), snapshot);
    assert_eq!(status.volume().await.unwrap().unwrap(), volume);
    let restoring = snapshot.restore_tier().with(|r| r.permanent_restore(true)).await.unwrap();
    assert_eq!((restoring.snapshot_id(), restoring.is_permanent_restore()), (Some(snapshot.id()), Some(true)));
    assert_eq!(status.reload().await.unwrap().storage_tier(), Some(&StorageTier::Standard));
    assert!(ec2.snapshot_tier_status("snap-0123456789abcdef0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn all_volumes_of_an_instance_have_snapshots() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let instance = ec2.instance(launch(&account, &[1]).await.remove(0));
    let volumes = instance.volumes().try_collect().await.unwrap();
    assert_eq!(volumes.len(), 1, "the root volume");
    let snapshots = instance.create_snapshots().with(|r| r.description("all")).await.unwrap();
    assert_eq!(snapshots.len(), 1);
    assert_eq!(snapshots[0].volume().await.unwrap().as_ref(), volumes.first());
    assert_eq!(volumes[0].snapshots().try_collect().await.unwrap(), snapshots);
}

#[tokio::test]
async fn encryption_by_default_is_switched() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let setting = ec2.ebs_encryption_by_default();
    assert_eq!(setting.data().await.unwrap().ebs_encryption_by_default(), Some(false));
    setting.enable().await.unwrap();
    assert_eq!(setting.data().await.unwrap().ebs_encryption_by_default(), Some(true));
    setting.disable().await.unwrap();
    assert_eq!(setting.data().await.unwrap().ebs_encryption_by_default(), Some(false));
}
