//! What is going on, shown when it takes longer than a second.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::task::JoinHandle;

/// A progress bar on standard error, where that is a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    shows: JoinHandle<()>,
}

impl Progress {
    /// One without a known end.
    pub(crate) fn start(message: impl Into<String>) -> Self {
        Self::over(ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()), message)
    }

    /// One that ends after `steps`.
    pub(crate) fn steps(steps: usize, message: impl Into<String>) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self::over(bar, message)
    }

    fn over(bar: ProgressBar, message: impl Into<String>) -> Self {
        bar.set_message(message.into());
        let shown = bar.clone();
        let shows = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            shown.set_draw_target(ProgressDrawTarget::stderr());
            shown.enable_steady_tick(Duration::from_millis(100));
        });
        Self { bar, shows }
    }

    pub(crate) fn say(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
    }

    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }

    pub(crate) fn end(self) {}
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.shows.abort();
        self.bar.finish_and_clear();
    }
}
