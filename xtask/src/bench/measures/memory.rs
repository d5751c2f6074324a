//! Memory of an account.

use crate::bench::{
    comparison::{Aim, Better, Comparison},
    lab::Lab,
    peer::Peer,
    rounds::rounds,
    server::Far,
};

/// Of a process.
const UNIT: (&str, Better) = ("bytes", Better::Less);
/// Kilobytes.
const IDLE: f64 = 20.0;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let server = lab.server(Far { pages: 1, per_page: 1, milliseconds: 0, object: 0 })?;
    let endpoint = server.endpoint();
    // An HTTP client of its own has connections of its own: two an account, of the 1,024 that a process usually may have.
    let (sessions, clients, own) = (lab.size(10_000, 1000), lab.size(1000, 200), lab.size(200, 50));
    let few = lab.size(20, 5);
    let peer = |name: &str, kind: &str, accounts: usize| {
        let number = accounts.to_string();
        let peer = lab.measure(name, &["memory", kind, "--endpoint", &endpoint, "--accounts", &number]);
        peer.expecting("count", accounts)
    };
    let bytes = |peer: &Peer| peer.told("bytes");
    let idle = [peer("aws-resources, session", "ours-idle", sessions)];
    let idle = rounds(lab.rounds(3), "an idle session with its credentials", UNIT, &idle, bytes)?;
    let mut called = vec![
        peer("aws-resources, session", "ours-client", clients),
        peer("SDK, one HTTP client for all", "sdk-shared", clients),
        peer("SDK, as it is", "sdk", own),
    ];
    let number = few.to_string();
    for (name, kind) in [("boto3, client", "client"), ("boto3, rds resource", "rds"), ("boto3, ec2 resource", "ec2")] {
        let peer = lab.boto3(name, "memory.py", &[kind, &endpoint, &number]);
        called.extend(peer.map(|peer| peer.expecting("count", few)));
    }
    let called = rounds(lab.rounds(3), "with a client after a call", UNIT, &called, bytes)?;
    let median = idle.rows[0].samples.median() / 1000.0;
    let mut aims = vec![Aim::below("memory of an idle session", IDLE, "KB", median)];
    aims.extend(called.aim("SDK, one HTTP client for all", 1.0));
    Ok(Comparison {
        title: "Memory of an account",
        about: format!(
            "What a process has more in memory (its resident set) for each account more, after a fifth as many: over \
             {sessions} idle sessions, {clients} clients, {own} of the SDK's with an HTTP client each, and {few} of \
             boto3's. Each has assumed a role of its own, except boto3's sessions, which are given credentials; ours \
             have no rate limit. That a session stays below {IDLE} KB is a test, too, which counts its allocations."
        ),
        tables: vec![idle, called],
        aims,
    })
}
