//! ARNs as AWS writes them, in its documentation and its answers, and the resources that they are of.

use std::collections::BTreeSet;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_resources::{Arn, ErrorKind, REGISTRY, Session, prelude::*, registry};

/// Service and type, ARN, and the identifiers in it. One without a value is the whole ARN.
type Known = (&'static str, &'static str, &'static str);

const KNOWN: &[Known] = &[
    ("acm Certificate", "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012", "arn"),
    ("apigatewayv2 Api", "arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5", "id=a1b2c3d4e5"),
    (
        "apigatewayv2 Stage",
        "arn:aws:apigateway:us-east-1::/apis/a1b2c3d4e5/stages/$default",
        "api_id=a1b2c3d4e5 & name=$default",
    ),
    ("apigatewayv2 DomainName", "arn:aws:apigateway:eu-west-1::/domainnames/*.example.com", "name=*.example.com"),
    (
        "autoscaling AutoScalingGroup",
        "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:930d940e-891e-4781-a11a-7b0acd480f03:autoScalingGroupName/web/blue:1",
        "name=web/blue:1",
    ),
    (
        "autoscaling ScalingPolicy",
        "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:c7a27f55-d35e-4153-b044-8ca9155fc467:autoScalingGroupName/web:policyName/scale-out",
        "auto_scaling_group_name=web & name=scale-out",
    ),
    (
        "autoscaling LaunchConfiguration",
        "arn:aws:autoscaling:us-east-1:123456789012:launchConfiguration:61136f4f-cf5d-4b25-9f8b-d3a6a5e2e4b1:launchConfigurationName/web-2026",
        "name=web-2026",
    ),
    (
        "cloudformation Stack",
        "arn:aws:cloudformation:us-east-1:123456789012:stack/network/51af3dc0-da77-11e4-872e-1234567db123",
        "name=network",
    ),
    (
        "cloudformation StackSet",
        "arn:aws:cloudformation:us-east-1:123456789012:stackset/guardrails:e67b2bd2-9f3c-4a35-b8a6-9ee1fc5d1f0b",
        "name=guardrails",
    ),
    ("cloudfront Distribution", "arn:aws:cloudfront::123456789012:distribution/E1ABCDEF2GHIJK", "id=E1ABCDEF2GHIJK"),
    ("cloudfront Function", "arn:aws:cloudfront::123456789012:function/rewrite", "name=rewrite"),
    ("cloudtrail Trail", "arn:aws:cloudtrail:us-east-1:123456789012:trail/management-events", "name_or_arn"),
    (
        "cloudtrail EventDataStore",
        "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE",
        "arn",
    ),
    ("cloudwatch Dashboard", "arn:aws:cloudwatch::123456789012:dashboard/Overview", "name=Overview"),
    (
        "cloudwatch InsightRule",
        "arn:aws:cloudwatch:us-east-1:123456789012:insight-rule/DynamoDBContributorInsights-PKC-orders-1582749180",
        "name=DynamoDBContributorInsights-PKC-orders-1582749180",
    ),
    (
        "cognito-identity IdentityPool",
        "arn:aws:cognito-identity:us-east-1:123456789012:identitypool/us-east-1:1a1a1a1a-ffff-1111-9999-12345678",
        "id=us-east-1:1a1a1a1a-ffff-1111-9999-12345678",
    ),
    (
        "directconnect VirtualInterface",
        "arn:aws:directconnect:us-east-1:123456789012:dxvif/dxvif-ffhhk74f",
        "id=dxvif-ffhhk74f",
    ),
    (
        "directconnect DirectConnectGateway",
        "arn:aws:directconnect::123456789012:dx-gateway/5f294f92-bafb-4011-916d-9b0bdexample",
        "id=5f294f92-bafb-4011-916d-9b0bdexample",
    ),
    ("dynamodb Table", "arn:aws:dynamodb:us-west-2:111122223333:table/Forum.Threads", "name=Forum.Threads"),
    ("dynamodb Backup", "arn:aws:dynamodb:us-west-2:111122223333:table/Forum/backup/01489602797149-73d8d5bc", "arn"),
    ("dynamodb Export", "arn:aws:dynamodb:us-west-2:111122223333:table/Forum/export/01234567890123-a1b2c3d4", "arn"),
    ("ec2 Instance", "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0", "id=i-0123456789abcdef0"),
    ("ec2 Image", "arn:aws:ec2:us-east-1::image/ami-0123456789abcdef0", "id=ami-0123456789abcdef0"),
    ("ec2 Snapshot", "arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0", "id=snap-0123456789abcdef0"),
    ("ec2 KeyPair", "arn:aws:ec2:us-east-1:123456789012:key-pair/team/jane@example.com", "name=team/jane@example.com"),
    ("ec2 Vpc", "arn:aws-cn:ec2:cn-north-1:123456789012:vpc/vpc-0e9801d129EXAMPLE", "id=vpc-0e9801d129EXAMPLE"),
    (
        "ec2 VpcAddress",
        "arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-0123456789abcdef0",
        "allocation_id=eipalloc-0123456789abcdef0",
    ),
    ("ec2 Ipam", "arn:aws:ec2::123456789012:ipam/ipam-0123456789abcdef0", "id=ipam-0123456789abcdef0"),
    ("ec2 FlowLog", "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/fl-0123456789abcdef0", "id=fl-0123456789abcdef0"),
    (
        "ec2 SecurityGroupRule",
        "arn:aws-us-gov:ec2:us-gov-west-1:123456789012:security-group-rule/sgr-0123456789abcdef0",
        "id=sgr-0123456789abcdef0",
    ),
    ("ecr Repository", "arn:aws:ecr:us-east-1:123456789012:repository/team/web-app", "name=team/web-app"),
    ("ecs Cluster", "arn:aws:ecs:us-east-1:123456789012:cluster/default", "arn"),
    ("ecs TaskDefinition", "arn:aws:ecs:us-east-1:123456789012:task-definition/hello_world:8", "arn"),
    ("eks Cluster", "arn:aws:eks:us-west-2:111122223333:cluster/prod", "name=prod"),
    (
        "eks Nodegroup",
        "arn:aws:eks:us-west-2:111122223333:nodegroup/prod/workers/1abcd2ef-ab12-34cd-5ef6-abcdef123456",
        "cluster_name=prod & name=workers",
    ),
    (
        "eks Addon",
        "arn:aws:eks:us-west-2:111122223333:addon/prod/vpc-cni/1abcd2ef-ab12-34cd-5ef6-abcdef123456",
        "cluster_name=prod & name=vpc-cni",
    ),
    ("elasticache Cluster", "arn:aws:elasticache:us-east-1:123456789012:cluster:sessions-001", "id=sessions-001"),
    (
        "elasticache ReplicationGroup",
        "arn:aws:elasticache:us-east-1:123456789012:replicationgroup:sessions",
        "id=sessions",
    ),
    (
        "elasticache Snapshot",
        "arn:aws:elasticache:us-east-1:123456789012:snapshot:automatic.sessions-2026-11-22-03-30",
        "name=automatic.sessions-2026-11-22-03-30",
    ),
    ("elb LoadBalancer", "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/classic", "name=classic"),
    (
        "elbv2 LoadBalancer",
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188",
        "arn",
    ),
    (
        "elbv2 Listener",
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/net/web/50dc6c495c0c9188/f2f7dc8efc522ab2",
        "arn",
    ),
    (
        "elbv2 Rule",
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee",
        "arn",
    ),
    (
        "elbv2 TargetGroup",
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/73e2d6bc24d8a067",
        "arn",
    ),
    ("emr Cluster", "arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/j-3KVT1EXAMPLE7U", "id=j-3KVT1EXAMPLE7U"),
    (
        "events EventBus",
        "arn:aws:events:us-east-1:123456789012:event-bus/aws.partner/example.com/acct/orders",
        "name=aws.partner/example.com/acct/orders",
    ),
    ("events Rule", "arn:aws:events:us-east-1:123456789012:rule/nightly", "event_bus_name=default & name=nightly"),
    (
        "events Rule",
        "arn:aws:events:us-east-1:123456789012:rule/orders/nightly",
        "event_bus_name=orders & name=nightly",
    ),
    (
        "events Connection",
        "arn:aws:events:us-east-1:123456789012:connection/crm/4b6a4ad0-ed2e-4dbc-8d10-ae2c8b6a1bcd",
        "name=crm",
    ),
    ("forecast DatasetGroup", "arn:aws:forecast:us-west-2:123456789012:dataset-group/demand", "arn"),
    ("glue Database", "arn:aws:glue:us-east-1:123456789012:database/sales", "name=sales"),
    ("glue Table", "arn:aws:glue:us-east-1:123456789012:table/sales/orders", "database_name=sales & name=orders"),
    ("glue Job", "arn:aws:glue:us-east-1:123456789012:job/nightly load", "name=nightly load"),
    ("glue Schema", "arn:aws:glue:us-east-1:123456789012:schema/default-registry/orders", "arn"),
    (
        "health Event",
        "arn:aws:health:us-east-1::event/EC2/EC2_INSTANCE_RETIREMENT_SCHEDULED/EC2_INSTANCE_RETIREMENT_SCHEDULED_ABC123-DEF456",
        "arn",
    ),
    (
        "health Event",
        "arn:aws:health:global::event/IAM/AWS_IAM_OPERATIONAL_NOTIFICATION/AWS_IAM_OPERATIONAL_NOTIFICATION_1a2b3c",
        "arn",
    ),
    (
        "iam Role",
        "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        "name=AWSServiceRoleForAutoScaling",
    ),
    (
        "iam User",
        "arn:aws:iam::123456789012:user/Development/product_1234/Jane.Doe@example.com",
        "name=Jane.Doe@example.com",
    ),
    ("iam Policy", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "arn"),
    ("iam Policy", "arn:aws:iam::123456789012:policy/audit/read", "arn"),
    (
        "iam OpenIdConnectProvider",
        "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E",
        "arn",
    ),
    ("iam VirtualMfaDevice", "arn:aws:iam::123456789012:mfa/Jane", "serial_number"),
    (
        "kafka Cluster",
        "arn:aws:kafka:us-east-1:123456789012:cluster/events/abcd1234-abcd-cafe-abab-9876543210ab-4",
        "arn",
    ),
    ("kinesis Stream", "arn:aws:kinesis:us-east-1:111122223333:stream/clicks", "name=clicks"),
    ("kinesis Consumer", "arn:aws:kinesis:us-east-1:123456789012:stream/clicks/consumer/billing:1525898737", "arn"),
    (
        "kms Key",
        "arn:aws:kms:us-west-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "id=mrk-1234abcd12ab34cd56ef1234567890ab",
    ),
    ("lambda Function", "arn:aws:lambda:us-west-2:123456789012:function:my-function", "name=my-function"),
    ("lambda LayerVersion", "arn:aws:lambda:us-east-2:123456789012:layer:blank-python-lib:1", "arn"),
    (
        "lambda EventSourceMapping",
        "arn:aws:lambda:us-east-1:123456789012:event-source-mapping:a1b2c3d4-5678-90ab-cdef-11111EXAMPLE",
        "uuid=a1b2c3d4-5678-90ab-cdef-11111EXAMPLE",
    ),
    (
        "logs LogGroup",
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/my-function",
        "name=/aws/lambda/my-function",
    ),
    (
        "logs LogGroup",
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/my-function:*",
        "name=/aws/lambda/my-function",
    ),
    (
        "logs LogStream",
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/my-function:log-stream:2026/11/22/[$LATEST]0123456789abcdef",
        "log_group_name=/aws/lambda/my-function & name=2026/11/22/[$LATEST]0123456789abcdef",
    ),
    (
        "organizations Account",
        "arn:aws:organizations::111111111111:account/o-exampleorgid/555555555555",
        "id=555555555555",
    ),
    (
        "organizations OrganizationalUnit",
        "arn:aws:organizations::111111111111:ou/o-exampleorgid/ou-examplerootid111-exampleouid111",
        "id=ou-examplerootid111-exampleouid111",
    ),
    (
        "organizations Policy",
        "arn:aws:organizations::111111111111:policy/o-exampleorgid/service_control_policy/p-examplepolicyid111",
        "id=p-examplepolicyid111",
    ),
    (
        "organizations Policy",
        "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
        "id=p-FullAWSAccess",
    ),
    ("rds DBInstance", "arn:aws:rds:us-east-2:123456789012:db:my-mysql-instance-1", "id=my-mysql-instance-1"),
    ("rds DBCluster", "arn:aws:rds:us-east-2:123456789012:cluster:my-aurora-cluster-1", "id=my-aurora-cluster-1"),
    (
        "rds DBSnapshot",
        "arn:aws:rds:us-east-2:123456789012:snapshot:rds:my-mysql-db-2026-11-22-07-23",
        "id=rds:my-mysql-db-2026-11-22-07-23",
    ),
    (
        "rds DBClusterSnapshot",
        "arn:aws:rds:us-east-2:123456789012:cluster-snapshot:rds:my-aurora-cluster-1-2026-11-22-07-16",
        "id=rds:my-aurora-cluster-1-2026-11-22-07-16",
    ),
    ("rds OptionGroup", "arn:aws:rds:us-east-2:123456789012:og:default:mysql-8-0", "name=default:mysql-8-0"),
    ("rds DBParameterGroup", "arn:aws:rds:us-east-2:123456789012:pg:default.postgres17", "name=default.postgres17"),
    ("rds DBSubnetGroup", "arn:aws:rds:us-east-2:123456789012:subgrp:my-subnet-10", "name=my-subnet-10"),
    ("rds GlobalCluster", "arn:aws:rds::123456789012:global-cluster:my-global", "id=my-global"),
    ("rds Certificate", "arn:aws:rds:us-east-1::cert:rds-ca-rsa2048-g1", "id=rds-ca-rsa2048-g1"),
    ("redshift Cluster", "arn:aws:redshift:us-east-1:123456789012:cluster:warehouse", "id=warehouse"),
    (
        "redshift Snapshot",
        "arn:aws:redshift:us-east-1:123456789012:snapshot:warehouse/rs:warehouse-2026-11-22-03-30-00",
        "id=rs:warehouse-2026-11-22-03-30-00",
    ),
    ("route53 HostedZone", "arn:aws:route53:::hostedzone/Z148QEXAMPLE8V", "id=Z148QEXAMPLE8V"),
    ("route53 Change", "arn:aws:route53:::change/C2RDJ5EXAMPLE2", "id=C2RDJ5EXAMPLE2"),
    ("s3 Bucket", "arn:aws:s3:::amzn-s3-demo-bucket", "name=amzn-s3-demo-bucket"),
    (
        "s3 Object",
        "arn:aws-cn:s3:::amzn-s3-demo-bucket/home/a b:c/é.txt",
        "bucket_name=amzn-s3-demo-bucket & key=home/a b:c/é.txt",
    ),
    (
        "s3 DirectoryBucket",
        "arn:aws:s3express:us-west-2:111122223333:bucket/demo--usw2-az1--x-s3",
        "name=demo--usw2-az1--x-s3",
    ),
    ("sfn StateMachine", "arn:aws:states:us-east-1:123456789012:stateMachine:HelloWorld", "arn"),
    (
        "sfn Execution",
        "arn:aws:states:us-east-1:123456789012:execution:HelloWorld:5b1c2d3e-0000-4444-8888-0123456789ab",
        "arn",
    ),
    ("sns Topic", "arn:aws:sns:us-east-2:123456789012:orders.fifo", "arn"),
    ("sns Subscription", "arn:aws:sns:us-east-2:123456789012:orders:11a65ef9-d7ea-4ea6-9e4c-1cfc7b01d6a5", "arn"),
    ("sns PlatformApplication", "arn:aws:sns:us-west-2:123456789012:app/GCM/gcmpushapp", "arn"),
    ("ssm Document", "arn:aws:ssm:us-east-2::document/AWS-RunShellScript", "name=AWS-RunShellScript"),
    (
        "ssm MaintenanceWindow",
        "arn:aws:ssm:us-east-2:123456789012:maintenancewindow/mw-0c50858d01EXAMPLE",
        "id=mw-0c50858d01EXAMPLE",
    ),
    (
        "ssm Session",
        "arn:aws:ssm:us-east-2:123456789012:session/jane@example.com-0123456789abcdef0",
        "id=jane@example.com-0123456789abcdef0",
    ),
];

/// ARNs of what has no type here, or none that an ARN tells the identifiers of.
const UNKNOWN: [&str; 13] = [
    "arn:aws:dynamodb:us-west-2:111122223333:table/Forum/stream/2026-11-22T00:00:00.000",
    "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0/x",
    "arn:aws:iam::123456789012:root",
    "arn:aws:sts::123456789012:assumed-role/audit/jane",
    "arn:aws:s3:us-west-2:123456789012:accesspoint/logs",
    "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/bucket/logs",
    "arn:aws:sqs:us-east-2:123456789012:orders",
    "arn:aws:secretsmanager:us-east-2:123456789012:secret:orders-AbCdEf",
    "arn:aws:kms:us-west-2:111122223333:alias/orders",
    "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/stage/GET/",
    "arn:aws:rds:us-east-2:123456789012:db:",
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web",
    "arn:aws:lambda:us-east-1:123456789012:function:name:alias:more",
];

/// A session of which no more is known than its region, in the partition of the ARN.
fn session(arn: &Arn) -> Session {
    let region = match arn.partition() {
        "aws-cn" => "cn-northwest-1",
        "aws-us-gov" => "us-gov-east-1",
        _ => "eu-central-1",
    };
    let config = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(Region::new(region));
    Session::new(&config.build())
}

#[tokio::test]
async fn every_arn_is_that_of_its_resource() {
    let mut types = BTreeSet::new();
    for (kind, text, identifiers) in KNOWN {
        let (service, name) = kind.split_once(' ').unwrap();
        if registry::service(service).is_err() {
            println!("not looked at, as the feature {service} is off: {text}");
            continue;
        }
        let arn: Arn = text.parse().unwrap();
        let session = session(&arn);
        let resource = session.resource_from_arn(&arn).unwrap();
        assert_eq!((resource.service_name(), resource.type_name()), (service, name), "{arn}");
        let identifier = |text: &str| match text.split_once('=') {
            Some((name, value)) => (name.to_owned(), value.to_owned()),
            None => (text.to_owned(), arn.to_string()),
        };
        let expected: Vec<_> = identifiers.split(" & ").map(identifier).collect();
        let found = resource.identifiers().into_iter().map(|(name, value)| (name.to_owned(), value));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{arn}");

        let reference = resource.reference();
        // AWS Health is asked where it is, not where the event was.
        let region = arn.region().filter(|_| service != "health").or(session.region_name());
        assert_eq!(reference.region.as_deref(), region, "{arn}");
        assert_eq!(reference.account.as_deref(), arn.account().filter(|account| *account != "aws"), "{arn}");
        assert!(reference.arn.as_ref().is_none_or(|own| *own == arn), "{arn}: {reference:?}");
        assert_eq!(session.resource(&reference).unwrap(), resource, "{arn}");
        types.insert(kind);
    }
    if registry::services().count() > 40 {
        assert!(types.len() > 90, "only {} types", types.len());
    }
}

#[tokio::test]
async fn what_is_below_or_beside_a_type_is_none_of_it() {
    for text in UNKNOWN {
        let arn: Arn = text.parse().unwrap();
        assert!(REGISTRY.types_of_arn(&arn).is_empty(), "{arn}");
        let error = session(&arn).resource_from_arn(&arn).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownArn, "{error}");
        assert!(error.message().contains(text), "{error}");
    }
}

/// A log group's name may have slashes, so that a stream's ARN looks like a group's, too.
#[cfg(feature = "logs")]
#[tokio::test]
async fn an_arn_below_a_resource_is_not_its_own() {
    use aws_resources::logs::{LogGroup, LogStream};

    let group: Arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/a".parse().unwrap();
    let stream: Arn = format!("{group}:log-stream:2026/11/22/[$LATEST]0a").parse().unwrap();
    let session = session(&group);
    assert_eq!(session.resource_from_arn_as::<LogGroup>(&group).unwrap().name(), "/aws/lambda/a");
    assert_eq!(session.resource_from_arn_as::<LogStream>(&stream).unwrap().name(), "2026/11/22/[$LATEST]0a");
    let error = session.resource_from_arn_as::<LogGroup>(&stream).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownArn);
    assert!(error.message().contains("is that of logs LogStream"), "{error}");
}
