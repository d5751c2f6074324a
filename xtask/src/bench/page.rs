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
    let aims = done.iter().flat_map(|(_, comparison)| comparison.aims.iter().map(|aim| (comparison.title, aim)));
    let aims: Vec<(&str, &Aim)> = aims.collect();
    let met = aims.iter().filter(|(_, aim)| aim.met).count();
    _ = writeln!(
        text,
        "{met} of {} are met.\n\n| | measure | aim | measured | met |\n| --- | --- | --- | --- | --- |",
        aims.len()
    );
    for (title, Aim { what, aim, figure, met }) in aims {
        _ = writeln!(text, "| {title} | {what} | {aim} | {figure} | {} |", if *met { "yes" } else { "**no**" });
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
    let rounds = match rows.first().map_or(0, |row| row.samples.count()) {
        1 => "once".to_owned(),
        count => format!("{count} rounds"),
    };
    let mut text = format!(
        "\n**{caption}** ({rounds})\n\n| peer | we are ahead | spread | {unit} | spread |\n\
         | --- | --: | --- | --: | --- |\n"
    );
    for row in rows {
        let (ratio, ahead) = match table.ahead(row) {
            Some(ahead) => (format!("**{} ×**", ratio(ahead.median())), spread(&ahead, ratio)),
            None => Default::default(),
        };
        let (figure, figures) = (number(row.samples.median()), spread(&row.samples, number));
        _ = writeln!(text, "| {} | {ratio} | {ahead} | {figure} | {figures} |", row.peer);
    }
    text
}

/// From the least to the most, where there are several.
fn spread(samples: &Samples, told: fn(f64) -> String) -> String {
    match samples.count() {
        0 | 1 => String::new(),
        _ => format!("{} – {}", told(samples.least()), told(samples.most())),
    }
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
