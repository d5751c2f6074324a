//! Where an upload's bytes come from.

use std::{io, path::PathBuf, pin::Pin, time::SystemTime};

use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use futures_util::StreamExt as _;
use tokio::{fs::File, io::AsyncReadExt as _};

/// What is uploaded.
pub(super) enum Source {
    File(PathBuf),
    Stream(Bytestream),
}

pub(super) type Bytestream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// Reads a source part by part.
pub(super) enum Reader {
    File(OpenFile),
    Stream { stream: Bytestream, rest: Bytes, ended: bool },
}

/// A file, and what it was when it was opened.
pub(super) struct OpenFile {
    file: File,
    left: u64,
    length: u64,
    modified: Option<SystemTime>,
}

impl Source {
    /// The source, opened, and its length where that is known.
    pub(super) async fn open(self) -> io::Result<(Reader, Option<u64>)> {
        match self {
            Self::File(path) => {
                let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
                let file = File::open(&path).await.map_err(named)?;
                let metadata = file.metadata().await.map_err(named)?;
                if !metadata.is_file() {
                    return Err(named(io::ErrorKind::InvalidInput.into()));
                }
                let length = metadata.len();
                let file = OpenFile { file, left: length, length, modified: metadata.modified().ok() };
                Ok((Reader::File(file), Some(length)))
            }
            Self::Stream(stream) => Ok((Reader::Stream { stream, rest: Bytes::new(), ended: false }, None)),
        }
    }
}

impl Reader {
    /// The next part: fewer bytes than asked for only at the end.
    pub(super) async fn part(&mut self, size: u64) -> io::Result<Vec<u8>> {
        match self {
            Self::File(file) => file.part(size).await,
            Self::Stream { stream, rest, ended } => {
                let mut part = Vec::new();
                while (part.len() as u64) < size {
                    if rest.is_empty() && !*ended {
                        match stream.next().await {
                            Some(more) => *rest = more?,
                            None => *ended = true,
                        }
                        continue;
                    }
                    if rest.is_empty() {
                        break;
                    }
                    let room = usize::try_from(size - part.len() as u64).unwrap_or(usize::MAX);
                    part.extend_from_slice(&rest[..room.min(rest.len())]);
                    rest.advance(room.min(rest.len()));
                }
                Ok(part)
            }
        }
    }

    /// Whether what was read is what is there still.
    pub(super) async fn unchanged(&mut self) -> io::Result<()> {
        let Self::File(OpenFile { file, length, modified, .. }) = self else { return Ok(()) };
        let now = file.metadata().await?;
        if now.len() == *length && now.modified().ok() == *modified { Ok(()) } else { Err(changed()) }
    }
}

impl OpenFile {
    async fn part(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let wanted = size.min(self.left);
        let mut part = Vec::with_capacity(usize::try_from(wanted).unwrap_or_default());
        (&mut self.file).take(wanted).read_to_end(&mut part).await?;
        if (part.len() as u64) < wanted {
            return Err(changed());
        }
        self.left -= wanted;
        Ok(part)
    }
}

fn changed() -> io::Error {
    io::Error::other("the file changed while it was uploaded")
}
