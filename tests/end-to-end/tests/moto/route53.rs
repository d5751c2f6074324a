//! Hosted zones, their record sets and VPCs, health checks and delegation sets. The service returns no ARNs of these:
//! ours are compared with AWS's templates.

use aws_resources::{
    ErrorKind,
    route53::{HostedZone, Route53},
};
use aws_sdk_route53::{
    Client,
    operation::get_hosted_zone::GetHostedZoneError,
    types::{
        Change, ChangeAction, ChangeBatch, HealthCheckConfig, HealthCheckType, HostedZoneConfig, ResourceRecord,
        ResourceRecordSet, RrType, Tag, Vpc, VpcRegion,
    },
};
use end_to_end::fake::Account;

use crate::{Pages, SOON, pages};

/// The id, with AWS's prefix, of a zone that the plain SDK creates.
async fn create(client: &Client, name: &str) -> String {
    let zone = client.create_hosted_zone().name(name).caller_reference(name);
    zone.send().await.unwrap().hosted_zone.unwrap().id
}

/// Addresses for hosts of a zone, numbered.
fn hosts(zone: &str, count: usize) -> Vec<ChangeBatch> {
    let change = |number: usize| {
        let address = ResourceRecord::builder().value(format!("10.0.{}.{}", number / 250, number % 250));
        let record = ResourceRecordSet::builder().name(format!("host-{number:03}.{zone}")).r#type(RrType::A).ttl(60);
        let record = record.resource_records(address.build().unwrap()).build().unwrap();
        Change::builder().action(ChangeAction::Create).resource_record_set(record).build().unwrap()
    };
    let changes: Vec<Change> = (0..count).map(change).collect();
    let batch = |changes: &[Change]| ChangeBatch::builder().set_changes(Some(changes.to_vec())).build().unwrap();
    changes.chunks(100).map(batch).collect()
}

async fn zone_with_hosts(account: &Account, count: usize) -> HostedZone {
    let client = Client::new(&account.config);
    let id = create(&client, "shop.example").await;
    for batch in hosts("shop.example", count) {
        client.change_resource_record_sets().hosted_zone_id(&id).change_batch(batch).send().await.unwrap();
    }
    Route53::new(&account.session).hosted_zone(id)
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("us-east-1").await;
    let client = Client::new(&account.config);
    for number in 0..7 {
        create(&client, &format!("zone-{number}.example")).await;
    }
    let mut plain = client.list_hosted_zones().into_paginator().page_size(3).send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        let ids = page.hosted_zones().iter().map(|zone| zone.id().trim_start_matches("/hostedzone/").to_owned());
        expected.push(ids.collect());
    }
    let zones = Route53::new(&account.session).hosted_zones().page_size(3);
    let found = pages(zones, |zone| zone.id().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
}

