//! Copies within S3, of any size.

use std::{fmt, future::IntoFuture, pin::pin, sync::Arc};

use aws_resources_runtime::{
    Result,
    generated::{BoxFuture, Call, Model as _, action},
};
use aws_sdk_s3::{
    operation::{
        copy_object::builders::CopyObjectFluentBuilder, head_object::HeadObjectOutput,
        put_object::builders::PutObjectFluentBuilder, upload_part_copy::builders::UploadPartCopyFluentBuilder,
    },
    types::{AnnotationDirective, CompletedPart, MetadataDirective, TaggingDirective},
};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode as encoded};

use super::{
    super::{Object, operations},
    inputs::{Inputs, copied, described},
    multipart::{Multipart, Parts, completed, present},
    settings::{Count, LEAST, MIB, Settings, settings},
    task::{Wanted, detached},
    upload::Uploaded,
};

/// What one request can copy, 5 GB.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>
const LARGEST: u64 = 5_000_000_000;

/// What is encoded of a text, of a key, whose parts stay apart, and of an access point's ARN.
const TEXT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
const PATH: &AsciiSet = &TEXT.remove(b'/');
const ARN: &AsciiSet = &PATH.remove(b':');

/// A copy, from [`Object::copy`]. Await it as it is, or say more of it first.
///
/// Up to the [size that is set](Self::multipart_above) it is one
/// [`CopyObject`](https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html); above it a multipart upload whose
/// parts S3 [copies](https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html), some at the same time. It
/// takes over the same: the source's metadata and tags, unless a directive says otherwise; no access control list, no
/// encryption, no lock. Only the source's
/// [annotations](https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html) are not copied in parts. If the
/// source is replaced meanwhile, that is an error, and never a mix. A multipart upload that fails or is dropped is
/// aborted, as an [`Upload`](super::Upload) is.
///
/// ```no_run
/// # use aws_resources::s3::Object;
/// # async fn example(archived: &Object, original: &Object) -> aws_resources::Result<()> {
/// let copy = archived.copy(original).version("3HL4kqtJlcpXroDTDmjVBH40Nrjfkd").concurrency(16).await?;
/// println!("{} bytes as {}", copy.bytes, copy.e_tag);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// What the calls fail with: NotFound where there is no such source, and the code `PreconditionFailed` where it was
/// replaced; for parts, tags that may not be read, and annotations that are asked for.
#[must_use = "a copy does nothing until it is awaited"]
pub struct ManagedCopy {
    object: Object,
    source: Object,
    version: Option<String>,
    request: CopyObjectFluentBuilder,
    settings: Settings,
    largest: u64,
}

settings!(ManagedCopy {
    /// How many bytes a part has, where there are parts: 128 MiB unless set, 5 MiB at the least. They are larger where
    /// there would be [more than 10,000](https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html).
    part_size,
    /// How many parts S3 copies at the same time: 8 unless set.
    concurrency,
});

impl Object {
    /// Makes this object a copy of another one. The source's metadata and tags are read in its own session, which may be
    /// of another region; the copy is made in this one's, which must be allowed to read the source, too.
    ///
    /// ```no_run
    /// # use aws_resources::s3::Object;
    /// # async fn example(archived: &Object, original: &Object) -> aws_resources::Result<()> {
    /// archived.copy(original).with(|r| r.storage_class("GLACIER_IR".into())).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ManagedCopy`].
    pub fn copy(&self, source: &Self) -> ManagedCopy {
        let request = self.client().copy_object().bucket(self.bucket_name()).key(self.key());
        // Parts are copied within S3, which has no bytes of them in our memory.
        let settings = Settings { part_size: 128 * MIB, ..Settings::default() };
        ManagedCopy { object: self.clone(), source: source.clone(), version: None, request, settings, largest: LARGEST }
    }
}

impl ManagedCopy {
    /// Of this version of the source.
    pub fn version(mut self, id: impl Into<String>) -> Self {
        self.version = Some(id.into());
        self
    }

    /// In parts where the source has more bytes than this: 5,000,000,000 unless set, which is the most that one request
    /// can copy. Less than 5 MiB counts as 5 MiB: of a smaller source S3
    /// [copies no parts](https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html).
    pub fn multipart_above(mut self, bytes: u64) -> Self {
        self.largest = bytes.clamp(LEAST, LARGEST);
        self
    }

    /// Finishes the SDK's own request. What it says of the object holds in parts as well.
    pub fn with(mut self, finish: impl FnOnce(CopyObjectFluentBuilder) -> CopyObjectFluentBuilder) -> Self {
        self.request = finish(self.request);
        self
    }

