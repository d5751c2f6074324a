//! What gives the session that a reference or an ARN asks for.

use crate::{ErrorKind, Result, Session, SessionManager, error::Error};

/// What gives sessions by account and region: a [`Session`] in its own account, a [`SessionManager`] in any.
pub trait Sessions {
    /// The session in this account and region; where one isn't said, in its own.
    ///
    /// # Errors
    /// [`ErrorKind::WrongAccount`] where a session is known to be of another account; a session whose account
    /// isn't known without a call isn't checked. Of a manager, those of [`SessionManager::try_account`].
    fn session_in(&self, account: Option<&str>, region: Option<&str>) -> Result<Session>;

    /// A session with the credentials that all begins with.
    fn base_session(&self) -> &Session;
}

impl Sessions for Session {
    fn session_in(&self, account: Option<&str>, region: Option<&str>) -> Result<Session> {
        match (account, self.known_account_id()) {
            (Some(wanted), Some(own)) if wanted != own => {
                let message = format!(
                    "this is of account {wanted}, and the session of account {own}: take a session of that account, or \
                     a `SessionManager`, which has those of all"
                );
                Err(Error::new(ErrorKind::WrongAccount, message))
            }
            _ => Ok(in_region(self, region)),
        }
    }

    fn base_session(&self) -> &Session {
        self
    }
}

impl Sessions for SessionManager {
    fn session_in(&self, account: Option<&str>, region: Option<&str>) -> Result<Session> {
        match account {
            Some(account) => Ok(in_region(&self.try_account(account)?, region)),
            None => Ok(in_region(self.base(), region)),
        }
    }

    fn base_session(&self) -> &Session {
        self.base()
    }
}

fn in_region(session: &Session, region: Option<&str>) -> Session {
    match region {
        Some(region) if session.region_name() != Some(region) => session.region(region),
        _ => session.clone(),
    }
}
