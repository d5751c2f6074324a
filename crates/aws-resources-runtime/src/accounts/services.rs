//! What AWS's own list of services calls them.

/// The name in AWS's list of the service that boto3 calls `name`; the same for most.
///
/// The list is named after the product where boto3 names the API, so that several APIs may stand under one name.
pub(super) fn listed(name: &str) -> &str {
    LISTED
        .binary_search_by_key(&name, |(boto3, _)| boto3)
        .ok()
        .and_then(|at| LISTED.get(at))
        .map_or(name, |(_, listed)| listed)
}

/// boto3's name and the list's, where they differ, by boto3's. Compared in November 2026: the list is
/// `/aws/service/global-infrastructure/services`
/// (<https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html>).
const LISTED: [(&str, &str); 32] = [
    ("amp", "aps"),
    ("appfabric", "aws-appfabric"),
    ("ce", "costexplorer"),
    ("cloudcontrol", "cloudcontrolapi"),
    ("deadline", "deadline-cloud"),
    ("devops-agent", "aws-devops-agent"),
    ("elbv2", "elb"),
    ("gameliftstreams", "AmazonGameLiftStreams"),
    ("geo-maps", "amazonlocationservice"),
    ("geo-places", "amazonlocationservice"),
    ("geo-routes", "amazonlocationservice"),
    ("greengrassv2", "greengrass"),
    ("keyspaces", "mcs"),
    ("kinesis-video-archived-media", "kinesisvideo"),
    ("kinesis-video-media", "kinesisvideo"),
    ("kinesis-video-signaling", "kinesisvideo"),
    ("kinesisanalyticsv2", "kinesisanalytics"),
    ("lexv2-runtime", "lex-runtime"),
    ("location", "amazonlocationservice"),
    ("macie2", "macie"),
    ("neptunedata", "neptune"),
    ("opensearch", "es"),
    ("personalize-events", "personalize"),
    ("personalize-runtime", "personalize"),
    ("route53-recovery-cluster", "route53-application-recovery-controller"),
    ("sagemaker-a2i-runtime", "augmentedairuntime"),
    ("sesv2", "ses"),
    ("sso", "identity-center"),
    ("sso-admin", "identity-center"),
    ("wafv2", "waf"),
    ("wellarchitected", "wellarchitectedtool"),
    ("workspaces-thin-client", "thinclient"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_are_found() {
        assert!(LISTED.is_sorted_by_key(|(boto3, _)| boto3));
        for (boto3, name) in LISTED {
            assert_eq!(listed(boto3), name);
            assert_ne!(boto3, name);
        }
        assert_eq!(listed("rds"), "rds");
        assert_eq!(listed("no-such-service"), "no-such-service");
    }
}
