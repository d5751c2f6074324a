//! Names and numbers as words of a sentence.

use crate::names;

/// `CreateDBSnapshot` → `create DB snapshot`.
pub(super) fn words(name: &str) -> String {
    let snake = names::snake(name);
    let mut at = 0;
    let mut words = Vec::new();
    for word in snake.split('_') {
        at += usize::from(name.get(at..).is_some_and(|rest| rest.starts_with('_')));
        // As the name writes it where it is an acronym, else in lower case.
        let original = name.get(at..at + word.len()).unwrap_or(word);
        at += word.len();
        let acronym = original.len() > 1 && original.chars().skip(1).any(|c| c.is_ascii_uppercase());
        let known = ACRONYMS.contains(&word);
        words.push(match (acronym, known) {
            (true, _) => original.to_owned(),
            (false, true) => word.to_uppercase(),
            (false, false) => word.to_owned(),
        });
    }
    words.join(" ")
}

/// Acronyms that AWS's names write as words.
const ACRONYMS: [&str; 33] = [
    "acl", "ami", "api", "arn", "aws", "ca", "cidr", "db", "dns", "ebs", "ec2", "fpga", "http", "https", "iam", "id",
    "ip", "ipam", "kms", "mfa", "oidc", "s3", "saml", "sns", "sql", "sqs", "ssh", "ssl", "uri", "url", "vpc", "vpn",
    "xss",
];

/// A text up to its first full stop or colon that isn't in brackets or in code.
pub(super) fn first_clause(text: &str) -> &str {
    let whole = |end: &usize| {
        let count = |sign: char| text[..*end].matches(sign).count();
        count('(') == count(')') && count('`').is_multiple_of(2)
    };
    let marks = [". ", ": "].iter().flat_map(|mark| text.match_indices(*mark)).map(|(at, _)| at);
    let end = marks.filter(whole).min().unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ':'])
}

/// Whether a phrase has all words of another.
pub(super) fn covers(phrase: &str, words: &str) -> bool {
    words.split(' ').all(|word| phrase.split(' ').any(|other| other == word))
}

pub(super) fn plural(words: &str) -> String {
    match words {
        _ if words.ends_with("metadata") => words.to_owned(),
        _ if words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("us") => words.to_owned(),
        _ if words.ends_with('y') && !words.ends_with("ey") => format!("{}ies", &words[..words.len() - 1]),
        _ if ["ss", "x", "us", "ch", "sh"].iter().any(|end| words.ends_with(end)) => format!("{words}es"),
        _ => format!("{words}s"),
    }
}

pub(super) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

pub(super) fn duration(seconds: u64) -> String {
    match seconds {
        _ if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        _ if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_ends_where_no_bracket_or_code_is_open() {
        for (text, clause) in [
            ("Gets it.", "Gets it"),
            ("Gets it: all of it. And more.", "Gets it"),
            (
                "Gets whether it is so (`State`: `YES`), and why. And more.",
                "Gets whether it is so (`State`: `YES`), and why",
            ),
            ("Takes `a: b` as it is. Else none.", "Takes `a: b` as it is"),
        ] {
            assert_eq!(first_clause(text), clause);
        }
    }
}
