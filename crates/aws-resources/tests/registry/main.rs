//! All that the registry has: made of texts, and found again by reference and by ARN.

mod real_arns;

use std::collections::{BTreeMap, BTreeSet};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_resources::{Arn, DynResource, ErrorKind, REGISTRY, ResourceRef, Session, prelude::*, registry};
use aws_resources_runtime::registry::{ArnPattern, Part, Piece, ResourceType};

/// Types whose ARNs look alike, and why.
const ALIKE: [(&str, &[&str], &str); 7] = [
    ("cloudwatch", &["Alarm", "CompositeAlarm", "LogAlarm"], "alarms of all kinds share their names"),
    ("directconnect", &["Connection", "Interconnect"], "AWS has one type of ARN for both"),
    (
        "dynamodb",
        &["GlobalSecondaryIndex", "LocalSecondaryIndex", "VectorIndex"],
        "a table's indexes share their names",
    ),
    (
        "ec2",
        &[
            "TransitGatewayAttachment",
            "TransitGatewayConnect",
            "TransitGatewayPeeringAttachment",
            "TransitGatewayVpcAttachment",
        ],
        "an attachment is seen as such and as its kind",
    ),
    ("forecast", &["AutoPredictor", "Predictor"], "a predictor is one or the other"),
    ("lambda", &["Alias", "Version"], "both stand behind the function's name"),
    ("sfn", &["StateMachineAlias", "StateMachineVersion"], "both stand behind the state machine's name"),
];

fn session() -> Session {
    let config = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-west-1"));
    Session::new(&config.build()).with_account_id("123456789012").unwrap()
}

fn types() -> impl Iterator<Item = &'static ResourceType> {
    registry::services().flat_map(|service| service.resource_types())
}

