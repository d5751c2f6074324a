//! What an upload's request says of checksums, and of one request alone: what holds for several parts, and what can't.

use aws_sdk_s3::{
    operation::put_object::builders::PutObjectFluentBuilder,
    types::ChecksumAlgorithm::{
        self, Crc32, Crc32C, Crc64Nvme, Md5, Sha1, Sha256, Sha512, Xxhash3, Xxhash64, Xxhash128,
    },
};

/// The checksums that a request gives.
fn given(request: &PutObjectFluentBuilder) -> Vec<(&'static str, ChecksumAlgorithm)> {
    let members = [
        ("checksum_crc32", Crc32, request.get_checksum_crc32()),
        ("checksum_crc32_c", Crc32C, request.get_checksum_crc32_c()),
        ("checksum_crc64_nvme", Crc64Nvme, request.get_checksum_crc64_nvme()),
        ("checksum_md5", Md5, request.get_checksum_md5()),
        ("checksum_sha1", Sha1, request.get_checksum_sha1()),
        ("checksum_sha256", Sha256, request.get_checksum_sha256()),
        ("checksum_sha512", Sha512, request.get_checksum_sha512()),
        ("checksum_xxhash3", Xxhash3, request.get_checksum_xxhash3()),
        ("checksum_xxhash64", Xxhash64, request.get_checksum_xxhash64()),
        ("checksum_xxhash128", Xxhash128, request.get_checksum_xxhash128()),
    ];
    let given = members.into_iter().filter(|(_, _, value)| value.is_some());
    given.map(|(member, algorithm, _)| (member, algorithm)).collect()
}

/// Refuses an algorithm that only has a name: the SDK computes others, and sends CRC32 where MD5 is asked for
/// (<https://docs.rs/aws-smithy-checksums>).
pub(super) fn computed(request: &PutObjectFluentBuilder) -> Result<(), String> {
    match request.get_checksum_algorithm() {
        None | Some(Crc32 | Crc32C | Crc64Nvme | Sha1 | Sha256) => Ok(()),
        Some(_) if !given(request).is_empty() => Ok(()),
        Some(other) => Err(format!(
            "the SDK computes no checksum by the name {other}: use CRC32, CRC32C, CRC64NVME, SHA1 or SHA256"
        )),
    }
}

/// The algorithm of the checksum that a request gives of the whole object, where that is sent in parts. Only S3's
/// cyclic ones can be put together from those of the parts
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html>).
pub(super) fn whole(request: &PutObjectFluentBuilder) -> Result<Option<ChecksumAlgorithm>, String> {
    let of_one = [
        ("content_length", request.get_content_length().is_some()),
        ("content_md5", request.get_content_md5().is_some()),
        ("write_offset_bytes", request.get_write_offset_bytes().is_some()),
    ];
    let given = given(request);
    let unfit = |algorithm: &ChecksumAlgorithm| !matches!(algorithm, Crc32 | Crc32C | Crc64Nvme);
    let of_one = of_one.into_iter().find_map(|(member, set)| set.then_some(member));
    let unfit = of_one.or_else(|| given.iter().find(|(_, algorithm)| unfit(algorithm)).map(|(member, _)| *member));
    if let Some(member) = unfit {
        return Err(format!(
            "`{member}` is of one request, and this upload has several parts: leave it out, or set a larger `part_size`"
        ));
    }
    let mut given = given.into_iter();
    let Some((member, algorithm)) = given.next() else { return Ok(None) };
    let other = given.next().map(|(member, _)| member);
    let named = request.get_checksum_algorithm().as_ref().filter(|named| **named != algorithm);
    match other.or(named.map(|_| "checksum_algorithm")) {
        Some(other) => Err(format!("`{member}` and `{other}` are of two algorithms: an object in parts has one")),
        None => Ok(Some(algorithm)),
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_s3::{Client, Config, config::BehaviorVersion};

    use super::*;

    fn request() -> PutObjectFluentBuilder {
        let config = Config::builder().behavior_version(BehaviorVersion::latest()).build();
        Client::from_conf(config).put_object()
    }

    #[test]
    fn one_cyclic_checksum_is_of_all_parts() {
        assert_eq!(whole(&request()), Ok(None));
        assert_eq!(whole(&request().checksum_algorithm(Sha256)), Ok(None));
        assert_eq!(whole(&request().checksum_crc32_c("AAAAAA==").checksum_algorithm(Crc32C)), Ok(Some(Crc32C)));
        for (odd, told) in [
            (request().checksum_sha256("x"), "`checksum_sha256` is of one request"),
            (request().content_md5("x"), "`content_md5` is of one request"),
            (request().content_length(1), "`content_length` is of one request"),
            (request().write_offset_bytes(1), "`write_offset_bytes` is of one request"),
            (request().checksum_crc32("x").checksum_crc32_c("x"), "`checksum_crc32` and `checksum_crc32_c`"),
            (request().checksum_crc32("x").checksum_algorithm(Sha1), "`checksum_crc32` and `checksum_algorithm`"),
        ] {
            let fault = whole(&odd).unwrap_err();
            assert!(fault.contains(told), "{fault}");
        }
    }

    #[test]
    fn only_what_the_sdk_computes_is_taken_by_name() {
        for taken in [request(), request().checksum_algorithm(Sha1), request().checksum_algorithm(Crc64Nvme)] {
            assert_eq!(computed(&taken), Ok(()));
        }
        assert_eq!(computed(&request().checksum_algorithm(Sha512).checksum_sha512("x")), Ok(()));
        for refused in [Md5, Sha512, Xxhash3, Xxhash64, Xxhash128, "CRC99".into()] {
            let name = refused.as_str().to_owned();
            assert!(computed(&request().checksum_algorithm(refused)).unwrap_err().contains(&name), "{name}");
        }
    }
}
