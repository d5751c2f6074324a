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
    let (models, out) = (workspace::path("models"), target.join("generated"));
    let (models, out) = (models.to_string_lossy(), out.to_string_lossy());
    let generator = |name: &str, arguments: &[&str]| {
        // It finds the workspace by this, as under cargo.
        let peer = Peer::new(name, &program, arguments).with("CARGO_MANIFEST_DIR", workspace::path("xtask"));
        peer.unpinned()
    };
    let peers = [
        generator("codegen --plain", &["codegen", "--plain", "--models", &models, "--out", &out]),
        generator("codegen", &["codegen", "--check"]),
        generator("check", &["check"]),
    ];
    // The first writes what the others only compare.
    peers.iter().try_for_each(|peer| peer.seconds().map(drop))?;
    let table = rounds(lab.rounds(9), "all services", SECONDS, &peers, Peer::seconds)?;
    let aims = vec![Aim::below("codegen --plain, all services, release", 1.0, "s", table.rows[0].samples.median())];
    Ok(Comparison {
        title: "Generator",
        about: "All shipped services from their models and the SDK's source, each a whole process with `cargo metadata`, \
                in release, on all cores. Nothing is kept from one run to the next. `check` resolves the models against \
                the SDK; `codegen --plain` generates, too, and compares the source with what is there; `codegen` has \
                rustfmt lay it out before, which is most of its time, and generates the tests' fixtures and the pages \
                about the services. Without rustfmt all cores are busy all the time but while `cargo metadata` runs, for \
                more than a quarter of it; a fifth reads the SDK's source, and nearly half makes, parses (syn) and \
                prints (prettyplease) the source. The program is optimised when it is linked, which the \
                repository's manifest says."
            .to_owned(),
        tables: vec![table],
        aims,
    })
}
