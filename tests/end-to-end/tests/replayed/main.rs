//! What the fake AWS lacks, service by service: answers from a script, in the shapes of AWS's API references.
#![forbid(unsafe_code)]

#[cfg(feature = "acm")]
mod acm;
#[cfg(feature = "apigatewayv2")]
mod apigatewayv2;
#[cfg(feature = "autoscaling")]
mod autoscaling;
#[cfg(feature = "cloudformation")]
mod cloudformation;
#[cfg(feature = "cloudformation")]
mod cloudformation_listings;
#[cfg(feature = "cloudfront")]
mod cloudfront;
#[cfg(feature = "cloudfront")]
mod cloudfront_requests;
#[cfg(feature = "cloudfront")]
mod cloudfront_resources;
#[cfg(feature = "cloudtrail")]
mod cloudtrail;
#[cfg(feature = "cloudwatch")]
mod cloudwatch;
#[cfg(feature = "cognito-identity")]
mod cognito_identity;
#[cfg(feature = "cur")]
mod cur;
#[cfg(feature = "datapipeline")]
mod datapipeline;
#[cfg(feature = "directconnect")]
mod directconnect;
#[cfg(feature = "dynamodb")]
mod dynamodb;
#[cfg(feature = "dynamodb")]
mod dynamodb_batches;
#[cfg(feature = "dynamodb")]
mod dynamodb_items;
#[cfg(feature = "dynamodb")]
mod dynamodb_requests;
#[cfg(feature = "ec2")]
mod ec2;
#[cfg(feature = "ec2")]
mod ec2_batches;
#[cfg(feature = "ec2")]
mod ec2_tags;
#[cfg(feature = "ecr")]
mod ecr;
#[cfg(feature = "ecs")]
mod ecs;
#[cfg(feature = "ecs")]
mod ecs_references;
#[cfg(feature = "ecs")]
mod ecs_waiters;
#[cfg(feature = "eks")]
mod eks;
#[cfg(feature = "eks")]
mod eks_changes;
#[cfg(feature = "elasticache")]
mod elasticache;
#[cfg(feature = "elb")]
mod elb;
#[cfg(feature = "elbv2")]
mod elbv2;
#[cfg(feature = "emr")]
mod emr;
#[cfg(feature = "events")]
mod events;
#[cfg(feature = "forecast")]
mod forecast;
#[cfg(feature = "forecast")]
mod forecast_requests;
#[cfg(feature = "glacier")]
mod glacier;
#[cfg(feature = "glue")]
mod glue;
#[cfg(feature = "health")]
mod health;
#[cfg(feature = "iam")]
mod iam;
#[cfg(feature = "iam")]
mod iam_requests;
#[cfg(feature = "kafka")]
mod kafka;
#[cfg(feature = "kinesis")]
mod kinesis;
#[cfg(feature = "kms")]
mod kms;
#[cfg(feature = "lambda")]
mod lambda;
#[cfg(feature = "logs")]
mod logs;
#[cfg(feature = "logs")]
mod logs_requests;
#[cfg(feature = "organizations")]
mod organizations;
#[cfg(feature = "pricing")]
mod pricing;
#[cfg(any(feature = "elasticache", feature = "rds", feature = "redshift"))]
mod query;
#[cfg(feature = "rds")]
mod rds;
#[cfg(feature = "redshift")]
mod redshift;
#[cfg(feature = "route53")]
mod route53;
#[cfg(feature = "s3")]
mod s3;
#[cfg(feature = "s3")]
mod s3_requests;
#[cfg(feature = "s3")]
mod s3_transfers;
#[cfg(feature = "secretsmanager")]
mod secretsmanager;
#[cfg(feature = "sfn")]
mod sfn;
#[cfg(feature = "sns")]
mod sns;
#[cfg(feature = "sqs")]
mod sqs;
#[cfg(feature = "ssm")]
mod ssm;
#[cfg(feature = "ssm")]
mod ssm_nodes;
#[cfg(feature = "ssm")]
mod ssm_ops;
#[cfg(feature = "ssm")]
mod ssm_runs;
#[cfg(feature = "sts")]
mod sts;
#[cfg(feature = "support")]
mod support;
#[cfg(any(
    feature = "autoscaling",
    feature = "cloudfront",
    feature = "cloudtrail",
    feature = "datapipeline",
    feature = "directconnect",
    feature = "ec2",
    feature = "elb",
    feature = "emr",
    feature = "glacier",
    feature = "kafka",
    feature = "kms",
    feature = "redshift",
    feature = "route53",
    feature = "s3",
    feature = "ssm",
))]
mod tagged;
