//! Collections: laziness, narrowing in any order, limits, pages, items and errors.

use aws_resources::rds::sdk::types::Filter;
use aws_resources::{
    ErrorKind, Resource,
    cloudtrail::{CloudTrail, Trail},
    elbv2::ElbV2,
    rds::{DbInstance, Rds},
    route53::Route53,
};
use end_to_end::{
    answers::{db_arn, db_with, dbs, json, load_balancers, named_dbs, query_error, trail, trails, zones},
    script::{Answer, Script, session},
};
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::json;

fn ids(dbs: &[DbInstance]) -> Vec<&str> {
    dbs.iter().map(DbInstance::id).collect()
}

/// Pages of two, two and one instance.
fn five() -> [Answer; 3] {
    [named_dbs(&["a", "b"], Some("1")), named_dbs(&["c", "d"], Some("2")), named_dbs(&["e"], None)]
}

fn rds(script: &Script) -> Rds {
    Rds::new(&session(script))
}

/// A listing of two items, one without its identifier between them.
fn one_without_identifier() -> Answer {
    dbs([db_with("a", ""), "<Engine>postgres</Engine>".to_owned(), db_with("c", "")], None)
}

/// `checklist 17`
#[tokio::test]
async fn an_unpaginated_answer_yields_its_items_in_order() {
    let script = Script::new([trails(&["a", "b", "c", "d"])]);
    let all = CloudTrail::new(&session(&script)).trails().try_collect().await.unwrap();
    let names: Vec<_> = all.iter().map(|trail| trail.loaded().unwrap().name().unwrap().to_owned()).collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
}

/// `checklist 18, 19, 20`: a limit cuts an unpaginated answer too, and isn't sent.
#[tokio::test]
async fn limit_cuts_an_unpaginated_answer_and_filters_reach_the_call() {
    let script = Script::new([trails(&["a", "b", "c", "d"]), trails(&["a", "b", "c", "d"])]);
    let trails = CloudTrail::new(&session(&script)).trails();
    let narrowed = trails.filter(|request| request.include_shadow_trails(false));
    for collection in [narrowed.clone().all().limit(2), narrowed.limit(2).all()] {
        assert_eq!(collection.try_collect().await.unwrap().len(), 2);
    }
    for sent in script.sent() {
        assert_eq!(sent.json(), json!({"includeShadowTrails": false}));
    }
}

/// `checklist 23`
#[tokio::test]
async fn items_of_several_pages_come_in_order() {
    let script = Script::new(five());
    let all = rds(&script).db_instances().all().try_collect().await.unwrap();
    assert_eq!(ids(&all), ["a", "b", "c", "d", "e"]);
    let markers: Vec<_> = script.sent().iter().map(|sent| sent.param("Marker")).collect();
    assert_eq!(markers, [None, Some("1".into()), Some("2".into())]);
}

#[tokio::test]
async fn nothing_is_requested_before_the_first_item_is_asked_for() {
    let script = Script::new([named_dbs(&["a"], Some("1")), named_dbs(&["b"], None)]);
    let mut all = rds(&script).db_instances().filter(|request| request.max_records(20)).page_size(20);
    tokio::task::yield_now().await;
    assert_eq!(script.count(), 0);
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    tokio::task::yield_now().await;
    assert_eq!(script.count(), 1, "the next page is fetched when its first item is asked for");
    assert_eq!(all.next().await.unwrap().unwrap().id(), "b");
    assert!(all.next().await.is_none());
    assert!(all.next().await.is_none(), "the end stays the end");
}

/// `checklist 24, 187`
#[tokio::test]
async fn limit_cuts_inside_a_page_and_fetches_no_page_it_does_not_need() {
    for (limit, pages) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (9, 3)] {
        let script = Script::new(five().into_iter().take(pages));
        let some = rds(&script).db_instances().limit(limit).try_collect().await.unwrap();
        assert_eq!(ids(&some), ["a", "b", "c", "d", "e"][..limit.min(5)]);
        assert_eq!(script.count(), pages, "limit({limit})");
    }
}

#[tokio::test]
async fn limit_zero_is_nothing_without_a_call() {
    let script = Script::silent();
    let instances = rds(&script).db_instances();
    assert!(instances.clone().limit(0).try_collect().await.unwrap().is_empty());
    assert!(instances.clone().limit(0).next().await.is_none());
    assert!(instances.clone().limit(0).pages().next().await.is_none());
    assert!(instances.clone().limit(0).first().await.unwrap().is_none());
    assert!(instances.limit(0).next().await.is_none());
    assert!(CloudTrail::new(&session(&script)).trails().limit(0).next().await.is_none());
}

