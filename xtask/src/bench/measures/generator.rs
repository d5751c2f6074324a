//! The generator, from nothing.

use crate::{
    bench::{
        comparison::{Aim, Comparison},
        lab::Lab,
        peer::Peer,
        rounds::{SECONDS, rounds},
    },
    cargo::cargo,
    guard, workspace,
};

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let target = guard::target();
    cargo(["build", "--release", "--locked", "--package", "xtask", "--target-dir", &target.to_string_lossy()])?;
    let program = target.join("release/xtask");
    // It finds the workspace by this, as under cargo.
    let generator = Peer::new("cargo xtask codegen --check", &program, ["codegen", "--check"])
        .with("CARGO_MANIFEST_DIR", workspace::path("xtask"));
    let table = rounds(lab.rounds(9), "all services", SECONDS, &[generator.unpinned()], Peer::seconds)?;
    let aims = vec![Aim::below("generator, all services, release", 1.0, "s", table.rows[0].samples.median())];
    Ok(Comparison {
        title: "Generator",
        about: "All shipped services from their models and the SDK's source, with `cargo metadata`, rustfmt, and the \
                comparison with what is committed: a whole process, in release, on all cores. Nothing is kept from one \
                run to the next."
            .to_owned(),
        tables: vec![table],
        aims,
    })
}
