//! Security groups that let everybody in, and snapshots and images that are shared with everybody.

use aws_resources::{
    Result, Session,
    ec2::{
        Ec2, Snapshot,
        sdk::types::{IpPermission, PermissionGroup, SnapshotAttributeName},
    },
};

use crate::{
    common::Listing,
    finding::{self, PUBLIC, Row},
};

pub(crate) async fn security_groups(session: &Session, allowed: &[u16]) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Ec2::new(session).security_groups();
    while let Some(group) = all.next().await {
        let Some(group) = listing.take(group) else { continue };
        let rows = async {
            let data = group.data().await?;
            let mut found = Vec::new();
            for rule in data.ip_permissions().iter().filter(|rule| !is_allowed(rule, allowed)) {
                found.extend(everybody(rule).map(|from| (PUBLIC, format!("{} from {from}", traffic(rule)))));
            }
            finding::rows(&group, group.id(), found).await
        };
        let rows = listing.take(rows.await);
        listing.rows.extend(rows.into_iter().flatten());
    }
    listing
}

/// Everybody's addresses among those that a rule lets in.
fn everybody(rule: &IpPermission) -> impl Iterator<Item = &str> {
    let v4 = rule.ip_ranges().iter().filter_map(|range| range.cidr_ip());
    let v6 = rule.ipv6_ranges().iter().filter_map(|range| range.cidr_ipv6());
    v4.chain(v6).filter(|addresses| ["0.0.0.0/0", "::/0"].contains(addresses))
}

fn is_allowed(rule: &IpPermission, allowed: &[u16]) -> bool {
    let port = rule.from_port().filter(|port| rule.to_port() == Some(*port));
    rule.ip_protocol() == Some("tcp") && allowed.iter().any(|allowed| port == Some(i32::from(*allowed)))
}

/// What a rule lets in: `-1` is everything
/// (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html>).
fn traffic(rule: &IpPermission) -> String {
    match (rule.ip_protocol().unwrap_or("-1"), rule.from_port(), rule.to_port()) {
        ("-1", ..) => "all traffic".to_owned(),
        (protocol @ ("tcp" | "udp"), Some(from), Some(to)) if from == to => format!("{protocol} {from}"),
        (protocol @ ("tcp" | "udp"), Some(from), Some(to)) => format!("{protocol} {from}-{to}"),
        (protocol, ..) => protocol.to_owned(),
    }
}

pub(crate) async fn snapshots(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    // Those that everybody can restore: so few that each can be asked about.
    let mut all = Ec2::new(session).snapshots().filter(|it| it.owner_ids("self").restorable_by_user_ids("all"));
    while let Some(snapshot) = all.next().await {
        let Some(snapshot) = listing.take(snapshot) else { continue };
        let rows = async {
            let found = is_shared(&snapshot).await?.then(|| (PUBLIC, "everybody can make volumes of it".to_owned()));
            finding::rows(&snapshot, snapshot.id(), found.into_iter().collect()).await
        };
        let rows = listing.take(rows.await);
        listing.rows.extend(rows.into_iter().flatten());
    }
    listing
}

async fn is_shared(snapshot: &Snapshot) -> Result<bool> {
    let attribute = SnapshotAttributeName::CreateVolumePermission;
    let described = snapshot.describe_attribute().with(|request| request.attribute(attribute)).await?;
    Ok(described.create_volume_permissions().iter().any(|given| given.group() == Some(&PermissionGroup::All)))
}

pub(crate) async fn images(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Ec2::new(session).images().filter(|request| request.owners("self"));
    while let Some(image) = all.next().await {
        let Some(image) = listing.take(image) else { continue };
        let rows = async {
            let public = image.data().await?.public() == Some(true);
            let found = public.then(|| (PUBLIC, "everybody can launch it".to_owned()));
            finding::rows(&image, image.id(), found.into_iter().collect()).await
        };
        let rows = listing.take(rows.await);
        listing.rows.extend(rows.into_iter().flatten());
    }
    listing
}

#[cfg(test)]
mod tests {
    use aws_resources::ec2::sdk::types::{IpRange, Ipv6Range};

    use super::*;

    fn rule(protocol: &str, ports: Option<(i32, i32)>, v4: &str) -> IpPermission {
        let range = IpRange::builder().cidr_ip(v4).build();
        let rule = IpPermission::builder().ip_protocol(protocol).ip_ranges(range);
        rule.set_from_port(ports.map(|(from, _)| from)).set_to_port(ports.map(|(_, to)| to)).build()
    }

    #[test]
    fn only_everybody_s_addresses_count() {
        assert_eq!(everybody(&rule("tcp", None, "0.0.0.0/0")).collect::<Vec<_>>(), ["0.0.0.0/0"]);
        assert_eq!(everybody(&rule("tcp", None, "10.0.0.0/8")).count(), 0);
        let v6 = Ipv6Range::builder().cidr_ipv6("::/0").build();
        let both = IpPermission::builder().ipv6_ranges(v6);
        let both = both.ip_ranges(IpRange::builder().cidr_ip("0.0.0.0/0").build()).build();
        assert_eq!(everybody(&both).collect::<Vec<_>>(), ["0.0.0.0/0", "::/0"]);
    }

    #[test]
    fn what_is_let_in_is_told_with_its_ports() {
        let told = |protocol, ports| traffic(&rule(protocol, ports, "0.0.0.0/0"));
        assert_eq!(told("tcp", Some((22, 22))), "tcp 22");
        assert_eq!(told("udp", Some((1, 1024))), "udp 1-1024");
        assert_eq!(told("icmp", Some((-1, -1))), "icmp");
        assert_eq!(told("-1", None), "all traffic");
    }

    #[test]
    fn only_single_tcp_ports_are_allowed() {
        let allowed = |protocol, ports| is_allowed(&rule(protocol, ports, "0.0.0.0/0"), &[80, 443]);
        assert!(allowed("tcp", Some((443, 443))));
        assert!(!allowed("udp", Some((443, 443))));
        assert!(!allowed("tcp", Some((80, 443))));
        assert!(!allowed("-1", None));
    }
}
