//! SVG: laid out by layout-rs, drawn here.

use std::fmt::Write as _;

use layout::{
    core::{
        base::Orientation,
        color::Color,
        format::{ClipHandle, RenderBackend},
        geometry::Point,
        style::{LineStyleKind, StyleAttr},
    },
    std_shapes::shapes::{Arrow, Element, LineEndKind, ShapeKind},
    topo::layout::VisualGraph,
};

use super::{Graph, Kind, text::lines_of};

/// Lines break behind so many characters: a box of such lines is narrower than a phone.
const WIDTH: usize = 28;
/// Sizes of text, in pixels.
const FONT: f64 = 13.0;
const LABEL_FONT: f64 = 11.0;
/// The width of a character, bold ones included, and the height of a line, in sizes of the text.
const CHARACTER: f64 = 0.68;
const LINE: f64 = 1.3;
/// What layout-rs takes a label for: it reckons with characters as wide as they are high.
const LABEL_ROOM: usize = 7;
/// The room in a box around its text, and around the picture.
const MARGIN: f64 = 10.0;

const THICK: usize = 3;

/// The picture as SVG.
pub fn svg(graph: &Graph) -> String {
    let mut visual = VisualGraph::new(Orientation::LeftToRight);
    let style = |width: usize, font: usize| StyleAttr::new(Color::fast("black"), width, None, 0, font);
    let mut handles = Vec::new();
    for node in &graph.nodes {
        let lines = node.lines(WIDTH);
        let widest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1);
        let size = Point::new(
            widest as f64 * FONT * CHARACTER + 2.0 * MARGIN,
            lines.len() as f64 * FONT * LINE + 2.0 * MARGIN,
        );
        let look = style(if node.listed { THICK } else { 1 }, FONT as usize);
        let shape = ShapeKind::new_box(&lines.join("\n"));
        handles.push(visual.add_node(Element::create(shape, look, Orientation::LeftToRight, size)));
    }
    for edge in &graph.edges {
        let line = match edge.kind {
            Kind::Reference => LineStyleKind::Dashed,
            Kind::Collection | Kind::SubResource | Kind::Action => LineStyleKind::Normal,
        };
        let look = style(if edge.kind == Kind::Action { THICK } else { 1 }, LABEL_ROOM);
        let label = lines_of(&edge.methods, WIDTH).join("\n");
        let arrow = Arrow::new(LineEndKind::None, LineEndKind::Arrow, line, &label, &look, &None, &None);
        visual.add_edge(arrow, handles[edge.from], handles[edge.to]);
    }
    let mut canvas = Canvas::default();
    // It can't lay out nothing.
    if !graph.nodes.is_empty() {
        visual.do_it(false, false, false, &mut canvas);
    }
    canvas.finish()
}

/// What is drawn: arrows lie under boxes, and both under text.
#[derive(Default)]
struct Canvas {
    arrows: String,
    boxes: String,
    texts: String,
    /// Left, top, right, bottom.
    bounds: Option<[f64; 4]>,
}

impl Canvas {
    fn reach(&mut self, x: f64, y: f64) {
        let [left, top, right, bottom] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
    }

    fn finish(self) -> String {
        let [left, top, right, bottom] = self.bounds.unwrap_or_default();
        let (left, top) = (left - MARGIN, top - MARGIN);
        let (width, height) = (right + MARGIN - left, bottom + MARGIN - top);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"{left:.0} {top:.0} {width:.0} {height:.0}\" font-family=\"sans-serif\" text-anchor=\"middle\">\n\
             <defs>\n<marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"10\" \
             markerHeight=\"10\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\">\
             <path d=\"M0 1 L10 5 L0 9 z\" fill=\"#444\"/></marker>\n</defs>\n\
             <rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#fff\"/>\n\
             <g fill=\"none\" stroke=\"#444\">\n{}</g>\n<g fill=\"#eef1fb\" stroke=\"#4a5a9a\">\n{}</g>\n\
             <g fill=\"#111\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">\n{}</g>\n</svg>\n",
            self.arrows, self.boxes, self.texts
        )
    }
}

impl RenderBackend for Canvas {
    fn draw_rect(&mut self, xy: Point, size: Point, look: &StyleAttr, _: Option<String>, _: Option<ClipHandle>) {
        self.reach(xy.x, xy.y);
        self.reach(xy.x + size.x, xy.y + size.y);
        let _ = writeln!(
            self.boxes,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"4\" stroke-width=\"{}\"/>",
            xy.x, xy.y, size.x, size.y, look.line_width
        );
    }

    fn draw_text(&mut self, xy: Point, text: &str, look: &StyleAttr) {
        // Labels of long edges come in a style of layout-rs's own.
        let is_node = look.font_size == FONT as usize;
        let font = if is_node { FONT } else { LABEL_FONT };
        let height = text.lines().count() as f64 * font * LINE;
        for (at, line) in text.lines().enumerate() {
            let half = line.chars().count() as f64 * font * CHARACTER / 2.0;
            let y = xy.y - height / 2.0 + (at as f64 + 0.75) * font * LINE;
            self.reach(xy.x - half, y - font);
            self.reach(xy.x + half, y);
            let title = if at == 0 && is_node { " font-weight=\"bold\"" } else { "" };
            let _ = writeln!(
                self.texts,
                "<text x=\"{:.1}\" y=\"{y:.1}\" font-size=\"{font}\"{title}>{}</text>",
                xy.x,
                escape(line)
            );
        }
    }

    fn draw_arrow(
        &mut self,
        path: &[(Point, Point)],
        dashed: bool,
        head: (bool, bool),
        look: &StyleAttr,
        _: Option<String>,
        _: &str,
    ) {
        // The first pair leaves its point, the others enter theirs.
        let [first, second, rest @ ..] = path else { return };
        for point in path.iter().flat_map(|(one, other)| [one, other]) {
            self.reach(point.x, point.y);
        }
        let mut curve = format!(
            "M{:.1} {:.1} C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            first.0.x, first.0.y, first.1.x, first.1.y, second.0.x, second.0.y, second.1.x, second.1.y
        );
        for (control, end) in rest {
            let _ = write!(curve, " S{:.1} {:.1} {:.1} {:.1}", control.x, control.y, end.x, end.y);
        }
        let dashes = if dashed { " stroke-dasharray=\"5 4\"" } else { "" };
        let start = if head.0 { " marker-start=\"url(#head)\"" } else { "" };
        let end = if head.1 { " marker-end=\"url(#head)\"" } else { "" };
        let _ = writeln!(self.arrows, "<path d=\"{curve}\" stroke-width=\"{}\"{dashes}{start}{end}/>", look.line_width);
    }

    // Nothing has these shapes.
    fn draw_line(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}

    fn draw_circle(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}

    fn create_clip(&mut self, _: Point, _: Point, _: usize) -> ClipHandle {
        0
    }
}

/// A text in XML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
