//! Where an upload's bytes come from.

use std::{
    io,
    path::{Path, PathBuf},
    pin::Pin,
    time::SystemTime,
};

use aws_resources_runtime::{Error, ErrorKind, Result, generated::Call};
use bytes::{Buf as _, Bytes};
use futures_core::Stream;
use futures_util::{StreamExt as _, stream};
use tokio::{
    fs::{self, File},
    io::AsyncReadExt as _,
};

use super::settings::{PARTS, Settings};

/// What is uploaded.
pub(super) enum Source {
    File(PathBuf),
    Stream(Bytestream),
}

/// What the program's own file or stream failed with.
pub(super) type Fault = Box<dyn std::error::Error + Send + Sync>;

pub(super) type Bytestream = Pin<Box<dyn Stream<Item = Result<Bytes, Fault>> + Send>>;

/// A source that is open, and its first part.
pub(super) struct Reading {
    call: Call,
    /// What errors call it.
    name: String,
    reader: Reader,
    pub(super) first: Bytes,
    /// How large each part is.
    pub(super) size: u64,
    /// All bytes, where their number is known.
    pub(super) total: Option<u64>,
}

enum Reader {
    File(OpenFile),
    Stream { stream: Bytestream, rest: Bytes, ended: bool },
}

/// A file, and what it was when it was opened.
struct OpenFile {
    file: File,
    left: u64,
    length: u64,
    modified: Option<SystemTime>,
}

impl Source {
    /// Opens the source, and reads its first part.
    pub(super) async fn open(self, call: &Call, settings: &Settings) -> Result<Reading> {
        let (name, mut reader, total) = match self {
            Self::File(path) => {
                let name = path.display().to_string();
                let file = OpenFile::open(&path).await.map_err(|error| unread(call, &name, error.into()))?;
                let length = file.length;
                (name, Reader::File(file), Some(length))
            }
            Self::Stream(stream) => {
                ("the stream".to_owned(), Reader::Stream { stream, rest: Bytes::new(), ended: false }, None)
            }
        };
        let size = settings.parts_of(total).map_err(|fault| call.invalid(fault))?;
        let first = reader.part(size).await.map_err(|fault| unread(call, &name, fault))?;
        Ok(Reading { call: call.clone(), name, reader, first, size, total })
    }
}

impl Reading {
    /// Whether the first part is all there is: one that isn't full is the last.
    pub(super) fn is_whole(&self) -> bool {
        let first = self.first.len() as u64;
        self.total.map_or(first < self.size, |total| total == first)
    }

    /// Whether what was read is what is there still.
    pub(super) async fn unchanged(&mut self) -> Result<()> {
        self.reader.unchanged().await.map_err(|error| unread(&self.call, &self.name, error.into()))
    }

    /// All parts, with their numbers.
    pub(super) fn numbered(mut self) -> impl Stream<Item = Result<(i32, Bytes)>> + Send {
        let first = std::mem::take(&mut self.first);
        let rest = stream::try_unfold((self, 2), |(mut reading, number)| async move {
            let part = reading.next(number).await?;
            Ok::<_, Error>(part.map(|bytes| ((number, bytes), (reading, number + 1))))
        });
        stream::iter([Ok((1, first))]).chain(rest)
    }

    async fn next(&mut self, number: i32) -> Result<Option<Bytes>> {
        let part = self.reader.part(self.size).await.map_err(|fault| unread(&self.call, &self.name, fault))?;
        if part.is_empty() {
            self.unchanged().await?;
            return Ok(None);
        }
        if number > PARTS {
            let message = format!("there are more than {PARTS} parts of {} bytes: set a larger `part_size`", self.size);
            return Err(self.call.invalid(message));
        }
        Ok(Some(part))
    }
}

fn unread(call: &Call, name: &str, fault: Fault) -> Error {
    call.error(ErrorKind::Other, format!("{name} can't be read: {fault}")).caused_by(fault)
}

impl Reader {
    /// The next part: fewer bytes than asked for only at the end.
    async fn part(&mut self, size: u64) -> Result<Bytes, Fault> {
        match self {
            Self::File(file) => Ok(file.part(size).await?),
            Self::Stream { stream, rest, ended } => {
                let size = usize::try_from(size)?;
                let mut part = Vec::new();
                while part.len() < size {
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
                    if part.is_empty() && rest.len() >= size {
                        return Ok(rest.split_to(size));
                    }
                    let more = rest.len().min(size - part.len());
                    // Twice as much each time, as a vector grows by itself, but never more than a part.
                    if part.len() + more > part.capacity() {
                        let capacity = (part.capacity() * 2).clamp(part.len() + more, size);
                        part.reserve_exact(capacity - part.len());
                    }
                    part.extend_from_slice(&rest[..more]);
                    rest.advance(more);
                }
                Ok(part.into())
            }
        }
    }

    async fn unchanged(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.unchanged().await,
            Self::Stream { .. } => Ok(()),
        }
    }
}

impl OpenFile {
    async fn open(path: &Path) -> io::Result<Self> {
        // Opening a named pipe waits for its other end.
        if !fs::metadata(path).await?.is_file() {
            let message = "it is no regular file: `upload_stream` uploads what can be read of it";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let file = File::open(path).await?;
        let metadata = file.metadata().await?;
        let length = metadata.len();
        Ok(Self { file, left: length, length, modified: metadata.modified().ok() })
    }

    async fn part(&mut self, size: u64) -> io::Result<Bytes> {
        let wanted = size.min(self.left);
        let mut part = Vec::with_capacity(usize::try_from(wanted).unwrap_or_default());
        (&mut self.file).take(wanted).read_to_end(&mut part).await?;
        if (part.len() as u64) < wanted {
            return Err(changed());
        }
        self.left -= wanted;
        Ok(part.into())
    }

    /// Whether it is what it was, and has no more bytes than its length says, as files of `/proc` have.
    async fn unchanged(&mut self) -> io::Result<()> {
        let now = self.file.metadata().await?;
        let same = now.len() == self.length && now.modified().ok() == self.modified;
        if same && self.file.read(&mut [0]).await? == 0 { Ok(()) } else { Err(changed()) }
    }
}

fn changed() -> io::Error {
    io::Error::other("its length isn't what it was, or it was written to, while it was uploaded")
}
