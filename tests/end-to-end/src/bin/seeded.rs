//! Runs an example against a fake AWS that is filled for it: `cargo xtask example`.
#![forbid(unsafe_code)]

use std::{env, process::ExitCode};

use end_to_end::{
    organisation::{Organisation, REGIONS, ROLE},
    seeds,
};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The example's own status.
async fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let example = arguments.next().ok_or("usage: seeded EXAMPLE [ARGUMENTS]")?;
    let organisation = Organisation::new().await;
    let needed = seeds::fill(&organisation, &example).await;
    let needed = needed.ok_or_else(|| format!("there is no example `{example}` for the fake in this build"))?;

    let regions = REGIONS.join(",");
    let arguments: Vec<String> = arguments.collect();
    let says = |name: &str| arguments.iter().any(|argument| argument.split('=').next() == Some(name));
    let mut options = needed.to_vec();
    if !says("--all-regions") {
        options.push(("--regions", regions.as_str()));
    }
    let mut given: Vec<String> = ["--role-name", ROLE].map(str::to_owned).into();
    for (name, value) in options.into_iter().filter(|(name, _)| !says(name)) {
        given.extend([name, value].map(str::to_owned));
    }
    given.extend(arguments);

    let program = env::current_exe()?.with_file_name(format!("{example}{}", env::consts::EXE_SUFFIX));
    let mut command = organisation.command(&program).await;
    command.args(&given);
    eprintln!("$ {example} {}", given.join(" "));
    let status = command.status().map_err(|error| format!("{} doesn't run: {error}", program.display()))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
