//! What resources are: identifiers, equality, `Debug`, and what the compiler is asked to promise.

use std::{
    collections::HashSet,
    fmt::Debug,
    hash::{DefaultHasher, Hash, Hasher},
};

use aws_resources::{
    Account, Action, Arn, Batch, BatchItem, BatchReport, Collection, Error, ErrorKind, Events, Fleet, PageStream,
    RateLimit, Resource, Session, SessionManager, Waiter,
    accounts::{Organization, OrganizationAccounts},
    cloudtrail::{self, CloudTrail},
    credentials::{CredentialKey, MemoryCache, RefreshWindows, RefreshableAssumeRoleProvider},
    elbv2::{self, ElbV2},
    fleet::{FleetRun, Outcome},
    handlers::HandlerError,
    rds::{self, Rds},
    route53::{self, Route53},
};
use end_to_end::{
    answers::{get_zone, lb_arn, named_dbs},
    script::{Script, config, session},
};

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn resource<T: Resource + Clone + Send + Sync + Eq + Hash + Debug>() {}
fn service<T: Clone + Send + Sync + Eq + Hash + Debug + 'static>() {}
fn cloned<T: Clone + Send + Sync + Debug + 'static>() {}
fn shared<T: Send + Sync + 'static>() {}
fn sent<T: Send + 'static>() {}

macro_rules! every {
    ($check:ident: $($type:ty),* $(,)?) => { $($check::<$type>();)* };
}

/// Compiling is the test. `checklist 33`
#[test]
fn every_public_type_can_be_sent_to_other_tasks() {
    every!(service: CloudTrail, ElbV2, Rds, Route53, Session, Arn);
    every!(shared: Error, ErrorKind, BatchItem<rds::Tag>, BatchReport<rds::Tag, String>);
    every!(sent: Collection<String, rds::Tag>, PageStream<rds::Tag>, Action<String, String>, Waiter);
    every!(sent: Batch<String, rds::Tag, String>);
    every!(cloned: SessionManager, Account, Events, RateLimit, RefreshableAssumeRoleProvider, RefreshWindows);
    every!(cloned: CredentialKey, Outcome<u8>, Organization);
    every!(shared: HandlerError, MemoryCache);
    every!(sent: Fleet, FleetRun<u8>, OrganizationAccounts);
    every!(resource:
        cloudtrail::Trail,
        cloudtrail::Event,
        cloudtrail::InsightsEvent,
        cloudtrail::TrailInsightsEvent,
        cloudtrail::PublicKey,
        cloudtrail::EventDataStore,
        cloudtrail::Query,
        cloudtrail::SampleQuery,
        cloudtrail::Import,
        cloudtrail::ImportFailure,
        cloudtrail::Channel,
        cloudtrail::Dashboard,
        cloudtrail::ResourcePolicy,
        cloudtrail::Tag,
        elbv2::LoadBalancer,
        elbv2::LoadBalancerAttribute,
        elbv2::CapacityReservation,
        elbv2::Listener,
        elbv2::ListenerAttribute,
        elbv2::ListenerCertificate,
        elbv2::Rule,
        elbv2::TargetGroup,
        elbv2::TargetGroupAttribute,
        elbv2::TargetHealth,
        elbv2::TrustStore,
        elbv2::TrustStoreAssociation,
        elbv2::TrustStoreRevocation,
        elbv2::ResourcePolicy,
        elbv2::SslPolicy,
        elbv2::AccountLimit,
        elbv2::Tag,
        rds::AccountQuota,
        rds::BlueGreenDeployment,
        rds::Certificate,
        rds::DbCapacityReservation,
        rds::DbCluster,
        rds::DbClusterAutomatedBackup,
        rds::DbClusterBacktrack,
        rds::DbClusterEndpoint,
        rds::DbClusterParameter,
        rds::DbClusterParameterGroup,
        rds::DbClusterSnapshot,
        rds::DbClusterSnapshotAttribute,
        rds::DbEngineVersion,
        rds::DbInstance,
        rds::DbInstanceAutomatedBackup,
        rds::DbLogFile,
        rds::DbMajorEngineVersion,
        rds::DbParameter,
        rds::DbParameterGroup,
        rds::DbProxy,
        rds::DbProxyEndpoint,
        rds::DbProxyTarget,
        rds::DbProxyTargetGroup,
        rds::DbRecommendation,
        rds::DbSecurityGroup,
        rds::DbShardGroup,
        rds::DbSnapshot,
        rds::DbSnapshotAttribute,
        rds::DbSnapshotTenantDatabase,
        rds::DbSubnetGroup,
        rds::EngineDefaultClusterParameter,
        rds::EngineDefaultParameter,
        rds::Event,
        rds::EventSubscription,
        rds::ExportTask,
        rds::GlobalCluster,
        rds::Integration,
        rds::OptionGroup,
        rds::OptionGroupOption,
        rds::OrderableDbInstanceOption,
        rds::PendingMaintenanceAction,
        rds::ReservedDbInstance,
        rds::ReservedDbInstancesOffering,
        rds::ResourcePendingMaintenanceActions,
        rds::ServerlessV2PlatformVersion,
        rds::SourceRegion,
        rds::Tag,
        rds::TenantDatabase,
        route53::AccountLimit,
        route53::Change,
        route53::CidrBlock,
        route53::CidrCollection,
        route53::CidrLocation,
        route53::DelegationSet,
        route53::GeoLocation,
        route53::HealthCheck,
        route53::HealthCheckLastFailureReason,
        route53::HealthCheckStatusObservation,
        route53::HostedZone,
        route53::HostedZoneLimit,
        route53::KeySigningKey,
        route53::QueryLoggingConfig,
        route53::ResourceRecordSet,
        route53::ReusableDelegationSetLimit,
        route53::Tag,
        route53::TrafficPolicy,
        route53::TrafficPolicyInstance,
        route53::Vpc,
        route53::VpcAssociation,
        route53::VpcAssociationAuthorization,
    );
}