    fn call(&self, operation: &'static str) -> Call {
        self.object.core().call(operation)
    }

    async fn run(self, mut wanted: Wanted) -> Result<Uploaded> {
        let call = self.call("CopyObject");
        let source = wanted.unless_over(&call, self.head()).await?;
        let bytes = source.content_length.and_then(|length| u64::try_from(length).ok());
        let bytes = present(&call, bytes, "ContentLength")?;
        let e_tag = present(&call, source.e_tag.clone(), "ETag")?;
        let version = self.version.as_deref();
        let from = copy_source(self.source.bucket_name(), self.source.key(), version);
        let request = self.request.clone().copy_source(&from);
        let request = match request.get_copy_source_if_match() {
            None => request.copy_source_if_match(e_tag),
            Some(_) => request,
        };
        if bytes <= self.largest {
            let mut count = Count::new(&self.settings, Some(bytes));
            let copy = action(call.clone(), request, operations::copy_object).into_future();
            let output = wanted.unless_over(&call, copy).await?;
            count.add(bytes);
            let e_tag = output.copy_object_result.and_then(|result| result.e_tag);
            let e_tag = present(&call, e_tag, "CopyObjectResult.ETag")?;
            return Ok(Uploaded { e_tag, version_id: output.version_id, bytes, parts: None });
        }
        let size = self.settings.parts_of(Some(bytes)).map_err(|fault| call.invalid(fault))?;
        if self.request.get_annotation_directive() == &Some(AnnotationDirective::Copy) {
            return Err(call.invalid("annotations are not copied in parts: leave out `annotation_directive`"));
        }
        let put = wanted.unless_over(&call, self.put(&source, version)).await?;
        let inputs = Inputs::new(self.object.client(), put).map_err(|fault| call.invalid(fault))?;
        let upload = Arc::new(Multipart::create(&self.object, inputs).await?);
        let parts = copy_parts(upload.clone(), request, self.settings, bytes, size);
        upload.finish(wanted, parts).await
    }

    /// What the source is, asked for in its own session: its bucket may be in another region.
    async fn head(&self) -> Result<HeadObjectOutput> {
        let head = self.source.client().head_object().bucket(self.source.bucket_name()).key(self.source.key());
        let head = head
            .set_version_id(self.version.clone())
            .set_sse_customer_algorithm(self.request.get_copy_source_sse_customer_algorithm().clone())
            .set_sse_customer_key(self.request.get_copy_source_sse_customer_key().clone())
            .set_sse_customer_key_md5(self.request.get_copy_source_sse_customer_key_md5().clone())
            .set_request_payer(self.request.get_request_payer().clone())
            .set_expected_bucket_owner(self.request.get_expected_source_bucket_owner().clone());
        operations::head_object(self.source.core().call("HeadObject"), head).await
    }

    /// The request that stands for the whole object: as one request would have copied it.
    async fn put(&self, source: &HeadObjectOutput, version: Option<&str>) -> Result<PutObjectFluentBuilder> {
        let put = described!(self.request => self.object.client().put_object());
        let mut put = put
            .set_checksum_algorithm(self.request.get_checksum_algorithm().clone())
            .set_if_match(self.request.get_if_match().clone())
            .set_if_none_match(self.request.get_if_none_match().clone());
        if self.request.get_metadata_directive() != &Some(MetadataDirective::Replace) {
            put = put
                .set_cache_control(source.cache_control.clone())
                .set_content_disposition(source.content_disposition.clone())
                .set_content_encoding(source.content_encoding.clone())
                .set_content_language(source.content_language.clone())
                .set_content_type(source.content_type.clone())
                .set_metadata(source.metadata.clone());
            #[allow(deprecated)]
            let expires = source.expires;
            put = put.set_expires(expires);
        }
        if self.request.get_tagging_directive() != &Some(TaggingDirective::Replace) {
            put = put.set_tagging(self.tags(version).await?);
        }
        Ok(put)
    }

    /// The source's tags, as a request says them. The answer to HEAD counts them only for those who may read them.
    async fn tags(&self, version: Option<&str>) -> Result<Option<String>> {
        // Objects of directory buckets have none:
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
        if ["--x-s3", "--xa-s3"].iter().any(|end| self.source.bucket_name().ends_with(end)) {
            return Ok(None);
        }
        let ask = self.source.client().get_object_tagging();
        let ask =
            ask.bucket(self.source.bucket_name()).key(self.source.key()).set_version_id(version.map(str::to_owned));
        let ask = ask
            .set_request_payer(self.request.get_request_payer().clone())
            .set_expected_bucket_owner(self.request.get_expected_source_bucket_owner().clone());
        let output = operations::get_object_tagging(self.source.core().call("GetObjectTagging"), ask).await?;
        let tags: Vec<String> = output
            .tag_set
            .iter()
            .map(|tag| format!("{}={}", encoded(&tag.key, TEXT), encoded(&tag.value, TEXT)))
            .collect();
        Ok((!tags.is_empty()).then(|| tags.join("&")))
    }
}

