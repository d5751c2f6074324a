//! Rows as a table, JSON or CSV.

use std::{error::Error, io::Write};

use clap::ValueEnum;
use comfy_table::{Table, presets};

use crate::listing::Row;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Table,
    /// One object a line
    Json,
    /// With a line of names
    Csv,
}

const NAMES: [&str; 6] = ["account", "region", "service", "type", "name", "arn"];

pub(crate) fn write(rows: &[Row], format: Format, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    match format {
        Format::Table => {
            let mut table = Table::new();
            table.load_style(presets::NOTHING).set_header(NAMES).add_rows(rows.iter().map(cells));
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
            csv.write_record(NAMES)?;
            for row in rows {
                csv.write_record(cells(row))?;
            }
            csv.flush()?;
        }
    }
    Ok(())
}

fn cells(row: &Row) -> [&str; 6] {
    [&row.account, &row.region, row.service, row.kind, &row.name, &row.arn]
}
