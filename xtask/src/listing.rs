//! Lists in the repository of what is now so, and is meant to be.

use std::{fs, path::Path};

/// Compares a text with the file that has what is meant, or writes it there.
///
/// `what` isn't what the file says: that is the error, with the lines that differ and the command that accepts them.
pub(crate) fn compare(file: &Path, told: &str, update: bool, what: &str, command: &str) -> Result<(), String> {
    let shown = file.display();
    let failed = |error: std::io::Error| format!("{shown}: {error}");
    if update {
        fs::create_dir_all(file.parent().unwrap_or(file)).map_err(failed)?;
        return fs::write(file, told).map_err(failed);
    }
    let known = match fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        read => read.map_err(failed)?.replace("\r\n", "\n"),
    };
    if known == told {
        return Ok(());
    }
    let lines = |text: &str, other: &str, sign: &str| -> String {
        let missing = text.lines().filter(|line| !other.lines().any(|known| known == *line));
        missing.map(|line| format!("{sign} {line}\n")).collect()
    };
    let difference = lines(&known, told, "-") + &lines(told, &known, "+");
    Err(format!("{what} isn't what {shown} says:\n{difference}if this is meant: {command}"))
}
