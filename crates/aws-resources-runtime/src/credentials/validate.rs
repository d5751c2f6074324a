//! AWS's rules for the arguments of AssumeRole, checked before any call
//! (<https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>).

use std::time::Duration;

use crate::{
    Arn, Result,
    error::{Error, ErrorKind},
    session::checked_account_id,
};

/// An error about an argument.
pub(crate) fn invalid(what: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidRole, what)
}

/// A role's ARN: `arn:partition:iam::account:role/path/name`. Gives the account.
pub(crate) fn role_arn(text: &str) -> Result<String> {
    let refused = |why: &str| {
        invalid(format!(
            "`{text}` is not the ARN of a role: {why}; it has the form arn:aws:iam::123456789012:role/name"
        ))
    };
    let arn: Arn = text.parse().map_err(|error: Error| refused(error.message()))?;
    let name = arn.resource().strip_prefix("role/").unwrap_or_default();
    let account = arn.account().unwrap_or_default();
    match () {
        () if text.len() > 2048 => Err(refused("it has more than 2,048 characters")),
        () if !arn.partition().starts_with("aws") => Err(refused("its partition is not one of AWS's")),
        () if arn.service() != "iam" => Err(refused("its service is not `iam`")),
        () if arn.region().is_some() => Err(refused("roles have no region")),
        () if checked_account_id(account.to_owned()).is_err() => Err(refused("its account is not twelve digits")),
        () if name.is_empty() || name.ends_with('/') => Err(refused("its resource is not `role/` and a name")),
        () => {
            role_name(name).map_err(|error| refused(error.message()))?;
            Ok(account.to_owned())
        }
    }
}

/// A role's name, with or without its path.
pub(crate) fn role_name(text: &str) -> Result<()> {
    let name = text.rsplit('/').next().unwrap_or_default();
    let path = &text[..text.len() - name.len()];
    if text.starts_with("arn:") {
        return Err(invalid(format!("`{text}` is an ARN where a role's name is expected")));
    }
    characters("role name", name, 1..=64, "+=,.@-_")?;
    if path.len() > 511 || !path.bytes().all(|byte| (0x21..=0x7e).contains(&byte)) {
        return Err(invalid(format!("`{path}` is not the path of a role: it may have 511 printable ASCII characters")));
    }
    Ok(())
}

pub(crate) fn session_name(text: &str) -> Result<()> {
    characters("session name", text, 2..=64, "+=,.@-_")
}

pub(crate) fn external_id(text: &str) -> Result<()> {
    // It isn't shown: many take it for a secret.
    characters("external id", text, 2..=1224, "+=,.@:/-_")
        .map_err(|error| invalid(error.message().replace(&format!(" `{}`", shortened(text)), "")))
}

pub(crate) fn source_identity(text: &str) -> Result<()> {
    if text.to_ascii_lowercase().starts_with("aws:") {
        return Err(invalid(format!("the source identity `{text}` begins with `aws:`, which AWS keeps for itself")));
    }
    characters("source identity", text, 2..=64, "+=,.@-_")
}

pub(crate) fn mfa_serial(text: &str) -> Result<()> {
    characters("MFA serial number", text, 9..=256, "+=/:,.@-_")
}

/// The duration in seconds.
pub(crate) fn duration(duration: Duration) -> Result<i32> {
    match i32::try_from(duration.as_secs()) {
        Ok(seconds @ 900..=43_200) => Ok(seconds),
        _ => Err(invalid(format!("a session of {duration:?}: AWS allows 15 minutes to 12 hours"))),
    }
}

pub(crate) fn policy(text: &str) -> Result<()> {
    let length = text.chars().count();
    match length {
        1..=2048 => Ok(()),
        _ => Err(invalid(format!("the session policy has {length} characters: AWS allows 1 to 2,048"))),
    }
}

pub(crate) fn policy_arns(arns: &[String]) -> Result<()> {
    at_most("session policy ARNs", arns.len(), 10)?;
    arns.iter().try_for_each(|arn| {
        let parsed = arn.parse::<Arn>().map_err(|error| invalid(error.message().to_owned()))?;
        if parsed.service() == "iam" && parsed.resource().starts_with("policy/") {
            return Ok(());
        }
        Err(invalid(format!("`{arn}` is not the ARN of a managed policy")))
    })
}

pub(crate) fn tags(tags: &[(String, String)]) -> Result<()> {
    at_most("session tags", tags.len(), 50)?;
    let mut keys: Vec<_> = tags.iter().map(|(key, _)| key.to_lowercase()).collect();
    keys.sort();
    if let Some(twice) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(invalid(format!("the session tag `{}` is given twice (AWS ignores case here)", twice[0])));
    }
    tags.iter().try_for_each(|(key, value)| {
        tag_key(key)?;
        if value.chars().count() > 256 {
            return Err(invalid(format!("the value of session tag `{key}` has more than 256 characters")));
        }
        Ok(())
    })
}

pub(crate) fn transitive_tag_keys(keys: &[String]) -> Result<()> {
    at_most("transitive tag keys", keys.len(), 50)?;
    keys.iter().try_for_each(|key| tag_key(key))
}

fn tag_key(key: &str) -> Result<()> {
    match key.chars().count() {
        _ if key.to_ascii_lowercase().starts_with("aws:") => {
            Err(invalid(format!("the session tag `{key}` begins with `aws:`, which AWS keeps for itself")))
        }
        1..=128 => Ok(()),
        _ => Err(invalid(format!("the session tag `{key}`: a key has 1 to 128 characters"))),
    }
}

fn at_most(what: &str, count: usize, most: usize) -> Result<()> {
    if count <= most { Ok(()) } else { Err(invalid(format!("{count} {what}: AWS allows {most}"))) }
}

/// Letters, digits and `others`, as many as `length` allows.
fn characters(what: &str, text: &str, length: std::ops::RangeInclusive<usize>, others: &str) -> Result<()> {
    let (least, most) = (length.start(), length.end());
    if !length.contains(&text.chars().count()) {
        return Err(invalid(format!("the {what} `{}` must have {least} to {most} characters", shortened(text))));
    }
    match text.chars().find(|char| !char.is_ascii_alphanumeric() && !others.contains(*char)) {
        None => Ok(()),
        Some(char) => Err(invalid(format!(
            "the {what} `{}` has the character {char:?}: AWS allows letters, digits and {others}",
            shortened(text)
        ))),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", &text[..at]),
    }
}
