//! Real clients against a fake AWS over HTTP: each test has an account of its own, made with the plain SDK, and reads,
//! changes and deletes through the resource layer what the plain SDK created.
//!
//! The fake (moto) pages only some listings and knows few states; what it can't show is tested in `behaviour`.
#![forbid(unsafe_code)]

// What is about several services.
#[cfg(feature = "rds")]
mod accounts;
#[cfg(all(feature = "accounts", feature = "acm", feature = "iam"))]
mod certificate_expiry;
#[cfg(all(feature = "accounts", feature = "cloudtrail", feature = "elbv2", feature = "rds", feature = "route53"))]
mod inventory;
#[cfg(feature = "rds")]
mod organization;
#[cfg(all(feature = "accounts", feature = "ec2", feature = "rds", feature = "s3"))]
mod public_access;
#[cfg(all(feature = "cloudtrail", feature = "rds"))]
mod quickstart;
#[cfg(all(feature = "accounts", feature = "rds"))]
mod seeded;
#[cfg(all(feature = "accounts", feature = "rds"))]
mod stop_databases;
mod tagged;
#[cfg(all(feature = "accounts", feature = "ec2", feature = "rds", feature = "registry", feature = "s3"))]
mod untagged;
#[cfg(all(feature = "accounts", feature = "elb", feature = "elbv2"))]
mod unused_load_balancers;
#[cfg(all(feature = "accounts", feature = "s3"))]
mod version_cleaner;

// One for each service.
#[cfg(feature = "acm")]
mod acm;
#[cfg(feature = "apigatewayv2")]
mod apigatewayv2;
#[cfg(feature = "autoscaling")]
mod autoscaling;
#[cfg(feature = "cloudformation")]
mod cloudformation;
#[cfg(feature = "cloudfront")]
mod cloudfront;
#[cfg(feature = "cloudtrail")]
mod cloudtrail;
#[cfg(feature = "cloudwatch")]
mod cloudwatch;
#[cfg(feature = "cognito-identity")]
mod cognito_identity;
#[cfg(feature = "datapipeline")]
mod datapipeline;
#[cfg(feature = "directconnect")]
mod directconnect;
#[cfg(feature = "dynamodb")]
mod dynamodb;
#[cfg(feature = "dynamodb")]
mod dynamodb_conditions;
#[cfg(feature = "dynamodb")]
mod dynamodb_items;
#[cfg(feature = "ec2")]
mod ec2;
#[cfg(feature = "ecr")]
mod ecr;
#[cfg(feature = "ecs")]
mod ecs;
#[cfg(feature = "eks")]
mod eks;
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
#[cfg(feature = "glacier")]
mod glacier;
#[cfg(feature = "glue")]
mod glue;
#[cfg(feature = "glue")]
mod glue_etl;
#[cfg(feature = "iam")]
mod iam;
#[cfg(feature = "iam")]
mod iam_changes;
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
#[cfg(feature = "organizations")]
mod organizations;
#[cfg(feature = "rds")]
mod rds;
#[cfg(feature = "rds")]
mod rds_clusters;
#[cfg(feature = "rds")]
mod rds_groups;
#[cfg(all(feature = "ec2", feature = "rds"))]
mod rds_network;
#[cfg(feature = "rds")]
mod rds_snapshots;
#[cfg(feature = "redshift")]
mod redshift;
#[cfg(feature = "route53")]
mod route53;
#[cfg(feature = "s3")]
mod s3;
#[cfg(feature = "s3")]
mod s3_server;
#[cfg(feature = "s3")]
#[path = "../s3_servers/mod.rs"]
mod s3_servers;
#[cfg(feature = "s3")]
mod s3_settings;
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
#[cfg(feature = "sts")]
mod sts;
#[cfg(feature = "support")]
mod support;

use std::time::Duration;

use end_to_end::pages::{Pages, pages};

/// How often waiters poll here.
const SOON: Duration = Duration::from_millis(20);
