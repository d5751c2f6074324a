//! The documentation of everything that is generated, from the model's facts.

use super::{
    Emitter,
    words::{capitalised, covers, duration, first_clause, plural, words},
};
use crate::{
    definition::waiters::State,
    facts::{Operation, Type},
    names,
    resolve::model::{
        Acceptor, Action, Answer, ArnRule, Batch, Child, Collection, Identifier, IdentifierValue, Judge, PageSize,
        Paging, Reference, Resource, Seen, Segment, Tagging, Waiter, Way, Yield,
    },
};

impl Emitter<'_> {
    pub(super) fn service_type(&self) -> &str {
        &self.model.service.names.type_name
    }

    /// A link to AWS's reference of an operation, or to the SDK's where nobody says where that is.
    fn api(&self, operation: &Operation) -> String {
        match &self.model.service.names.api_reference {
            Some(reference) => format!("[`{0}`]({reference}/API_{0}.html)", operation.name),
            None => format!("[`{}`]({}::operation::{})", operation.name, self.model.krate, operation.module),
        }
    }

    fn type_of(&self, resources: &Yield) -> &str {
        &self.model.resources[resources.resource].rust
    }

    /// A resource's name in a sentence.
    fn spoken(resource: &Resource) -> String {
        words(&resource.name)
    }

    pub(super) fn module_docs(&self) -> String {
        let model = self.model;
        let mut docs = format!(
            "{} as resources: [`{}`] and what it has, over [`{2}`].\n\n| resource | what it is | ARN |\n|---|---|---|\n",
            model.service.names.title,
            self.service_type(),
            model.krate,
        );
        for resource in &model.resources {
            let what = resource.documentation.as_deref().unwrap_or_default();
            let what = first_clause(what);
            docs += &format!("| [`{}`] | {} | {} |\n", resource.rust, what.replace('|', "\\|"), arn_word(resource));
        }
        if model.service.iam.is_some() {
            docs += IAM;
        }
        docs
    }

    pub(super) fn service_docs(&self) -> String {
        let title = &self.model.service.names.title;
        let mut docs = format!("{title}: the service resource. Cheap to clone and to share between tasks.\n");
        docs += &self.tables(&self.model.actions, &self.model.collections, None);
        match self.service_example() {
            Some(example) => format!("{docs}\n{example}"),
            None => docs,
        }
    }

    pub(super) fn new_docs(&self) -> String {
        format!(
            "{} in the session's account and region. No call is made; the SDK's client is made once per session.",
            self.model.service.names.title
        )
    }

    pub(super) fn resource_docs(&self, resource: &Resource) -> String {
        let mut docs = resource.documentation.clone().unwrap_or_else(|| {
            let spoken = Self::spoken(resource);
            format!("{} {spoken} of {}.", capitalised(names::article(&spoken)), self.model.service.names.title)
        });
        docs += "\n\n";
        if let Some(load) = &resource.load {
            docs += &format!("Loads with {}. Making one makes no call.", self.api(&load.request.operation));
            docs += &self.needs(Some(resource), &[&load.request.operation]);
        } else {
            docs += "AWS has no operation that loads one by its identifiers: data comes with collections. ";
            docs += "Making one makes no call.";
        }
        docs += "\n\n";
        docs += &format!("**ARN**: {}\n", self.arn_sentence(resource));
        if let Some(tagging) = &resource.tagging {
            docs += &format!(
                "\n**Tags**: by [`Tagged`](aws_resources_runtime::Tagged){}\n",
                self.tag_ways(resource, tagging)
            );
        }
        docs += &self.resource_overview(resource);
        if let Some(example) = self.resource_example(resource) {
            docs += &format!("\n{example}");
        }
        docs
    }

    /// The operations behind the tags, to the end of the sentence.
    fn tag_ways(&self, resource: &Resource, tagging: &Tagging) -> String {
        let Some((list, add, remove)) = tagging.operations(resource) else { return ".".into() };
        let needs = self.needs(Some(resource), &[list, add, remove]);
        let (list, add, remove) = (self.api(list), self.api(add), self.api(remove));
        if add == remove {
            return format!(", with {list} and {add}.{needs}");
        }
        format!(", with {list}, {add} and {remove}.{needs}")
    }

    pub(super) fn identifier_docs(&self, resource: &Resource, identifier: &Identifier) -> String {
        let mut docs = format!("The identifier `{}`", identifier.name);
        if let Some(member) = identifier.member.as_ref().filter(|member| **member != identifier.name) {
            docs += &format!(", the data's `{member}`");
        }
        docs += ".";
        if identifier.optional {
            let spoken = Self::spoken(resource);
            docs += &format!(" Not every {spoken} has one.");
        }
        if identifier.dns_name {
            docs += " As Route 53 writes DNS names: in lower case, with a dot at the end, `*` as `\\052`.";
        }
        if let Some(prefix) = &identifier.trim {
            docs += &format!(" Without the `{prefix}` that AWS sometimes writes before it.");
        }
        docs
    }

    pub(super) fn load_docs(&self, resource: &Resource) -> (String, String) {
        let Some(load) = &resource.load else { return Default::default() };
        let api = self.api(&load.request.operation);
        let search = match &load.search {
            Some(search) if search.first_page => ", which is asked to begin its listing with this one",
            Some(search) if matches!(search.paging.way, Way::Single) => ", which lists: this one is looked for in it",
            Some(_) => ", which lists: pages are fetched until this one is found",
            None => "",
        };
        let errors = "# Errors\nA typed NotFound if it isn't there, and what the call fails with.";
        (
            format!(
                "The data: what is there already, else loaded once, for all clones, with {api}{search}.{}\n\n{errors}",
                self.needs(Some(resource), &[&load.request.operation])
            ),
            format!("The data, fetched again with {api}{search}.\n\n{errors}"),
        )
    }

    pub(super) fn summary_docs(&self, resource: &Resource, summary: &Type) -> String {
        let name = match summary {
            Type::Struct(name) => name.clone(),
            other => other.describe(),
        };
        let less = match resource.load {
            Some(_) => ": less than [`data`](Self::data), which loads the rest",
            None => ", in a type of its own",
        };
        format!(
            "What the listing that this came from said of it{less}.\n\n\
             `None` where it didn't come from such a listing. The type is the SDK's `{name}`."
        )
    }

    pub(super) fn arn_docs(&self, resource: &Resource) -> String {
        let mut errors = Vec::new();
        if resource.arn.iter().any(ArnRule::needs_data) {
            errors.push("what loading the data fails with");
        }
        let last = resource.arn.len().saturating_sub(1);
        for (at, rule) in resource.arn.iter().enumerate() {
            match rule {
                ArnRule::Format(template) => {
                    if matches!(template.region, Segment::Session) {
                        errors.push("a session without a region");
                    }
                    if !matches!(template.account, Segment::Empty | Segment::Literal(_)) {
                        errors.push("what the STS call fails with where the account isn't known");
                    }
                }
                ArnRule::Identifier(_) if at == last => errors.push("an identifier that isn't an ARN"),
                ArnRule::Identifier(_) => errors.push("an identifier that begins like an ARN and isn't one"),
                ArnRule::None(_) if resource.arn.len() == 1 => errors.push("always: the error says why"),
                ArnRule::None(_) => errors.push("a resource without one: the error says why"),
                ArnRule::Data(..) => {}
            }
        }
        if matches!(resource.arn.last(), Some(ArnRule::Data(..))) {
            errors.push("data without an ARN");
        }
        let errors = match errors.is_empty() {
            true => "None: it is built from the identifiers.".to_owned(),
            false => capitalised(&errors.join("; ")) + ".",
        };
        format!("The ARN: {}\n\n# Errors\n{errors}", self.arn_sentence(resource))
    }

    fn arn_sentence(&self, resource: &Resource) -> String {
        let rules: Vec<String> = resource
            .arn
            .iter()
            .enumerate()
            .map(|(at, rule)| match rule {
                ArnRule::Data(path, _) => format!("as AWS returns it in `{}`", path.text),
                ArnRule::Identifier(index) => {
                    let condition = if at + 1 < resource.arn.len() { ", where that is one" } else { "" };
                    format!("the identifier `{}`{condition}", resource.identifiers[*index].name)
                }
                ArnRule::Format(template) => format!("built as `{}`", template.text),
                ArnRule::None(reason) => format!("none. {}", reason.trim_end_matches('.')),
            })
            .collect();
        rules.join("; else ") + "."
    }

    fn answer_sentence(&self, answer: &Answer) -> String {
        match answer {
            Answer::Output => "Gives the SDK's output.".into(),
            Answer::Value(path) => format!("Gives the `{}` of the response.", path.text),
            Answer::Resources(resources) => {
                let ty = self.type_of(resources);
                match resources.plural {
                    true => format!("Gives a [`{ty}`](super::{ty}) for each item of the response."),
                    false => format!("Gives the [`{ty}`](super::{ty}) of the response."),
                }
            }
        }
    }

    /// What an action does.
    pub(super) fn action_what(&self, action: &Action, owner: Option<&Resource>) -> String {
        let operation = words(&action.request.operation.name);
        match (&action.documentation, owner) {
            (Some(what), _) => what.clone(),
            (None, Some(owner)) if !covers(&operation, &words(&action.name)) => {
                let of = if words(&action.name).contains(' ') { "of " } else { "" };
                format!("{} {of}this {}.", capitalised(&words(&action.name)), Self::spoken(owner))
            }
            _ => format!("{}.", capitalised(&operation)),
        }
    }

    pub(super) fn action_docs(&self, action: &Action, owner: Option<&Resource>) -> String {
        let what = self.action_what(action, owner);
        let forgets = match owner {
            Some(owner) if owner.load.is_some() => " When it succeeds, loaded data is forgotten.",
            _ => "",
        };
        let pages = match action.request.operation.paginator {
            Some(_) => " That is one page: its token, set with [`with`](Action::with), gives the next.",
            None => "",
        };
        format!(
            "{what}\n\nCalls {}. {}{pages}{forgets}{}\n\n# Errors\nWhat the call fails with.",
            self.api(&action.request.operation),
            self.answer_sentence(&action.answer),
            self.needs(owner, &[&action.request.operation])
        )
    }

    /// Of the trait of a resource's batch actions.
    pub(super) fn batches_docs(&self, resource: &Resource) -> String {
        let (rust, module) = (&resource.rust, super::ident_text(&self.model.service.name));
        let itself = self.crate_name().map(|krate| format!(", or `use {krate}::{module}::{rust}Collection`"));
        let docs = format!(
            "Batch actions on collections of [`{rust}`]: one call per page, and a result for every item.\n\n\
             Bring it into scope with the prelude{}.",
            itself.unwrap_or_default(),
        );
        match self.batch_example(resource) {
            Some(example) => format!("{docs}\n\n{example}"),
            None => docs,
        }
    }

    pub(super) fn batch_docs(&self, batch: &Batch, resource: &Resource) -> String {
        let many = plural(&Self::spoken(resource));
        let what = match &batch.documentation {
            Some(what) => what.clone(),
            None => format!("{}: all {many} of the collection.", capitalised(&batch.method.replace('_', " "))),
        };
        let calls = match batch.max {
            1 => "for each of them".to_owned(),
            max => format!("once per page, for {max} of them at the most"),
        };
        let again = match batch.divisible {
            true => {
                " A call that is refused is sent again in halves, until the items at fault are known by themselves."
            }
            false => "",
        };
        format!(
            "{what}\n\nCalls {} {calls}.{again}{}\n\n\
             # Errors\nThe report has the failures, of the listing and of each item.",
            self.api(&batch.operation),
            self.needs(Some(resource), &[&batch.operation])
        )
    }

    pub(super) fn child_docs(&self, child: &Child, owner: Option<&Resource>) -> String {
        let resource = &self.model.resources[child.resource];
        let ty = &resource.rust;
        let what = child.documentation.clone().unwrap_or_else(|| {
            let spoken = Self::spoken(resource);
            let inputs = child.identifiers.iter().any(|value| matches!(value, IdentifierValue::Input));
            match (owner, inputs) {
                (Some(_), false) => format!("The {spoken} of this one."),
                (Some(_), true) => {
                    format!("{} {spoken} of this one.", capitalised(names::article(&spoken)))
                }
                (None, _) => format!("{} {spoken} by its identifiers.", capitalised(names::article(&spoken))),
            }
        });
        format!("{what} No call is made: see [`{ty}`](super::{ty}).")
    }

    pub(super) fn reference_docs(&self, reference: &Reference, owner: &Resource) -> String {
        let resources = &reference.resources;
        let ty = self.type_of(resources);
        let resource = &self.model.resources[resources.resource];
        let what = reference.documentation.clone().unwrap_or_else(|| match resources.plural {
            true => {
                let left_out = resources.places.iter().any(|place| place.skips);
                let left_out = if left_out { "; entries that name none are left out" } else { "" };
                format!("The {} that the data names{left_out}.", plural(&Self::spoken(resource)))
            }
            false => format!("The {} that the data names, if it names one.", Self::spoken(resource)),
        });
        let load = match &owner.load {
            Some(load) => format!("Loads this one with {} where it isn't loaded", self.api(&load.request.operation)),
            None => "Makes no call".into(),
        };
        let strict = resources.plural && !resources.places.iter().any(|place| place.skips);
        let missing = if strict { ", and an entry of the data that lacks what identifies it" } else { "" };
        format!(
            "{what}\n\n{load}; the [`{ty}`](super::{ty}) itself isn't asked for.\n\n\
             # Errors\nWhat loading fails with{missing}."
        )
    }

    pub(super) fn collection_docs(&self, collection: &Collection, owner: Option<&Resource>) -> String {
        let resources = &collection.resources;
        let ty = self.type_of(resources);
        let resource = &self.model.resources[resources.resource];
        let many = plural(&Self::spoken(resource));
        let what = collection.documentation.clone().unwrap_or_else(|| match owner {
            Some(owner) => format!("Lists the {many} of this {}.", Self::spoken(owner)),
            None => format!("Lists the {many}."),
        });
        let summary = resource.summary.is_some()
            && resources
                .places
                .iter()
                .any(|place| place.item.as_ref().map(|item| &item.ty) == resource.summary.as_ref());
        let data = match (resources.places.iter().any(|place| place.item.is_some()), summary) {
            (_, true) => "Each comes with a summary",
            (true, false) => "Each comes with its data",
            (false, _) => "Each loads its data itself",
        };
        format!(
            "{what}\n\nCalls {}{}. {data}: see [`{ty}`](super::{ty}).{}\n\n\
             # Errors\nNone here: items are errors where [`Collection`] says so.",
            self.api(&collection.request.operation),
            paging_words(&collection.paging),
            self.needs(owner, &[&collection.request.operation])
        )
    }

    pub(super) fn waiter_docs(&self, waiter: &Waiter, resource: &Resource) -> String {
        let (whose, ends) = match &waiter.judge {
            Judge::Sdk(..) => ("the SDK's waiter", String::new()),
            Judge::Acceptors(acceptors) => ("the waiter", ends(acceptors)),
        };
        let what = waiter.documentation.as_ref().map(|what| format!("{what}\n\n")).unwrap_or_default();
        format!(
            "{what}Waits with {whose} `{}`: calls {} every {} s, for {} at the most.{ends}{}\n\n\
             # Errors\nWhen a state is seen from which the wanted one can't come, with that state; when the time is \
             over; and what the call fails with.",
            waiter.name,
            self.api(&waiter.operation),
            waiter.every,
            duration(waiter.within),
            self.needs(Some(resource), &[&waiter.operation])
        )
    }
}

