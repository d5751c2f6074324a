//! Many accounts and regions.

use crate::bench::{
    comparison::{Aim, Comparison, Table},
    lab::Lab,
    peer::Peer,
    rounds::{SECONDS, rounds},
    server::Far,
};

const MILLISECONDS: usize = 50;
const REGIONS: usize = 17;
/// Fewer than there are accounts, and more.
const CONCURRENCY: [usize; 2] = [32, 128];
/// Databases in each cell.
const ITEMS: usize = 5;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: 1, per_page: ITEMS, milliseconds: MILLISECONDS, object: 0 };
    let server = lab.server(far)?;
    let accounts = lab.size(50, 10);
    let cells = accounts * REGIONS;
    // Each account's role is assumed once.
    let calls = cells + accounts;
    let (mut tables, mut aims) = (Vec::new(), Vec::new());
    for concurrency in CONCURRENCY {
        let table = run(lab, &server.endpoint(), accounts, concurrency)?;
        // Whole numbers far below what a float can't count.
        let bound = (calls * MILLISECONDS) as f64 / 1000.0 / concurrency as f64;
        let ours = table.rows[0].samples.median();
        aims.push(Aim::below(
            format!("{cells} cells, {concurrency} at once, against the bound of {bound:.3} s"),
            1.2,
            "×",
            ours / bound,
        ));
        tables.push(table);
    }
    let [_, most] = CONCURRENCY;
    // The roles, then the cells, so many at a time.
    let least = ((1 + cells.div_ceil(most)) * MILLISECONDS) as f64 / 1000.0;
    Ok(Comparison {
        title: "A fleet",
        about: format!(
            "One listing of {ITEMS} databases, one page, in each of {accounts} accounts × {REGIONS} regions. Each answer \
             comes {MILLISECONDS} ms after it was asked for, those of AssumeRole, one an account, with them. The bound is \
             calls × latency / concurrency, with AssumeRole's among the calls and without any work: nobody reaches it \
             where there are fewer accounts than cells at once, as each account's first cells wait for its role. With \
             {most} at once the least is {least:.3} s; most of what a run takes over that is the work of the last answers, \
             nearly half of it the SDK's XML parser's. The SDK's peer assumes \
             each role by its own provider with a cache of its own, and runs cells by `buffer_unordered`, each in a \
             task. boto3's is the pattern of BotoClientUtils: a session and a client for each cell, whose making is \
             most of its time, in a pool of that many threads. All on all cores, from the making of the first client to the last answer; all items of \
             all cells are counted."
        ),
        tables,
        aims,
    })
}

fn run(lab: &Lab, endpoint: &str, accounts: usize, concurrency: usize) -> Result<Table, String> {
    let cells = accounts * REGIONS;
    let complete = |peer: Peer| peer.unpinned().expecting("count", cells).expecting("items", cells * ITEMS);
    let (accounts, at_once) = (accounts.to_string(), concurrency.to_string());
    let peer = |name: &str, kind: &str| {
        let settings = ["--endpoint", endpoint, "--accounts", &accounts, "--concurrency", &at_once];
        complete(lab.measure(name, &[&["fleet", kind][..], &settings].concat()))
    };
    let caption = format!("{concurrency} cells at once");
    let peers = [peer("aws-resources, fleet", "ours"), peer("SDK, by hand", "sdk")];
    let mut table = rounds(lab.rounds(3), caption.clone(), SECONDS, &peers, seconds)?;
    // Minutes: once has to do.
    let threads = lab.boto3("boto3, a session a cell (once)", "fleet.py", &[endpoint, &accounts, &at_once]);
    if let Some(threads) = threads {
        table.rows.extend(rounds(1, caption, SECONDS, &[complete(threads)], seconds)?.rows);
    }
    Ok(table)
}

fn seconds(peer: &Peer) -> Result<f64, String> {
    peer.told("seconds")
}
