//! docs/benchmarks.md.

use std::fmt::Write as _;

use super::{
    comparison::{Aim, Comparison, Table},
    samples::Samples,
};

/// The whole page.
pub(crate) fn page(machine: &[String], done: &[(&str, Comparison)]) -> String {
    let mut text =
        "# Benchmarks\n\nWritten by `cargo xtask bench`, which measures everything side by side in one run. \
                    Ratios count: times are of one machine.\n\n"
            .to_owned();
    for line in machine {
        _ = writeln!(text, "- {line}");
    }
    text += "\nPeers take turns in rounds, each in a process of its own and warmed up, unless the start is what is \
             measured. A ratio is taken in each round; its median is told, with the least and the most, so that it need not \
             be the ratio of the other medians. Where peers are compared, the resource layer is ahead above 1.\n\n## Aims\n\n";
    let aims: Vec<&Aim> = done.iter().flat_map(|(_, comparison)| &comparison.aims).collect();
    let met = aims.iter().filter(|aim| aim.met).count();
    _ = writeln!(
        text,
        "{met} of {} are met.\n\n| measure | aim | measured | met |\n| --- | --- | --- | --- |",
        aims.len()
    );
    for Aim { what, aim, figure, met } in aims {
        _ = writeln!(text, "| {what} | {aim} | {figure} | {} |", if *met { "yes" } else { "**no**" });
    }
    for (name, comparison) in done {
        text.push('\n');
        text += &section(name, comparison);
    }
    text
}

/// One comparison's part.
pub(crate) fn section(name: &str, comparison: &Comparison) -> String {
    let mut text = format!("## {}\n\n{}\n", comparison.title, comparison.about);
    for table in &comparison.tables {
        text += &rows(table);
    }
    if !comparison.tables.is_empty() {
        _ = writeln!(text, "\n![{}](benchmarks/{name}.svg)", comparison.title);
    }
    text
}

fn rows(table: &Table) -> String {
    let Table { caption, unit, rows, .. } = table;
    let mut text = format!(
        "\n**{caption}**\n\n| peer | we are ahead | spread | {unit} | spread |\n| --- | --: | --- | --: | --- |\n"
    );
    for (index, row) in rows.iter().enumerate() {
        let ahead = table.ahead_of(&row.peer).filter(|_| index > 0);
        let (ratio, spread) = match &ahead {
            Some(ahead) => {
                let [median, least, most] = [ahead.median(), ahead.least(), ahead.most()].map(ratio);
                (format!("**{median} ×**"), format!("{least} – {most}"))
            }
            None => Default::default(),
        };
        let all: &Samples = &row.samples;
        let figures = [all.median(), all.least(), all.most()].map(number);
        _ = writeln!(text, "| {} | {ratio} | {spread} | {} | {} – {} |", row.peer, figures[0], figures[1], figures[2]);
    }
    text
}

/// A ratio: near 1, a thousandth is something.
fn ratio(figure: f64) -> String {
    match figure.abs() {
        ..2.0 => format!("{figure:.3}"),
        ..100.0 => format!("{figure:.1}"),
        _ => format!("{figure:.0}"),
    }
}

/// A figure with as many digits as mean something.
pub(crate) fn number(figure: f64) -> String {
    match figure.abs() {
        ..1.0 => format!("{figure:.4}"),
        ..100.0 => format!("{figure:.2}"),
        ..10_000.0 => format!("{figure:.0}"),
        ..10_000_000.0 => format!("{:.1} k", figure / 1e3),
        _ => format!("{:.1} M", figure / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::{number, ratio};

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        assert_eq!(number(0.012_345), "0.0123");
        assert_eq!(number(12.345), "12.35");
        assert_eq!(number(1_234.5), "1234");
        assert_eq!(number(49_800.0), "49.8 k");
        assert_eq!(number(12_345_678.0), "12.3 M");
        assert_eq!([0.9984, 8.16, 123.4].map(ratio), ["0.998", "8.2", "123"]);
    }
}
