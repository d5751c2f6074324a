//! `scaffold`: drafts the model of a service from its SDK crate.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use aws_resources_codegen::{
    Crates,
    definition::services::Names,
    names,
    scaffold::{Doubt, Scaffold as Draft, scaffold},
    sources::{SdkCrate, crates},
};
use clap::Args;

use crate::{
    Project, crates_of,
    format::{count, from_here, print},
};

/// The folder of a draft whose API version the SDK doesn't tell.
const NO_VERSION: &str = "0000-00-00";

/// Drafts the model of a service from its SDK crate, and says what to look at.
#[derive(Args, Debug)]
pub struct Scaffold {
    /// The SDK crate (`aws-sdk-sqs`), or boto3's name of the service (`sqs`).
    service: String,
    /// The folder of models to write into, instead of the project's own.
    #[arg(long)]
    out: Option<PathBuf>,
    /// The folder with the SDK crate's source, instead of the dependency's or a fetched one.
    #[arg(long)]
    path: Option<PathBuf>,
    /// Overwrites model files that are there.
    #[arg(long)]
    force: bool,
}

impl Scaffold {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let (name, sdk) = match self.service.strip_prefix("aws-sdk-") {
            Some(id) => (crates::boto3_name(id), self.service.clone()),
            None => (self.service.clone(), crates::sdk_name(&self.service)),
        };
        let krate = self.krate(project, &sdk)?;
        let draft = scaffold(&name, &krate)
            .map_err(|error| format!("the source of {sdk} can't be read in {}: {error}", krate.root.display()))?;
        let models = self.out.clone().unwrap_or_else(|| project.main_models());
        let folder = models.join(&name).join(draft.api_version.as_deref().unwrap_or(NO_VERSION));
        self.write(&folder, &draft)?;
        print(&format!("\nfor {}:\n\n{}\n", from_here(&models.join("services.toml")), table(&name, &krate)));
        print(&format!("drafted from {} {}, which must be among the dependencies\n", krate.name, krate.version));
        let schema = models.join("schema");
        if !schema.exists() {
            let (program, schema) = (project.program, from_here(&schema));
            print(&format!("\nfor editors: `{program} schema --out {schema}` writes the schema that the files name\n"));
        }
        print(&review(&folder, &draft));
        Ok(())
    }

    /// The SDK crate: where it is said to be, among the dependencies, or fetched.
    fn krate(&self, project: &Project, sdk: &str) -> Result<SdkCrate, String> {
        if let Some(path) = &self.path {
            return crates_of(&path.join("Cargo.toml"))?
                .find(sdk)
                .ok_or_else(|| format!("{} is not the crate {sdk}", path.display()));
        }
        // Without a crate around, there is nothing that it could be a dependency of.
        if project.manifest.is_file()
            && let Some(krate) = project.crates()?.find(sdk)
        {
            return Ok(krate);
        }
        let crates = Crates::fetched(&[(sdk, "*")]).map_err(|error| format!("{sdk} can't be fetched: {error}"))?;
        crates.find(sdk).ok_or_else(|| format!("cargo fetched no crate {sdk}"))
    }

    fn write(&self, folder: &Path, draft: &Draft) -> Result<(), String> {
        let there = draft.files.iter().map(|(file, _)| folder.join(file)).find(|path| path.exists());
        if let Some(path) = there.filter(|_| !self.force) {
            return Err(format!("{} is there already; --force overwrites it", path.display()));
        }
        let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        for (file, text) in &draft.files {
            let path = folder.join(file);
            fs::write(&path, text).map_err(|error| failed(&path, error))?;
            print(&format!("wrote {}\n", from_here(&path)));
        }
        Ok(())
    }
}

/// The service's table for `services.toml`.
fn table(name: &str, krate: &SdkCrate) -> String {
    let Names { title, arn_service, .. } = Names::of(name, krate);
    let type_name = type_name(name, &title);
    format!(
        "[{name}]\nsdk = \"{}\"\ntype = \"{type_name}\"\ntitle = \"{title}\"\narn-service = \"{arn_service}\"\n",
        krate.name
    )
}

/// The service resource's type: `guardduty` has lost where the words begin, which `Amazon GuardDuty` tells.
fn type_name(name: &str, title: &str) -> String {
    let said = ["Amazon ", "AWS "].iter().find_map(|brand| title.strip_prefix(brand)).unwrap_or(title);
    let (said, plain) = (names::pascal(&said.replace(' ', "")), names::pascal(name));
    if said.eq_ignore_ascii_case(&plain) { said } else { plain }
}

/// What a person should look at, a line each.
fn review(folder: &Path, draft: &Draft) -> String {
    let mut text = String::new();
    // Writing to a string can't fail.
    if !draft.doubts.is_empty() {
        let _ = writeln!(text, "\n{} to look at:", count(draft.doubts.len(), "choice"));
    }
    for (line, Doubt { file, choice, alternatives, .. }) in &draft.doubts {
        let _ = write!(text, "{}:{line}: {choice}", from_here(&folder.join(file)));
        if !alternatives.is_empty() {
            let _ = write!(text, "; or: {}", alternatives.join(", "));
        }
        text.push('\n');
    }
    if !draft.unused.is_empty() {
        let _ = writeln!(text, "\nnothing was made of {}", draft.unused.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use aws_resources_codegen::Options;

    use super::{Scaffold, type_name};
    use crate::{Folder, Project};

    #[test]
    fn a_type_has_the_words_of_the_title() {
        for (name, title, wanted) in [
            ("guardduty", "Amazon GuardDuty", "GuardDuty"),
            ("dynamodb", "Amazon DynamoDB", "DynamoDb"),
            ("route53", "Amazon Route 53", "Route53"),
            ("rds", "Amazon Relational Database Service", "Rds"),
            ("kms", "AWS Key Management Service", "Kms"),
            ("cognito-idp", "Amazon Cognito Identity Provider", "CognitoIdp"),
        ] {
            assert_eq!(type_name(name, title), wanted);
        }
    }

    #[test]
    fn a_draft_is_written_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let models = Folder {
            models: vec![folder.path().join("models")],
            out: folder.path().join("src"),
            docs: None,
            options: Options::default(),
        };
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml").into();
        let project = Project::new(manifest, vec![models], "cargo xtask");
        let scaffold = |force| {
            let service = "aws-sdk-elasticloadbalancingv2".to_owned();
            Scaffold { service, out: None, path: None, force }.run(&project)
        };
        scaffold(false).expect("a draft");
        let resources = folder.path().join("models/elbv2/2015-12-01/resources-1.json");
        std::fs::write(&resources, "{}").expect("a written file");
        let refused = scaffold(false).expect_err("it is there already");
        assert!(refused.ends_with("is there already; --force overwrites it"), "{refused}");
        assert_eq!(std::fs::read_to_string(&resources).expect("it is there"), "{}");
        scaffold(true).expect("a draft");
        assert!(std::fs::read_to_string(&resources).expect("it is there").contains("LoadBalancer"));
    }
}
