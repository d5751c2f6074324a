//! Settings of the account in a Region: each is one resource without identifiers.

use aws_resources::ec2::Ec2;
use end_to_end::script::{Script, session};

use super::{ec2, nested};

#[tokio::test]
async fn settings_of_access_are_told() {
    let script = Script::new([
        ec2("GetSerialConsoleAccessStatus", &nested("serialConsoleAccessEnabled", "true")),
        ec2("GetImageBlockPublicAccessState", &nested("imageBlockPublicAccessState", "block-new-sharing")),
        ec2("GetSnapshotBlockPublicAccessState", &nested("state", "block-all-sharing")),
        ec2("GetAllowedImagesSettings", &nested("state", "audit-mode")),
        ec2("DescribeVpcBlockPublicAccessOptions", &nested("vpcBlockPublicAccessOptions/awsRegion", "eu-west-1")),
        ec2("DescribeAccountVpcEncryptionControl", &nested("accountVpcEncryptionControl/mode", "attempt-monitor")),
        ec2("GetManagedResourceVisibility", &nested("visibility/defaultVisibility", "hidden")),
    ]);
    let ec2 = Ec2::new(&session(&script));
    assert_eq!(ec2.serial_console_access().data().await.unwrap().serial_console_access_enabled(), Some(true));
    let images = ec2.image_block_public_access().data().await.unwrap();
    assert_eq!(images.image_block_public_access_state(), Some("block-new-sharing"));
    let snapshots = ec2.snapshot_block_public_access().data().await.unwrap();
    assert_eq!(snapshots.state().map(|state| state.as_str()), Some("block-all-sharing"));
    assert_eq!(ec2.allowed_images_settings().data().await.unwrap().state(), Some("audit-mode"));
    let vpcs = ec2.vpc_block_public_access_options().data().await.unwrap();
    assert_eq!(vpcs.aws_region(), Some("eu-west-1"));
    let encryption = ec2.account_vpc_encryption_control().data().await.unwrap();
    assert_eq!(encryption.mode().map(|mode| mode.as_str()), Some("attempt-monitor"));
    let visibility = ec2.managed_resource_visibility().data().await.unwrap();
    assert_eq!(visibility.default_visibility().map(|default| default.as_str()), Some("hidden"));
}

#[tokio::test]
async fn defaults_of_instances_are_told() {
    let script = Script::new([
        ec2("GetEbsDefaultKmsKeyId", &nested("kmsKeyId", "alias/aws/ebs")),
        ec2("GetInstanceMetadataDefaults", &nested("accountLevel/httpPutResponseHopLimit", "2")),
        ec2("GetDefaultCreditSpecification", &nested("instanceFamilyCreditSpecification/cpuCredits", "unlimited")),
        ec2("GetCapacityManagerAttributes", &nested("capacityManagerStatus", "enabled")),
        ec2(
            "DescribeInstanceEventNotificationAttributes",
            &nested("instanceTagAttribute/includeAllTagsOfInstance", "true"),
        ),
    ]);
    let ec2 = Ec2::new(&session(&script));
    assert_eq!(ec2.ebs_default_kms_key().data().await.unwrap().kms_key_id(), Some("alias/aws/ebs"));
    let metadata = ec2.instance_metadata_defaults().data().await.unwrap();
    assert_eq!(metadata.http_put_response_hop_limit(), Some(2));
    let credits = ec2.default_credit_specification("t3").data().await.unwrap();
    assert_eq!(credits.cpu_credits(), Some("unlimited"));
    assert_eq!(script.request(2).param("InstanceFamily").as_deref(), Some("t3"));
    let manager = ec2.capacity_manager().data().await.unwrap();
    assert_eq!(manager.capacity_manager_status().map(|status| status.as_str()), Some("enabled"));
    let events = ec2.instance_event_notification_attributes().data().await.unwrap();
    assert_eq!(events.include_all_tags_of_instance(), Some(true));
}

/// An account has a data feed of Spot prices only once it has asked for one.
#[tokio::test]
async fn a_data_feed_is_there_or_not() {
    let script = Script::new([
        ec2("DescribeSpotDatafeedSubscription", &nested("spotDatafeedSubscription/bucket", "prices")),
        ec2("DescribeSpotDatafeedSubscription", ""),
        super::error("InvalidSpotDatafeed.NotFound"),
    ]);
    let feed = Ec2::new(&session(&script)).spot_datafeed_subscription();
    assert_eq!(feed.data().await.unwrap().bucket(), Some("prices"));
    assert!(feed.reload().await.unwrap_err().is_not_found());
    let none = feed.reload().await.unwrap_err();
    assert_eq!((none.is_not_found(), none.code()), (true, Some("InvalidSpotDatafeed.NotFound")));
}
