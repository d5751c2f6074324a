//! What is found in a registry: by name, by reference, by ARN.

use std::any::TypeId;

use super::{CollectionType, ResourceType, Service, Sessions, pattern::Fit};
use crate::{Arn, DynCollection, DynResource, Error, ErrorKind, ResourceRef, Result, Session, resource::Resource};

/// The services that a crate has, by name.
///
/// ```no_run
/// # use aws_resources_runtime::{Result, Session, registry::Registry};
/// # fn example(registry: &Registry, session: &Session) -> Result<()> {
/// let database = registry.resource_type("rds", "DBInstance")?;
/// let resource = registry.resource_from_arn(session, &"arn:aws:rds:eu-west-1:123456789012:db:orders".parse()?)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Registry {
    #[doc(hidden)]
    pub services: &'static [&'static Service],
}

impl Registry {
    /// The services, by name.
    pub fn services(&self) -> impl Iterator<Item = &'static Service> + use<> {
        self.services.iter().copied()
    }

    /// The service of this name, which is boto3's: `elbv2`.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`] with the names that there are.
    pub fn service(&self, name: &str) -> Result<&'static Service> {
        self.services().find(|service| service.name == name).ok_or_else(|| {
            let message = format!("no service `{name}` is enabled: {}", self.enabled());
            Error::new(ErrorKind::UnknownName, message)
        })
    }

    /// The resource type of these names: `rds` and `DBInstance`.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`].
    pub fn resource_type(&self, service: &str, name: &str) -> Result<&'static ResourceType> {
        self.service(service)?.resource_type(name).ok_or_else(|| {
            let message = format!("the service {service} has no resource type `{name}`");
            Error::new(ErrorKind::UnknownName, message)
        })
    }

    /// The resource type that is this Rust type.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`] where the type is another crate's.
    pub fn type_of<R: Resource>(&self) -> Result<&'static ResourceType> {
        let id = TypeId::of::<R>();
        self.types().find(|kind| (kind.id)() == id).ok_or_else(|| {
            let message = format!("`{}` is no resource type of this registry", std::any::type_name::<R>());
            Error::new(ErrorKind::UnknownName, message)
        })
    }

    /// The collections of a resource.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`] where the resource's type is another crate's.
    pub fn collections_of(&self, resource: &DynResource) -> Result<&'static [CollectionType<DynResource>]> {
        Ok(self.resource_type(resource.service_name(), resource.type_name())?.collections)
    }

    /// A collection of a resource, by name: the method's. No call is made.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`]; those of [`CollectionType::list`].
    pub fn collection_of(&self, resource: &DynResource, name: &str) -> Result<DynCollection> {
        let collections = self.collections_of(resource)?;
        let Some(collection) = collections.iter().find(|collection| collection.name == name) else {
            let message = format!("it has no collection `{name}`");
            return Err(resource.error(ErrorKind::UnknownName, message));
        };
        collection.list(resource)
    }

    /// The live resource of a reference, in the reference's account and region, with its ARN. No call is made. Where the
    /// reference has no account or region, but an ARN that has, it is those of the ARN. Where an ARN of the type tells its
    /// identifiers, one that tells others than the reference has isn't taken, nor is one of another type: AWS is asked
    /// for the resource's own. Where it doesn't, the reference's ARN is taken as it is.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownName`] for a service or type that isn't there; [`ErrorKind::InvalidIdentifier`] for
    /// identifiers that aren't the type's; [`ErrorKind::WrongPartition`] where the session is in another partition; those
    /// of [`Sessions::session_in`]: [`ErrorKind::WrongAccount`] where the session is known to be of another account. Where
    /// its account isn't known, that is the error of the resource's first call.
    pub fn resource(&self, sessions: &impl Sessions, reference: &ResourceRef) -> Result<DynResource> {
        let kind = self.resource_type(&reference.service, &reference.type_name)?;
        let arn = reference.arn.as_ref();
        let account = reference.account.as_deref().or_else(|| arn.and_then(owner));
        let region = reference.region.as_deref().or_else(|| arn.and_then(|arn| asked_in(kind, arn)));
        let session = session_of(kind, sessions, arn, account, region)?;
        let identifiers = reference.identifiers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let resource = kind.resource(&session, identifiers)?;
        if let Some(arn) = arn.filter(|arn| !is_of_another(kind, arn, reference)) {
            resource.seen_with(arn);
        }
        Ok(resource)
    }

    /// The same as its own type.
    ///
    /// # Errors
    /// Those of [`resource`](Self::resource); [`ErrorKind::UnknownName`] where it is another type.
    pub fn resource_as<R: Resource>(&self, sessions: &impl Sessions, reference: &ResourceRef) -> Result<R> {
        typed(&self.resource(sessions, reference)?)
    }

    /// The resource types whose ARNs look like this one: those whose rules say most of it literally.
    pub fn types_of_arn(&self, arn: &Arn) -> Vec<&'static ResourceType> {
        self.fits(arn, None).into_iter().map(|(kind, _)| kind).collect()
    }

    /// The live resource that has an ARN, in the ARN's account and region. No call is made: whether it is there isn't
    /// known.
    ///
    /// The account in an ARN is its owner's. Of what another account shares, a resource is made by its type's own
    /// constructor, or of a [`ResourceRef`] with the account that sees it.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownArn`] where no type has such ARNs, or several do: then
    /// [`resource_from_arn_as`](Self::resource_from_arn_as) says which is meant. [`ErrorKind::WrongPartition`] where the
    /// session is in another partition; those of [`Sessions::session_in`]: [`ErrorKind::WrongAccount`] where the session
    /// is known to be of another account. Where its account isn't known, that is the error of the resource's first call.
    pub fn resource_from_arn(&self, sessions: &impl Sessions, arn: &Arn) -> Result<DynResource> {
        match &self.fits(arn, None)[..] {
            [(kind, fit)] => made(kind, fit, sessions, arn),
            [] => Err(self.unknown(arn)),
            several => {
                let names: Vec<_> = several.iter().map(|(kind, _)| format!("{} {}", kind.service, kind.name)).collect();
                let message =
                    format!("{arn} can be {}: take `resource_from_arn_as`, which is told the type", names.join(" or "));
                Err(Error::new(ErrorKind::UnknownArn, message))
            }
        }
    }

    /// The resource of this type that has an ARN: also where several types have ARNs that look alike.
    ///
    /// # Errors
    /// Those of [`resource_from_arn`](Self::resource_from_arn).
    pub fn resource_from_arn_as<R: Resource>(&self, sessions: &impl Sessions, arn: &Arn) -> Result<R> {
        let kind = self.type_of::<R>()?;
        let own = self.fits(arn, Some(kind));
        let Some((kind, fit)) = own.first() else {
            let message = match kind.is_found_by_arn() {
                true => format!("{arn} isn't one's ARN"),
                false => format!("its identifiers can't be told by an ARN ({})", kind.arn.looks),
            };
            return Err(kind.error(ErrorKind::UnknownArn, message));
        };
        // The ARN of a log stream could be that of a group with an odd name.
        if let Some((other, _)) = self.fits(arn, None).iter().find(|(_, best)| best.in_resource > fit.in_resource) {
            let message = format!("{arn} is that of {} {}", other.service, other.name);
            return Err(kind.error(ErrorKind::UnknownArn, message));
        }
        typed(&made(kind, fit, sessions, arn)?)
    }

    fn types(&self) -> impl Iterator<Item = &'static ResourceType> + use<> {
        self.services().flat_map(Service::resource_types)
    }

    /// The types that fit best, each once; only this one, if it is said.
    fn fits<'a>(&self, arn: &'a Arn, only: Option<&ResourceType>) -> Vec<(&'static ResourceType, Fit<'a>)> {
        let mut best: Vec<(&'static ResourceType, Fit<'a>)> = Vec::new();
        for kind in self.types().filter(|kind| only.is_none_or(|only| only == *kind)) {
            let fits = kind.arn.patterns.iter().filter_map(|pattern| pattern.fit(arn));
            let Some(fit) = fits.max_by_key(|fit| fit.literal) else { continue };
            let known = best.first().map(|(_, fit)| fit.literal);
            if known.is_some_and(|known| known < fit.literal) {
                best.clear();
            }
            if known.is_none_or(|known| known <= fit.literal) {
                best.push((kind, fit));
            }
        }
        best
    }

    fn unknown(&self, arn: &Arn) -> Error {
        let service = arn.service();
        let has = |kind: &&ResourceType| kind.arn.patterns.iter().any(|pattern| pattern.service == service);
        let asked: Vec<&Service> = self
            .services()
            .filter(|known| known.arn_service == service || known.resource_types().any(|kind| has(&kind)))
            .collect();
        let message = if asked.is_empty() {
            format!("{arn} is of `{service}`, and {}", self.enabled())
        } else {
            let names: Vec<_> = asked.iter().map(|service| service.name).collect();
            let hidden = asked.iter().flat_map(|service| service.resource_types());
            let hidden = hidden.filter(|kind| kind.has_arn() && !kind.is_found_by_arn());
            let hidden: Vec<_> = hidden.map(|kind| format!("{} {}", kind.service, kind.name)).collect();
            let hidden = match hidden.is_empty() {
                true => String::new(),
                false => format!("; these types' identifiers can't be told by an ARN: {}", hidden.join(", ")),
            };
            format!("{arn} fits no resource type of {}{hidden}", names.join(", "))
        };
        Error::new(ErrorKind::UnknownArn, message)
    }

    fn enabled(&self) -> String {
        let names: Vec<_> = self.services().map(|service| service.name).collect();
        match names.is_empty() {
            true => "no service is enabled: each is a feature".to_owned(),
            false => format!("those that are enabled are {}", names.join(", ")),
        }
    }
}

