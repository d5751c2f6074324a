//! A second S3, that shares no code with moto.

use std::{fmt, sync::OnceLock};

use crate::{
    FakeAwsError,
    process::{Program, Server},
};

pub(crate) const SWIFT: Program = Program {
    name: "OpenStack Swift",
    folder: "fake-s3",
    requirements: include_str!("../requirements/swift.txt"),
    script: concat!(include_str!("swift.py"), include_str!("serve.py")),
    variables: &[],
};

/// A running [OpenStack Swift](https://docs.openstack.org/swift/latest/s3_compat.html) with its S3 API. The server ends
/// when this is dropped, and also, however that comes about, when this process ends.
///
/// It is stricter than moto: it checks signatures, regions, checksums, and the sizes of parts. It has one account, of
/// [this](Self::ACCESS_KEY) user in us-east-1, and no tags, checksums in answers, policies or notifications. It needs
/// Linux.
pub struct FakeS3 {
    server: Server,
}

impl FakeS3 {
    /// The access key id of its user.
    pub const ACCESS_KEY: &'static str = "test:tester";
    /// The user's secret access key.
    pub const SECRET_KEY: &'static str = "testing";

    /// Starts a server on a free port of 127.0.0.1 and waits until it listens.
    ///
    /// It is installed as [`FakeAws::start`](crate::FakeAws::start) installs moto: by the very first call, into a
    /// folder of its own.
    ///
    /// ```no_run
    /// let s3 = fake_aws::FakeS3::start()?;
    /// assert!(s3.endpoint_url().starts_with("http://127.0.0.1:"));
    /// # Ok::<(), fake_aws::FakeAwsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If Python or its `venv` module is missing, the installation fails (no network), or the server does not start
    /// within a minute.
    pub fn start() -> Result<Self, FakeAwsError> {
        Ok(Self { server: Server::start(&SWIFT)? })
    }

    /// The server that all tests of one binary share, started by the first call. Each test needs buckets of its own.
    ///
    /// # Panics
    ///
    /// With the error of [`start`](Self::start), if there is one.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<FakeS3> = OnceLock::new();
        SHARED.get_or_init(|| Self::start().unwrap_or_else(|error| panic!("{error}")))
    }

    /// What clients take as endpoint: `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn endpoint_url(&self) -> &str {
        &self.server.endpoint_url
    }

    /// The id of the server's process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.server.process_id()
    }

    /// The last 200 lines the server wrote: requests with their status, and the traces of its own failures. Good to
    /// print when a test fails.
    #[must_use]
    pub fn log(&self) -> String {
        self.server.log()
    }
}

impl fmt::Debug for FakeS3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeS3")
            .field("endpoint_url", &self.endpoint_url())
            .field("process_id", &self.process_id())
            .finish()
    }
}
