//! Where it was measured.

use std::{fs, process::Command};

use super::{
    lab::Lab,
    peer::{OWN_CORE, can_pin},
};
use crate::workspace;

/// Machine, state and versions, as lines of a list.
pub(crate) fn told(lab: &Lab) -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut lines = vec![
        state(),
        format!("{}, {cores} cores, {}", processor(), memory()),
        format!("{}, {}", first_line("uname", &["-sr"]), first_line("rustc", &["--version"])),
        sdk(),
    ];
    let versions = [(&lab.boto3, ["boto3", "botocore"]), (&lab.aioboto3, ["aioboto3", "aiobotocore"])];
    for (python, packages) in versions {
        if let Some(told) = python.as_ref().and_then(|python| python.versions(&packages).ok()) {
            lines.push(told);
        }
    }
    lines.push(match can_pin() {
        true => format!(
            "what is measured runs on core {OWN_CORE} unless it says otherwise, the far end on core {}",
            OWN_CORE + 1
        ),
        false => "nothing was put on a core of its own, as there is no `taskset`, or only one core".to_owned(),
    });
    lines
}

/// What was measured, and when.
fn state() -> String {
    let changed = match first_line("git", &["status", "--porcelain", "--untracked-files=no"]).as_str() {
        "" => "",
        _ => ", with changes",
    };
    let built = "released builds as cargo makes them, with the system's allocator";
    format!(
        "{}: {}{changed}; {built}",
        first_line("date", &["-u", "+%F"]),
        first_line("git", &["rev-parse", "--short", "HEAD"])
    )
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), str::to_owned)
}

fn memory() -> String {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes =
        text.lines().find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse().ok());
    kilobytes.map_or_else(String::new, |kilobytes: u64| format!("{} GiB", kilobytes.div_ceil(1024 * 1024)))
}

/// The versions of the SDK crates that everything was built with.
fn sdk() -> String {
    let lock = fs::read_to_string(workspace::path("bench/Cargo.lock")).unwrap_or_default();
    let version = |name: &str| {
        let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")))?;
        let version = entry.split("version = \"").nth(1)?.split('"').next()?;
        Some(format!("{name} {version}"))
    };
    let names = ["aws-config", "aws-sdk-rds", "aws-sdk-ec2", "aws-sdk-s3", "aws-sdk-dynamodb", "aws-sdk-cloudtrail"];
    names.into_iter().filter_map(version).collect::<Vec<_>>().join(", ")
}

fn first_line(program: &str, arguments: &[&str]) -> String {
    match Command::new(program).args(arguments).current_dir(workspace::path("")).output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned(),
        Err(_) => "unknown".to_owned(),
    }
}
