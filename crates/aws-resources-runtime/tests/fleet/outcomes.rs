//! Every cell ends in its own way.

use std::{
    collections::{HashMap, HashSet},
    pin::Pin,
    task::{Context, Poll, Waker},
};

use aws_resources_runtime::{
    Account, ErrorKind,
    fleet::{CellResult, SkipReason},
};
use futures_core::Stream;

use super::*;

#[tokio::test]
async fn every_cell_gives_one_outcome_of_its_own_session() {
    let fleet = fleet().accounts([ACCOUNTS[1]]).regions([REGIONS[0].to_owned()]);
    let outcomes = all(fleet.run(|session| async move { Ok(place(&session)) })).await;
    let places: HashSet<_> = outcomes.iter().map(place_of).collect();
    assert_eq!((outcomes.len(), places.len()), (6, 6));
    for outcome in &outcomes {
        assert_eq!(outcome.ok(), Some(&place_of(outcome)));
    }
}

#[tokio::test]
async fn cells_end_as_they_should_with_their_reasons() {
    let run = fleet().run(|session| async move {
        match place(&session) {
            // `?` on what the SDK's own client returns.
            (account, _) if account == ACCOUNTS[0] => Err(says("AccessDenied"))?,
            (account, region) if account == ACCOUNTS[1] && region == REGIONS[1] => Err(says("InvalidClientTokenId"))?,
            (_, region) => Ok(region),
        }
    });
    let outcomes: HashMap<_, _> = all(run).await.into_iter().map(|outcome| (place_of(&outcome), outcome)).collect();
    let outcome = |account: usize, region: usize| &outcomes[&(ACCOUNTS[account].into(), REGIONS[region].into())];
    assert_eq!(outcomes.len(), 6);
    for (region, name) in REGIONS.into_iter().enumerate() {
        let error = outcome(0, region).failed().unwrap();
        assert!(error.is_access_denied());
        assert_eq!((error.account(), error.region()), (Some(ACCOUNTS[0]), Some(name)));
        assert!(error.sdk_error::<GetCallerIdentityError>().is_some());
        assert_eq!(outcome(2, region).ok(), Some(&name.to_owned()));
    }
    assert!(outcome(1, 0).ok().is_some());
    let skip = outcome(1, 1).skipped().unwrap();
    assert_eq!(skip.reason(), SkipReason::RegionNotEnabled);
    assert_eq!(
        skip.to_string(),
        "the account has not enabled the region: InvalidClientTokenId: no (account 222222222222, region eu-south-1)"
    );
    assert!(matches!(outcome(1, 1).result(), CellResult::Skipped(_)));
    assert!(outcome(1, 1).clone().into_value().unwrap().is_none());
    assert!(outcome(0, 0).clone().into_value().is_err());
}

#[tokio::test]
async fn a_panic_is_the_failure_of_its_cell() {
    let run = fleet().run(|session| {
        let (account, region) = place(&session);
        assert!(account != ACCOUNTS[0], "before the future, in {region}");
        async move {
            if account == ACCOUNTS[1] {
                panic!("a plain text");
            }
            Ok(())
        }
    });
    for outcome in all(run).await {
        match outcome.account() {
            id if id == ACCOUNTS[2] => assert!(outcome.ok().is_some()),
            id => {
                let error = outcome.failed().unwrap();
                assert_eq!(error.kind(), ErrorKind::Other);
                assert_eq!((error.account(), error.region()), (Some(id), Some(outcome.region())));
                let why = match id {
                    id if id == ACCOUNTS[0] => format!("before the future, in {}", outcome.region()),
                    _ => "a plain text".to_owned(),
                };
                assert_eq!(error.message(), format!("the closure panicked: {why}"));
            }
        }
    }
}

#[tokio::test]
async fn without_regions_it_is_the_configurations() {
    let outcomes = all(manager().fleet().accounts([ACCOUNTS[0]]).run(|session| async move { Ok(place(&session)) }));
    assert_eq!(outcomes.await[0].ok().unwrap().1, "eu-west-1");

    let nowhere = manager_of(config());
    let outcomes = all(nowhere.fleet().accounts(ACCOUNTS).run(|_| async { Ok(()) })).await;
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes.iter().all(|outcome| outcome.failed().unwrap().kind() == ErrorKind::MissingRegion));
}

#[tokio::test]
async fn an_empty_grid_ends_at_once() {
    let nobody: [Account; 0] = [];
    let run = manager().fleet().accounts(nobody).all_regions().run(|_| async { Ok(()) });
    assert!(all(run).await.is_empty());
}

#[test]
fn without_a_runtime_every_cell_fails() {
    let mut run = fleet().run(|_| async { Ok(()) });
    let mut outcomes = Vec::new();
    while let Poll::Ready(Some(outcome)) = Pin::new(&mut run).poll_next(&mut Context::from_waker(Waker::noop())) {
        outcomes.push(outcome);
    }
    assert_eq!(outcomes.len(), 6);
    assert!(outcomes.iter().all(|outcome| outcome.failed().unwrap().message().contains("tokio runtime")));
    assert_eq!((run.progress().failed, run.progress().running), (6, 0));
}
