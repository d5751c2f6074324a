//! Downloads: ranges of an object at the same time.

mod file;
mod ranges;
mod stream;
mod target;
mod write;

pub use file::{Download, Downloaded};
pub use stream::DownloadStream;