/// What the API can't select: pages come as they are, `limit` counts what is kept.
#[tokio::test]
async fn retain_keeps_what_is_wanted_in_any_order_of_the_chain() {
    let vowel = |db: &DbInstance| ["a", "e"].contains(&db.id());
    let script = Script::new([five(), five()].concat().into_iter().chain(five().into_iter().take(2)));
    let all = rds(&script).db_instances();
    assert_eq!(ids(&all.clone().retain(vowel).try_collect().await.unwrap()), ["a", "e"]);
    let none = all.clone().retain(vowel).retain(|db| db.id() == "c").try_collect().await.unwrap();
    assert!(none.is_empty());
    let mut pages = all.limit(2).retain(|db| db.id() > "b").pages();
    let mut kept = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        kept.push(ids(&page).join(""));
    }
    assert_eq!(kept, ["", "cd"], "an empty page is a page; the third isn't needed");
    assert_eq!(script.operations().len(), 8);
}

#[tokio::test]
async fn a_page_of_no_items_is_refused_without_a_call() {
    let script = Script::silent();
    for size in [0, -1, i32::MIN] {
        let error = rds(&script).db_instances().page_size(size).try_collect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("at least 1"), "{error}");
    }
}

/// `checklist 21`
#[tokio::test]
async fn limit_three_over_pages_of_two_gives_pages_of_two_and_one() {
    let script = Script::new(five().into_iter().take(2));
    let mut pages = rds(&script).db_instances().limit(3).pages();
    assert_eq!(ids(&pages.try_next().await.unwrap().unwrap()), ["a", "b"]);
    assert_eq!(ids(&pages.try_next().await.unwrap().unwrap()), ["c"]);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn pages_whose_limit_ends_with_a_page_fetch_no_further_one() {
    let script = Script::new(five().into_iter().take(1));
    let pages: Vec<_> = rds(&script).db_instances().limit(2).pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 1);
}

/// `checklist 22, 27`
#[tokio::test]
async fn page_size_is_sent_and_limit_is_not() {
    let script = Script::new(five());
    rds(&script).db_instances().page_size(25).limit(100).try_collect().await.unwrap();
    for sent in script.sent() {
        assert_eq!(sent.param("MaxRecords").as_deref(), Some("25"));
    }
    let script = Script::new([load_balancers(&["a"], None)]);
    ElbV2::new(&session(&script)).load_balancers().page_size(5).try_collect().await.unwrap();
    assert_eq!(script.request(0).params(), [("PageSize".into(), "5".into())].into(), "no paginator setting in the SDK");
    let script = Script::new([zones(&["Z1"], None)]);
    Route53::new(&session(&script)).hosted_zones().page_size(7).try_collect().await.unwrap();
    assert_eq!(script.request(0).query(), [("maxitems".into(), "7".into())].into());
}

#[tokio::test]
async fn page_size_has_no_effect_where_the_operation_has_none() {
    let script = Script::new([json(json!({"Trails": []}))]);
    CloudTrail::new(&session(&script)).account_trails().page_size(5).try_collect().await.unwrap();
    assert_eq!(script.request(0).json(), json!({}));
}

/// `checklist 25, 28, 29, 108`
#[tokio::test]
async fn filter_limit_and_page_size_survive_in_every_order() {
    type Step = fn(Instances) -> Instances;
    type Instances = aws_resources::Collection<Request, DbInstance>;
    type Request =
        aws_resources::rds::sdk::operation::describe_db_instances::builders::DescribeDBInstancesFluentBuilder;
    let filter: Step = |all| all.filter(|request| request.db_instance_identifier("orders"));
    let limit: Step = |all| all.limit(1);
    let size: Step = |all| all.page_size(20);
    let again: Step = |all| all.all().all();
    for steps in [
        [filter, limit, size, again],
        [filter, size, limit, again],
        [limit, again, filter, size],
        [limit, size, again, filter],
        [size, filter, again, limit],
        [again, size, limit, filter],
    ] {
        let script = Script::new([named_dbs(&["orders", "more"], Some("1"))]);
        let collection = steps.iter().fold(rds(&script).db_instances(), |all, step| step(all));
        assert_eq!(ids(&collection.try_collect().await.unwrap()), ["orders"]);
        let expected = [("DBInstanceIdentifier", "orders"), ("MaxRecords", "20")];
        assert_eq!(script.request(0).params(), expected.map(|(name, value)| (name.into(), value.into())).into());
    }
}

