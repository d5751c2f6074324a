//! The answers of Organizations, Account Management and Systems Manager.

pub(crate) use replay::{ACCOUNT, Script};

/// A page: the items of a member, and the token of the page after it.
pub(crate) fn page(member: &str, items: &[String], token: Option<&str>) -> String {
    let token = token.map(|token| format!(r#","NextToken":"{token}""#)).unwrap_or_default();
    format!(r#"{{"{member}":[{}]{token}}}"#, items.join(","))
}

/// An error in AWS's JSON protocols.
pub(crate) fn error(code: &str, message: &str) -> String {
    format!(r#"{{"__type":"{code}","message":"{message}","Message":"{message}"}}"#)
}

/// An account of the organisation o-exampleorgid, whose management account is [`ACCOUNT`].
pub(crate) fn account(id: &str, members: &str) -> String {
    let arn = format!("arn:aws:organizations::{ACCOUNT}:account/o-exampleorgid/{id}");
    format!(r#"{{"Id":"{id}","Arn":"{arn}","Name":"name of {id}","Email":"{id}@example.com",{members}}}"#)
}

/// An account whose state is `ACTIVE`.
pub(crate) fn active(id: &str) -> String {
    account(id, r#""State":"ACTIVE","JoinedMethod":"CREATED","JoinedTimestamp":1.481835795536E9"#)
}
