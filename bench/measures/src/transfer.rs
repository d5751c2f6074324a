//! A large object, up or down.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use aws_resources::{
    Session,
    s3::{Object, S3},
};
use clap::{Args, ValueEnum};
use far_end::canned::config;

use crate::{Fault, figures::Figures};

#[derive(Args)]
pub(crate) struct Transfer {
    way: Way,
    /// The far end.
    #[arg(long)]
    endpoint: String,
    /// The file that is read or written.
    #[arg(long)]
    file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Way {
    Up,
    Down,
}

impl Transfer {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let object = S3::new(&Session::new(&config(&self.endpoint))).object("bench", "large");
        // Opens connections.
        self.once(&object).await?;
        let (bytes, time) = self.once(&object).await?;
        // Exact for every size here.
        Ok(Figures::new([("bytes", bytes as f64), ("seconds", time.as_secs_f64())]))
    }

    async fn once(&self, object: &Object) -> Result<(u64, Duration), Fault> {
        let start = Instant::now();
        let bytes = match self.way {
            Way::Up => object.upload_file(&self.file).await?.bytes,
            Way::Down => object.download_file(&self.file).await?.bytes,
        };
        Ok((bytes, start.elapsed()))
    }
}
