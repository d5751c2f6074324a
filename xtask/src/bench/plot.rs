//! Bars, as SVG.

use std::fmt::Write as _;

use super::{
    comparison::{Better, Comparison, Table},
    page::number,
};

const WIDTH: f64 = 860.0;
/// Where bars begin and end; to their left stand the names, to their right the figures.
const BARS: (f64, f64) = (260.0, 680.0);
const LINE: f64 = 24.0;

/// All tables of a comparison. The longest bar of each has the whole width; the line over it is its spread.
pub(crate) fn svg(comparison: &Comparison) -> String {
    let mut body = String::new();
    let mut y = 36.0;
    _ = writeln!(body, "<text x=\"16\" y=\"24\" class=\"title\">{}</text>", escaped(comparison.title));
    for table in &comparison.tables {
        y += LINE;
        let better = if table.better == Better::More { "more is better" } else { "less is better" };
        let caption = format!("{}: {}, {better}", table.caption, table.unit);
        _ = writeln!(body, "<text x=\"16\" y=\"{y}\" class=\"caption\">{}</text>", escaped(&caption));
        y += 8.0;
        bars(&mut body, table, &mut y);
    }
    let height = y + 16.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\">\n\
         <style>text {{ font: 13px sans-serif; fill: #24292f }} .title {{ font-size: 16px; font-weight: bold }} \
         .caption {{ font-weight: bold }} .ours {{ fill: #2f7d4f }} .peer {{ fill: #9aa7b4 }} \
         line {{ stroke: #24292f; stroke-width: 1.5 }}</style>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
    )
}

fn bars(body: &mut String, table: &Table, y: &mut f64) {
    let most = table.rows.iter().map(|row| row.samples.most()).fold(0.0, f64::max);
    let place = |figure: f64| if most > 0.0 { BARS.0 + (BARS.1 - BARS.0) * figure / most } else { BARS.0 };
    for (index, row) in table.rows.iter().enumerate() {
        let (median, least, most) = (row.samples.median(), row.samples.least(), row.samples.most());
        let (text, middle, class) = (*y + 16.0, *y + 12.0, if index == 0 { "ours" } else { "peer" });
        _ = writeln!(
            body,
            "<text x=\"{}\" y=\"{text}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{}\" y=\"{}\" width=\"{:.1}\" height=\"18\" class=\"{class}\"/>\
             <line x1=\"{:.1}\" y1=\"{middle}\" x2=\"{:.1}\" y2=\"{middle}\"/>\
             <text x=\"{:.1}\" y=\"{text}\">{}</text>",
            BARS.0 - 8.0,
            escaped(&row.peer),
            BARS.0,
            *y + 3.0,
            place(median) - BARS.0,
            place(least),
            place(most),
            place(most) + 8.0,
            number(median)
        );
        *y += LINE;
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::svg;
    use crate::bench::{
        comparison::{Better, Comparison, Row, Table},
        samples::Samples,
    };

    #[test]
    fn the_longest_bar_has_the_whole_width() {
        let row = |peer: &str, figure| Row { peer: peer.to_owned(), samples: Samples::new(vec![figure]) };
        let rows = vec![row("ours", 10.0), row("a < b", 5.0)];
        let table = Table { caption: "items".to_owned(), unit: "items/s", better: Better::More, rows };
        let text = svg(&Comparison { title: "Items", about: String::new(), tables: vec![table], aims: Vec::new() });
        assert!(text.contains("width=\"420.0\" height=\"18\" class=\"ours\""), "{text}");
        assert!(text.contains("width=\"210.0\" height=\"18\" class=\"peer\""), "{text}");
        assert!(text.contains("a &lt; b"), "{text}");
    }
}
