//! The roles of a manager: each is known once, by all arguments of AssumeRole.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError},
};

use super::{Inner, SessionManager};
use crate::{
    Session,
    credentials::{RefreshableAssumeRoleProvider, Role, Sts},
    session::{Owner, no_identity_cache},
};

/// The roles that were asked for, by all arguments of AssumeRole.
#[derive(Default)]
pub(super) struct Roles {
    known: HashMap<Arc<Role>, Assumed>,
    /// The number at which those that are spent are dropped.
    clean_at: usize,
}

struct Assumed {
    provider: RefreshableAssumeRoleProvider,
    owner: Arc<Owner>,
}

impl Assumed {
    /// Whether anybody else has a session of the role, or its provider, which is held here and by what the owner knows
    /// of it.
    fn is_used(&self) -> bool {
        Arc::strong_count(&self.owner) > 1 || self.provider.refresher().holders() > 2
    }
}

impl SessionManager {
    /// A session of the role.
    pub(super) fn assumed(&self, role: Role) -> Session {
        let (owner, provider) = self.provider_of(role);
        let config = &self.inner.config;
        Session::of(owner, config.region(), || no_identity_cache(config, provider))
    }

    /// The role's credentials, and what its sessions share: made when it is first asked for.
    pub(super) fn provider_of(&self, role: Role) -> (Arc<Owner>, RefreshableAssumeRoleProvider) {
        let mut roles = self.inner.roles.lock().unwrap_or_else(PoisonError::into_inner);
        let known = roles.known.get(&role).map(|known| (known.owner.clone(), known.provider.clone()));
        known.unwrap_or_else(|| {
            let assumed = self.assume(Arc::new(role));
            roles.add(assumed)
        })
    }

    fn assume(&self, role: Arc<Role>) -> (Arc<Role>, Assumed) {
        let Inner { config, settings, base_credentials, .. } = &*self.inner;
        let sts = || Sts::new(config, base_credentials.clone(), &settings.interceptors);
        let sts = self.inner.sts.get_or_init(sts).clone();
        let cache = Some(settings.cache.clone());
        let provider = RefreshableAssumeRoleProvider::new(role.clone(), sts, settings.windows.clone(), cache);
        let terms = settings.terms(config, Arc::new(provider.clone()));
        let owner = Owner::known(role.account().to_owned(), terms);
        (role, Assumed { provider, owner })
    }
}

impl Roles {
    /// Whatever the number of roles, those that are spent are looked for only so often.
    const ALWAYS_FINE: usize = 256;

    fn add(&mut self, (role, assumed): (Arc<Role>, Assumed)) -> (Arc<Owner>, RefreshableAssumeRoleProvider) {
        if self.known.len() >= self.clean_at.max(Self::ALWAYS_FINE) {
            self.clean_expired();
        }
        let parts = (assumed.owner.clone(), assumed.provider.clone());
        self.known.insert(role, assumed);
        parts
    }

    pub(super) fn clean_expired(&mut self) -> usize {
        let before = self.known.len();
        self.known.retain(|_, known| known.is_used() || !known.provider.refresher().is_spent());
        self.clean_at = 2 * self.known.len();
        before - self.known.len()
    }
}
