//! Calls of AssumeRole.

use crate::bench::{
    comparison::{Aim, Better, Comparison, Row, Table},
    lab::Lab,
    samples::Samples,
};

const PEERS: [(&str, &str); 3] = [
    ("aws-resources, session manager", "ours"),
    ("SDK, over the base's cache", "sdk"),
    ("SDK, a cache for each role", "sdk-own-cache"),
];

const REGIONS: usize = 17;

/// Counts, which are the same each time: once is enough.
pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let accounts = lab.size(1000, 100);
    let mut rows = [Vec::new(), Vec::new()];
    for (name, kind) in PEERS {
        let peer = lab.measure(name, &["assume", kind, "--accounts", &accounts.to_string()]);
        // One item comes of each call.
        let peer = peer.expecting("count", accounts * REGIONS * 3);
        let figures = peer.figures()?;
        for (rows, figure) in rows.iter_mut().zip(["assumed", "resolved"]) {
            let samples = Samples::new(vec![peer.figure(&figures, figure)?]);
            rows.push(Row { peer: name.to_owned(), samples });
        }
    }
    let [assumed, resolved] = rows;
    let exactly = |what: &str, rows: &[Row], aim: usize| {
        let figure = rows[0].samples.median();
        // A whole number far below what a float can't count.
        let met = figure == aim as f64;
        Aim { what: what.to_owned(), aim: format!("exactly {aim}"), figure: format!("{figure}"), met }
    };
    let aims = vec![
        exactly(
            &format!("AssumeRole calls for {accounts} accounts × {REGIONS} regions × 3 services"),
            &assumed,
            accounts,
        ),
        exactly("resolutions of the base credentials for them", &resolved, 1),
    ];
    let table = |caption: &str, rows| Table { caption: caption.to_owned(), unit: "calls", better: Better::Less, rows };
    Ok(Comparison {
        title: "Assumed roles",
        about: format!(
            "RDS, EC2 and CloudTrail are called in each of {REGIONS} regions of {accounts} accounts, region by region, \
             by one process whose credentials last for an hour. Counted inside the process. The SDK's shared cache \
             of identities has 64 places unless it is given more, and its provider of a role's credentials asks for the \
             base ones each time."
        ),
        tables: vec![table("AssumeRole", assumed), table("base credentials resolved", resolved)],
        aims,
    })
}
