//! A multipart upload, from its creation to its end: complete, or aborted with nothing left behind.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{Call, Model as _, action, back_off, within},
};
use aws_sdk_s3::types::CompletedPart;
use futures_util::FutureExt as _;

use super::{
    super::{Object, operations},
    inputs::Inputs,
    task::Wanted,
    upload::Uploaded,
};

/// How often S3 is asked to abort, for parts that were under way can arrive after that.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html>
const TRIES: u32 = 4;

/// How long all of that may take: somebody may wait for the upload's error, or for the program's end.
const PATIENCE: Duration = Duration::from_secs(30);

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

/// What came of aborting an upload.
enum Aborted {
    Done,
    /// It wasn't there any more when it was to be aborted.
    Gone,
    /// Why it, or parts of it, may still be there.
    Left(String),
}

/// Why an upload failed, and whether it, or parts of it, may still be there.
struct Failure {
    error: Error,
    left: bool,
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
    pub(super) async fn finish(
        &self,
        mut wanted: Wanted,
        parts: impl Future<Output = Result<Parts>>,
    ) -> Result<Uploaded> {
        let ended = |message: &str| self.call("UploadPart").error(ErrorKind::Other, message);
        // The stream and what is told of the progress are the caller's code: its panic must leave nothing behind.
        let sent = tokio::select! {
            biased;
            () = wanted.over() => Ok(Err(ended("the upload was dropped"))),
            sent = AssertUnwindSafe(parts).catch_unwind() => sent,
        };
        let (result, panic) = match sent {
            Ok(Ok(parts)) => (self.complete(parts).await, None),
            Ok(Err(error)) => (Err(self.abort_because(error).await), None),
            Err(panic) => {
                (Err(self.abort_because(ended("a stream or a progress callback panicked")).await), Some(panic))
            }
        };
        let result = result.map_err(|Failure { error, left }| {
            if left && (panic.is_some() || wanted.is_over()) {
                let (bucket, key) = (self.inputs.put.get_bucket().as_deref(), self.inputs.put.get_key().as_deref());
                let upload_id = self.id.as_str();
                tracing::warn!(bucket, key, upload_id, %error, "an S3 upload failed, and nobody waits for its error");
            }
            error
        });
        match panic {
            Some(panic) => resume_unwind(panic),
            None => result,
        }
    }

    async fn complete(&self, Parts { mut parts, bytes }: Parts) -> Result<Uploaded, Failure> {
        parts.sort_by_key(|part| part.part_number);
        let number = parts.len();
        let call = self.call("CompleteMultipartUpload");
        let request = self.inputs.complete(&self.id, parts, bytes);
        let answer = action(call.clone(), request, operations::complete_multipart_upload).await;
        let error = match answer.and_then(|output| Ok((present(&call, output.e_tag, "ETag")?, output.version_id))) {
            Ok((e_tag, version_id)) => return Ok(Uploaded { e_tag, version_id, bytes, parts: Some(number) }),
            Err(error) => error,
        };
        if is_unknown(&error) {
            call.forget();
            let hint = format!("the object may be complete; if it isn't, abort the multipart upload {:?}", self.id);
            return Err(Failure { error: error.with_hint(&hint), left: true });
        }
        let refused = matches!(error.status(), Some(409 | 412));
        let aborted = self.abort().await;
        // The SDK tries again where an answer is lost, and then the object is there already: the upload's own.
        if refused && matches!(aborted, Aborted::Gone) {
            call.forget();
            let hint = format!("the multipart upload {:?} had ended before: the object may be its own", self.id);
            return Err(Failure { error: error.with_hint(&hint), left: true });
        }
        Err(self.failure(error, aborted))
    }

    async fn abort_because(&self, error: Error) -> Failure {
        let aborted = self.abort().await;
        self.failure(error, aborted)
    }

    fn failure(&self, error: Error, aborted: Aborted) -> Failure {
        let Aborted::Left(told) = aborted else { return Failure { error, left: false } };
        let hint = format!("the multipart upload {:?} is left behind, abort it: {told}", self.id);
        Failure { error: error.with_hint(&hint), left: true }
    }

    /// Aborts, until S3 has none of the parts any more, or too much time has gone by.
    async fn abort(&self) -> Aborted {
        let aborted = within(&self.call("AbortMultipartUpload"), PATIENCE, self.abort_all()).await;
        aborted.unwrap_or_else(|| Aborted::Left(format!("S3 didn't say within {PATIENCE:?} that it was aborted")))
    }

    async fn abort_all(&self) -> Aborted {
        let (mut ended, mut told) = (Aborted::Done, "parts of it still arrive".to_owned());
        for tries in 0..TRIES {
            if tries > 0 && back_off(&self.call("AbortMultipartUpload"), tries).await.is_err() {
                break;
            }
            match self.abort_once().await {
                Ok((was_there, has_parts)) => {
                    if tries == 0 && !was_there {
                        ended = Aborted::Gone;
                    }
                    if !has_parts {
                        return ended;
                    }
                }
                Err(error) => told = error.to_string(),
            }
        }
        Aborted::Left(told)
    }

    /// Whether the upload was there, and whether there are parts of it still.
    async fn abort_once(&self) -> Result<(bool, bool)> {
        let gone = |error: &Error| error.code() == Some("NoSuchUpload");
        let abort = operations::abort_multipart_upload(self.call("AbortMultipartUpload"), self.inputs.abort(&self.id));
        let was_there = match abort.await {
            Ok(_) => true,
            Err(error) if gone(&error) => false,
            Err(error) => return Err(error),
        };
        let list = self.call("ListParts").sent(self.inputs.list(&self.id).send()).await;
        match list {
            Ok(output) => Ok((was_there, output.parts.is_some_and(|parts| !parts.is_empty()))),
            // Whoever may write may not be allowed to list: then S3's word on the abort is all there is.
            Err(error) if gone(&error) || error.is_access_denied() => Ok((was_there, false)),
            Err(error) => Err(error),
        }
    }
}

/// Whether an upload may be complete, or may become it, although its completion failed.
fn is_unknown(error: &Error) -> bool {
    // The SDK tries again where an answer is lost: then there is nothing to complete any more.
    error.code() == Some("NoSuchUpload") || error.leaves_doubt()
}
