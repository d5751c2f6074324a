//! Databases, streams, catalogs and buckets.

use end_to_end::fake::Account;

use super::round_trip;

#[cfg(feature = "dynamodb")]
#[tokio::test]
async fn a_table() {
    use aws_resources::dynamodb::DynamoDb;
    use aws_sdk_dynamodb::types::{AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType};

    let account = Account::new("eu-west-1").await;
    let id = AttributeDefinition::builder().attribute_name("id").attribute_type(ScalarAttributeType::S);
    let key = KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash);
    let create = DynamoDb::new(&account.session).create_table().with(|r| {
        let r = r.table_name("orders").billing_mode(BillingMode::PayPerRequest);
        r.attribute_definitions(id.build().unwrap()).key_schema(key.build().unwrap())
    });
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "elasticache")]
#[tokio::test]
async fn caches() {
    use aws_resources::elasticache::ElastiCache;

    let account = Account::new("us-east-1").await;
    let elasticache = ElastiCache::new(&account.session);
    let create = elasticache
        .create_cache_cluster()
        .with(|r| r.cache_cluster_id("shop").engine("redis").cache_node_type("cache.t4g.micro").num_cache_nodes(1));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = elasticache.create_cache_subnet_group().with(|r| {
        let r = r.cache_subnet_group_name("inner").cache_subnet_group_description("for tests");
        r.subnet_ids("subnet-0123456789abcdef0")
    });
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = elasticache.create_user().with(|r| {
        let r = r.user_id("shop").user_name("shop").engine("redis").access_string("on ~* +@all");
        r.no_password_required(true)
    });
    round_trip(&create.await.unwrap().unwrap()).await;
}

/// What they are created with stays.
#[cfg(feature = "glue")]
#[tokio::test]
async fn a_catalog_and_its_jobs() {
    use aws_resources::glue::Glue;
    use aws_sdk_glue::types::{DatabaseInput, JobCommand};

    let account = Account::new("eu-west-1").await;
    let glue = Glue::new(&account.session);
    let input = DatabaseInput::builder().name("sales").build().unwrap();
    let create = glue.create_database().with(|r| r.database_input(input).tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let command = JobCommand::builder().name("glueetl").script_location("s3://scripts/load.py").build();
    let create = glue.create_job().with(|r| r.name("load").role("Glue").command(command).tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = glue.create_workflow().with(|r| r.name("nightly").tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = glue.create_registry().with(|r| r.registry_name("events"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "kafka")]
#[tokio::test]
async fn a_kafka_cluster() {
    use aws_resources::kafka::Kafka;
    use aws_sdk_kafka::types::{ServerlessRequest, VpcConfig};

    let account = Account::new("us-east-1").await;
    let network = VpcConfig::builder().subnet_ids("subnet-1").build();
    let serverless = ServerlessRequest::builder().vpc_configs(network).build();
    let create = Kafka::new(&account.session).create_cluster_v2();
    let create = create.with(|r| r.cluster_name("events").serverless(serverless).tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "kinesis")]
#[tokio::test]
async fn a_stream() {
    use aws_resources::kinesis::Kinesis;

    let account = Account::new("us-east-1").await;
    let create = Kinesis::new(&account.session).create_stream().with(|r| r.stream_name("clicks").shard_count(1));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "rds")]
#[tokio::test]
async fn databases() {
    use aws_resources::rds::Rds;

    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let create = rds.create_db_instance().with(|r| {
        r.db_instance_identifier("orders").engine("postgres").db_instance_class("db.t4g.micro").allocated_storage(20)
    });
    let database = create.await.unwrap().unwrap();
    round_trip(&database).await;
    let create = database.create_snapshot().with(|r| r.db_snapshot_identifier("before"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = rds.create_db_cluster().with(|r| {
        let r = r.db_cluster_identifier("warehouse").engine("aurora-postgresql");
        r.master_username("root").master_user_password("not-a-secret")
    });
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = rds
        .create_db_parameter_group()
        .with(|r| r.db_parameter_group_name("slow").db_parameter_group_family("postgres16").description("of a test"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "redshift")]
#[tokio::test]
async fn warehouses() {
    use aws_resources::redshift::Redshift;

    let account = Account::new("eu-west-1").await;
    let redshift = Redshift::new(&account.session);
    let create = redshift.create_cluster().with(|r| {
        let r = r.cluster_identifier("shop").node_type("ra3.large").db_name("sales").number_of_nodes(2);
        r.master_username("me").master_user_password("Passw0rd")
    });
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = redshift
        .create_cluster_parameter_group()
        .with(|r| r.parameter_group_name("slow").parameter_group_family("redshift-1.0").description("of a test"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "s3")]
mod s3 {
    use aws_resources::{
        Tagged as _, Tags,
        s3::{Bucket, S3},
    };
    use aws_sdk_s3::primitives::ByteStream;

    use super::{Account, round_trip};

    async fn bucket(account: &Account) -> Bucket {
        let create = S3::new(&account.session).create_bucket().with(|r| r.bucket(format!("tags-{}", account.id)));
        create.await.unwrap().unwrap()
    }

    /// The id of the version that is put.
    async fn put(bucket: &Bucket, key: &str) -> Option<String> {
        let body = ByteStream::from_static(b"text");
        let put = bucket.client().put_object().bucket(bucket.name()).key(key).body(body).send().await;
        put.unwrap().version_id
    }

    #[tokio::test]
    async fn a_bucket_and_its_objects() {
        let account = Account::new("us-east-1").await;
        let bucket = bucket(&account).await;
        round_trip(&bucket).await;
        put(&bucket, "a b/ü.txt").await;
        round_trip(&bucket.object("a b/ü.txt")).await;
        let listed = bucket.objects().try_collect().await.unwrap();
        round_trip(&listed[0]).await;
    }

    #[tokio::test]
    async fn each_version_has_its_own() {
        let account = Account::new("us-east-1").await;
        let bucket = bucket(&account).await;
        bucket.versioning().enable().await.unwrap();
        let first = put(&bucket, "plan").await.expect("versions have ids");
        put(&bucket, "plan").await;
        let object = bucket.object("plan");
        object.tag([("stage", "new")]).await.unwrap();
        let first = object.version(first);
        round_trip(&first).await;

        first.tag([("stage", "old")]).await.unwrap();
        let stage = |value: &str| Tags::from([("stage".to_owned(), value.to_owned())]);
        assert_eq!(object.tags().await.unwrap(), stage("new"));
        assert_eq!(first.tags().await.unwrap(), stage("old"));
    }
}
