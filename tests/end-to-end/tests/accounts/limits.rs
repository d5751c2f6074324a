//! How fast a manager's sessions call AWS.

use std::time::Duration;

use aws_resources::{RateLimit, Session, SessionManager, elbv2::ElbV2, rds::Rds};
use end_to_end::{
    accounts::{self, Visit},
    answers,
    script::Script,
};
use futures_util::future::join_all;
use tokio::time::Instant;

fn world() -> Script {
    accounts::script(|visit: &Visit<'_>| match &*visit.operation {
        "DescribeDBInstances" => Some(answers::named_dbs(&["orders"], None)),
        "DescribeLoadBalancers" => Some(answers::load_balancers(&["shop"], None)),
        _ => None,
    })
}

/// How long `calls` listings take that begin at one time. The clock is paused: only waiting takes time.
async fn time(session: &Session, calls: usize) -> Duration {
    let start = Instant::now();
    join_all((0..calls).map(|_| Rds::new(session).db_instances().all().try_collect())).await;
    start.elapsed()
}

#[tokio::test(start_paused = true)]
async fn each_service_of_an_account_and_region_has_its_own_bucket() {
    let script = world();
    let builder = SessionManager::builder(&accounts::config(&script)).role_name("AuditRole");
    let manager = builder.rate_limit(RateLimit::per_second(10).burst(5)).build();
    let session = manager.account("111111111111").region("eu-west-1");
    // Warm up: the token for the first one.
    time(&session, 1).await;
    tokio::time::sleep(Duration::from_secs(1)).await;

    let taken = time(&session, 25).await;
    assert!((1.9..2.2).contains(&taken.as_secs_f64()), "20 of 25 calls waited for ten a second: {taken:?}");

    // Its bucket is empty; others are full, and stay the same in other sessions.
    for other in
        [manager.account("111111111111").region("eu-west-3"), manager.account("222222222222").region("eu-west-1")]
    {
        assert_eq!(time(&other, 5).await, Duration::ZERO);
    }
    let start = Instant::now();
    ElbV2::new(&session).load_balancers().all().try_collect().await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
    let again = manager.role("arn:aws:iam::111111111111:role/AnotherRole").region("eu-west-1");
    assert!(time(&again, 1).await > Duration::ZERO, "another role, the same account");
}

#[tokio::test(start_paused = true)]
async fn the_limit_is_on_by_default_and_can_be_turned_off() {
    let script = world();
    let builder = || SessionManager::builder(&accounts::config(&script)).role_name("AuditRole");
    let taken = time(&builder().build().account("111111111111"), 120).await;
    assert!((0.9..1.2).contains(&taken.as_secs_f64()), "100 at once, then 20 a second: {taken:?}");
    assert_eq!(time(&builder().no_rate_limit().build().account("111111111111"), 500).await, Duration::ZERO);
    let plain = Session::new(&accounts::config(&script));
    assert_eq!(time(&plain, 500).await, Duration::ZERO, "a session of no manager is the caller's own affair");
}
