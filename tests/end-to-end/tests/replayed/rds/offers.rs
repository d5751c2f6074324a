//! What AWS offers and advises: engine versions, certificates, regions, quotas, reservations, recommendations.

use std::slice;

use aws_resources::ErrorKind;
use aws_sdk_rds::types::CustomEngineVersionStatus;
use end_to_end::{
    answers::{query_error, rds as answer},
    exercised,
    script::{Answer, Script},
};

use super::{page, rds};
use crate::query::{assert_sent, xml};

fn versions(items: &[&str], marker: Option<&str>) -> Answer {
    page("DescribeDBEngineVersions", "DBEngineVersions", "DBEngineVersion", items, marker)
}

#[tokio::test]
async fn an_engine_version_names_what_goes_with_it() {
    let target = xml(&[("Engine", "mysql"), ("EngineVersion", "8.4.3")]);
    let data = xml(&[
        ("Engine", "mysql"),
        ("EngineVersion", "8.0.40"),
        ("MajorEngineVersion", "8.0"),
        ("DBParameterGroupFamily", "mysql8.0"),
        ("ValidUpgradeTarget", &*format!("<UpgradeTarget>{target}</UpgradeTarget>")),
        ("SupportedCACertificateIdentifiers", "<member>rds-ca-rsa2048-g1</member>"),
    ]);
    let defaults = |operation: &str, name: &str| {
        let parameter =
            format!("<Parameters><Parameter><ParameterName>{name}</ParameterName></Parameter></Parameters>");
        answer(operation, xml(&[("EngineDefaults", &*parameter)]))
    };
    let option = xml(&[
        ("Engine", "mysql"),
        ("EngineVersion", "8.0.40"),
        ("DBInstanceClass", "db.t4g.micro"),
        ("LicenseModel", "general-public-license"),
        ("StorageType", "gp3"),
    ]);
    let options = || {
        let list = "OrderableDBInstanceOptions";
        page("DescribeOrderableDBInstanceOptions", list, "OrderableDBInstanceOption", &[&option], None)
    };
    let script = Script::new([
        versions(&[&data], Some("m1")),
        versions(&[&target], None),
        defaults("DescribeEngineDefaultParameters", "max_connections"),
        defaults("DescribeEngineDefaultClusterParameters", "time_zone"),
        options(),
        options(),
        versions(&[], None),
    ]);
    let rds = rds(&script);
    let listed = rds.db_engine_versions().try_collect().await.unwrap();
    assert_eq!(listed, [rds.db_engine_version("mysql", "8.0.40"), rds.db_engine_version("mysql", "8.4.3")]);
    let version = &listed[0];
    assert_eq!(version.arn().await.unwrap_err().kind(), ErrorKind::NoArn, "only custom versions have one");
    assert_eq!(version.upgrade_targets().await.unwrap(), listed[1..]);
    assert_eq!(version.ca_certificates().await.unwrap(), [rds.certificate("rds-ca-rsa2048-g1")]);
    assert_eq!(version.major_engine_version().await.unwrap(), Some(rds.db_major_engine_version("mysql", "8.0")));
    let parameters = version.engine_default_parameters().try_collect().await.unwrap();
    assert_eq!(parameters, [rds.engine_default_parameter("mysql8.0", "max_connections")]);
    let parameters = version.engine_default_cluster_parameters().try_collect().await.unwrap();
    assert_eq!(parameters, [rds.engine_default_cluster_parameter("mysql8.0", "time_zone")]);
    let found = version.orderable_db_instance_options().try_collect().await.unwrap();
    let (license, storage) = (Some("general-public-license"), Some("gp3"));
    let orderable = rds.orderable_db_instance_option("mysql", "8.0.40", "db.t4g.micro", license, storage, None);
    assert_eq!(found, slice::from_ref(&orderable));
    assert_eq!(orderable.data().await.unwrap().storage_type(), Some("gp3"));
    assert_eq!(orderable.db_engine_version(), *version);
    assert!(rds.db_engine_version("mysql", "1").data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "DescribeDBEngineVersions",
            "DescribeDBEngineVersions Marker=m1",
            "DescribeEngineDefaultParameters DBParameterGroupFamily=mysql8.0",
            "DescribeEngineDefaultClusterParameters DBParameterGroupFamily=mysql8.0",
            "DescribeOrderableDBInstanceOptions Engine=mysql EngineVersion=8.0.40",
            "DescribeOrderableDBInstanceOptions DBInstanceClass=db.t4g.micro Engine=mysql EngineVersion=8.0.40 \
             LicenseModel=general-public-license",
            "DescribeDBEngineVersions Engine=mysql EngineVersion=1 IncludeAll=true",
        ],
    );
}

