//! What the generated code adds to `cargo check`: `cargo xtask weigh` has measured it.

use std::fs;

use crate::{
    bench::{
        comparison::{Aim, Comparison},
        lab::Lab,
    },
    workspace,
};

/// The line of docs/weight.md that counts.
const LINE: &str = "| **all together** |";

pub(super) fn measure(_: &Lab) -> Result<Comparison, String> {
    let file = workspace::path("docs/weight.md");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let figure =
        over_sdk(&text).ok_or_else(|| format!("{} has no figure for all services together", file.display()))?;
    Ok(Comparison {
        title: "Weight",
        about:
            "What checking the generated code takes over checking the SDK crates, as `cargo xtask weigh` has measured \
             it; [weight.md](weight.md) has each service. With every function body empty, the code of all services \
             takes two fifths of its time: types, documentation, and what the methods take and give. The aim leaves \
             the bodies less than half of what they take, and a fifth of the whole goes to the functions that send the \
             operations' requests, more than half of it to proofs that what the SDK makes of a request can be sent to \
             another thread."
                .to_owned(),
        tables: Vec::new(),
        aims: vec![Aim::below("`cargo check` of all services, over their SDK crates", 5.0, "% more", figure)],
    })
}

/// The share that is added to the time of the SDK crates alone.
fn over_sdk(text: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.starts_with(LINE))?;
    line.split('|').find_map(|cell| cell.trim().strip_suffix('%')?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::over_sdk;

    #[test]
    fn the_first_share_of_the_last_line_counts() {
        let text = "| s3 | aws-sdk-s3 | 13.24 | 1.49 | 11.3 % | 1.2 % |\n\
                    | **all together** |  | 449.27 | 46.40 | 10.3 % | 8.3 % |";
        assert_eq!(over_sdk(text), Some(10.3));
        assert_eq!(over_sdk("| s3 |"), None);
    }
}
