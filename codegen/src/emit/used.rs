//! Which names source uses: those are what its file imports.

use std::collections::HashSet;

/// The names that printed source uses by themselves: not members, methods, or parts of a longer path.
///
/// Read from the text and not from tokens, of which each that is looked at is a copy.
pub(super) fn used_by(text: &str) -> HashSet<&str> {
    let mut used = HashSet::new();
    let mut at = 0;
    while at < text.len() {
        let (before, rest) = text.split_at(at);
        let (token, after) = rest.split_at(length(rest));
        let is_name = token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if is_name && is_use(before.trim_end(), token, after.trim_start()) {
            used.insert(token);
        }
        at += token.len();
    }
    used
}

/// Whether a name is used, by what is before and after it.
fn is_use(before: &str, name: &str, after: &str) -> bool {
    let inside = before.ends_with('.') || before.ends_with("::");
    let defined = before.strip_suffix("fn").is_some_and(|before| !before.bytes().next_back().is_some_and(is_part));
    // A module, function or macro is used by what comes after it, or is all that a call is given: else it is somebody's
    // name.
    let ends = after.strip_prefix(',').map_or(after, str::trim_start).starts_with([')', ']', '}']);
    let alone = before.ends_with(['(', '[', '{']) && ends;
    let by_what_follows = after.starts_with("::") || after.starts_with(['!', '(', '[', '{']);
    !inside && !defined && (alone || by_what_follows || !name.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// How long what a text begins with is: a name, a number, a literal, a comment, space, or a sign.
fn length(text: &str) -> usize {
    let while_all = |is: fn(u8) -> bool| text.bytes().position(|byte| !is(byte)).unwrap_or(text.len());
    match text.as_bytes() {
        [b'/', b'/', ..] => text.find('\n').unwrap_or(text.len()),
        [b'"', ..] => string(text),
        // `'\n'`, `'a'`, or a lifetime.
        [b'\'', b'\\', ..] => text.get(3..).and_then(|rest| rest.find('\'')).map_or(text.len(), |end| end + 4),
        [b'\'', ..] if text.chars().nth(2) == Some('\'') => text.chars().take(3).map(char::len_utf8).sum(),
        [b'\'', ..] => 1 + text.bytes().skip(1).position(|byte| !is_part(byte)).unwrap_or(text.len() - 1),
        [b' ', ..] => while_all(|byte| byte == b' '),
        [first, ..] if is_part(*first) => while_all(is_part),
        _ => text.chars().next().map_or(0, char::len_utf8),
    }
}

/// How long a string literal is, with its quotes.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// Whether a letter can be part of a name.
fn is_part(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || letter == b'_'
}

#[cfg(test)]
mod tests {
    use super::used_by;

    #[test]
    fn what_is_used_is_told_from_what_is_named() {
        for (text, name, used) in [
            ("fn of(call: Call) -> Self {}", "Call", true),
            ("fn of(call: Call) -> Self {}", "call", false),
            ("fn paginator(self) {}", "paginator", false),
            ("x(paginator(call))", "paginator", true),
            ("x(paginator::y)", "paginator", true),
            ("x(super::paginator(call))", "paginator", false),
            ("self.action (call)", "action", false),
            ("x(action)", "action", true),
            ("x(\n    action,\n)", "action", true),
            ("x(action, call)", "action", false),
            ("connect!(Client)", "connect", true),
            ("connect!(Client)", "Client", true),
            ("/// A Call.\nfn x() {}", "Call", false),
            (r#"x("a \" Call", 1)"#, "Call", false),
            (r#"x("\\", Call)"#, "Call", true),
            ("x('\"', Call, '\"')", "Call", true),
            ("x('\\'', Call, 'Arn')", "Call", true),
            ("fn x<'Arn>() -> &'Arn Call", "Arn", false),
            ("fn x<'Arn>() -> &'Arn Call", "Call", true),
            ("x('é', Call)", "Call", true),
        ] {
            assert_eq!(used_by(text).contains(name), used, "{name} in {text}");
        }
    }

    #[test]
    fn a_text_that_breaks_off_is_read_to_its_end() {
        for text in ["\"", "\"\\", "'", "'\\", "'\\'", "'a", "//", "a", "é", ""] {
            used_by(text);
        }
    }
}
