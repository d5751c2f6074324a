//! Definitions that are wrong in any way: they are told of, or what they generate is Rust. Nothing panics.
//!
//! A short run of what the fuzzer in `codegen/fuzz` does for as long as one likes.

mod common;

use aws_resources_codegen::path::{Path, Target};
use common::robust;
use proptest::{prelude::*, test_runner::RngSeed};

fn config() -> ProptestConfig {
    ProptestConfig {
        // More with PROPTEST_CASES, for a longer look.
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200),
        // The same cases on every run, others with PROPTEST_RNG_SEED: a change is not to blame for a new find.
        rng_seed: match ProptestConfig::default().rng_seed {
            RngSeed::Random => RngSeed::Fixed(0),
            fixed => fixed,
        },
        max_shrink_iters: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What is generated where nothing is changed.
#[test]
fn every_base_is_valid() {
    let folder = common::Folder::new();
    for (at, files) in common::input::bases().iter().enumerate() {
        for (name, text) in files {
            folder.write(&format!("{at}/{name}"), text);
        }
        let sources = common::sources().with_models(folder.path().join(at.to_string()), "aws-resources");
        aws_resources_codegen::generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_mutated_definition_is_told_of_or_generates_rust(bytes in prop::collection::vec(any::<u8>(), 1..96)) {
        robust::check(&bytes);
    }

    /// A refusal points at a character of the text, or behind it; what is read is written as it was.
    #[test]
    fn a_text_is_a_path_or_is_refused_at_its_place(text in "([A-Cé]|\\[|\\]|\\[\\]|\\[0\\]|[.,|* ]){0,12}") {
        for refused in [Path::parse(&text).err(), Target::parse(&text).err()].into_iter().flatten() {
            prop_assert!(text.is_char_boundary(refused.at), "{refused:?}");
        }
        if let Ok(path) = Path::parse(&text)
            && path.only().is_some()
            && !text.starts_with('[')
        {
            prop_assert_eq!(path.to_string(), if text.is_empty() { "@" } else { &text });
        }
    }
}