/// Copies all parts, some at the same time.
async fn copy_parts(
    upload: Arc<Multipart>,
    request: CopyObjectFluentBuilder,
    settings: Settings,
    bytes: u64,
    size: u64,
) -> Result<Parts> {
    let mut count = Count::new(&settings, Some(bytes));
    let numbered = (1..).zip((0..bytes.div_ceil(size)).map(|part| part * size));
    let copies = stream::iter(numbered).map(|(number, start)| {
        let last = (start + size).min(bytes) - 1;
        let part = copied! {
            request => upload.inputs.client.upload_part_copy();
            get_bucket set_bucket, get_key set_key, get_copy_source set_copy_source,
            get_copy_source_if_match set_copy_source_if_match,
            get_copy_source_if_modified_since set_copy_source_if_modified_since,
            get_copy_source_if_none_match set_copy_source_if_none_match,
            get_copy_source_if_unmodified_since set_copy_source_if_unmodified_since,
            get_sse_customer_algorithm set_sse_customer_algorithm, get_sse_customer_key set_sse_customer_key,
            get_sse_customer_key_md5 set_sse_customer_key_md5,
            get_copy_source_sse_customer_algorithm set_copy_source_sse_customer_algorithm,
            get_copy_source_sse_customer_key set_copy_source_sse_customer_key,
            get_copy_source_sse_customer_key_md5 set_copy_source_sse_customer_key_md5,
            get_request_payer set_request_payer, get_expected_bucket_owner set_expected_bucket_owner,
            get_expected_source_bucket_owner set_expected_source_bucket_owner,
        };
        let range = (bytes > size).then(|| format!("bytes={start}-{last}"));
        let part = part.upload_id(&upload.id).part_number(number).set_copy_source_range(range);
        copy_part(upload.call("UploadPartCopy"), part, number, last + 1 - start)
    });
    let mut copies = pin!(copies.buffer_unordered(settings.concurrency));
    let mut parts = Vec::new();
    while let Some((part, bytes)) = copies.try_next().await? {
        parts.push(part);
        count.add(bytes);
    }
    Ok(Parts { parts, bytes: count.bytes() })
}

async fn copy_part(
    call: Call,
    request: UploadPartCopyFluentBuilder,
    number: i32,
    bytes: u64,
) -> Result<(CompletedPart, u64)> {
    let output = operations::upload_part_copy(call.clone(), request).await?;
    let copied = present(&call, output.copy_part_result, "CopyPartResult")?;
    Ok((completed!(call, number, copied), bytes))
}

/// How a request names its source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>.
fn copy_source(bucket: &str, key: &str, version: Option<&str>) -> String {
    // An access point is named by its ARN.
    let object = if bucket.starts_with("arn:") { "/object" } else { "" };
    let mut source = format!("{}{object}/{}", encoded(bucket, ARN), encoded(key, PATH));
    if let Some(version) = version {
        source += "?versionId=";
        source.extend(encoded(version, TEXT));
    }
    source
}

impl IntoFuture for ManagedCopy {
    type Output = Result<Uploaded>;
    type IntoFuture = BoxFuture<Result<Uploaded>>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.call("CopyObject");
        Box::pin(detached(call, |wanted| Box::pin(self.run(wanted))))
    }
}

impl fmt::Debug for ManagedCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { object, source, settings, .. } = self;
        f.debug_struct("ManagedCopy")
            .field("object", object)
            .field("source", source)
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::copy_source;

    #[test]
    fn a_source_is_encoded() {
        assert_eq!(copy_source("b-1", "a/b c+ü?.txt", None), "b-1/a/b%20c%2B%C3%BC%3F.txt");
        assert_eq!(copy_source("b", "k", Some("v/1+")), "b/k?versionId=v%2F1%2B");
        assert_eq!(copy_source("b", "/a//100%-~_.", Some("null")), "b//a//100%25-~_.?versionId=null");
        let point = "arn:aws:s3:eu-west-1:123456789012:accesspoint/mine";
        assert_eq!(copy_source(point, "k", None), format!("{point}/object/k"));
    }
}
