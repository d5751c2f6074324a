//! Databases with a public address.

use aws_resources::{
    Session,
    rds::{Rds, sdk::types::VpcSecurityGroupMembership},
};

use crate::{
    common::Listing,
    finding::{self, PUBLIC, Row},
};

pub(crate) async fn instances(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Rds::new(session).db_instances();
    while let Some(instance) = all.next().await {
        let Some(instance) = listing.take(instance) else { continue };
        let rows = async {
            let data = instance.data().await?;
            let found = found(data.publicly_accessible(), data.vpc_security_groups());
            finding::rows(&instance, instance.id(), found).await
        };
        let rows = listing.take(rows.await);
        listing.rows.extend(rows.into_iter().flatten());
    }
    listing
}

/// Those with several zones have an address of their own; those of Aurora only have their instances'.
pub(crate) async fn clusters(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Rds::new(session).db_clusters();
    while let Some(cluster) = all.next().await {
        let Some(cluster) = listing.take(cluster) else { continue };
        let rows = async {
            let data = cluster.data().await?;
            let found = found(data.publicly_accessible(), data.vpc_security_groups());
            finding::rows(&cluster, cluster.id(), found).await
        };
        let rows = listing.take(rows.await);
        listing.rows.extend(rows.into_iter().flatten());
    }
    listing
}

fn found(public: Option<bool>, groups: &[VpcSecurityGroupMembership]) -> Vec<(&'static str, String)> {
    if public != Some(true) {
        return Vec::new();
    }
    let groups: Vec<_> = groups.iter().filter_map(|group| group.vpc_security_group_id()).collect();
    let behind = if groups.is_empty() { "no security group".to_owned() } else { groups.join(", ") };
    vec![(PUBLIC, format!("it has a public address, behind {behind}"))]
}
