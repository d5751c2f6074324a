//! The resources of a service in an account and region, and the tags that they lack.

use std::{collections::HashSet, sync::Arc};

use aws_resources::{
    DynCollection, DynResource, ErrorKind, Result, Session,
    ec2::Ec2,
    registry::{CollectionType, Service},
};
use serde::Serialize;

use crate::{
    common::{self, Listing, together},
    order::Order,
};

/// A resource that lacks tags.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Row {
    account: String,
    region: String,
    service: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    arn: String,
    missing: Vec<String>,
}

impl common::Row for Row {
    const NAMES: &'static [&'static str] = &["account", "region", "service", "type", "arn", "missing"];
}

pub(crate) async fn untagged(session: Session, service: &'static Service, order: Arc<Order>) -> Result<Listing<Row>> {
    let account = session.account_id().await?.to_owned();
    let mut lists = Vec::new();
    // Some types come in several listings.
    let mut seen = HashSet::new();
    for collection in order.collections(service) {
        let mut listing = Listing::default();
        let mut all = own(&session, service, collection)?;
        while let Some(resource) = all.next().await {
            let Some(resource) = listing.take(resource) else { continue };
            let row = row(&resource, &account, &order).await;
            let row = listing.take(row).flatten();
            listing.rows.extend(row.filter(|row| seen.insert(row.arn.clone())));
        }
        lists.push(listing);
    }
    together(lists)
}

/// A listing of the account's own resources in the region, where AWS would tell of others, too.
fn own(session: &Session, service: &Service, collection: &CollectionType<Session>) -> Result<DynCollection> {
    match (service.name(), collection.name()) {
        ("ec2", "fpga_images") => Ok(Ec2::new(session).fpga_images().filter(|request| request.owners("self")).into()),
        ("ec2", "images") => Ok(Ec2::new(session).images().filter(|request| request.owners("self")).into()),
        ("ec2", "snapshots") => Ok(Ec2::new(session).snapshots().filter(|request| request.owner_ids("self")).into()),
        ("s3", "buckets") => Ok(common::buckets(session).into()),
        _ => collection.list(session),
    }
}

async fn row(resource: &DynResource, account: &str, order: &Order) -> Result<Option<Row>> {
    let arn = match resource.arn().await {
        Ok(arn) => arn,
        // Without one, nobody could tag it or say which it is: of its type, AWS gives ARNs to some only.
        Err(error) if error.kind() == ErrorKind::NoArn => return Ok(None),
        Err(error) => return Err(error),
    };
    if arn.account().is_some_and(|owner| owner != account) {
        return Ok(None);
    }
    let tags = match resource.tags().await {
        // It went while the others were looked at.
        Err(error) if error.is_not_found() => return Ok(None),
        tags => tags?,
    };
    let missing: Vec<_> = order.keys.iter().filter(|key| !tags.contains_key(*key)).cloned().collect();
    Ok((!missing.is_empty()).then(|| Row {
        account: account.to_owned(),
        region: arn.region().or(resource.session().region_name()).unwrap_or_default().to_owned(),
        service: resource.service_name(),
        kind: resource.type_name(),
        arn: arn.to_string(),
        missing,
    }))
}
