//! Any model files: they are told of, or what they generate is Rust. `cargo fuzz run models` in `codegen`.

#![no_main]

#[path = "../../tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::robust::check(bytes));
