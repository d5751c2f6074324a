//! What all transfers have in common: the size of parts, how many at a time, and how far they are.

use std::{fmt, sync::Arc};

/// The least and the most that a part may have, and how many parts there may be.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html>
const LEAST: u64 = 5 * MIB;
const MOST: u64 = 5 * 1024 * MIB;
pub(super) const PARTS: i32 = 10_000;

pub(super) const MIB: u64 = 1024 * 1024;

/// How far a transfer is, as [`on_progress`](super::Upload::on_progress) is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transferred {
    /// The bytes that S3 has taken, or that are written.
    pub bytes: u64,
    /// All bytes, where their number is known.
    pub total: Option<u64>,
}

/// How a transfer is made.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) part_size: u64,
    pub(super) concurrency: usize,
    pub(super) progress: Option<Arc<dyn Fn(Transferred) + Send + Sync>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { part_size: 8 * MIB, concurrency: 8, progress: None }
    }
}

impl Settings {
    pub(super) fn on_progress(&mut self, told: impl Fn(Transferred) + Send + Sync + 'static) {
        self.progress = Some(Arc::new(told));
    }

    /// How large each part is that is sent: so large that there aren't too many of them.
    pub(super) fn parts_of(&self, total: Option<u64>) -> Result<u64, String> {
        if !(LEAST..=MOST).contains(&self.part_size) {
            return Err(format!("a part has {LEAST} to {MOST} bytes, not {}", self.part_size));
        }
        let needed = total.unwrap_or_default().div_ceil(PARTS.unsigned_abs().into()).next_multiple_of(MIB);
        if needed > MOST {
            return Err(format!("{} bytes are more than {PARTS} parts of {MOST} bytes", total.unwrap_or_default()));
        }
        Ok(self.part_size.max(needed))
    }
}

/// Counts what is done, and tells it.
pub(super) struct Count {
    settings: Settings,
    done: Transferred,
}

impl Count {
    pub(super) fn new(settings: &Settings, total: Option<u64>) -> Self {
        Self { settings: settings.clone(), done: Transferred { bytes: 0, total } }
    }

    pub(super) fn add(&mut self, bytes: u64) {
        self.done.bytes += bytes;
        if let Some(told) = &self.settings.progress {
            told(self.done);
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.done.bytes
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part_size, concurrency, .. } = self;
        f.debug_struct("Settings")
            .field("part_size", part_size)
            .field("concurrency", concurrency)
            .finish_non_exhaustive()
    }
}

/// The setters that every transfer has.
macro_rules! settings {
    ($type:ty) => {
        impl $type {
            /// How many bytes a part has: 8 MiB unless set, 5 MiB at the least. Parts are larger where there would be
            /// [more than 10,000](https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). What isn't larger
            /// than one part is one request.
            pub fn part_size(mut self, bytes: u64) -> Self {
                self.settings.part_size = bytes;
                self
            }

            /// How many parts are under way at the same time: 8 unless set. Each of them is in memory.
            pub fn concurrency(mut self, parts: usize) -> Self {
                self.settings.concurrency = parts.max(1);
                self
            }

            /// Tells how far it is after each part.
            pub fn on_progress(mut self, told: impl Fn($crate::s3::Transferred) + Send + Sync + 'static) -> Self {
                self.settings.on_progress(told);
                self
            }
        }
    };
}

pub(super) use settings;

#[cfg(test)]
mod tests {
    use super::{MIB, MOST, Settings};

    #[test]
    fn parts_are_as_large_as_they_must_be() {
        let settings = Settings::default();
        let gib = 1024 * MIB;
        for (total, size) in [
            (None, 8 * MIB),
            (Some(0), 8 * MIB),
            (Some(80_000 * MIB), 8 * MIB),
            (Some(80_000 * MIB + 1), 9 * MIB),
            (Some(5 * 1024 * gib), 525 * MIB),
            (Some(10_000 * MOST), MOST),
        ] {
            assert_eq!(settings.parts_of(total), Ok(size), "{total:?}");
        }
        assert!(settings.parts_of(Some(10_000 * MOST + 1)).unwrap_err().contains("10000 parts"));
        for size in [0, 5 * MIB - 1, MOST + 1] {
            let odd = Settings { part_size: size, ..Settings::default() };
            assert!(odd.parts_of(None).unwrap_err().contains("a part has"), "{size}");
        }
    }
}
