//! One request as it was sent.

use std::{borrow::Cow, fmt};

use aws_smithy_runtime_api::client::{orchestrator::HttpRequest, result::ConnectorError};
use aws_smithy_types::byte_stream::ByteStream;

/// How much of a body an error shows.
const SHOWN: usize = 2000;

/// The operation of a request, which the request itself doesn't tell in every protocol.
#[derive(Clone)]
pub(super) struct Operation(pub(super) String);

/// A request as the SDK sent it. `Display` is its method, address and body.
///
/// ```
/// use aws_resources_runtime::{connect, test_util::Answers};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> aws_resources_runtime::Result<()> {
/// let answers = Answers::new(["<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>"]);
/// answers.session().client("sts", connect!(aws_sdk_sts)).get_caller_identity().send().await?;
///
/// let sent = &answers.sent()[0];
/// assert_eq!((sent.operation(), sent.method()), ("GetCallerIdentity", "POST"));
/// assert_eq!(sent.param("Action").as_deref(), Some("GetCallerIdentity"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Sent {
    operation: String,
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Sent {
    /// Reads a request, with its body where that is a stream.
    pub(super) async fn read(mut request: HttpRequest) -> Result<Self, ConnectorError> {
        let body = ByteStream::new(request.take_body()).collect().await;
        let body = body.map_err(|error| ConnectorError::io(error.into()))?.into_bytes().to_vec();
        let headers = request.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let (method, uri) = (request.method().to_owned(), request.uri().to_owned());
        let told = request.extension::<Operation>().map(|Operation(name)| name.clone());
        let mut sent = Self { operation: String::new(), method, uri, headers, body };
        sent.operation = told.unwrap_or_else(|| sent.seen_operation());
        Ok(sent)
    }

    /// The operation, under AWS's name for it (`DescribeDBInstances`). Of a client that wasn't made by a session, only
    /// what the request shows: for a service with a REST protocol method and path (`GET /2013-04-01/hostedzone`).
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// `GET`, `POST`, …
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The whole address.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The host in the address.
    pub fn host(&self) -> &str {
        self.uri.split('/').nth(2).unwrap_or_default()
    }

    /// The path in the address, encoded as it was sent.
    pub fn path(&self) -> &str {
        let path = self.uri.match_indices('/').nth(2).map_or("/", |(start, _)| &self.uri[start..]);
        path.split('?').next().unwrap_or_default()
    }

    /// A parameter of the address, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        value_of(self.uri.split_once('?')?.1, name)
    }

    /// A header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The region that the request was signed for.
    pub fn region(&self) -> Option<&str> {
        // Credential=KEY/DATE/REGION/SERVICE/aws4_request
        self.header("authorization")?.split_once("Credential=")?.1.split('/').nth(2)
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// A parameter of a body in the Query protocol, which RDS, EC2, IAM, SNS and others speak, decoded
    /// (`DBInstanceIdentifier`, `Filters.Filter.1.Name`).
    pub fn param(&self, name: &str) -> Option<String> {
        value_of(&self.text(), name)
    }

    /// The operation as far as the request shows it.
    fn seen_operation(&self) -> String {
        if let Some(target) = self.header("x-amz-target") {
            return target.rsplit('.').next().unwrap_or(target).to_owned();
        }
        self.param("Action").unwrap_or_else(|| format!("{} {}", self.method, self.path()))
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        write!(f, "{} {}", self.method, self.uri)?;
        match text.char_indices().nth(SHOWN) {
            None if text.is_empty() => Ok(()),
            None => write!(f, " {text}"),
            Some((end, _)) => write!(f, " {}… ({} bytes)", &text[..end], self.body.len()),
        }
    }
}

/// A value in `name=value&…`, decoded.
fn value_of(pairs: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(pairs.as_bytes()).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(uri: &str, body: &str) -> Sent {
        let headers = vec![(
            "authorization".into(),
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-3/rds/aws4_request, SignedHeaders=host".into(),
        )];
        Sent { operation: String::new(), method: "POST".into(), uri: uri.into(), headers, body: body.into() }
    }

    #[test]
    fn the_parts_of_a_request_are_found() {
        let sent = sent("https://host.test/a/b%20c?x-id=Get&name=%c3%a9+%zz", "Action=Stop&Name=a%2Fb&Empty=&Flag");
        assert_eq!((sent.host(), sent.path()), ("host.test", "/a/b%20c"));
        assert_eq!(sent.query("name").as_deref(), Some("é %zz"));
        assert_eq!(sent.query("Name"), None);
        assert_eq!(sent.param("Name").as_deref(), Some("a/b"));
        assert_eq!((sent.param("Empty").as_deref(), sent.param("Flag").as_deref()), (Some(""), Some("")));
        assert_eq!(sent.header("Authorization"), sent.header("authorization"));
        assert_eq!(sent.region(), Some("eu-west-3"));
        assert_eq!(sent.seen_operation(), "Stop");
    }

    #[test]
    fn an_address_without_a_path_has_the_root() {
        assert_eq!(sent("https://host.test", "").path(), "/");
        assert_eq!(sent("https://host.test?a=b", "").path(), "/");
        assert_eq!(sent("https://host.test/?a=b", "").seen_operation(), "POST /");
    }

    #[test]
    fn a_long_body_is_shown_in_part() {
        let shown = sent("https://host.test/", &"é".repeat(3000)).to_string();
        assert!(shown.ends_with("é… (6000 bytes)"), "{shown}");
        assert_eq!(shown.matches('é').count(), SHOWN);
    }
}
