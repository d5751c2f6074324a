//! How far a fleet has come.

use super::CellResult;

/// Who is told.
pub(super) type OnProgress = Box<dyn FnMut(&Progress) + Send>;

/// How far a fleet has come: numbers of cells.
///
/// `done` is `ok + skipped + failed`; what is neither `done` nor `running` has yet to start.
///
/// ```no_run
/// # use aws_resources_runtime::fleet::FleetRun;
/// # fn example<T: Send + 'static>(run: &FleetRun<T>) {
/// let now = run.progress();
/// println!("{} of {}: {} ok, {} skipped, {} failed", now.done, now.total, now.ok, now.skipped, now.failed);
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// All cells of this run: of its [shard](super::Fleet::shard), where it has one.
    pub total: usize,
    /// Those whose outcome was given out.
    pub done: usize,
    /// Those of them that succeeded.
    pub ok: usize,
    /// Those of them that were skipped.
    pub skipped: usize,
    /// Those of them that failed.
    pub failed: usize,
    /// Those that were started and whose outcome wasn't given out yet.
    pub running: usize,
}

impl Progress {
    pub(super) fn started(&mut self) {
        self.running += 1;
    }

    pub(super) fn ended<T>(&mut self, result: &CellResult<T>) {
        self.running -= 1;
        self.done += 1;
        *match result {
            CellResult::Ok(_) => &mut self.ok,
            CellResult::Skipped(_) => &mut self.skipped,
            CellResult::Failed(_) => &mut self.failed,
        } += 1;
    }
}
