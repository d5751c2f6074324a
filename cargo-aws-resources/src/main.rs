//! `cargo aws-resources …`: generates typed AWS resources into the crate in the current folder.
#![forbid(unsafe_code)]

use cargo_aws_resources::{Command, Project};
use clap::Parser;

/// Generates typed AWS resources into the crate in the current folder.
#[derive(Parser)]
#[command(name = "cargo aws-resources", bin_name = "cargo aws-resources", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> std::process::ExitCode {
    // cargo gives its plug-ins their own name as the first argument.
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "aws-resources") {
        arguments.remove(1);
    }
    let command = Arguments::parse_from(arguments).command;
    let project = command.manifest().map_or_else(Project::current, Project::around);
    cargo_aws_resources::exit(command.run(&project))
}
