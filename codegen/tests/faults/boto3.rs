//! boto3's own definitions.

use std::collections::BTreeSet;

use aws_resources_codegen::resolve::model::{Answer, IdentifierValue, TypedStep};
use serde_json::Value;

use crate::check::{Check, Fault};

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        id: "B1",
        was: "the summary of a stack's resource gave stack name and logical id in each other's place",
        right: |check| {
            let mut cloudformation = check.of("cloudformation");
            cloudformation.identifiers("StackResource", &["StackName", "LogicalId"]);
            cloudformation.identifiers("StackResourceSummary", &["StackName", "LogicalId"]);
            let given = &cloudformation.child("StackResourceSummary", "resource").identifiers;
            cloudformation.same("what it gives", &format!("{given:?}"), "[Caller(0), Caller(1)]");
        },
    },
    Fault {
        id: "B2",
        was: "a signing certificate that was just uploaded had no user name, an error after the call",
        right: |check| {
            let mut iam = check.of("iam");
            let entry = "User/actions/CreateSigningCertificate";
            iam.sends(entry, "UserName", "identifier Name");
            iam.names(entry, "UserName", "requestParameter UserName");
            iam.names(entry, "Id", "response Certificate.CertificateId");
        },
    },
    Fault {
        id: "B3",
        was: "a tag's load did not ask for the resource's id, and could get another resource's tag",
        right: |check| {
            let mut ec2 = check.of("ec2");
            ec2.sends("Tag/load", "Filters[0].Name", "string resource-id");
            ec2.sends("Tag/load", "Filters[0].Values[0]", "identifier ResourceId");
        },
    },
    Fault {
        id: "B4",
        was: "routes were named by IPv4 ranges, so that others vanished and the rest got wrong data",
        right: |check| {
            destinations_are_optional(check);
            let mut ec2 = check.of("ec2");
            for place in &ec2.reference("RouteTable", "Routes").resources.places {
                // Identifiers and data are parts of the same element, and none is left out.
                let same =
                    place.identifiers[1..].iter().all(|value| matches!(value, IdentifierValue::Item { level: 1, .. }));
                let whole = place.item.as_ref().is_some_and(|item| item.steps.is_empty());
                ec2.same("RouteTable/has/Routes: one route an element", &(same && whole).to_string(), "true");
                ec2.same("RouteTable/has/Routes: routes left out", &place.skips.to_string(), "false");
            }
        },
    },
    Fault {
        id: "B5",
        was: "an update without a new name raised an error after it had succeeded",
        right: |check| {
            for (resource, member) in [
                ("Group", "new_group_name"),
                ("User", "new_user_name"),
                ("ServerCertificate", "new_server_certificate_name"),
            ] {
                let mut iam = check.of("iam");
                // One resource, named by what the request may lack: its method gives an `Option`.
                let found = match &iam.action(resource, "Update").answer {
                    Answer::Resources(one) if !one.plural => match &one.places[0].identifiers[..] {
                        [IdentifierValue::Parameter(path)] => match &path.steps[..] {
                            [TypedStep::Member(field)] if field.optional => field.name.clone(),
                            other => format!("{other:?}"),
                        },
                        other => format!("{other:?}"),
                    },
                    other => format!("{other:?}"),
                };
                iam.same(&format!("{resource}/actions/Update: its optional name"), &found, member);
            }
            check.tested("moto/iam.rs", "a_user_lives_is_renamed_and_dies");
        },
    },
    Fault {
        id: "B6",
        was: "a new route to anything but an IPv4 range was given as an empty dictionary",
        right: |check| {
            destinations_are_optional(check);
            for destination in DESTINATIONS {
                let source = format!("requestParameter {destination}");
                check.of("ec2").names("RouteTable/actions/CreateRoute", destination, &source);
            }
        },
    },
    Fault {
        id: "B7",
        was: "a network interface's association had another shape than its data, without its allocation",
        right: |check| {
            let mut ec2 = check.of("ec2");
            ec2.loads("NetworkInterfaceAssociation", "DescribeNetworkInterfaces", "NetworkInterfaceAssociation");
            let load = ec2.resource("NetworkInterfaceAssociation").load.as_ref();
            let brought = load.map_or("nothing".to_owned(), |load| load.path.ty.describe());
            ec2.same("what the load brings", &brought, "the structure NetworkInterfaceAssociation");
            ec2.names("NetworkInterfaceAssociation/has/Address", "AllocationId", "data AllocationId");
        },
    },
    Fault {
        id: "B8",
        was: "an instance's network interfaces had the instance's data of them, which lacks twelve members",
        right: |check| {
            let mut ec2 = check.of("ec2");
            ec2.yields("Instance/has/NetworkInterfaces", "NetworkInterface", "nothing");
            ec2.loads("NetworkInterface", "DescribeNetworkInterfaces", "NetworkInterface");
        },
    },
    Fault {
        id: "B9",
        was: "batch actions, a key pair and a misspelt collection could not be reached or stood twice",
        right: |check| {
            let mut unreachable = Vec::new();
            for service in check.services() {
                let model = &service.model;
                let listed: BTreeSet<usize> =
                    model.all_collections().map(|collection| collection.resources.resource).collect();
                let batched = model.resources.iter().enumerate().filter(|(_, resource)| !resource.batches.is_empty());
                let lost = batched.filter(|(at, _)| !listed.contains(at));
                unreachable.extend(lost.map(|(_, resource)| format!("{} {}", model.service.name, resource.name)));
            }
            check.none("what has batch actions but is in no collection", &unreachable);
            check.of("ec2").made_from("KeyPair", &["Name"]);
            let mut glacier = check.of("glacier");
            glacier.lacks("Vault/hasMany/MultipartUplaods");
            glacier.yields("Vault/hasMany/MultipartUploads", "MultipartUpload", "UploadsList[]");
        },
    },
    Fault {
        id: "B10",
        was: "a sub-resource had an identifier that its type lacks, and data was loaded for what identifiers say",
        right: |check| {
            let (mut strange, mut costly) = (Vec::new(), Vec::new());
            for service in check.services() {
                let name = &service.model.service.name;
                let resources = &service.json["resources"];
                let holders = resources.as_object().into_iter().flatten();
                for (owner, holder) in
                    holders.map(|(owner, it)| (owner.as_str(), it)).chain([("service", &service.json["service"])])
                {
                    for (entry, has) in holder["has"].as_object().into_iter().flatten() {
                        let kind = has["resource"]["type"].as_str().unwrap_or_default();
                        let known = list(&resources[kind]["identifiers"]);
                        let wrong = list(&has["resource"]["identifiers"])
                            .iter()
                            .any(|given| !known.iter().any(|known| known["name"] == given["target"]));
                        strange.extend(wrong.then(|| format!("{name} {owner}/has/{entry}")));
                    }
                    // What an identifier may lack, data says surely.
                    let sure: Vec<&Value> = list(&holder["identifiers"])
                        .iter()
                        .filter(|known| known["optional"] != true && known["memberName"].is_string())
                        .map(|known| &known["memberName"])
                        .collect();
                    let mut data = Vec::new();
                    plain_data(holder, &mut data);
                    let known = data.into_iter().filter(|path| sure.contains(path));
                    costly.extend(known.map(|path| format!("{name} {owner}: {path}")));
                }
            }
            check.none("what has an identifier that its type lacks", &strange);
            check.none("what is loaded though an identifier says it", &costly);
        },
    },
    Fault {
        id: "B11",
        was: "a bucket's lifecycle used operations that are deprecated, and that the SDK does not have",
        right: |check| {
            let mut s3 = check.of("s3");
            s3.lacks("BucketLifecycle");
            s3.calls("BucketLifecycleConfiguration/load", "GetBucketLifecycleConfiguration");
            s3.calls("BucketLifecycleConfiguration/actions/Put", "PutBucketLifecycleConfiguration");
        },
    },
    Fault {
        id: "B12",
        was: "a tag without a value was an index error after the call, and an empty page ended a batch",
        right: |check| {
            let mut ec2 = check.of("ec2");
            // The service resource's action reads no tags back.
            ec2.calls("service/actions/CreateTags", "CreateTags");
            ec2.lacks("service/actions/CreateTags/resource");
            // The others read key and value of the same tag; of one without a value AWS makes one with an empty value.
            for resource in ["Instance", "KeyPair", "Vpc"] {
                let action = ec2.action(resource, "CreateTags");
                let found = match &action.answer {
                    Answer::Resources(tags) => match &tags.places[0].identifiers[1..] {
                        [IdentifierValue::Item { level: 1, .. }, IdentifierValue::Item { level: 1, .. }] => {
                            "each tag's"
                        }
                        _ => "of several tags",
                    },
                    _ => "nothing",
                };
                ec2.same(&format!("{resource}/actions/CreateTags: key and value"), found, "each tag's");
            }
            let value = &ec2.resource("Tag").identifiers[2];
            ec2.same("Tag: a value that is left out", &format!("{} {}", value.name, value.empty), "Value true");
            check.tested(
                "behaviour/actions.rs",
                "a_listed_resource_without_its_identifier_fails_the_action_and_is_not_dropped",
            );
            check.tested("replayed/ec2_tags.rs", "a_tag_without_a_value_has_an_empty_one");
            check.tested("behaviour/batches.rs", "an_empty_page_makes_no_call_and_does_not_end_the_run");
        },
    },
];

const DESTINATIONS: [&str; 3] = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

/// A route is named by whichever destination it has.
fn destinations_are_optional(check: &mut Check<'_>) {
    let mut ec2 = check.of("ec2");
    let identifiers = &ec2.resource("Route").identifiers;
    let optional: Vec<_> = identifiers.iter().filter(|known| known.optional).map(|known| known.name.as_str()).collect();
    ec2.same("Route: what it may lack", &optional.join(" "), &DESTINATIONS.join(" "));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The paths of all parameters that take a member of the data as it is.
fn plain_data<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| plain_data(value, found)),
        Value::Object(members) => {
            if members.get("source").is_some_and(|source| source == "data") && !members.contains_key("split") {
                found.extend(members.get("path"));
            }
            members.values().for_each(|value| plain_data(value, found));
        }
        _ => {}
    }
}
