//! Two-part markers, keys that a batch can't delete, directory buckets, annotations, queries, Object Lambda, and
//! answers whose form the fake gets wrong.

use aws_resources::{ErrorKind, prelude::*, s3::S3};
use aws_sdk_s3::{
    primitives::ByteStream,
    types::{
        BucketVersioningStatus, CsvInput, CsvOutput, EncodingType, ExpressionType, InputSerialization,
        ObjectAttributes, ObjectLockRetentionMode, OutputSerialization, SelectObjectContentEventStream, SessionMode,
    },
};
use end_to_end::{
    exercised,
    script::{Answer, Script, session},
};

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

/// They would be other objects' names, and as tokens go on elsewhere.
#[tokio::test]
async fn names_are_not_asked_for_in_another_form() {
    let script = Script::silent();
    let bucket = S3::new(&session(&script)).bucket("shop");
    let url = EncodingType::Url;
    let errors = [
        bucket.objects().filter(|r| r.encoding_type(url.clone())).try_collect().await.unwrap_err(),
        bucket.objects_v1().filter(|r| r.encoding_type(url.clone())).try_collect().await.unwrap_err(),
        bucket.object_versions().filter(|r| r.encoding_type(url.clone())).try_collect().await.unwrap_err(),
        bucket.multipart_uploads().filter(|r| r.encoding_type(url.clone())).try_collect().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("`encoding_type` can't be set"), "{error}");
    }
    assert_eq!(script.count(), 0);
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
    exercised::arn("s3.DirectoryBucket", &listed[0].arn().await.unwrap(), Some(&*arn));
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

