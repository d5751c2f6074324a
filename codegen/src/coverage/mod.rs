//! What the models define, what they leave of the SDK, and how much other packages define.

pub mod exercised;
mod groups;
mod markdown;
pub mod peers;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde::de::DeserializeOwned;

pub use exercised::Exercised;
pub use groups::Group;
pub use markdown::page;
pub use peers::{Peer, Peers};

use crate::{
    definition::{Counts, omissions::Omission},
    diagnostic::{Diagnostic, Diagnostics},
    facts::Sdk,
    names::{key, pascal},
    resolve::model::{ArnRule, ServiceModel},
};

/// What one service's model defines and leaves out.
#[derive(Debug)]
pub struct Coverage {
    /// boto3's name of the service.
    pub name: String,
    /// AWS's name of it.
    pub title: String,
    /// The SDK crate.
    pub sdk: String,
    /// How much is defined.
    pub counts: Counts,
    /// How ARNs are found.
    pub arns: Arns,
    /// The resource types that can be tagged.
    pub tagged: Vec<String>,
    /// How many operations the SDK has.
    pub operations: usize,
    /// Those that any request calls.
    pub used: BTreeSet<String>,
    /// How many waiters there are, each counted once that several resources have.
    pub waiters: usize,
    /// Operations that nothing uses, and of which no omission says why.
    pub unused: BTreeMap<Group, Vec<String>>,
    /// Waiters that nothing uses, and of which no omission says why.
    pub unused_waiters: Vec<String>,
    /// What is left out on purpose.
    pub omissions: Vec<Omission>,
}

/// How many resources find their ARN in which way: by the rule that is tried first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arns {
    /// AWS returns it in the data.
    pub returned: usize,
    /// An identifier is the ARN.
    pub identifier: usize,
    /// It is built from a template.
    pub built: usize,
    /// There is none.
    pub none: usize,
}

impl Coverage {
    /// What a service covers.
    ///
    /// # Errors
    /// When the SDK crate can't be read.
    pub fn of(model: &ServiceModel) -> std::io::Result<Self> {
        let sdk = Sdk::open(&model.service.sdk)?;
        let omissions = &model.omissions;
        let operations = sdk.operation_names();
        let used = model.operations();
        let mut unused = BTreeMap::<_, Vec<_>>::new();
        for name in &operations {
            let omitted = omissions.iter().any(|omission| omission.operations.contains(name));
            if !omitted && !used.contains(name.as_str()) {
                unused.entry(Group::of(name)).or_default().push(name.clone());
            }
        }
        let waiters = model.sdk_waiters();
        let omitted =
            |module: &str| omissions.iter().flat_map(|omission| &omission.waiters).any(|name| key(name) == key(module));
        let mut unused_waiters: Vec<String> =
            sdk.waiter_names().filter(|module| !waiters.contains(module) && !omitted(module)).map(pascal).collect();
        unused_waiters.sort();
        Ok(Self {
            name: model.service.name.clone(),
            title: model.service.names.title.clone(),
            sdk: model.service.sdk.name.clone(),
            counts: model.counts,
            arns: Arns::of(model),
            tagged: (model.resources.iter())
                .filter(|resource| resource.tagging.is_some())
                .map(|resource| resource.name.clone())
                .collect(),
            operations: operations.len(),
            used: used.into_iter().map(str::to_owned).collect(),
            waiters: model.all_waiters().map(|waiter| &waiter.name).collect::<BTreeSet<_>>().len(),
            unused,
            unused_waiters,
            omissions: omissions.clone(),
        })
    }
}

impl Arns {
    fn of(model: &ServiceModel) -> Self {
        let mut arns = Self::default();
        for resource in &model.resources {
            *match resource.arn.first() {
                Some(ArnRule::Data(..)) => &mut arns.returned,
                Some(ArnRule::Identifier(_)) => &mut arns.identifier,
                Some(ArnRule::Format(_)) => &mut arns.built,
                Some(ArnRule::None(_)) | None => &mut arns.none,
            } += 1;
        }
        arns
    }
}

/// Reads a list from the first of these folders that has one.
pub(crate) fn read<T: DeserializeOwned + Default>(folders: &[PathBuf], file: &str) -> Result<T, Diagnostics> {
    let Some(path) = folders.iter().map(|folder| folder.join(file)).find(|path| path.exists()) else {
        return Ok(T::default());
    };
    let text = fs::read_to_string(&path).map_err(|error| format!("can't be read: {error}"));
    text.and_then(|text| toml::from_str(&text).map_err(|error| error.to_string().trim_end().to_owned())).map_err(
        |message| {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(Diagnostic::about(&path.display().to_string(), message));
            diagnostics
        },
    )
}
