//! SDK crates: which there are, and where their source lies.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use cargo_metadata::{CargoOpt, DependencyKind, Edition, Metadata, MetadataCommand, Package, semver::Version};

use crate::{Diagnostic, Diagnostics, names::key};

/// The crates that a package depends on, the SDK's among them.
#[derive(Clone, Debug)]
pub struct Crates(Arc<Metadata>);

/// The crate that generated source is written against.
const RUNTIME: &str = "aws-resources-runtime";

/// One SDK crate.
#[derive(Clone, Debug)]
pub struct SdkCrate {
    /// Its name: `aws-sdk-rds`.
    pub name: String,
    /// What the source that depends on it calls it: `aws_sdk_rds`, unless it was renamed.
    pub krate: String,
    /// Its version.
    pub version: String,
    /// The folder with its `Cargo.toml`.
    pub root: PathBuf,
    /// What it says of itself: `AWS SDK for …`.
    description: Option<String>,
}

impl Crates {
    /// The crates that the package or workspace with this manifest depends on, with all of its features.
    ///
    /// # Errors
    /// When `cargo metadata` fails.
    pub fn of(manifest: &Path) -> Result<Self, cargo_metadata::Error> {
        Self::ask(manifest, "host-tuple", &[], false)
    }

    /// [`of`](Self::of), with cargo's own messages and progress on standard error where it downloads something.
    ///
    /// # Errors
    /// When `cargo metadata` fails: what is wrong is among the messages.
    pub fn of_verbose(manifest: &Path) -> Result<Self, cargo_metadata::Error> {
        Self::ask(manifest, "host-tuple", &[], true)
    }

    /// The same in a build script, for the platform that is built for. The lock file is never changed.
    pub(crate) fn of_build(manifest: &Path, target: &str) -> Result<Self, cargo_metadata::Error> {
        Self::ask(manifest, target, &["--locked"], false)
    }

    fn ask(manifest: &Path, target: &str, second: &[&str], verbose: bool) -> Result<Self, cargo_metadata::Error> {
        let ask = |options: &[&str], verbose| {
            let mut command = MetadataCommand::new();
            // Of other platforms' crates a build downloads nothing, so that asking for them would.
            let options = [&["--filter-platform", target], options].concat().into_iter().map(str::to_owned);
            command.manifest_path(manifest).features(CargoOpt::AllFeatures).verbose(verbose);
            command.other_options(options.collect::<Vec<_>>()).exec()
        };
        // After a build everything is there: only where it isn't, the network and the lock file are touched.
        let metadata = ask(&["--offline", "--locked"], false).or_else(|_| ask(second, verbose))?;
        Ok(Self(Arc::new(metadata)))
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

    /// The folder of the workspace, with its `Cargo.lock`.
    pub fn workspace(&self) -> &Path {
        self.0.workspace_root.as_std_path()
    }

    /// The SDK crate with this name, if it is the package itself, or the package, or where there is none a member of the
    /// workspace, depends on it.
    pub fn find(&self, name: &str) -> Option<SdkCrate> {
        let itself = || self.package().filter(|package| package.name.as_str() == name);
        let underscored = name.replace('-', "_");
        let (package, krate) = self.dependency(name).or_else(|| Some((itself()?, underscored.as_str())))?;
        Some(SdkCrate {
            name: name.to_owned(),
            krate: krate.to_owned(),
            version: package.version.to_string(),
            root: package.manifest_path.parent()?.as_std_path().to_owned(),
            description: package.description.clone(),
        })
    }

    /// What source that is generated for the package needs and it doesn't have.
    pub fn lacks(&self, diagnostics: &mut Diagnostics) {
        let Some(package) = self.package() else { return };
        let mut lacks = |message: String, help: String| {
            diagnostics.push(Diagnostic::about("Cargo.toml", message).help(help));
        };
        if package.edition < Edition::E2024 {
            let message = format!("the package has edition {}, but generated source needs 2024", package.edition);
            lacks(message, "write edition = \"2024\" in [package]".into());
        }
        let ours = env!("CARGO_PKG_VERSION");
        match self.dependency(RUNTIME) {
            None => {
                let message = format!("generated source needs the crate {RUNTIME}, which is no dependency");
                lacks(message, format!("cargo add {RUNTIME}@{ours}"));
            }
            Some((runtime, _)) if !Version::parse(ours).is_ok_and(|ours| alike(&ours, &runtime.version)) => {
                let message = format!("{RUNTIME} {} doesn't fit the generator {ours}", runtime.version);
                lacks(message, "take the same version of both".into());
            }
            Some(_) => {}
        }
    }

    /// The package's name, if the manifest isn't only a workspace's.
    pub fn package_name(&self) -> Option<&str> {
        Some(self.package()?.name.as_str())
    }

    /// The lock file by which the crates were found.
    pub(crate) fn lock_file(&self) -> PathBuf {
        self.0.workspace_root.join("Cargo.lock").into()
    }

    fn package(&self) -> Option<&Package> {
        let root = self.0.resolve.as_ref()?.root.as_ref()?;
        self.0.packages.iter().find(|package| package.id == *root)
    }

    /// A crate on which the package's own source depends, and what it is called there.
    fn dependency(&self, name: &str) -> Option<(&Package, &str)> {
        let resolve = self.0.resolve.as_ref()?;
        let nodes = resolve.nodes.iter().filter(|node| match &resolve.root {
            Some(root) => node.id == *root,
            None => self.0.workspace_members.contains(&node.id),
        });
        let normal = nodes
            .flat_map(|node| &node.deps)
            .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        let mut found = normal.filter_map(|dependency| {
            let package = self.0.packages.iter().find(|package| package.id == dependency.pkg)?;
            (package.name.as_str() == name).then_some((package, dependency.name.as_str()))
        });
        found.next()
    }
}

/// Whether two versions are compatible, as cargo sees it.
fn alike(one: &Version, other: &Version) -> bool {
    one.major == other.major && (one.major > 0 || one.minor == other.minor)
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
const OTHER_IDS: [(&str, &str); 23] = [
    ("apigatewaymanagementapi", "apigatewaymanagement"),
    ("ce", "costexplorer"),
    ("cognito-idp", "cognitoidentityprovider"),
    ("cur", "costandusagereport"),
    ("discovery", "applicationdiscovery"),
    ("dms", "databasemigration"),
    ("ds", "directory"),
    ("ds-data", "directoryservicedata"),
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
    ("resourcegroupstaggingapi", "resourcegroupstagging"),
    ("serverlessrepo", "serverlessapplicationrepository"),
    ("stepfunctions", "sfn"),
];

/// Writes a package without source of its own to a folder of its name, for tests; gives its manifest.
#[cfg(test)]
pub(crate) fn stub(folder: &Path, name: &str, version: &str, rest: &str) -> PathBuf {
    let folder = folder.join(name);
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("src/lib.rs"), "").expect("a file");
    let manifest = folder.join("Cargo.toml");
    let package = format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n{rest}\n");
    fs::write(&manifest, package).expect("a file");
    manifest
}

#[cfg(test)]
mod tests {
    use super::{Crates, scratch_manifest, stub};
    use crate::Diagnostics;

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

