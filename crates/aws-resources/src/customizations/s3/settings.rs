//! What all transfers have in common: the size of parts, how many at a time, and how far they are.

use std::{fmt, sync::Arc};

/// The least and the most that a part may have, and how many parts there may be.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html>
pub(super) const LEAST: u64 = 5 * MIB;
const MOST: u64 = 5 * GIB;
pub(super) const PARTS: i32 = 10_000;

pub(super) const MIB: u64 = 1024 * 1024;
const GIB: u64 = 1024 * MIB;

/// How far a transfer is, as [`on_progress`](super::Upload::on_progress) is told.
///
/// ```
/// use aws_resources::s3::Transferred;
///
/// fn percent(now: Transferred) -> Option<u64> {
///     Some(100 * now.bytes / now.total?.max(1))
/// }
/// ```
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

    /// How many parts of this size are in memory at the same time: of larger ones than were asked for, no more than
    /// 1 GiB, or one.
    pub(super) fn at_once(&self, size: u64) -> usize {
        let fit = usize::try_from(GIB / size).unwrap_or(usize::MAX).max(1);
        if size > self.part_size { self.concurrency.min(fit) } else { self.concurrency }
    }

    /// How large each range is that is asked for.
    pub(super) fn range_size(&self) -> Result<u64, String> {
        match self.part_size {
            size @ 1..=MOST => Ok(size),
            other => Err(format!("a range has 1 to {MOST} bytes, not {other}")),
        }
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

/// The setters that every transfer has. What a part is differs.
macro_rules! settings {
    ($type:ty { $(#[$size:meta])* part_size, $(#[$number:meta])* concurrency, }) => {
        impl $type {
            $(#[$size])*
            pub fn part_size(mut self, bytes: u64) -> Self {
                self.settings.part_size = bytes;
                self
            }

            $(#[$number])*
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
    use super::{GIB, MIB, MOST, Settings};

    #[test]
    fn parts_are_as_large_as_they_must_be() {
        let settings = Settings::default();
        for (total, size) in [
            (None, 8 * MIB),
            (Some(0), 8 * MIB),
            (Some(80_000 * MIB), 8 * MIB),
            (Some(80_000 * MIB + 1), 9 * MIB),
            (Some(5 * 1024 * GIB), 525 * MIB),
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

    #[test]
    fn larger_parts_than_were_asked_for_do_not_fill_the_memory() {
        let settings = Settings::default();
        for (size, number) in [(8 * MIB, 8), (105 * MIB, 8), (200 * MIB, 5), (525 * MIB, 1), (5 * GIB, 1)] {
            assert_eq!(settings.at_once(size), number, "{size}");
        }
        assert_eq!(Settings { part_size: 525 * MIB, ..settings }.at_once(525 * MIB), 8, "as was asked for");
    }

    #[test]
    fn ranges_may_be_small() {
        let ranges = |size| Settings { part_size: size, ..Settings::default() }.range_size();
        assert_eq!((ranges(1), ranges(MOST)), (Ok(1), Ok(MOST)));
        assert!(ranges(0).unwrap_err().contains("a range has") && ranges(u64::MAX).is_err());
    }
}
