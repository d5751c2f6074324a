//! Whom a handler hears, and from when on.

use std::{sync::mpsc, thread, time::Duration};

use aws_resources_runtime::{ErrorKind, Events, Session};

use super::aws::{IDENTITY, Notes, client, sts};

async fn call(session: &Session) {
    client(session).get_caller_identity().send().await.expect("an answer");
}

/// `checklist 111, 143`
#[tokio::test]
async fn handlers_hold_for_clients_that_were_made_before_and_for_other_regions() {
    let (session, _http) = sts(&[(200, IDENTITY), (200, IDENTITY), (200, IDENTITY), (200, IDENTITY)]);
    let before = client(&session);
    let notes = Notes::default();
    let frankfurt = session.region("eu-central-1").with_account_id("123456789012").expect("twelve digits");
    notes.on(&frankfurt, "before-send", |event| event.request().expect("a request").uri().to_owned());

    before.get_caller_identity().send().await.expect("an answer");
    call(&session.clone()).await;
    call(&frankfurt).await;
    let [first, second, third] = &notes.taken()[..] else { panic!("three calls") };
    assert_eq!([first, second], ["https://sts.eu-west-1.amazonaws.com/"; 2]);
    assert_eq!(third, "https://sts.eu-central-1.amazonaws.com/");

    assert!(session.events().unregister("notes before-send"));
    before.get_caller_identity().send().await.expect("an answer");
    assert_eq!(notes.taken(), [""; 0]);
}

#[tokio::test]
async fn sessions_of_their_own_have_handlers_of_their_own() {
    let (one, _http) = sts(&[(200, IDENTITY)]);
    let (other, _http) = sts(&[(200, IDENTITY)]);
    let notes = Notes::default();
    notes.on(&one, "after-call", |_| "one".into());
    call(&other).await;
    assert_eq!(notes.taken(), [""; 0]);
    call(&one).await;
    assert_eq!(notes.taken(), ["one"]);
}

#[tokio::test]
async fn a_handler_hears_the_events_of_its_name_only() {
    let (session, _http) = sts(&[(200, IDENTITY)]);
    let notes = Notes::default();
    for name in ["before-call.rds", "after-call.sts.AssumeRole", "before-call.*.GetCallerIdentity", "*.sts.AssumeRole"]
    {
        notes.on(&session, name, |event| format!("{} {} {}", event.name(), event.service(), event.operation()));
    }
    call(&session).await;
    assert_eq!(notes.taken(), ["before-call.sts.GetCallerIdentity sts GetCallerIdentity"]);
}

#[tokio::test]
async fn an_id_is_taken_once() {
    let (session, _http) = sts(&[(200, IDENTITY), (200, IDENTITY)]);
    let notes = Notes::default();
    let events = session.events();
    notes.on(&session, "before-call", |_| "first".into());
    let error = events.register_last("after-call", "notes before-call", |_| Err("second".into())).expect_err("taken");
    assert_eq!(error.kind(), ErrorKind::InvalidEvent);
    assert_eq!(
        error.to_string(),
        "there is a handler `notes before-call` already, for `before-call`: \
         unregister it first, or take another id for `after-call`"
    );
    call(&session).await;
    assert_eq!(notes.taken(), ["first"]);

    assert!(events.unregister("notes before-call"));
    assert!(!events.unregister("notes before-call"));
    notes.on(&session, "before-call", |_| "second".into());
    call(&session).await;
    assert_eq!(notes.taken(), ["second"]);
}

#[tokio::test]
async fn a_name_that_no_event_has_is_refused() {
    let (session, _http) = sts(&[]);
    let error = session.events().register("before-snd.rds", "id", |_| Ok(())).expect_err("a typo");
    assert_eq!(error.kind(), ErrorKind::InvalidEvent);
    assert!(error.message().contains("before-send"), "{error}");
    assert!(!session.events().unregister("id"));
}

#[tokio::test]
async fn a_handler_may_change_the_handlers() {
    let (session, _http) = sts(&[(200, IDENTITY), (200, IDENTITY)]);
    let notes = Notes::default();
    let (events, inner) = (session.events().clone(), notes.clone());
    session
        .events()
        .register_first("before-call", "once", move |_| {
            let notes = inner.clone();
            assert!(events.unregister("once"));
            events.register("*", "later", move |event| {
                notes.add(event.name().split('.').next().unwrap_or_default());
                Ok(())
            })?;
            inner.add("once");
            Ok(())
        })
        .expect("an event");
    notes.on(&session, "before-call", |_| "again".into());
    call(&session).await;
    let rest = ["request-created", "before-sign", "before-send", "response-received", "after-call"];
    assert_eq!(notes.taken(), [&["once", "again"][..], &rest].concat());
    call(&session).await;
    assert_eq!(notes.taken().len(), 9, "the eight events of a call, and the notes of one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn handlers_may_change_while_calls_run() {
    let (session, _http) = sts(&[(200, IDENTITY); 64]);
    let events = session.events().clone();
    let churn = tokio::task::spawn_blocking(move || {
        for round in 0..500 {
            let id = format!("handler {round}");
            events.register("*", &id, |_| Ok(())).expect("a new id");
            assert!(events.unregister(&id));
        }
    });
    let calls = (0..64).map(|_| {
        let session = session.clone();
        tokio::spawn(async move { call(&session).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("no deadlock and no panic");
    }
    churn.await.expect("no deadlock and no panic");
    assert_eq!(format!("{:?}", session.events()), "Events []");
}

#[test]
fn debug_shows_names_and_ids_in_the_order_of_calls() {
    let (session, _http) = sts(&[]);
    session.events().register("before-call", "b", |_| Ok(())).expect("an event");
    session.events().register("before-call.*", "a", |_| Ok(())).expect("an event");
    assert_eq!(format!("{:?}", session.events()), r#"Events [("before-call.*", "a"), ("before-call", "b")]"#);
}

/// A handler may hold what takes another handler away when it is dropped.
#[test]
fn handlers_are_dropped_without_a_lock() {
    struct Registered(Events, &'static str);
    impl Drop for Registered {
        fn drop(&mut self) {
            self.0.unregister(self.1);
        }
    }
    let handler = |events: &Events, id, other| {
        let other = Registered(events.clone(), other);
        events.register("before-call", id, move |_| {
            let _ = &other;
            Ok(())
        })
    };
    let (done, end) = mpsc::channel();
    thread::spawn(move || {
        let events = Events::new();
        events.register("before-call", "last", |_| Ok(())).expect("an event");
        handler(&events, "first", "last").expect("an event");
        assert_eq!(handler(&events, "first", "none").expect_err("taken").kind(), ErrorKind::InvalidEvent);
        assert!(events.unregister("first"));
        done.send(events.unregister("last")).expect("somebody waits");
    });
    assert_eq!(end.recv_timeout(Duration::from_secs(10)), Ok(false), "it went with the first");
}
