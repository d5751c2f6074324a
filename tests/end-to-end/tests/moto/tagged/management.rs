//! What guards, watches and configures the rest.

use end_to_end::fake::Account;

use super::round_trip;

#[cfg(feature = "acm")]
#[tokio::test]
async fn a_certificate() {
    use aws_resources::acm::Acm;

    let account = Account::new("eu-west-1").await;
    let request = Acm::new(&account.session).request_certificate().with(|r| r.domain_name("example.com"));
    round_trip(&request.await.unwrap().unwrap()).await;
}

#[cfg(feature = "cloudtrail")]
#[tokio::test]
async fn a_trail() {
    use aws_resources::cloudtrail::CloudTrail;
    use fake_aws::FakeAws;

    let account = Account::new("eu-west-1").await;
    let bucket = format!("tagged-trails-{}", account.id);
    FakeAws::shared().create_bucket(&account.id, account.region, &bucket).unwrap();
    let cloudtrail = CloudTrail::new(&account.session);
    cloudtrail.create_trail().with(|r| r.name("audit").s3_bucket_name(bucket)).await.unwrap();
    // It is known by its name, its tags by its ARN.
    round_trip(&cloudtrail.trail("audit")).await;
}

#[cfg(feature = "cloudwatch")]
#[tokio::test]
async fn an_alarm() {
    use aws_resources::cloudwatch::CloudWatch;
    use aws_sdk_cloudwatch::types::{ComparisonOperator, Statistic};

    let account = Account::new("us-east-1").await;
    let put = CloudWatch::new(&account.session).metric("Shop", "Orders").put_alarm().with(|r| {
        let r = r.alarm_name("few").period(60).statistic(Statistic::Sum).evaluation_periods(1).threshold(1.0);
        r.comparison_operator(ComparisonOperator::LessThanThreshold)
    });
    round_trip(&put.await.unwrap().unwrap()).await;
}

#[cfg(feature = "iam")]
#[tokio::test]
async fn identities() {
    use aws_resources::iam::Iam;

    const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;
    const ALLOW: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#;

    let account = Account::new("us-east-1").await;
    let iam = Iam::new(&account.session);
    let create = iam.create_user().with(|r| r.user_name("ann"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = iam.create_role().with(|r| r.role_name("web").assume_role_policy_document(TRUST));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = iam.create_policy().with(|r| r.policy_name("shared").path("/team/").policy_document(ALLOW));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = iam.create_open_id_connect_provider();
    let create = create.with(|r| r.url("https://example.com/issuer").thumbprint_list("c".repeat(40)));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "kms")]
#[tokio::test]
async fn a_key() {
    use aws_resources::kms::Kms;

    let account = Account::new("eu-west-1").await;
    round_trip(&Kms::new(&account.session).create_key().await.unwrap().unwrap()).await;
}

#[cfg(feature = "logs")]
#[tokio::test]
async fn log_groups_and_destinations() {
    use aws_resources::logs::Logs;
    use aws_sdk_cloudwatchlogs::types::DeliveryDestinationConfiguration;

    let account = Account::new("eu-west-1").await;
    let logs = Logs::new(&account.session);
    let create = logs.create_log_group().with(|r| r.log_group_name("/shop/web").tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let bucket = DeliveryDestinationConfiguration::builder().destination_resource_arn("arn:aws:s3:::logs").build();
    let put = logs.put_delivery_destination();
    let put = put.with(|r| r.name("archive").delivery_destination_configuration(bucket.unwrap()));
    round_trip(&put.await.unwrap().unwrap()).await;
}

#[cfg(feature = "organizations")]
#[tokio::test]
async fn parts_of_an_organization() {
    use aws_resources::organizations::Organizations;
    use aws_sdk_organizations::types::PolicyType;

    const DENY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#;

    let account = Account::new("us-east-1").await;
    let organizations = Organizations::new(&account.session);
    organizations.create_organization().await.unwrap();
    let root = organizations.roots().try_collect().await.unwrap().remove(0);
    round_trip(&root).await;
    let unit = root.create_organizational_unit().with(|r| r.name("shop")).await.unwrap().unwrap();
    round_trip(&unit).await;
    let create = organizations.create_account().with(|r| r.account_name("one").email("one@example.com"));
    let created = create.await.unwrap().unwrap();
    created.wait_until_succeeded().every(crate::SOON).await.unwrap();
    round_trip(&created.account().await.unwrap().unwrap()).await;
    let create = organizations.create_policy();
    let create =
        create.with(|r| r.name("no-s3").description("").r#type(PolicyType::ServiceControlPolicy).content(DENY));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "secretsmanager")]
#[tokio::test]
async fn a_secret() {
    use aws_resources::secretsmanager::SecretsManager;
    use aws_sdk_secretsmanager::types::Tag;

    let account = Account::new("us-east-1").await;
    let tag = Tag::builder().key("owner").value("ops").build();
    let create = SecretsManager::new(&account.session).create_secret();
    let create = create.with(|r| r.name("api/key").secret_string("one").tags(tag));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "ssm")]
#[tokio::test]
async fn parts_of_systems_manager() {
    use aws_resources::ssm::Ssm;
    use aws_sdk_ssm::types::{DocumentFormat, DocumentType, ParameterType};

    let account = Account::new("eu-west-1").await;
    let ssm = Ssm::new(&account.session);
    let put = ssm.put_parameter().with(|r| r.name("/shop/1").value("x").r#type(ParameterType::String));
    round_trip(&put.await.unwrap().unwrap()).await;
    let content = r#"{"schemaVersion": "2.2", "description": "of a test", "mainSteps": []}"#;
    let create = ssm.create_document().with(|r| {
        let r = r.name("Restart").content(content);
        r.document_type(DocumentType::Command).document_format(DocumentFormat::Json)
    });
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = ssm.create_maintenance_window();
    let create = create
        .with(|r| r.name("night").schedule("cron(0 2 ? * * *)").duration(3).cutoff(1).allow_unassociated_targets(true));
    round_trip(&create.await.unwrap().unwrap()).await;
}
