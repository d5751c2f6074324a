//! What gives the session that a reference or an ARN asks for.

use crate::{
    ErrorKind, Result, Session, SessionManager,
    error::Error,
    partition,
    session::{checked_account_id, wrong_account},
};

/// What gives sessions by account and region: a [`Session`] in its own account, a [`SessionManager`] in any.
///
/// ```no_run
/// use aws_resources_runtime::{Result, SessionManager, registry::Sessions};
///
/// # fn example(manager: &SessionManager) -> Result<()> {
/// let session = manager.session_in(Some("123456789012"), Some("eu-west-1"))?; // no call is made
/// # Ok(())
/// # }
/// ```
pub trait Sessions {
    /// The session in this account and region; where one isn't said, in its own. No call is made.
    ///
    /// A session whose account isn't known yet finds it out before its first call, by STS [`GetCallerIdentity`], once for
    /// all its regions and clones. Where that is another account, the call is not made and fails with
    /// [`ErrorKind::WrongAccount`]. The SDK's own client, taken from a resource, doesn't find out.
    ///
    /// # Errors
    /// [`ErrorKind::WrongAccount`] where a session is known to be of another account; [`ErrorKind::InvalidAccountId`]
    /// for what isn't twelve digits; [`ErrorKind::InvalidRegion`] for what can't be a region's name;
    /// [`ErrorKind::WrongPartition`] for a region of another partition than the session's.
    /// Of a manager, those of [`SessionManager::try_account`].
    ///
    /// [`GetCallerIdentity`]: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    fn session_in(&self, account: Option<&str>, region: Option<&str>) -> Result<Session>;

    /// A session with the credentials that all begins with.
    fn base_session(&self) -> &Session;
}

impl Sessions for Session {
    fn session_in(&self, account: Option<&str>, region: Option<&str>) -> Result<Session> {
        let Some(account) = account else { return in_region(self, region) };
        let account = checked_account_id(account.to_owned())?;
        match self.known_account_id() {
            Some(own) if own != account => Err(wrong_account(&account, own)),
            _ => in_region(&self.expecting(&account), region),
        }
    }

    fn base_session(&self) -> &Session {
        self
    }
}

impl Sessions for SessionManager {
    fn session_in(&self, account: Option<&str>, region: Option<&str>) -> Result<Session> {
        match account {
            Some(account) => in_region(&self.try_account(account)?, region),
            None => in_region(self.base(), region),
        }
    }

    fn base_session(&self) -> &Session {
        self.base()
    }
}

fn in_region(session: &Session, region: Option<&str>) -> Result<Session> {
    let (Some(region), own) = (region, session.region_name()) else { return Ok(session.clone()) };
    if own == Some(region) {
        return Ok(session.clone());
    }
    // It becomes a part of the host's name, to which the credentials are sent; and who wrote it isn't known.
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !(1..=63).contains(&region.len()) || !region.bytes().all(in_name) || region.starts_with('-') {
        return Err(Error::new(ErrorKind::InvalidRegion, format!("{region:?} can't be the name of a region")));
    }
    let (wanted, known) = (partition::of_region(region), session.partition());
    if own.is_some() && wanted != known {
        let message = format!(
            "{region} is in partition {wanted}, and the session in {known}: credentials are of one partition; take a \
             session of that one"
        );
        return Err(Error::new(ErrorKind::WrongPartition, message));
    }
    Ok(session.region(region))
}
