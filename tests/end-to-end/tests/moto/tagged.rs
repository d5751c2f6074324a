//! Tags, in all the ways of keeping them that the fake knows: each type is tagged by nothing but the trait.
//!
//! The fake has no tags of identity pools, pipelines, Forecast's types, vaults, stream consumers, EKS's node groups,
//! composite alarms, dashboards and rules of CloudWatch, instance profiles, SAML providers, server certificates, MFA
//! devices, patch baselines, Redshift's copy grants, and API Gateway's domain names and stages. It fails to create a
//! placement group, and the SDK refuses what it makes of Direct Connect. `replayed` has some of these.

#[cfg(any(
    feature = "apigatewayv2",
    feature = "cloudfront",
    feature = "ecr",
    feature = "ecs",
    feature = "eks",
    feature = "emr",
    feature = "events",
    feature = "lambda",
    feature = "sfn",
    feature = "sns",
    feature = "sqs",
))]
mod apps;
#[cfg(any(
    feature = "dynamodb",
    feature = "elasticache",
    feature = "glue",
    feature = "kafka",
    feature = "kinesis",
    feature = "rds",
    feature = "redshift",
    feature = "s3",
))]
mod data;
#[cfg(any(
    feature = "acm",
    feature = "cloudtrail",
    feature = "cloudwatch",
    feature = "iam",
    feature = "kms",
    feature = "logs",
    feature = "organizations",
    feature = "secretsmanager",
    feature = "ssm",
))]
mod management;
#[cfg(any(feature = "autoscaling", feature = "ec2", feature = "elb", feature = "elbv2", feature = "route53",))]
mod network;

use aws_resources::{Tagged, Tags};
use futures_util::FutureExt as _;

/// A key with each kind of character that all services take:
/// <https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html>
const KEY: &str = "cost center é+-=._:/@";
const VALUE: &str = "a b ü+-=._:/@";

/// Adds, changes and removes tags; those that a resource has are left alone.
async fn round_trip<R: Tagged>(resource: &R) {
    let given = resource.tags().await.unwrap();
    let and = |more: &[(&str, &str)]| -> Tags {
        let more = more.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        given.clone().into_iter().chain(more).collect()
    };
    resource.tag([("stage", "test"), (KEY, VALUE)]).await.unwrap();
    assert_eq!(resource.tags().await.unwrap(), and(&[("stage", "test"), (KEY, VALUE)]));

    resource.tag([("stage", "live"), ("team", "web")]).await.unwrap();
    let all = and(&[("stage", "live"), ("team", "web"), (KEY, VALUE)]);
    assert_eq!(resource.tags().await.unwrap(), all);
    assert_eq!(resource.tag_map().await.unwrap().as_ref(), Some(&all));

    // A call can't be done when it is looked at for the first time.
    resource.tag([("", ""); 0]).now_or_never().expect("no call is made").unwrap();
    resource.untag([""; 0]).now_or_never().expect("no call is made").unwrap();
    resource.untag([""]).now_or_never().expect("no tag has an empty key").unwrap();
    assert_eq!(resource.tags().await.unwrap(), all);

    resource.untag(["stage", "none"]).await.unwrap();
    assert_eq!(resource.tags().await.unwrap(), and(&[("team", "web"), (KEY, VALUE)]));
    resource.untag(vec!["team".to_owned(), KEY.to_owned()]).await.unwrap();
    assert_eq!(resource.tags().await.unwrap(), given);
}
