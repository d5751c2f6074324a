//! Where it was measured.

use std::fs;

use super::{
    lab::Lab,
    peer::{OWN_CORE, can_pin},
};
use crate::{machine, workspace};

/// Machine and versions, as lines of a list.
pub(crate) fn told(lab: &Lab) -> Vec<String> {
    let mut lines = machine::told();
    lines.extend([sdk(), "released builds as cargo makes them, with the system's allocator".to_owned()]);
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
