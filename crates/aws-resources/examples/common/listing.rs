//! What was found in an account and region.

use aws_resources::{Error, Result};

/// What could be read, and what not: what fails leaves all else its rows.
pub(crate) struct Listing<R> {
    pub(crate) rows: Vec<R>,
    pub(crate) errors: Vec<Error>,
    /// How many things were read, whatever rows they gave.
    read: usize,
}

impl<R> Default for Listing<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), errors: Vec::new(), read: 0 }
    }
}

impl<R> Listing<R> {
    /// What was read, if it could be; else its error is kept.
    pub(crate) fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => {
                self.read += 1;
                Some(value)
            }
            Err(error) => {
                self.errors.push(error);
                None
            }
        }
    }
}

/// Where nothing could be read, it is the error that the fleet is told: some of them say that there is nothing to read.
pub(crate) fn together<R>(lists: impl IntoIterator<Item = Listing<R>>) -> Result<Listing<R>> {
    let mut nothing_read = true;
    let mut together = Listing::default();
    for list in lists {
        nothing_read &= list.read == 0 && !list.errors.is_empty();
        together.rows.extend(list.rows);
        together.errors.extend(list.errors);
        together.read += list.read;
    }
    match together.errors.first() {
        Some(error) if nothing_read => Err(error.clone()),
        _ => Ok(together),
    }
}
