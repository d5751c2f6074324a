//! A local fake AWS for tests and demos: [moto](https://docs.getmoto.org)'s
//! server, installed and run by this crate alone.
//!
//! The only thing that must be on the machine is Python 3.10 or later with its
//! `venv` module. The first start installs moto with pinned versions
//! (`requirements/moto.txt` of this crate) into `<cargo target dir>/fake-aws/`, which
//! needs the network and takes some ten seconds; later starts take half a second
//! and need no network.
//!
//! ```no_run
//! use fake_aws::{FakeAws, unique_account};
//!
//! # fn main() -> Result<(), fake_aws::FakeAwsError> {
//! let aws = FakeAws::start()?;
//! let account = unique_account();
//! aws.create_bucket(&account, "eu-west-1", "logs-of-a-test")?;
//! println!("{} has {:?}", aws.endpoint_url(), aws.subnets(&account, "eu-west-1")?);
//! # Ok(())
//! # } // the server ends here
//! ```
//!
//! # Accounts
//!
//! moto takes the account of a request from, in this order: the header
//! `x-moto-account-id`, the owner of the access key (keys from `AssumeRole`, to
//! any role of any account), else `123456789012`. Tests which share a server
//! keep apart by account: see [`unique_account`].
//!
//! # A second S3
//!
//! [`FakeS3`] is installed and run the same way.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod error;
mod prerequisites;
mod process;
mod s3;
mod server;
mod venv;

pub use error::FakeAwsError;
pub use prerequisites::unique_account;
pub use s3::FakeS3;
pub use server::FakeAws;
