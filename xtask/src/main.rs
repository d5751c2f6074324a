//! `cargo xtask …`: the project's own commands. Arguments are read here; the work is done in the libraries.
#![forbid(unsafe_code)]

mod api;
mod arns;
mod bench;
mod cargo;
mod demo;
mod deny;
mod drop_in;
mod example;
mod exercised;
mod guard;
mod guide;
mod listing;
mod machine;
mod packages;
mod test;
mod weigh;
mod workspace;

use cargo_aws_resources as generator;
use clap::{Parser, Subcommand};

/// The generator makes millions of tokens on all cores: a third of its time is the system's allocator otherwise.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Generator(generator::Command),
    /// Compares what is public of the published crates with tests/api.
    Api(api::Api),
    /// Compares every ARN rule with AWS's Service Authorization Reference.
    Arns(arns::Arns),
    /// Measures against the SDK and boto3, side by side, and writes docs/benchmarks.md.
    Bench(bench::Bench),
    /// Runs the main job: regenerates, starts a fake AWS, and lists its resources with their ARNs.
    Demo(demo::Demo),
    /// Checks the licences, sources, versions and known faults of all dependencies.
    Deny(deny::Deny),
    /// Generates from boto3's and boto3_extensions' own definitions, and compiles the result.
    DropIn(drop_in::DropIn),
    /// Builds the guide, with the resources' pictures, and checks its links and those of the other documents.
    Guide(guide::Guide),
    /// Runs an example against a fake AWS on this machine, which is filled for it.
    Example(example::Example),
    /// Counts what an item of a listing costs, and compares it with bench/guard.toml.
    Guard(guard::Guard),
    /// Measures what each service's generated code adds to checking its SDK crate.
    Weigh(weigh::Weigh),
    /// Runs all tests, and checks that the crate builds with no service and with each one alone.
    Test(test::Test),
}

fn main() -> std::process::ExitCode {
    generator::exit(match Arguments::parse().command {
        Command::Generator(command) => command.run(&workspace::project()),
        Command::Api(api) => api.run(),
        Command::Arns(arns) => arns.run(),
        Command::Bench(bench) => bench.run(),
        Command::Demo(demo) => demo.run(),
        Command::Deny(deny) => deny.run(),
        Command::DropIn(drop_in) => drop_in.run(),
        Command::Guide(guide) => guide.run(),
        Command::Example(example) => example.run(),
        Command::Guard(guard) => guard.run(),
        Command::Test(test) => test.run(),
        Command::Weigh(weigh) => weigh.run(),
    })
}