/// boto3 tells neither that a bucket isn't listed nor that the listing is denied. `checklist 117, 118, 119, 120`
#[tokio::test]
async fn a_bucket_is_searched_in_the_listing() {
    let bucket = |name: &str, date: &str| {
        let region = "<BucketRegion>eu-west-1</BucketRegion>";
        format!("<Bucket><Name>{name}</Name><CreationDate>{date}</CreationDate>{region}</Bucket>")
    };
    let page =
        |buckets: &[String]| answer("ListAllMyBucketsResult", &format!("<Buckets>{}</Buckets>", buckets.concat()));
    let (mine, other) = (bucket("shop", "2026-01-02T03:04:05Z"), bucket("shop-old", "2020-01-01T00:00:00Z"));
    let script = Script::new([
        page(&[other.clone(), mine]),
        page(&[other]),
        error(403, "AccessDenied"),
        error(400, "ExpiredToken"),
    ]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    let data = bucket.data().await.unwrap();
    assert_eq!((data.name(), data.bucket_region()), (Some("shop"), Some("eu-west-1")));
    assert_eq!(data.creation_date().map(|date| date.secs()), Some(1_767_323_045));
    let missing = bucket.reload().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    let denied = bucket.reload().await.unwrap_err();
    assert!(denied.is_access_denied(), "{denied}");
    assert_eq!(bucket.reload().await.unwrap_err().code(), Some("ExpiredToken"));
}

/// Answers to HEAD have no body, and so no code.
#[tokio::test]
async fn a_head_that_is_denied_says_so() {
    let script = Script::by(|_| Answer::http(403, "application/xml", ""));
    let s3 = S3::new(&session(&script));
    let denied =
        [s3.bucket("somebody-elses").head().await.unwrap_err(), s3.bucket("b").object("k").data().await.unwrap_err()];
    for error in denied {
        assert!(error.is_access_denied() && error.kind() == ErrorKind::Service, "{error}");
        assert_eq!((error.code(), error.status()), (None, Some(403)));
    }
}

/// boto3 asks for the object's head, whose length it calls the size. `checklist 121`
#[tokio::test]
async fn a_summary_is_what_the_listing_has() {
    let script = Script::new([
        answer("ListBucketResult", "<Contents><Key>a</Key><Size>12</Size></Contents>"),
        answer("ListBucketResult", "<Contents><Key>a</Key></Contents>"),
        answer("ListBucketResult", ""),
    ]);
    let summary = S3::new(&session(&script)).object_summary("shop", "a");
    assert_eq!(summary.data().await.unwrap().size(), Some(12));
    let query = script.request(0).query();
    assert_eq!((&*query["list-type"], &*query["prefix"], &*query["max-keys"]), ("2", "a", "1"));
    assert_eq!(summary.reload().await.unwrap().size(), None);
    assert!(summary.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn every_kind_of_configuration_is_paged() {
    let next = "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>";
    let last = "<IsTruncated>false</IsTruncated>";
    let page = |root: &str, element: &str, id: &str, rest: &str| {
        answer(root, &format!("<{element}><Id>{id}</Id></{element}>{rest}"))
    };
    let pages = |root: &str, element: &str| [page(root, element, "a", next), page(root, element, "b", last)];
    let script = Script::new(
        [
            pages("ListBucketAnalyticsConfigurationResult", "AnalyticsConfiguration"),
            pages("ListBucketIntelligentTieringConfigurationsOutput", "IntelligentTieringConfiguration"),
            pages("ListInventoryConfigurationsResult", "InventoryConfiguration"),
        ]
        .into_iter()
        .flatten(),
    );
    let bucket = S3::new(&session(&script)).bucket("shop");
    let analytics = bucket.analytics_configurations().try_collect().await.unwrap();
    assert_eq!(analytics, [bucket.analytics_configuration("a"), bucket.analytics_configuration("b")]);
    let tiers = bucket.intelligent_tiering_configurations().try_collect().await.unwrap();
    assert_eq!(tiers, [bucket.intelligent_tiering_configuration("a"), bucket.intelligent_tiering_configuration("b")]);
    let inventories = bucket.inventory_configurations().try_collect().await.unwrap();
    assert_eq!(inventories, [bucket.inventory_configuration("a"), bucket.inventory_configuration("b")]);
    for (second, kind) in [(1, "analytics"), (3, "intelligent-tiering"), (5, "inventory")] {
        let sent = script.request(second);
        assert!(sent.uri.contains(kind), "{}", sent.uri);
        assert_eq!(sent.query()["continuation-token"], "t");
    }
}

#[tokio::test]
async fn a_directory_bucket_gives_sessions() {
    let name = "shop--euw1-az1--x-s3";
    let credentials = "<Credentials><SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey>\
                       <AccessKeyId>ASIA</AccessKeyId><Expiration>2030-01-02T03:04:05Z</Expiration></Credentials>";
    let script = Script::new([answer("CreateSessionResult", credentials)]);
    let bucket = S3::new(&session(&script)).directory_bucket(name);
    let made = bucket.create_session().with(|r| r.session_mode(SessionMode::ReadOnly)).await.unwrap();
    assert_eq!(made.credentials().map(|it| it.access_key_id()), Some("ASIA"));
    let sent = script.request(0);
    assert!(sent.host().starts_with(name), "{}", sent.host());
    assert!(sent.uri.contains("?session"), "{}", sent.uri);
    assert_eq!(sent.headers["x-amz-create-session-mode"], "ReadOnly");
}

#[tokio::test]
async fn an_objects_retention_and_attributes_are_read() {
    let until = "<RetainUntilDate>2037-01-01T00:00:00Z</RetainUntilDate>";
    let script = Script::new([
        answer("Retention", &format!("<Mode>GOVERNANCE</Mode>{until}")),
        answer("GetObjectAttributesResponse", "<ETag>e</ETag><ObjectSize>5</ObjectSize>"),
        answer("GetObjectAttributesResponse", "<ObjectSize>7</ObjectSize>"),
    ]);
    let object = S3::new(&session(&script)).object("shop", "a");
    let retention = object.retention().data().await.unwrap();
    assert_eq!(retention.mode(), Some(&ObjectLockRetentionMode::Governance));
    assert_eq!(retention.retain_until_date().map(|date| date.secs()), Some(2_114_380_800));
    let wanted = object.get_attributes();
    let wanted =
        wanted.with(|r| r.object_attributes(ObjectAttributes::Etag).object_attributes(ObjectAttributes::ObjectSize));
    let found = wanted.await.unwrap();
    assert_eq!((found.e_tag(), found.object_size()), (Some("e"), Some(5)));
    let version = object.version("7").get_attributes().with(|r| r.object_attributes(ObjectAttributes::ObjectSize));
    assert_eq!(version.await.unwrap().object_size(), Some(7));
    assert_eq!(script.request(2).query()["versionId"], "7");
    assert_eq!(script.request(2).headers["x-amz-object-attributes"], "ObjectSize");
}

/// The answer is a stream of events, each with its length and check sums
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html>).
#[tokio::test]
async fn a_query_gives_a_stream_of_records() {
    let records = b"\x00\x00\x00k\x00\x00\x00U\x90\xc1<N\x0d:message-type\x07\x00\x05event\x0b:event-type\x07\x00\x07\
                    Records\x0d:content-type\x07\x00\x18application/octet-stream1,ann\n\xb7\xe5\xf9A";
    let end = b"\x00\x00\x008\x00\x00\x00(\xc1\xc6\x84\xd4\x0d:message-type\x07\x00\x05event\x0b:event-type\x07\x00\
                \x03End\xcf\x97\xd3\x92";
    let stream = [&records[..], &end[..]].concat();
    let script = Script::new([Answer::http(200, "application/vnd.amazon.eventstream", stream)]);
    let object = S3::new(&session(&script)).object("shop", "people.csv");
    let select = object.select_content().with(|r| {
        r.expression("SELECT * FROM s3object")
            .expression_type(ExpressionType::Sql)
            .input_serialization(InputSerialization::builder().csv(CsvInput::builder().build()).build())
            .output_serialization(OutputSerialization::builder().csv(CsvOutput::builder().build()).build())
    });
    let mut events = select.await.unwrap().payload;
    let first = events.recv().await.unwrap().expect("an event");
    let SelectObjectContentEventStream::Records(records) = first else { panic!("no records") };
    assert_eq!(records.payload().unwrap().clone().into_inner(), b"1,ann\n");
    assert!(matches!(events.recv().await.unwrap(), Some(SelectObjectContentEventStream::End(_))));
    assert!(events.recv().await.unwrap().is_none());
    let sent = script.request(0);
    assert_eq!((&*sent.method, &*sent.query()["select-type"]), ("POST", "2"));
    assert!(sent.body.contains("<Expression>SELECT * FROM s3object</Expression>"), "{}", sent.body);
}

#[tokio::test]
async fn a_lambda_function_answers_at_the_address_of_its_route() {
    let script = Script::new([Answer::http(200, "application/xml", "")]);
    let write = S3::new(&session(&script)).write_get_object_response().with(|r| {
        r.request_route("io-1").request_token("token-1").status_code(200).body(ByteStream::from_static(b"changed"))
    });
    write.await.unwrap();
    let sent = script.request(0);
    assert_eq!(sent.operation(), "POST /WriteGetObjectResponse");
    assert!(sent.host().starts_with("io-1.s3-object-lambda.eu-west-1."), "{}", sent.host());
    assert_eq!(sent.headers["x-amz-request-token"], "token-1");
    assert_eq!(sent.headers["x-amz-fwd-status"], "200");
}
