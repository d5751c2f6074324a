//! The SDK's operations, taken apart: verb, noun, what is required.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::words;
use crate::{
    facts::{Field, Operation, Scalar, Sdk, Shape, Spellings, Type},
    names::key,
    resolve::paging::LIMITS,
};

/// Everything that is asked of the SDK more than once.
pub(super) struct Survey<'a> {
    pub(super) sdk: &'a Sdk,
    spellings: Spellings,
    /// How AWS's operations spell a word, by its lower-case form.
    spoken: BTreeMap<String, String>,
    /// The operations that AWS doesn't advise against, by name.
    pub(super) operations: Vec<Op>,
}

/// An operation, taken apart.
pub(super) struct Op {
    pub(super) facts: Arc<Operation>,
    pub(super) verb: String,
    /// Everything behind the verb.
    pub(super) noun: Vec<String>,
    /// The noun up to a preposition: `TrafficPolicyInstances` of `ListTrafficPolicyInstancesByPolicy`.
    pub(super) head: Vec<String>,
    /// What follows the preposition.
    pub(super) tail: Vec<String>,
    /// The members that must be set.
    pub(super) required: BTreeSet<String>,
    /// Whether what it is named by is what comes of it.
    pub(super) creates: bool,
}

const PREPOSITIONS: [&str; 10] = ["By", "For", "From", "To", "With", "In", "On", "Of", "Into", "Using"];
const READS: [&str; 6] = ["List", "Describe", "Get", "Lookup", "Search", "Head"];
const CREATES: [&str; 6] = ["Create", "Copy", "Run", "Import", "Allocate", "Request"];
/// Members of requests that say how to answer, not what about; so do those that bound a page.
const TOKENS: [&str; 10] = [
    "nexttoken",
    "marker",
    "nextmarker",
    "continuationtoken",
    "nextpagetoken",
    "pagetoken",
    "dryrun",
    "clienttoken",
    "clientrequesttoken",
    "requestid",
];

impl<'a> Survey<'a> {
    pub(super) fn new(sdk: &'a Sdk) -> Self {
        let mut survey = Self { sdk, spellings: sdk.spellings(), spoken: BTreeMap::new(), operations: Vec::new() };
        for name in sdk.operation_names() {
            for word in words::split(&name) {
                survey.spoken.entry(word.to_ascii_lowercase()).or_insert(word);
            }
            let Some(facts) = sdk.operation(&name) else { continue };
            let usage = sdk.usage(&facts);
            if !usage.deprecated {
                survey.operations.push(Op::new(facts, usage.required));
            }
        }
        // What nothing creates is started: an export, but not an instance.
        let made: BTreeSet<String> =
            survey.operations.iter().filter(|op| op.verb == "Create").map(|op| key(&words::join(&op.noun))).collect();
        for op in survey.operations.iter_mut().filter(|op| op.verb == "Start") {
            op.creates = !made.contains(&key(&words::join(&op.noun)));
        }
        survey
    }

    /// AWS's spelling of a member's Rust name.
    pub(super) fn spell(&self, rust: &str) -> String {
        self.spellings.of(rust)
    }

    /// The words of a member's Rust name.
    pub(super) fn words(&self, rust: &str) -> Vec<String> {
        words::split(&self.spell(rust))
    }

    /// A type's Rust name with AWS's acronyms, as far as its operations show them.
    pub(super) fn respell(&self, rust: &str) -> Vec<String> {
        let respell = |word: String| self.spoken.get(&word.to_ascii_lowercase()).cloned().unwrap_or(word);
        words::split(rust).into_iter().map(respell).collect()
    }

    /// The operations that do something to exactly this.
    pub(super) fn about<'s>(&'s self, name: &'s [String]) -> impl Iterator<Item = &'s Op> {
        self.operations.iter().filter(move |op| words::same(&op.noun, name))
    }
}

impl Op {
    fn new(facts: Arc<Operation>, required: BTreeSet<String>) -> Self {
        let mut noun = words::split(&facts.name);
        let length = if noun.first().is_some_and(|word| word == "Batch") { 2 } else { 1 };
        let verb = noun.drain(..length.min(noun.len())).collect();
        let cut = noun.iter().skip(1).position(|word| PREPOSITIONS.contains(&word.as_str())).map(|at| at + 1);
        let head = noun[..cut.unwrap_or(noun.len())].to_vec();
        let tail = noun[cut.map_or(noun.len(), |at| at + 1)..].to_vec();
        let verb: String = verb;
        let creates = CREATES.contains(&verb.as_str()) || verb == "Restore" && !tail.is_empty();
        Self { facts, verb, noun, head, tail, required, creates }
    }

    pub(super) fn name(&self) -> &str {
        &self.facts.name
    }

    /// Whether it only answers.
    pub(super) fn reads(&self) -> bool {
        READS.contains(&self.verb.as_str())
    }

    pub(super) fn requires(&self, field: &Field) -> bool {
        self.required.contains(&field.name)
    }

    /// The members that must be set and can be identifiers.
    pub(super) fn keys(&self) -> Vec<&Field> {
        self.facts.input.fields.iter().filter(|field| self.requires(field) && is_key(field)).collect()
    }

    /// The response's members that are no tokens.
    pub(super) fn answers(&self) -> Vec<&Field> {
        let told =
            |field: &&Field| !is_token(&field.name) && !field.name.starts_with("next_") && field.name != "is_truncated";
        self.facts.output.fields.iter().filter(told).collect()
    }
}

/// Whether a member says how to answer, not what about.
pub(super) fn is_token(name: &str) -> bool {
    let name = key(name);
    TOKENS.contains(&name.as_str()) || LIMITS.iter().any(|limit| key(limit) == name)
}

/// Whether a value of this type can be an identifier.
pub(super) fn is_value(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::String | Scalar::I32 | Scalar::I64 | Scalar::Timestamp) | Type::Enum(_))
}

/// Whether a member can be an identifier.
pub(super) fn is_key(field: &Field) -> bool {
    is_value(&field.ty) && !is_token(&field.name) && !is_secret(&field.name)
}

/// Whether a member lets somebody in, which is not for names: Cognito's `AccessToken`.
fn is_secret(name: &str) -> bool {
    let name = key(name);
    ["password", "privatekey", "secret", "secretkey", "token"].iter().any(|end| name.ends_with(end))
}

/// A text or enumeration.
pub(super) fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::String) | Type::Enum(_))
}

/// Whether one fills the other: equal, or text and enumeration.
pub(super) fn fits(from: &Type, to: &Type) -> bool {
    from == to || (is_text(from) && is_text(to))
}

/// The members of a shape that can be identifiers.
pub(super) fn keys(shape: &Shape) -> impl Iterator<Item = &Field> {
    shape.fields.iter().filter(|field| is_key(field))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn what_lets_somebody_in_is_a_secret_and_what_names_one_is_none() {
        for name in ["access_token", "master_user_password", "client_secret", "private_key"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["secret_id", "token_key", "public_key", "password_policy_name"] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
