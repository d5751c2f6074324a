//! What the examples find in the fake: for each, a function that fills an organisation with the plain SDK.

use crate::organisation::Organisation;

#[cfg(all(feature = "acm", feature = "iam"))]
pub mod certificate_expiry;
#[cfg(all(feature = "cloudtrail", feature = "elbv2", feature = "rds", feature = "route53"))]
pub mod inventory;
#[cfg(all(feature = "ec2", feature = "rds", feature = "s3"))]
pub mod public_access;
#[cfg(feature = "rds")]
pub mod stop_databases;
#[cfg(all(feature = "ec2", feature = "rds", feature = "s3"))]
pub mod untagged;
#[cfg(all(feature = "elb", feature = "elbv2"))]
pub mod unused_load_balancers;
#[cfg(feature = "s3")]
pub mod version_cleaner;

/// Fills an organisation for an example, and gives the options with which the example shows most there, besides
/// accounts and regions. `None` where there is no such example, or the features of its services are off.
///
/// # Panics
/// If the fake refuses something.
#[allow(unused_variables, reason = "without any service there is no example")]
pub async fn fill(organisation: &Organisation, example: &str) -> Option<&'static [(&'static str, &'static str)]> {
    match example {
        #[cfg(all(feature = "cloudtrail", feature = "elbv2", feature = "rds", feature = "route53"))]
        "inventory" => {
            inventory::fill(organisation).await;
            Some(&[])
        }
        #[cfg(feature = "rds")]
        "stop_databases" => {
            stop_databases::fill(organisation).await;
            Some(&[])
        }
        #[cfg(feature = "s3")]
        "version_cleaner" => {
            version_cleaner::fill(organisation).await;
            Some(&[("--older-than-days", "0")])
        }
        #[cfg(all(feature = "acm", feature = "iam"))]
        "certificate_expiry" => {
            certificate_expiry::fill(organisation).await;
            Some(&[("--within-days", "400")])
        }
        #[cfg(all(feature = "elb", feature = "elbv2"))]
        "unused_load_balancers" => {
            unused_load_balancers::fill(organisation).await;
            Some(&[])
        }
        #[cfg(all(feature = "ec2", feature = "rds", feature = "s3"))]
        "public_access" => {
            public_access::fill(organisation).await;
            Some(&[("--allow-ports", "80,443")])
        }
        #[cfg(all(feature = "ec2", feature = "rds", feature = "s3"))]
        "untagged" => {
            untagged::fill(organisation).await;
            // The fake doesn't know all that these services list.
            Some(&[("--key", "owner"), ("--key", "stage"), ("--only", "rds.DBInstance,ec2.Volume,s3.Bucket")])
        }
        _ => None,
    }
}
