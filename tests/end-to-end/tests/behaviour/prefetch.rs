//! Pages that are fetched before they are asked for: how many, in which order, and that they end.

use std::{sync::Arc, time::Duration};

use aws_resources::{
    ErrorKind,
    rds::{DbInstance, Rds},
};
use end_to_end::{
    answers::{db_with, dbs, named_dbs, query_error},
    script::{Script, session},
};
use tokio::{
    sync::Notify,
    task::yield_now,
    time::{Instant, sleep},
};

/// Lets every other task go as far as it can.
async fn settle() {
    for _ in 0..100 {
        yield_now().await;
    }
}

/// One page for each of these, with one instance.
fn script(names: &'static [&'static str]) -> Script {
    Script::by(move |sent| {
        let at: usize = sent.param("Marker").map_or(0, |marker| marker.parse().unwrap());
        let next = (at + 1).to_string();
        named_dbs(&[names[at]], (at + 1 < names.len()).then_some(next.as_str()))
    })
}

#[tokio::test]
async fn as_many_pages_as_asked_for_are_fetched_ahead() {
    let script = script(&["a", "b", "c", "d", "e", "f"]);
    let mut all = Rds::new(&session(&script)).db_instances().prefetch(2);
    settle().await;
    assert_eq!(script.count(), 0, "nothing is fetched before the first item is asked for");
    let mut names = Vec::new();
    for fetched in [3, 4, 5, 6, 6, 6] {
        names.push(all.try_next().await.unwrap().unwrap().id().to_owned());
        settle().await;
        assert_eq!(script.count(), fetched, "after {names:?}");
    }
    assert!(all.try_next().await.unwrap().is_none());
    assert_eq!(names, ["a", "b", "c", "d", "e", "f"]);
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn narrowing_and_pages_are_as_without_it() {
    const NAMES: &[&str] = &["a", "b", "c", "d"];
    let ids = |dbs: Vec<DbInstance>| dbs.iter().map(|db| db.id().to_owned()).collect::<Vec<_>>();
    let rds = |script: &Script| Rds::new(&session(script)).db_instances();
    let limited = rds(&script(NAMES)).prefetch(1).limit(2).try_collect().await.unwrap();
    assert_eq!(ids(limited), ["a", "b"]);
    let kept = rds(&script(NAMES)).retain(|db| db.id() != "b").prefetch(3).try_collect().await.unwrap();
    assert_eq!(ids(kept), ["a", "c", "d"]);
    let mut pages = rds(&script(NAMES)).prefetch(2).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.len());
    }
    assert_eq!(sizes, [1, 1, 1, 1]);
    let silent = Script::silent();
    assert!(rds(&silent).prefetch(2).limit(0).try_collect().await.unwrap().is_empty());
    assert_eq!(silent.count(), 0);
}

#[tokio::test]
async fn errors_come_in_their_place() {
    let odd = dbs([db_with("b", ""), "<Engine>postgres</Engine>".to_owned()], Some("1"));
    let script = Script::new([named_dbs(&["a"], Some("0")), odd, query_error(400, "Throttling", "slow down")]);
    let mut all = Rds::new(&session(&script)).db_instances().prefetch(5);
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    assert_eq!(all.next().await.unwrap().unwrap().id(), "b");
    assert_eq!(all.next().await.unwrap().unwrap_err().kind(), ErrorKind::MissingIdentifier);
    assert!(all.next().await.unwrap().unwrap_err().is_throttled());
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn a_dropped_listing_fetches_nothing_more() {
    let gate = Arc::new(Notify::new());
    let script = Script::new([named_dbs(&["a"], Some("0")), named_dbs(&["b"], Some("1")).after(&gate)]);
    let mut all = Rds::new(&session(&script)).db_instances().prefetch(2);
    all.try_next().await.unwrap();
    script.until_sent(2).await;
    drop(all);
    settle().await;
    gate.notify_one();
    settle().await;
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_consumers_time_and_the_services_overlap() {
    const STEP: Duration = Duration::from_millis(100);
    let steps = async |ahead: usize| {
        let page = |at: u32| {
            let marker = at.to_string();
            named_dbs(&["x"], (at < 9).then_some(marker.as_str())).within(STEP)
        };
        let script = Script::new((0..10).map(page));
        let begin = Instant::now();
        let mut all = Rds::new(&session(&script)).db_instances().prefetch(ahead);
        while all.try_next().await.unwrap().is_some() {
            sleep(STEP).await;
        }
        begin.elapsed().as_millis() / STEP.as_millis()
    };
    assert_eq!(steps(0).await, 20);
    assert_eq!(steps(1).await, 11);
}