#[tokio::test]
async fn a_custom_engine_version_has_an_arn() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:cev:custom-oracle-ee/19.mine/0a1b2c3d";
    let data = xml(&[("Engine", "custom-oracle-ee"), ("EngineVersion", "19.mine"), ("DBEngineVersionArn", arn)]);
    let script = Script::new([
        answer("CreateCustomDBEngineVersion", &data),
        versions(&[&data], None),
        answer("ModifyCustomDBEngineVersion", &data),
        answer("DeleteCustomDBEngineVersion", &data),
    ]);
    let rds = rds(&script);
    let create = rds.create_custom_db_engine_version();
    let create = create.with(|r| r.engine("custom-oracle-ee").engine_version("19.mine").kms_key_id("key"));
    let version = create.await.unwrap().unwrap();
    exercised::arn("rds.DBEngineVersion", &version.arn().await.unwrap(), Some(arn));
    let modify = version.modify().with(|r| r.status(CustomEngineVersionStatus::Inactive));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&version));
    assert_eq!(version.delete().await.unwrap().as_ref(), Some(&version));
    assert_sent(
        &script,
        &[
            "CreateCustomDBEngineVersion Engine=custom-oracle-ee EngineVersion=19.mine KMSKeyId=key",
            "DescribeDBEngineVersions Engine=custom-oracle-ee EngineVersion=19.mine IncludeAll=true",
            "ModifyCustomDBEngineVersion Engine=custom-oracle-ee EngineVersion=19.mine Status=inactive",
            "DeleteCustomDBEngineVersion Engine=custom-oracle-ee EngineVersion=19.mine",
        ],
    );
}

