//! S3 against a second server: OpenStack Swift, which shares no code with moto, and checks what moto takes as it is.
//!
//! It is maintained, starts in a second without root, and has all that transfers need: signatures, checksums, ranges,
//! conditions, listings of uploads and versions. Of others that can be installed from the registries of Rust, npm and
//! Debian, `s3s-fs` 0.14 has no conditions on `GetObject`, no listing of uploads and no versions; `s3rver` 3.7 answers
//! `NotImplemented` to the last two; `radosgw` needs a Ceph cluster.
#![cfg(target_os = "linux")]
#![forbid(unsafe_code)]

mod s3_server;
#[path = "../s3_servers/mod.rs"]
mod s3_servers;
mod strict;
