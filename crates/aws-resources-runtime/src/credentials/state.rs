//! What is known of some credentials, and what to do when they are asked for: decisions without waiting.

use std::time::SystemTime;

use aws_credential_types::Credentials;

use super::windows::{Begin, RefreshWindows, failure_holds};
use crate::error::Error;

/// What to do for a caller.
#[derive(Debug)]
pub(super) enum Decision {
    /// Give these.
    Serve(Credentials),
    /// Give these, and refresh them in the background.
    Refresh(Credentials),
    /// Get new ones first.
    Wait,
    /// Tell the failure of a moment ago.
    Refuse(Error),
}

/// What is known of some credentials.
#[derive(Default)]
pub(super) struct State {
    held: Option<Held>,
    /// After a failure, with credentials that are still valid: the source is left alone.
    back_off: Option<Span>,
    /// A failure that is told to all who ask for a moment.
    failure: Option<(Error, Span)>,
    /// The source refused a refresh: what is held may be void, too, whatever its expiry.
    refused: bool,
}

/// Credentials and their times.
pub(super) struct Held {
    pub(super) credentials: Credentials,
    got: SystemTime,
    /// Without an expiry there are no windows.
    pub(super) begin: Option<Begin>,
    /// A service refused them.
    rejected: bool,
}

/// A span of time. A clock that was set back ends it, too.
#[derive(Clone, Copy)]
struct Span {
    from: SystemTime,
    until: SystemTime,
}

impl Span {
    fn holds(self, now: SystemTime) -> bool {
        (self.from..self.until).contains(&now)
    }
}

impl Held {
    pub(super) fn valid(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }
}

impl State {
    pub(super) fn decide(&self, now: SystemTime) -> Decision {
        if let Some((error, span)) = &self.failure
            && span.holds(now)
        {
            return Decision::Refuse(error.clone());
        }
        let Some(held) = self.held.as_ref().filter(|held| held.valid(now)) else { return Decision::Wait };
        let credentials = held.credentials.clone();
        if self.back_off.is_some_and(|span| span.holds(now)) {
            return Decision::Serve(credentials);
        }
        let begun = |at: fn(&Begin) -> SystemTime| held.begin.is_some_and(|begin| at(&begin) <= now);
        if held.rejected || self.refused || begun(|begin| begin.mandatory) {
            return Decision::Wait;
        }
        // After the clock was set back, the windows would come too late.
        let set_back = held.begin.is_some() && now < held.got;
        if set_back || begun(|begin| begin.advisory) {
            Decision::Refresh(credentials)
        } else {
            Decision::Serve(credentials)
        }
    }

    /// New credentials are there.
    pub(super) fn renewed(&mut self, credentials: Credentials, now: SystemTime, windows: &RefreshWindows) {
        let begin = credentials.expiry().map(|expiry| windows.begin(now, expiry));
        *self = Self { held: Some(Held { credentials, got: now, begin, rejected: false }), ..Self::default() };
    }

    /// The source can't be reached: what those who wait get.
    pub(super) fn unreachable(
        &mut self,
        error: Error,
        now: SystemTime,
        windows: &RefreshWindows,
    ) -> Result<Credentials, Error> {
        let Some(held) = &self.held else { return Err(error) };
        if !held.valid(now) {
            self.failure = Some((error.clone(), Span { from: now, until: now + failure_holds() }));
            return Err(error);
        }
        // One more try when callers have to wait, and one when there is nothing left to give.
        let turns = [held.begin.map(|begin| begin.mandatory), held.credentials.expiry()];
        let turn = turns.into_iter().flatten().find(|turn| now < *turn);
        let until = now + windows.random_back_off();
        self.back_off = Some(Span { from: now, until: turn.map_or(until, |turn| turn.min(until)) });
        Ok(held.credentials.clone())
    }

    /// The source refused, and would again.
    pub(super) fn refused(&mut self, error: Error, now: SystemTime) {
        self.failure = Some((error, Span { from: now, until: now + failure_holds() }));
        self.back_off = None;
        self.refused = true;
    }

    /// A service refused the credentials with this key. False when others are held by now.
    pub(super) fn reject(&mut self, access_key_id: &str) -> bool {
        match &mut self.held {
            Some(held) if held.credentials.access_key_id() == access_key_id => {
                held.rejected = true;
                true
            }
            _ => false,
        }
    }

    pub(super) fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// Whether nothing is lost if this is forgotten: no credentials that are valid, and no failure to tell.
    pub(super) fn is_spent(&self, now: SystemTime) -> bool {
        !self.held.as_ref().is_some_and(|held| held.valid(now))
            && !self.failure.as_ref().is_some_and(|(_, span)| span.holds(now))
    }
}
