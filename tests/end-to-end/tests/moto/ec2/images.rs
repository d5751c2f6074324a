//! Images: made of instances, copied, shared, and set aside. The fake finds no image by its snapshot, and gives a
//! copy no source.

use aws_resources::ec2::Ec2;
use aws_sdk_ec2::types::{self, ImageAttributeName, ImageState};
use end_to_end::fake::Account;

use super::{launch, register};
use crate::SOON;

#[tokio::test]
async fn an_image_is_made_of_an_instance() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let instance = ec2.instance(launch(&account, &[1]).await.remove(0));
    let image = instance.create_image().with(|r| r.name("golden").description("of a web server"));
    let image = image.await.unwrap().expect("AWS answers with the image's id");
    image.wait_until_exists().every(SOON).await.unwrap();
    image.wait_until_available().every(SOON).await.unwrap();
    let data = image.data().await.unwrap();
    assert_eq!((data.name(), data.description()), (Some("golden"), Some("of a web server")));
    assert_eq!(data.owner_id(), Some(&*account.id));
    let arn = image.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:ec2:${Region}::image/${ImageId}", &[("ImageId", image.id())]);

    let snapshots = image.snapshots().await.unwrap();
    assert_eq!(snapshots.len(), 1);
    let device = data.block_device_mappings()[0].ebs().unwrap();
    assert_eq!(Some(snapshots[0].id()), device.snapshot_id());
    assert_eq!(image.source_instance().await.unwrap(), Some(instance));

    let copy = image.copy().with(|r| r.name("copied").source_region("eu-west-1")).await.unwrap().unwrap();
    assert_ne!(copy, image);
    assert_eq!(copy.data().await.unwrap().name(), Some("copied"));
    let mine = ec2.images().filter(|r| r.owners("self")).try_collect().await.unwrap();
    assert_eq!(mine.len(), 3, "with the one that the instance is of");
    assert!(mine.contains(&image) && mine.contains(&copy));
    image.deregister().await.unwrap();
    let gone = image.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert!(copy.reload().await.is_ok());
}

#[tokio::test]
async fn an_image_is_shared_and_disabled() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let image = ec2.image(register(&account).await);
    let permission = types::LaunchPermission::builder().user_id("111122223333").build();
    let share = types::LaunchPermissionModifications::builder().add(permission).build();
    image.modify_attribute().with(|r| r.launch_permission(share)).await.unwrap();
    let shared = image.describe_attribute().with(|r| r.attribute(ImageAttributeName::LaunchPermission)).await.unwrap();
    assert_eq!(shared.image_id(), Some(image.id()));
    assert_eq!(shared.launch_permissions()[0].user_id(), Some("111122223333"));

    image.disable().await.unwrap();
    assert_eq!(image.data().await.unwrap().state(), Some(&ImageState::Disabled));
    image.enable().await.unwrap();
    assert_eq!(image.data().await.unwrap().state(), Some(&ImageState::Available));
}
