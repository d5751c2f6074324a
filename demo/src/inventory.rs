//! What there is, read through the resource layer.

use aws_resources::{
    Arn, Collection, ErrorKind, Resource, Result, Session,
    cloudtrail::{CloudTrail, Trail},
    elbv2::{ElbV2, Listener, LoadBalancer, Rule, TargetGroup},
    rds::{DbCluster, DbClusterSnapshot, DbInstance, DbParameterGroup, DbSnapshot, DbSubnetGroup, Rds},
    route53::{HealthCheck, HostedZone, ResourceRecordSet, Route53},
};

use crate::progress::Progress;

/// All resources of one type in one session.
pub(crate) struct Listing {
    pub(crate) service: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) pages: usize,
    /// How many collections it was read from: one, or one for each parent.
    pub(crate) collections: usize,
    /// What stopped it, or its first item that couldn't be read.
    pub(crate) error: Option<String>,
}

/// A resource.
pub(crate) struct Row {
    pub(crate) identifiers: String,
    /// Or why there is none.
    pub(crate) arn: String,
}

/// Lists everything that the demo looks at.
pub(crate) async fn of(session: &Session, progress: &Progress) -> Vec<Listing> {
    let mut list = Lists { session, progress, done: Vec::new() };

    let cloudtrail = CloudTrail::new(session);
    list.all("cloudtrail", "Trail", [cloudtrail.trails()], Trail::arn).await;

    let rds = Rds::new(session);
    list.all("rds", "DBInstance", [rds.db_instances().page_size(50)], DbInstance::arn).await;
    list.all("rds", "DBCluster", [rds.db_clusters()], DbCluster::arn).await;
    list.all("rds", "DBSnapshot", [rds.db_snapshots()], DbSnapshot::arn).await;
    list.all("rds", "DBClusterSnapshot", [rds.db_cluster_snapshots()], DbClusterSnapshot::arn).await;
    list.all("rds", "DBParameterGroup", [rds.db_parameter_groups().page_size(25)], DbParameterGroup::arn).await;
    list.all("rds", "DBSubnetGroup", [rds.db_subnet_groups()], DbSubnetGroup::arn).await;

    let elbv2 = ElbV2::new(session);
    list.all("elbv2", "TargetGroup", [elbv2.target_groups()], TargetGroup::arn).await;
    let balancers = [elbv2.load_balancers().page_size(25)];
    let balancers = list.all("elbv2", "LoadBalancer", balancers, LoadBalancer::arn).await;
    let listeners = balancers.iter().map(LoadBalancer::listeners);
    let listeners = list.all("elbv2", "Listener", listeners, Listener::arn).await;
    let rules = listeners.iter().map(|listener| listener.rules().page_size(10));
    list.all("elbv2", "Rule", rules, Rule::arn).await;

    let route53 = Route53::new(session);
    let zones = list.all("route53", "HostedZone", [route53.hosted_zones().page_size(5)], HostedZone::arn).await;
    let records = zones.iter().map(|zone| zone.resource_record_sets().page_size(100));
    list.all("route53", "ResourceRecordSet", records, ResourceRecordSet::arn).await;
    list.all("route53", "HealthCheck", [route53.health_checks()], HealthCheck::arn).await;
    list.done
}

struct Lists<'a> {
    session: &'a Session,
    progress: &'a Progress,
    done: Vec<Listing>,
}

impl Lists<'_> {
    /// Reads collections of one type to their end, whatever fails on the way.
    async fn all<B: Clone, R: Resource>(
        &mut self,
        service: &'static str,
        kind: &'static str,
        collections: impl IntoIterator<Item = Collection<B, R>>,
        arn: impl AsyncFn(&R) -> Result<Arn>,
    ) -> Vec<R> {
        self.progress.say(format!("listing {service} {kind}"));
        let mut listing = Listing {
            service,
            kind,
            account: self.session.account_id().await.unwrap_or("?").to_owned(),
            region: self.session.region_name().unwrap_or("?").to_owned(),
            rows: Vec::new(),
            pages: 0,
            collections: 0,
            error: None,
        };
        let mut resources = Vec::new();
        for collection in collections {
            listing.collections += 1;
            let mut pages = collection.pages();
            while let Some(page) = pages.next().await {
                match page {
                    Ok(page) => {
                        listing.pages += 1;
                        resources.extend(page);
                    }
                    Err(error) => listing.error = listing.error.or(Some(error.to_string())),
                }
            }
        }
        for resource in &resources {
            listing.rows.push(row(resource, arn(resource).await));
        }
        self.done.push(listing);
        resources
    }
}

fn row(resource: &impl Resource, arn: Result<Arn>) -> Row {
    let identifiers = resource.identifiers().into_iter().map(|(_, value)| value);
    let identifiers = identifiers
        .map(|value| match &arn {
            Ok(arn) if arn.as_str() == value => "its ARN".to_owned(),
            _ => value,
        })
        .collect::<Vec<_>>()
        .join(" ");
    let arn = match arn {
        Ok(arn) => arn.into(),
        Err(error) if error.kind() == ErrorKind::NoArn => {
            let reason = error.message();
            format!("none: {}", reason.split_once(": ").map_or(reason, |(_, reason)| reason))
        }
        Err(error) => format!("unknown: {error}"),
    };
    Row { identifiers, arn }
}
