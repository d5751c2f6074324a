//! What the examples share: which accounts and regions they look at, what came of those, and how rows are written.
#![allow(dead_code, unused_imports, reason = "each example uses a part of it")]

mod arguments;
#[cfg(feature = "s3")]
mod buckets;
mod fleets;
mod listing;
mod output;
mod report;

pub(crate) use arguments::FleetArguments;
#[cfg(feature = "s3")]
pub(crate) use buckets::buckets;
pub(crate) use fleets::Fleets;
pub(crate) use listing::{Listing, together};
pub(crate) use output::Row;
pub(crate) use report::Report;

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

/// The status of a program: success where all was read and done.
pub(crate) fn exit(complete: Result<bool, Box<dyn Error>>) -> ExitCode {
    match complete {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Where nobody reads that any more, the status says it.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
