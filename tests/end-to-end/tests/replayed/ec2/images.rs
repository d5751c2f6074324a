//! Images, snapshots and volumes, and the tasks that bring them in and out.

use super::{describes, gives, lists, pages, sends};

#[tokio::test]
async fn images_and_disks_are_listed() {
    lists("DescribeBundleTasks", "bundleInstanceTasksSet", "bundleId", |ec2| ec2.bundle_tasks(), |it| it.id()).await;
    lists("DescribeConversionTasks", "conversionTasks", "conversionTaskId", |ec2| ec2.conversion_tasks(), |it| it.id())
        .await;
    pages(
        "DescribeExportImageTasks",
        "exportImageTaskSet",
        "exportImageTaskId",
        |ec2| ec2.export_image_tasks(),
        |it| it.id(),
    )
    .await;
    lists("DescribeExportTasks", "exportTaskSet", "exportTaskId", |ec2| ec2.export_tasks(), |it| it.id()).await;
    pages(
        "DescribeFastLaunchImages",
        "fastLaunchImageSet",
        "imageId",
        |ec2| ec2.fast_launch_images(),
        |it| it.image_id(),
    )
    .await;
    pages("DescribeFpgaImages", "fpgaImageSet", "fpgaImageId", |ec2| ec2.fpga_images(), |it| it.id()).await;
    pages(
        "DescribeImageUsageReports",
        "imageUsageReportSet",
        "reportId",
        |ec2| ec2.image_usage_reports(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeImportImageTasks",
        "importImageTaskSet",
        "importTaskId",
        |ec2| ec2.import_image_tasks(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeImportSnapshotTasks",
        "importSnapshotTaskSet",
        "importTaskId",
        |ec2| ec2.import_snapshot_tasks(),
        |it| it.id(),
    )
    .await;
    pages("DescribeLockedSnapshots", "snapshotSet", "snapshotId", |ec2| ec2.locked_snapshots(), |it| it.snapshot_id())
        .await;
    pages(
        "DescribeReplaceRootVolumeTasks",
        "replaceRootVolumeTaskSet",
        "replaceRootVolumeTaskId",
        |ec2| ec2.replace_root_volume_tasks(),
        |it| it.id(),
    )
    .await;
    pages("DescribeVolumeStatus", "volumeStatusSet", "volumeId", |ec2| ec2.volume_statuses(), |it| it.volume_id())
        .await;
    pages("ListImagesInRecycleBin", "imageSet", "imageId", |ec2| ec2.images_in_recycle_bin(), |it| it.id()).await;
    pages("ListSnapshotsInRecycleBin", "snapshotSet", "snapshotId", |ec2| ec2.snapshots_in_recycle_bin(), |it| it.id())
        .await;
    pages("ListVolumesInRecycleBin", "volumeSet", "volumeId", |ec2| ec2.volumes_in_recycle_bin(), |it| it.id()).await;
}

#[tokio::test]
async fn images_and_disks_are_described_or_not_found() {
    describes("DescribeBundleTasks", "BundleId.1", "bundleInstanceTasksSet", "bundleId", |ec2| async move {
        ec2.bundle_task("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeConversionTasks",
        "ConversionTaskId.1",
        "conversionTasks",
        "conversionTaskId",
        |ec2| async move { ec2.conversion_task("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeExportImageTasks",
        "ExportImageTaskId.1",
        "exportImageTaskSet",
        "exportImageTaskId",
        |ec2| async move { ec2.export_image_task("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeExportTasks", "ExportTaskId.1", "exportTaskSet", "exportTaskId", |ec2| async move {
        ec2.export_task("one").data().await.map(drop)
    })
    .await;
    describes("DescribeFastLaunchImages", "ImageId.1", "fastLaunchImageSet", "imageId", |ec2| async move {
        ec2.fast_launch_image("one").data().await.map(drop)
    })
    .await;
    describes("DescribeFpgaImages", "FpgaImageId.1", "fpgaImageSet", "fpgaImageId", |ec2| async move {
        ec2.fpga_image("one").data().await.map(drop)
    })
    .await;
    describes("DescribeImageUsageReports", "ReportId.1", "imageUsageReportSet", "reportId", |ec2| async move {
        ec2.image_usage_report("one").data().await.map(drop)
    })
    .await;
    describes("DescribeImportImageTasks", "ImportTaskId.1", "importImageTaskSet", "importTaskId", |ec2| async move {
        ec2.import_image_task("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeImportSnapshotTasks",
        "ImportTaskId.1",
        "importSnapshotTaskSet",
        "importTaskId",
        |ec2| async move { ec2.import_snapshot_task("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeLockedSnapshots", "SnapshotId.1", "snapshotSet", "snapshotId", |ec2| async move {
        ec2.locked_snapshot("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeReplaceRootVolumeTasks",
        "ReplaceRootVolumeTaskId.1",
        "replaceRootVolumeTaskSet",
        "replaceRootVolumeTaskId",
        |ec2| async move { ec2.replace_root_volume_task("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeVolumeStatus", "VolumeId.1", "volumeStatusSet", "volumeId", |ec2| async move {
        ec2.volume_status("one").data().await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn actions_on_images_and_disks_send_identifiers() {
    sends("AttachImageWatermark", &[("ImageId", "one")], |ec2| ec2.image("one").attach_watermark()).await;
    sends("CancelConversionTask", &[("ConversionTaskId", "one")], |ec2| ec2.conversion_task("one").cancel()).await;
    sends("CancelExportTask", &[("ExportTaskId", "one")], |ec2| ec2.export_task("one").cancel()).await;
    sends("CancelImageLaunchPermission", &[("ImageId", "one")], |ec2| ec2.image("one").cancel_launch_permission())
        .await;
    sends("CancelImportTask", &[("ImportTaskId", "one")], |ec2| ec2.import_image_task("one").cancel()).await;
    sends("CreateStoreImageTask", &[("ImageId", "one")], |ec2| ec2.image("one").create_store_image_task()).await;
    sends("DeleteFpgaImage", &[("FpgaImageId", "one")], |ec2| ec2.fpga_image("one").delete()).await;
    sends("DeleteImageUsageReport", &[("ReportId", "one")], |ec2| ec2.image_usage_report("one").delete()).await;
    sends("DescribeFpgaImageAttribute", &[("FpgaImageId", "one")], |ec2| ec2.fpga_image("one").describe_attribute())
        .await;
    sends("DescribeVolumeAttribute", &[("VolumeId", "one")], |ec2| ec2.volume("one").describe_attribute()).await;
    sends("DetachImageWatermark", &[("ImageId", "one")], |ec2| ec2.image("one").detach_watermark()).await;
    sends("DisableAllowedImagesSettings", &[], |ec2| ec2.allowed_images_settings().disable()).await;
    sends("DisableFastLaunch", &[("ImageId", "one")], |ec2| ec2.image("one").disable_fast_launch()).await;
    sends("DisableFastSnapshotRestores", &[("SourceSnapshotId.1", "one"), ("AvailabilityZone.1", "two")], |ec2| {
        ec2.fast_snapshot_restore("one", "two").disable()
    })
    .await;
    sends("DisableImageBlockPublicAccess", &[], |ec2| ec2.image_block_public_access().disable()).await;
    sends("DisableImageDeprecation", &[("ImageId", "one")], |ec2| ec2.image("one").disable_deprecation()).await;
    sends("DisableImageDeregistrationProtection", &[("ImageId", "one")], |ec2| {
        ec2.image("one").disable_deregistration_protection()
    })
    .await;
    sends("DisableSnapshotBlockPublicAccess", &[], |ec2| ec2.snapshot_block_public_access().disable()).await;
    sends("EnableAllowedImagesSettings", &[], |ec2| ec2.allowed_images_settings().enable()).await;
    sends("EnableFastLaunch", &[("ImageId", "one")], |ec2| ec2.image("one").enable_fast_launch()).await;
    sends("EnableFastSnapshotRestores", &[("SourceSnapshotId.1", "one"), ("AvailabilityZone.1", "two")], |ec2| {
        ec2.fast_snapshot_restore("one", "two").enable()
    })
    .await;
    sends("EnableImageBlockPublicAccess", &[], |ec2| ec2.image_block_public_access().enable()).await;
    sends("EnableImageDeprecation", &[("ImageId", "one")], |ec2| ec2.image("one").enable_deprecation()).await;
    sends("EnableImageDeregistrationProtection", &[("ImageId", "one")], |ec2| {
        ec2.image("one").enable_deregistration_protection()
    })
    .await;
    sends("EnableSnapshotBlockPublicAccess", &[], |ec2| ec2.snapshot_block_public_access().enable()).await;
    sends("EnableVolumeIO", &[("VolumeId", "one")], |ec2| ec2.volume("one").enable_io()).await;
    sends("LockSnapshot", &[("SnapshotId", "one")], |ec2| ec2.snapshot("one").lock()).await;
    sends("ModifyEbsDefaultKmsKeyId", &[], |ec2| ec2.ebs_default_kms_key().modify()).await;
    sends("ModifyFpgaImageAttribute", &[("FpgaImageId", "one")], |ec2| ec2.fpga_image("one").modify_attribute()).await;
    sends("ModifyVolumeAttribute", &[("VolumeId", "one")], |ec2| ec2.volume("one").modify_attribute()).await;
    sends("ReplaceImageCriteriaInAllowedImagesSettings", &[], |ec2| {
        ec2.allowed_images_settings().replace_image_criteria()
    })
    .await;
    sends("ReplaceImageInstanceTypeSpecification", &[("ImageId", "one")], |ec2| {
        ec2.image("one").replace_instance_type_specification()
    })
    .await;
    sends("ResetEbsDefaultKmsKeyId", &[], |ec2| ec2.ebs_default_kms_key().reset()).await;
    sends("ResetFpgaImageAttribute", &[("FpgaImageId", "one")], |ec2| ec2.fpga_image("one").reset_attribute()).await;
    sends("ResetImageAttribute", &[("ImageId", "one"), ("Attribute", "launchPermission")], |ec2| {
        ec2.image("one").reset_attribute()
    })
    .await;
    sends("ResetSnapshotAttribute", &[("SnapshotId", "one")], |ec2| ec2.snapshot("one").reset_attribute()).await;
    sends("RestoreImageFromRecycleBin", &[("ImageId", "one")], |ec2| ec2.image("one").restore_from_recycle_bin()).await;
    sends("RestoreSnapshotFromRecycleBin", &[("SnapshotId", "one")], |ec2| {
        ec2.snapshot("one").restore_from_recycle_bin()
    })
    .await;
    sends("RestoreVolumeFromRecycleBin", &[("VolumeId", "one")], |ec2| ec2.volume("one").restore_from_recycle_bin())
        .await;
    sends("UnlockSnapshot", &[("SnapshotId", "one")], |ec2| ec2.snapshot("one").unlock()).await;
}

#[tokio::test]
async fn answers_name_images_and_disks() {
    gives(
        "CancelBundleTask",
        &[("BundleId", "one")],
        "bundleInstanceTask/bundleId",
        |ec2| ec2.bundle_task("one").cancel(),
        |ec2| ec2.bundle_task("made"),
    )
    .await;
    gives(
        "CopyFpgaImage",
        &[("SourceFpgaImageId", "one")],
        "fpgaImageId",
        |ec2| ec2.fpga_image("one").copy(),
        |ec2| ec2.fpga_image("made"),
    )
    .await;
    gives("CreateFpgaImage", &[], "fpgaImageId", |ec2| ec2.create_fpga_image(), |ec2| ec2.fpga_image("made")).await;
    gives(
        "CreateImageUsageReport",
        &[("ImageId", "one")],
        "reportId",
        |ec2| ec2.image("one").create_usage_report(),
        |ec2| ec2.image_usage_report("made"),
    )
    .await;
    gives("CreateRestoreImageTask", &[], "imageId", |ec2| ec2.create_restore_image_task(), |ec2| ec2.image("made"))
        .await;
    gives(
        "ExportImage",
        &[("ImageId", "one")],
        "exportImageTaskId",
        |ec2| ec2.image("one").export(),
        |ec2| ec2.export_image_task("made"),
    )
    .await;
    gives("ImportImage", &[], "importTaskId", |ec2| ec2.import_image(), |ec2| ec2.import_image_task("made")).await;
    gives(
        "ImportInstance",
        &[],
        "conversionTask/conversionTaskId",
        |ec2| ec2.import_instance(),
        |ec2| ec2.conversion_task("made"),
    )
    .await;
    gives("ImportSnapshot", &[], "importTaskId", |ec2| ec2.import_snapshot(), |ec2| ec2.import_snapshot_task("made"))
        .await;
    gives(
        "ImportVolume",
        &[],
        "conversionTask/conversionTaskId",
        |ec2| ec2.import_volume(),
        |ec2| ec2.conversion_task("made"),
    )
    .await;
    gives("RegisterImage", &[], "imageId", |ec2| ec2.register_image(), |ec2| ec2.image("made")).await;
}
