//! What is listed in an account and region.

use aws_resources::{
    Collection, Error, Resource, Result, Session, cloudtrail::CloudTrail, elbv2::ElbV2, rds::Rds, route53::Route53,
};

/// A resource.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub(crate) struct Row {
    pub(crate) account: String,
    /// `global` where the ARN has no region.
    pub(crate) region: String,
    pub(crate) service: &'static str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) arn: String,
}

/// What could be read, and what not: a service that fails leaves the others their rows.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) rows: Vec<Row>,
    pub(crate) errors: Vec<Error>,
}

/// What each region has of its own, all services at one time.
pub(crate) async fn regional(session: Session) -> Result<Listing> {
    let (cloudtrail, elbv2, rds) = (CloudTrail::new(&session), ElbV2::new(&session), Rds::new(&session));
    // A multi-Region trail is seen in every region, and only in its home region it isn't a shadow.
    let trails = cloudtrail.trails().filter(|request| request.include_shadow_trails(false));
    let lists = tokio::join!(
        list(trails, |trail| trail.loaded()?.name.clone()),
        list(elbv2.load_balancers(), |balancer| balancer.loaded()?.load_balancer_name.clone()),
        list(rds.db_clusters(), |cluster| Some(cluster.id().to_owned())),
        list(rds.db_instances(), |instance| Some(instance.id().to_owned())),
    );
    together(lists.into())
}

/// What an account has once.
pub(crate) async fn global(session: Session) -> Result<Listing> {
    let zones = Route53::new(&session).hosted_zones();
    together([list(zones, |zone| Some(zone.loaded()?.name.clone())).await])
}

async fn list<B: Clone, R: Resource>(mut all: Collection<B, R>, name: fn(&R) -> Option<String>) -> Listing {
    let mut listing = Listing::default();
    while let Some(item) = all.next().await {
        let row = async { row(&item?, name).await };
        match row.await {
            Ok(row) => listing.rows.push(row),
            Err(error) => listing.errors.push(error),
        }
    }
    listing
}

async fn row<R: Resource>(resource: &R, name: fn(&R) -> Option<String>) -> Result<Row> {
    let arn = resource.arn().await?;
    Ok(Row {
        account: resource.session().account_id().await?.to_owned(),
        region: arn.region().unwrap_or("global").to_owned(),
        service: resource.service_name(),
        kind: resource.type_name(),
        name: name(resource).unwrap_or_default(),
        arn: arn.into(),
    })
}

/// Where nothing could be read, it is the error that the fleet is told: some of them say that there is nothing to read.
fn together<const N: usize>(lists: [Listing; N]) -> Result<Listing> {
    let nothing_read = lists.iter().all(|list| list.rows.is_empty() && !list.errors.is_empty());
    let (rows, errors): (Vec<_>, Vec<_>) = lists.into_iter().map(|list| (list.rows, list.errors)).unzip();
    let together = Listing { rows: rows.concat(), errors: errors.concat() };
    match together.errors.first() {
        Some(error) if nothing_read => Err(error.clone()),
        _ => Ok(together),
    }
}
