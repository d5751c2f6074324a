//! The calls of a batch: of many items each, and of fewer where the service refuses them.

use super::{BatchItem, BatchReport, Failure};
use crate::{
    Result,
    call::{BoxFuture, Call, Forget},
    error::Error,
    pause::back_off,
};

/// How many items by themselves, one after the other, must be refused in the same words, while no call has gone
/// through, until that is taken to be about the request or its caller: asking for each of the others would tell
/// nothing new.
const ENOUGH: usize = 3;

/// How often in a row a part of a divided call is sent again because the service asks to slow down.
const PATIENCE: u32 = 8;

/// An item that can be sent.
pub(super) struct Entry<R, P> {
    pub(super) resource: R,
    /// The call on its behalf.
    pub(super) call: Call,
    /// What it adds to the request.
    pub(super) part: P,
}

/// The calls of one batch action.
pub(super) struct Calls<R, O> {
    pub(super) report: BatchReport<R, O>,
    divisible: bool,
    /// Whether a call of this session has gone through.
    through: bool,
    /// What the last item that was sent by itself was refused with, and how many before it in the same words.
    refusal: Option<(Error, usize)>,
}

impl<R: Clone, O> Calls<R, O> {
    /// Where the operation is `divisible`, calls that are refused are made anew, with fewer items.
    pub(super) fn new(divisible: bool) -> Self {
        Self { report: BatchReport::new(), divisible, through: false, refusal: None }
    }

    /// The calls that follow are another session's, to which what was refused so far says nothing.
    pub(super) fn next_session(&mut self) {
        (self.through, self.refusal) = (false, None);
    }

    /// Reports an item that can't be sent.
    pub(super) fn unsent(&mut self, resource: R, error: Error) {
        self.report.items.push(BatchItem { resource, result: Err(error), response: None });
    }

    /// Sends these items in one call; in several if it is refused, until those are known by themselves because of which
    /// it was. Of `m` items of which `n` are at fault, that makes up to about `2 * n * log2(m)` calls: on the way to each,
    /// a level has two halves.
    ///
    /// They come faster after each other than the caller's own would. That the service asks to slow down for one of them
    /// says nothing of its items: that one waits, and is neither divided nor given up at once.
    pub(super) async fn send<P: Clone>(
        &mut self,
        entries: Vec<Entry<R, P>>,
        send: &(impl Fn(&Entry<R, P>, Vec<P>) -> BoxFuture<Result<O>> + Sync),
        failures: fn(&O, &[R]) -> Vec<Failure>,
    ) {
        let (whole, mut throttled) = (entries.len(), 0);
        // The last of these comes next: the items stay in their order.
        let mut open = vec![entries];
        while let Some(mut entries) = open.pop() {
            let Some(first) = entries.first() else { continue };
            let call = first.call.clone();
            let coming = send(first, entries.iter().map(|entry| entry.part.clone()).collect());
            // Dropped while it is waited for, the call may have gone through.
            let forget: Vec<Forget> = entries.iter().map(|entry| Forget::unless_refused(&entry.call)).collect();
            let result = coming.await;
            forget.into_iter().for_each(|forget| forget.after(&result));
            let error = match result {
                Ok(response) => {
                    throttled = 0;
                    self.answered(entries, response, failures);
                    continue;
                }
                Err(error) => error,
            };
            if !error.is_throttled() {
                throttled = 0;
            } else if entries.len() < whole && throttled < PATIENCE {
                throttled += 1;
                if back_off(&call, throttled).await.is_ok() {
                    open.push(entries);
                    continue;
                }
            }
            if entries.len() > 1 && self.divides(&error) {
                let others = entries.split_off(entries.len() / 2);
                open.push(others);
                open.push(entries);
            } else {
                self.failed(entries, &error);
            }
        }
    }

    /// Whether a call that failed with this may go through without some of its items.
    fn divides(&self, error: &Error) -> bool {
        let refused_so = |(last, times): &(Error, usize)| *times >= ENOUGH && in_same_words(last, error);
        let about_all = !self.through && self.refusal.as_ref().is_some_and(refused_so);
        self.divisible && error.may_be_about_an_item() && !about_all
    }

    fn answered<P>(&mut self, entries: Vec<Entry<R, P>>, response: O, failures: fn(&O, &[R]) -> Vec<Failure>) {
        let resources: Vec<R> = entries.iter().map(|entry| entry.resource.clone()).collect();
        let failures = failures(&response, &resources);
        let alone = entries.len() == 1;
        let at = self.report.responses.len();
        self.through = true;
        for (index, Entry { resource, call, .. }) in entries.into_iter().enumerate() {
            let result = result_of(index, alone, &failures, &call);
            self.report.items.push(BatchItem { resource, result, response: Some(at) });
        }
        self.report.responses.push(response);
    }

    fn failed<P>(&mut self, entries: Vec<Entry<R, P>>, error: &Error) {
        if entries.len() == 1 && error.may_be_about_an_item() {
            let before = self.refusal.take().filter(|(last, _)| in_same_words(last, error));
            self.refusal = Some((error.clone(), before.map_or(1, |(_, times)| times + 1)));
        }
        for Entry { resource, call, .. } in entries {
            self.unsent(resource, error.elsewhere(call.place()));
        }
    }
}

/// Whether two errors say the same, and don't name an item: that something isn't there is never about all, and in the
/// message of a denial stands what differs each time.
fn in_same_words(one: &Error, other: &Error) -> bool {
    one.code() == other.code() && !one.is_not_found() && (one.is_access_denied() || one.message() == other.message())
}

/// What became of the item that was sent at this place, perhaps alone.
fn result_of(index: usize, alone: bool, failures: &[Failure], call: &Call) -> Result<()> {
    let its_own = |failure: &&Failure| failure.index.map_or(alone, |at| at == index);
    if let Some(Failure { code, message, .. }) = failures.iter().find(its_own) {
        return Err(Error::reported(call.place(), code.clone(), message.clone()));
    }
    // It may be any item that isn't named: none of them is said to have succeeded.
    match failures.iter().find(|failure| failure.index.is_none()) {
        Some(Failure { code, message, .. }) => {
            let message = message.as_deref().unwrap_or("no message");
            let message = format!("perhaps not this item, as the response names what failed by other words: {message}");
            Err(Error::reported(call.place(), code.clone(), Some(message)))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
