//! What the fake AWS lacks: DNSSEC, traffic policies, CIDR collections, quotas, query logs and VPCs of other accounts.

use aws_resources::{ErrorKind, route53::Route53};
use aws_sdk_route53::types::{
    AccountLimitType, CidrCollectionChange, CidrCollectionChangeAction, HostedZoneLimitType,
    ReusableDelegationSetLimitType, RrType, VpcRegion,
};
use end_to_end::{
    answers::{change, get_zone, route53 as xml, route53_error, zone},
    exercised,
    script::{Answer, Script, session},
};

fn service(script: &Script) -> Route53 {
    Route53::new(&session(script))
}

/// The change that an action starts.
fn changed(operation: &str, id: &str) -> Answer {
    xml(&format!("{operation}Response"), change(id, "PENDING"))
}

fn dnssec(status: &str) -> Answer {
    let key = "<KeySigningKeys><member><Name>ksk</Name><KmsArn>arn:aws:kms:us-east-1:123456789012:key/k</KmsArn>\
               <Status>ACTIVE</Status></member></KeySigningKeys>";
    xml("GetDNSSECResponse", format!("<Status><ServeSignature>{status}</ServeSignature></Status>{key}"))
}

#[tokio::test(start_paused = true)]
async fn a_zone_is_signed_by_a_key() {
    let key = "<KeySigningKey><Name>ksk</Name><Status>INACTIVE</Status></KeySigningKey>";
    let script = Script::new([
        xml("CreateKeySigningKeyResponse", change("C1", "PENDING") + key),
        changed("ActivateKeySigningKey", "C2"),
        changed("EnableHostedZoneDNSSEC", "C3"),
        dnssec("SIGNING"),
        dnssec("SIGNING"),
        dnssec("SIGNING"),
        changed("DisableHostedZoneDNSSEC", "C4"),
        dnssec("DELETING"),
        dnssec("NOT_SIGNING"),
        changed("DeactivateKeySigningKey", "C5"),
        changed("DeleteKeySigningKey", "C6"),
    ]);
    let route53 = service(&script);
    let zone = route53.hosted_zone("Z1");
    let made = zone.create_key_signing_key().with(|r| r.name("ksk").status("INACTIVE")).await.unwrap().unwrap();
    assert_eq!(made, zone.key_signing_key("ksk"));
    assert_eq!(made.loaded().unwrap().status(), Some("INACTIVE"), "creating brings the data");
    assert!(script.request(0).body.contains("<HostedZoneId>Z1</HostedZoneId>"), "{}", script.request(0).body);
    assert_eq!(made.activate().await.unwrap(), Some(route53.change("C2")));
    assert_eq!(script.operations()[1], "POST /2013-04-01/keysigningkey/Z1/ksk/activate");
    assert_eq!(zone.enable_dnssec().await.unwrap(), Some(route53.change("C3")));
    zone.wait_until_dnssec_signing().await.unwrap();
    assert_eq!(zone.key_signing_keys().try_collect().await.unwrap(), std::slice::from_ref(&made));
    let status = zone.get_dnssec_status().await.unwrap().unwrap();
    assert_eq!(status.serve_signature(), Some("SIGNING"));

    let started = zone.disable_dnssec().await.unwrap().unwrap();
    assert_eq!(started.loaded().unwrap().status().as_str(), "PENDING", "an action brings the change's data");
    zone.wait_until_dnssec_not_signing().await.unwrap();
    made.deactivate().await.unwrap();
    made.delete().await.unwrap();
    let sent = ["POST /2013-04-01/keysigningkey/Z1/ksk/deactivate", "DELETE /2013-04-01/keysigningkey/Z1/ksk"];
    assert_eq!(script.operations()[9..], sent);
}

fn policy(version: i32) -> String {
    format!(
        "<TrafficPolicy><Id>tp</Id><Version>{version}</Version><Name>n</Name><Type>A</Type><Document>{{}}</Document>\
         <Comment>c-{version}</Comment></TrafficPolicy>"
    )
}

fn instance(id: &str, state: &str) -> String {
    format!(
        "<TrafficPolicyInstance><Id>{id}</Id><HostedZoneId>Z1</HostedZoneId><Name>www</Name><TTL>60</TTL>\
         <State>{state}</State><Message></Message><TrafficPolicyId>tp</TrafficPolicyId>\
         <TrafficPolicyVersion>2</TrafficPolicyVersion><TrafficPolicyType>A</TrafficPolicyType>\
         </TrafficPolicyInstance>"
    )
}

