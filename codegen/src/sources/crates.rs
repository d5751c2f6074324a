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
        Self::asked(manifest, false)
    }

    /// [`of`](Self::of), with cargo's own messages and progress on standard error.
    ///
    /// # Errors
    /// When `cargo metadata` fails: what is wrong is among the messages.
    pub fn of_verbose(manifest: &Path) -> Result<Self, cargo_metadata::Error> {
        Self::asked(manifest, true)
    }

    fn asked(manifest: &Path, verbose: bool) -> Result<Self, cargo_metadata::Error> {
        Ok(Self(Arc::new(MetadataCommand::new().manifest_path(manifest).verbose(verbose).exec()?)))
    }

    /// SDK crates that nothing here depends on, by name and version requirement (`*` for the newest): a scratch package
    /// that depends on them is resolved, which brings their source. Only one version of a crate can be asked for.
    ///
    /// # Errors
    /// When one doesn't exist, or can't be downloaded.
    pub fn fetched(wanted: &[(&str, &str)]) -> Result<Self, cargo_metadata::Error> {
        let scratch = tempfile::tempdir()?;
        fs::create_dir(scratch.path().join("src"))?;
        fs::write(scratch.path().join("src/lib.rs"), "")?;
        let manifest = scratch.path().join("Cargo.toml");
        fs::write(&manifest, scratch_manifest(wanted))?;
        Self::of(&manifest)
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

/// The manifest of a package, and workspace, that depends on these crates with as little of their own as can be.
fn scratch_manifest(wanted: &[(&str, &str)]) -> String {
    let dependency = |requirement: &str| {
        let keys = [("version", toml::Value::from(requirement)), ("default-features", toml::Value::from(false))];
        toml::Value::Table(keys.map(|(key, value)| (key.to_owned(), value)).into_iter().collect())
    };
    let package = [("name", "scratch"), ("version", "0.0.0"), ("edition", "2024")];
    let manifest = [
        ("package", package.map(|(key, value)| (key.to_owned(), toml::Value::from(value))).into_iter().collect()),
        ("workspace", toml::Table::new()),
        ("dependencies", wanted.iter().map(|(name, version)| ((*name).to_owned(), dependency(version))).collect()),
    ];
    let manifest: toml::Table =
        manifest.into_iter().map(|(key, table)| (key.to_owned(), toml::Value::Table(table))).collect();
    manifest.to_string()
}

/// The SDK crate of a service that boto3 calls `name`, by the SDK's custom: AWS's id of the service in one word.
pub fn sdk_name(name: &str) -> String {
    let known = OTHER_IDS.iter().find(|(boto3, _)| *boto3 == name);
    format!("aws-sdk-{}", known.map_or_else(|| key(name), |(_, id)| (*id).to_owned()))
}

/// What boto3 calls the service whose SDK crate is `aws-sdk-<id>`, as far as the id tells.
pub fn boto3_name(id: &str) -> String {
    let known = OTHER_IDS.iter().find(|(_, other)| *other == id);
    known.map_or(id, |(boto3, _)| boto3).to_owned()
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

#[cfg(test)]
mod tests {
    use super::scratch_manifest;

    #[test]
    fn a_scratch_package_depends_on_what_is_wanted_without_its_features() {
        let manifest: toml::Table =
            scratch_manifest(&[("aws-sdk-sqs", "*"), ("aws-sdk-acm", "=1.2.3")]).parse().expect("TOML");
        let dependencies = manifest["dependencies"].as_table().expect("a table");
        assert_eq!(dependencies["aws-sdk-acm"]["version"].as_str(), Some("=1.2.3"));
        assert_eq!(dependencies["aws-sdk-sqs"]["default-features"].as_bool(), Some(false));
        // A package of its own: the temporary folder may lie in another workspace.
        assert!(manifest.contains_key("workspace"));
    }
}
