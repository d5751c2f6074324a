//! `DescribeTrails`: JSON. There is one page.

use bytes::Bytes;

use super::{Pages, repeated};
use crate::world::Shape;

const TRAIL: &str = r#"{"Name":"trail-{n}","S3BucketName":"trails-of-123456789012","S3KeyPrefix":"cloudtrail","SnsTopicName":"trail-{n}","SnsTopicARN":"arn:aws:sns:eu-west-1:123456789012:trail-{n}","IncludeGlobalServiceEvents":true,"IsMultiRegionTrail":true,"HomeRegion":"eu-west-1","TrailARN":"arn:aws:cloudtrail:eu-west-1:123456789012:trail/trail-{n}","LogFileValidationEnabled":true,"CloudWatchLogsLogGroupArn":"arn:aws:logs:eu-west-1:123456789012:log-group:trail-{n}:*","CloudWatchLogsRoleArn":"arn:aws:iam::123456789012:role/CloudTrail_CloudWatchLogs_Role","KmsKeyId":"arn:aws:kms:eu-west-1:123456789012:key/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809","HasCustomEventSelectors":true,"HasInsightSelectors":false,"IsOrganizationTrail":false}"#;

pub(crate) fn trails(shape: &Shape) -> Pages {
    vec![Bytes::from(format!("{{\"trailList\":[{}]}}", repeated(0..shape.per_page, TRAIL, ",")))]
}