#[tokio::test]
async fn a_traffic_policy_has_versions() {
    let page = |version: i32, more: bool| {
        let marker = format!("<IsTruncated>{more}</IsTruncated><TrafficPolicyVersionMarker>{version}");
        let policies = format!("<TrafficPolicies>{}</TrafficPolicies>", policy(version));
        let end = "</TrafficPolicyVersionMarker><MaxItems>1</MaxItems>";
        xml("ListTrafficPolicyVersionsResponse", format!("{policies}{marker}{end}"))
    };
    let script = Script::new([
        xml("CreateTrafficPolicyResponse", policy(1)),
        xml("CreateTrafficPolicyVersionResponse", policy(2)),
        page(1, true),
        page(2, false),
        xml("UpdateTrafficPolicyCommentResponse", policy(2)),
        xml("DeleteTrafficPolicyResponse", ""),
        route53_error(404, "NoSuchTrafficPolicy", "There is none."),
    ]);
    let route53 = service(&script);
    let first = route53.create_traffic_policy().with(|r| r.name("n").document("{}")).await.unwrap().unwrap();
    assert_eq!(first, route53.traffic_policy("tp", 1));
    let second = first.create_version().with(|r| r.document("{}")).await.unwrap().unwrap();
    assert_eq!(script.operations()[1], "POST /2013-04-01/trafficpolicy/tp");
    let versions = first.versions().page_size(1).try_collect().await.unwrap();
    assert_eq!(versions, [first, second.clone()]);
    assert_eq!(script.request(3).query()["trafficpolicyversion"], "1");
    let updated = second.update_comment().with(|r| r.comment("c-2")).await.unwrap().unwrap();
    assert_eq!(updated.loaded().unwrap().comment(), Some("c-2"));
    second.delete().await.unwrap();
    let sent = ["POST /2013-04-01/trafficpolicy/tp/2", "DELETE /2013-04-01/trafficpolicy/tp/2"];
    assert_eq!(script.operations()[4..], sent);
    assert!(second.reload().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_traffic_policy_is_used_by_instances() {
    let list = |operation: &str, id: &str, markers: &str| {
        let instances = format!("<TrafficPolicyInstances>{}</TrafficPolicyInstances>", instance(id, "Applied"));
        let truncated = format!("<IsTruncated>{}</IsTruncated><MaxItems>1</MaxItems>", !markers.is_empty());
        xml(&format!("{operation}Response"), format!("{instances}{markers}{truncated}"))
    };
    let next = "<HostedZoneIdMarker>Z1</HostedZoneIdMarker>\
                <TrafficPolicyInstanceNameMarker>www</TrafficPolicyInstanceNameMarker>\
                <TrafficPolicyInstanceTypeMarker>A</TrafficPolicyInstanceTypeMarker>";
    let one = |state: &str| xml("GetTrafficPolicyInstanceResponse", instance("i1", state));
    let script = Script::new([
        xml("CreateTrafficPolicyInstanceResponse", instance("i1", "Creating")),
        one("Creating"),
        one("Applied"),
        list("ListTrafficPolicyInstances", "i1", next),
        list("ListTrafficPolicyInstances", "i2", ""),
        list("ListTrafficPolicyInstancesByHostedZone", "i1", ""),
        list("ListTrafficPolicyInstancesByPolicy", "i1", ""),
        xml("GetTrafficPolicyInstanceCountResponse", "<TrafficPolicyInstanceCount>2</TrafficPolicyInstanceCount>"),
        xml("UpdateTrafficPolicyInstanceResponse", instance("i1", "Updating")),
        one("Failed"),
        xml("DeleteTrafficPolicyInstanceResponse", ""),
        one("Deleting"),
        route53_error(404, "NoSuchTrafficPolicyInstance", "There is none."),
    ]);
    let route53 = service(&script);
    let (policy, zone) = (route53.traffic_policy("tp", 2), route53.hosted_zone("Z1"));
    let create = policy.create_instance().with(|r| r.hosted_zone_id("Z1").name("www").ttl(60));
    let made = create.await.unwrap().unwrap();
    assert_eq!(made, route53.traffic_policy_instance("i1"));
    let body = script.request(0).body;
    assert!(body.contains("<TrafficPolicyId>tp</TrafficPolicyId>"), "{body}");
    assert!(body.contains("<TrafficPolicyVersion>2</TrafficPolicyVersion>"), "{body}");
    made.wait_until_applied().await.unwrap();

    let all = route53.traffic_policy_instances().page_size(1).try_collect().await.unwrap();
    assert_eq!(all, ["i1", "i2"].map(|id| route53.traffic_policy_instance(id)));
    let sent = script.request(4).query();
    assert_eq!(sent["hostedzoneid"], "Z1");
    assert_eq!((&*sent["trafficpolicyinstancename"], &*sent["trafficpolicyinstancetype"]), ("www", "A"));
    let of_zone = zone.traffic_policy_instances().try_collect().await.unwrap();
    assert_eq!(of_zone, std::slice::from_ref(&made));
    assert_eq!(script.request(5).query()["id"], "Z1");
    assert_eq!(policy.instances().try_collect().await.unwrap(), of_zone);
    assert_eq!((&*script.request(6).query()["id"], &*script.request(6).query()["version"]), ("tp", "2"));
    assert_eq!(of_zone[0].hosted_zone().await.unwrap(), Some(zone));
    assert_eq!(of_zone[0].traffic_policy().await.unwrap(), Some(policy));
    assert_eq!(route53.get_traffic_policy_instance_count().await.unwrap(), 2);

    let updated = made.update().with(|r| r.ttl(30)).await.unwrap().unwrap();
    assert_eq!(updated.loaded().unwrap().state(), "Updating");
    let failed = made.wait_until_applied().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);
    made.delete().await.unwrap();
    assert_eq!(script.operations()[10], "DELETE /2013-04-01/trafficpolicyinstance/i1");
    made.wait_until_deleted().await.unwrap();
}

#[tokio::test]
async fn a_cidr_collection_has_locations_and_blocks() {
    const ARN: &str = "arn:aws:route53:::cidrcollection/c8c02a84-aaaa-bbbb-e0d2-d833a2f80106";
    let member = |name: &str| {
        format!("<Arn>{ARN}</Arn><Id>c8c02a84-aaaa-bbbb-e0d2-d833a2f80106</Id><Name>{name}</Name><Version>1</Version>")
    };
    let list = |operation: &str, list: &str, member: &str, token: &str| {
        xml(&format!("{operation}Response"), format!("<{list}><member>{member}</member></{list}>{token}"))
    };
    let token = "<NextToken>t</NextToken>";
    let block = "<CidrBlock>192.0.2.0/24</CidrBlock><LocationName>office</LocationName>";
    let script = Script::new([
        xml("CreateCidrCollectionResponse", format!("<Collection>{}</Collection>", member("net"))),
        list("ListCidrCollections", "CidrCollections", &member("net"), ""),
        xml("ChangeCidrCollectionResponse", "<Id>C1</Id>"),
        list("ListCidrLocations", "CidrLocations", "<LocationName>office</LocationName>", token),
        list("ListCidrLocations", "CidrLocations", "<LocationName>home</LocationName>", ""),
        list("ListCidrBlocks", "CidrBlocks", block, ""),
        list("ListCidrBlocks", "CidrBlocks", block, ""),
        xml("ChangeCidrCollectionResponse", "<Id>C2</Id>"),
        xml("DeleteCidrCollectionResponse", ""),
        xml("ListCidrCollectionsResponse", "<CidrCollections></CidrCollections>"),
    ]);
    let route53 = service(&script);
    let made = route53.create_cidr_collection().with(|r| r.name("net").caller_reference("1"));
    let made = made.await.unwrap().unwrap();
    let listed = route53.cidr_collections().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&made));
    let data = listed[0].loaded().expect("a listing brings the data");
    exercised::arn("route53.CidrCollection", &listed[0].arn().await.unwrap(), data.arn());

    let put = CidrCollectionChange::builder().action(CidrCollectionChangeAction::Put).location_name("office");
    let put = put.cidr_list("192.0.2.0/24").build().unwrap();
    assert_eq!(made.change().with(|r| r.changes(put)).await.unwrap(), route53.change("C1"));
    let locations = made.locations().try_collect().await.unwrap();
    assert_eq!(locations, ["office", "home"].map(|name| made.location(name)));
    assert_eq!(script.request(4).query()["nexttoken"], "t");
    let office = made.location("office");
    let blocks = office.blocks().try_collect().await.unwrap();
    assert_eq!(blocks, [office.block("192.0.2.0/24")]);
    assert_eq!(script.request(5).query()["location"], "office");
    assert_eq!(made.blocks().try_collect().await.unwrap(), blocks);
    assert_eq!(blocks[0].delete().await.unwrap(), route53.change("C2"));
    let body = script.request(7).body;
    assert!(body.contains("<Action>DELETE_IF_EXISTS</Action>"), "{body}");
    assert!(body.contains("<Cidr>192.0.2.0/24</Cidr>"), "{body}");
    made.delete().await.unwrap();
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn zones_by_name_go_on_from_a_name_and_an_id() {
    let page = |id: &str, next: &str| {
        let zones = format!("<HostedZones><HostedZone>{}</HostedZone></HostedZones>", zone(id));
        let end = format!("<IsTruncated>{}</IsTruncated><MaxItems>1</MaxItems>{next}", !next.is_empty());
        xml("ListHostedZonesByNameResponse", zones + &end)
    };
    let next = "<NextDNSName>b.example.</NextDNSName><NextHostedZoneId>Z2</NextHostedZoneId>";
    let script = Script::new([page("Z1", next), page("Z2", "")]);
    let route53 = service(&script);
    let zones = route53.hosted_zones_by_name().page_size(1).try_collect().await.unwrap();
    assert_eq!(zones, ["Z1", "Z2"].map(|id| route53.hosted_zone(id)));
    let sent = script.request(1).query();
    assert_eq!((&*sent["dnsname"], &*sent["hostedzoneid"], &*sent["maxitems"]), ("b.example.", "Z2", "1"));
}

