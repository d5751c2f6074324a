//! Requests that somebody else may send.

use std::time::Duration;

use aws_resources_runtime::{Action, Result, generated::BoxFuture};
use aws_sdk_s3::{
    operation::{
        delete_object::builders::DeleteObjectFluentBuilder, get_object::builders::GetObjectFluentBuilder,
        head_object::builders::HeadObjectFluentBuilder, put_object::builders::PutObjectFluentBuilder,
        upload_part::builders::UploadPartFluentBuilder,
    },
    presigning::{PresignedRequest, PresigningConfig},
};

/// Signs an action's request instead of sending it: whoever has the request can send it, without credentials. The
/// actions that have this are those of `GetObject`, `PutObject`, `HeadObject`, `DeleteObject` and `UploadPart`.
///
/// ```no_run
/// use std::time::Duration;
///
/// use aws_resources::s3::Presign as _;
///
/// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
/// let request = object.get().with(|r| r.response_content_type("text/plain")).presigned(Duration::from_secs(600)).await?;
/// println!("{} {}", request.method(), request.uri());
/// # Ok(())
/// # }
/// ```
pub trait Presign {
    /// The request, signed so that it can be sent for this time: [a week at the
    /// most](https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html), and no longer than the
    /// credentials hold. No call is made but those for credentials, and, of an object that was made of a reference with an
    /// account, one that finds out the session's own: it isn't signed for another.
    ///
    /// # Errors
    /// A time that is longer than a week; a request that isn't complete; no credentials; a session of another account.
    fn presigned(self, expires_in: Duration) -> BoxFuture<Result<PresignedRequest>>;
}

macro_rules! presign {
    ($($builder:ty),*) => {
        $(
            impl<T> Presign for Action<$builder, T> {
                fn presigned(self, expires_in: Duration) -> BoxFuture<Result<PresignedRequest>> {
                    let (call, request) = self.into_parts();
                    match PresigningConfig::expires_in(expires_in) {
                        Ok(config) => call.sent(async move { request.presigned(config).await }),
                        Err(error) => Box::pin(async move { Err(call.invalid(error)) }),
                    }
                }
            }
        )*
    };
}

presign!(
    DeleteObjectFluentBuilder,
    GetObjectFluentBuilder,
    HeadObjectFluentBuilder,
    PutObjectFluentBuilder,
    UploadPartFluentBuilder
);
