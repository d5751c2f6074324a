//! The default session of a program.

use std::sync::{Mutex, PoisonError};

use aws_types::SdkConfig;

use super::Session;
use crate::{
    Result,
    error::{Error, ErrorKind},
};

static DEFAULT: Mutex<Option<Session>> = Mutex::new(None);

impl Session {
    /// Makes a session over this configuration the default of the whole program, as boto3's `setup_default_session`
    /// does: what [`default_session`](Self::default_session) gives, and what
    /// [`SessionManager::shared`](crate::SessionManager::shared) takes its base from.
    ///
    /// ```no_run
    /// use aws_resources_runtime::Session;
    ///
    /// # async fn example() -> aws_resources_runtime::Result<()> {
    /// let version = aws_config::BehaviorVersion::latest();
    /// let config = aws_config::defaults(version).profile_name("audit").load().await;
    /// Session::set_default(&config);
    /// assert_eq!(Session::default_session()?.region_name(), config.region().map(AsRef::as_ref));
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_default(config: &SdkConfig) -> Self {
        let session = Self::new(config);
        *DEFAULT.lock().unwrap_or_else(PoisonError::into_inner) = Some(session.clone());
        session
    }

    /// The default session of the program.
    ///
    /// # Errors
    /// [`ErrorKind::NoDefaultSession`] if none was set: nothing is loaded here, as only the program knows which
    /// `BehaviorVersion` it is written for.
    pub fn default_session() -> Result<Self> {
        DEFAULT.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(|| {
            Error::new(
                ErrorKind::NoDefaultSession,
                "there is no default session: call `Session::set_default(&config)` when the program starts",
            )
        })
    }
}