#[tokio::test]
async fn what_aws_has_for_all_accounts_is_listed() {
    let arn = "arn:aws:rds:eu-west-1::cert:rds-ca-rsa2048-g1";
    let certificate = xml(&[("CertificateIdentifier", "rds-ca-rsa2048-g1"), ("CertificateArn", arn)]);
    let region = xml(&[("RegionName", "us-east-1"), ("Endpoint", "https://rds.us-east-1.amazonaws.com")]);
    let platform = xml(&[("Engine", "aurora-mysql"), ("ServerlessV2PlatformVersion", "3"), ("Status", "enabled")]);
    let major = xml(&[("Engine", "mysql"), ("MajorEngineVersion", "8.0")]);
    let quota = |name: &str, max: &str| xml(&[("AccountQuotaName", name), ("Max", max)]);
    let quotas = || {
        let (instances, groups) = (quota("DBInstances", "40"), quota("DBParameterGroups", "50"));
        page("DescribeAccountAttributes", "AccountQuotas", "AccountQuota", &[&instances, &groups], None)
    };
    let categories = xml(&[
        ("SourceType", "db-instance"),
        ("EventCategories", "<EventCategory>failover</EventCategory><EventCategory>failure</EventCategory>"),
    ]);
    let certificates = || page("DescribeCertificates", "Certificates", "Certificate", &[&certificate], None);
    let regions = || page("DescribeSourceRegions", "SourceRegions", "SourceRegion", &[&region], None);
    let platforms =
        || page("DescribeServerlessV2PlatformVersions", "ServerlessV2PlatformVersions", "member", &[&platform], None);
    let majors =
        || page("DescribeDBMajorEngineVersions", "DBMajorEngineVersions", "DBMajorEngineVersion", &[&major], None);
    let script = Script::new([
        certificates(),
        certificates(),
        answer("ModifyCertificates", format!("<Certificate>{certificate}</Certificate>")),
        regions(),
        regions(),
        platforms(),
        platforms(),
        majors(),
        majors(),
        quotas(),
        quotas(),
        page("DescribeEventCategories", "EventCategoriesMapList", "EventCategoriesMap", &[&categories], None),
        query_error(404, "CertificateNotFound", "none"),
    ]);
    let rds = rds(&script);
    let certificate = rds.certificate("rds-ca-rsa2048-g1");
    assert_eq!(rds.certificates().try_collect().await.unwrap(), slice::from_ref(&certificate));
    exercised::arn("rds.Certificate", &certificate.arn().await.unwrap(), Some(arn));
    let default = rds.modify_certificates().with(|r| r.certificate_identifier("rds-ca-rsa2048-g1"));
    assert_eq!(default.await.unwrap(), Some(certificate));
    let region = rds.source_region("us-east-1");
    assert_eq!(rds.source_regions().try_collect().await.unwrap(), slice::from_ref(&region));
    assert_eq!(region.data().await.unwrap().endpoint(), Some("https://rds.us-east-1.amazonaws.com"));
    let platform = rds.serverless_v2_platform_version("aurora-mysql", "3");
    assert_eq!(rds.serverless_v2_platform_versions().try_collect().await.unwrap(), slice::from_ref(&platform));
    assert_eq!(platform.data().await.unwrap().status(), Some("enabled"));
    let major = rds.db_major_engine_version("mysql", "8.0");
    assert_eq!(rds.db_major_engine_versions().try_collect().await.unwrap(), slice::from_ref(&major));
    assert_eq!(major.data().await.unwrap().engine(), Some("mysql"));
    let quotas = rds.account_quotas().try_collect().await.unwrap();
    assert_eq!(quotas, [rds.account_quota("DBInstances"), rds.account_quota("DBParameterGroups")]);
    assert_eq!(rds.account_quota("DBParameterGroups").data().await.unwrap().max(), Some(50));
    let categories = rds.describe_event_categories().with(|r| r.source_type("db-instance")).await.unwrap();
    assert_eq!(categories[0].event_categories(), ["failover", "failure"]);
    assert!(rds.certificate("none").data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "DescribeCertificates",
            "DescribeCertificates CertificateIdentifier=rds-ca-rsa2048-g1",
            "ModifyCertificates CertificateIdentifier=rds-ca-rsa2048-g1",
            "DescribeSourceRegions",
            "DescribeSourceRegions RegionName=us-east-1",
            "DescribeServerlessV2PlatformVersions",
            "DescribeServerlessV2PlatformVersions Engine=aurora-mysql IncludeAll=true ServerlessV2PlatformVersion=3",
            "DescribeDBMajorEngineVersions",
            "DescribeDBMajorEngineVersions Engine=mysql MajorEngineVersion=8.0",
            "DescribeAccountAttributes",
            "DescribeAccountAttributes",
            "DescribeEventCategories SourceType=db-instance",
            "DescribeCertificates CertificateIdentifier=none",
        ],
    );
}

