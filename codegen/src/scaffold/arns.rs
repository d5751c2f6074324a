//! ARN rules.

use super::{Draft, doubts::ARNS, kinds::Kind, survey::Survey};
use crate::{
    definition::{
        OneOrMany,
        arns::{Entry, Rule},
        child,
    },
    facts::{Scalar, Type},
    infer::{ArnPlace, arn_place},
    names,
};

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft, tagged: &dyn Fn(&Kind) -> bool) {
    for kind in kinds {
        let rule = match rule(survey, kind) {
            Some(rule) => rule,
            None if tagged(kind) => {
                let word = names::snake(&kind.name).replace('_', "-");
                let ids: Vec<String> = kind.ids.iter().map(|id| format!("{{{}}}", names::snake(&id.name))).collect();
                let format =
                    format!("arn:{{partition}}:{{service}}:{{region}}:{{account-id}}:{word}/{}", ids.join("/"));
                let choice = format!("`{format}` is a guess: it is tagged by its ARN, which no member holds");
                let alternatives = vec!["the form in AWS's service authorization reference".to_owned()];
                draft.doubts.tell(ARNS, child("/resources", &kind.name), choice, alternatives);
                Rule { format_string: Some(format), ..Rule::default() }
            }
            None => {
                let spoken = names::snake(&kind.name).replace('_', " ");
                let article = names::article(&kind.name);
                let template = kind.ids.last().map(|id| {
                    let name = names::snake(&id.name);
                    format!(
                        "arn:{{partition}}:{{service}}:{{region}}:{{account-id}}:{}/{{{name}}}",
                        spoken.replace(' ', "-")
                    )
                });
                let choice = format!("no ARN: no member holds that of {article} {spoken}");
                // Parts of something have none of their own.
                if !kind.ids.iter().any(|id| id.parent || !id.borrowed.is_empty()) {
                    draft.doubts.tell(ARNS, child("/resources", &kind.name), choice, template.into_iter().collect());
                }
                Rule { none: Some(format!("The API gives no ARN of {article} {spoken}.")), ..Rule::default() }
            }
        };
        draft.arns.resources.insert(kind.name.clone(), Entry { arn: Some(OneOrMany::from(rule)), patterns: None });
    }
}

/// The rule that names tell.
pub(super) fn rule(survey: &Survey<'_>, kind: &Kind) -> Option<Rule> {
    let ids: Vec<(&str, bool)> = (kind.ids.iter())
        .map(|id| (id.name.as_str(), !id.parent && !id.optional && id.ty == Type::Scalar(Scalar::String)))
        .collect();
    Some(match arn_place(&kind.name, &ids, kind.data.as_ref().map(|data| &data.shape))? {
        ArnPlace::Identifier(at) => Rule { identifier: Some(kind.ids[at].name.clone()), ..Rule::default() },
        ArnPlace::Member(member) => Rule { data_path: Some(vec![survey.spell(&member)]), ..Rule::default() },
    })
}
