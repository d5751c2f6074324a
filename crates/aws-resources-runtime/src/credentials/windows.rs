//! When credentials are refreshed.

use std::{
    ops::RangeInclusive,
    time::{Duration, SystemTime},
};

const MINUTE: Duration = Duration::from_secs(60);

/// When credentials are refreshed before they expire, and how long to wait after a refresh that failed.
///
/// Without settings of its own, the *advisory* window depends on how long the credentials live: 5 minutes before they
/// expire for up to 20 minutes, 15 minutes for less than 90, and 60 minutes for longer ones. Within it a refresh runs
/// in the background, and callers get the credentials that are there. Within the *mandatory* window, the last minute,
/// callers wait for the refresh.
///
/// ```
/// use std::time::Duration;
///
/// use aws_resources_runtime::credentials::RefreshWindows;
///
/// let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
/// let windows = RefreshWindows::default().advisory(minutes(30)).mandatory(minutes(2));
/// assert_eq!(windows.advisory_for(minutes(6 * 60)), minutes(30));
/// assert_eq!(RefreshWindows::default().advisory_for(minutes(60)), minutes(15));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshWindows {
    advisory: Option<Duration>,
    mandatory: Duration,
    jitter: bool,
    back_off: RangeInclusive<Duration>,
    load_timeout: Duration,
}

impl Default for RefreshWindows {
    fn default() -> Self {
        Self {
            advisory: None,
            mandatory: MINUTE,
            jitter: true,
            back_off: 5 * MINUTE..=10 * MINUTE,
            load_timeout: MINUTE,
        }
    }
}

impl RefreshWindows {
    /// How long before credentials expire they are refreshed in the background, whatever their lifetime. At most
    /// three quarters of the lifetime are used. Where it is shorter than the mandatory window, nothing is refreshed in
    /// the background.
    #[must_use]
    pub fn advisory(mut self, window: Duration) -> Self {
        self.advisory = Some(window);
        self
    }

    /// How long before credentials expire callers wait for the refresh. At most a quarter of the lifetime is used.
    #[must_use]
    pub fn mandatory(mut self, window: Duration) -> Self {
        self.mandatory = window;
        self
    }

    /// Whether the advisory window begins later by a random time, up to a third of it, so that roles which were
    /// assumed at one time aren't refreshed at one time. On by default.
    #[must_use]
    pub fn jitter(mut self, jitter: bool) -> Self {
        self.jitter = jitter;
        self
    }

    /// After a refresh failed while the credentials are still valid: how long until the next try, a random time within
    /// these bounds (5 to 10 minutes by default). There is always a try when the mandatory window begins.
    #[must_use]
    pub fn back_off(mut self, bounds: RangeInclusive<Duration>) -> Self {
        self.back_off = bounds;
        self
    }

    /// How long one refresh may take, with the retries of the SDK and an MFA code's entry: one minute by default.
    #[must_use]
    pub fn load_timeout(mut self, timeout: Duration) -> Self {
        self.load_timeout = timeout;
        self
    }

    /// The advisory window of credentials that live for `lifetime`, without jitter.
    pub fn advisory_for(&self, lifetime: Duration) -> Duration {
        let window = self.advisory.unwrap_or(match lifetime {
            short if short <= 20 * MINUTE => 5 * MINUTE,
            middle if middle < 90 * MINUTE => 15 * MINUTE,
            _ => 60 * MINUTE,
        });
        window.min(lifetime / 4 * 3)
    }

    /// Where the windows of credentials begin that were got at `from` and expire at `expiry`.
    pub(super) fn begin(&self, from: SystemTime, expiry: SystemTime) -> Begin {
        let lifetime = expiry.duration_since(from).unwrap_or_default();
        let window = self.advisory_for(lifetime);
        let mandatory = self.mandatory.min(lifetime / 4);
        let later = if self.jitter { (window / 3).mul_f64(fastrand::f64()) } else { Duration::ZERO };
        let advisory = window.saturating_sub(later).max(mandatory);
        Begin { window, advisory: before(expiry, advisory), mandatory: before(expiry, mandatory) }
    }

