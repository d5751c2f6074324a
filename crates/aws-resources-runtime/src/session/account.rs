//! The account of a session: told, or asked for once.

use std::{
    future::Future,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::sync::Mutex;

use crate::{Error, Result};

/// An account id that is known, or can be asked for.
#[derive(Default)]
pub(super) struct Account {
    id: OnceLock<String>,
    /// Held while it is asked for; the failure of the last time.
    asking: Mutex<Option<Error>>,
    /// Counts the times it was asked for.
    asked: AtomicU32,
}

impl Account {
    pub(super) fn known(id: String) -> Self {
        Self { id: OnceLock::from(id), ..Self::default() }
    }

    pub(super) fn get(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// The id, asked for by the first of all callers that need it at one time; its failure is everyone's.
    pub(super) async fn get_or_ask<F>(&self, ask: impl FnOnce() -> F) -> Result<&str>
    where
        F: Future<Output = Result<String>>,
    {
        if let Some(id) = self.get() {
            return Ok(id);
        }
        let before = self.asked.load(Ordering::Acquire);
        let mut failure = self.asking.lock().await;
        if let Some(id) = self.get() {
            return Ok(id);
        }
        if let Some(error) = failure.as_ref().filter(|_| self.asked.load(Ordering::Acquire) != before) {
            return Err(error.clone());
        }
        let answer = ask().await;
        *failure = answer.as_ref().err().cloned();
        self.asked.fetch_add(1, Ordering::Release);
        Ok(self.id.get_or_init({
            let id = answer?;
            || id
        }))
    }
}
