//! Two-part markers, keys that a batch can't delete, directory buckets, annotations, and answers whose form the fake
//! gets wrong.

use aws_resources::{prelude::*, s3::S3};
use aws_sdk_s3::types::BucketVersioningStatus;
use end_to_end::script::{Answer, Script, session};

fn answer(root: &str, content: &str) -> Answer {
    let body = format!("<{root} xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{content}</{root}>");
    Answer::http(200, "application/xml", body)
}

fn error(status: u16, code: &str) -> Answer {
    Answer::http(status, "application/xml", format!("<Error><Code>{code}</Code><Message>no</Message></Error>"))
}

fn version(element: &str, key: &str, id: &str) -> String {
    format!("<{element}><Key>{key}</Key><VersionId>{id}</VersionId><IsLatest>true</IsLatest></{element}>")
}

#[tokio::test]
async fn versions_go_on_behind_key_and_version() {
    let next = "<IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker>\
                <NextVersionIdMarker>2</NextVersionIdMarker>";
    let script = Script::new([
        answer("ListVersionsResult", &[&version("Version", "a", "1"), &version("Version", "a", "2"), next].concat()),
        answer(
            "ListVersionsResult",
            &[&version("DeleteMarker", "b", "3"), &version("Version", "c", "null"), "<IsTruncated>false</IsTruncated>"]
                .concat(),
        ),
    ]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    let found = bucket.object_versions().filter(|r| r.prefix("x")).page_size(2).try_collect().await.unwrap();
    let found: Vec<_> = found.iter().map(|version| (version.object_key(), version.id())).collect();
    assert_eq!(found, [("a", "1"), ("a", "2"), ("c", "null"), ("b", "3")]);
    let query = script.request(1).query();
    assert_eq!(query["key-marker"], "a");
    assert_eq!(query["version-id-marker"], "2");
    assert_eq!((&*query["prefix"], &*query["max-keys"]), ("x", "2"));
}

#[tokio::test]
async fn uploads_go_on_behind_key_and_upload() {
    let upload = |key: &str, id: &str| format!("<Upload><Key>{key}</Key><UploadId>{id}</UploadId></Upload>");
    let next =
        "<IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker><NextUploadIdMarker>1</NextUploadIdMarker>";
    let page = |content: &[&str]| answer("ListMultipartUploadsResult", &content.concat());
    let last = "<IsTruncated>false</IsTruncated>";
    let script = Script::new([page(&[&upload("a", "1"), next]), page(&[&upload("a", "2"), &upload("ab", "3"), last])]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    let upload = bucket.object("a").multipart_upload("2");
    assert_eq!(upload.data().await.unwrap().upload_id(), Some("2"), "it is searched among the key's uploads");
    assert_eq!(script.request(0).query()["prefix"], "a");
    let query = script.request(1).query();
    assert_eq!((&*query["key-marker"], &*query["upload-id-marker"]), ("a", "1"));
}

#[tokio::test]
async fn parts_are_known_by_number() {
    let part = |number: u32| format!("<Part><PartNumber>{number}</PartNumber><Size>5</Size></Part>");
    let page = |content: &[&str]| answer("ListPartsResult", &content.concat());
    let next = "<IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker>";
    let last = "<IsTruncated>false</IsTruncated>";
    let pages = || [page(&[&part(1), next]), page(&[&part(2), last])];
    let script = Script::new(pages().into_iter().chain(pages()).chain([error(404, "NoSuchUpload")]));
    let upload = S3::new(&session(&script)).multipart_upload("shop", "film", "u");
    let parts = upload.parts().try_collect().await.unwrap();
    assert_eq!(parts.iter().map(|part| part.part_number()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(parts[1].loaded().unwrap().size(), Some(5));
    assert!(upload.part(3).data().await.unwrap_err().is_not_found(), "all pages are searched");
    assert_eq!(script.request(3).query()["part-number-marker"], "1");
    assert!(upload.part(1).data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_batch_tells_what_could_not_be_deleted() {
    let listed = ["a", "b", "c"].map(|key| format!("<Contents><Key>{key}</Key></Contents>")).concat();
    let denied = "<Error><Key>b</Key><Code>AccessDenied</Code><Message>locked</Message></Error>";
    let script = Script::new([answer("ListBucketResult", &listed), answer("DeleteResult", denied)]);
    let report = S3::new(&session(&script)).bucket("shop").objects().delete().await;
    assert_eq!(report.items().len(), 3);
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].resource().key(), "b");
    assert_eq!(failed[0].result().unwrap_err().code(), Some("AccessDenied"));
    let body = script.request(1).body;
    for part in ["<Key>a</Key>", "<Key>b</Key>", "<Key>c</Key>", "<Quiet>true</Quiet>"] {
        assert!(body.contains(part), "{body}");
    }
}

#[tokio::test]
async fn versions_fail_by_key_and_version_1000_at_a_time() {
    let listed: String = (0..1001).map(|number| version("Version", "a", &format!("v{number}"))).collect();
    let denied = "<Error><Key>a</Key><VersionId>v7</VersionId><Code>AccessDenied</Code></Error>";
    let script = Script::new([
        answer("ListVersionsResult", &listed),
        answer("DeleteResult", denied),
        answer("DeleteResult", ""),
    ]);
    let report = S3::new(&session(&script)).bucket("shop").versions().delete().await;
    assert_eq!(report.failed().map(|item| item.resource().id()).collect::<Vec<_>>(), ["v7"]);
    assert_eq!(script.request(1).body.matches("<VersionId>").count(), 1000);
    assert_eq!(script.request(2).body.matches("<VersionId>").count(), 1);
}

#[tokio::test]
async fn a_directory_bucket_has_its_region_in_its_arn() {
    let name = "shop--euw1-az1--x-s3";
    let arn = format!("arn:aws:s3express:eu-west-1:123456789012:bucket/{name}");
    let page = |content: String| answer("ListAllMyDirectoryBucketsResult", &content);
    let bucket = format!("<Buckets><Bucket><Name>{name}</Name><BucketArn>{arn}</BucketArn></Bucket></Buckets>");
    let script = Script::new([page(bucket), page("<Buckets></Buckets>".into())]);
    let s3 = S3::new(&session(&script));
    let listed = s3.directory_buckets().try_collect().await.unwrap();
    assert_eq!(listed[0].arn().await.unwrap().as_str(), arn);
    assert_eq!(listed[0].bucket().name(), name);
    assert!(s3.directory_bucket("none--euw1-az1--x-s3").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn what_is_not_set_is_not_found_or_empty() {
    let script = Script::new([
        error(404, "NoSuchCORSConfiguration"),
        error(404, "NoSuchLifecycleConfiguration"),
        error(404, "NoSuchWebsiteConfiguration"),
        error(404, "ReplicationConfigurationNotFoundError"),
        error(404, "ObjectLockConfigurationNotFoundError"),
        error(404, "NoSuchConfiguration"),
        error(404, "ServerSideEncryptionConfigurationNotFoundError"),
        answer("VersioningConfiguration", ""),
        answer("VersioningConfiguration", "<Status>Enabled</Status>"),
        answer("AccelerateConfiguration", ""),
        answer("LocationConstraint", ""),
    ]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    assert!(bucket.cors().data().await.unwrap_err().is_not_found());
    assert!(bucket.lifecycle_configuration().data().await.unwrap_err().is_not_found());
    assert!(bucket.website().data().await.unwrap_err().is_not_found());
    assert!(bucket.replication().data().await.unwrap_err().is_not_found());
    assert!(bucket.object_lock_configuration().data().await.unwrap_err().is_not_found());
    assert!(bucket.metrics_configuration("all").data().await.unwrap_err().is_not_found());
    assert!(bucket.encryption().data().await.unwrap_err().is_not_found());
    let versioning = bucket.versioning();
    assert_eq!(versioning.data().await.unwrap().status(), None);
    assert_eq!(versioning.reload().await.unwrap().status(), Some(&BucketVersioningStatus::Enabled));
    assert_eq!(bucket.accelerate_configuration().data().await.unwrap().status(), None);
    let location = bucket.location().data().await.unwrap();
    assert_eq!(location.location_constraint().map(|it| it.as_str()), Some(""), "so AWS writes us-east-1");
}

/// AWS tells by the message alone that a bucket has no Object Lock.
#[tokio::test]
async fn without_object_lock_there_is_no_retention_and_no_legal_hold() {
    let refusal = |message: &str| {
        let body = format!("<Error><Code>InvalidRequest</Code><Message>{message}</Message></Error>");
        Answer::http(400, "application/xml", body)
    };
    let missing = || refusal("Bucket is missing Object Lock Configuration");
    let script = Script::new([missing(), missing(), refusal("no"), error(404, "NoSuchObjectLockConfiguration")]);
    let object = S3::new(&session(&script)).object("shop", "a");
    assert!(object.retention().data().await.unwrap_err().is_not_found());
    assert!(object.legal_hold().data().await.unwrap_err().is_not_found());
    assert!(!object.retention().data().await.unwrap_err().is_not_found());
    assert!(object.legal_hold().data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_heads_missing_body_is_no_mystery() {
    let script = Script::by(|sent| match sent.query().get("versionId").map(String::as_str) {
        Some("1") => Answer::http(200, "text/plain", ""),
        Some(_) => Answer::http(405, "application/xml", ""),
        None => Answer::http(404, "application/xml", ""),
    });
    let object = S3::new(&session(&script)).object("shop", "a");
    let gone = object.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(object.version("1").data().await.unwrap().content_type(), Some("text/plain"));
    let marker = object.version("2").data().await.unwrap_err();
    assert!(!marker.is_not_found(), "{marker}");
    assert_eq!(script.request(2).method, "HEAD");
}

#[tokio::test]
async fn configurations_with_an_id_are_paged() {
    let one = |id: &str| format!("<MetricsConfiguration><Id>{id}</Id></MetricsConfiguration>");
    let next = "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>";
    let page = |content: &[&str]| answer("ListMetricsConfigurationsResult", &content.concat());
    let last = "<IsTruncated>false</IsTruncated>";
    let script = Script::new([page(&[&one("all"), next]), page(&[&one("films"), last])]);
    let found = S3::new(&session(&script)).bucket("shop").metrics_configurations().try_collect().await.unwrap();
    assert_eq!(found.iter().map(|it| it.id()).collect::<Vec<_>>(), ["all", "films"]);
    assert_eq!(script.request(1).query()["continuation-token"], "t");
}

#[tokio::test]
async fn an_annotation_is_searched_by_its_name() {
    let entry = |name: &str| {
        format!("<AnnotationEntry><AnnotationName>{name}</AnnotationName><Size>3</Size></AnnotationEntry>")
    };
    let listed = format!("<Annotations>{}{}</Annotations>", entry("notes"), entry("notes-old"));
    let script = Script::new([(); 2].map(|()| answer("ListObjectAnnotationsOutput", &listed)));
    let object = S3::new(&session(&script)).object("shop", "a");
    let annotation = object.annotation("notes-old");
    assert_eq!(annotation.data().await.unwrap().size(), 3);
    assert_eq!(script.request(0).query()["annotation-prefix"], "notes-old");
    assert!(object.annotation("other").data().await.unwrap_err().is_not_found());
}

/// AWS refuses a listing of all buckets at once to accounts that may have more than 10,000
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html>).
#[tokio::test]
async fn buckets_are_asked_for_by_the_thousand() {
    let page = |name: &str, next: &str| {
        let bucket = format!("<Buckets><Bucket><Name>{name}</Name></Bucket></Buckets>{next}");
        answer("ListAllMyBucketsResult", &bucket)
    };
    let next = "<ContinuationToken>t</ContinuationToken>";
    let script = Script::new([page("a", next), page("b", ""), page("shop-old", next), page("shop", "")]);
    let s3 = S3::new(&session(&script));
    let buckets = s3.buckets().try_collect().await.unwrap();
    assert_eq!(buckets.iter().map(|bucket| bucket.name()).collect::<Vec<_>>(), ["a", "b"]);
    let query = script.request(1).query();
    assert_eq!((&*query["max-buckets"], &*query["continuation-token"]), ("1000", "t"));
    assert_eq!(s3.bucket("shop").data().await.unwrap().name(), Some("shop"));
    assert_eq!(script.request(3).query()["prefix"], "shop");
}
