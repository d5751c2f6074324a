//! Several accounts at once.

use std::collections::BTreeMap;

use aws_resources::{
    Result, Session, SessionManager, cloudtrail::CloudTrail, credentials::RefreshableAssumeRoleProvider, rds::Rds,
};
use end_to_end::fake::{self, Account};
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

/// The class of each database that a session sees, and its trails.
async fn seen(session: &Session) -> Result<(Vec<String>, Vec<String>)> {
    let mut classes = Vec::new();
    for database in Rds::new(session).db_instances().try_collect().await? {
        classes.push(database.data().await?.db_instance_class().unwrap_or_default().to_owned());
    }
    let mut trails = Vec::new();
    for trail in CloudTrail::new(session).trails().try_collect().await? {
        trails.push(trail.arn().await?.to_string());
    }
    Ok((classes, trails))
}

#[tokio::test]
async fn a_managers_sessions_see_their_own_accounts() {
    let mut expected = BTreeMap::new();
    let mut accounts = Vec::new();
    for class in ["db.t4g.micro", "db.r7g.large", "db.m7g.xlarge"] {
        let account = Account::new("eu-west-1").await;
        fill(&account, class).await;
        let trail = format!("arn:aws:cloudtrail:eu-west-1:{}:trail/audit", account.id);
        expected.insert((account.id.clone(), "eu-west-1".to_owned()), (vec![class.to_owned()], vec![trail]));
        expected.insert((account.id.clone(), "eu-west-3".to_owned()), (vec![], vec![]));
        accounts.push(account);
    }
    let manager = SessionManager::builder(&fake::base("eu-west-1")).role_name("Tester").try_build().unwrap();
    for account in &accounts {
        let session = manager.account(&account.id);
        let caller = aws_sdk_sts::Client::new(session.config()).get_caller_identity().send().await.unwrap();
        assert_eq!(caller.account(), Some(&*account.id));
        assert_eq!(caller.arn(), Some(&*format!("arn:aws:sts::{}:assumed-role/Tester/aws-resources", account.id)));
        let here = seen(&session).await.unwrap();
        assert_eq!(here, expected[&(account.id.clone(), "eu-west-1".to_owned())]);
    }

    let ids = accounts.iter().map(|account| &account.id);
    let mut run = manager.fleet().accounts(ids).regions(["eu-west-1", "eu-west-3"]).concurrency(4).run(
        // A trail without a home region here would be of all regions.
        |session| async move { seen(&session).await },
    );
    let mut found = BTreeMap::new();
    while let Some(outcome) = run.next().await {
        let cell = (outcome.account().to_owned(), outcome.region().to_owned());
        found.insert(cell, outcome.into_value().unwrap().unwrap());
    }
    assert_eq!(found, expected);
    assert_eq!((run.progress().ok, run.progress().failed), (6, 0));
}

#[tokio::test]
async fn a_provider_feeds_plain_clients_through_a_chain() {
    let (hub, spoke) = (Account::new("eu-west-1").await, Account::new("eu-west-1").await);
    fill(&spoke, "db.t4g.micro").await;
    let base = fake::base("eu-west-1");
    let role = |account: &Account| {
        RefreshableAssumeRoleProvider::builder(format!("arn:aws:iam::{}:role/Tester", account.id)).configure(&base)
    };
    let hub = role(&hub).build().unwrap();
    let provider = role(&spoke).base(&hub).session_name("chained").build().unwrap();
    let config = provider.config(&base);
    let caller = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await.unwrap();
    assert_eq!(caller.arn(), Some(&*format!("arn:aws:sts::{}:assumed-role/Tester/chained", spoke.id)));
    let databases = aws_sdk_rds::Client::new(&config).describe_db_instances().send().await.unwrap();
    assert_eq!(databases.db_instances().len(), 1);
}
