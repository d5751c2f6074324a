//! Codes of MFA devices.

use std::{
    error::Error as StdError,
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use crate::call::BoxFuture;

type BoxError = Box<dyn StdError + Send + Sync>;

/// What a code is asked for.
///
/// ```no_run
/// use aws_resources_runtime::{SessionManager, credentials::MfaRequest};
///
/// # fn example(config: &aws_config::SdkConfig) {
/// let device = "arn:aws:iam::123456789012:mfa/ann";
/// let manager = SessionManager::builder(config)
///     .role_name("AuditRole")
///     .mfa(device, |request: MfaRequest| async move {
///         eprintln!("code of {} for {}:", request.serial_number, request.role_arn);
///         let mut code = String::new();
///         std::io::stdin().read_line(&mut code)?;
///         Ok(code.trim().to_owned())
///     })
///     .build();
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MfaRequest {
    /// The device: the serial number of a hardware device, or the ARN of a virtual one.
    pub serial_number: String,
    /// The role that is to be assumed.
    pub role_arn: String,
}

/// A device, and who reads its codes.
#[derive(Clone)]
pub(crate) struct Mfa {
    pub(super) serial_number: String,
    ask: Arc<dyn Fn(MfaRequest) -> BoxFuture<Result<String, BoxError>> + Send + Sync>,
}

impl Mfa {
    pub(crate) fn new<F, Fut>(serial_number: String, ask: F) -> Self
    where
        F: Fn(MfaRequest) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<String, BoxError>> + Send + 'static,
    {
        Self { serial_number, ask: Arc::new(move |request| Box::pin(ask(request))) }
    }

    /// A code: six digits. AWS takes each only once.
    pub(super) async fn code(&self, role_arn: &str) -> Result<String, String> {
        let request = MfaRequest { serial_number: self.serial_number.clone(), role_arn: role_arn.to_owned() };
        match (self.ask)(request).await {
            Ok(code) if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) => Ok(code),
            Ok(_) => Err(format!("the code of MFA device `{}` must be six digits", self.serial_number)),
            Err(error) => Err(format!("no code of MFA device `{}`: {error}", self.serial_number)),
        }
    }
}

impl PartialEq for Mfa {
    fn eq(&self, other: &Self) -> bool {
        self.serial_number == other.serial_number
    }
}

impl Eq for Mfa {}

impl Hash for Mfa {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.serial_number.hash(state);
    }
}

impl fmt::Debug for Mfa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mfa").field(&self.serial_number).finish()
    }
}
