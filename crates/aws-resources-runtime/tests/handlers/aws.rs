//! STS as a script, and a record of what handlers saw.

use std::sync::{Arc, Mutex};

use aws_resources_runtime::{Session, connect, handlers::Event};
use aws_sdk_sts::Client;
use aws_smithy_types::retry::RetryConfig;
use replay::Script;

pub(crate) const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>\
     </GetCallerIdentityResult></GetCallerIdentityResponse>";
pub(crate) const ROLE: &str = "<AssumeRoleResponse><AssumeRoleResult><SourceIdentity>red</SourceIdentity></AssumeRoleResult></AssumeRoleResponse>";
pub(crate) const DENIED: &str =
    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";

/// Statuses and bodies of answers.
pub(crate) type Answers<'a> = &'a [(u16, &'a str)];

/// A session over an STS that gives these answers, after which it can't be reached.
pub(crate) fn sts(answers: Answers<'_>) -> (Session, Script) {
    let script = Script::with_statuses(answers.iter().copied());
    let config = script.config(Some("eu-west-1")).into_builder().retry_config(RetryConfig::standard()).build();
    (Session::new(&config), script)
}

/// The SDK's own client of a session.
pub(crate) fn client(session: &Session) -> Client {
    session.client("sts", connect!(aws_sdk_sts))
}

/// The bodies of the requests that were sent.
pub(crate) fn bodies(script: &Script) -> Vec<String> {
    script.requests().into_iter().map(|request| request.body).collect()
}

/// Notes from handlers, in their order.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(crate) fn add(&self, text: impl Into<String>) {
        self.0.lock().expect("no test panics in here").push(text.into());
    }

    pub(crate) fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no test panics in here"))
    }

    /// Registers a handler that notes what `text` makes of the event.
    pub(crate) fn on(
        &self,
        session: &Session,
        name: &str,
        text: impl Fn(&mut Event<'_>) -> String + Send + Sync + 'static,
    ) {
        let notes = self.clone();
        let handler = move |event: &mut Event<'_>| {
            let text = text(event);
            notes.add(text);
            Ok(())
        };
        session.events().register(name, &format!("notes {name}"), handler).expect("an event and a new id");
    }
}
