//! What a comparison comes to.

use super::samples::Samples;

/// One comparison: what was measured, and whether it is what was aimed at.
pub(crate) struct Comparison {
    pub(crate) title: &'static str,
    /// How it was measured.
    pub(crate) about: String,
    pub(crate) tables: Vec<Table>,
    pub(crate) aims: Vec<Aim>,
}

/// Peers with one kind of figure, round by round; the first is ours.
pub(crate) struct Table {
    pub(crate) caption: String,
    pub(crate) unit: &'static str,
    pub(crate) better: Better,
    pub(crate) rows: Vec<Row>,
}

/// Which figures are the better ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    More,
    Less,
}

pub(crate) struct Row {
    pub(crate) peer: String,
    pub(crate) samples: Samples,
}

/// What is aimed at, and what was measured.
pub(crate) struct Aim {
    pub(crate) what: String,
    pub(crate) aim: String,
    pub(crate) figure: String,
    pub(crate) met: bool,
}

/// Ours; the names of others of ours begin with it.
pub(crate) const OURS: &str = "aws-resources";
/// The SDK's paginator, by items.
pub(crate) const ITEMS_OF_SDK: &str = "SDK's items()";
/// A loop over the SDK's calls.
pub(crate) const PAGES_OF_SDK: &str = "SDK, page loop by hand";

impl Row {
    pub(crate) fn is_ours(&self) -> bool {
        self.peer.starts_with(OURS)
    }
}

impl Table {
    /// How far the first row is ahead of this one, where that one is ours and this one isn't.
    pub(crate) fn ahead(&self, row: &Row) -> Option<Samples> {
        let compared = self.rows.first()?.is_ours() && !row.is_ours();
        self.ahead_of(&row.peer).filter(|_| compared)
    }

    /// How far ours is ahead of a peer, round by round: above 1 it is ahead, whichever figures are the better ones.
    pub(crate) fn ahead_of(&self, peer: &str) -> Option<Samples> {
        let ours = &self.rows.first()?.samples;
        let theirs = &self.rows.iter().find(|row| row.peer == peer)?.samples;
        Some(match self.better {
            Better::More => ours.over(theirs),
            Better::Less => theirs.over(ours),
        })
    }

    /// The aim that ours is `least` times ahead of a peer, if that was measured.
    pub(crate) fn aim(&self, peer: &str, least: f64) -> Option<Aim> {
        let ahead = self.ahead_of(peer)?;
        Some(Aim {
            what: format!("{}, against {peer}", self.caption),
            aim: format!("{least} × or more"),
            figure: format!("{:.3} × ({:.3} – {:.3})", ahead.median(), ahead.least(), ahead.most()),
            met: ahead.median() >= least,
        })
    }
}

impl Aim {
    /// The aim to stay below a number.
    pub(crate) fn below(what: impl Into<String>, most: f64, unit: &str, figure: f64) -> Self {
        let aim = Self::unknown(what, most, unit);
        Self { figure: amount(figure, unit), met: figure <= most, ..aim }
    }

    /// The same where it couldn't be measured, and so isn't met.
    pub(crate) fn unknown(what: impl Into<String>, most: f64, unit: &str) -> Self {
        let aim = format!("{} at the most", amount(most, unit));
        Self { what: what.into(), aim, figure: "not measured".to_owned(), met: false }
    }
}

/// A number with its unit, which may be empty.
fn amount(number: f64, unit: &str) -> String {
    let number = format!("{number:.3}");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::{Aim, Better, Row, Samples, Table};

    fn table(better: Better) -> Table {
        let row = |peer: &str, samples: &[f64]| Row { peer: peer.to_owned(), samples: Samples::new(samples.to_vec()) };
        let rows = vec![row("ours", &[10.0, 20.0, 30.0]), row("SDK", &[5.0, 20.0, 10.0])];
        Table { caption: "items".to_owned(), unit: "s", better, rows }
    }

    #[test]
    fn ratios_are_taken_in_each_round() {
        let ahead = table(Better::More).ahead_of("SDK").expect("both");
        assert_eq!((ahead.least(), ahead.median(), ahead.most()), (1.0, 2.0, 3.0));
        assert!(table(Better::More).ahead_of("boto3").is_none());
    }

    #[test]
    fn only_others_are_compared_with_ours() {
        let mut table = table(Better::More);
        assert!(table.ahead(&table.rows[1]).is_none(), "the first isn't ours");
        table.rows[0].peer = "aws-resources".to_owned();
        assert!(table.ahead(&table.rows[1]).is_some());
        table.rows[1].peer = "aws-resources, concurrency(8)".to_owned();
        assert!(table.ahead(&table.rows[1]).is_none());
    }

    #[test]
    fn less_is_ahead_where_less_is_better() {
        assert_eq!(table(Better::Less).ahead_of("SDK").expect("both").median(), 0.5);
    }

    #[test]
    fn an_aim_is_met_at_its_bound() {
        assert!(table(Better::More).aim("SDK", 2.0).expect("both").met);
        assert!(!table(Better::More).aim("SDK", 2.1).expect("both").met);
        assert!(Aim::below("memory", 20.0, "KB", 20.0).met);
        let over = Aim::below("memory", 20.0, "KB", 20.01);
        assert_eq!((over.aim.as_str(), over.figure.as_str(), over.met), ("20 KB at the most", "20.01 KB", false));
        assert!(!Aim::unknown("memory", 20.0, "KB").met);
    }
}
