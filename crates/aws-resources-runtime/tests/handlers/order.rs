//! The order of handlers is botocore's.

use super::aws::{IDENTITY, Notes, client, sts};

#[derive(Clone, Copy)]
enum Section {
    F,
    M,
    L,
}

use Section::{F, L, M};

type Registrations = &'static [(Section, &'static str)];

/// What is registered, in this order, and the places in it in the order in which botocore 1.44.5 calls them for
/// `before-call.sts.GetCallerIdentity`: the output of its `HierarchicalEmitter`.
#[rustfmt::skip]
const CASES: &[(Registrations, &[usize])] = &[
    // every name that matches
    (&[(M, "before-call.*"), (M, "*.sts.*"), (M, "*.*.*"), (M, "before-call.sts.*"), (M, "before-call.*.*"), (M, "*.sts"), (M, "*.*.GetCallerIdentity"), (M, "before-call.*.GetCallerIdentity"), (M, "*"), (M, "before-call"), (M, "*.sts.GetCallerIdentity"), (M, "before-call.sts.GetCallerIdentity"), (M, "before-call.sts"), (M, "*.*")], &[2, 6, 13, 1, 10, 5, 8, 4, 7, 0, 3, 11, 12, 9]),
    // sections of one name
    (&[(L, "before-call.sts.GetCallerIdentity"), (M, "before-call.sts.GetCallerIdentity"), (F, "before-call.sts.GetCallerIdentity"), (F, "before-call.sts.GetCallerIdentity"), (L, "before-call.sts.GetCallerIdentity"), (M, "before-call.sts.GetCallerIdentity")], &[2, 3, 1, 5, 0, 4]),
    // sections hold within a name only
    (&[(F, "before-call"), (L, "before-call.*.*"), (M, "before-call.sts"), (F, "before-call.sts"), (L, "before-call.sts"), (F, "*")], &[5, 1, 3, 2, 4, 0]),
    // names of others
    (&[(F, "before-call.rds"), (M, "after-call"), (L, "before-call.*.AssumeRole"), (M, "*.sts"), (F, "before-call.sts.AssumeRole"), (M, "before-call")], &[3, 5]),
    // by chance, 1
    (&[(M, "*.*.*"), (F, "before-call.sts.*"), (F, "after-call.sts.GetCallerIdentity"), (M, "*"), (L, "before-call.*"), (F, "before-send.*"), (F, "before-send.*"), (L, "*.*.GetCallerIdentity"), (F, "before-call.sts.*"), (F, "after-call.sts.GetCallerIdentity")], &[0, 7, 3, 4, 1, 8]),
    // by chance, 2
    (&[(F, "before-call.*.*"), (M, "*.sts"), (L, "before-call.*"), (L, "before-call.*.*"), (L, "*.*"), (F, "before-send.*"), (L, "before-call.sts.GetCallerIdentity"), (M, "before-call.*"), (L, "before-call.sts"), (L, "*")], &[4, 1, 9, 0, 3, 7, 2, 6, 8]),
    // by chance, 3
    (&[(L, "before-call.sts.GetCallerIdentity"), (M, "after-call.sts.GetCallerIdentity"), (M, "*.sts.GetCallerIdentity"), (M, "before-send.*"), (M, "*.sts.*"), (M, "before-call.sts.*"), (F, "before-call.sts.*"), (F, "before-send.*"), (M, "*.*.AssumeRole"), (M, "*.sts.GetCallerIdentity")], &[4, 2, 9, 6, 5, 0]),
    // by chance, 4
    (&[(L, "before-call.rds"), (M, "before-call.sts"), (F, "*.*.AssumeRole"), (M, "*.*"), (M, "*.sts"), (M, "*.*.*"), (F, "before-call.sts"), (L, "before-send.*"), (M, "*.sts.GetCallerIdentity"), (L, "*.sts.*")], &[5, 3, 9, 8, 4, 6, 1]),
];

#[tokio::test]
async fn handlers_are_called_in_botocores_order() {
    for (number, (registrations, expected)) in CASES.iter().enumerate() {
        let (session, _http) = sts(&[(200, IDENTITY)]);
        let (events, notes) = (session.events(), Notes::default());
        for (place, (section, name)) in registrations.iter().enumerate() {
            let (id, notes) = (place.to_string(), notes.clone());
            let handler = {
                let id = id.clone();
                move |event: &mut aws_resources_runtime::handlers::Event<'_>| {
                    if event.name().starts_with("before-call.") {
                        notes.add(id.clone());
                    }
                    Ok(())
                }
            };
            match section {
                F => events.register_first(name, &id, handler),
                M => events.register(name, &id, handler),
                L => events.register_last(name, &id, handler),
            }
            .expect("an event and a new id");
        }
        client(&session).get_caller_identity().send().await.expect("an answer");
        let expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(notes.taken(), expected, "case {number}: {registrations:?}", registrations = names(registrations));
    }
}

fn names(registrations: Registrations) -> Vec<&'static str> {
    registrations.iter().map(|(_, name)| *name).collect()
}
