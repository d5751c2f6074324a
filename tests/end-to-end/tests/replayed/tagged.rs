//! Tags by the trait: what each way of keeping them sends, and what it makes of the answers.

#[cfg(feature = "autoscaling")]
mod autoscaling;
#[cfg(any(
    feature = "cloudtrail",
    feature = "datapipeline",
    feature = "directconnect",
    feature = "emr",
    feature = "glacier",
    feature = "kafka",
    feature = "kms",
    feature = "ssm",
))]
mod json;
#[cfg(any(feature = "ec2", feature = "elb", feature = "redshift"))]
mod query;
#[cfg(feature = "s3")]
mod s3;
#[cfg(any(feature = "cloudfront", feature = "route53"))]
mod xml;

use aws_resources::Tags;

/// A key with each kind of character that all services take:
/// <https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html>
const KEY: &str = "cost center é+-=._:/@";
const VALUE: &str = "a b ü+-=._:/@";

fn tags(tags: &[(&str, &str)]) -> Tags {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}