/// What is said of IAM actions.
const IAM: &str = "\nIAM actions are told as AWS's [Service Authorization Reference](https://docs.aws.amazon.com/\
                   service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html) has \
                   them. A call may need more, by what is in its request: such as `iam:PassRole` for a role, or the \
                   use of a KMS key.\n";

fn paging_words(paging: &Paging) -> &'static str {
    match (&paging.way, &paging.page_size) {
        (Way::Single, _) => ", which answers with all of them at once",
        (_, PageSize::None) => ", page by page; this operation has no page size",
        _ => ", page by page",
    }
}

/// How an ARN looks, or where it stands.
pub(super) fn arn_word(resource: &Resource) -> String {
    // An identifier that other rules follow is mostly none.
    let rule = resource
        .arn
        .iter()
        .enumerate()
        .find(|(at, rule)| !matches!(rule, ArnRule::Identifier(_)) || at + 1 == resource.arn.len());
    match rule.map(|(_, rule)| rule) {
        Some(ArnRule::Data(path, _)) => format!("`{}`", path.text),
        Some(ArnRule::Identifier(index)) => format!("`{}`", resource.identifiers[*index].name),
        Some(ArnRule::Format(template)) => format!("`{}`", template.text),
        _ => "none".into(),
    }
}

/// By what a waiter of ours ends.
fn ends(acceptors: &[Acceptor]) -> String {
    let seen = |state: State| {
        let mut seen: Vec<String> = Vec::new();
        for acceptor in acceptors.iter().filter(|acceptor| acceptor.state == state) {
            let what = match &acceptor.seen {
                Seen::Values { expected, .. } => format!("`{expected}`"),
                Seen::Success => "an answer".to_owned(),
                Seen::Error(code) => format!("the error `{code}`"),
            };
            if !seen.contains(&what) {
                seen.push(what);
            }
        }
        seen.join(", ")
    };
    let (done, failed) = (seen(State::Success), seen(State::Failure));
    let fails = if failed.is_empty() { String::new() } else { format!("; fails at {failed}") };
    format!(" Done at {done}{fails}.")
}
