//! What only the SDK's (de)serialisers know: how AWS spells its members, and the version of the API.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use super::Sdk;
use crate::names::{self, key};

/// How AWS spells the members.
#[derive(Clone, Debug, Default)]
pub struct Spellings(HashMap<String, String>);

impl Spellings {
    /// AWS's spelling of a member's Rust name: `DBInstanceIdentifier` for `db_instance_identifier`.
    pub fn of(&self, rust: &str) -> String {
        self.0.get(&key(rust)).cloned().unwrap_or_else(|| names::pascal(rust))
    }
}

impl Sdk {
    /// How AWS spells the members, as the serialisers and deserialisers write them.
    pub fn spellings(&self) -> Spellings {
        let mut votes: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
        for text in files(&self.source.join("protocol_serde")) {
            for (name, weight) in spelled(&text) {
                *votes.entry(key(name)).or_default().entry(name.to_owned()).or_default() += weight;
            }
        }
        // Of equally frequent ones, that with capitals.
        let most = |votes: BTreeMap<String, usize>| votes.into_iter().rev().max_by_key(|(_, votes)| *votes);
        Spellings(votes.into_iter().filter_map(|(key, votes)| Some((key, most(votes)?.0))).collect())
    }

    /// The version of the API, a date, where its requests tell: in the query protocol, the target or the path.
    pub fn api_version(&self) -> Option<String> {
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        let folders = [self.source.join("protocol_serde"), self.source.join("operation")];
        for text in folders.iter().flat_map(|folder| files(folder)) {
            for version in versions(&text) {
                *votes.entry(version).or_default() += 1;
            }
        }
        votes.into_iter().max_by_key(|(_, votes)| *votes).map(|(version, _)| version)
    }
}

/// The texts of a folder's files.
fn files(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| fs::read_to_string(entry.path()).ok())
}

/// The members' names in a serialiser or deserialiser, with how much each occurrence says.
fn spelled(text: &str) -> Vec<(&str, usize)> {
    let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    let mut found = Vec::new();
    for line in text.lines() {
        // XML: /* Name com.amazonaws.service#Shape$Name */ has the member's own name; the element's may differ.
        if let Some((_, after)) = line.split_once("#").filter(|_| line.contains("/* ")) {
            let name = after.split_once('$').and_then(|(_, name)| name.split_whitespace().next());
            found.extend(name.filter(is_name).map(|name| (name, 1000)));
            continue;
        }
        let written = [".key(\"", ".prefix(\"", ".start_el(\""].iter().find_map(|call| line.split_once(call));
        let name = match written {
            Some((_, after)) => after.split('"').next(),
            None => line.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix("\" => {")),
        };
        found.extend(name.filter(is_name).map(|name| (name, 1)));
    }
    found
}

/// Dates in the places where a protocol writes its version.
fn versions(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some((_, after)) = line.split_once("QueryWriter::new(") {
            found.extend(after.split('"').nth(3).filter(|date| is_date(date)).map(str::to_owned));
        } else if line.contains('"') {
            // "CloudTrail_20131101.ListTrails", "/2013-04-01/hostedzone", "http://s3.amazonaws.com/doc/2006-03-01/"
            let target = line.trim().trim_start_matches('"').split_once('.').and_then(|(target, _)| {
                let (_, digits) = target.rsplit_once('_')?;
                let all_digits = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
                all_digits.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
            });
            found.extend(target);
            found.extend(line.split('/').skip(1).filter(|part| is_date(part)).map(str::to_owned));
        }
    }
    found
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::{spelled, versions};

    #[test]
    fn members_are_spelled_as_each_protocol_writes_them() {
        let text = "
            s if s.matches(\"item\") /* VPCs com.amazonaws.route53#GetHostedZoneOutput$VPCs */ =>  {
            let mut scope_1 = writer.prefix(\"DBInstanceIdentifier\");
            object.key(\"nextToken\").string(var_9.as_str());
                        \"S3BucketName\" => {
                        \"not a name\" => {";
        let names: Vec<&str> = spelled(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["VPCs", "DBInstanceIdentifier", "nextToken", "S3BucketName"]);
    }

    #[test]
    fn the_version_stands_where_each_protocol_writes_it() {
        for (line, version) in [
            (r#"let mut writer = ::aws_smithy_query::QueryWriter::new(&mut out, "Op", "2014-10-31");"#, "2014-10-31"),
            (r#"    "CloudTrail_20131101.ListTrails","#, "2013-11-01"),
            (r#"write!(output, "/2013-04-01/hostedzone/{Id}", Id = id)"#, "2013-04-01"),
        ] {
            assert_eq!(versions(line), [version]);
        }
        assert!(versions(r#"    "AmazonSQS.ListQueues", // since 2013-11-01"#).is_empty());
    }
}
