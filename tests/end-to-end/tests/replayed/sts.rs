//! Malformed access keys, and the credentials and messages that the fake doesn't give.

use aws_resources::{ErrorKind, sts::Sts};
use aws_sdk_sts::types::PolicyDescriptorType;
use end_to_end::{
    answers::{caller, query_error, sts},
    script::{Script, session},
};

/// The fake answers it, but fails at times: it goes through the accounts that other tests are making.
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
    assert_eq!(key.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
}

#[tokio::test]
async fn the_caller_is_asked_for_once() {
    let script = Script::new([caller("123456789012")]);
    let caller = Sts::new(&session(&script)).caller_identity();
    assert_eq!(caller.arn().await.unwrap().as_str(), "arn:aws:iam::123456789012:user/u");
    assert_eq!(caller.data().await.unwrap().user_id(), Some("AIDA"));
    assert_eq!(script.operations(), ["GetCallerIdentity"]);
}

#[tokio::test]
async fn credentials_come_by_assertion_root_and_delegation() {
    let keys = "<Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
                <SessionToken>t</SessionToken><Expiration>2026-01-02T03:04:05Z</Expiration></Credentials>";
    let principal = "arn:aws:iam::123456789012:user/ann";
    let script = Script::new([
        sts("AssumeRoleWithSAML", format!("{keys}<Issuer>https://idp</Issuer><Subject>ann</Subject>")),
        sts("AssumeRoot", keys),
        sts("GetDelegatedAccessToken", format!("{keys}<AssumedPrincipal>{principal}</AssumedPrincipal>")),
    ]);
    let api = Sts::new(&session(&script));
    let saml = api.assume_role_with_saml().with(|r| {
        let r = r.role_arn("arn:aws:iam::123456789012:role/Web").saml_assertion("PHNhbWw+");
        r.principal_arn("arn:aws:iam::123456789012:saml-provider/idp")
    });
    let saml = saml.await.unwrap();
    assert_eq!((saml.issuer(), saml.subject()), (Some("https://idp"), Some("ann")));
    assert_eq!(script.request(0).param("SAMLAssertion").as_deref(), Some("PHNhbWw+"));
    assert!(!script.request(0).headers.contains_key("authorization"), "AWS takes this call unsigned");

    let task = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
    let task = PolicyDescriptorType::builder().arn(task).build();
    let root = api.assume_root().with(|r| r.target_principal("210987654321").task_policy_arn(task)).await.unwrap();
    assert_eq!(root.credentials().unwrap().access_key_id(), "ASIA1");
    assert_eq!(script.request(1).param("TargetPrincipal").as_deref(), Some("210987654321"));
    assert!(script.request(1).param("TaskPolicyArn.arn").unwrap().ends_with("/IAMAuditRootUserCredentials"));
    let delegated = api.get_delegated_access_token().with(|r| r.trade_in_token("token")).await.unwrap();
    assert_eq!(delegated.assumed_principal(), Some(principal));
    assert_eq!(script.request(2).params(), [("TradeInToken".into(), "token".into())].into());
}

#[tokio::test]
async fn a_refusal_is_decoded_and_a_token_made() {
    let message = r#"{"allowed":false}"#;
    let script = Script::new([
        sts("DecodeAuthorizationMessage", format!("<DecodedMessage>{message}</DecodedMessage>")),
        sts("GetWebIdentityToken", "<WebIdentityToken>jwt</WebIdentityToken>"),
        query_error(400, "InvalidAuthorizationMessageException", "not encoded"),
    ]);
    let api = Sts::new(&session(&script));
    let decoded = api.decode_authorization_message().with(|r| r.encoded_message("abc")).await.unwrap();
    assert_eq!(decoded.decoded_message(), Some(message));
    assert_eq!(script.request(0).params(), [("EncodedMessage".into(), "abc".into())].into());
    let token = api.get_web_identity_token().with(|r| r.audience("shop").signing_algorithm("RS256")).await.unwrap();
    assert_eq!(token.web_identity_token(), Some("jwt"));
    assert_eq!(script.request(1).param("Audience.member.1").as_deref(), Some("shop"));
    let refused = api.decode_authorization_message().with(|r| r.encoded_message("?")).await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidAuthorizationMessageException"));
}
