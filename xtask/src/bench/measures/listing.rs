//! Items a second of one collection, for each protocol, against the SDK.

use crate::bench::{
    comparison::{Aim, Comparison, ITEMS_OF_SDK, OURS, PAGES_OF_SDK, Table},
    lab::Lab,
    peer::Peer,
    rounds::{ITEMS, rounds},
    server::Far,
};

/// What is listed, its caption, what the SDK's paginator is called there, and how often in a run, from inside the process
/// and over HTTP: so often that a run takes half a second.
pub(super) const LISTINGS: [(&str, &str, Option<&str>, [usize; 2]); 5] = [
    ("databases", "RDS DescribeDBInstances, Query", Some(ITEMS_OF_SDK), [2, 2]),
    ("instances", "EC2 DescribeInstances, EC2 XML, nested", Some(ITEMS_OF_SDK), [2, 2]),
    ("objects", "S3 ListObjectsV2, REST XML", Some("SDK's paginator (of pages)"), [15, 10]),
    ("tables", "DynamoDB ListTables, JSON", Some(ITEMS_OF_SDK), [150, 40]),
    ("trails", "CloudTrail DescribeTrails, JSON", None, [30, 20]),
];
/// Two runs of one program differ by as much as the aims allow: it takes many to tell.
const ROUNDS: usize = 21;
/// That of DescribeTrails is listed as often as the others have pages.
const PAGES: usize = 100;
const PER_PAGE: usize = 100;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let server = lab.server(Far { pages: PAGES, per_page: PER_PAGE, milliseconds: 0, object: 0 })?;
    let endpoint = server.endpoint();
    let (pages, per_page) = (PAGES.to_string(), PER_PAGE.to_string());
    let (mut tables, mut aims) = (Vec::new(), Vec::new());
    let from = [
        ("from inside the process", vec!["--pages", &pages, "--per-page", &per_page]),
        ("over HTTP", vec!["--endpoint", &endpoint]),
    ];
    for (what, caption, paginator, times) in LISTINGS {
        for ((from, settings), times) in from.iter().zip(times) {
            let peers = peers(lab, (what, paginator), lab.size(times, 1), settings);
            let caption = format!("{caption}, {from}");
            let table = rounds(lab.rounds(ROUNDS), caption, ITEMS, &peers, |peer| peer.rate("count", "seconds"))?;
            aims.extend(aimed(&table, paginator));
            tables.push(table);
        }
    }
    Ok(Comparison {
        title: "Listings, against the SDK",
        about: format!(
            "{PAGES} pages of {PER_PAGE} items, consumed one by one, and counted. From inside the process, bytes come \
             from memory, so that only the clients' own work counts; over HTTP they come from the far end. The SDK has no \
             paginator of DescribeTrails, which has one page, and none by items of ListObjectsV2; those of \
             DescribeInstances are reservations, which have one instance each here.\n\nA listed resource has \
             its data in an allocation of its own, so that it and its clones can be kept when the page is gone, and an \
             identifier of more than 23 bytes in another. That shows where an item is little work for the SDK; the least \
             is a table's name, of which the page loop makes nothing more."
        ),
        tables,
        aims,
    })
}

fn peers(lab: &Lab, (what, paginator): (&str, Option<&str>), times: usize, settings: &[&str]) -> Vec<Peer> {
    let often = times.to_string();
    let peer = |name: &str, kind: &str| {
        let settings = [&["list", what, kind, "--times", &often], settings].concat();
        lab.measure(name, &settings).expecting("count", times * PAGES * PER_PAGE)
    };
    let mut peers = vec![peer(OURS, "ours")];
    peers.extend(paginator.map(|name| peer(name, "items")));
    peers.push(peer(PAGES_OF_SDK, "pages"));
    peers
}

fn aimed(table: &Table, paginator: Option<&str>) -> impl Iterator<Item = Aim> {
    // One of pages leaves the items to a loop by hand.
    let least = |name: &str| if name == ITEMS_OF_SDK { 1.0 } else { 0.98 };
    let paginator = paginator.and_then(|name| table.aim(name, least(name)));
    paginator.into_iter().chain(table.aim(PAGES_OF_SDK, 0.98))
}
