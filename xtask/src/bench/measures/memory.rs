//! Memory of an account.

use crate::bench::{
    comparison::{Aim, Better, Comparison},
    lab::Lab,
    peer::Peer,
    rounds::rounds,
    server::Far,
};

/// Kilobytes of a process.
const UNIT: (&str, Better) = ("KB", Better::Less);
const IDLE: f64 = 20.0;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let server = lab.server(Far { pages: 1, per_page: 1, milliseconds: 0, object: 0 })?;
    let endpoint = server.endpoint();
    let (many, few) = (lab.size(1000, 200).to_string(), lab.size(20, 5).to_string());
    let peer = |name: &str, kind: &str, accounts: &str| {
        lab.measure(name, &["memory", kind, "--endpoint", &endpoint, "--accounts", accounts])
    };
    let kilobytes = |peer: &Peer| peer.told("bytes").map(|bytes| bytes / 1000.0);
    let idle = [peer("aws-resources, session", "ours-idle", &many)];
    let idle = rounds(lab.rounds(3), "an idle session with its credentials", UNIT, &idle, kilobytes)?;
    let mut called = vec![
        peer("aws-resources, session", "ours-client", &many),
        peer("SDK, one HTTP client for all", "sdk-shared", &many),
        peer("SDK, as it is", "sdk", &many),
    ];
    for (name, kind) in [("boto3, client", "client"), ("boto3, rds resource", "rds"), ("boto3, ec2 resource", "ec2")] {
        called.extend(lab.boto3(name, "memory.py", &[kind, &endpoint, &few]));
    }
    let called = rounds(lab.rounds(3), "with a client after a call", UNIT, &called, kilobytes)?;
    let median = idle.rows[0].samples.median();
    let mut aims = vec![Aim::below("memory of an idle session", IDLE, "KB", median)];
    aims.extend(called.aim("SDK, one HTTP client for all", 1.0));
    Ok(Comparison {
        title: "Memory of an account",
        about: format!(
            "What a process has more in memory (its resident set), over {many} accounts; {few} for boto3. Each has \
             assumed a role of its own, but boto3, whose sessions have given credentials. That a session stays below \
             {IDLE} KB is a test, too, which counts its allocations."
        ),
        tables: vec![idle, called],
        aims,
    })
}
