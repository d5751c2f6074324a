//! Accounts of the fake AWS, and what an ARN must look like.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{Arn, Session};
use fake_aws::FakeAws;

use crate::exercised;

/// The shared fake as its default account sees it: who assumes roles in the others. Calls aren't retried: the fake
/// answers 500 to what it doesn't know.
pub fn base(region: &'static str) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(FakeAws::shared().endpoint_url())
        .region(Region::new(region))
        .retry_config(RetryConfig::disabled())
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .build()
}

/// An account that no other test uses, in one region.
#[derive(Debug)]
pub struct Account {
    /// The account id.
    pub id: String,
    /// The region.
    pub region: &'static str,
    /// For the plain SDK's clients.
    pub config: SdkConfig,
    /// For the resource layer.
    pub session: Session,
}

impl Account {
    /// A fresh account of the shared fake, entered by STS `AssumeRole` as a real one would be.
    pub async fn new(region: &'static str) -> Self {
        exercised::record();
        let id = fake_aws::unique_account();
        let base = base(region);
        let role = aws_sdk_sts::Client::new(&base)
            .assume_role()
            .role_arn(format!("arn:aws:iam::{id}:role/Tester"))
            .role_session_name("end-to-end");
        let assumed = role.send().await.expect("the fake lets everybody assume every role");
        let keys = assumed.credentials.expect("AssumeRole answers with credentials");
        let token = Some(keys.session_token);
        let keys = Credentials::new(keys.access_key_id, keys.secret_access_key, token, None, "AssumeRole");
        let config = base.to_builder().credentials_provider(SharedCredentialsProvider::new(keys)).build();
        Self { id, region, session: Session::new(&config), config }
    }

    /// A call of the Query protocol to a service whose SDK crate the test doesn't have: what it answers.
    ///
    /// # Panics
    /// If the call fails.
    pub fn ask(&self, service: &str, form: &str) -> String {
        self.send(service, "Content-Type: application/x-www-form-urlencoded", form)
    }

    /// A call with these headers to a service whose SDK crate the test doesn't have: what it answers.
    ///
    /// # Panics
    /// If the call fails.
    pub fn send(&self, service: &str, headers: &str, body: &str) -> String {
        let (id, region, length) = (&self.id, self.region, body.len());
        let request = format!(
            "POST / HTTP/1.1\r\nHost: {service}.{region}.amazonaws.com\r\nConnection: close\r\n\
             X-Moto-Account-Id: {id}\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential=fake/20260101/{region}/{service}/aws4_request, \
             SignedHeaders=host, Signature=0\r\n\
             {headers}\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let mut connection = TcpStream::connect(("127.0.0.1", FakeAws::shared().port())).expect("the fake listens");
        connection.write_all(request.as_bytes()).expect("the fake reads");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("the fake answers");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        answer
    }

    /// Checks an ARN against a template of AWS's [Service Authorization Reference].
    ///
    /// `known` are the values that its placeholders must have, besides partition, region and account; any other
    /// placeholder may be anything that has no `:` and no `/`.
    ///
    /// [Service Authorization Reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/
    ///
    /// # Panics
    /// If the ARN is another one.
    pub fn assert_arn(&self, arn: &Arn, template: &str, known: &[(&str, &str)]) {
        let mut values = vec![("Partition", "aws"), ("Region", self.region), ("Account", &*self.id)];
        values.extend(known);
        assert!(fits(arn.as_str(), template, &values), "{arn} is not {template} with {values:?}");
    }
}

fn fits(arn: &str, template: &str, values: &[(&str, &str)]) -> bool {
    let mut parts = template.split("${");
    let Some(mut rest) = parts.next().and_then(|text| arn.strip_prefix(text)) else { return false };
    for part in parts {
        let Some((name, text)) = part.split_once('}') else { return false };
        let any = &rest[..rest.find([':', '/']).unwrap_or(rest.len())];
        let value = values.iter().find(|(known, _)| *known == name).map_or(any, |(_, value)| value);
        let after = rest.strip_prefix(value).and_then(|rest| rest.strip_prefix(text));
        match after {
            Some(after) if !value.is_empty() => rest = after,
            _ => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn only_the_arn_of_the_template_fits() {
        let template = "arn:${Partition}:lb:${Region}:lb/app/${Name}/${Id}";
        let values = [("Partition", "aws"), ("Region", "eu-west-1"), ("Name", "shop")];
        assert!(fits("arn:aws:lb:eu-west-1:lb/app/shop/1f", template, &values));
        for wrong in [
            "arn:aws-cn:lb:eu-west-1:lb/app/shop/1f",
            "arn:aws:lb:eu-west-3:lb/app/shop/1f",
            "arn:aws:lb:eu-west-1:lb/net/shop/1f",
            "arn:aws:lb:eu-west-1:lb/app/shop2/1f",
            "arn:aws:lb:eu-west-1:lb/app/shop/",
            "arn:aws:lb:eu-west-1:lb/app/shop",
            "arn:aws:lb:eu-west-1:lb/app/shop/1f/2",
            "arn:aws:lb:eu-west-1:lb/app/shop/1f:2",
            "lb/app/shop/1f",
        ] {
            assert!(!fits(wrong, template, &values), "{wrong}");
        }
    }
}