/// `checklist 41, 49, 56, 113`
#[tokio::test]
async fn making_services_resources_collections_actions_and_waiters_makes_no_call() {
    let script = Script::silent();
    let session = session(&script);
    let (cloudtrail, elb, rds, route53) =
        (CloudTrail::new(&session), ElbV2::new(&session), Rds::new(&session), Route53::new(&session));
    let db = rds.db_instance("orders");
    assert_eq!(db.id(), "orders");
    assert!(db.loaded().is_none());
    assert_eq!(cloudtrail.trail("audit").name_or_arn(), "audit");
    assert!(cloudtrail.trail("audit").summary().is_none());
    assert_eq!(elb.load_balancer(lb_arn("web")).arn_identifier(), lb_arn("web"));
    assert_eq!(route53.hosted_zone("Z1").id(), "Z1");
    let _collections = (rds.db_instances().all(), db.tags_collection(), cloudtrail.trails().limit(3).pages());
    drop((db.stop(), db.delete(), db.wait_until_deleted()));
}

/// `checklist 43`
#[test]
fn a_child_needs_only_the_missing_identifiers() {
    let script = Script::silent();
    let route53 = Route53::new(&session(&script));
    let zone = route53.hosted_zone("Z1");
    let record = zone.resource_record_set("www.example.com.", "A", Some("blue"));
    assert_eq!(record.hosted_zone_id(), "Z1");
    assert_eq!(record.name(), "www.example.com.");
    assert_eq!(record.r#type().as_str(), "A");
    assert_eq!(record.set_identifier(), Some("blue"));
    assert_eq!(record, route53.resource_record_set("Z1", "www.example.com.", "A", Some("blue")));
    assert_eq!(record.hosted_zone(), zone);
    let log = Rds::new(zone.session()).db_instance("orders").log_file("error.log");
    assert_eq!((log.instance_id(), log.name()), ("orders", "error.log"));
}

#[test]
fn typed_identifiers_keep_their_type() {
    let script = Script::silent();
    let session = session(&script);
    assert_eq!(Route53::new(&session).traffic_policy("tp", 7).version(), 7);
    let revocation = ElbV2::new(&session).trust_store_revocation("arn:store", 42);
    assert_eq!(revocation.id(), 42);
    let target = ElbV2::new(&session).target_health("arn:group", "i-1", Some(80), None);
    assert_eq!((target.port(), target.availability_zone()), (Some(80), None));
    let certificate = ElbV2::new(&session).listener_certificate("arn:listener", "arn:certificate", Some(true));
    assert_eq!(certificate.is_default(), Some(true));
}

#[test]
fn the_prefix_that_route_53_writes_before_ids_is_not_part_of_the_identifier() {
    let script = Script::silent();
    let route53 = Route53::new(&session(&script));
    assert_eq!(route53.hosted_zone("/hostedzone/Z1"), route53.hosted_zone("Z1"));
    assert_eq!(route53.change("/change/C1").id(), "C1");
}

/// `checklist 34`
#[test]
fn a_resource_says_its_service_type_session_and_identifiers() {
    let script = Script::silent();
    let session = session(&script);
    let db = Rds::new(&session).db_instance("orders");
    assert_eq!((db.service_name(), db.type_name()), ("rds", "DBInstance"));
    assert_eq!(Resource::identifiers(&db), [("id", "orders".to_owned())]);
    assert_eq!(Resource::session(&db), &session);
    let record = Route53::new(&session).resource_record_set("Z1", "a.", "TXT", None);
    let names: Vec<_> = Resource::identifiers(&record).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["hosted_zone_id", "name", "type"]);
    assert_eq!(ElbV2::new(&session).load_balancer("x").service_name(), "elbv2");
}

