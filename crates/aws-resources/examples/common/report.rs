//! What came of all accounts and regions.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error as StdError,
    fmt,
    io::{self, Write as _},
};

use aws_resources::{
    Error, ErrorKind, Fleet, Result, Session,
    fleet::{CellResult, Outcome, Skip, SkipReason},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    listing::Listing,
    output::{self, Format, Row},
};

pub(crate) struct Report<R> {
    rows: Vec<R>,
    /// In which accounts something was skipped, by region and reason.
    skipped: BTreeMap<(String, String), BTreeSet<String>>,
    /// What fails alike in an account is told once: in which regions, and the first error.
    failed: BTreeMap<(String, String), (BTreeSet<String>, Error)>,
}

impl<R: Row> Report<R> {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new(), skipped: BTreeMap::new(), failed: BTreeMap::new() }
    }

    /// Looks at each account and region of a fleet, with a progress bar where standard error is a terminal.
    pub(crate) async fn run<F>(
        &mut self,
        what: &'static str,
        fleet: Fleet,
        look: impl Fn(Session) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = Result<Listing<R>>> + Send + 'static,
    {
        let bar = ProgressBar::no_length().with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}, {eta} left") {
            bar.set_style(style);
        }
        let shown = bar.clone();
        let fleet = fleet.on_progress(move |now| {
            shown.set_length(now.total as u64);
            shown.set_position(now.done as u64);
        });
        let mut outcomes = fleet.run(look);
        while let Some(outcome) = outcomes.next().await {
            self.add(outcome);
        }
        bar.finish_and_clear();
    }

    /// Writes the rows to standard output, sorted, and what was skipped or failed to standard error. Gives whether
    /// nothing failed.
    pub(crate) fn finish(mut self, format: Format) -> Result<bool, Box<dyn StdError>> {
        self.rows.sort();
        let written = output::write(&self.rows, format, io::stdout().lock());
        // What failed is told also where nobody reads the rows any more.
        write!(io::stderr(), "{self}")?;
        written?;
        Ok(self.failed.is_empty())
    }

    fn add(&mut self, outcome: Outcome<Listing<R>>) {
        let (account, region) = (outcome.account().to_owned(), outcome.region().to_owned());
        match outcome.into_result() {
            CellResult::Ok(listing) => {
                self.rows.extend(listing.rows);
                listing.errors.into_iter().for_each(|error| self.fail(&account, &region, error));
            }
            CellResult::Skipped(skip) => {
                self.skipped.entry((region, reason(&skip))).or_default().insert(account);
            }
            CellResult::Failed(error) => self.fail(&account, &region, error),
        }
    }

    fn fail(&mut self, account: &str, region: &str, error: Error) {
        let alike = match error.kind() {
            // Without its role, everything in the account fails.
            ErrorKind::Credentials => String::new(),
            _ => format!("{:?}", (error.service(), error.operation(), error.code().unwrap_or(error.message()))),
        };
        let (regions, _) = self.failed.entry((account.to_owned(), alike)).or_insert((BTreeSet::new(), error));
        regions.insert(region.to_owned());
    }
}

/// Why, with the service where it is about one.
fn reason(skip: &Skip) -> String {
    let about_one = matches!(skip.reason(), SkipReason::ServiceNotInRegion | SkipReason::NotSubscribed);
    match skip.error().service().filter(|_| about_one) {
        Some(service) => format!("{}: {service}", skip.reason()),
        None => skip.reason().to_string(),
    }
}

impl<R> fmt::Display for Report<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((region, reason), accounts) in &self.skipped {
            writeln!(f, "skipped {region} (accounts: {}): {reason}", accounts.len())?;
        }
        for ((account, _), (regions, error)) in &self.failed {
            let regions: Vec<_> = regions.iter().map(String::as_str).collect();
            writeln!(f, "failed in {account} ({}): {error}", regions.join(", "))?;
        }
        Ok(())
    }
}
