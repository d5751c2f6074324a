//! `ListObjectsV2` and the multipart uploads: XML of REST.

use super::{Pages, listing, repeated};
use crate::world::Shape;

const OBJECT: &str = "<Contents><Key>logs/2026/08/12/{x}.json.gz</Key>\
<LastModified>2026-08-12T17:50:30.000Z</LastModified><ETag>&quot;fba9dede5f27731c9771645a39863328&quot;</ETag>\
<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>{n}</Size>\
<StorageClass>STANDARD</StorageClass></Contents>";

/// What `CreateMultipartUpload` answers.
pub(crate) const CREATED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Bucket>bench</Bucket>\
<Key>large</Key><UploadId>VXBsb2FkIElEIGZvciBlbHZpbmc</UploadId></InitiateMultipartUploadResult>";

/// What `CompleteMultipartUpload` answers.
pub(crate) const COMPLETED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<CompleteMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
<Location>http://s3.eu-west-1.amazonaws.com/bench/large</Location><Bucket>bench</Bucket><Key>large</Key>\
<ETag>&quot;9bb58f26192e4ba00f01e2e7b136bbd8-8&quot;</ETag></CompleteMultipartUploadResult>";

pub(crate) fn objects(shape: &Shape) -> Pages {
    let count = format!("<KeyCount>{}</KeyCount>", shape.per_page);
    pages(shape, "NextContinuationToken", &count)
}

/// `ListObjects`, which boto3's resources still call.
pub(crate) fn objects_v1(shape: &Shape) -> Pages {
    pages(shape, "NextMarker", "<Marker/>")
}

fn pages(shape: &Shape, token: &str, more_members: &str) -> Pages {
    listing(shape, |items, next| {
        let more = next.is_some();
        let token = next.map(|next| format!("<{token}>{next}</{token}>")).unwrap_or_default();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bench</Name><Prefix/>{token}\
             {more_members}<MaxKeys>1000</MaxKeys><IsTruncated>{more}</IsTruncated>{}</ListBucketResult>",
            repeated(items, OBJECT, "")
        )
    })
}