/// `checklist 36`
#[test]
fn debug_shows_type_and_identifiers_and_nothing_else() {
    let script = Script::silent();
    let session = session(&script);
    assert_eq!(format!("{:?}", Rds::new(&session).db_instance("orders")), r#"DBInstance { id: "orders" }"#);
    let record = Route53::new(&session).resource_record_set("Z1", "a.", "TXT", Some("one"));
    assert_eq!(
        format!("{record:?}"),
        r#"ResourceRecordSet { hosted_zone_id: "Z1", name: "a.", type: "TXT", set_identifier: "one" }"#
    );
}

/// `checklist 57`
#[test]
fn equal_identifiers_in_one_session_are_equal_and_hash_alike() {
    let script = Script::silent();
    let session = session(&script);
    let one = Rds::new(&session).db_instance("orders");
    let same = Rds::new(&session.clone()).db_instance(String::from("orders"));
    assert_eq!(one, same);
    assert_eq!(one, one.clone());
    assert_eq!(hash(&one), hash(&same));
    assert_eq!(HashSet::from([one, same]).len(), 1);
    assert_eq!(Rds::new(&session), Rds::new(&session));
    assert_eq!(hash(&Rds::new(&session)), hash(&Rds::new(&session)));
}

/// `checklist 58`
#[test]
fn other_identifiers_regions_or_types_are_unequal() {
    let script = Script::silent();
    let session = session(&script);
    let one = Rds::new(&session).db_instance("orders");
    for other in [
        Rds::new(&session).db_instance("billing"),
        Rds::new(&session.region("eu-west-3")).db_instance("orders"),
        Rds::new(&Session::new(session.config())).db_instance("orders"),
    ] {
        assert_ne!(one, other);
        assert_ne!(hash(&one), hash(&other));
    }
    let route53 = Route53::new(&session);
    assert_ne!(hash(&one), hash(&Rds::new(&session).db_cluster("orders")), "types hash apart");
    let (plain, weighted) =
        (route53.resource_record_set("Z1", "a.", "A", None), route53.resource_record_set("Z1", "a.", "A", Some("one")));
    assert_ne!(plain, weighted);
    assert_ne!(route53.traffic_policy("t", 1), route53.traffic_policy("t", 2));
}

#[test]
fn sessions_that_know_their_account_are_compared_by_it() {
    let (script, another) = (Script::silent(), Script::silent());
    let (one, other) = (session(&script), session(&another));
    assert_ne!(one, other);
    let named = |session: &Session, account: &str| session.with_account_id(account).unwrap();
    assert_eq!(named(&one, "123456789012"), named(&other, "123456789012"));
    assert_ne!(named(&one, "123456789012"), named(&one, "210987654321"));
    let db = |session: &Session| Rds::new(session).db_instance("orders");
    assert_eq!(db(&named(&one, "123456789012")), db(&named(&other, "123456789012")));
    assert_eq!(hash(&db(&named(&one, "123456789012"))), hash(&db(&named(&other, "123456789012"))));
    assert_ne!(db(&named(&one, "123456789012")), db(&named(&other, "210987654321")));
    assert_eq!(one, one.region("eu-west-3").region("eu-west-1"));
}

#[test]
fn an_account_id_is_twelve_digits() {
    let script = Script::silent();
    for wrong in ["", "12345678901", "1234567890123", "12345678901x"] {
        let error = session(&script).with_account_id(wrong).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidAccountId);
        assert!(error.to_string().contains("twelve digits"), "{error}");
    }
}

/// `checklist 44`: what one resource has loaded is not shared with an equal one that was made apart.
#[tokio::test]
async fn data_belongs_to_a_resource_and_its_clones() {
    let script = Script::new([named_dbs(&["orders"], None)]);
    let rds = Rds::new(&session(&script));
    let (one, apart) = (rds.db_instance("orders"), rds.db_instance("orders"));
    let clone = one.clone();
    one.data().await.unwrap();
    assert!(clone.loaded().is_some());
    assert!(apart.loaded().is_none());
    assert_eq!(one, apart, "what is loaded doesn't count");
}

/// `checklist 60`
#[tokio::test]
async fn children_use_their_parents_session() {
    let script = Script::new([get_zone("Z1")]);
    let session = session(&script).region("eu-central-1");
    let zone = Route53::new(&session).hosted_zone("Z1");
    let record = zone.resource_record_set("a.", "A", None);
    assert_eq!(record.session(), &session);
    record.hosted_zone().data().await.unwrap();
    assert_eq!(script.operations(), ["GET /2013-04-01/hostedzone/Z1"]);
}

/// `checklist 112`
#[test]
fn a_session_tells_its_region_partition_and_configuration() {
    let script = Script::silent();
    let session = session(&script);
    assert_eq!(session.region_name(), Some("eu-west-1"));
    assert_eq!(session.region("cn-north-1").partition(), "aws-cn");
    assert_eq!(session.region("us-gov-west-1").partition(), "aws-us-gov");
    assert_eq!(session.config().region().map(AsRef::as_ref), Some("eu-west-1"));
    let nowhere = Session::new(&config(&script, None));
    assert_eq!((nowhere.region_name(), nowhere.partition()), (None, "aws"));
}