    /// A package with these dependencies, and the crates that it may depend on beside it.
    fn crates(rest: &str, runtime: &str) -> Crates {
        let scratch = tempfile::tempdir().expect("a folder");
        stub(scratch.path(), "aws-sdk-deep", "1.0.0", "");
        stub(scratch.path(), "aws-sdk-plain", "1.2.3", "[dependencies]\naws-sdk-deep.path = \"../aws-sdk-deep\"");
        for name in ["aws-sdk-build", "aws-sdk-optional", "aws-sdk-test"] {
            stub(scratch.path(), name, "1.0.0", "");
        }
        stub(scratch.path(), "aws-resources-runtime", runtime, "");
        Crates::of(&stub(scratch.path(), "own", "1.0.0", rest)).expect("cargo metadata answers")
    }

    fn lacks(rest: &str, runtime: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        crates(rest, runtime).lacks(&mut diagnostics);
        diagnostics.iter().map(|one| one.message().to_owned()).collect()
    }

    const WITH_RUNTIME: &str = "[dependencies]\naws-resources-runtime.path = \"../aws-resources-runtime\"";

    #[test]
    fn only_what_the_source_itself_can_use_is_a_dependency() {
        let crates = crates(
            "[dependencies]\n\
             sdk = { package = \"aws-sdk-plain\", path = \"../aws-sdk-plain\" }\n\
             aws-sdk-optional = { path = \"../aws-sdk-optional\", optional = true }\n\
             [build-dependencies]\naws-sdk-build.path = \"../aws-sdk-build\"\n\
             [dev-dependencies]\naws-sdk-test.path = \"../aws-sdk-test\"\n",
            "0.1.0",
        );
        let plain = crates.find("aws-sdk-plain").expect("a dependency");
        assert_eq!((plain.krate.as_str(), plain.version.as_str()), ("sdk", "1.2.3"));
        assert!(plain.root.ends_with("aws-sdk-plain"));
        assert_eq!(crates.find("aws-sdk-optional").expect("a dependency").krate, "aws_sdk_optional");
        for name in ["aws-sdk-build", "aws-sdk-deep", "aws-sdk-test", "aws-sdk-none"] {
            assert!(crates.find(name).is_none(), "{name}");
        }
        assert_eq!(crates.package_name(), Some("own"));
        assert_eq!(crates.find("own").expect("itself").krate, "own");
    }

    #[test]
    fn what_a_package_lacks_is_told() {
        let ours = env!("CARGO_PKG_VERSION");
        assert_eq!(lacks(WITH_RUNTIME, ours), [""; 0]);
        assert_eq!(lacks("", ours), ["generated source needs the crate aws-resources-runtime, which is no dependency"]);
        assert_eq!(
            lacks(WITH_RUNTIME, "99.0.0"),
            [format!("aws-resources-runtime 99.0.0 doesn't fit the generator {ours}")]
        );
    }
}
