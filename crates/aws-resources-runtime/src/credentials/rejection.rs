//! Services that refuse credentials before their time: an expired or void token invalidates what is held.

use std::sync::Arc;

use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept, SharedInterceptor,
            context::{AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef},
            dyn_dispatch_hint,
        },
        orchestrator::{HttpRequest, HttpResponse},
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

/// The codes that say that a token has expired or is void.
pub(super) const CODES: [&str; 3] = ["ExpiredToken", "ExpiredTokenException", "InvalidToken"];

/// What services' refusals are told to.
pub(crate) trait Reject: Send + Sync + 'static {
    /// A service refused the credentials with this key.
    fn reject(&self, access_key_id: &str);
}

/// Tells refusals of credentials to the provider that they come from.
pub(crate) fn interceptor(credentials: Arc<dyn Reject>) -> SharedInterceptor {
    SharedInterceptor::permanent(Rejections(credentials))
}

struct Rejections(Arc<dyn Reject>);

/// The access key that a request was signed with: the request itself is gone when its answer is there.
#[derive(Debug)]
struct SignedWith(String);

impl Storable for SignedWith {
    type Storer = StoreReplace<Self>;
}

#[dyn_dispatch_hint]
impl Intercept for Rejections {
    fn name(&self) -> &'static str {
        "CredentialRejections"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(key) = access_key_id(context.request()) {
            cfg.interceptor_state().store_put(SignedWith(key.to_owned()));
        }
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if is_refusal(context.response())
            && let Some(SignedWith(key)) = cfg.load::<SignedWith>()
        {
            self.0.reject(key);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Rejections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rejections")
    }
}

/// The access key id of a signature (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-auth-methods.html>).
fn access_key_id(request: &HttpRequest) -> Option<&str> {
    let scope = request.headers().get("authorization")?.split_once("Credential=")?.1;
    scope.split_once('/').map(|(key, _)| key)
}

/// Whether an answer says that the token has expired or is void. The codes are looked for in the answer as it came:
/// the error's type differs by operation.
fn is_refusal(response: &HttpResponse) -> bool {
    if !matches!(response.status().as_u16(), 400 | 401 | 403) {
        return false;
    }
    let header = |name: &str, end: char| {
        response.headers().get(name).and_then(|value| value.split(end).next()).is_some_and(|code| CODES.contains(&code))
    };
    if header("x-amzn-errortype", ':') || header("x-amzn-query-error", ';') {
        return true;
    }
    let body = response.body().bytes().unwrap_or_default();
    if response.headers().get("content-type").is_some_and(|content| content.starts_with("application/cbor")) {
        return cbor_type(body).is_some_and(|code| CODES.contains(&code));
    }
    let body = String::from_utf8_lossy(body);
    CODES.iter().any(|code| names(&body, code))
}

/// The error's code in CBOR, without its namespace: the text of `__type`, whose length stands before it
/// (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#operation-error-serialization>).
fn cbor_type(body: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"\x66__type";
    let at = body.windows(KEY.len()).position(|bytes| bytes == KEY)?;
    let (head, rest) = body[at + KEY.len()..].split_first()?;
    let (length, text) = match head {
        0x60..=0x77 => (usize::from(head & 0x1f), rest),
        0x78 => rest.split_first().map(|(length, rest)| (usize::from(*length), rest))?,
        _ => return None,
    };
    let text = std::str::from_utf8(text.get(..length)?).ok()?;
    Some(text.rsplit_once('#').map_or(text, |(_, code)| code))
}

/// Whether `code` stands alone in `body`, in an element or a string that begins or ends with it.
fn names(body: &str, code: &str) -> bool {
    body.match_indices(code).any(|(at, _)| {
        let (before, after) = (&body[..at], &body[at + code.len()..]);
        before.ends_with(['>', '"', '#']) && (after.starts_with(['<', '"', ':']))
    })
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::{client::orchestrator::HttpResponse, http::StatusCode};
    use aws_smithy_types::body::SdkBody;

    use super::{cbor_type, is_refusal, names};

    #[test]
    fn codes_are_found_in_every_protocol_and_in_no_other_text() {
        for body in [
            "<Error><Code>ExpiredToken</Code></Error>",
            r#"{"__type":"ExpiredToken","message":"…"}"#,
            r#"{"__type":"com.amazon.coral.service#ExpiredToken"}"#,
        ] {
            assert!(names(body, "ExpiredToken"), "{body}");
        }
        for body in [
            "<Message>Do not send ExpiredToken again</Message>",
            "<Code>ExpiredTokenFault</Code>",
            r#"{"name":"MyExpiredToken"}"#,
        ] {
            assert!(!names(body, "ExpiredToken"), "{body}");
        }
    }

    #[test]
    fn a_code_in_cbor_or_beside_it_is_found() {
        let body =
            |head: &[u8], text: &str| [b"\xbf\x66__type", head, text.as_bytes(), b"\x67message\x60\xff"].concat();
        let long = "com.amazonaws.cloudwatch#ExpiredTokenException";
        for (head, text, code) in [
            (&b"\x6c"[..], "ExpiredToken", Some("ExpiredToken")),
            (&[0x78, 46][..], long, Some("ExpiredTokenException")),
            (b"\x7f", "ExpiredToken", None),
            (b"\x78\xff", "ExpiredToken", None),
        ] {
            assert_eq!(cbor_type(&body(head, text)), code, "{text}");
        }
        assert_eq!(cbor_type(b"\xbf\x66__type"), None);
        let refused = |status: u16, header: (&'static str, &'static str), body: Vec<u8>| {
            let status = StatusCode::try_from(status).expect("a status");
            let mut response = HttpResponse::new(status, SdkBody::from(body));
            response.headers_mut().insert(header.0, header.1);
            is_refusal(&response)
        };
        assert!(refused(400, ("content-type", "application/cbor"), body(b"\x6c", "ExpiredToken")));
        assert!(!refused(400, ("content-type", "application/cbor"), body(b"\x6c", "InvalidValue")));
        assert!(!refused(500, ("content-type", "application/cbor"), body(b"\x6c", "ExpiredToken")));
        assert!(refused(400, ("x-amzn-query-error", "ExpiredToken;Sender"), Vec::new()));
        assert!(!refused(400, ("x-amzn-query-error", "InvalidParameterValue;Sender"), Vec::new()));
        assert_eq!(cbor_type(b""), None);
    }
}