#[tokio::test]
async fn quotas_are_loaded_by_their_kind() {
    let limit = |operation: &str, kind: &str, value: u32| {
        let limit = format!("<Limit><Type>{kind}</Type><Value>{value}</Value></Limit><Count>3</Count>");
        xml(&format!("{operation}Response"), limit)
    };
    let script = Script::new([
        limit("GetAccountLimit", "MAX_HOSTED_ZONES_BY_OWNER", 500),
        limit("GetHostedZoneLimit", "MAX_RRSETS_BY_ZONE", 10_000),
        limit("GetReusableDelegationSetLimit", "MAX_ZONES_BY_REUSABLE_DELEGATION_SET", 100),
    ]);
    let route53 = service(&script);
    let account = route53.account_limit(AccountLimitType::MaxHostedZonesByOwner).data().await.unwrap();
    assert_eq!((account.count(), account.limit().map(|limit| limit.value())), (3, Some(500)));
    let zone = route53.hosted_zone("Z1").limit(HostedZoneLimitType::MaxRrsetsByZone);
    assert_eq!(zone.data().await.unwrap().limit().map(|limit| limit.value()), Some(10_000));
    let set = route53.delegation_set("N1").limit(ReusableDelegationSetLimitType::MaxZonesByReusableDelegationSet);
    assert_eq!(set.data().await.unwrap().limit().map(|limit| limit.value()), Some(100));
    let sent = [
        "GET /2013-04-01/accountlimit/MAX_HOSTED_ZONES_BY_OWNER",
        "GET /2013-04-01/hostedzonelimit/Z1/MAX_RRSETS_BY_ZONE",
        "GET /2013-04-01/reusabledelegationsetlimit/N1/MAX_ZONES_BY_REUSABLE_DELEGATION_SET",
    ];
    assert_eq!(script.operations(), sent);
}

