//! The overview of a type, at the top of its page: what it has, each with a link and the IAM actions that it needs.

use super::{Emitter, words::first_clause};
use crate::{
    facts::Operation,
    names::ident,
    resolve::model::{Action, Child, Collection, Reference, Resource},
};

impl Emitter<'_> {
    /// The IAM actions that an operation needs, as code; `None` where that isn't known.
    fn iam(&self, owner: Option<&Resource>, operation: &Operation) -> Option<Vec<String>> {
        let actions = self.model.service.iam_actions(owner.map(|owner| owner.name.as_str()), &operation.name)?;
        Some(actions.iter().map(|action| format!("`{action}`")).collect())
    }

    /// A sentence with the IAM actions that these operations of a resource, or of the service itself, need, after another
    /// sentence.
    pub(super) fn needs(&self, owner: Option<&Resource>, operations: &[&Operation]) -> String {
        let mut needed: Vec<String> = Vec::new();
        for operation in operations {
            let Some(actions) = self.iam(owner, operation) else { return String::new() };
            for action in actions {
                if !needed.contains(&action) {
                    needed.push(action);
                }
            }
        }
        match needed.as_slice() {
            [] => " Needs no IAM action.".into(),
            [one] => format!(" Needs the IAM action {one}."),
            [some @ .., last] => format!(" Needs the IAM actions {} and {last}.", some.join(", ")),
        }
    }

    /// What a resource has.
    pub(super) fn resource_overview(&self, resource: &Resource) -> String {
        let mut docs = String::new();
        let line = |docs: &mut String, title: &str, entries: Vec<String>| {
            if !entries.is_empty() {
                *docs += &format!("\n{title}: {}.\n", entries.join(", "));
            }
        };
        let identifiers = resource.identifiers.iter().map(|identifier| method(&identifier.accessor)).collect();
        line(&mut docs, "**Identifiers**", identifiers);
        let child = |child: &Child| self.leading_to(&child.method, child.resource);
        line(&mut docs, "**Sub-resources**", resource.children.iter().map(child).collect());
        let reference = |reference: &Reference| self.leading_to(&reference.method, reference.resources.resource);
        line(&mut docs, "**References**", resource.references.iter().map(reference).collect());
        line(&mut docs, "**Waiters**", resource.waiters.iter().map(|waiter| method(&waiter.method)).collect());
        let name = format!("{}Collection", resource.rust);
        let batches = resource.batches.iter().map(|batch| linked(&batch.method, &format!("{name}::{}", batch.method)));
        line(&mut docs, &format!("**Batch actions** on collections, in [`{name}`]"), batches.collect());
        docs + &self.tables(&resource.actions, &resource.collections, Some(resource))
    }

    /// The actions and the collections of a resource, or of the service, as tables.
    pub(super) fn tables(&self, actions: &[Action], collections: &[Collection], owner: Option<&Resource>) -> String {
        let actions = actions.iter().map(|action| {
            let what = self.action_what(action, owner);
            (method(&action.method), first_clause(&what).to_owned(), &*action.request.operation)
        });
        let collections = collections.iter().map(|collection| {
            let rust = &self.model.resources[collection.resources.resource].rust;
            (method(&collection.method), format!("[`{rust}`](super::{rust})"), &*collection.request.operation)
        });
        self.table(["action", "what it does"], owner, actions.collect())
            + &self.table(["collection", "of"], owner, collections.collect())
    }

    fn table(
        &self,
        [name, about]: [&str; 2],
        owner: Option<&Resource>,
        rows: Vec<(String, String, &Operation)>,
    ) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let known = self.model.service.iam.is_some();
        let (title, rule) = if known { (" IAM action |", "---|") } else { ("", "") };
        let mut table = format!("\n| {name} | {about} |{title}\n|---|---|{rule}\n");
        for (method, what, operation) in rows {
            let what = what.replace('\n', " ").replace('|', "\\|");
            let iam = match self.iam(owner, operation) {
                _ if !known => String::new(),
                None => " |".into(),
                Some(actions) if actions.is_empty() => " none |".into(),
                Some(actions) => format!(" {} |", actions.join(", ")),
            };
            table += &format!("| {method} | {what} |{iam}\n");
        }
        table
    }

    /// A method, and the type that it leads to where its name is another.
    fn leading_to(&self, name: &str, resource: usize) -> String {
        let resource = &self.model.resources[resource];
        match resource.module == name {
            true => method(name),
            false => format!("{} ([`{1}`](super::{1}))", method(name), resource.rust),
        }
    }
}

/// A method of the type that the documentation is of.
fn method(name: &str) -> String {
    linked(name, &format!("Self::{name}"))
}

/// A method by its name. One that is called like a keyword has no link that rustdoc is sure to find.
fn linked(name: &str, path: &str) -> String {
    match ident(name) == name {
        true => format!("[`{name}`]({path})"),
        false => format!("`{name}`"),
    }
}
