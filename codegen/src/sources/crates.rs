//! SDK crates: which there are, and where their source lies.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use cargo_metadata::{Metadata, MetadataCommand};

use crate::names::key;

/// The SDK crates that a package depends on.
#[derive(Clone, Debug)]
pub struct Crates(Arc<Metadata>);

/// One SDK crate.
#[derive(Clone, Debug)]
pub struct SdkCrate {
    /// Its name: `aws-sdk-rds`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The folder with its `Cargo.toml`.
    pub root: PathBuf,
    /// What it says of itself: `AWS SDK for …`.
    description: Option<String>,
}

impl Crates {
    /// The SDK crates that the package or workspace with this manifest depends on.
    ///
    /// # Errors
    /// When `cargo metadata` fails.
    pub fn of(manifest: &Path) -> Result<Self, cargo_metadata::Error> {
        Ok(Self(Arc::new(MetadataCommand::new().manifest_path(manifest).exec()?)))
    }

    /// The crate with this name.
    pub fn find(&self, name: &str) -> Option<SdkCrate> {
        let package = self.0.packages.iter().find(|package| package.name.as_str() == name)?;
        Some(SdkCrate {
            name: name.to_owned(),
            version: package.version.to_string(),
            root: package.manifest_path.parent()?.as_std_path().to_owned(),
            description: package.description.clone(),
        })
    }
}

impl SdkCrate {
    /// AWS's name of the service, as the crate says it.
    pub fn title(&self) -> String {
        let said = self.description.as_deref().and_then(|text| text.trim().strip_prefix("AWS SDK for "));
        said.unwrap_or(&self.name).to_owned()
    }

    /// The name that requests are signed for: mostly the service word of its ARNs.
    pub fn signing_name(&self) -> Option<String> {
        let config = fs::read_to_string(self.root.join("src/config.rs")).ok()?;
        let (_, after) = config.split_once("SigningName::from_static(\"")?;
        Some(after.split_once('"')?.0.to_owned())
    }
}

/// The SDK crate of a service that boto3 calls `name`, by the SDK's custom: AWS's id of the service in one word.
pub fn sdk_name(name: &str) -> String {
    let known = OTHER_IDS.iter().find(|(boto3, _)| *boto3 == name);
    format!("aws-sdk-{}", known.map_or_else(|| key(name), |(_, id)| (*id).to_owned()))
}

/// Services that boto3 calls by another word than the SDK.
const OTHER_IDS: [(&str, &str); 20] = [
    ("ce", "costexplorer"),
    ("cognito-idp", "cognitoidentityprovider"),
    ("cur", "costandusagereport"),
    ("discovery", "applicationdiscovery"),
    ("dms", "databasemigration"),
    ("ds", "directory"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancingv2"),
    ("es", "elasticsearch"),
    ("events", "eventbridge"),
    ("iot-data", "iotdataplane"),
    ("iot-jobs-data", "iotjobsdataplane"),
    ("lex-models", "lexmodelbuilding"),
    ("lexv2-models", "lexmodelsv2"),
    ("lexv2-runtime", "lexruntimev2"),
    ("logs", "cloudwatchlogs"),
    ("meteringmarketplace", "marketplacemetering"),
    ("mgh", "migrationhub"),
    ("serverlessrepo", "serverlessapplicationrepository"),
    ("stepfunctions", "sfn"),
];
