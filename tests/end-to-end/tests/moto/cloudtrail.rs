//! Trails. The fake answers both listings on one page, as AWS does up to many trails.

use aws_resources::cloudtrail::CloudTrail;
use aws_sdk_cloudtrail::{
    Client,
    operation::get_trail::GetTrailError,
    types::{DataResource, EventSelector, InsightSelector, InsightType, ReadWriteType, Tag},
};
use end_to_end::{exercised, fake::Account};
use fake_aws::FakeAws;

use crate::pages;

/// The name of a bucket for trails.
fn bucket(account: &Account) -> String {
    let bucket = format!("trails-{}", account.id);
    FakeAws::shared().create_bucket(&account.id, account.region, &bucket).unwrap();
    bucket
}

/// The ARNs of three trails that the plain SDK creates.
async fn create(account: &Account) -> Vec<String> {
    let bucket = bucket(account);
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for name in ["audit", "data", "network"] {
        let made = client.create_trail().name(name).s3_bucket_name(&bucket).send().await.unwrap();
        arns.push(made.trail_arn.unwrap());
    }
    arns
}

#[tokio::test]
async fn both_listings_give_all_trails() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account).await;
    let cloudtrail = CloudTrail::new(&account.session);

    let described = pages(cloudtrail.trails(), |trail| trail.name_or_arn().to_owned()).await.unwrap();
    assert_eq!(described, [&*created]);
    let listed = pages(cloudtrail.account_trails(), |trail| trail.name_or_arn().to_owned()).await.unwrap();
    assert_eq!(listed, [&*created]);

    for (trail, arn) in cloudtrail.trails().try_collect().await.unwrap().iter().zip(&created) {
        assert!(trail.loaded().is_some(), "DescribeTrails gives the data");
        exercised::arn("cloudtrail.Trail", &trail.arn().await.unwrap(), Some(arn));
    }
    let trail = cloudtrail.account_trails().first().await.unwrap().unwrap();
    assert!(trail.loaded().is_none(), "ListTrails gives less than the data");
    assert_eq!(trail.summary().unwrap().home_region(), Some(account.region));
    exercised::arn("cloudtrail.Trail", &trail.arn().await.unwrap(), Some(&created[0]));
    assert!(trail.loaded().is_none(), "its ARN is in the summary");
    assert_eq!(trail.data().await.unwrap().s3_bucket_name(), Some(&*format!("trails-{}", account.id)));
}

#[tokio::test]
async fn a_trail_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let created = create(&account).await;
    let trail = CloudTrail::new(&account.session).trail("audit");
    let arn = trail.arn().await.unwrap();
    exercised::arn("cloudtrail.Trail", &arn, Some(&created[0]));
    let template = "arn:${Partition}:cloudtrail:${Region}:${Account}:trail/${TrailName}";
    account.assert_arn(&arn, template, &[("TrailName", "audit")]);

    assert_eq!(trail.get_status().await.unwrap().is_logging(), Some(false));
    trail.start_logging().await.unwrap();
    assert_eq!(trail.get_status().await.unwrap().is_logging(), Some(true));
    trail.stop_logging().await.unwrap();
    assert_eq!(trail.get_status().await.unwrap().is_logging(), Some(false));

    trail.data().await.unwrap();
    let updated = trail.update().with(|r| r.include_global_service_events(false)).await.unwrap();
    assert_eq!(updated.unwrap().name_or_arn(), created[0]);
    assert!(trail.loaded().is_none(), "an action forgets the data");
    assert_eq!(trail.data().await.unwrap().include_global_service_events(), Some(false));

    trail.delete().await.unwrap();
    let gone = trail.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("TrailNotFoundException"));
    let sdk = gone.sdk_error::<GetTrailError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetTrailError::is_trail_not_found_exception), "{sdk:?}");
    let left = pages(CloudTrail::new(&account.session).trails(), |trail| trail.name_or_arn().to_owned()).await;
    assert_eq!(left.unwrap(), [&created[1..]]);
}

#[tokio::test]
async fn a_new_trail_says_what_it_logs() {
    let account = Account::new("eu-central-1").await;
    let bucket = bucket(&account);
    let cloudtrail = CloudTrail::new(&account.session);
    let create = cloudtrail.create_trail().with(|r| r.name("audit").s3_bucket_name(bucket));
    let trail = create.await.unwrap().expect("AWS answers with the trail");
    let arn = trail.arn().await.unwrap();
    assert_eq!(trail.get_event_selectors().await.unwrap().event_selectors(), []);
    let objects = DataResource::builder().r#type("AWS::S3::Object").values("arn:aws:s3").build();
    let selector = EventSelector::builder().read_write_type(ReadWriteType::WriteOnly).data_resources(objects).build();
    trail.put_event_selectors().with(|r| r.event_selectors(selector.clone())).await.unwrap();
    let selectors = trail.get_event_selectors().await.unwrap();
    assert_eq!((selectors.trail_arn(), selectors.event_selectors()), (Some(arn.as_str()), &[selector][..]));

    let rate = InsightSelector::builder().insight_type(InsightType::ApiCallRateInsight).build();
    trail.put_insight_selectors().with(|r| r.insight_selectors(rate.clone())).await.unwrap();
    assert_eq!(trail.get_insight_selectors().await.unwrap().insight_selectors(), [rate]);

    let nowhere = cloudtrail.create_trail().with(|r| r.name("other").s3_bucket_name("no-such-bucket-of-ours"));
    assert_eq!(nowhere.await.unwrap_err().code(), Some("S3BucketDoesNotExistException"));
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account).await;
    let trail = CloudTrail::new(&account.session).trail("audit");
    let tag = Tag::builder().key("team").value("audit").build().unwrap();
    trail.add_tags().with(|r| r.tags_list(tag)).await.unwrap();

    let tags = trail.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags.iter().map(|tag| (tag.resource_arn(), tag.key())).collect::<Vec<_>>(), [(&*created[0], "team")]);
    assert_eq!(tags[0].data().await.unwrap().value(), Some("audit"));
    tags[0].delete().await.unwrap();
    assert_eq!(trail.tags_collection().try_collect().await.unwrap(), []);
}
