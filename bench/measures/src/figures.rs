//! What a measure prints.

use std::{
    fmt,
    time::{Duration, Instant},
};

use crate::Fault;

/// Names and numbers, as one line of JSON.
pub(crate) struct Figures(Vec<(&'static str, f64)>);

impl Figures {
    pub(crate) fn new(figures: impl IntoIterator<Item = (&'static str, f64)>) -> Self {
        Self(figures.into_iter().collect())
    }

    /// This many things in this time.
    pub(crate) fn rate(count: usize, time: Duration) -> Self {
        // Exact for every count here.
        Self::new([("count", count as f64), ("seconds", time.as_secs_f64())])
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members: Vec<_> = self.0.iter().map(|(name, number)| format!("\"{name}\":{number}")).collect();
        write!(f, "{{{}}}", members.join(","))
    }
}

/// Once to warm up, then this often: what all of these yield, and the time that they take together.
pub(crate) async fn timed<F>(times: usize, run: impl Fn() -> F) -> Result<Figures, Fault>
where
    F: Future<Output = Result<usize, Fault>>,
{
    run().await?;
    let start = Instant::now();
    let mut count = 0;
    for _ in 0..times {
        count += run().await?;
    }
    Ok(Figures::rate(count, start.elapsed()))
}
