//! What an item costs over the page loop.

use crate::{
    bench::{
        comparison::{Aim, Better, Comparison, OURS, PAGES_OF_SDK, Row, Table},
        lab::Lab,
        rounds::{ITEMS, rounds},
        samples::Samples,
    },
    guard,
};

/// bench/guard's listing.
const PAGES: usize = 2;
const PER_PAGE: usize = 500;
const TIME: &str = "added cost of an item over the page loop";
const ALLOCATIONS: &str = "allocations of an item over the page loop's";

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let about = format!(
        "What `cargo xtask guard` counts: {PAGES} pages of {PER_PAGE} databases from inside the process, less the same by \
         a loop over the SDK's pages. Instructions are callgrind's, with mimalloc as the allocator. They become \
         nanoseconds by the speed of that loop, whose instructions and time are both known: an estimate. Each item's \
         instructions have its share of what a page costs; the allocations of a page are counted apart, with pages of \
         two sizes. An identifier of more than 23 bytes, such as an ARN, is one more. AWS puts 100 databases on a page \
         at the most: there, more of what a page costs falls on each."
    );
    let title = "Cost of an item";
    let Some(counts) = guard::measured()? else {
        println!("SKIPPED: the cost of an item isn't counted, as there is no valgrind");
        let about = about + "\n\nNot counted: valgrind wasn't there.";
        let aims = vec![Aim::unknown(TIME, 300.0, "ns"), Aim::unknown(ALLOCATIONS, 1.0, "")];
        return Ok(Comparison { title, about, tables: Vec::new(), aims });
    };
    let times = lab.size(50, 5);
    let (pages, per_page, often) = (PAGES.to_string(), PER_PAGE.to_string(), times.to_string());
    let shape = ["list", "databases", "pages", "--pages", &pages, "--per-page", &per_page, "--times", &often];
    let loops = [lab.measure(PAGES_OF_SDK, &shape).expecting("count", times * PAGES * PER_PAGE)];
    let speed = rounds(lab.rounds(5), "the page loop's speed", ITEMS, &loops, |peer| peer.rate("count", "seconds"))?;
    let nanoseconds = 1e9 / speed.rows[0].samples.median();
    let of_loop = counts.instructions - counts.added_instructions;
    let added = counts.added_instructions / of_loop * nanoseconds;
    let about = format!(
        "{about}\n\n| an item of | instructions | time | allocations over it | of a page |\n\
         | --- | --: | --: | --: | --: |\n\
         | {PAGES_OF_SDK} | {of_loop:.0} | {nanoseconds:.0} ns | | |\n\
         | aws-resources, over that | {:.0} | {added:.0} ns | {:.2} | {:.1} |",
        counts.added_instructions, counts.added_allocations, counts.page_allocations
    );
    let aims =
        vec![Aim::below(TIME, 300.0, "ns", added.round()), Aim::below(ALLOCATIONS, 1.0, "", counts.added_allocations)];
    let row = |peer: &str, count| Row { peer: peer.to_owned(), samples: Samples::new(vec![count]) };
    let table = Table {
        caption: "an item".to_owned(),
        unit: "instructions",
        better: Better::Less,
        rows: vec![row(OURS, counts.instructions), row(PAGES_OF_SDK, of_loop)],
    };
    Ok(Comparison { title, about, tables: vec![table], aims })
}
