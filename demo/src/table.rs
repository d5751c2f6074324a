//! The table.

use crate::inventory::{Listing, Row};

/// Of a listing with more rows than this, only the first ones and the last one are shown.
const SHORT: usize = 5;
const FIRST: usize = 3;

const HEADER: [&str; 6] = ["SERVICE", "TYPE", "IDENTIFIERS", "ACCOUNT", "REGION", "ARN"];

/// A line: cells to be aligned, or a remark about the listing above it.
enum Line {
    Cells([String; HEADER.len()]),
    Remark(String),
}

/// All listings as one table.
pub(crate) fn render(listings: &[Listing], all: bool) -> String {
    let mut lines = vec![Line::Cells(HEADER.map(str::to_owned))];
    for listing in listings {
        rows(listing, all, &mut lines);
    }
    let mut widths = [0; HEADER.len()];
    for line in &lines {
        let Line::Cells(cells) = line else { continue };
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = cell.chars().count().max(*width);
        }
    }
    let indent = widths[0] + 2;
    let text = lines.iter().map(|line| match line {
        Line::Cells(cells) => {
            let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        }
        Line::Remark(remark) => format!("{:indent$}{remark}", ""),
    });
    text.map(|line| line + "\n").collect()
}

fn rows(listing: &Listing, all: bool, lines: &mut Vec<Line>) {
    let Listing { rows, pages, collections, error, .. } = listing;
    match rows.split_last() {
        Some((last, some)) if !all && rows.len() > SHORT => {
            lines.extend(some[..FIRST].iter().map(|row| cells(listing, row)));
            lines.push(Line::Remark(format!("⋮ {} more", some.len() - FIRST)));
            lines.push(cells(listing, last));
        }
        Some(_) => lines.extend(rows.iter().map(|row| cells(listing, row))),
        None => {
            let nothing = Row { identifiers: "–".to_owned(), arn: String::new() };
            lines.push(cells(listing, &nothing));
        }
    }
    if let Some(error) = error {
        lines.push(Line::Remark(format!("└ failed: {error}")));
    }
    let mut summary = format!("└ {} on {}", count(rows.len(), "item"), count(*pages, "page"));
    if *collections > 1 {
        summary += &format!(" of {}", count(*collections, "collection"));
    }
    lines.push(Line::Remark(summary));
}

fn count(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn cells(listing: &Listing, row: &Row) -> Line {
    let Listing { service, kind, account, region, .. } = listing;
    Line::Cells([service, kind, &*row.identifiers, account, region, &row.arn].map(str::to_owned))
}
