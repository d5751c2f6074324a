//! `AssumeRole`: XML of the Query protocol.

use bytes::Bytes;

use super::REQUEST_ID;

/// Credentials of a role in `account`, the `number`th.
pub(crate) fn assumed(account: &str, number: u64, expires: &str) -> Bytes {
    let token = "IQoJb3JpZ2luX2VjEJr".repeat(20);
    Bytes::from(format!(
        "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser>\
         <AssumedRoleId>AROA3XFRBF23EXAMPLE{number}:bench</AssumedRoleId>\
         <Arn>arn:aws:sts::{account}:assumed-role/Audit/bench</Arn></AssumedRoleUser><Credentials>\
         <AccessKeyId>ASIA{account}{number:04}</AccessKeyId>\
         <SecretAccessKey>wJalrXUtnFEMIexampleSECRETexampleKEYexam</SecretAccessKey>\
         <SessionToken>{token}</SessionToken><Expiration>{expires}</Expiration></Credentials></AssumeRoleResult>\
         <ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata></AssumeRoleResponse>"
    ))
}
