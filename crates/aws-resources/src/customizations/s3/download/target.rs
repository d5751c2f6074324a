//! The file that a download makes, and the one whose place it takes.

use std::{
    fs::{self, File, Permissions},
    io,
    path::{Path, PathBuf},
};

/// A new file beside another one. Dropping it removes it.
pub(super) struct Beside {
    path: PathBuf,
    target: PathBuf,
}

impl Beside {
    /// Makes a file beside the one that this names. This blocks.
    pub(super) fn open(path: &Path) -> io::Result<(Self, File)> {
        let (target, permissions) = target(path)?;
        let name = target.file_name().ok_or_else(|| invalid("it names no file"))?;
        // A file system takes no longer names than 255 bytes.
        let name: String = name.to_string_lossy().chars().take(50).collect();
        let beside = Self { path: target.with_file_name(format!(".{name}.{:016x}", fastrand::u64(..))), target };
        let file = create(&beside.path, permissions.is_some())?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        Ok((beside, file))
    }

    pub(super) async fn take_the_place(self) -> io::Result<()> {
        tokio::fs::rename(&self.path, &self.target).await
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After it took the other's place, there is none.
        _ = fs::remove_file(&self.path);
    }
}

/// The file that a path names in the end, and its permissions if it is there.
fn target(path: &Path) -> io::Result<(PathBuf, Option<Permissions>)> {
    let permissions = match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(found) if !found.is_file() => {
            return Err(invalid("it is no regular file: `download_stream` gives what can be written to it"));
        }
        Ok(found) => cfg!(unix).then(|| found.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut target = path.to_owned();
    // A link may name a file that isn't there yet. Those in a circle have failed above.
    while let Ok(named) = fs::read_link(&target) {
        target = target.parent().unwrap_or(Path::new("")).join(named);
    }
    if names_a_folder(&target) {
        return Err(invalid("it names a folder"));
    }
    Ok((target, permissions))
}

/// Whether only a folder can be there, by the path's end: `data/` or `data/.`.
fn names_a_folder(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.strip_suffix('.').unwrap_or(&text).ends_with(std::path::is_separator)
}

/// A new file, which nobody else can open before it has the permissions that it takes over.
fn create(path: &Path, privately: bool) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if privately {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = privately;
    options.open(path)
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_takes_is_removed() {
        let folder = std::env::temp_dir();
        let target = folder.join("é".repeat(120));
        let (beside, file) = Beside::open(&target).unwrap();
        let path = beside.path.clone();
        assert!(path.exists() && path.parent() == Some(&*folder), "{}", path.display());
        drop((beside, file));
        assert!(!path.exists() && !target.exists());
    }

    #[test]
    fn what_is_no_file_is_refused() {
        for (path, kind) in [
            (std::env::temp_dir(), io::ErrorKind::IsADirectory),
            (PathBuf::new(), io::ErrorKind::InvalidInput),
            (std::env::temp_dir().join("no-such-folder/file"), io::ErrorKind::NotFound),
            (std::env::temp_dir().join("no-such-folder/"), io::ErrorKind::InvalidInput),
            (std::env::temp_dir().join("no-such-folder/."), io::ErrorKind::InvalidInput),
        ] {
            assert_eq!(Beside::open(&path).err().map(|error| error.kind()), Some(kind), "{}", path.display());
        }
    }
}
