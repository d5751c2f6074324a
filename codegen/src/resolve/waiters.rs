//! Waiters: the SDK's, or ours from `waiters-2.json`.

use std::sync::Arc;

use super::{
    context::{Caller, Context},
    model::{Acceptor, Judge, Seen, TypedPath, Waiter},
    requests::numbered,
};
use crate::{
    definition::{Text, child, resources, waiters},
    facts::{Operation, Scalar, Type},
    path::Path,
};

/// How many polls a waiter of the SDK makes where the caller doesn't say: what botocore's waiters for these services
/// allow, near enough.
const ATTEMPTS: u64 = 60;

/// Nobody waits longer, in seconds.
const YEAR: u64 = 366 * 24 * 60 * 60;

impl Context<'_> {
    /// A resource's waiter, or diagnostics.
    pub(super) fn waiter(
        &self,
        pointer: &str,
        method: String,
        waiter: &resources::Waiter,
        caller: Caller<'_>,
    ) -> Option<Waiter> {
        let name = &waiter.waiter_name;
        let own = self.definition.waiters.get().and_then(|file| Some((&file.text, file.content.waiters.get(name)?)));
        let (operation, every, within, judge) = if let Some(sdk) = self.sdk.waiter(name) {
            let operation = self.sdk.operation(&sdk.operation)?;
            let path = sdk.paths.iter().find_map(|path| self.state_path(&operation, path));
            (operation, sdk.min_delay, sdk.min_delay * ATTEMPTS, Judge::Sdk(sdk.module, path))
        } else if let Some((text, own)) = own {
            let at = child("/waiters", name);
            let operation = self.operation(text, &format!("{at}/operation"), &own.operation)?;
            let judge = self.acceptors(text, &at, own, &operation)?;
            let within = self.within(text, &at, own)?;
            (operation, own.delay, within, judge)
        } else if self.definition.waiters.is_unread() {
            return None;
        } else {
            let mut names: Vec<String> = self.sdk.waiter_names().map(crate::names::pascal).collect();
            names.extend(
                self.definition.waiters.get().into_iter().flat_map(|file| file.content.waiters.keys().cloned()),
            );
            let message = format!("neither the SDK nor waiters-2.json has a waiter `{name}`");
            let diagnostic = self.text().error(&format!("{pointer}/waiterName"), message);
            self.tell(diagnostic.nearest(name, names.iter().map(String::as_str)));
            return None;
        };
        let members = self.members(numbered(format!("{pointer}/params"), &waiter.params), &operation.input, caller)?;
        self.complete(pointer, "waiter", &members, &operation);
        let documentation = waiter.documentation.clone();
        Some(Waiter { method, documentation, name: name.clone(), operation, members, every, within, judge })
    }

    /// How long a waiter of ours goes on, or a diagnostic.
    fn within(&self, text: &Text, pointer: &str, waiter: &waiters::Waiter) -> Option<u64> {
        let within = waiter.delay.checked_mul(waiter.max_attempts).filter(|within| (1..=YEAR).contains(within));
        if within.is_none() {
            let message = "`delay` times `maxAttempts` must be a time between a second and a year";
            self.tell(text.key_error(pointer, message));
        }
        within
    }

    /// The path to the state that an SDK waiter looks at, where it is one that our language has.
    fn state_path(&self, operation: &Operation, path: &str) -> Option<TypedPath> {
        let path = Path::parse(path).ok()?;
        let mut quiet = crate::Diagnostics::default();
        let context = Context::new(self.service, self.definition, self.sdk, &mut quiet);
        let typed = context.typed(self.text(), "", &operation.output, path.only()?)?;
        matches!(typed.ty, Type::Scalar(Scalar::String) | Type::Enum(_)).then_some(typed)
    }

    fn acceptors(
        &self,
        text: &Text,
        pointer: &str,
        waiter: &waiters::Waiter,
        operation: &Arc<Operation>,
    ) -> Option<Judge> {
        let mut acceptors = Vec::new();
        for (at, acceptor) in waiter.acceptors.iter().enumerate() {
            let pointer = format!("{pointer}/acceptors/{at}");
            let seen = self.seen(text, &pointer, acceptor, operation)?;
            acceptors.push(Acceptor { seen, state: acceptor.state });
        }
        if !acceptors.iter().any(|acceptor| acceptor.state == waiters::State::Success) {
            self.tell(
                text.error(
                    &format!("{pointer}/acceptors"),
                    "no acceptor has the state `success`: this never ends well",
                ),
            );
            return None;
        }
        Some(Judge::Acceptors(acceptors))
    }

    fn seen(&self, text: &Text, pointer: &str, acceptor: &waiters::Acceptor, operation: &Operation) -> Option<Seen> {
        let expected = match &acceptor.expected {
            serde_json::Value::String(expected) => expected.clone(),
            other => other.to_string(),
        };
        let any = match acceptor.matcher {
            waiters::Matcher::Error => return Some(Seen::Error(expected)),
            waiters::Matcher::Status if expected == "200" => return Some(Seen::Success),
            waiters::Matcher::Status => {
                let message = "only status 200 can be accepted: name the error code with matcher `error` instead";
                self.tell(text.error(&format!("{pointer}/expected"), message));
                return None;
            }
            waiters::Matcher::PathAny => true,
            waiters::Matcher::Path | waiters::Matcher::PathAll => false,
        };
        let Some(argument) = &acceptor.argument else {
            self.tell(text.error(pointer, "this matcher needs an `argument`: the path that it looks at"));
            return None;
        };
        // An equation that must hold is its left side, which must be its right.
        let equation = argument.split_once("==").filter(|_| expected == "true" && argument.ends_with('`'));
        let (argument, expected) = match equation {
            Some((path, literal)) => (path.trim(), literal.trim().trim_matches('`').trim_matches('"').to_owned()),
            None => (argument.as_str(), expected),
        };
        let at = format!("{pointer}/argument");
        let path = self.typed(text, &at, &operation.output, &self.one_path(text, &at, argument)?)?;
        match &path.ty {
            Type::Enum(name) => {
                if let crate::facts::TypeDef::Enum(values) = &*self.sdk.type_def(name)
                    && !values.contains(&expected)
                {
                    let message = format!("the enumeration {name} has no value `{expected}`");
                    let diagnostic = text.error(&format!("{pointer}/expected"), message);
                    self.tell(diagnostic.help(format!("its values are {}", values.join(", "))));
                    return None;
                }
            }
            Type::Scalar(Scalar::String | Scalar::Bool | Scalar::I32 | Scalar::I64) => {}
            other => {
                self.tell(text.error(&at, format!("this is {}, which can't be compared", other.describe())));
                return None;
            }
        }
        Some(Seen::Values { path, any, expected })
    }
}
