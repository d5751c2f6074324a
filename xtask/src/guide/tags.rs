//! The pieces of an HTML page: tags and text.

/// A piece of a page. Comments are none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'h> {
    /// The name of a start tag and its attributes that have a value.
    Start(&'h str, Vec<(&'h str, String)>),
    /// The name of an end tag.
    End(&'h str),
    /// Text as it is written, with its entities.
    Text(&'h str),
}

/// The pieces in order; what stands in a script or a style is none.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = (&rest[..at], &rest[at + 1..]);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        rest = tag;
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let named = tag.strip_prefix('/').unwrap_or(tag);
        let (name, behind) = named.split_at(named.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(named.len()));
        if name.is_empty() {
            continue;
        }
        let (attributes, behind) = attributes(behind);
        rest = behind;
        if named.len() < tag.len() {
            pieces.push(Piece::End(name));
            continue;
        }
        pieces.push(Piece::Start(name, attributes));
        if name == "script" || name == "style" {
            rest = rest.find(&format!("</{name}")).map_or("", |end| &rest[end..]);
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The attributes of the tag that the text begins in, and what follows the tag.
fn attributes(mut rest: &str) -> (Vec<(&str, String)>, &str) {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return (attributes, behind);
        }
        let end = rest.find(|c: char| c == '=' || c == '>' || c.is_whitespace());
        let Some(end) = end else { return (attributes, "") };
        let name = &rest[..end];
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else { continue };
        let (value, behind) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c == '>' || c.is_whitespace()).unwrap_or(value.len())),
        };
        attributes.push((name, value.replace("&amp;", "&")));
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn tags_and_text_come_in_order() {
        let read = pieces("<!-- <b> --><p id=one class='x'>a &lt;b> <br/><script>'<b>'</script>c</p>d");
        let of = |name, value: &str| (name, value.to_owned());
        let expected = [
            Piece::Start("p", vec![of("id", "one"), of("class", "x")]),
            Piece::Text("a &lt;b> "),
            Piece::Start("br", vec![]),
            Piece::Start("script", vec![]),
            Piece::End("script"),
            Piece::Text("c"),
            Piece::End("p"),
            Piece::Text("d"),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_does_not_end_is_read_to_the_end() {
        for open in ["<!-- a", "<p a='b", "<p a", "<script>a", "<", "</"] {
            assert!(pieces(open).iter().all(|piece| !matches!(piece, Piece::End(_))), "{open}");
        }
    }
}
