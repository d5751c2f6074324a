//! Two accounts at once.

use aws_resources::{Session, cloudtrail::CloudTrail, rds::Rds};
use end_to_end::fake::Account;
use fake_aws::FakeAws;

/// A database and a trail, under the same names in every account.
async fn fill(account: &Account, class: &str) {
    let bucket = format!("accounts-{}", account.id);
    FakeAws::shared().create_bucket(&account.id, account.region, &bucket).unwrap();
    let client = aws_sdk_cloudtrail::Client::new(&account.config);
    client.create_trail().name("audit").s3_bucket_name(bucket).send().await.unwrap();
    let client = aws_sdk_rds::Client::new(&account.config);
    let database = client.create_db_instance().db_instance_identifier("orders").engine("postgres");
    database.db_instance_class(class).allocated_storage(20).send().await.unwrap();
}

#[tokio::test]
async fn each_account_sees_only_its_own() {
    let one = Account::new("eu-west-1").await;
    let two = Account::new("eu-west-1").await;
    fill(&one, "db.t4g.micro").await;
    fill(&two, "db.r7g.large").await;

    for (account, class) in [(&one, "db.t4g.micro"), (&two, "db.r7g.large")] {
        assert_eq!(account.session.account_id().await.unwrap(), account.id);
        let databases = Rds::new(&account.session).db_instances().try_collect().await.unwrap();
        assert_eq!(databases.len(), 1);
        assert_eq!(databases[0].data().await.unwrap().db_instance_class(), Some(class));
        assert_eq!(databases[0].arn().await.unwrap().account(), Some(&*account.id));
        let trails = CloudTrail::new(&account.session).trails().try_collect().await.unwrap();
        assert_eq!(trails.len(), 1);
        assert_eq!(trails[0].arn().await.unwrap().account(), Some(&*account.id));
    }

    let [first, second] = [&one, &two].map(|account| Rds::new(&account.session).db_instance("orders"));
    assert_ne!(first, second, "the same name in two accounts");
    first.delete().with(|r| r.skip_final_snapshot(true)).await.unwrap();
    assert!(first.reload().await.unwrap_err().is_not_found());
    second.reload().await.unwrap();
}

#[tokio::test]
async fn each_region_sees_only_its_own() {
    let account = Account::new("eu-west-1").await;
    fill(&account, "db.t4g.micro").await;
    let elsewhere: Session = account.session.region("eu-west-3");
    assert_eq!(Rds::new(&elsewhere).db_instances().try_collect().await.unwrap(), []);
    let error = Rds::new(&elsewhere).db_instance("orders").data().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.region(), Some("eu-west-3"));
}
