//! AWS's names, word by word.

/// `DescribeDBInstances` → `Describe`, `DB`, `Instances`; a plural acronym is one word: `List`, `VPCs`.
pub(super) fn split(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let upper = |at: usize| chars.get(at).is_some_and(char::is_ascii_uppercase);
    let mut words: Vec<String> = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        let plural_end = chars.get(at + 1) == Some(&'s') && (at + 2 == chars.len() || upper(at + 2));
        let next_lower = chars.get(at + 1).is_some_and(char::is_ascii_lowercase) && !plural_end;
        let begins = at == 0 || (upper(at) && (!upper(at - 1) || next_lower)) || chars[at - 1] == '_';
        if c == '_' {
            continue;
        }
        match words.last_mut() {
            Some(word) if !begins => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    words
}

/// The words as one name, each beginning with a capital.
pub(super) fn join(words: &[String]) -> String {
    let capital = |word: &String| {
        let mut chars = word.chars();
        chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    words.iter().map(capital).collect()
}

/// `Policies` → `Policy`; a word that is no plural stays as it is.
pub(super) fn singular(word: &str) -> String {
    const BOTH: [&str; 13] = [
        "alias", "analysis", "atlas", "aws", "canvas", "dns", "https", "kinesis", "kms", "redis", "series", "sns",
        "sqs",
    ];
    let lower = word.to_ascii_lowercase();
    if BOTH.contains(&lower.as_str()) || lower.len() < 3 || lower.ends_with("ss") || lower.ends_with("us") {
        return word.to_owned();
    }
    let cut = |end: usize| word[..word.len() - end].to_owned();
    match lower.as_str() {
        "indices" => return format!("{}ex", cut(4)),
        "aliases" | "statuses" | "viruses" => return cut(2),
        "analyses" => return format!("{}is", cut(2)),
        _ => {}
    }
    if lower.ends_with("ies") && lower.len() > 4 {
        return format!("{}y", cut(3));
    }
    if ["sses", "xes", "shes", "tches", "nches", "zzes"].iter().any(|end| lower.ends_with(end)) {
        return cut(2);
    }
    if word.ends_with('s') { cut(1) } else { word.to_owned() }
}

/// `Policy` → `Policies`.
pub(super) fn plural(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let version =
        lower.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    if version || is_plural(word) {
        return word.to_owned();
    }
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    if lower.ends_with('y') && !vowel(lower.chars().rev().nth(1)) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    match ["s", "x", "ch", "sh"].iter().any(|end| lower.ends_with(end)) {
        true => format!("{word}es"),
        false => format!("{word}s"),
    }
}

/// Whether a word is a plural.
pub(super) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// The words with the last one in the singular.
pub(super) fn one(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}

/// The words with the last one in the plural.
pub(super) fn many(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = plural(last);
    }
    words
}

/// Whether two words are one, but for case and number.
pub(super) fn alike(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || singular(a).eq_ignore_ascii_case(&singular(b))
}

/// Whether two names are one, but for case and number.
pub(super) fn same(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
}

/// Whether a name ends with another, and has more before it.
pub(super) fn ends(name: &[String], end: &[String]) -> bool {
    !end.is_empty() && name.len() > end.len() && same(&name[name.len() - end.len()..], end)
}

/// Whether a name begins with another, and has more behind it.
pub(super) fn begins(name: &[String], start: &[String]) -> bool {
    !start.is_empty() && name.len() > start.len() && same(&name[..start.len()], start)
}

/// Where a name stands in another.
pub(super) fn position(name: &[String], part: &[String]) -> Option<usize> {
    if part.is_empty() || part.len() > name.len() {
        return None;
    }
    (0..=name.len() - part.len()).find(|at| same(&name[*at..*at + part.len()], part))
}

/// How many words two names begin with in common.
pub(super) fn common(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| alike(a, b)).count()
}

/// What a member's name says beyond its owner's: `DBInstanceIdentifier` of `DBInstance` is an `Identifier`.
pub(super) fn beyond(owner: &[String], member: &[String]) -> Vec<String> {
    let known = (0..owner.len()).find(|at| {
        let end = &owner[*at..];
        member.len() >= end.len() && same(&member[..end.len()], end)
    });
    member[known.map_or(0, |at| owner.len() - at)..].to_vec()
}

/// What two spellings of an identifier have in common: `DBInstanceIdentifier` is `DBInstanceId`.
pub(super) fn norm(name: &str) -> String {
    crate::names::key(name).replace("identifier", "id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        for (name, words) in [
            ("DescribeDBInstances", "Describe DB Instances"),
            ("ListVPCsByZone", "List VPCs By Zone"),
            ("RestoreDBClusterFromS3", "Restore DB Cluster From S3"),
            ("trailList", "trail List"),
            ("db_instance_identifier", "db instance identifier"),
            ("GetDNSSEC", "Get DNSSEC"),
        ] {
            assert_eq!(split(name).join(" "), words);
        }
        assert_eq!(join(&split("trail_list")), "TrailList");
    }

    #[test]
    fn plurals_have_singulars() {
        for (many, one) in [
            ("Policies", "Policy"),
            ("Proxies", "Proxy"),
            ("Instances", "Instance"),
            ("Databases", "Database"),
            ("Addresses", "Address"),
            ("Aliases", "Alias"),
            ("Branches", "Branch"),
            ("Caches", "Cache"),
            ("VPCs", "VPC"),
            ("Keys", "Key"),
        ] {
            assert_eq!(singular(many), one);
            assert_eq!(plural(one), many);
        }
        for word in ["Status", "Access", "Data", "DNS"] {
            assert_eq!(singular(word), word);
        }
    }

    #[test]
    fn a_members_name_begins_with_its_owners() {
        let beyond = |owner: &str, member: &str| join(&beyond(&split(owner), &split(member)));
        assert_eq!(beyond("DBInstance", "DBInstanceIdentifier"), "Identifier");
        assert_eq!(beyond("EventSubscription", "SubscriptionName"), "Name");
        assert_eq!(beyond("EventDataStore", "EventDataStore"), "");
        assert_eq!(beyond("Rule", "Priority"), "Priority");
        assert_eq!(norm("DBInstanceIdentifier"), norm("DbInstanceId"));
    }
}
