//! A consumer as slow as the fetch.

use crate::bench::{
    comparison::{Comparison, ITEMS_OF_SDK, OURS, PAGES_OF_SDK},
    lab::Lab,
    rounds::{SECONDS, rounds},
    server::Far,
};

const MILLISECONDS: usize = 20;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: lab.size(50, 10), per_page: 100, milliseconds: MILLISECONDS, object: 0 };
    let server = lab.server(far)?;
    let (endpoint, per_page) = (server.endpoint(), far.per_page.to_string());
    let count = far.pages * far.per_page;
    // How long a page is fetched: until it is parsed, by nobody's paginator.
    let fetch = lab.measure(PAGES_OF_SDK, &["list", "databases", "pages", "--endpoint", &endpoint]);
    let seconds = fetch.expecting("count", count).told("seconds")?;
    let pause = format!("{:.0}", seconds * 1000.0 / far.pages as f64);
    let peer = |name: &str, kind: &str| {
        let settings = ["--endpoint", &endpoint, "--milliseconds", &pause, "--per-page", &per_page];
        lab.measure(name, &[&["prefetch", kind][..], &settings].concat()).expecting("count", count)
    };
    let peers = [peer("aws-resources, prefetch(2)", "ours"), peer(OURS, "plain"), peer(ITEMS_OF_SDK, "items")];
    let caption = format!("{} pages of {} databases", far.pages, far.per_page);
    let table = rounds(lab.rounds(5), caption, SECONDS, &peers, |peer| peer.told("seconds"))?;
    let aims = table.aim(ITEMS_OF_SDK, 1.8).into_iter().collect();
    Ok(Comparison {
        title: "Pages ahead",
        about: format!(
            "Each page comes {MILLISECONDS} ms after it was asked for, and is parsed then. The consumer waits as long as \
             both take together, as a loop over pages has measured it before, after each page's items: {pause} ms, as \
             one that writes them to a database would: the case in which fetching ahead gains most. All on one core."
        ),
        tables: vec![table],
        aims,
    })
}
