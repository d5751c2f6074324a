//! What runs, how much of it, and when it stops.

use std::{
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
};

use aws_resources_runtime::{Error, fleet::Progress};
use futures_core::Stream as _;
use tokio::sync::Notify;

use super::*;

#[tokio::test]
async fn dropping_the_run_drops_closures_and_starts_no_other() {
    struct Dropped(Arc<AtomicUsize>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    let (started, dropped) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut run = fleet().concurrency(4).run({
        let (started, dropped) = (started.clone(), dropped.clone());
        move |_| {
            let (number, guard) = (started.fetch_add(1, SeqCst), Dropped(dropped.clone()));
            async move {
                if number > 0 {
                    std::future::pending::<()>().await;
                }
                drop(guard);
                Ok(())
            }
        }
    });
    settle().await;
    assert_eq!(started.load(SeqCst), 0, "nothing starts before it is asked for");
    assert!(run.next().await.is_some());
    settle().await;
    assert_eq!((started.load(SeqCst), dropped.load(SeqCst)), (5, 1));
    drop(run);
    settle().await;
    assert_eq!((started.load(SeqCst), dropped.load(SeqCst)), (5, 5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn as_many_cells_run_as_may_and_never_more() {
    for (limit, expected) in [(0, 1), (1, 1), (5, 5), (100, 60)] {
        let (alive, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let together = Arc::new(tokio::sync::Barrier::new(expected));
        let accounts = (0..60).map(|account| format!("{account:012}"));
        let run = manager().fleet().accounts(accounts).regions(["eu-west-1"]).concurrency(limit).run({
            let (alive, most) = (alive.clone(), most.clone());
            move |_| {
                let (alive, most, together) = (alive.clone(), most.clone(), together.clone());
                async move {
                    most.fetch_max(alive.fetch_add(1, SeqCst) + 1, SeqCst);
                    // Passed only when as many are here: were they fewer, this test would hang.
                    together.wait().await;
                    alive.fetch_sub(1, SeqCst);
                    Ok(())
                }
            }
        });
        assert_eq!(all(run).await.len(), 60);
        assert_eq!(most.load(SeqCst), expected, "concurrency {limit}");
    }
}

#[tokio::test]
async fn outcomes_that_nobody_takes_stop_the_fleet() {
    let started = Arc::new(AtomicUsize::new(0));
    // A grid that would not fit into memory as sessions.
    let accounts = (0..10_000).map(|account| format!("{account:012}"));
    let mut run = manager().fleet().accounts(accounts).all_regions().concurrency(8).run({
        let started = started.clone();
        move |_| {
            started.fetch_add(1, SeqCst);
            async { Ok(vec![0_u8; 1024]) }
        }
    });
    let total = run.progress().total;
    assert!(total > 10_000 * 17);
    assert_eq!(run.size_hint(), (total, Some(total)));
    for taken in 1..=20 {
        assert!(run.next().await.is_some());
        settle().await;
        assert_eq!(started.load(SeqCst), taken + 8);
        assert_eq!(run.size_hint(), (total - taken, Some(total - taken)));
    }
}

#[tokio::test]
async fn a_cancelled_wait_loses_nothing() {
    let go = Arc::new(Notify::new());
    let mut run = fleet().run({
        let go = go.clone();
        move |_| {
            let go = go.clone();
            async move {
                go.notified().await;
                Ok(())
            }
        }
    });
    let mut outcomes = 0;
    for _ in 0..6 {
        assert!(poll_once(run.next()).is_pending());
        settle().await;
        go.notify_one();
        settle().await;
        outcomes += usize::from(run.next().await.is_some());
    }
    assert_eq!((outcomes, run.next().await.is_none()), (6, true));
}

#[test]
fn cells_that_run_are_not_lost_when_the_run_leaves_its_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let mut run = fleet().concurrency(4).run(|_| async {
        tokio::task::yield_now().await;
        Ok(())
    });
    assert!(runtime.block_on(run.next()).is_some());
    let (mut ok, mut failed) = (1, 0);
    loop {
        match poll_once(run.next()) {
            Poll::Pending => std::thread::yield_now(),
            Poll::Ready(None) => break,
            Poll::Ready(Some(outcome)) if outcome.ok().is_some() => ok += 1,
            Poll::Ready(Some(_)) => failed += 1,
        }
    }
    assert_eq!((ok, failed), (5, 1), "four were running, and one had yet to start");
}

fn poll_once<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[tokio::test]
async fn progress_is_told_at_every_change() {
    let told = Arc::new(Mutex::new(Vec::<Progress>::new()));
    let tell = told.clone();
    let fleet = fleet().concurrency(2).on_progress(move |progress| tell.lock().unwrap().push(*progress));
    let run = fleet.run(|session| async move {
        match place(&session) {
            (account, _) if account == ACCOUNTS[0] => Err(Error::other("broken")),
            (account, _) if account == ACCOUNTS[1] => Err(says("OptInRequired"))?,
            _ => Ok(()),
        }
    });
    assert_eq!(run.progress().total, 6);
    assert!(told.lock().unwrap().is_empty());
    assert_eq!(all(run).await.len(), 6);
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 12, "a start and an end for each");
    for now in told.iter() {
        assert_eq!(now.done, now.ok + now.skipped + now.failed);
        assert!(now.running <= 2 && now.done + now.running <= now.total, "{now:?}");
    }
    assert!(told.windows(2).all(|two| two[0].done <= two[1].done));
    let end = told.last().unwrap();
    assert_eq!((end.total, end.done, end.ok, end.skipped, end.failed, end.running), (6, 6, 2, 2, 2, 0));
}

#[test]
fn runs_are_send_and_unpin() {
    fn check<T: Send + Unpin + 'static>(_: &T) {}
    check(&fleet());
    check(&fleet().run(|_| async { Ok(std::cell::Cell::new(0)) }));
}
