//! The documentation of everything that is generated, from the model's facts.

use super::Emitter;
use crate::{
    facts::{Operation, Type},
    names,
    resolve::model::{
        Action, Answer, ArnRule, Batch, Child, Collection, Identifier, IdentifierValue, Judge, PageSize, Paging,
        Reference, Resource, Segment, Waiter, Way, Yield,
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
        docs
    }

    pub(super) fn service_docs(&self) -> String {
        let title = &self.model.service.names.title;
        let docs = format!("{title}: the service resource. Cheap to clone and to share between tasks.");
        match self.service_example() {
            Some(example) => format!("{docs}\n\n{example}"),
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
            docs += &format!("Loads with {}. ", self.api(&load.request.operation));
        } else {
            docs += "AWS has no operation that loads one by its identifiers: data comes with collections. ";
        }
        docs += "Making one makes no call.\n\n";
        docs += &format!("**ARN**: {}\n", self.arn_sentence(resource));
        if let Some(example) = self.resource_example(resource) {
            docs += &format!("\n{example}");
        }
        docs
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
                "The data: what is there already, else loaded once, for all clones, with {api}{search}.\n\n{errors}"
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
        for rule in &resource.arn {
            match rule {
                ArnRule::Format(template) => {
                    if matches!(template.region, Segment::Session) {
                        errors.push("a session without a region");
                    }
                    if !matches!(template.account, Segment::Empty | Segment::Literal(_)) {
                        errors.push("what the STS call fails with where the account isn't known");
                    }
                }
                ArnRule::Identifier(_) => errors.push("an identifier that isn't an ARN"),
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
            .map(|rule| match rule {
                ArnRule::Data(path, _) => format!("as AWS returns it in `{}`", path.text),
                ArnRule::Identifier(index) => format!("the identifier `{}`", resource.identifiers[*index].name),
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

    pub(super) fn action_docs(&self, action: &Action, owner: Option<&Resource>) -> String {
        let operation = words(&action.request.operation.name);
        let what = match (&action.documentation, owner) {
            (Some(what), _) => what.clone(),
            (None, Some(owner)) if !covers(&operation, &words(&action.name)) => {
                let of = if words(&action.name).contains(' ') { "of " } else { "" };
                format!("{} {of}this {}.", capitalised(&words(&action.name)), Self::spoken(owner))
            }
            _ => format!("{}.", capitalised(&operation)),
        };
        let forgets = match owner {
            Some(owner) if owner.load.is_some() => " When it succeeds, loaded data is forgotten.",
            _ => "",
        };
        let pages = match action.request.operation.paginator {
            Some(_) => " That is one page: its token, set with [`with`](Action::with), gives the next.",
            None => "",
        };
        format!(
            "{what}\n\nCalls {}. {}{pages}{forgets}\n\n# Errors\nWhat the call fails with.",
            self.api(&action.request.operation),
            self.answer_sentence(&action.answer)
        )
    }

    pub(super) fn batch_docs(&self, batch: &Batch, resource: &Resource) -> String {
        format!(
            "{}: all {} of the collection.\n\nCalls {} once per page, for {} of them at the most.\n\n\
             # Errors\nThe report has the failures, of the listing and of each item.",
            capitalised(&batch.method.replace('_', " ")),
            plural(&Self::spoken(resource)),
            self.api(&batch.operation),
            batch.max,
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
            "{what}\n\nCalls {}{}. {data}: see [`{ty}`](super::{ty}).\n\n\
             # Errors\nNone here: items are errors where [`Collection`] says so.",
            self.api(&collection.request.operation),
            paging_words(&collection.paging)
        )
    }

    pub(super) fn waiter_docs(&self, waiter: &Waiter) -> String {
        let whose = match waiter.judge {
            Judge::Sdk(..) => "the SDK's waiter",
            Judge::Acceptors(_) => "the waiter",
        };
        format!(
            "Waits with {whose} `{}`: calls {} every {} s, for {} at the most.\n\n\
             # Errors\nWhen a state is seen from which the wanted one can't come, with that state; when the time is \
             over; and what the call fails with.",
            waiter.name,
            self.api(&waiter.operation),
            waiter.every,
            duration(waiter.within),
        )
    }
}

fn paging_words(paging: &Paging) -> &'static str {
    match (&paging.way, &paging.page_size) {
        (Way::Single, _) => ", which answers with all of them at once",
        (_, PageSize::None) => ", page by page; this operation has no page size",
        _ => ", page by page",
    }
}

fn arn_word(resource: &Resource) -> String {
    match resource.arn.first() {
        Some(ArnRule::Data(path, _)) => format!("`{}`", path.text),
        Some(ArnRule::Identifier(index)) => format!("`{}`", resource.identifiers[*index].name),
        Some(ArnRule::Format(template)) => format!("`{}`", template.text),
        _ => "none".into(),
    }
}

/// `CreateDBSnapshot` → `create DB snapshot`.
fn words(name: &str) -> String {
    let snake = names::snake(name);
    let mut at = 0;
    let mut words = Vec::new();
    for word in snake.split('_') {
        // As the name writes it where it is an acronym, else in lower case.
        let original = name.get(at..at + word.len()).unwrap_or(word);
        at += word.len();
        let acronym = original.len() > 1 && original.chars().skip(1).any(|c| c.is_ascii_uppercase());
        let known = ["ca", "cidr", "dns", "http", "ip", "s3", "ssl", "vpc"].contains(&word);
        words.push(match (acronym, known) {
            (true, _) => original.to_owned(),
            (false, true) => word.to_uppercase(),
            (false, false) => word.to_owned(),
        });
    }
    words.join(" ")
}

/// A text up to its first full stop or colon.
fn first_clause(text: &str) -> &str {
    let end = [". ", ": "].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ':'])
}

/// Whether a phrase has all words of another.
fn covers(phrase: &str, words: &str) -> bool {
    words.split(' ').all(|word| phrase.split(' ').any(|other| other == word))
}

fn plural(words: &str) -> String {
    match words {
        _ if words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("us") => words.to_owned(),
        _ if words.ends_with('y') && !words.ends_with("ey") => format!("{}ies", &words[..words.len() - 1]),
        _ if words.ends_with("ss") || words.ends_with('x') || words.ends_with("us") => format!("{words}es"),
        _ => format!("{words}s"),
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

fn duration(seconds: u64) -> String {
    match seconds {
        _ if seconds.is_multiple_of(3600) => format!("{} h", seconds / 3600),
        _ if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        _ => format!("{seconds} s"),
    }
}