/// The resource of an ARN that fits a type.
fn made(kind: &ResourceType, fit: &Fit<'_>, sessions: &impl Sessions, arn: &Arn) -> Result<DynResource> {
    let session = session_of(kind, sessions, Some(arn), owner(arn), fit.region)?;
    kind.resource(&session, fit.identifiers.iter().copied())
}

/// The account of an ARN. What AWS has for all is of an account called `aws`, and seen in everybody's own.
fn owner(arn: &Arn) -> Option<&str> {
    arn.account().filter(|account| account.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an ARN has other identifiers than its reference, which somebody may have changed, or is none of the type:
/// operations that name a resource by its ARN would change that one.
fn is_of_another(kind: &ResourceType, arn: &Arn, reference: &ResourceRef) -> bool {
    let fits = kind.arn.patterns.iter().filter_map(|pattern| pattern.fit(arn));
    let differs = |(name, value): &(&str, &str)| {
        reference.identifiers.get(*name).is_some_and(|identifier| identifier.as_str() != *value)
    };
    match fits.max_by_key(|fit| fit.literal) {
        Some(fit) => fit.identifiers.iter().any(differs),
        None => !kind.arn.patterns.is_empty(),
    }
}

/// The region in which a resource of this ARN is asked for.
fn asked_in<'a>(kind: &ResourceType, arn: &'a Arn) -> Option<&'a str> {
    let fit = kind.arn.patterns.iter().find_map(|pattern| pattern.fit(arn));
    fit.map_or(arn.region(), |fit| fit.region)
}

fn session_of(
    kind: &ResourceType,
    sessions: &impl Sessions,
    arn: Option<&Arn>,
    account: Option<&str>,
    region: Option<&str>,
) -> Result<Session> {
    let base = sessions.base_session();
    let elsewhere = |arn: &&Arn| base.region_name().is_some() && base.partition() != arn.partition();
    if let Some(arn) = arn.filter(elsewhere) {
        let message = format!("{arn} is in partition {}, and the session in {}", arn.partition(), base.partition());
        return Err(kind.error(ErrorKind::WrongPartition, message));
    }
    sessions.session_in(account, region).map_err(|error| error.elsewhere(kind.place()))
}

fn typed<R: Resource>(resource: &DynResource) -> Result<R> {
    resource.downcast_ref::<R>().cloned().ok_or_else(|| {
        let message = format!("it is no `{}`", std::any::type_name::<R>());
        resource.error(ErrorKind::UnknownName, message)
    })
}
