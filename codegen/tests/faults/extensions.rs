//! The definitions of boto3_extensions: the services from A to E.

use aws_resources_codegen::{
    facts::{Scalar, Type},
    resolve::model::PageSize,
};

use crate::check::Fault;

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        id: "X1",
        was: "adding tags to a certificate read a member of an answer that has none",
        right: |check| {
            let mut acm = check.of("acm");
            acm.calls("Certificate/actions/AddTags", "AddTagsToCertificate");
            acm.lacks("Certificate/actions/AddTags/path");
        },
    },
    Fault {
        id: "X2",
        was: "listed certificates had a summary as their data, so that what it lacks was none",
        right: |check| {
            let mut acm = check.of("acm");
            acm.loads("Certificate", "DescribeCertificate", "CertificateDetail");
            acm.summary("Certificate", "CertificateSummary");
        },
    },
    Fault {
        id: "X3",
        was: "a distribution had the shape of its summary, so that loading it lost members",
        right: |check| {
            let mut cloudfront = check.of("cloudfront");
            cloudfront.loads("Distribution", "GetDistribution", "Distribution");
            cloudfront.summary("Distribution", "DistributionSummary");
        },
    },
    Fault {
        id: "X4",
        was: "a public key was looked for among trails, and not by its fingerprint",
        right: |check| {
            let mut cloudtrail = check.of("cloudtrail");
            cloudtrail.says("PublicKey/load/path", "PublicKeyList[]");
            let search = cloudtrail.resource("PublicKey").load.as_ref().and_then(|load| load.search.as_ref());
            let matches = search.into_iter().flat_map(|search| &search.matches);
            let matched: Vec<_> = matches.map(|(at, path)| format!("{at} {}", path.text)).collect();
            cloudtrail.same("PublicKey: what is matched", &matched.join(", "), "0 Fingerprint");
        },
    },
    Fault {
        id: "X5",
        was: "identifiers that are times or numbers were taken for texts",
        right: |check| {
            check.of("cloudtrail").identifiers("PublicKey", &["Fingerprint"]);
            let s3 = check.of("s3");
            let part = s3.resource("MultipartUploadPart").identifiers.iter().find(|known| known.name == "PartNumber");
            let number = part.is_some_and(|part| part.ty == Type::Scalar(Scalar::I32));
            check.same("s3 MultipartUploadPart: whether PartNumber is a number", &number.to_string(), "true");
            let mut others = Vec::new();
            for service in check.services() {
                for resource in &service.model.resources {
                    for identifier in &resource.identifiers {
                        let member = identifier.member.as_ref().zip(resource.data.as_ref());
                        let field = member.and_then(|(member, data)| data.field(member));
                        if let Some(field) = field.filter(|field| field.ty != identifier.ty) {
                            let types = format!("{} for {}", identifier.ty.describe(), field.ty.describe());
                            others.push(format!(
                                "{} {}.{}: {types}",
                                service.model.service.name, resource.name, identifier.name
                            ));
                        }
                    }
                }
            }
            check.none("identifiers with another type than their members", &others);
        },
    },
    Fault {
        id: "X6",
        was: "only the first sixty identities were listed",
        right: |check| {
            let mut cognito = check.of("cognito-identity");
            cognito.pages("IdentityPool/hasMany/Identities");
            let size = &cognito.collection("IdentityPool/hasMany/Identities").paging.page_size;
            let sized = matches!(size, PageSize::Member(field) if field.name == "max_results");
            cognito.same("whether the fixed maximum is a page's", &sized.to_string(), "true");
        },
    },
    Fault {
        id: "X7",
        was: "the path of listed pipelines stood at the wrong level, and their identifier's member was misnamed",
        right: |check| {
            let mut datapipeline = check.of("datapipeline");
            datapipeline.lacks("service/hasMany/Pipelines/path");
            datapipeline.yields("service/hasMany/Pipelines", "Pipeline", "pipelineIdList[]");
            datapipeline.says("Pipeline/identifiers/0/memberName", "pipelineId");
            datapipeline.members("Pipeline", 1);
        },
    },
    Fault {
        id: "X8",
        was: "only the first page of connections and of virtual interfaces was listed",
        right: |check| {
            let mut directconnect = check.of("directconnect");
            for entry in [
                "service/hasMany/Connections",
                "service/hasMany/VirtualInterfaces",
                "Connection/hasMany/VirtualInterfaces",
            ] {
                directconnect.pages(entry);
            }
        },
    },
    Fault {
        id: "X9",
        was: "a table's tags asked for an identifier which is a member of its data",
        right: |check| {
            let mut dynamodb = check.of("dynamodb");
            dynamodb.identifiers("Table", &["Name"]);
            dynamodb.sends("Table/hasMany/Tags", "ResourceArn", "arn");
        },
    },
    Fault {
        id: "X10",
        was: "an account attribute's identifier named a member that its data lacks",
        right: |check| {
            let mut ec2 = check.of("ec2");
            ec2.says("AccountAttribute/identifiers/0/memberName", "AttributeName");
            ec2.members("AccountAttribute", 1);
        },
    },
    Fault {
        id: "X11",
        was: "a listing of Reserved Instances was created with a misspelt member, and got their id",
        right: |check| {
            let mut ec2 = check.of("ec2");
            let entry = "ReservedInstance/actions/CreateListing";
            ec2.sends(entry, "ReservedInstancesId", "identifier Id");
            ec2.yields(entry, "ReservedInstancesListing", "ReservedInstancesListings[0]");
            ec2.names(entry, "Id", "response ReservedInstancesListings[0].ReservedInstancesListingId");
        },
    },
    Fault {
        id: "X12",
        was: "Reserved Instances were modified with a misspelt member",
        right: |check| {
            check.of("ec2").sends("ReservedInstance/actions/Modify", "ReservedInstancesIds[0]", "identifier Id")
        },
    },
    Fault {
        id: "X13",
        was: "quotes for an exchange of Reserved Instances had a misspelt member",
        right: |check| {
            for action in ["AcceptExchangeQuote", "GetExchangeQuote"] {
                let entry = format!("ReservedInstance/actions/{action}");
                check.of("ec2").sends(&entry, "ReservedInstanceIds[0]", "identifier Id");
            }
        },
    },
    Fault {
        id: "X14",
        was: "the purchase of an offering sent the id of a listing",
        right: |check| {
            let mut ec2 = check.of("ec2");
            ec2.sends("ReservedInstancesOffering/actions/Purchase", "ReservedInstancesOfferingId", "identifier Id");
        },
    },
    Fault {
        id: "X15",
        was: "loads of Reserved Instances' listings, offerings and modifications gave a list as data",
        right: |check| {
            for kind in ["Listing", "Offering", "Modification"] {
                let path = format!("ReservedInstances{kind}s[0]");
                check.of("ec2").says(&format!("ReservedInstances{kind}/load/path"), &path);
            }
        },
    },
    Fault {
        id: "X16",
        was: "a modification of Reserved Instances had the shape of an offering",
        right: |check| {
            let mut ec2 = check.of("ec2");
            let kind = "ReservedInstancesModification";
            ec2.loads(kind, "DescribeReservedInstancesModifications", kind);
            ec2.members(kind, 1);
        },
    },
    Fault {
        id: "X17",
        was: "the service resource named types of Reserved Instances that there are not",
        right: |check| {
            for kind in ["Listing", "Offering"] {
                let mut ec2 = check.of("ec2");
                ec2.made_from(&format!("ReservedInstances{kind}"), &["Id"]);
                ec2.lacks(&format!("service/has/ReservedInstance{kind}"));
            }
        },
    },
    Fault {
        id: "X18",
        was: "a cluster's parameter group was named by a structure",
        right: |check| {
            let mut elasticache = check.of("elasticache");
            let path = "data CacheParameterGroup.CacheParameterGroupName";
            elasticache.names("Cluster/has/ParameterGroup", "Name", path);
        },
    },
    Fault {
        id: "X19",
        was: "the clusters of a replication group had their names as their data",
        right: |check| {
            let mut elasticache = check.of("elasticache");
            elasticache.yields("ReplicationGroup/has/Clusters", "Cluster", "nothing");
            elasticache.names("ReplicationGroup/has/Clusters", "Id", "data MemberClusters[]");
        },
    },
    Fault {
        id: "X20",
        was: "a replication group could not be loaded",
        right: |check| {
            let mut elasticache = check.of("elasticache");
            elasticache.loads("ReplicationGroup", "DescribeReplicationGroups", "ReplicationGroup");
            elasticache.says("ReplicationGroup/load/path", "ReplicationGroups[0]");
        },
    },
    Fault {
        id: "X21",
        was: "parameters that differ by node type were listed as plain ones, and their type was in no listing",
        right: |check| {
            let mut elasticache = check.of("elasticache");
            let entry = "ParameterGroup/hasMany/TypeSpecificParameters";
            elasticache.yields(entry, "TypeSpecificParameter", "CacheNodeTypeSpecificParameters[]");
            elasticache.pages(entry);
            elasticache.loads("TypeSpecificParameter", "DescribeCacheParameters", "CacheNodeTypeSpecificParameter");
        },
    },
    Fault {
        id: "X22",
        was: "the group of a parameter was said to be a member of its data, which lacks it",
        right: |check| {
            for kind in ["Parameter", "TypeSpecificParameter"] {
                let mut elasticache = check.of("elasticache");
                elasticache.identifiers(kind, &["GroupName", "Name"]);
                elasticache.members(kind, 1);
            }
        },
    },
    Fault {
        id: "X23",
        was: "the service resource made a snapshot from an identifier that it lacks",
        right: |check| check.of("elasticache").made_from("Snapshot", &["Name"]),
    },
    Fault {
        id: "X24",
        was: "listed load balancers had no data, for a misspelt path",
        right: |check| check.of("elbv2").yields("service/hasMany/LoadBalancers", "LoadBalancer", "LoadBalancers[]"),
    },
    Fault {
        id: "X25",
        was: "collections by ARN worked only after a patch of boto3",
        right: |check| {
            let mut elbv2 = check.of("elbv2");
            elbv2.sends("LoadBalancer/hasMany/Listeners", "LoadBalancerArn", "identifier Arn");
            elbv2.sends("LoadBalancer/hasMany/Tags", "ResourceArns[0]", "identifier Arn");
            elbv2.sends("Listener/hasMany/Rules", "ListenerArn", "identifier Arn");
            // Elsewhere `arn` is a source by itself, and there is a rule for the ARN.
            for (service, resource) in [("elasticache", "Cluster"), ("rds", "DBInstance")] {
                let mut service = check.of(service);
                service.sends(&format!("{resource}/hasMany/Tags"), "ResourceName", "arn");
                let ruled = !service.resource(resource).arn.is_empty();
                service.same(&format!("{resource}: whether it has a rule"), &ruled.to_string(), "true");
            }
        },
    },
    Fault {
        id: "X26",
        was: "target groups and rules could not be loaded",
        right: |check| {
            let mut elbv2 = check.of("elbv2");
            for kind in ["TargetGroup", "Rule"] {
                elbv2.loads(kind, &format!("Describe{kind}s"), kind);
                elbv2.made_from(kind, &["Arn"]);
            }
        },
    },
];
