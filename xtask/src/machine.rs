//! Where something was measured.

use std::{fs, process::Command};

use crate::workspace;

/// State, machine and compiler, as lines of a list.
pub(crate) fn told() -> Vec<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    vec![
        state(),
        format!("{}, {cores} cores, {}", processor(), memory()),
        format!("{}, {}", first_line("uname", &["-sr"]), first_line("rustc", &["--version"])),
    ]
}

/// Which state of the repository, and when.
fn state() -> String {
    let changed = match first_line("git", &["status", "--porcelain", "--untracked-files=no"]).as_str() {
        "" => "",
        _ => ", with changes",
    };
    let commit = first_line("git", &["rev-parse", "--short", "HEAD"]);
    format!("{}: {commit}{changed}", first_line("date", &["-u", "+%F"]))
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

fn first_line(program: &str, arguments: &[&str]) -> String {
    match Command::new(program).args(arguments).current_dir(workspace::path("")).output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned(),
        Err(_) => "unknown".to_owned(),
    }
}