/// The SDK has no paginator for record sets: the expected pages come from its plain operation.
#[tokio::test]
async fn record_sets_are_paged_to_the_end() {
    let account = Account::new("us-east-1").await;
    let zone = zone_with_hosts(&account, 320).await;
    let mut request = zone.client().list_resource_record_sets().hosted_zone_id(zone.id()).max_items(150);
    let mut expected: Pages = Vec::new();
    loop {
        let page = request.clone().send().await.unwrap();
        let names = page.resource_record_sets().iter().map(|it| format!("{} {}", it.name(), it.r#type()));
        expected.push(names.collect());
        if !page.is_truncated() {
            break;
        }
        request = request.set_start_record_name(page.next_record_name).set_start_record_type(page.next_record_type);
    }
    let records = zone.resource_record_sets().page_size(150);
    let found = pages(records, |it| format!("{} {}", it.name(), it.r#type())).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [150, 150, 22]); // 320, NS and SOA

    let pages = pages(zone.resource_record_sets(), |it| it.name().to_owned()).await.unwrap();
    assert_eq!(pages.len(), 2, "without a size of ours the fake has 300 on a page");
}

#[tokio::test]
async fn a_zone_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let zone = zone_with_hosts(&account, 2).await;
    let data = zone.data().await.unwrap();
    assert_eq!(data.name(), "shop.example.");
    let arn = zone.arn().await.unwrap();
    assert_eq!(data.id(), format!("/hostedzone/{}", zone.id()));
    account.assert_arn(&arn, "arn:${Partition}:route53:::hostedzone/${Id}", &[("Id", zone.id())]);

    let commented = zone.update_comment().with(|r| r.comment("changed")).await.unwrap();
    assert_eq!(commented, Some(zone.clone()));
    assert!(zone.loaded().is_none(), "an action forgets the data");
    assert_eq!(zone.data().await.unwrap().config().and_then(|config| config.comment()), Some("changed"));

    let records = zone.resource_record_sets().try_collect().await.unwrap();
    let hosts: Vec<_> = records.into_iter().filter(|record| *record.r#type() == RrType::A).collect();
    assert_eq!(hosts.len(), 2);
    assert_eq!(hosts[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    for host in &hosts {
        let change = host.delete().await.unwrap().unwrap();
        change.wait_until_resource_record_sets_changed().every(SOON).await.unwrap();
        let gone = host.data().await.unwrap_err();
        assert!(gone.is_not_found(), "{gone}");
    }

    zone.delete().await.unwrap();
    let gone = zone.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("NoSuchHostedZone"));
    let sdk = gone.sdk_error::<GetHostedZoneError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetHostedZoneError::is_no_such_hosted_zone), "{sdk:?}");
}

#[tokio::test]
async fn a_record_set_is_loaded_by_its_key() {
    let account = Account::new("us-east-1").await;
    let zone = zone_with_hosts(&account, 120).await;
    let host = zone.resource_record_set("host-110.shop.example.", RrType::A, None);
    assert_eq!(host.data().await.unwrap().resource_records()[0].value(), "10.0.0.110");
    assert_eq!(host.hosted_zone(), zone);
    for (name, kind) in [("host-110.shop.example.", RrType::Aaaa), ("host-999.shop.example.", RrType::A)] {
        let missing = zone.resource_record_set(name, kind, None).data().await.unwrap_err();
        assert!(missing.is_not_found(), "{missing}");
    }
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("us-east-1").await;
    let zone = zone_with_hosts(&account, 0).await;
    zone.change_tags().with(|r| r.add_tags(Tag::builder().key("team").value("dns").build())).await.unwrap();
    let tags = zone.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags.iter().map(|tag| (tag.resource_id(), tag.key())).collect::<Vec<_>>(), [(zone.id(), "team")]);
    assert_eq!(tags[0].data().await.unwrap().value(), Some("dns"));
    tags[0].delete().await.unwrap();
    assert_eq!(zone.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_new_zone_has_name_servers() {
    let account = Account::new("us-east-1").await;
    let route53 = Route53::new(&account.session);
    for name in ["b.example", "a.example"] {
        let create = route53.create_hosted_zone().with(|r| r.name(name).caller_reference(name));
        let zone = create.await.unwrap().expect("AWS answers with the zone");
        assert_eq!(zone.loaded().unwrap().name(), format!("{name}."), "creating brings the data");
        assert_eq!(zone.get_name_servers().await.unwrap().len(), 4);
    }
    assert_eq!(route53.get_hosted_zone_count().await.unwrap(), 2);
    let name = |zone: &HostedZone| zone.loaded().unwrap().name().to_owned();
    assert_eq!(pages(route53.hosted_zones_by_name(), name).await.unwrap(), [["a.example.", "b.example."]]);
    let from = route53.hosted_zones_by_name().filter(|r| r.dns_name("b.example"));
    assert_eq!(pages(from, name).await.unwrap(), [["b.example."]]);
}

#[tokio::test]
async fn a_private_zone_has_vpcs() {
    let account = Account::new("us-east-1").await;
    let route53 = Route53::new(&account.session);
    let create = route53.create_hosted_zone().with(|r| {
        let first = Vpc::builder().vpc_region(VpcRegion::UsEast1).vpc_id("vpc-0aaaaaaaaaaaaaaa1").build();
        let config = HostedZoneConfig::builder().private_zone(true).build();
        r.name("inner.example").caller_reference("inner").vpc(first).hosted_zone_config(config)
    });
    let zone = create.await.unwrap().unwrap();
    let second = zone.vpc_association(VpcRegion::EuWest1, "vpc-0aaaaaaaaaaaaaaa2");
    assert!(second.data().await.unwrap_err().is_not_found());
    let change = second.associate().await.unwrap().unwrap();
    change.wait_until_resource_record_sets_changed().every(SOON).await.unwrap();
    let first = zone.vpc_association(VpcRegion::UsEast1, "vpc-0aaaaaaaaaaaaaaa1");
    assert_eq!(zone.vpc_associations().try_collect().await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(second.data().await.unwrap().vpc_id(), Some("vpc-0aaaaaaaaaaaaaaa2"));
    let found = second.vpc().hosted_zones().try_collect().await.unwrap();
    assert_eq!(found, std::slice::from_ref(&zone));
    assert_eq!(found[0].summary().unwrap().name(), "inner.example.");

    second.disassociate().await.unwrap();
    assert_eq!(zone.vpc_associations().try_collect().await.unwrap(), std::slice::from_ref(&first));
    let last = first.disassociate().await.unwrap_err();
    assert_eq!(last.code(), Some("LastVPCAssociation"));
}

#[tokio::test]
async fn a_delegation_set_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let route53 = Route53::new(&account.session);
    let set = route53.create_reusable_delegation_set().with(|r| r.caller_reference("one")).await.unwrap().unwrap();
    assert_eq!(route53.delegation_sets().try_collect().await.unwrap(), std::slice::from_ref(&set));
    assert_eq!(set.data().await.unwrap().name_servers().len(), 4);
    let arn = set.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:route53:::delegationset/${Id}", &[("Id", set.id())]);

    let zone = set.create_hosted_zone().with(|r| r.name("shop.example").caller_reference("shop"));
    let zone = zone.await.unwrap().unwrap();
    assert_eq!(zone.get_delegation_set().await.unwrap(), Some(set.clone()));
    zone.delete().await.unwrap();
    set.delete().await.unwrap();
    let gone = set.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("NoSuchDelegationSet")));
}

#[tokio::test]
async fn a_health_check_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let route53 = Route53::new(&account.session);
    let check = HealthCheckConfig::builder().r#type(HealthCheckType::Https).port(443);
    let check = check.fully_qualified_domain_name("shop.example").build().unwrap();
    let create = route53.create_health_check().with(|r| r.caller_reference("shop").health_check_config(check));
    let check = create.await.unwrap().expect("AWS answers with the health check");
    assert_eq!(route53.health_checks().try_collect().await.unwrap(), std::slice::from_ref(&check));
    let arn = check.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:route53:::healthcheck/${Id}", &[("Id", check.id())]);

    let updated = check.update().with(|r| r.port(8443).resource_path("/health")).await.unwrap().unwrap();
    let data = updated.loaded().expect("updating brings the data");
    let config = data.health_check_config().unwrap();
    assert_eq!((config.port(), config.resource_path()), (Some(8443), Some("/health")));
    let seen = check.status_observations().try_collect().await.unwrap();
    assert!(!seen.is_empty());
    let report = seen[0].loaded().unwrap().status_report().and_then(|report| report.status()).map(str::to_owned);
    assert!(report.is_some_and(|status| status.starts_with("Success")));
    assert_eq!(seen[0], check.status_observation(seen[0].ip_address()));
    check.change_tags().with(|r| r.add_tags(Tag::builder().key("team").value("dns").build())).await.unwrap();
    assert_eq!(check.tag_subresource("team").data().await.unwrap().value(), Some("dns"));

    check.delete().await.unwrap();
    let gone = check.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("NoSuchHealthCheck")));
}
