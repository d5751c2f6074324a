//! When each event comes, what is there, and what a change does.

use aws_resources_runtime::handlers::Event;
use aws_sdk_sts::{
    error::ProvideErrorMetadata as _,
    operation::{
        assume_role::{AssumeRoleInput, AssumeRoleOutput},
        get_caller_identity::{GetCallerIdentityError, GetCallerIdentityInput, GetCallerIdentityOutput},
    },
};
use aws_smithy_types::body::SdkBody;

use super::aws::{DENIED, IDENTITY, Notes, ROLE, bodies, client, sts};

/// The event's own name, and what is there.
fn there(event: &mut Event<'_>) -> String {
    let parts = [
        (event.input::<GetCallerIdentityInput>().is_some(), "input"),
        (event.request().is_some(), "request"),
        (event.response().is_some(), "response"),
        (event.output::<GetCallerIdentityOutput>().is_some(), "output"),
        (event.error().is_some(), "error"),
    ];
    let parts: Vec<_> = parts.into_iter().filter_map(|(there, name)| there.then_some(name)).collect();
    let name = event.name().strip_suffix(".sts.GetCallerIdentity").expect("service and operation").to_owned();
    format!("{name}: {}", parts.join(", "))
}

const SENT: [&str; 6] = [
    "provide-client-params: input",
    "before-parameter-build: input",
    "before-call: request",
    "request-created: request",
    "before-sign: request",
    "before-send: request",
];

#[tokio::test]
async fn a_call_has_botocores_events_in_its_order() {
    let (session, _http) = sts(&[(200, IDENTITY)]);
    let notes = Notes::default();
    notes.on(&session, "*", there);
    assert_eq!(session.account_id().await.expect("an answer"), "123456789012");
    let answered = ["response-received: response, output", "after-call: response, output"];
    assert_eq!(notes.taken(), [&SENT[..], &answered].concat());
}

#[tokio::test]
async fn a_services_error_is_an_answer() {
    let (session, _http) = sts(&[(403, DENIED)]);
    let notes = Notes::default();
    notes.on(&session, "*", there);
    notes.on(&session, "after-call", |event| {
        let error = event.service_error::<GetCallerIdentityError>().expect("the service's");
        format!("{} {}", error.code().expect("a code"), event.response().expect("a response").status())
    });
    assert!(session.account_id().await.expect_err("denied").is_access_denied());
    let answered = ["response-received: response, error", "after-call: response, error", "AccessDenied 403"];
    assert_eq!(notes.taken(), [&SENT[..], &answered].concat());
}

#[tokio::test]
async fn no_answer_is_an_error_after_the_call() {
    let (session, _http) = sts(&[]);
    let notes = Notes::default();
    notes.on(&session, "*", there);
    session.account_id().await.expect_err("nobody there");
    assert_eq!(notes.taken(), [&SENT[..], &["response-received: error", "after-call-error: error"]].concat());
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_its_events() {
    let (session, http) = sts(&[(500, ""), (200, IDENTITY)]);
    let notes = Notes::default();
    notes.on(&session, "*", |event| {
        let name = event.name().split('.').next().unwrap_or_default().to_owned();
        if let Some(request) = event.request_mut() {
            request.headers_mut().append(format!("x-{name}"), "here");
        }
        name
    });
    client(&session).get_caller_identity().send().await.expect("the second answer");
    let attempt = ["request-created", "before-sign", "before-send", "response-received"];
    let call = ["provide-client-params", "before-parameter-build", "before-call"];
    assert_eq!(notes.taken(), [&call[..], &attempt, &attempt, &["after-call"]].concat());
    for request in http.sent() {
        for name in ["x-before-call", "x-request-created", "x-before-sign", "x-before-send"] {
            assert_eq!(request.headers().get_all(name).count(), 1, "{name}");
        }
    }
}

#[tokio::test]
async fn a_changed_input_is_sent() {
    let (session, http) = sts(&[(200, ROLE), (200, IDENTITY)]);
    session
        .events()
        .register("provide-client-params.sts.AssumeRole", "short", |event| {
            event.input_mut::<AssumeRoleInput>().ok_or("no input")?.duration_seconds = Some(900);
            Ok(())
        })
        .expect("an event");
    session
        .events()
        .register("before-parameter-build", "longer", |event| {
            if let Some(input) = event.input_mut::<AssumeRoleInput>() {
                assert_eq!(input.duration_seconds, Some(900), "the event before has changed it");
                input.external_id = Some("blue".into());
            }
            Ok(())
        })
        .expect("an event");
    let client = client(&session);
    client
        .assume_role()
        .role_arn("arn:aws:iam::123456789012:role/audit")
        .role_session_name("x")
        .send()
        .await
        .expect("ok");
    client.get_caller_identity().send().await.expect("another operation, another input");
    let bodies = bodies(&http);
    assert!(bodies[0].contains("&DurationSeconds=900&") && bodies[0].contains("ExternalId=blue"), "{bodies:?}");
    assert_eq!(bodies[1], "Action=GetCallerIdentity&Version=2011-06-15");
}

#[tokio::test]
async fn what_changes_before_signing_is_signed() {
    for (event, signed) in
        [("before-call", true), ("request-created", true), ("before-sign", true), ("before-send", false)]
    {
        let (session, http) = sts(&[(200, IDENTITY)]);
        session
            .events()
            .register(event, "tenant", |event| {
                event.request_mut().ok_or("no request")?.headers_mut().try_insert("x-tenant", "blue")?;
                Ok(())
            })
            .expect("an event");
        client(&session).get_caller_identity().send().await.expect("an answer");
        let request = http.sent().next().expect("a request");
        assert_eq!(request.headers().get("x-tenant"), Some("blue"), "{event}");
        let authorization = request.headers().get("authorization").expect("a signature");
        assert_eq!(authorization.contains(";x-tenant"), signed, "{event}: {authorization}");
    }
}

#[tokio::test]
async fn a_changed_body_states_its_length() {
    for event in ["before-call", "request-created", "before-sign", "before-send"] {
        let (session, http) = sts(&[(200, ROLE)]);
        session
            .events()
            .register(event, "body", |event| {
                *event.request_mut().ok_or("no request")?.body_mut() = SdkBody::from("Action=Other");
                Ok(())
            })
            .expect("an event");
        client(&session)
            .assume_role()
            .role_arn("arn:aws:iam::1:role/x")
            .role_session_name("x")
            .send()
            .await
            .expect("ok");
        let request = http.sent().next().expect("a request");
        assert_eq!(bodies(&http), ["Action=Other"]);
        assert_eq!(request.headers().get("content-length"), Some("12"), "{event}");
    }
}

#[tokio::test]
async fn a_changed_output_is_what_the_caller_gets() {
    let (session, _http) = sts(&[(200, IDENTITY), (200, ROLE)]);
    session
        .events()
        .register("response-received.sts.AssumeRole", "identity", |event| {
            event.output_mut::<AssumeRoleOutput>().ok_or("no output")?.source_identity = Some("blue".into());
            Ok(())
        })
        .expect("an event");
    session
        .events()
        .register("after-call.sts.GetCallerIdentity", "account", |event| {
            event.output_mut::<GetCallerIdentityOutput>().ok_or("no output")?.account = Some("210987654321".into());
            Ok(())
        })
        .expect("an event");
    assert_eq!(session.account_id().await.expect("an answer"), "210987654321");
    let role = client(&session).assume_role().role_arn("arn:aws:iam::1:role/x").role_session_name("x").send().await;
    assert_eq!(role.expect("an answer").source_identity(), Some("blue"));
}
