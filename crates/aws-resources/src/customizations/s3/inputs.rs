//! One request's members, as each call of a multipart upload wants them.

use aws_sdk_s3::{
    Client,
    config::RequestChecksumCalculation,
    operation::{
        abort_multipart_upload::builders::AbortMultipartUploadFluentBuilder,
        complete_multipart_upload::builders::CompleteMultipartUploadFluentBuilder,
        create_multipart_upload::builders::CreateMultipartUploadFluentBuilder,
        list_parts::builders::ListPartsFluentBuilder, put_object::builders::PutObjectFluentBuilder,
        upload_part::builders::UploadPartFluentBuilder,
    },
    types::{ChecksumAlgorithm, ChecksumType, CompletedMultipartUpload, CompletedPart},
};

use super::checksums;

/// Copies members from one request into another.
macro_rules! copied {
    ($from:expr => $to:expr; $($get:ident $set:ident),* $(,)?) => {
        $to$(.$set($from.$get().clone()))*
    };
}

/// Copies what a request says of the object that it makes.
macro_rules! described {
    ($from:expr => $to:expr) => {
        $crate::s3::customizations::inputs::copied! {
            $from => $to;
            get_bucket set_bucket, get_key set_key, get_acl set_acl, get_cache_control set_cache_control,
            get_content_disposition set_content_disposition, get_content_encoding set_content_encoding,
            get_content_language set_content_language, get_content_type set_content_type, get_expires set_expires,
            get_grant_full_control set_grant_full_control, get_grant_read set_grant_read,
            get_grant_read_acp set_grant_read_acp, get_grant_write_acp set_grant_write_acp,
            get_metadata set_metadata, get_server_side_encryption set_server_side_encryption,
            get_storage_class set_storage_class, get_website_redirect_location set_website_redirect_location,
            get_sse_customer_algorithm set_sse_customer_algorithm, get_sse_customer_key set_sse_customer_key,
            get_sse_customer_key_md5 set_sse_customer_key_md5, get_ssekms_key_id set_ssekms_key_id,
            get_ssekms_encryption_context set_ssekms_encryption_context,
            get_bucket_key_enabled set_bucket_key_enabled, get_request_payer set_request_payer,
            get_tagging set_tagging, get_object_lock_mode set_object_lock_mode,
            get_object_lock_retain_until_date set_object_lock_retain_until_date,
            get_object_lock_legal_hold_status set_object_lock_legal_hold_status,
            get_object_lock_event_hold set_object_lock_event_hold,
            get_object_lock_event_hold_duration_days set_object_lock_event_hold_duration_days,
            get_object_lock_event_hold_duration_years set_object_lock_event_hold_duration_years,
            get_expected_bucket_owner set_expected_bucket_owner,
        }
    };
}

pub(super) use {copied, described};

/// The request that the caller has finished: what it says of the object, its encryption, and who pays, holds for all
/// calls that stand in its place.
pub(super) struct Inputs {
    pub(super) client: Client,
    pub(super) put: PutObjectFluentBuilder,
    /// The algorithm of the checksum of the whole object, where the caller gives one.
    whole: Option<ChecksumAlgorithm>,
}

impl Inputs {
    /// Or why the request can't be made of several.
    pub(super) fn new(client: &Client, put: PutObjectFluentBuilder) -> Result<Self, String> {
        Ok(Self { client: client.clone(), whole: checksums::whole(&put)?, put })
    }

    /// The checksum that S3 is to keep. Without the caller's word it is what the SDK sends with each part by itself,
    /// which must be announced when the upload is created.
    pub(super) fn checksum(&self) -> Option<ChecksumAlgorithm> {
        let supported = || {
            let setting = self.client.config().request_checksum_calculation();
            (setting != Some(&RequestChecksumCalculation::WhenRequired)).then_some(ChecksumAlgorithm::Crc32)
        };
        self.whole.clone().or_else(|| self.put.get_checksum_algorithm().clone()).or_else(supported)
    }

    /// Of whole objects where the caller gives such a checksum, and where there are no others:
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html>.
    fn checksum_type(&self) -> Option<ChecksumType> {
        let whole = self.whole.is_some() || self.checksum() == Some(ChecksumAlgorithm::Crc64Nvme);
        whole.then_some(ChecksumType::FullObject)
    }

    pub(super) fn create(&self) -> CreateMultipartUploadFluentBuilder {
        let create = described!(self.put => self.client.create_multipart_upload());
        create.set_checksum_algorithm(self.checksum()).set_checksum_type(self.checksum_type())
    }

    pub(super) fn part(&self, upload: &str, number: i32) -> UploadPartFluentBuilder {
        let part = copied! {
            self.put => self.client.upload_part();
            get_bucket set_bucket, get_key set_key, get_sse_customer_algorithm set_sse_customer_algorithm,
            get_sse_customer_key set_sse_customer_key, get_sse_customer_key_md5 set_sse_customer_key_md5,
            get_request_payer set_request_payer, get_expected_bucket_owner set_expected_bucket_owner,
        };
        part.upload_id(upload).part_number(number).set_checksum_algorithm(self.checksum())
    }

    pub(super) fn complete(
        &self,
        upload: &str,
        parts: Vec<CompletedPart>,
        bytes: u64,
    ) -> CompleteMultipartUploadFluentBuilder {
        let complete = copied! {
            self.put => self.client.complete_multipart_upload();
            get_bucket set_bucket, get_key set_key, get_sse_customer_algorithm set_sse_customer_algorithm,
            get_sse_customer_key set_sse_customer_key, get_sse_customer_key_md5 set_sse_customer_key_md5,
            get_request_payer set_request_payer, get_expected_bucket_owner set_expected_bucket_owner,
            get_if_match set_if_match, get_if_none_match set_if_none_match, get_checksum_crc32 set_checksum_crc32,
            get_checksum_crc32_c set_checksum_crc32_c, get_checksum_crc64_nvme set_checksum_crc64_nvme,
        };
        let complete = complete.set_checksum_type(self.checksum_type());
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        complete.upload_id(upload).multipart_upload(parts).set_mpu_object_size(i64::try_from(bytes).ok())
    }

    pub(super) fn abort(&self, upload: &str) -> AbortMultipartUploadFluentBuilder {
        let abort = copied! {
            self.put => self.client.abort_multipart_upload();
            get_bucket set_bucket, get_key set_key, get_request_payer set_request_payer,
            get_expected_bucket_owner set_expected_bucket_owner,
        };
        abort.upload_id(upload)
    }

    pub(super) fn list(&self, upload: &str) -> ListPartsFluentBuilder {
        let list = copied! {
            self.put => self.client.list_parts();
            get_bucket set_bucket, get_key set_key, get_request_payer set_request_payer,
            get_expected_bucket_owner set_expected_bucket_owner,
        };
        list.upload_id(upload)
    }
}
