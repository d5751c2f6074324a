//! What tests need before they can start, without the SDK crates of S3 and EC2.

use std::{
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use ureq::http::request::{self, Request};

use crate::{FakeAws, FakeAwsError};

impl FakeAws {
    /// Creates an S3 bucket. Names are global: a name taken in another account or
    /// region is refused.
    ///
    /// ```no_run
    /// # use fake_aws::{FakeAws, unique_account};
    /// let account = unique_account();
    /// let bucket = format!("trail-{account}");
    /// FakeAws::shared().create_bucket(&account, "us-east-1", &bucket)?;
    /// # Ok::<(), fake_aws::FakeAwsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the server refuses it: name taken or invalid, unknown region.
    pub fn create_bucket(&self, account: &str, region: &str, name: &str) -> Result<(), FakeAwsError> {
        let body = match region {
            "us-east-1" => String::new(), // S3 refuses it as a constraint
            _ => format!(
                "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
                 <LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
            ),
        };
        let request = signed(Request::put(self.url(name)), account, region, "s3");
        self.send(request, body).map(drop)
    }

    /// The ids of the subnets in an account and region. A fresh account has one
    /// default subnet per availability zone.
    ///
    /// # Errors
    ///
    /// If the server refuses it: unknown region.
    pub fn subnets(&self, account: &str, region: &str) -> Result<Vec<String>, FakeAwsError> {
        let xml = self.ec2(account, region, "DescribeSubnets")?;
        Ok(texts(&xml, "subnetId"))
    }

    /// The ids of the VPCs in an account and region. A fresh account has the
    /// default one.
    ///
    /// # Errors
    ///
    /// If the server refuses it: unknown region.
    pub fn vpcs(&self, account: &str, region: &str) -> Result<Vec<String>, FakeAwsError> {
        let xml = self.ec2(account, region, "DescribeVpcs")?;
        Ok(texts(&xml, "vpcId"))
    }

    fn ec2(&self, account: &str, region: &str, action: &str) -> Result<String, FakeAwsError> {
        let request = signed(Request::post(self.url("/")), account, region, "ec2")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, format!("Action={action}&Version=2016-11-15"))
    }
}

/// A 12-digit account id that no other call gives, here or (as far as process ids
/// differ) in another process: tests which share a server keep apart by it.
///
/// Pass it to this crate's helpers, or assume any role of it
/// (`arn:aws:iam::<account>:role/any`) with the SDK. Unique are the first 10,000
/// per process.
///
/// ```
/// let account = fake_aws::unique_account();
/// assert_eq!(account.len(), 12);
/// assert_ne!(account, fake_aws::unique_account());
/// ```
#[must_use]
pub fn unique_account() -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed) % 10_000;
    // The 9 keeps away from moto's default 123456789012 and from leading zeros.
    format!("9{:07}{count:04}", process::id() % 10_000_000)
}

/// moto takes service and region from the credential scope and does not check the
/// signature.
fn signed(request: request::Builder, account: &str, region: &str, service: &str) -> request::Builder {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential=fake/20260101/{region}/{service}/aws4_request, \
         SignedHeaders=host, Signature=0"
    );
    request.header("authorization", authorization).header("x-moto-account-id", account)
}

/// The texts of the elements of a name, each once.
fn texts(xml: &str, element: &str) -> Vec<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let mut found = Vec::new();
    for part in xml.split(&open).skip(1) {
        let text = part.split(&close).next().unwrap_or(part);
        if !found.iter().any(|known| known == text) {
            found.push(text.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_once_and_in_order() {
        let xml = "<a><id>x</id><id>y</id></a><idle>no</idle><id>x</id>";
        assert_eq!(texts(xml, "id"), ["x", "y"]);
    }
}
