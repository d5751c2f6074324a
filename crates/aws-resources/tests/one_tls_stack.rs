//! Two TLS stacks in one program cost build time and size, and differ in whom they trust.

use std::{collections::BTreeSet, process::Command};

#[test]
fn there_is_one_tls_stack() {
    let packages = tree(&[]);
    let versions = |name: &str| packages.iter().filter(|package| package.split(' ').next() == Some(name)).count();
    assert_eq!(versions("rustls"), 1, "{packages:#?}");
    // The tree hashes of S3 Glacier's archives are computed by ring; no connection is.
    let of_ring = tree(&["--invert", "ring", "--depth", "1"]);
    let users: Vec<&str> = of_ring.iter().filter_map(|package| package.split(' ').next()).collect();
    assert_eq!(users, ["aws-sdk-glacier", "ring"]);
    for other in ["native-tls", "openssl", "s2n-tls"] {
        assert_eq!(versions(other), 0, "{other} is a second TLS stack");
    }
}

/// The packages that cargo names, as `name v1.2.3`.
fn tree(arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--all-features", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tree runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    tree.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect()
}