    pub(super) fn random_back_off(&self) -> Duration {
        /// Longer than any credentials live, and not too long to be added to a time.
        const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);
        random(&self.back_off).min(YEAR)
    }

    pub(super) fn timeout(&self) -> Duration {
        self.load_timeout
    }
}

/// Where the windows of some credentials begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begin {
    /// The advisory window's length, without jitter.
    pub(super) window: Duration,
    pub(super) advisory: SystemTime,
    pub(super) mandatory: SystemTime,
}

/// How long a failure that isn't worth another try is told to all who ask: 1 to 5 seconds.
pub(super) fn failure_holds() -> Duration {
    random(&(Duration::from_secs(1)..=Duration::from_secs(5)))
}

fn random(bounds: &RangeInclusive<Duration>) -> Duration {
    let more = bounds.end().saturating_sub(*bounds.start()).mul_f64(fastrand::f64());
    bounds.start().saturating_add(more)
}

fn before(time: SystemTime, by: Duration) -> SystemTime {
    time.checked_sub(by).unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn the_window_follows_the_lifetime() {
        let windows = RefreshWindows::default();
        for (lifetime, window) in [(10, 5), (15, 5), (20, 5), (21, 15), (60, 15), (89, 15), (90, 60), (360, 60)] {
            assert_eq!(windows.advisory_for(lifetime * MINUTE), window * MINUTE, "{lifetime} minutes");
        }
        assert_eq!(windows.advisory_for(4 * MINUTE), 3 * MINUTE, "never more than three quarters");
    }

    #[test]
    fn jitter_only_moves_the_window_later_and_spreads_it() {
        let now = SystemTime::UNIX_EPOCH + HOUR;
        let begins: Vec<_> = (0..200).map(|_| RefreshWindows::default().begin(now, now + HOUR).advisory).collect();
        let (first, last) = (now + 45 * MINUTE, now + 50 * MINUTE);
        assert!(begins.iter().all(|begin| (first..=last).contains(begin)));
        let early = begins.iter().filter(|begin| **begin < first + 150 * Duration::from_secs(1)).count();
        assert!((50..150).contains(&early), "{early} of 200 in the first half");
    }

    #[test]
    fn the_longest_times_are_times_too() {
        let (now, end) = (SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + Duration::from_secs(i64::MAX as u64));
        for windows in [
            RefreshWindows::default(),
            RefreshWindows::default().advisory(Duration::MAX).mandatory(Duration::MAX),
            RefreshWindows::default().back_off(Duration::MAX..=Duration::MAX),
            RefreshWindows::default().back_off(MINUTE..=Duration::MAX),
        ] {
            assert!(windows.advisory_for(Duration::MAX) > MINUTE);
            assert!(windows.begin(now, end).advisory < end);
            assert!(now + windows.random_back_off() < end);
        }
    }

    #[test]
    fn without_an_advisory_window_callers_wait_in_the_mandatory_one() {
        let now = SystemTime::UNIX_EPOCH + HOUR;
        for (advisory, mandatory) in [(Duration::ZERO, MINUTE), (MINUTE, 5 * MINUTE)] {
            let windows = RefreshWindows::default().advisory(advisory).mandatory(mandatory);
            let begin = windows.begin(now, now + HOUR);
            assert_eq!((begin.advisory, begin.mandatory), (now + HOUR - mandatory, now + HOUR - mandatory));
        }
    }

    #[test]
    fn windows_of_short_credentials_leave_time_to_use_them() {
        let now = SystemTime::UNIX_EPOCH + HOUR;
        let begin = RefreshWindows::default().begin(now, now + Duration::from_secs(40));
        assert!(begin.advisory >= now + Duration::from_secs(10));
        assert!(begin.mandatory >= now + Duration::from_secs(30));
    }
}
