//! AWS's names and Rust's.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use proc_macro2::{Ident, Span};

/// What two spellings of one name have in common: AWS's `DescribeDBInstances` is the SDK's `describe_db_instances`.
pub fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// `DBInstance` → `db_instance`, `ListARNs` → `list_arns`.
pub fn snake(name: &str) -> String {
    plural_acronyms(name).to_snake_case()
}

/// `DBInstance` → `DbInstance`.
pub fn pascal(name: &str) -> String {
    plural_acronyms(name).to_upper_camel_case()
}

/// A plural acronym is one word: the `s` of `ARNs` doesn't begin the next.
fn plural_acronyms(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len());
    for (at, &c) in chars.iter().enumerate() {
        let ends_word = |at: usize| chars.get(at).is_none_or(char::is_ascii_uppercase);
        let after_acronym = at >= 2 && chars[at - 1].is_ascii_uppercase() && chars[at - 2].is_ascii_uppercase();
        let s_of_plural = c == 's' && after_acronym && ends_word(at + 1);
        out.push(if s_of_plural { 'S' } else { c });
    }
    out
}

/// An identifier, raw where the name is a keyword.
pub fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        _ if is_keyword(name) => Ident::new_raw(name, Span::call_site()),
        _ => Ident::new(name, Span::call_site()),
    }
}

fn is_keyword(name: &str) -> bool {
    syn::parse_str::<Ident>(name).is_err()
}

/// What [`is_name`] takes, as a regular expression: for the schema.
pub const PATTERN: &str = "^[A-Za-z][A-Za-z0-9_]{0,99}$";

/// Whether a name can become one in Rust, and a file's: file systems have names of 255 bytes at most.
pub fn is_name(name: &str) -> bool {
    name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What is told of a name that can't.
pub(crate) fn refusal(name: &str) -> String {
    format!("`{name}` can't be a name in Rust")
}

/// Underscores between words make it longer still.
const LONGEST: usize = 100;

/// What names are.
pub(crate) const SPELLING: &str =
    "names are at most 100 ASCII letters, digits and underscores, and begin with a letter";

/// `a` or `an`, by how the word is spoken.
pub fn article(word: &str) -> &'static str {
    let spelled = word.len() > 1 && word.chars().take(2).all(|c| c.is_ascii_uppercase());
    let vowel = match word.chars().next().unwrap_or('x') {
        // As in `you`.
        'u' | 'U' if ["us", "uni", "uti"].iter().any(|begin| word.to_ascii_lowercase().starts_with(begin)) => false,
        c if spelled => matches!(c, 'A' | 'E' | 'F' | 'H' | 'I' | 'L' | 'M' | 'N' | 'O' | 'R' | 'S' | 'X'),
        c => matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u'),
    };
    if vowel { "an" } else { "a" }
}

/// The names most like `wanted`, best first, at most three.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted = key(wanted);
    let mut scored: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| (distance(&wanted, &key(name)), name))
        .filter(|(distance, name)| *distance <= name.len().max(wanted.len()).div_ceil(2))
        .collect();
    scored.sort_unstable();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_as_aws_speaks_them() {
        for (name, snaked, pascaled) in [
            ("DBInstance", "db_instance", "DbInstance"),
            ("ReservedDBInstancesOffering", "reserved_db_instances_offering", "ReservedDbInstancesOffering"),
            ("VPCAssociation", "vpc_association", "VpcAssociation"),
            ("ListWebACLs", "list_web_acls", "ListWebAcls"),
            ("ARNs", "arns", "Arns"),
            ("Type", "type", "Type"),
            ("already_snake", "already_snake", "AlreadySnake"),
            ("connectionId", "connection_id", "ConnectionId"),
            ("SSLPolicies", "ssl_policies", "SslPolicies"),
        ] {
            assert_eq!(snake(name), snaked);
            assert_eq!(pascal(name), pascaled);
        }
    }

    #[test]
    fn near_names_are_found() {
        assert_eq!(
            nearest("DescribeDBInstance", ["DescribeDBInstances", "StopDBInstance", "ListTags"])[0],
            "DescribeDBInstances"
        );
        assert!(nearest("Xyz", ["DescribeDBInstances"]).is_empty());
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("self").to_string(), "self_");
        for word in ["a DBInstance", "an RDS", "an Event", "a Trail", "a user", "a UtilityRate", "an Update"] {
            let (article, word) = word.split_once(' ').unwrap();
            assert_eq!(super::article(word), article, "{word}");
        }
    }
}
