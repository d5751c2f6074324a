//! How much a definition defines.

use std::ops::AddAssign;

use serde::Deserialize;

use super::resources::{Has, Resources};

/// How much a `resources-1.json` defines, the service resource's entries included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "[usize; 8]")]
pub struct Counts {
    /// Resource types, without the service resource.
    pub resources: usize,
    /// Resources with a `load`.
    pub loads: usize,
    /// Entries of `hasMany`.
    pub collections: usize,
    /// Entries of `actions`.
    pub actions: usize,
    /// Entries of `waiters`.
    pub waiters: usize,
    /// Entries of `batchActions`.
    pub batch_actions: usize,
    /// Entries of `has` with an identifier from the data.
    pub references: usize,
    /// The other entries of `has`.
    pub sub_resources: usize,
}

impl Counts {
    /// The columns, in order.
    pub const COLUMNS: [&'static str; 8] =
        ["resources", "loads", "collections", "actions", "waiters", "batch actions", "references", "sub-resources"];

    /// What a definition defines.
    pub fn of(definition: &Resources) -> Self {
        let service = &definition.service;
        let mut counts = Self {
            resources: definition.resources.len(),
            collections: service.has_many.len(),
            actions: service.actions.len(),
            ..Self::default()
        };
        counts.children(service.has.values());
        for resource in definition.resources.values() {
            counts.loads += usize::from(resource.load.is_some());
            counts.collections += resource.has_many.len();
            counts.actions += resource.actions.len();
            counts.waiters += resource.waiters.len();
            counts.batch_actions += resource.batch_actions.len();
            counts.children(resource.has.values());
        }
        counts
    }

    fn children<'h>(&mut self, has: impl Iterator<Item = &'h Has>) {
        for has in has {
            let is_reference = has.resource.identifiers.iter().any(|identifier| identifier.source == "data");
            *if is_reference { &mut self.references } else { &mut self.sub_resources } += 1;
        }
    }

    /// The numbers, in the order of [`COLUMNS`](Self::COLUMNS).
    pub fn numbers(&self) -> [usize; 8] {
        [
            self.resources,
            self.loads,
            self.collections,
            self.actions,
            self.waiters,
            self.batch_actions,
            self.references,
            self.sub_resources,
        ]
    }
}

impl From<[usize; 8]> for Counts {
    fn from(numbers: [usize; 8]) -> Self {
        let [resources, loads, collections, actions, waiters, batch_actions, references, sub_resources] = numbers;
        Self { resources, loads, collections, actions, waiters, batch_actions, references, sub_resources }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        let (mut sum, other) = (self.numbers(), other.numbers());
        sum.iter_mut().zip(other).for_each(|(sum, number)| *sum += number);
        *self = sum.into();
    }
}
