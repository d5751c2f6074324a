//! S3, which sets all tags at once.

use aws_resources::{Tagged as _, s3::S3};
use end_to_end::script::{Answer, Script, session};

use super::{KEY, VALUE, tags};

fn set(tags: &[(&str, &str)]) -> String {
    let tags: String =
        tags.iter().map(|(key, value)| format!("<Tag><Key>{key}</Key><Value>{value}</Value></Tag>")).collect();
    format!("<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet>{tags}</TagSet></Tagging>")
}

fn got(tags: &[(&str, &str)]) -> Answer {
    Answer::http(200, "application/xml", set(tags))
}

fn done(status: u16) -> Answer {
    Answer::http(status, "application/xml", "")
}

fn error(status: u16, code: &str) -> Answer {
    Answer::http(status, "application/xml", format!("<Error><Code>{code}</Code><Message>no</Message></Error>"))
}

/// Method, path and query of each call.
fn asked(script: &Script) -> Vec<String> {
    let asked = script.sent().into_iter().map(|sent| {
        let query = sent.uri.split_once('?').map_or("", |(_, query)| query);
        let mut parts: Vec<_> = query.split('&').filter(|part| !part.starts_with("x-id=")).collect();
        parts.sort_unstable();
        format!("{} {}?{}", sent.method, sent.path(), parts.join("&"))
    });
    asked.collect()
}

#[tokio::test]
async fn other_tags_are_put_back() {
    let script = Script::new([
        got(&[("team", "old"), ("stage", "test")]),
        done(204),
        got(&[("team", "new"), ("stage", "test")]),
        done(204),
    ]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    bucket.tag([("team", "new"), (KEY, VALUE)]).await.unwrap();
    bucket.untag(["team", "none"]).await.unwrap();
    assert_eq!(asked(&script), ["GET /?tagging", "PUT /?tagging", "GET /?tagging", "PUT /?tagging"]);
    assert_eq!(script.request(1).body, set(&[(KEY, VALUE), ("stage", "test"), ("team", "new")]));
    assert_eq!(script.request(3).body, set(&[("stage", "test")]));
}

#[tokio::test]
async fn tags_that_are_as_wanted_are_not_put() {
    let script = Script::new([got(&[("team", "web"), ("stage", "test")]), got(&[("team", "web")])]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    bucket.tag([("team", "web")]).await.unwrap();
    bucket.untag(["none"]).await.unwrap();
    bucket.untag([""; 0]).await.unwrap();
    assert_eq!(asked(&script), ["GET /?tagging", "GET /?tagging"]);
}

#[tokio::test]
async fn the_last_tag_is_deleted() {
    let script = Script::new([got(&[("team", "web")]), done(204), error(404, "NoSuchTagSet")]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    bucket.untag(["team"]).await.unwrap();
    assert_eq!(bucket.tags().await.unwrap(), tags(&[]));
    assert_eq!(asked(&script), ["GET /?tagging", "DELETE /?tagging", "GET /?tagging"]);
}

#[tokio::test]
async fn a_bucket_without_tags_is_no_bucket_that_is_missing() {
    let none = || error(404, "NoSuchTagSet");
    let gone = || error(404, "NoSuchBucket");
    let script = Script::new([none(), none(), done(204), none(), gone(), gone(), gone()]);
    let bucket = S3::new(&session(&script)).bucket("shop");
    assert_eq!(bucket.tags().await.unwrap(), tags(&[]));
    bucket.tag([("team", "web")]).await.unwrap();
    assert_eq!(script.request(2).body, set(&[("team", "web")]));
    bucket.untag(["team"]).await.unwrap();
    for error in [
        bucket.tags().await.unwrap_err(),
        bucket.tag([("team", "web")]).await.unwrap_err(),
        bucket.untag(["team"]).await.unwrap_err(),
    ] {
        assert!(error.is_not_found(), "{error}");
        assert_eq!((error.operation(), error.code()), (Some("GetBucketTagging"), Some("NoSuchBucket")));
    }
}

/// Nothing is put where it isn't known what that would replace.
#[tokio::test]
async fn tags_that_cannot_be_read_are_not_replaced() {
    let script = Script::new([error(403, "AccessDenied"), got(&[("team", "old")]), error(403, "AccessDenied")]);
    let object = S3::new(&session(&script)).object("shop", "plan");
    let unread = object.tag([("team", "new")]).await.unwrap_err();
    assert_eq!((unread.service(), unread.operation()), (Some("s3"), Some("GetObjectTagging")));
    let unput = object.tag([("team", "new")]).await.unwrap_err();
    assert_eq!((unput.operation(), unput.is_access_denied()), (Some("PutObjectTagging"), true));
}

#[tokio::test]
async fn an_object_and_each_version_have_their_own() {
    let script =
        Script::new([got(&[]), done(200), got(&[("team", "old")]), done(200), got(&[("team", "new")]), done(204)]);
    let object = S3::new(&session(&script)).object("shop", "plan");
    object.tag([("team", "web")]).await.unwrap();
    let version = object.version("7");
    version.tag([("team", "new")]).await.unwrap();
    version.untag(["team"]).await.unwrap();
    let expected = [
        "GET /plan?tagging",
        "PUT /plan?tagging",
        "GET /plan?tagging&versionId=7",
        "PUT /plan?tagging&versionId=7",
        "GET /plan?tagging&versionId=7",
        "DELETE /plan?tagging&versionId=7",
    ];
    assert_eq!(asked(&script), expected);
    assert_eq!(script.request(3).body, set(&[("team", "new")]));
}

#[tokio::test]
async fn reading_tags_forgets_nothing() {
    let web = || got(&[("team", "web")]);
    let script = Script::new([done(200), web(), done(200), web(), web(), done(200)]);
    let object = S3::new(&session(&script)).object("shop", "plan");
    object.data().await.unwrap();
    assert_eq!(object.tags().await.unwrap(), tags(&[("team", "web")]));
    assert!(object.loaded().is_some());
    let version = object.version("7");
    version.data().await.unwrap();
    assert_eq!(version.tags().await.unwrap(), tags(&[("team", "web")]));
    assert!(version.loaded().is_some());
    version.tag([("team", "new")]).await.unwrap();
    assert!(version.loaded().is_none(), "changing them does: the data has their number");
}

#[tokio::test]
async fn a_setting_has_no_tags() {
    let script = Script::silent();
    let versioning = S3::new(&session(&script)).bucket("shop").versioning();
    assert_eq!(aws_resources::Resource::tag_map(&versioning).await.unwrap(), None);
}
