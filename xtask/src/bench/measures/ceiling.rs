//! How fast the far end answers at the most.

use crate::bench::{
    comparison::Comparison,
    lab::Lab,
    rounds::{ITEMS, rounds},
    server::Far,
};

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: 100, per_page: 100, milliseconds: 0, object: 0 };
    let server = lab.server(far)?;
    let (port, seconds) = (server.port.to_string(), lab.size(3, 1).to_string());
    let load = |connections: &str| {
        let name = format!("load generator, {connections} connection{}", if connections == "1" { "" } else { "s" });
        lab.program(&name, "load", &[&port, connections, "100", &seconds])
    };
    let peers = [load("1"), load("8")];
    let items = |page: f64| page * 100.0;
    let table = rounds(lab.rounds(3), "pages of 100 databases", ITEMS, &peers, |peer| {
        peer.rate("count", "seconds").map(items)
    })?;
    Ok(Comparison {
        title: "The far end",
        about: "A server on this machine that answers with bytes made beforehand, as real responses have them. A load \
                generator that parses nothing asks it for pages of DescribeDBInstances: that is the ceiling of what is \
                measured with them over HTTP."
            .to_owned(),
        tables: vec![table],
        aims: Vec::new(),
    })
}
