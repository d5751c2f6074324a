//! What runs code, and what moves messages and calls to it.

use end_to_end::fake::Account;

use super::round_trip;

#[cfg(feature = "apigatewayv2")]
#[tokio::test]
async fn apis() {
    use aws_resources::apigatewayv2::ApiGatewayV2;
    use aws_sdk_apigatewayv2::types::ProtocolType;

    let account = Account::new("us-east-1").await;
    let gateway = ApiGatewayV2::new(&account.session);
    let create = gateway.create_api();
    let create = create.with(|r| r.name("shop").protocol_type(ProtocolType::Http).tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = gateway.create_vpc_link().with(|r| r.name("inside").subnet_ids("subnet-1"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "cloudfront")]
#[tokio::test]
async fn distributions_and_their_functions() {
    use aws_resources::cloudfront::CloudFront;
    use aws_sdk_cloudfront::{
        primitives::Blob,
        types::{
            DefaultCacheBehavior, DistributionConfig, FunctionConfig, FunctionRuntime, Origin, Origins, S3OriginConfig,
            ViewerProtocolPolicy,
        },
    };

    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    let bucket = S3OriginConfig::builder().origin_access_identity("").build();
    let origin = Origin::builder().id("bucket").domain_name("shop.s3.amazonaws.com").s3_origin_config(bucket);
    let origins = Origins::builder().quantity(1).items(origin.build().unwrap()).build().unwrap();
    let behavior = DefaultCacheBehavior::builder().target_origin_id("bucket");
    let behavior = behavior.viewer_protocol_policy(ViewerProtocolPolicy::HttpsOnly).build().unwrap();
    let config = DistributionConfig::builder().caller_reference("shop").comment("shop").enabled(true);
    let config = config.origins(origins).default_cache_behavior(behavior).build().unwrap();
    let create = cloudfront.create_distribution().with(|r| r.distribution_config(config));
    round_trip(&create.await.unwrap().unwrap()).await;

    let config = FunctionConfig::builder().comment("c").runtime(FunctionRuntime::CloudfrontJs20).build().unwrap();
    let create = cloudfront.create_function();
    let create =
        create.with(|r| r.name("own").function_config(config).function_code(Blob::new("function handler() {}")));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = cloudfront.create_key_value_store().with(|r| r.name("flags").comment("c"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "ecr")]
#[tokio::test]
async fn a_repository() {
    use aws_resources::ecr::Ecr;

    let account = Account::new("eu-west-1").await;
    let create = Ecr::new(&account.session).create_repository().with(|r| r.repository_name("web/front"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "ecs")]
#[tokio::test]
async fn a_cluster_and_what_runs_in_it() {
    use aws_resources::ecs::Ecs;
    use aws_sdk_ecs::types::{AutoScalingGroupProvider, ContainerDefinition};

    let account = Account::new("us-east-1").await;
    let ecs = Ecs::new(&account.session);
    let cluster = ecs.create_cluster().with(|r| r.cluster_name("web")).await.unwrap().unwrap();
    round_trip(&cluster).await;
    let container = ContainerDefinition::builder().name("app").image("nginx").memory(64).cpu(10).build();
    let register = ecs.register_task_definition().with(|r| r.family("shop").container_definitions(container));
    let definition = register.await.unwrap().unwrap();
    round_trip(&definition).await;
    let create = cluster.create_service();
    let create = create.with(|r| r.service_name("front").task_definition(definition.arn_identifier()).desired_count(1));
    round_trip(&create.await.unwrap().unwrap()).await;
    let group = format!("arn:aws:autoscaling:us-east-1:{}:autoScalingGroup:1:autoScalingGroupName/own", account.id);
    let group = AutoScalingGroupProvider::builder().auto_scaling_group_arn(group).build().unwrap();
    let create = ecs.create_capacity_provider().with(|r| r.name("own").auto_scaling_group_provider(group));
    round_trip(&create.await.unwrap().unwrap()).await;
}

/// The fake removes but the first of several tags.
#[cfg(feature = "eks")]
#[tokio::test]
async fn a_kubernetes_cluster() {
    use aws_resources::{Tagged as _, Tags, eks::Eks};
    use aws_sdk_eks::types::VpcConfigRequest;

    let account = Account::new("eu-west-1").await;
    let network = VpcConfigRequest::builder().subnet_ids("subnet-1").build();
    let create = Eks::new(&account.session).create_cluster().with(|r| {
        let r = r.name("shop").role_arn("arn:aws:iam::111122223333:role/shop").resources_vpc_config(network);
        r.tags("owner", "ops")
    });
    let cluster = create.await.unwrap().unwrap();
    let tags = |tags: &[(&str, &str)]| -> Tags {
        tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    cluster.tag([("owner", "dev"), (super::KEY, super::VALUE)]).await.unwrap();
    assert_eq!(cluster.tags().await.unwrap(), tags(&[("owner", "dev"), (super::KEY, super::VALUE)]));
    cluster.untag(["none"]).await.unwrap();
    cluster.untag([super::KEY]).await.unwrap();
    assert_eq!(cluster.tags().await.unwrap(), tags(&[("owner", "dev")]));
}

#[cfg(feature = "emr")]
#[tokio::test]
async fn a_cluster_whose_data_has_the_tags() {
    use aws_resources::emr::Emr;
    use aws_sdk_emr::types::{InstanceGroupConfig, InstanceRoleType, JobFlowInstancesConfig, Tag};

    let account = Account::new("eu-west-1").await;
    let group = InstanceGroupConfig::builder().instance_role(InstanceRoleType::Master);
    let group = group.instance_type("m7g.xlarge").instance_count(1).build();
    let instances = JobFlowInstancesConfig::builder().keep_job_flow_alive_when_no_steps(true).instance_groups(group);
    let tag = Tag::builder().key("owner").value("ops").build();
    let run = Emr::new(&account.session).run_job_flow().with(|r| {
        let r = r.name("nightly").release_label("emr-7.9.0").instances(instances.build()).tags(tag);
        r.service_role("EMR").job_flow_role("EC2")
    });
    let cluster = run.await.unwrap().unwrap();
    cluster.data().await.unwrap();
    round_trip(&cluster).await;
}

#[cfg(feature = "events")]
#[tokio::test]
async fn a_bus_and_its_rule() {
    use aws_resources::events::Events;

    let account = Account::new("eu-west-1").await;
    let bus = Events::new(&account.session).create_event_bus().with(|r| r.name("shop")).await.unwrap().unwrap();
    round_trip(&bus).await;
    let put = bus.put_rule().with(|r| r.name("orders").event_pattern(r#"{"source": ["shop"]}"#));
    round_trip(&put.await.unwrap().unwrap()).await;
}

#[cfg(feature = "lambda")]
#[tokio::test]
async fn functions_and_what_invokes_them() {
    use aws_resources::lambda::Lambda;
    use aws_sdk_lambda::{
        primitives::Blob,
        types::{FunctionCode, Runtime},
    };

    let account = Account::new("us-east-1").await;
    account.ask("iam", "Action=CreateRole&Version=2010-05-08&RoleName=worker&AssumeRolePolicyDocument=%7B%7D");
    let role = format!("arn:aws:iam::{}:role/worker", account.id);
    let code = FunctionCode::builder().zip_file(Blob::new("zip")).build();
    let create = Lambda::new(&account.session).create_function().with(|r| {
        let r = r.function_name("orders").code(code).role(role).runtime(Runtime::Python312).handler("a.handler");
        r.tags("owner", "ops")
    });
    let function = create.await.unwrap().unwrap();
    round_trip(&function).await;

    account.ask("sqs", "Action=CreateQueue&Version=2012-11-05&QueueName=waiting");
    let queue = format!("arn:aws:sqs:us-east-1:{}:waiting", account.id);
    let create = function.create_event_source_mapping().with(|r| r.event_source_arn(queue));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "sfn")]
#[tokio::test]
async fn state_machines_and_activities() {
    use aws_resources::sfn::Sfn;

    let account = Account::new("eu-west-1").await;
    let sfn = Sfn::new(&account.session);
    let role = format!("arn:aws:iam::{}:role/Shop", account.id);
    let steps = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
    let create = sfn.create_state_machine().with(|r| r.name("orders").definition(steps).role_arn(role));
    round_trip(&create.await.unwrap()).await;
    let create = sfn.create_activity().with(|r| r.name("check"));
    round_trip(&create.await.unwrap()).await;
}

#[cfg(feature = "sns")]
#[tokio::test]
async fn a_topic() {
    use aws_resources::sns::Sns;

    let account = Account::new("eu-west-1").await;
    let create = Sns::new(&account.session).create_topic().with(|r| r.name("orders"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "sqs")]
#[tokio::test]
async fn a_queue() {
    use aws_resources::sqs::Sqs;

    let account = Account::new("eu-west-1").await;
    let create = Sqs::new(&account.session).create_queue().with(|r| r.queue_name("orders").tags("owner", "ops"));
    round_trip(&create.await.unwrap().unwrap()).await;
}
