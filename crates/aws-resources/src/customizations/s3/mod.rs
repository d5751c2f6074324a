//! Transfers of S3's objects: files and streams, in parts at the same time.

mod checksums;
mod copy;
mod download;
mod inputs;
mod multipart;
mod presign;
mod settings;
mod source;
mod tags;
mod task;
mod upload;

pub use copy::ManagedCopy;
pub use download::{Download, DownloadStream, Downloaded};
pub use presign::Presign;
pub use settings::Transferred;
pub use upload::{Upload, Uploaded};
