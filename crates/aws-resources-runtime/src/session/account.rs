//! The account of a session: told, or asked for once.

use std::{future::Future, sync::OnceLock};

use crate::{Result, shared::Shared};

/// An account id that is known, or can be asked for.
#[derive(Default)]
pub(super) struct Account {
    id: OnceLock<String>,
    asking: Shared,
}

impl Account {
    pub(super) fn known(id: String) -> Self {
        Self { id: OnceLock::from(id), ..Self::default() }
    }

    pub(super) fn get(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// The id, asked for by the first of all callers that need it at one time; its failure is everyone's.
    pub(super) async fn get_or_ask(&self, ask: impl Future<Output = Result<String>>) -> Result<&str> {
        let work = async {
            let id = ask.await?;
            Ok(self.id.get_or_init(|| id).as_str())
        };
        self.asking.get(|| self.get(), || 0, work).await
    }
}
