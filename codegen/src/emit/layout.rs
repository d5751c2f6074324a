//! The last step: rustfmt over all files, in as many runs at a time as there are processors.

use std::{
    cmp::Reverse,
    collections::BTreeSet,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use rayon::prelude::*;

use super::INDEX;
use crate::{Output, sources::Layout};

/// The project's own style, as in its `rustfmt.toml`.
const STYLE: &str = "max_width=120,use_small_heuristics=Max,newline_style=Unix";

/// So many bytes are worth a run of their own: it takes a moment to start.
const SHARE: usize = 100_000;

/// Lays out every file, found from the list of services.
///
/// # Errors
/// When rustfmt isn't there, or refuses a file.
pub fn format(output: &mut Output, layout: &Layout) -> io::Result<()> {
    let style: Vec<OsString> = match layout {
        Layout::Rustfmt => vec!["--config".into(), STYLE.into()],
        Layout::RustfmtIn(folder) => {
            let settings = settings(folder)?.map(|file| ["--config-path".into(), file.into()]);
            settings.into_iter().flatten().chain(["--config".into(), "newline_style=Unix".into()]).collect()
        }
        Layout::Plain => return Ok(()),
    };
    let total: usize = output.files.values().map(String::len).sum();
    let mut shares = vec![(0, Vec::new()); rayon::current_num_threads().min(total / SHARE + 1)];
    // The largest file first, each to the share that is the smallest so far.
    let mut by_size: Vec<&PathBuf> = output.files.keys().collect();
    by_size.sort_by_key(|name| Reverse(output.files[*name].len()));
    for name in by_size {
        if let Some((size, share)) = shares.iter_mut().min_by_key(|(size, _)| *size) {
            *size += output.files[name].len();
            share.push(name);
        }
    }
    let runs = shares.par_iter().map(|(_, share)| run(output, share, &style)).collect::<io::Result<Vec<_>>>()?;
    output.files.extend(runs.into_iter().flatten());
    Ok(())
}

/// Some of the files, laid out. What belongs to other runs is empty, but for the modules that lead to the files.
fn run(output: &Output, share: &[&PathBuf], style: &[OsString]) -> io::Result<Vec<(PathBuf, String)>> {
    let folder = tempfile::tempdir()?;
    // Modules that have others below them.
    let parents: BTreeSet<PathBuf> =
        output.files.keys().filter_map(|name| Some(name.parent()?.with_extension("rs"))).collect();
    let generated = output.files.iter().map(|(name, text)| {
        let leads = name == Path::new(INDEX) || name.ends_with("mod.rs") || parents.contains(name);
        (name, if leads || share.contains(&name) { text.as_str() } else { "" })
    });
    for (name, text) in generated.chain(output.customizations.iter().map(|name| (name, ""))) {
        let path = folder.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    let rustfmt = std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    let result = Command::new(rustfmt)
        // It follows the modules from here to every file.
        .args(["--edition", "2024"])
        .args(style)
        .arg(INDEX)
        .current_dir(folder.path())
        .output()
        .map_err(|error| {
            io::Error::new(error.kind(), format!("{error}; `rustup component add rustfmt` installs it"))
        })?;
    if !result.status.success() {
        let said = String::from_utf8_lossy(&result.stderr).trim().to_owned();
        return Err(io::Error::other(if said.is_empty() { result.status.to_string() } else { said }));
    }
    share.iter().map(|name| Ok(((*name).clone(), fs::read_to_string(folder.path().join(name))?))).collect()
}

/// The file with rustfmt's settings that holds in a folder. Without one, rustfmt finds those of the user.
fn settings(folder: &Path) -> io::Result<Option<PathBuf>> {
    let folder = std::path::absolute(folder)?;
    let mut files =
        folder.ancestors().flat_map(|folder| [".rustfmt.toml", "rustfmt.toml"].map(|name| folder.join(name)));
    Ok(files.find(|file| file.is_file()))
}
