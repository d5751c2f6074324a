//! The definitions of boto3_extensions: the services from F to Z.

use aws_resources_codegen::resolve::model::ArnRule;

use crate::check::Fault;

/// The types of Amazon Forecast that were defined.
const FORECAST: [&str; 7] = [
    "DatasetGroup",
    "Dataset",
    "DatasetImportJob",
    "Predictor",
    "PredictorBacktestExportJob",
    "Forecast",
    "ForecastExportJob",
];

pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        id: "X27",
        was: "tags of seven types were listed by an identifier without a name",
        right: |check| {
            for kind in FORECAST {
                let mut forecast = check.of("forecast");
                forecast.sends(&format!("{kind}/hasMany/Tags"), "ResourceArn", "identifier Arn");
                forecast.names(&format!("{kind}/hasMany/Tags"), "ResourceArn", "requestParameter ResourceArn");
            }
        },
    },
    Fault {
        id: "X28",
        was: "identifiers of seven types and of tags named members that their data lacks",
        right: |check| {
            let mut forecast = check.of("forecast");
            for kind in FORECAST {
                forecast.says(&format!("{kind}/identifiers/0/memberName"), &format!("{kind}Arn"));
                forecast.members(kind, 1);
            }
            forecast.members("Tag", 1);
        },
    },
    Fault {
        id: "X29",
        was: "a backtest's export was created by an operation that there is not",
        right: |check| {
            let entry = "Predictor/actions/CreatePredictorBacktestExportJob";
            check.of("forecast").calls(entry, "CreatePredictorBacktestExportJob");
        },
    },
    Fault {
        id: "X30",
        was: "a backtest's export had a shape that there is not, and a forecast's export was loaded and deleted",
        right: |check| {
            let mut forecast = check.of("forecast");
            let kind = "PredictorBacktestExportJob";
            forecast.loads(kind, &format!("Describe{kind}"), &format!("Describe{kind}Output"));
            forecast.sends(&format!("{kind}/load"), &format!("{kind}Arn"), "identifier Arn");
            forecast.calls(&format!("{kind}/actions/Delete"), &format!("Delete{kind}"));
            forecast.sends(&format!("{kind}/actions/Delete"), &format!("{kind}Arn"), "identifier Arn");
        },
    },
    Fault {
        id: "X31",
        was: "the data sets of a group had their ARNs as their data",
        right: |check| {
            let mut forecast = check.of("forecast");
            forecast.yields("DatasetGroup/hasMany/Datasets", "Dataset", "nothing");
            forecast.names("DatasetGroup/hasMany/Datasets", "Arn", "response DatasetArns[]");
        },
    },
    Fault {
        id: "X32",
        was: "six types had the shapes of their summaries, so that most of what loads bring was hidden",
        right: |check| {
            for kind in FORECAST {
                let mut forecast = check.of("forecast");
                forecast.loads(kind, &format!("Describe{kind}"), &format!("Describe{kind}Output"));
                forecast.says(&format!("{kind}/load/path"), "@");
                forecast.summary(kind, &format!("{kind}Summary"));
            }
        },
    },
    Fault {
        id: "X33",
        was: "jobs were listed and loaded by operations that there are not",
        right: |check| {
            let mut glue = check.of("glue");
            glue.calls("service/hasMany/Jobs", "GetJobs");
            glue.yields("service/hasMany/Jobs", "Job", "Jobs[]");
            glue.loads("Job", "GetJob", "Job");
            glue.sends("Job/load", "JobName", "identifier Name");
            glue.says("Job/load/path", "Job");
        },
    },
    Fault {
        id: "X34",
        was: "tables were listed and loaded without the database, which the API requires",
        right: |check| {
            let mut glue = check.of("glue");
            glue.sends("Table/load", "DatabaseName", "identifier DatabaseName");
            glue.sends("Database/hasMany/Tables", "DatabaseName", "identifier Name");
            // Where there is no database, the caller names it, as the documentation says.
            glue.names("service/hasMany/Tables", "DatabaseName", "requestParameter DatabaseName");
            let text = glue.collection("service/hasMany/Tables").documentation.clone().unwrap_or_default();
            let told = text.contains("the API requires a `database_name`");
            glue.same("service/hasMany/Tables: told of", &told.to_string(), "true");
        },
    },
    Fault {
        id: "X35",
        was: "AWS Glue had no rules for ARNs, which made it unusable",
        right: |check| {
            let mut without = Vec::new();
            for service in check.services() {
                let model = &service.model;
                let bare = model.resources.iter().filter(|resource| resource.arn.is_empty());
                without.extend(bare.map(|resource| format!("{} {}", model.service.name, resource.name)));
            }
            check.none("what has no rule for its ARN", &without);
            let glue = check.of("glue");
            let built = matches!(&glue.resource("Job").arn[..], [ArnRule::Format(_)]);
            check.same("glue Job: whether its ARN is built", &built.to_string(), "true");
        },
    },
    Fault {
        id: "X36",
        was: "an event's entities got their values as their ARNs",
        right: |check| {
            let mut health = check.of("health");
            health.names("Event/hasMany/AffectedEntities", "Arn", "response entities[].entityArn");
        },
    },
    Fault {
        id: "X37",
        was: "an entity was loaded by a misspelt member, and without the event, which the API requires",
        right: |check| {
            let mut health = check.of("health");
            health.sends("AffectedEntity/load", "filter.entityArns[0]", "identifier Arn");
            health.sends("AffectedEntity/load", "filter.eventArns[0]", "identifier EventArn");
        },
    },
    Fault {
        id: "X38",
        was: "a user's SSH keys came without data, for a misspelt key",
        right: |check| {
            let mut iam = check.of("iam");
            iam.lacks("User/hasMany/SSHPublicKeys/resource/Path");
            iam.yields("User/hasMany/SSHPublicKeys", "SSHPublicKey", "SSHPublicKeys[]");
            iam.summary("SSHPublicKey", "SshPublicKeyMetadata");
        },
    },
    Fault {
        id: "X39",
        was: "the data of an SSH key was the answer around it",
        right: |check| {
            let mut iam = check.of("iam");
            iam.loads("SSHPublicKey", "GetSSHPublicKey", "SshPublicKey");
            iam.says("SSHPublicKey/load/path", "SSHPublicKey");
        },
    },
    Fault {
        id: "X40",
        was: "the last use of an access key named a member that its data lacks",
        right: |check| {
            let mut iam = check.of("iam");
            iam.members("AccessKeyLastUsed", 0);
            iam.names("AccessKey/has/LastUsed", "AccessKeyId", "identifier Id");
        },
    },
    Fault {
        id: "X41",
        was: "the path to a cluster's data was misspelt",
        right: |check| {
            let mut kafka = check.of("kafka");
            kafka.loads("Cluster", "DescribeClusterV2", "Cluster");
            let load = kafka.resource("Cluster").load.as_ref();
            let brought = load.map_or("nothing".to_owned(), |load| load.path.ty.describe());
            kafka.same("Cluster: what the load brings", &brought, "the structure Cluster");
        },
    },
    Fault {
        id: "X42",
        was: "the action that creates a grant had no request",
        right: |check| {
            let mut kms = check.of("kms");
            kms.calls("Key/actions/CreateGrant", "CreateGrant");
            kms.sends("Key/actions/CreateGrant", "KeyId", "identifier Id");
        },
    },
    Fault {
        id: "X43",
        was: "a key policy had its text as its data",
        right: |check| {
            let mut kms = check.of("kms");
            kms.loads("KeyPolicy", "GetKeyPolicy", "GetKeyPolicyOutput");
            kms.says("KeyPolicy/load/path", "@");
        },
    },
    Fault {
        id: "X44",
        was: "a version's aliases had no data and no load",
        right: |check| {
            let mut lambda = check.of("lambda");
            lambda.yields("Version/hasMany/Aliases", "Alias", "Aliases[]");
            lambda.loads("Alias", "GetAlias", "GetAliasOutput");
        },
    },
    Fault {
        id: "X45",
        was: "an alias was called aliases, lacked its function, and named a member that its data lacks",
        right: |check| {
            let mut lambda = check.of("lambda");
            lambda.lacks("Aliases");
            lambda.identifiers("Alias", &["FunctionName", "Name"]);
            lambda.members("Alias", 1);
            lambda.sends("Alias/load", "FunctionName", "identifier FunctionName");
            lambda.sends("Alias/load", "Name", "identifier Name");
        },
    },
    Fault {
        id: "X46",
        was: "the service resource made a function from no identifier",
        right: |check| check.of("lambda").made_from("Function", &["Name"]),
    },
    Fault {
        id: "X47",
        was: "a random password was asked of a secret, whose id the operation does not take",
        right: |check| {
            let mut secretsmanager = check.of("secretsmanager");
            secretsmanager.lacks("Secret/actions/GetRandomPassword");
            secretsmanager.calls("service/actions/GetRandomPassword", "GetRandomPassword");
            secretsmanager.lacks("service/actions/GetRandomPassword/request/params");
        },
    },
    Fault {
        id: "X48",
        was: "a secret had the shape of a listing, so that loading it lost the stages of its versions",
        right: |check| {
            let mut secretsmanager = check.of("secretsmanager");
            secretsmanager.loads("Secret", "DescribeSecret", "DescribeSecretOutput");
            let data = secretsmanager.resource("Secret").data.as_ref();
            let staged = data.is_some_and(|data| data.field("VersionIdsToStages").is_some());
            secretsmanager.same("Secret: whether it has stages", &staged.to_string(), "true");
            secretsmanager.summary("Secret", "SecretListEntry");
        },
    },
    Fault {
        id: "X49",
        was: "listed documents had no data, for the path of another service",
        right: |check| check.of("ssm").yields("service/hasMany/Documents", "Document", "DocumentIdentifiers[]"),
    },
    Fault {
        id: "X50",
        was: "a document was loaded by an operation that brings its content but lacks six members",
        right: |check| {
            let mut ssm = check.of("ssm");
            ssm.loads("Document", "DescribeDocument", "DocumentDescription");
            ssm.summary("Document", "DocumentIdentifier");
        },
    },
    Fault {
        id: "X51",
        was: "a new case had its id alone as its data",
        right: |check| {
            let mut support = check.of("support");
            support.yields("service/actions/CreateCase", "Case", "nothing");
            support.names("service/actions/CreateCase", "Id", "response caseId");
            support.loads("Case", "DescribeCases", "CaseDetails");
        },
    },
    Fault {
        id: "X52",
        was: "identifiers named members of their data in another case",
        right: |check| {
            let mut support = check.of("support");
            support.says("Case/identifiers/0/memberName", "caseId");
            support.says("Communication/identifiers/0/memberName", "caseId");
            support.members("Case", 1);
            support.members("Communication", 2);
            let mut glue = check.of("glue");
            glue.says("Job/identifiers/0/memberName", "Name");
            glue.members("Job", 1);
        },
    },
    Fault {
        id: "X53",
        was: "tags, parameters, communications, record sets and aliases of different things were equal",
        right: |check| {
            let (mut tags, mut weak) = (0, Vec::new());
            for service in check.services() {
                for resource in service.model.resources.iter().filter(|resource| resource.name.ends_with("Tag")) {
                    // What the tag is on comes before its key, and is never absent.
                    let owners = resource.identifiers.iter().take_while(|known| known.name != "Key");
                    tags += 1;
                    if !owners.clone().any(|owner| !owner.optional) {
                        weak.push(format!("{} {}", service.model.service.name, resource.name));
                    }
                }
            }
            check.none("tags that lack what they are on", &weak);
            check.same("whether there are tags", &(tags > 30).to_string(), "true");
            check.of("rds").identifiers("DBParameter", &["GroupName", "Name"]);
            check.of("rds").identifiers("DBClusterParameter", &["GroupName", "Name"]);
            check.of("support").identifiers("Communication", &["CaseId", "TimeCreated"]);
            check.of("route53").identifiers("ResourceRecordSet", &["HostedZoneId", "Name", "Type", "SetIdentifier"]);
            check.of("lambda").identifiers("Alias", &["FunctionName", "Name"]);
        },
    },
    Fault {
        id: "X54",
        was: "an older copy of the definition of S3 hid the lifecycle of buckets",
        right: |check| {
            let mut s3 = check.of("s3");
            s3.yields("Bucket/has/LifecycleConfiguration", "BucketLifecycleConfiguration", "nothing");
            let data = "GetBucketLifecycleConfigurationOutput";
            s3.loads("BucketLifecycleConfiguration", "GetBucketLifecycleConfiguration", data);
        },
    },
];
