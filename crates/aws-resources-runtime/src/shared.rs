//! Work that one caller does, and all who wait for it meanwhile share: its result, and its failure.

use std::{
    future::Future,
    sync::atomic::{AtomicU32, Ordering},
};

use tokio::sync::Mutex;

use crate::{Error, Result};

/// One piece of work at a time.
#[derive(Default)]
pub(crate) struct Shared {
    /// Held while the work is done. The failure of the last time, and the epoch in which that began.
    working: Mutex<Option<(Error, u32)>>,
    /// Counts the times that the work came to an end.
    ended: AtomicU32,
}

impl Shared {
    /// What is `known`, else the result of `work`, which one of all callers does. A caller that waited for work that
    /// failed gets that failure: trying again would fail as often as there are callers. But work that began in an
    /// older `epoch` says nothing of this one.
    pub(crate) async fn get<T>(
        &self,
        known: impl Fn() -> Option<T>,
        epoch: impl Fn() -> u32,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        if let Some(known) = known() {
            return Ok(known);
        }
        let before = self.ended.load(Ordering::Acquire);
        let mut failure = self.working.lock().await;
        if let Some(known) = known() {
            return Ok(known);
        }
        match &*failure {
            Some((error, began)) if *began == epoch() && self.ended.load(Ordering::Acquire) != before => {
                Err(error.clone())
            }
            _ => self.run(&mut failure, epoch(), work).await,
        }
    }

    /// The result of `work`, whatever is known.
    pub(crate) async fn anew<T>(&self, epoch: impl Fn() -> u32, work: impl Future<Output = Result<T>>) -> Result<T> {
        let mut failure = self.working.lock().await;
        self.run(&mut failure, epoch(), work).await
    }

    async fn run<T>(
        &self,
        failure: &mut Option<(Error, u32)>,
        began: u32,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let result = work.await;
        *failure = result.as_ref().err().map(|error| (error.clone(), began));
        self.ended.fetch_add(1, Ordering::Release);
        result
    }
}
