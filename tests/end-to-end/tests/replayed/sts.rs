//! Whose an access key is, which the fake doesn't tell.

use aws_resources::sts::Sts;
use end_to_end::{
    answers::{caller, query_error, sts},
    script::{Script, session},
};

#[tokio::test]
async fn an_access_key_tells_its_account() {
    let script = Script::new([
        sts("GetAccessKeyInfo", "<Account>123456789012</Account>"),
        query_error(400, "ValidationError", "AccessKeyId is malformed"),
    ]);
    let key = Sts::new(&session(&script)).access_key_info("AKIAIOSFODNN7EXAMPLE");
    assert_eq!(key.data().await.unwrap().account(), Some("123456789012"));
    assert_eq!(script.request(0).params(), [("AccessKeyId".into(), "AKIAIOSFODNN7EXAMPLE".into())].into());
    let malformed = key.reload().await.unwrap_err();
    assert_eq!(malformed.code(), Some("ValidationError"));
    assert!(!malformed.is_not_found());
}

#[tokio::test]
async fn the_caller_is_asked_for_once() {
    let script = Script::new([caller("123456789012")]);
    let caller = Sts::new(&session(&script)).caller_identity();
    assert_eq!(caller.arn().await.unwrap().as_str(), "arn:aws:iam::123456789012:user/u");
    assert_eq!(caller.data().await.unwrap().user_id(), Some("AIDA"));
    assert_eq!(script.operations(), ["GetCallerIdentity"]);
}
