//! A multipart upload, from its creation to its end: complete, or aborted with nothing left behind.

use std::future::Future;

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _, action, back_off},
};
use aws_sdk_s3::types::CompletedPart;
use tokio::{runtime::Handle, sync::oneshot};

use super::{
    super::{Object, operations},
    inputs::Inputs,
    upload::Uploaded,
};

/// How often S3 is asked to abort, for parts that were under way can arrive after that.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html>
const TRIES: u32 = 4;

/// One multipart upload.
pub(super) struct Multipart {
    pub(super) object: Object,
    pub(super) inputs: Inputs,
    pub(super) id: String,
}

/// All parts, as S3 has taken them.
pub(super) struct Parts {
    pub(super) parts: Vec<CompletedPart>,
    pub(super) bytes: u64,
}

/// A part as it is named at the end, with the checksums that S3 gave for it.
macro_rules! completed {
    ($call:expr, $number:expr, $answer:expr) => {
        aws_sdk_s3::types::CompletedPart::builder()
            .part_number($number)
            .e_tag($crate::s3::customizations::multipart::present(&$call, $answer.e_tag, "ETag")?)
            .set_checksum_crc32($answer.checksum_crc32)
            .set_checksum_crc32_c($answer.checksum_crc32_c)
            .set_checksum_crc64_nvme($answer.checksum_crc64_nvme)
            .set_checksum_sha1($answer.checksum_sha1)
            .set_checksum_sha256($answer.checksum_sha256)
            .set_checksum_sha512($answer.checksum_sha512)
            .set_checksum_md5($answer.checksum_md5)
            .set_checksum_xxhash64($answer.checksum_xxhash64)
            .set_checksum_xxhash3($answer.checksum_xxhash3)
            .set_checksum_xxhash128($answer.checksum_xxhash128)
            .build()
    };
}

pub(super) use completed;

/// What an answer must have.
pub(super) fn present<T>(call: &Call, value: Option<T>, member: &str) -> Result<T> {
    value.ok_or_else(|| call.error(ErrorKind::Response, format!("the response has no `{member}`")))
}

/// Runs a whole upload in a task of its own. When nobody waits for it any more, what is under way ends, and it aborts.
///
/// The id of an upload that was created, and what became of a completion, would be lost with the caller's future.
pub(super) async fn detached<T: Send + 'static>(
    call: Call,
    run: impl FnOnce(Wanted) -> BoxFuture<Result<T>>,
) -> Result<T> {
    let Ok(runtime) = Handle::try_current() else {
        return Err(call.error(ErrorKind::Request, "an upload needs a tokio runtime"));
    };
    let (_wants, wanted) = oneshot::channel();
    match runtime.spawn(run(Wanted(wanted))).await {
        Ok(result) => result,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => Err(call.error(ErrorKind::Other, error.to_string())),
        },
    }
}

/// Whether somebody waits for an upload.
pub(super) struct Wanted(oneshot::Receiver<()>);

impl Wanted {
    /// Comes when nobody does.
    async fn over(self) {
        _ = self.0.await;
    }
}

impl Multipart {
    pub(super) async fn create(object: &Object, inputs: Inputs) -> Result<Self> {
        let call = object.core().call("CreateMultipartUpload");
        let output = operations::create_multipart_upload(call.clone(), inputs.create()).await?;
        let id = present(&call, output.upload_id, "UploadId")?;
        Ok(Self { object: object.clone(), inputs, id })
    }

    pub(super) fn call(&self, operation: &'static str) -> Call {
        self.object.core().call(operation)
    }

    /// Waits for the parts, and completes the upload; aborts it where a part fails or nobody wants it any more.
    pub(super) async fn finish(&self, wanted: Wanted, parts: impl Future<Output = Result<Parts>>) -> Result<Uploaded> {
        let sent = tokio::select! {
            sent = parts => sent,
            () = wanted.over() => Err(self.call("UploadPart").error(ErrorKind::Other, "the upload was dropped")),
        };
        match sent {
            Ok(parts) => self.complete(parts).await,
            Err(error) => Err(self.abort(error).await),
        }
    }

    async fn complete(&self, Parts { mut parts, bytes }: Parts) -> Result<Uploaded> {
        parts.sort_by_key(|part| part.part_number);
        let number = parts.len();
        let call = self.call("CompleteMultipartUpload");
        let request = self.inputs.complete(&self.id, parts, bytes);
        let error = match action(call.clone(), request, operations::complete_multipart_upload).await {
            Ok(output) => {
                let e_tag = present(&call, output.e_tag, "ETag")?;
                return Ok(Uploaded { e_tag, version_id: output.version_id, bytes, parts: Some(number) });
            }
            Err(error) => error,
        };
        // The SDK tries again where an answer is lost: then there is nothing to complete any more.
        let lost = error.code() == Some("NoSuchUpload") || error.status().is_some_and(|status| status >= 500);
        if lost || error.leaves_doubt() {
            return Err(error.with_hint(&format!(
                "the object may be complete; if it isn't, abort the multipart upload {:?}",
                self.id
            )));
        }
        Err(self.abort(error).await)
    }

    /// Aborts, until S3 has none of the parts any more. Gives the error because of which it does.
    async fn abort(&self, because: Error) -> Error {
        let mut failure = None;
        for tries in 0..TRIES {
            if tries > 0 && back_off(&self.call("AbortMultipartUpload"), tries).await.is_err() {
                break;
            }
            match self.abort_once().await {
                Ok(true) => return because,
                Ok(false) => {}
                Err(error) => failure = Some(error),
            }
        }
        let told = failure.map_or_else(|| "parts of it still arrive".to_owned(), |error| error.to_string());
        because.with_hint(&format!("the multipart upload {:?} is left behind, abort it: {told}", self.id))
    }

    /// Whether nothing is left.
    async fn abort_once(&self) -> Result<bool> {
        let gone = |error: &Error| error.code() == Some("NoSuchUpload");
        let abort = operations::abort_multipart_upload(self.call("AbortMultipartUpload"), self.inputs.abort(&self.id));
        match abort.await {
            Err(error) if !gone(&error) => return Err(error),
            _ => {}
        }
        let list = self.call("ListParts").sent(self.inputs.list(&self.id).send()).await;
        match list {
            Ok(output) => Ok(output.parts.is_none_or(|parts| parts.is_empty())),
            // Whoever may write may not be allowed to list: then S3's word on the abort is all there is.
            Err(error) if gone(&error) || error.is_access_denied() => Ok(true),
            Err(error) => Err(error),
        }
    }
}
