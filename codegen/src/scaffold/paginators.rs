//! Paginators: of operations that pass tokens though the SDK has no paginator for them.

use std::collections::BTreeSet;

use super::{
    Draft,
    doubts::PAGINATORS,
    survey::{Op, Survey},
};
use crate::{
    definition::{OneOrMany, child, paginators::Paginator},
    facts::{Field, Scalar, Type},
    names::key,
    resolve::paging::LIMITS,
};

/// Pairs of request and response tokens.
const PAIRS: [(&str, &str); 7] = [
    ("nexttoken", "nexttoken"),
    ("marker", "nextmarker"),
    ("marker", "marker"),
    ("continuationtoken", "nextcontinuationtoken"),
    ("pagetoken", "nextpagetoken"),
    ("nextpagetoken", "nextpagetoken"),
    ("startingtoken", "nexttoken"),
];

pub(super) fn draft(survey: &Survey<'_>, draft: &mut Draft) {
    let listed: BTreeSet<String> = draft.listed();
    for op in survey.operations.iter().filter(|op| listed.contains(op.name())) {
        let limit = limit(survey, op);
        if let Some(paginator) = &op.facts.paginator {
            // The SDK's own, but without a page size.
            if !paginator.page_size
                && let Some(limit) = limit
            {
                let paginator = Paginator { limit_key: Some(limit), ..Paginator::default() };
                draft.paginators.pagination.insert(op.name().to_owned(), paginator);
            }
            continue;
        }
        let (inputs, outputs) = tokens(survey, op);
        if inputs.is_empty() {
            continue;
        }
        let more = op.facts.output.field("IsTruncated").filter(|field| field.ty == Type::Scalar(Scalar::Bool));
        let paginator = Paginator {
            input_token: Some(one_or_many(inputs.clone())),
            output_token: Some(one_or_many(outputs.clone())),
            more_results: more.map(|field| survey.spell(&field.name)),
            limit_key: limit,
            ..Paginator::default()
        };
        draft.paginators.pagination.insert(op.name().to_owned(), paginator);
        if inputs == outputs && inputs.len() == 1 {
            continue;
        }
        let choice = format!("the SDK has no paginator; {} goes on as {}", outputs.join(", "), inputs.join(", "));
        draft.doubts.tell(PAGINATORS, child("/pagination", op.name()), choice, Vec::new());
    }
}

fn one_or_many(mut names: Vec<String>) -> OneOrMany<String> {
    if names.len() == 1 { OneOrMany::from(names.remove(0)) } else { OneOrMany::from(names) }
}

fn limit(survey: &Survey<'_>, op: &Op) -> Option<String> {
    let bounds = |field: &&Field| LIMITS.iter().any(|limit| key(limit) == key(&field.name));
    op.facts.input.fields.iter().find(bounds).map(|field| survey.spell(&field.name))
}

/// The request's and the response's tokens, in one order.
fn tokens(survey: &Survey<'_>, op: &Op) -> (Vec<String>, Vec<String>) {
    let (input, output) = (&op.facts.input, &op.facts.output);
    let spelled = |field: &Field| survey.spell(&field.name);
    for (sent, answered) in PAIRS {
        if let (Some(sent), Some(answered)) = (input.field(sent), output.field(answered))
            && sent.ty == answered.ty
        {
            return (vec![spelled(sent)], vec![spelled(answered)]);
        }
    }
    // Several members, each with a word before it: StartRecordName and NextRecordName, HostedZoneIdMarker in both.
    let mut found = (Vec::new(), Vec::new());
    for answered in &output.fields {
        let name = key(&answered.name);
        let base = name.strip_prefix("next");
        let marker = name.ends_with("marker") && name != "marker";
        let sent = input.fields.iter().find(|sent| {
            let sent_name = key(&sent.name);
            sent.ty == answered.ty
                && (marker && (sent_name == name || Some(sent_name.as_str()) == base)
                    || base.is_some_and(|base| sent_name == format!("start{base}") || sent_name == base))
        });
        if let Some(sent) = sent {
            found.0.push(spelled(sent));
            found.1.push(spelled(answered));
        }
    }
    found
}