#[tokio::test]
async fn an_offering_is_bought() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:ri:ours";
    let offering = xml(&[("ReservedDBInstancesOfferingId", "offer"), ("DBInstanceClass", "db.r6g.large")]);
    let reserved = xml(&[
        ("ReservedDBInstanceId", "ours"),
        ("ReservedDBInstancesOfferingId", "offer"),
        ("DBInstanceCount", "2"),
        ("ReservedDBInstanceArn", arn),
    ]);
    let offerings = || {
        let list = "ReservedDBInstancesOfferings";
        page("DescribeReservedDBInstancesOfferings", list, "ReservedDBInstancesOffering", &[&offering], None)
    };
    let bought =
        || page("DescribeReservedDBInstances", "ReservedDBInstances", "ReservedDBInstance", &[&reserved], None);
    let script = Script::new([
        offerings(),
        offerings(),
        answer("PurchaseReservedDBInstancesOffering", xml(&[("ReservedDBInstance", &*reserved)])),
        bought(),
        bought(),
        bought(),
        query_error(404, "ReservedDBInstanceNotFound", "none"),
    ]);
    let rds = rds(&script);
    let offering = rds.reserved_db_instances_offering("offer");
    assert_eq!(rds.reserved_db_instances_offerings().try_collect().await.unwrap(), slice::from_ref(&offering));
    assert_eq!(offering.data().await.unwrap().db_instance_class(), Some("db.r6g.large"));
    let purchase = offering.purchase().with(|r| r.reserved_db_instance_id("ours").db_instance_count(2));
    let reserved = purchase.await.unwrap().unwrap();
    assert_eq!(reserved.loaded().unwrap().db_instance_count(), Some(2), "buying brings the data");
    assert_eq!(offering.reserved_db_instances().try_collect().await.unwrap(), slice::from_ref(&reserved));
    assert_eq!(rds.reserved_db_instances().try_collect().await.unwrap(), [reserved]);
    let ours = rds.reserved_db_instance("ours");
    exercised::arn("rds.ReservedDBInstance", &ours.arn().await.unwrap(), Some(arn));
    assert_eq!(ours.offering().await.unwrap(), Some(offering));
    assert!(rds.reserved_db_instance("none").data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "DescribeReservedDBInstancesOfferings",
            "DescribeReservedDBInstancesOfferings ReservedDBInstancesOfferingId=offer",
            "PurchaseReservedDBInstancesOffering DBInstanceCount=2 ReservedDBInstanceId=ours \
             ReservedDBInstancesOfferingId=offer",
            "DescribeReservedDBInstances ReservedDBInstancesOfferingId=offer",
            "DescribeReservedDBInstances",
            "DescribeReservedDBInstances ReservedDBInstanceId=ours",
            "DescribeReservedDBInstances ReservedDBInstanceId=none",
        ],
    );
}

/// A capacity reservation has a name, but is called by the identifier that AWS gives it.
#[tokio::test]
async fn capacity_is_reserved() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:cr:dbcr-abc";
    let data = xml(&[
        ("DBCapacityReservationName", "sale"),
        ("DBCapacityReservationIdentifier", "dbcr-abc"),
        ("DBCapacityReservationArn", arn),
        ("State", "active"),
    ]);
    let acted = |operation: &str| answer(operation, xml(&[("DBCapacityReservation", &*data)]));
    let script = Script::new([
        acted("CreateDBCapacityReservation"),
        page("DescribeDBCapacityReservations", "DBCapacityReservations", "member", &[&data], None),
        acted("ModifyDBCapacityReservation"),
        acted("CancelDBCapacityReservation"),
        query_error(404, "DBCapacityReservationNotFound", "gone"),
    ]);
    let rds = rds(&script);
    let create = rds.create_db_capacity_reservation().with(|r| {
        let r = r.db_capacity_reservation_name("sale").db_instance_class("db.r6g.large").engine("mysql");
        r.capacity_per_availability_zone(2).availability_zones("eu-west-1a")
    });
    let reservation = create.await.unwrap().unwrap();
    assert_eq!(reservation.id(), "dbcr-abc");
    exercised::arn("rds.DBCapacityReservation", &reservation.arn().await.unwrap(), Some(arn));
    assert_eq!(rds.db_capacity_reservations().try_collect().await.unwrap(), slice::from_ref(&reservation));
    let modify = reservation.modify().with(|r| r.capacity_per_availability_zone(3));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&reservation));
    assert_eq!(reservation.cancel().await.unwrap().as_ref(), Some(&reservation));
    assert!(reservation.data().await.unwrap_err().is_not_found());
    let sent = script.request(0);
    assert_eq!(sent.param("DBCapacityReservationName").as_deref(), Some("sale"));
    assert_eq!(sent.param("CapacityPerAvailabilityZone").as_deref(), Some("2"));
    let sent = script.request(2);
    assert_eq!(sent.operation(), "ModifyDBCapacityReservation");
    assert_eq!(sent.param("DBCapacityReservationIdentifier").as_deref(), Some("dbcr-abc"));
    assert_eq!(script.request(3).params(), script.request(4).params(), "cancelled as it is loaded: by the identifier");
}

