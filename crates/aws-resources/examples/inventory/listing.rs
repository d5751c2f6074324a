//! What is listed in an account and region.

use aws_resources::{
    Collection, Resource, Result, Session, cloudtrail::CloudTrail, elbv2::ElbV2, rds::Rds, route53::Route53,
};

use crate::common::{self, Listing, together};

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

impl common::Row for Row {
    const NAMES: &'static [&'static str] = &["account", "region", "service", "type", "name", "arn"];
}

/// What each region has of its own, all services at one time.
pub(crate) async fn regional(session: Session) -> Result<Listing<Row>> {
    let (cloudtrail, elbv2, rds) = (CloudTrail::new(&session), ElbV2::new(&session), Rds::new(&session));
    // A multi-Region trail is seen in every region, and only in its home region it isn't a shadow.
    let trails = cloudtrail.trails().filter(|request| request.include_shadow_trails(false));
    let lists = tokio::join!(
        list(trails, |trail| trail.loaded()?.name.clone()),
        list(elbv2.load_balancers(), |balancer| balancer.loaded()?.load_balancer_name.clone()),
        list(rds.db_clusters(), |cluster| Some(cluster.id().to_owned())),
        list(rds.db_instances(), |instance| Some(instance.id().to_owned())),
    );
    together(<[_; 4]>::from(lists))
}

/// What an account has once.
pub(crate) async fn global(session: Session) -> Result<Listing<Row>> {
    let zones = Route53::new(&session).hosted_zones();
    together([list(zones, |zone| Some(zone.loaded()?.name.clone())).await])
}

async fn list<B: Clone, R: Resource>(mut all: Collection<B, R>, name: fn(&R) -> Option<String>) -> Listing<Row> {
    let mut listing = Listing::default();
    while let Some(item) = all.next().await {
        let row = async { row(&item?, name).await };
        let row = listing.take(row.await);
        listing.rows.extend(row);
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

#[cfg(all(test, feature = "test-util"))]
mod tests {
    use aws_resources::{
        Error, ErrorKind,
        cloudtrail::sdk::{self as cloudtrail, operation::describe_trails::DescribeTrailsOutput, types::Trail},
        rds::sdk::{self as rds, operation::describe_db_instances::DescribeDbInstancesOutput, types::DbInstance},
        test_util::{self, Answers, RuleMode, Rules, mock},
    };

    use super::*;

    #[tokio::test]
    async fn a_service_that_fails_leaves_the_others_their_rows() {
        let trails = mock!(cloudtrail::Client::describe_trails)
            .match_requests(|request| request.include_shadow_trails() == Some(false))
            .then_output(|| {
                let arn = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/audit";
                DescribeTrailsOutput::builder()
                    .trail_list(Trail::builder().name("audit").trail_arn(arn).build())
                    .build()
            });
        let instances = mock!(rds::Client::describe_db_instances).then_output(|| {
            let arn = "arn:aws:rds:eu-west-1:123456789012:db:orders";
            let orders = DbInstance::builder().db_instance_identifier("orders").db_instance_arn(arn).build();
            DescribeDbInstancesOutput::builder().db_instances(orders).build()
        });
        // Nothing answers the other two.
        let session = Rules::new(RuleMode::MatchAny, [&trails, &instances]).session();

        let listing = regional(session).await.unwrap();
        let rows: Vec<_> = listing.rows.iter().map(|row| (row.service, row.kind, row.name.as_str())).collect();
        assert_eq!(rows, [("cloudtrail", "Trail", "audit"), ("rds", "DBInstance", "orders")]);
        let failed: Vec<_> = listing.errors.iter().filter_map(Error::operation).collect();
        assert_eq!(failed, ["DescribeLoadBalancers", "DescribeDBClusters"]);
    }

    #[tokio::test]
    async fn where_nothing_can_be_read_the_error_is_told() {
        let error = regional(test_util::session()).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::UnexpectedCall, "{error}");
    }

    #[tokio::test]
    async fn hosted_zones_are_global() {
        let zone = |id: &str, name: &str| {
            format!(
                "<HostedZone><Id>/hostedzone/{id}</Id><Name>{name}</Name><CallerReference>r</CallerReference>\
                 </HostedZone>"
            )
        };
        let page = |zones: String, rest: &str| {
            format!(
                "<ListHostedZonesResponse><HostedZones>{zones}</HostedZones><Marker></Marker>{rest}\
                 <MaxItems>1</MaxItems></ListHostedZonesResponse>"
            )
        };
        let answers = Answers::new([
            page(zone("Z1", "a.test."), "<IsTruncated>true</IsTruncated><NextMarker>Z2</NextMarker>"),
            page(zone("Z2", "b.test."), "<IsTruncated>false</IsTruncated>"),
        ]);

        let listing = global(answers.session()).await.unwrap();
        let rows: Vec<_> = listing.rows.iter().map(|row| [&*row.region, &*row.name, &*row.arn]).collect();
        assert_eq!(
            rows,
            [
                ["global", "a.test.", "arn:aws:route53:::hostedzone/Z1"],
                ["global", "b.test.", "arn:aws:route53:::hostedzone/Z2"],
            ]
        );
        assert_eq!(answers.sent()[1].query("marker").as_deref(), Some("Z2"));
    }
}
