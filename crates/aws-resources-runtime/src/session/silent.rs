//! Operations that are silent while they work: the SDK would take that for a connection that has stalled.

use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept, SharedInterceptor, context::BeforeSerializationInterceptorContextRef, dyn_dispatch_hint,
        },
        orchestrator::Metadata,
        runtime_components::RuntimeComponents,
        stalled_stream_protection::StalledStreamProtectionConfig,
    },
};
use aws_smithy_types::config_bag::ConfigBag;

/// S3 answers these with 200 when it begins, and sends white space now and then until it is done, which can take
/// minutes: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html>. Of its kind, the SDK itself leaves out
/// `CopyObject` only.
const OPERATIONS: [&str; 2] = ["CompleteMultipartUpload", "UploadPartCopy"];

/// What a service's clients need so that silence is no failure, if it has such operations.
pub(super) fn interceptor(service: &str) -> Option<SharedInterceptor> {
    (service == "s3").then(|| SharedInterceptor::permanent(Silence))
}

/// Turns the SDK's protection against stalled streams off for these operations.
#[derive(Debug)]
struct Silence;

#[dyn_dispatch_hint]
impl Intercept for Silence {
    fn name(&self) -> &'static str {
        "AwsResourcesSilence"
    }

    fn read_before_serialization(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if cfg.load::<Metadata>().is_some_and(|call| OPERATIONS.contains(&call.name())) {
            cfg.interceptor_state().store_put(StalledStreamProtectionConfig::disabled());
        }
        Ok(())
    }
}
