//! One canned HTTP response.

use aws_smithy_runtime_api::{
    client::{orchestrator::HttpResponse, result::ConnectorError},
    http::StatusCode,
};
use aws_smithy_types::{DateTime, body::SdkBody, date_time::Format};

use super::{EXPIRES, ROLE};

/// A response of AWS to one request, as it comes over the wire. A text by itself is one with status 200.
///
/// The SDK reads the body in the protocol of the service: XML for RDS, EC2, S3 or Route 53, JSON for CloudTrail, ECS or
/// DynamoDB. AWS's API reference shows one of each operation.
///
/// ```
/// use aws_resources_runtime::test_util::Answer;
///
/// let page = Answer::from("<DescribeDBInstancesResponse>…</DescribeDBInstancesResponse>").to("DescribeDBInstances");
/// let refused = Answer::new(400, r#"{"__type":"TrailNotFoundException","message":"no such trail"}"#);
/// let object = Answer::new(200, "content").header("etag", "\"5d41402a\"");
/// ```
#[derive(Clone, Debug)]
pub struct Answer {
    operation: Option<String>,
    reply: Reply,
}

#[derive(Clone, Debug)]
enum Reply {
    Http { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    Unreachable,
}

impl Answer {
    /// A response with this status and body. A status that HTTP doesn't have lets the call fail.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { operation: None, reply: Reply::Http { status, headers: Vec::new(), body: body.into() } }
    }

    /// A connection that can't be made: the call fails with [`ErrorKind::Dispatch`](crate::ErrorKind::Dispatch).
    pub fn unreachable() -> Self {
        Self { operation: None, reply: Reply::Unreachable }
    }

    /// What AssumeRole answers: credentials that don't expire before 2100.
    pub fn assumed_role() -> Self {
        let [key, secret, token] = ROLE;
        let expires = DateTime::from_secs(EXPIRES).fmt(Format::DateTime).unwrap_or_default();
        let credentials = format!(
            "<AccessKeyId>{key}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey>\
             <SessionToken>{token}</SessionToken><Expiration>{expires}</Expiration>"
        );
        let result = format!("<AssumeRoleResult><Credentials>{credentials}</Credentials></AssumeRoleResult>");
        Self::from(format!("<AssumeRoleResponse>{result}</AssumeRoleResponse>")).to("AssumeRole")
    }

    /// With a header. One that HTTP doesn't allow lets the call fail.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Reply::Http { headers, .. } = &mut self.reply {
            headers.push((name.into().to_ascii_lowercase(), value.into()));
        }
        self
    }

    /// For a call of this operation only, by the name that [`Sent::operation`](super::Sent::operation) has for it:
    /// where another call comes when it is this answer's turn, that call is unexpected, and the answer waits for its
    /// own.
    #[must_use]
    pub fn to(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// The operation that it is for, where it is for one only.
    pub(super) fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// What the SDK is given.
    pub(super) fn into_response(self) -> Result<HttpResponse, ConnectorError> {
        let Reply::Http { status, headers, body } = self.reply else {
            return Err(ConnectorError::io("connection refused, as the test wants it".into()));
        };
        let status = StatusCode::try_from(status).map_err(|error| ConnectorError::user(error.into()))?;
        let mut response = HttpResponse::new(status, SdkBody::from(body));
        for (name, value) in headers {
            let added = response.headers_mut().try_append(name, value);
            added.map_err(|error| ConnectorError::user(error.into()))?;
        }
        Ok(response)
    }
}

impl From<&str> for Answer {
    /// This body with status 200.
    fn from(body: &str) -> Self {
        Self::new(200, body)
    }
}

impl From<String> for Answer {
    /// This body with status 200.
    fn from(body: String) -> Self {
        Self::new(200, body)
    }
}
