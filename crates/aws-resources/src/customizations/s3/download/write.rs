//! A download's bytes on their way into its file.

use std::{
    fs::File,
    io::{self, Seek as _, SeekFrom, Write as _},
    mem,
    path::Path,
    sync::{Arc, Weak},
};

use aws_resources_runtime::{Error, ErrorKind, Result, generated::Call};
use futures_core::Stream;
use futures_util::{TryStreamExt as _, stream};
use tokio::{runtime::Handle, sync::Mutex};

use super::{super::task::joined, ranges::Pieces};

/// How many bytes are written at a time, at the least: so many that handing them to a thread that may block costs
/// little, and so few that they are still in the processor's cache.
const BLOCK: usize = 256 * 1024;

/// A file that parts are written into, each at its place. It is another's: a task that was aborted may live on for a
/// while, and must not keep it open.
#[derive(Clone)]
pub(super) struct Places {
    call: Call,
    runtime: Handle,
    path: Arc<Path>,
    file: Weak<File>,
    /// Whose turn it is. Nobody waits for that in a thread.
    turn: Arc<Mutex<()>>,
}

impl Places {
    pub(super) fn new(call: Call, runtime: Handle, path: &Path, file: &Arc<File>) -> Self {
        Self { call, runtime, path: path.into(), file: Arc::downgrade(file), turn: Arc::default() }
    }

    /// Writes pieces one after another as they come, and tells how many bytes it has written each time.
    pub(super) fn write(self, start: u64, pieces: Pieces) -> impl Stream<Item = Result<u64>> + Send {
        let part = Part { places: self, at: start, pieces, block: Vec::new() };
        stream::try_unfold(part, |mut part| async move {
            let written = part.write().await?;
            Ok((written > 0).then_some((written, part)))
        })
    }

    /// Writes all pieces, and tells how many bytes they had.
    pub(super) async fn all(self, start: u64, pieces: Pieces) -> Result<u64> {
        self.write(start, pieces).try_fold(0, |all, more| std::future::ready(Ok(all + more))).await
    }
}

/// A part on its way.
struct Part {
    places: Places,
    at: u64,
    pieces: Pieces,
    /// What has come of it and isn't written yet. The same memory all the way.
    block: Vec<u8>,
}

impl Part {
    /// Waits for a block of it, and writes it: 0 at the end.
    async fn write(&mut self) -> Result<u64> {
        while self.block.len() < BLOCK
            && let Some(bytes) = self.pieces.try_next().await?
        {
            self.block.extend_from_slice(&bytes);
        }
        let length = self.block.len() as u64;
        if length > 0 {
            let Places { call, runtime, path, file, turn } = &self.places;
            let turn = turn.clone().lock_owned().await;
            let file = file.upgrade().ok_or_else(|| call.error(ErrorKind::Other, "the download has ended"))?;
            let (block, at) = (mem::take(&mut self.block), self.at);
            let writing = move || {
                let written = written(&file, at, block);
                drop(turn);
                written
            };
            let writing = runtime.spawn_blocking(writing).await;
            self.block = joined(call, writing.map(|written| written.map_err(|error| unwritten(call, path, error))))?;
            self.at += length;
        }
        Ok(length)
    }
}

/// Writes a block to its place, and empties it.
fn written(mut file: &File, at: u64, mut block: Vec<u8>) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    file.write_all(&block)?;
    block.clear();
    Ok(block)
}

pub(super) fn unwritten(call: &Call, path: &Path, error: io::Error) -> Error {
    call.error(ErrorKind::Other, format!("{} can't be written: {error}", path.display())).caused_by(error)
}