#[tokio::test]
async fn recommendations_are_of_what_they_are_about() {
    let one = xml(&[("RecommendationId", "rec-1"), ("TypeId", "config_recommendation::old_minor_version")]);
    let listed = |items: &[&str]| page("DescribeDBRecommendations", "DBRecommendations", "member", items, None);
    let described = xml(&[("DBInstanceIdentifier", "orders"), ("DbiResourceId", "db-ABC")]);
    let cluster = xml(&[("DBClusterIdentifier", "shop"), ("DbClusterResourceId", "cluster-ABC")]);
    let group = "arn:aws:rds:eu-west-1:123456789012:pg:tuned";
    let groups = xml(&[("DBParameterGroupName", "tuned"), ("DBParameterGroupArn", group)]);
    let script = Script::new([
        listed(&[&one]),
        listed(&[&one]),
        page("DescribeDBInstances", "DBInstances", "DBInstance", &[&described], None),
        listed(&[&one]),
        page("DescribeDBClusters", "DBClusters", "DBCluster", &[&cluster], None),
        listed(&[]),
        page("DescribeDBParameterGroups", "DBParameterGroups", "DBParameterGroup", &[&groups], None),
        listed(&[]),
        answer("ModifyDBRecommendation", xml(&[("DBRecommendation", &*one)])),
        listed(&[]),
    ]);
    let rds = rds(&script);
    let recommendation = rds.db_recommendation("rec-1");
    assert_eq!(rds.db_recommendations().try_collect().await.unwrap(), slice::from_ref(&recommendation));
    let data = recommendation.data().await.unwrap();
    assert_eq!(data.type_id(), Some("config_recommendation::old_minor_version"));
    let of_instance = rds.db_instance("orders").recommendations().try_collect().await.unwrap();
    assert_eq!(of_instance, slice::from_ref(&recommendation));
    assert_eq!(rds.db_cluster("shop").recommendations().try_collect().await.unwrap(), []);
    assert_eq!(rds.db_parameter_group("tuned").recommendations().try_collect().await.unwrap(), []);
    let dismissed = recommendation.modify().with(|r| r.status("dismissed"));
    assert_eq!(dismissed.await.unwrap().as_ref(), Some(&recommendation));
    assert!(recommendation.data().await.unwrap_err().is_not_found(), "an empty answer");
    let by = |name: &str, value: &str| {
        format!("DescribeDBRecommendations Filters.Filter.1.Name={name} Filters.Filter.1.Values.Value.1={value}")
    };
    assert_sent(
        &script,
        &[
            "DescribeDBRecommendations",
            &by("recommendation-id", "rec-1"),
            "DescribeDBInstances DBInstanceIdentifier=orders",
            &by("dbi-resource-id", "db-ABC"),
            "DescribeDBClusters DBClusterIdentifier=shop",
            &by("cluster-resource-id", "cluster-ABC"),
            "DescribeDBParameterGroups DBParameterGroupName=tuned",
            &by("pg-arn", group),
            "ModifyDBRecommendation RecommendationId=rec-1 Status=dismissed",
            &by("recommendation-id", "rec-1"),
        ],
    );
}