#[tokio::test]
async fn the_last_limit_and_page_size_win() {
    let script = Script::new([named_dbs(&["a", "b", "c"], None)]);
    let some = rds(&script).db_instances().limit(1).limit(2).page_size(20).page_size(30);
    assert_eq!(some.try_collect().await.unwrap().len(), 2);
    assert_eq!(script.request(0).param("MaxRecords").as_deref(), Some("30"));
}

/// `checklist 30`
#[tokio::test]
async fn successive_filters_append_to_lists_in_order() {
    let script = Script::new([named_dbs(&[], None)]);
    let filter = |name: &str| Filter::builder().name(name).values("v").build();
    rds(&script)
        .db_instances()
        .filter(|request| request.filters(filter("engine")))
        .filter(|request| request.filters(filter("domain")))
        .try_collect()
        .await
        .unwrap();
    let sent = script.request(0);
    assert_eq!(sent.param("Filters.Filter.1.Name").as_deref(), Some("engine"));
    assert_eq!(sent.param("Filters.Filter.2.Name").as_deref(), Some("domain"));
}

/// `checklist 26, 91, 92`: two targets with one index fill one element.
#[tokio::test]
async fn a_filter_appends_to_the_modelled_list() {
    let script = Script::new([dbs::<String>([], None)]);
    let db = rds(&script).db_cluster("c1");
    db.instances()
        .filter(|request| request.filters(Filter::builder().name("engine").values("x").build()))
        .try_collect()
        .await
        .unwrap();
    let sent = script.request(0);
    assert_eq!(sent.param("Filters.Filter.1.Name").as_deref(), Some("db-cluster-id"));
    assert_eq!(sent.param("Filters.Filter.1.Values.Value.1").as_deref(), Some("c1"));
    assert_eq!(sent.param("Filters.Filter.2.Name").as_deref(), Some("engine"));
}

/// `checklist 84`
#[tokio::test]
async fn a_modelled_constant_is_sent_beside_the_users_filter() {
    let script = Script::new([json(json!({"Events": [{"EventId": "e"}]}))]);
    let events = CloudTrail::new(&session(&script)).insights_events().page_size(10);
    assert_eq!(events.first().await.unwrap().unwrap().id(), "e");
    assert_eq!(script.request(0).json(), json!({"EventCategory": "insight", "MaxResults": 10}));
}

/// `checklist 110`
#[tokio::test]
async fn clones_and_narrowed_clones_start_anew_and_leave_each_other_alone() {
    let script = Script::new([
        named_dbs(&["a", "b"], Some("1")),
        named_dbs(&["a", "b"], Some("1")),
        named_dbs(&["x"], None),
        named_dbs(&["c"], None),
    ]);
    let mut first = rds(&script).db_instances();
    assert_eq!(first.next().await.unwrap().unwrap().id(), "a");
    let mut second = first.clone();
    assert_eq!(second.next().await.unwrap().unwrap().id(), "a", "a clone starts from the beginning");
    let narrowed = first.clone().filter(|request| request.db_instance_identifier("x"));
    assert_eq!(ids(&narrowed.try_collect().await.unwrap()), ["x"]);
    assert_eq!(first.next().await.unwrap().unwrap().id(), "b");
    assert_eq!(first.next().await.unwrap().unwrap().id(), "c", "the original goes on");
    assert_eq!(script.request(3).param("DBInstanceIdentifier"), None);
}

#[tokio::test]
async fn narrowing_a_collection_under_way_starts_it_again() {
    let script = Script::new([named_dbs(&["a", "b"], None), named_dbs(&["a", "b"], None)]);
    let mut instances = rds(&script).db_instances();
    instances.next().await.unwrap().unwrap();
    assert_eq!(ids(&instances.limit(1).try_collect().await.unwrap()), ["a"]);
}

#[tokio::test]
async fn first_is_one_item_or_none() {
    let script = Script::new([named_dbs(&["a", "b"], Some("1")), named_dbs(&[], None)]);
    assert_eq!(rds(&script).db_instances().first().await.unwrap().unwrap().id(), "a");
    assert!(rds(&script).db_instances().first().await.unwrap().is_none());
}

