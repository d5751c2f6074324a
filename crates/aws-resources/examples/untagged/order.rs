//! What is looked for, and where.

use aws_resources::{
    Error, Result, Session,
    registry::{self, CollectionType, ResourceType, Service},
};

pub(crate) struct Order {
    /// The keys that every resource must have.
    pub(crate) keys: Vec<String>,
    /// All, where there is none.
    pub(crate) only: Vec<Only>,
}

/// A service, or one of its types.
#[derive(Clone)]
pub(crate) struct Only {
    service: &'static Service,
    kind: Option<&'static ResourceType>,
}

impl Only {
    /// Reads `rds` or `ec2.Instance`.
    ///
    /// # Errors
    /// Where there is no such service or type here, or nothing of it can be listed and has tags.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let (service, kind) = match text.split_once('.') {
            Some((service, kind)) => (service, Some(kind)),
            None => (text, None),
        };
        let service = registry::service(service)?;
        let unknown = |name: &str| Error::other(format!("{} has no type `{name}`", service.name()));
        let kind = kind.map(|name| service.resource_type(name).ok_or_else(|| unknown(name))).transpose()?;
        let only = Self { service, kind };
        let order = Order { keys: Vec::new(), only: vec![only.clone()] };
        if order.collections(service).is_empty() {
            return Err(Error::other(format!("{text} lists nothing by itself that has tags")));
        }
        Ok(only)
    }

    fn means(&self, service: &Service, kind: &ResourceType) -> bool {
        self.service.name() == service.name() && self.kind.is_none_or(|own| own == kind)
    }
}

impl Order {
    /// The services that have something to list.
    pub(crate) fn services(&self) -> Vec<&'static Service> {
        registry::services().filter(|service| !self.collections(service).is_empty()).collect()
    }

    /// What a service lists by itself and can be tagged; what is in a recycle bin needs no tags any more.
    pub(crate) fn collections(&self, service: &Service) -> Vec<&'static CollectionType<Session>> {
        let is_wanted = |kind: &ResourceType| {
            kind.is_taggable() && (self.only.is_empty() || self.only.iter().any(|only| only.means(service, kind)))
        };
        let listed = service
            .collections()
            .iter()
            .filter(|collection| collection.required().is_empty() && !collection.name().ends_with("_in_recycle_bin"));
        listed.filter(|collection| service.resource_type(collection.resource_type()).is_some_and(is_wanted)).collect()
    }
}
