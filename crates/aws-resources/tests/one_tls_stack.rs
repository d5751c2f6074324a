//! Two TLS stacks in one program cost build time and size, and differ in whom they trust.

use std::{collections::BTreeSet, process::Command};

#[test]
fn there_is_one_tls_stack() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--all-features", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tree runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    // `name v1.2.3`, and what cargo says behind it.
    let packages: BTreeSet<String> =
        tree.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect();
    let versions = |name: &str| packages.iter().filter(|package| package.split(' ').next() == Some(name)).count();
    assert_eq!(versions("rustls"), 1, "{packages:#?}");
    for other in ["ring", "native-tls", "openssl", "s2n-tls"] {
        assert_eq!(versions(other), 0, "{other} is a second TLS stack");
    }
}
