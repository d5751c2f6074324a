//! What AWS's error codes mean, over all services.

/// "There is no such thing": every service has codes of its own for it, all built from the same few words.
pub(super) fn is_not_found(code: &str) -> bool {
    let code = code.strip_prefix("AWS.SimpleQueueService.").unwrap_or(code);
    code.contains("NotFound")
        || code.starts_with("NoSuch")
        || code.contains("DoesNotExist")
        || code.contains("NonExistent")
}

/// The codes with which services say that the caller may not do this
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>).
pub(super) fn is_access_denied(code: &str) -> bool {
    matches!(
        code,
        "AccessDenied"
            | "AccessDeniedException"
            | "AuthorizationError"
            | "AuthorizationErrorException"
            | "Forbidden"
            | "NotAuthorized"
            | "NotAuthorizedException"
            | "UnauthorizedAccess"
            | "UnauthorizedOperation"
    )
}

/// The codes with which services ask to slow down
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
pub(super) fn is_throttled(code: &str) -> bool {
    matches!(
        code,
        "BandwidthLimitExceeded"
            | "EC2ThrottledException"
            | "LimitExceededException"
            | "PriorRequestNotComplete"
            | "ProvisionedThroughputExceededException"
            | "RequestLimitExceeded"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "SlowDown"
            | "ThrottledException"
            | "Throttling"
            | "ThrottlingException"
            | "TooManyRequestsException"
            | "TransactionInProgressException"
    )
}

/// The codes with which S3 says that it failed within itself, also after it had begun to answer with a success
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>).
pub(super) fn is_failure_within(code: &str) -> bool {
    matches!(code, "InternalError" | "ServiceUnavailable" | "SlowDown")
}

/// The codes with which services refuse all calls of a caller, or tell that a call was only a trial
/// (<https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html>,
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>).
pub(super) fn is_about_the_caller(code: &str) -> bool {
    matches!(
        code,
        "DryRunOperation"
            | "ExpiredToken"
            | "ExpiredTokenException"
            | "IncompleteSignature"
            | "InvalidClientTokenId"
            | "InvalidToken"
            | "MissingAuthenticationToken"
            | "OptInRequired"
            | "RequestExpired"
            | "SignatureDoesNotMatch"
            | "UnrecognizedClientException"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for code in [
            "DBInstanceNotFound",
            "DBClusterNotFoundFault",
            "NoSuchHostedZone",
            "NoSuchEntity",
            "ResourceNotFoundException",
            "TrailNotFoundException",
            "InvalidVpcID.NotFound",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
        ] {
            assert!(is_not_found(code), "{code}");
            assert!(!is_access_denied(code) && !is_throttled(code), "{code}");
        }
        assert!(is_access_denied("AccessDenied") && !is_not_found("AccessDenied"));
        assert!(is_throttled("Throttling") && !is_not_found("Throttling"));
        assert!(!is_not_found("ValidationError"));
        assert!(is_about_the_caller("ExpiredToken") && !is_about_the_caller("InvalidInstanceID.NotFound"));
    }
}
