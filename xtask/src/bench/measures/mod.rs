//! The comparisons: each file measures one thing.

mod assume;
mod ceiling;
mod cost;
mod dynamodb;
mod fleet;
mod generator;
mod listing;
mod memory;
mod prefetch;
mod python;
mod start;
mod transfer;
mod weight;

use super::{comparison::Comparison, lab::Lab};

type Measure = fn(&Lab) -> Result<Comparison, String>;

/// All of them, in the order of the page.
pub(crate) const ALL: [(&str, Measure); 13] = [
    ("ceiling", ceiling::measure),
    ("listing", listing::measure),
    ("cost", cost::measure),
    ("python", python::measure),
    ("prefetch", prefetch::measure),
    ("fleet", fleet::measure),
    ("assume", assume::measure),
    ("memory", memory::measure),
    ("start", start::measure),
    ("dynamodb", dynamodb::measure),
    ("transfer", transfer::measure),
    ("generator", generator::measure),
    ("weight", weight::measure),
];
