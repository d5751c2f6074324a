//! A progress bar, for those who wait at a terminal.

use std::time::{Duration, Instant};

use aws_resources_codegen::{Checked, Diagnostics, Output, Progress, Sources, check_with, generate_with};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that is done by then needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// [`aws_resources_codegen::generate`] with a bar.
pub(crate) fn generate(sources: &Sources) -> Result<Output, Diagnostics> {
    shown(|bar| generate_with(sources, bar))
}

/// [`aws_resources_codegen::check`] with a bar.
pub(crate) fn check(sources: &Sources) -> Result<Checked, Diagnostics> {
    shown(|bar| check_with(sources, bar))
}

/// Shows a bar on standard error, where that is a terminal and it takes longer.
fn shown<T>(run: impl FnOnce(&Bar) -> T) -> T {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} services, {elapsed}: {msg}") {
        bar.set_style(style);
    }
    let bar = Bar { bar, started: Instant::now() };
    let result = run(&bar);
    bar.bar.finish_and_clear();
    result
}

struct Bar {
    bar: ProgressBar,
    started: Instant,
}

impl Progress for Bar {
    fn begin(&self, services: usize) {
        self.bar.set_length(services as u64);
    }

    fn done(&self, service: &str) {
        if self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(service.to_owned());
        self.bar.inc(1);
    }
}