/// A resource of any type, by texts that each type of identifier reads.
fn sample(session: &Session, kind: &ResourceType) -> DynResource {
    let mut texts: BTreeMap<&str, &str> = kind.identifiers().iter().map(|known| (known.name(), "1")).collect();
    loop {
        match kind.resource(session, texts.iter().map(|(name, text)| (*name, *text))) {
            Ok(resource) => return resource,
            Err(error) => {
                let wrong = |name: &&str| error.message().contains(&format!("`{name}` is"));
                let name = texts.keys().copied().find(|name| wrong(name)).unwrap_or_else(|| panic!("{error}"));
                let other = if error.message().contains("a time") { "2026-11-22T01:02:03.25Z" } else { "true" };
                assert_ne!(texts.insert(name, other), Some(other), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn every_resource_is_made_of_its_identifiers_again() {
    let session = session();
    for kind in types() {
        let resource = sample(&session, kind);
        assert_eq!((resource.service_name(), resource.type_name()), (kind.service_name(), kind.name()));
        let identifiers = resource.identifiers();
        let names: Vec<_> = kind.identifiers().iter().map(|known| known.name()).collect();
        assert_eq!(identifiers.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names, "{kind:?}");
        let again = identifiers.iter().map(|(name, text)| (*name, text.as_str()));
        assert_eq!(kind.resource(&session, again).unwrap(), resource);

        let reference = resource.reference();
        assert_eq!(reference.region.as_deref(), Some("eu-west-1"));
        assert_eq!(reference.account.as_deref(), Some("123456789012"));
        let elsewhere = session.region("eu-central-1");
        let back = elsewhere.resource(&reference).unwrap();
        assert_eq!(back, resource, "{reference}");
        assert_eq!(back.reference(), reference);
    }
}

/// An ARN that a pattern fits, and the identifiers in it.
fn arn_of(pattern: &ArnPattern) -> (Arn, BTreeMap<String, String>) {
    let part = |part: Part, text: &'static str| match part {
        Part::Empty => "",
        Part::Some | Part::Elsewhere => text,
        Part::Is(text) => text,
    };
    let mut identifiers = BTreeMap::new();
    let mut resource = String::new();
    for piece in pattern.resource {
        let text = match piece {
            Piece::Is(text) => *text,
            Piece::Name(Some(name)) | Piece::Rest(Some(name)) => {
                identifiers.insert((*name).to_owned(), "1".to_owned());
                "1"
            }
            Piece::Name(None) => "a1",
            Piece::Rest(None) => "a1/b1",
            Piece::Known(name, value) => {
                identifiers.insert((*name).to_owned(), (*value).to_owned());
                ""
            }
        };
        resource += text;
    }
    let (region, account) = (part(pattern.region, "eu-west-1"), part(pattern.account, "123456789012"));
    let arn: Arn = format!("arn:aws:{}:{region}:{account}:{resource}", pattern.service).parse().unwrap();
    identifiers.extend(pattern.whole.map(|name| (name.to_owned(), arn.to_string())));
    (arn, identifiers)
}

#[tokio::test]
async fn every_arn_that_can_be_inverted_is() {
    let session = session();
    let (mut alike, mut found) = (BTreeSet::new(), 0);
    for kind in types() {
        for pattern in kind.arn.patterns {
            let (arn, identifiers) = arn_of(pattern);
            let fit = REGISTRY.types_of_arn(&arn);
            if fit.len() > 1 {
                let names: BTreeSet<_> = fit.iter().map(|kind| kind.name()).collect();
                let entry = ALIKE.iter().find(|(service, types, _)| {
                    *service == kind.service_name() && names == types.iter().copied().collect::<BTreeSet<_>>()
                });
                assert!(entry.is_some() && fit.contains(&kind), "{arn} can be {names:?}");
                let error = session.resource_from_arn(&arn).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::UnknownArn);
                assert!(names.iter().all(|name| error.message().contains(name)), "{error}");
                alike.insert(kind.service_name());
                continue;
            }
            assert_eq!(fit, [kind], "{arn}");
            let resource = session.resource_from_arn(&arn).unwrap();
            let texts = resource.identifiers().into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
            assert_eq!(identifiers, texts, "{arn}");
            // By a rule that needs no data, it has the ARN that it was found by.
            if let Some(own) = resource.reference().arn {
                assert_eq!(own, arn);
            }
            found += 1;
        }
    }
    for (service, _, why) in ALIKE {
        assert_eq!(alike.contains(service), registry::service(service).is_ok(), "{service}: {why}");
    }
    if registry::services().count() > 40 {
        assert!(found > 300, "only {found} are found by their ARNs");
    }
}

#[tokio::test]
async fn every_collection_is_found_by_name() {
    let session = session();
    for service in registry::services() {
        assert!(service.resource_type("Nothing").is_none());
        for collection in service.collections() {
            assert!(service.resource_type(collection.resource_type()).is_some(), "{collection:?}");
            assert_eq!(
                service.collection(collection.name()).map(|known| known.operation()),
                Some(collection.operation())
            );
            match collection.list(&session) {
                Ok(all) => assert_eq!(all.operation(), collection.operation()),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Request);
                    assert!(collection.required().iter().all(|name| error.message().contains(name)), "{error}");
                }
            }
        }
        for kind in service.resource_types() {
            let resource = sample(&session, kind);
            for collection in resource.collections().unwrap() {
                assert!(service.resource_type(collection.resource_type()).is_some(), "{collection:?}");
                assert_eq!(collection.list(&resource).is_ok(), collection.required().is_empty());
                assert_eq!(resource.collection(collection.name()).is_ok(), collection.required().is_empty());
            }
        }
    }
}

#[test]
fn what_is_not_enabled_is_an_error_with_what_is() {
    let error = session().resource(&ResourceRef::new("nothing", "Thing", [("id", "1")])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownName);
    let names: Vec<_> = registry::services().map(registry::Service::name).collect();
    assert!(names.iter().all(|name| error.message().contains(name)), "{error}");
}

#[cfg(feature = "rds")]
#[tokio::test]
async fn a_resource_comes_back_as_its_own_type() {
    use aws_resources::{
        Resource as _,
        rds::{DbCluster, DbInstance, Rds},
    };

    let session = session();
    let database = Rds::new(&session).db_instance("orders");
    let resource = DynResource::from(database.clone());
    assert_eq!(resource.downcast_ref(), Some(&database));
    assert_eq!(resource.downcast_ref::<DbCluster>(), None);
    assert_eq!(format!("{resource:?}"), format!("{database:?}"));
    assert_eq!(session.resource_as::<DbInstance>(&database.reference()).unwrap(), database);
    assert_eq!(session.resource_as::<DbCluster>(&database.reference()).unwrap_err().kind(), ErrorKind::UnknownName);
    assert_ne!(resource, DynResource::from(Rds::new(&session).db_cluster("orders")));

    let arn: Arn = "arn:aws:rds:eu-west-1:123456789012:db:orders".parse().unwrap();
    assert_eq!(session.region("eu-west-3").resource_from_arn_as::<DbInstance>(&arn).unwrap(), database);
    assert_eq!(session.resource_from_arn_as::<DbCluster>(&arn).unwrap_err().kind(), ErrorKind::UnknownArn);
    let foreign: Arn = "arn:aws:rds:eu-west-1:210987654321:db:orders".parse().unwrap();
    assert_eq!(session.resource_from_arn(&foreign).unwrap_err().kind(), ErrorKind::WrongAccount);
}
