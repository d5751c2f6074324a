//! Rows as a table, JSON or CSV.

use std::{error::Error, io::Write};

use clap::ValueEnum;
use comfy_table::{Table, presets};
use serde::Serialize;
use serde_json::Value;

/// A line of what is found: sorted by its members in their order, and written by them.
pub(crate) trait Row: Ord + Serialize + Send + 'static {
    /// The members as they are serialised.
    const NAMES: &'static [&'static str];
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Table,
    /// One object a line
    Json,
    /// With a line of names
    Csv,
}

pub(crate) fn write<R: Row>(rows: &[R], format: Format, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    match format {
        Format::Table => {
            let rows = rows.iter().map(cells).collect::<Result<Vec<_>, _>>()?;
            let mut table = Table::new();
            table.load_style(presets::NOTHING).set_header(R::NAMES.iter().copied()).add_rows(rows);
            writeln!(out, "{table}")?;
        }
        Format::Json => {
            for row in rows {
                serde_json::to_writer(&mut out, row)?;
                writeln!(out)?;
            }
        }
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            csv.write_record(R::NAMES.iter().copied())?;
            for row in rows {
                csv.write_record(cells(row)?)?;
            }
            csv.flush()?;
        }
    }
    Ok(())
}

fn cells<R: Row>(row: &R) -> serde_json::Result<Vec<String>> {
    let row = serde_json::to_value(row)?;
    Ok(R::NAMES.iter().map(|name| text(&row[*name])).collect())
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
