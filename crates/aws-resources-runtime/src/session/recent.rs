//! Sessions that are kept for a while after they were used, with their clients.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use super::Inner;

/// The sessions that were made last.
pub(crate) struct Recent {
    most: usize,
    sessions: Mutex<VecDeque<Arc<Inner>>>,
}

impl Recent {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, sessions: Mutex::default() }
    }

    pub(super) fn keep(&self, session: &Arc<Inner>) {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.push_back(session.clone());
        let dropped = if sessions.len() > self.most { sessions.pop_front() } else { None };
        drop(sessions);
        // Dropping a session's clients takes a while: not under the lock.
        drop(dropped);
    }
}
