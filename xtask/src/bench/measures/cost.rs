//! What an item costs over the page loop.

use crate::{
    bench::{
        comparison::{Aim, Comparison},
        lab::Lab,
        rounds::{ITEMS, rounds},
    },
    guard,
};

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let about =
        "What `cargo xtask guard` counts: ten pages of a hundred databases from inside the process, less the same \
                 by a loop over the SDK's pages. Instructions are callgrind's. They become nanoseconds by the speed of \
                 that loop, whose instructions and time are both known; allocations come with what a page costs."
            .to_owned();
    let title = "Cost of an item";
    let Some(counts) = guard::measured()? else {
        println!("SKIPPED: the cost of an item isn't counted, as there is no valgrind");
        let about = about + "\n\nNot counted: valgrind wasn't there.";
        return Ok(Comparison { title, about, tables: Vec::new(), aims: Vec::new() });
    };
    let loops = [lab.measure("SDK, page loop by hand", &["list", "databases", "pages", "--times", "5"])];
    let speed = rounds(lab.rounds(5), "the page loop's speed", ITEMS, &loops, |peer| peer.rate("count", "seconds"))?;
    let nanoseconds = 1e9 / speed.rows[0].samples.median();
    let of_loop = counts.instructions - counts.added_instructions;
    let added = counts.added_instructions / of_loop * nanoseconds;
    let about = format!(
        "{about}\n\n| an item of | instructions | allocations over it | time |\n| --- | --: | --: | --: |\n\
         | SDK, page loop by hand | {of_loop:.0} | | {nanoseconds:.0} ns |\n\
         | aws-resources, over that | {:.0} | {:.2} | {added:.0} ns |",
        counts.added_instructions, counts.added_allocations
    );
    let aims = vec![
        Aim::below("added cost of an item over the page loop", 300.0, "ns", added.round()),
        Aim::below("allocations of an item over the page loop's", 1.0, "allocations", counts.added_allocations),
    ];
    Ok(Comparison { title, about, tables: Vec::new(), aims })
}
