//! One manager for a whole program, and sessions that can't be.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use aws_credential_types::provider::{ProvideCredentials, error::CredentialsError, future};

use super::SessionManager;
use crate::{Result, Session, error::Error};

/// A manager, what it was asked for by, and the default session that it was made over.
struct Known {
    role_name: String,
    session_name: String,
    default: Session,
    manager: SessionManager,
}

impl SessionManager {
    /// The one manager of the whole program for these arguments, over the
    /// [default session](Session::set_default): the same from wherever it is asked for. After another default session
    /// was set, it is another one.
    ///
    /// ```no_run
    /// use aws_resources_runtime::{Session, SessionManager};
    ///
    /// # async fn example() -> aws_resources_runtime::Result<()> {
    /// let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    /// Session::set_default(&config); // once, at the start
    ///
    /// let manager = SessionManager::shared("AuditRole", "nightly-audit")?; // anywhere
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NoDefaultSession`](crate::ErrorKind::NoDefaultSession) if none was set;
    /// [`ErrorKind::InvalidRole`](crate::ErrorKind::InvalidRole) for an argument that AWS would refuse.
    pub fn shared(role_name: impl Into<String>, session_name: impl Into<String>) -> Result<Self> {
        static KNOWN: Mutex<Vec<Known>> = Mutex::new(Vec::new());

        let (role_name, session_name) = (role_name.into(), session_name.into());
        let default = Session::default_session()?;
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|known| known.default.is(&default));
        let same = |known: &&Known| known.role_name == role_name && known.session_name == session_name;
        if let Some(known) = known.iter().find(same) {
            return Ok(known.manager.clone());
        }
        let builder = Self::builder(default.config()).role_name(&role_name).session_name(&session_name);
        let manager = builder.events(default.events()).try_build()?;
        known.push(Known { role_name, session_name, default, manager: manager.clone() });
        Ok(manager)
    }
}

/// The credentials of a session that can't have any: for plain SDK clients over its configuration.
pub(super) struct Faulty(pub(super) Error);

impl ProvideCredentials for Faulty {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::invalid_configuration(self.0.clone())))
    }
}

impl fmt::Debug for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Faulty").field(&self.0).finish()
    }
}
