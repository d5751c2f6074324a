//! `cargo xtask …`: the project's own commands. Arguments are read here; the work is done in the libraries.
#![forbid(unsafe_code)]

mod cargo;
mod codegen;
mod demo;
mod test;
mod workspace;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates the crate from the models.
    Codegen(codegen::Codegen),
    /// Resolves the models without writing anything.
    Check(codegen::Check),
    /// Runs the main job: regenerates, starts a fake AWS, and lists its resources with their ARNs.
    Demo(demo::Demo),
    /// Runs all tests, and checks that the crate builds with no service and with each one alone.
    Test(test::Test),
}

fn main() -> std::process::ExitCode {
    let result = match Arguments::parse().command {
        Command::Codegen(codegen) => codegen.run(),
        Command::Check(check) => check.run(),
        Command::Demo(demo) => demo.run(),
        Command::Test(test) => test.run(),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            std::process::ExitCode::FAILURE
        }
    }
}
