//! What of the SDK a model uses.

use std::collections::BTreeSet;

use super::{Action, Collection, Judge, Request, Resource, ServiceModel, Waiter};
use crate::facts::Operation;

impl Resource {
    /// The operations that it calls.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        let load = self.load.iter().map(|load| &load.request);
        let actions = self.actions.iter().map(|action| &action.request);
        let collections = self.collections.iter().map(|collection| &collection.request);
        let requests = load.chain(actions).chain(collections).map(|request| &*request.operation);
        let batches = self.batches.iter().map(|batch| &*batch.operation);
        requests.chain(batches).chain(self.waiters.iter().map(|waiter| &*waiter.operation))
    }
}

impl ServiceModel {
    /// All actions: the service resource's and the resources'.
    pub fn all_actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().chain(self.resources.iter().flat_map(|resource| &resource.actions))
    }

    /// All collections: the service resource's and the resources'.
    pub fn all_collections(&self) -> impl Iterator<Item = &Collection> {
        self.collections.iter().chain(self.resources.iter().flat_map(|resource| &resource.collections))
    }

    /// All waiters.
    pub fn all_waiters(&self) -> impl Iterator<Item = &Waiter> {
        self.resources.iter().flat_map(|resource| &resource.waiters)
    }

    /// The requests of loads, actions and collections.
    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        let loads = self.resources.iter().filter_map(|resource| Some(&resource.load.as_ref()?.request));
        let actions = self.all_actions().map(|action| &action.request);
        loads.chain(actions).chain(self.all_collections().map(|collection| &collection.request))
    }

    /// AWS's names of the operations that any request calls, also those of batch actions and waiters.
    pub fn operations(&self) -> BTreeSet<&str> {
        let requested = self.requests().map(|request| &*request.operation);
        let all = requested.chain(self.resources.iter().flat_map(Resource::operations));
        all.map(|operation| operation.name.as_str()).collect()
    }

    /// The modules of the SDK's waiters that any resource has.
    pub fn sdk_waiters(&self) -> BTreeSet<&str> {
        self.all_waiters()
            .filter_map(|waiter| match &waiter.judge {
                Judge::Sdk(module, _) => Some(module.as_str()),
                Judge::Acceptors(_) => None,
            })
            .collect()
    }
}