#[tokio::test]
async fn query_logs_are_a_zones() {
    let config = "<QueryLoggingConfig><Id>q1</Id><HostedZoneId>Z1</HostedZoneId><CloudWatchLogsLogGroupArn>\
                  arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/shop</CloudWatchLogsLogGroupArn>\
                  </QueryLoggingConfig>";
    let list = |token: &str| {
        let configs = format!("<QueryLoggingConfigs>{config}</QueryLoggingConfigs>{token}");
        xml("ListQueryLoggingConfigsResponse", configs)
    };
    let script = Script::new([
        xml("CreateQueryLoggingConfigResponse", config),
        list("<NextToken>t</NextToken>"),
        list(""),
        list(""),
        xml("GetQueryLoggingConfigResponse", config),
        xml("DeleteQueryLoggingConfigResponse", ""),
        route53_error(404, "NoSuchQueryLoggingConfig", "There is none."),
    ]);
    let route53 = service(&script);
    let zone = route53.hosted_zone("Z1");
    let made = zone.create_query_logging_config().with(|r| r.cloud_watch_logs_log_group_arn("arn")).await;
    let made = made.unwrap().unwrap();
    assert!(script.request(0).body.contains("<HostedZoneId>Z1</HostedZoneId>"), "{}", script.request(0).body);
    assert_eq!(route53.query_logging_configs().try_collect().await.unwrap().len(), 2);
    assert_eq!(script.request(2).query()["nexttoken"], "t");
    assert_eq!(zone.query_logging_configs().try_collect().await.unwrap(), std::slice::from_ref(&made));
    assert_eq!(script.request(3).query()["hostedzoneid"], "Z1");
    assert_eq!(made.reload().await.unwrap().hosted_zone_id(), "Z1");
    assert_eq!(made.hosted_zone().await.unwrap(), Some(zone));
    assert_eq!(made.arn().await.unwrap().as_str(), "arn:aws:route53:::queryloggingconfig/q1");
    made.delete().await.unwrap();
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_vpc_of_another_account_is_authorized() {
    let vpc = |id: &str| format!("<VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>{id}</VPCId></VPC>");
    let list = |id: &str, token: &str| {
        let vpcs = format!("<HostedZoneId>Z1</HostedZoneId><VPCs>{}</VPCs>{token}", vpc(id));
        xml("ListVPCAssociationAuthorizationsResponse", vpcs)
    };
    let created = || {
        let made = format!("<HostedZoneId>Z1</HostedZoneId>{}", vpc("vpc-1"));
        xml("CreateVPCAssociationAuthorizationResponse", made)
    };
    let script = Script::new([
        created(),
        created(),
        list("vpc-1", "<NextToken>t</NextToken>"),
        list("vpc-2", ""),
        list("vpc-2", ""),
        changed("AssociateVPCWithHostedZone", "C1"),
        xml("DeleteVPCAssociationAuthorizationResponse", ""),
        xml("DeleteVPCAssociationAuthorizationResponse", ""),
    ]);
    let zone = service(&script).hosted_zone("Z1");
    let first = zone.vpc_association_authorization(VpcRegion::EuWest1, "vpc-1");
    assert_eq!(first.create().await.unwrap(), Some(first.clone()));
    let sent = script.request(0);
    assert_eq!(sent.operation(), "POST /2013-04-01/hostedzone/Z1/authorizevpcassociation");
    assert!(sent.body.contains(&vpc("vpc-1")), "{}", sent.body);
    assert_eq!(zone.create_vpc_association_authorization().await.unwrap(), Some(first.clone()));
    let listed = zone.vpc_association_authorizations().try_collect().await.unwrap();
    assert_eq!(listed, [first.clone(), zone.vpc_association_authorization(VpcRegion::EuWest1, "vpc-2")]);
    assert_eq!(script.request(3).query()["nexttoken"], "t");
    assert!(first.reload().await.unwrap_err().is_not_found(), "it is looked for among all");
    assert_eq!(first.vpc_association(), zone.vpc_association(VpcRegion::EuWest1, "vpc-1"));
    zone.associate_vpc().await.unwrap();
    first.delete().await.unwrap();
    assert!(script.request(6).body.contains(&vpc("vpc-1")), "{}", script.request(6).body);
    zone.delete_vpc_association_authorization().await.unwrap();
    assert_eq!(script.operations()[7], "POST /2013-04-01/hostedzone/Z1/deauthorizevpcassociation");
}

#[tokio::test]
async fn places_have_up_to_three_codes() {
    let place = |codes: &str| format!("<GeoLocationDetails>{codes}</GeoLocationDetails>");
    let page = |codes: &str, next: &str| {
        let truncated = format!("<IsTruncated>{}</IsTruncated><MaxItems>1</MaxItems>", !next.is_empty());
        let places = format!("<GeoLocationDetailsList>{}</GeoLocationDetailsList>", place(codes));
        xml("ListGeoLocationsResponse", format!("{places}{truncated}{next}"))
    };
    let texas = "<CountryCode>US</CountryCode><CountryName>United States</CountryName>\
                 <SubdivisionCode>TX</SubdivisionCode><SubdivisionName>Texas</SubdivisionName>";
    let script = Script::new([
        page("<ContinentCode>AF</ContinentCode>", "<NextCountryCode>US</NextCountryCode>"),
        page(texas, ""),
        xml("GetGeoLocationResponse", place(texas)),
    ]);
    let route53 = service(&script);
    let places = route53.geo_locations().page_size(1).try_collect().await.unwrap();
    let codes = [(Some("AF"), None, None), (None, Some("US"), Some("TX"))];
    assert_eq!(places, codes.map(|(continent, country, part)| route53.geo_location(continent, country, part)));
    assert_eq!(script.request(1).query()["startcountrycode"], "US");
    assert_eq!(places[1].reload().await.unwrap().subdivision_name(), Some("Texas"));
    let sent = [("countrycode".into(), "US".into()), ("subdivisioncode".into(), "TX".into())];
    assert_eq!(script.request(2).query(), sent.into());
}

#[tokio::test]
async fn health_checks_say_why_they_failed() {
    let seen = "<HealthCheckObservations><HealthCheckObservation><Region>eu-west-1</Region><IPAddress>192.0.2.1\
                </IPAddress><StatusReport><Status>Failure: timeout</Status></StatusReport></HealthCheckObservation>\
                </HealthCheckObservations>";
    let answer = || xml("GetHealthCheckLastFailureReasonResponse", seen);
    let script = Script::new([
        answer(),
        answer(),
        xml("GetHealthCheckCountResponse", "<HealthCheckCount>7</HealthCheckCount>"),
        xml("GetCheckerIpRangesResponse", "<CheckerIpRanges><member>192.0.2.0/26</member></CheckerIpRanges>"),
    ]);
    let route53 = service(&script);
    let check = route53.health_check("h1");
    let reasons = check.last_failure_reasons().try_collect().await.unwrap();
    assert_eq!(reasons, [check.last_failure_reason("192.0.2.1")]);
    let data = reasons[0].reload().await.unwrap();
    assert_eq!(data.status_report().and_then(|report| report.status()), Some("Failure: timeout"));
    assert_eq!(script.operations()[0], "GET /2013-04-01/healthcheck/h1/lastfailurereason");
    assert_eq!(route53.get_health_check_count().await.unwrap(), 7);
    assert_eq!(route53.get_checker_ip_ranges().await.unwrap(), ["192.0.2.0/26"]);
}

#[tokio::test]
async fn route_53_is_asked_what_it_answers() {
    let answer = || {
        let data = "<RecordData><RecordDataEntry>192.0.2.44</RecordDataEntry></RecordData>";
        let name = "<Nameserver>ns-1.awsdns-1.com</Nameserver><RecordName>www</RecordName><RecordType>A</RecordType>";
        let end = "<ResponseCode>NOERROR</ResponseCode><Protocol>UDP</Protocol>";
        xml("TestDNSAnswerResponse", format!("{name}{data}{end}"))
    };
    let script = Script::new([answer(), answer()]);
    let zone = service(&script).hosted_zone("Z1");
    let record = zone.resource_record_set("www.shop.example.", RrType::A, None);
    assert_eq!(record.test_dns_answer().await.unwrap().record_data(), ["192.0.2.44"]);
    let sent = script.request(0).query();
    assert_eq!((&*sent["hostedzoneid"], &*sent["recordname"]), ("Z1", "www.shop.example."));
    let asked = zone.test_dns_answer().with(|r| r.record_name("www").record_type(RrType::A)).await.unwrap();
    assert_eq!(asked.response_code(), "NOERROR");
    assert_eq!(script.request(1).query()["recordtype"], "A");
}

#[tokio::test(start_paused = true)]
async fn accelerated_recovery_is_waited_for() {
    let state = |state: &str| {
        let features = format!("<Features><AcceleratedRecoveryStatus>{state}</AcceleratedRecoveryStatus></Features>");
        xml("GetHostedZoneResponse", format!("<HostedZone>{}{features}</HostedZone>", zone("Z1")))
    };
    let script = Script::new([
        xml("UpdateHostedZoneFeaturesResponse", ""),
        state("ENABLING"),
        state("ENABLED"),
        state("ENABLE_FAILED"),
        state("DISABLING"),
        state("DISABLED"),
        state("DISABLE_FAILED"),
        get_zone("Z1"),
    ]);
    let zone = service(&script).hosted_zone("Z1");
    zone.update_features().with(|r| r.enable_accelerated_recovery(true)).await.unwrap();
    assert_eq!(script.operations()[0], "POST /2013-04-01/hostedzone/Z1/features");
    zone.wait_until_accelerated_recovery_enabled().await.unwrap();
    let failed = zone.wait_until_accelerated_recovery_enabled().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);
    zone.wait_until_accelerated_recovery_disabled().await.unwrap();
    let failed = zone.wait_until_accelerated_recovery_disabled().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);
    assert!(zone.data().await.unwrap().features().is_none());
}
