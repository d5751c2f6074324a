//! A handler's failure is the call's.

use std::{error::Error as _, fmt};

use aws_resources_runtime::{ErrorKind, handlers::HandlerError};

use super::aws::{Answers, DENIED, IDENTITY, Notes, client, sts};

#[derive(Debug)]
struct Forbidden;

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not on a Friday")
    }
}

impl std::error::Error for Forbidden {}

/// Each event, with an answer of STS that leads to it, and how many requests are sent.
const EVENTS: [(&str, Answers<'_>, usize); 10] = [
    ("provide-client-params", &[(200, IDENTITY)], 0),
    ("before-parameter-build", &[(200, IDENTITY)], 0),
    ("before-call", &[(200, IDENTITY)], 0),
    ("request-created", &[(200, IDENTITY)], 0),
    ("before-sign", &[(200, IDENTITY)], 0),
    ("before-send", &[(200, IDENTITY)], 0),
    // This answer would be retried.
    ("response-received", &[(500, ""), (200, IDENTITY)], 1),
    ("after-call", &[(200, IDENTITY)], 1),
    ("after-call", &[(403, DENIED)], 1),
    ("after-call-error", &[], 0),
];

#[tokio::test]
async fn a_handlers_error_is_the_calls_and_names_the_handler() {
    for (name, answers, sent) in EVENTS {
        let (session, http) = sts(answers);
        let notes = Notes::default();
        session.events().register_first(name, "calendar", |_| Err(Forbidden.into())).expect("an event");
        notes.on(&session, name, |_| "called after a handler that failed".into());

        let error = session.account_id().await.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Handler, "{error}");
        let event = format!("{name}.sts.GetCallerIdentity");
        assert_eq!(error.message(), format!("the handler `calendar` of `{event}` failed: not on a Friday"));
        assert!(error.to_string().starts_with("sts GetCallerIdentity: the handler `calendar`"), "{error}");
        assert_eq!((error.operation(), error.region()), (Some("GetCallerIdentity"), Some("eu-west-1")));
        assert!(error.source().is_some_and(|source| source.is::<Forbidden>()), "{name}: {:?}", error.source());
        assert_eq!(http.sent().count(), sent, "{name}");
        assert_eq!(notes.taken(), [""; 0], "{name}");
    }
}

#[tokio::test]
async fn the_sdks_own_error_has_the_handlers_among_its_sources() {
    for (name, answers, _) in EVENTS {
        let (session, _http) = sts(answers);
        session.events().register(name, "calendar", |_| Err(Forbidden.into())).expect("an event");
        let error = client(&session).get_caller_identity().send().await.expect_err(name);
        let mut source = error.source();
        while let Some(error) = source.filter(|error| !error.is::<HandlerError>()) {
            source = error.source();
        }
        let failure = source.and_then(|error| error.downcast_ref::<HandlerError>()).expect(name);
        assert_eq!(failure.handler(), "calendar");
        assert_eq!(failure.event(), format!("{name}.sts.GetCallerIdentity"));
        assert!(failure.source().is_some_and(|source| source.is::<Forbidden>()));
    }
}

#[tokio::test]
async fn only_a_call_that_was_made_has_an_error_after_it() {
    let whole = ["provide-client-params", "before-parameter-build", "before-call"];
    let attempt = ["request-created", "before-sign", "before-send", "response-received"];
    for (name, called) in whole.map(|name| (name, false)).into_iter().chain(attempt.map(|name| (name, true))) {
        let (session, _http) = sts(&[(200, IDENTITY)]);
        let notes = Notes::default();
        notes.on(&session, "after-call-error", |event| {
            let error = event.error().expect("a reason");
            std::iter::successors(Some(error), |&error| error.source())
                .last()
                .map(ToString::to_string)
                .unwrap_or_default()
        });
        notes.on(&session, "after-call", |_| "after-call".into());
        session.events().register(name, "calendar", |_| Err(Forbidden.into())).expect("an event");
        session.account_id().await.expect_err(name);
        assert_eq!(notes.taken(), vec!["not on a Friday"; usize::from(called)], "{name}");
    }
}

#[tokio::test]
async fn nothing_is_received_where_nothing_was_sent() {
    let (session, _http) = sts(&[(200, IDENTITY)]);
    let notes = Notes::default();
    notes.on(&session, "response-received", |event| event.name().into());
    session.events().register("before-send", "calendar", |_| Err(Forbidden.into())).expect("an event");
    session.account_id().await.expect_err("forbidden");
    assert_eq!(notes.taken(), [""; 0]);
}

#[tokio::test]
async fn a_panic_goes_through_and_later_calls_work() {
    for (name, answers, _) in EVENTS {
        let (session, _http) = sts(&[answers, &[(200, IDENTITY)]].concat());
        let events = session.events();
        if name == "after-call-error" {
            events.register("before-sign", "down", |_| Err("no connection".into())).expect("an event");
        }
        events.register(name, "bug", |_| panic!("a bug of a handler")).expect("an event");
        let call = tokio::spawn({
            let session = session.clone();
            async move { session.account_id().await.map(str::to_owned) }
        });
        let panic = call.await.expect_err(name).into_panic();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"a bug of a handler"), "{name}");

        assert!(events.unregister("bug"));
        events.unregister("down");
        match session.account_id().await {
            Ok(account) => assert_eq!(account, "123456789012"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}