#[tokio::test]
async fn an_empty_page_in_the_middle_does_not_end_the_listing() {
    let answers = || [named_dbs(&["a"], Some("1")), named_dbs(&[], Some("2")), named_dbs(&["b"], None)];
    let script = Script::new(answers());
    assert_eq!(ids(&rds(&script).db_instances().try_collect().await.unwrap()), ["a", "b"]);
    let script = Script::new(answers());
    let pages: Vec<_> = rds(&script).db_instances().pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1]);
}

#[tokio::test]
async fn an_item_without_its_identifier_is_an_error_and_the_others_still_come() {
    let script = Script::new([one_without_identifier()]);
    let mut all = rds(&script).db_instances();
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    let error = all.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingIdentifier);
    assert!(error.message().contains("`DBInstanceIdentifier`"), "{error}");
    assert_eq!(error.operation(), Some("DescribeDBInstances"));
    assert_eq!(all.next().await.unwrap().unwrap().id(), "c");
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn data_stays_with_its_own_item_around_one_without_identifier() {
    let script = Script::new([one_without_identifier()]);
    let all: Vec<_> = rds(&script).db_instances().collect().await;
    let last = all[2].as_ref().unwrap();
    assert_eq!((last.id(), last.arn().await.unwrap().to_string()), ("c", db_arn("c")));
}

#[tokio::test]
async fn pages_and_try_collect_report_an_item_without_its_identifier_too() {
    let script = Script::new([one_without_identifier(), one_without_identifier()]);
    let mut pages = rds(&script).db_instances().pages();
    assert_eq!(ids(&pages.next().await.unwrap().unwrap()), ["a"]);
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::MissingIdentifier);
    assert_eq!(ids(&pages.next().await.unwrap().unwrap()), ["c"]);
    assert!(pages.next().await.is_none());
    let error = rds(&script).db_instances().try_collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingIdentifier);
}

#[tokio::test]
async fn an_error_in_the_middle_ends_the_listing() {
    let answers = || [named_dbs(&["a"], Some("1")), query_error(400, "Throttling", "Rate exceeded")];
    let script = Script::new(answers());
    let mut all = rds(&script).db_instances();
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    assert!(all.next().await.unwrap().unwrap_err().is_throttled());
    assert!(all.next().await.is_none());
    let script = Script::new(answers());
    let mut pages = rds(&script).db_instances().pages();
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 1);
    assert!(pages.next().await.unwrap().unwrap_err().is_throttled());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_collection_and_its_pages_are_streams() {
    let script = Script::new(five());
    let even: Vec<_> = rds(&script)
        .db_instances()
        .try_filter(|db| std::future::ready(["b", "d"].contains(&db.id())))
        .map_ok(|db| db.id().to_owned())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(even, ["b", "d"]);
    let script = Script::new(five());
    let sizes: Vec<_> = rds(&script).db_instances().pages().map(|page| page.unwrap().len()).collect().await;
    assert_eq!(sizes, [2, 2, 1]);
}

#[tokio::test]
async fn items_live_in_the_session_that_listed_them() {
    let script = Script::new([named_dbs(&["a"], None)]);
    let session = session(&script).region("eu-west-3");
    let listed = Rds::new(&session).db_instances().first().await.unwrap().unwrap();
    assert_eq!(Resource::session(&listed), &session);
    assert_eq!(listed, Rds::new(&session).db_instance("a"));
    assert_eq!(script.request(0).host(), "rds.eu-west-3.amazonaws.com");
}

/// `checklist 15, 31`
#[test]
fn debug_of_a_collection_names_operation_item_and_settings_but_not_the_filter() {
    let script = Script::silent();
    let all = rds(&script).db_instances().filter(|request| request.db_instance_identifier("hidden")).limit(3);
    let text = format!("{all:?}");
    for part in ["DescribeDBInstances", "DbInstance", "Some(3)"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("hidden"), "{text}");
    assert!(format!("{:?}", all.pages()).contains("DbInstance"));
}

#[tokio::test]
async fn a_collection_can_be_consumed_in_another_task() {
    let script = Script::new([json(json!({"trailList": [trail("a")]}))]);
    let trails = CloudTrail::new(&session(&script)).trails();
    let collected: Vec<Trail> = tokio::spawn(trails.try_collect()).await.unwrap().unwrap();
    assert_eq!(collected.len(), 1);
}
