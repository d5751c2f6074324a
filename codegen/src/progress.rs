//! Who is told how a run goes on: a progress bar.

/// Is told how a run goes on, from several threads.
pub trait Progress: Sync {
    /// So many services come.
    fn begin(&self, services: usize);
    /// This one is done, well or badly.
    fn done(&self, service: &str);
}

/// Nobody.
impl Progress for () {
    fn begin(&self, _: usize) {}
    fn done(&self, _: &str) {}
}
