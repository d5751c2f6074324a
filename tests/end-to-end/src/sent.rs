//! Comparing what was sent, call by call.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::script::{Script, Sent};

/// What the SDK makes up in a JSON body: the tokens by which a service knows a request that is sent again.
const TOKENS: [&str; 3] = ["ClientToken", "IdempotencyToken", "clientToken"];

/// The operation and the JSON body of a request, but the token that the SDK makes up.
pub fn request(sent: &Sent) -> (String, Value) {
    let mut body = sent.json();
    if let Some(body) = body.as_object_mut() {
        for token in TOKENS {
            body.remove(token);
        }
    }
    (sent.operation(), body)
}

/// The operation and the JSON body of the last request, but the token that the SDK makes up.
pub fn last(script: &Script) -> (String, Value) {
    request(&script.request(script.count() - 1))
}

/// Parameters as [`Sent::params`] and [`Sent::query`] give them.
pub fn params(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What a REST API was asked last: method, path and query.
pub fn asked(script: &Script) -> String {
    let sent = script.request(script.count() - 1);
    let query: Vec<_> = sent.query().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{} {}{mark}{}", sent.method, sent.path(), query.join("&"))
}

/// Makes each call, whose answer doesn't matter here, and looks at what it sent, but the token that the SDK makes up.
#[macro_export]
macro_rules! each_sends {
    ($script:ident, $json:tt, $($operation:ident: $call:expr),+ $(,)?) => {{
        let expected = ::serde_json::json!($json);
        $(
            _ = $call.await;
            assert_eq!($crate::sent::last(&$script), (stringify!($operation).to_owned(), expected.clone()));
        )+
    }};
}

/// Makes each call, whose answer doesn't matter here, and looks at what it asked for.
#[macro_export]
macro_rules! each_asks {
    ($script:ident, $($expected:expr => $call:expr),+ $(,)?) => {$(
        _ = $call.await;
        assert_eq!($crate::sent::asked(&$script), $expected);
    )+};
}
