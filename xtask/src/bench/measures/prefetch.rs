//! A consumer as slow as the service.

use crate::bench::{
    comparison::Comparison,
    lab::Lab,
    rounds::{SECONDS, rounds},
    server::Far,
};

const MILLISECONDS: usize = 20;
const ITEMS_OF_SDK: &str = "SDK's items()";

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: lab.size(50, 10), per_page: 100, milliseconds: MILLISECONDS, object: 0 };
    let server = lab.server(far)?;
    let (endpoint, pause, per_page) = (server.endpoint(), MILLISECONDS.to_string(), far.per_page.to_string());
    let peer = |name: &str, kind: &str| {
        let settings = ["--endpoint", &endpoint, "--milliseconds", &pause, "--per-page", &per_page];
        lab.measure(name, &[&["prefetch", kind][..], &settings].concat())
    };
    let peers =
        [peer("aws-resources, prefetch(2)", "ours"), peer("aws-resources", "plain"), peer(ITEMS_OF_SDK, "items")];
    let caption = format!("{} pages of {} databases", far.pages, far.per_page);
    let table = rounds(lab.rounds(5), caption, SECONDS, &peers, |peer| peer.told("seconds"))?;
    let aims = table.aim(ITEMS_OF_SDK, 1.8).into_iter().collect();
    Ok(Comparison {
        title: "Pages ahead",
        about: format!(
            "Each page comes {MILLISECONDS} ms after it was asked for, and the consumer waits {MILLISECONDS} ms after \
             each page's items, as one that writes them to a database would."
        ),
        tables: vec![table],
        aims,
    })
}
