//! The account of a session: told, or asked for once.

use std::{future::Future, sync::OnceLock};

use crate::{
    Result, Session,
    call::Caller,
    error::{Error, ErrorKind},
    shared::Shared,
};

/// An account id, if it is one.
pub(crate) fn checked(id: String) -> Result<String> {
    if id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(id);
    }
    Err(Error::new(
        ErrorKind::InvalidAccountId,
        format!("`{id}` is not an AWS account id: it must be exactly twelve digits"),
    ))
}

/// What is of one account, and the session of another.
pub(crate) fn wrong(wanted: &str, own: &str) -> Error {
    let message = format!(
        "this is of account {wanted}, and the session of account {own}: take a session of that account, such as \
         `manager.account(\"{wanted}\")` of a `SessionManager`"
    );
    Error::new(ErrorKind::WrongAccount, message)
}

/// An account id that is known, or can be asked for.
#[derive(Default)]
pub(super) struct Account {
    id: OnceLock<String>,
    asking: Shared<String>,
}

impl Account {
    pub(super) fn known(id: String) -> Self {
        Self { id: OnceLock::from(id), ..Self::default() }
    }

    pub(super) fn get(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// The id, asked for by the first of all callers that need it at one time; its failure is everyone's.
    pub(super) async fn get_or_ask(&self, ask: impl Future<Output = Result<String>> + Send + 'static) -> Result<&str> {
        if let Some(id) = self.get() {
            return Ok(id);
        }
        let id = self.asking.get(|| self.id.get().cloned(), || 0, ask).await?;
        Ok(self.id.get_or_init(|| id))
    }
}

/// The session's own call to STS, for errors to name.
pub(super) struct Sts(pub(super) Session);

impl Caller for Sts {
    fn session(&self) -> &Session {
        &self.0
    }
    fn service(&self) -> &'static str {
        "sts"
    }
}
