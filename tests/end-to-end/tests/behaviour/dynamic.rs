//! Resources of any type: references, and listings whose type isn't known.

use std::collections::HashSet;

use aws_resources::{
    DynCollection, DynResource, ErrorKind, Resource,
    rds::{DbInstance, Rds},
    route53::Route53,
};
use end_to_end::{
    answers::{caller, db_arn, dbs, named_dbs, no_db, query_error},
    script::{Script, session},
};
use futures_util::TryStreamExt as _;

#[tokio::test]
async fn a_reference_says_what_is_known_without_a_call() {
    let script = Script::new([named_dbs(&["orders"], None)]);
    let rds = Rds::new(&session(&script));

    let by_name = rds.db_instance("orders").reference();
    assert_eq!((by_name.service.as_str(), by_name.type_name.as_str()), ("rds", "DBInstance"));
    assert_eq!((by_name.region.as_deref(), by_name.account, by_name.arn), (Some("eu-west-1"), None, None));
    assert_eq!(by_name.identifiers["id"], "orders");
    assert_eq!(script.count(), 0);

    let listed = rds.db_instances().first().await.unwrap().unwrap().reference();
    assert_eq!(listed.arn.unwrap().as_str(), db_arn("orders"));
}

#[tokio::test]
async fn a_reference_with_arn_asks_for_what_is_not_known() {
    let script = Script::new([named_dbs(&["orders"], None), caller("123456789012")]);
    let database = Rds::new(&session(&script)).db_instance("orders");
    let reference = database.reference_with_arn().await.unwrap();
    assert_eq!(reference.account.as_deref(), Some("123456789012"));
    assert_eq!(reference.arn.clone().unwrap().as_str(), db_arn("orders"));
    assert_eq!(script.operations(), ["DescribeDBInstances", "GetCallerIdentity"]);
    // From then on it is known.
    assert_eq!(database.reference(), reference);
}

#[tokio::test]
async fn a_reference_needs_no_arn_but_its_failure_is_told() {
    let script = Script::new([caller("123456789012"), no_db("gone")]);
    let session = session(&script);
    let zone = Route53::new(&session).hosted_zone("Z1");
    let record = DynResource::from(zone.resource_record_set("a.", "A", None));
    assert_eq!(record.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    assert_eq!(record.reference_with_arn().await.unwrap().arn, None);
    let gone = Rds::new(&session).db_instance("gone");
    assert!(gone.reference_with_arn().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_listing_of_any_type_is_as_lazy_as_its_own() {
    let page = || named_dbs(&["a", "b"], Some("1"));
    let script = Script::new([page(), page()]);
    let all = DynCollection::from(Rds::new(&session(&script)).db_instances());
    assert_eq!(all.operation(), "DescribeDBInstances");
    assert_eq!(script.count(), 0);

    let first: Vec<DynResource> = all.clone().limit(2).try_collect().await.unwrap();
    assert_eq!(script.count(), 1, "no page that isn't needed");
    let ids: Vec<_> = first.iter().map(|one| one.downcast_ref::<DbInstance>().unwrap().id().to_owned()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(first[0].arn().await.unwrap().as_str(), db_arn("a"));

    let mut rest = all.page_size(20);
    assert_eq!(rest.try_next().await.unwrap().as_ref(), Some(&first[0]));
    assert_eq!(script.request(1).param("MaxRecords").as_deref(), Some("20"));
}

#[tokio::test]
async fn what_fails_in_a_listing_fails_in_one_of_any_type() {
    let nameless = dbs(["<Engine>postgres</Engine>"], None);
    let script = Script::new([nameless, query_error(403, "AccessDenied", "no")]);
    let rds = Rds::new(&session(&script));
    let mut all = DynCollection::from(rds.db_instances());
    assert_eq!(all.next().await.unwrap().unwrap_err().kind(), ErrorKind::MissingIdentifier);
    assert!(all.next().await.is_none());
    let stream = DynCollection::from(rds.db_instances()).try_fold(0, |count, _| async move { Ok(count + 1) });
    assert!(stream.await.unwrap_err().is_access_denied());
}

#[tokio::test]
async fn resources_of_any_type_are_equal_as_they_are_in_their_own() {
    let script = Script::silent();
    let session = session(&script);
    let rds = Rds::new(&session);
    let database = DynResource::from(rds.db_instance("a"));
    assert_eq!(database, rds.db_instance("a").into());
    assert_eq!(format!("{database:?}"), r#"DBInstance { id: "a" }"#);
    let others: [DynResource; 3] = [
        rds.db_instance("b").into(),
        rds.db_cluster("a").into(),
        Rds::new(&session.region("eu-west-3")).db_instance("a").into(),
    ];
    assert!(others.iter().all(|other| *other != database));
    let all: HashSet<_> = others.into_iter().chain([database.clone(), database]).collect();
    assert_eq!(all.len(), 4);
}
