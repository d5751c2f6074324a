//! Items a second of one listing.

mod databases;
mod instances;
mod objects;
mod tables;
mod trails;

use std::sync::Arc;

use aws_types::SdkConfig;
use clap::{Args, ValueEnum};
use far_end::{
    Shape, World,
    canned::{canned, config},
};

use crate::{
    Fault,
    figures::{Figures, timed},
};

#[derive(Args)]
pub(crate) struct List {
    what: What,
    peer: Peer,
    /// The far end; without it, answers come from inside the process.
    #[arg(long)]
    endpoint: Option<String>,
    /// Pages of a listing, where answers come from inside.
    #[arg(long, default_value_t = 100)]
    pages: usize,
    /// Items of a page, where answers come from inside.
    #[arg(long, default_value_t = 100)]
    per_page: usize,
    /// How often everything is listed.
    #[arg(long, default_value_t = 1)]
    times: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// RDS, Query protocol.
    Databases,
    /// EC2's own protocol.
    Instances,
    /// S3, XML of REST.
    Objects,
    /// DynamoDB, JSON: names only.
    Tables,
    /// CloudTrail, JSON: one page.
    Trails,
}

/// Who lists.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Peer {
    /// The resource layer.
    Ours,
    /// The SDK's paginator, by item.
    Items,
    /// A loop over the SDK's calls.
    Pages,
}

impl List {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let config = match &self.endpoint {
            Some(endpoint) => config(endpoint),
            None => canned(&Arc::new(World::new(Shape { pages: self.pages, per_page: self.per_page, object: 0 }))),
        };
        match self.what {
            What::Databases => each(databases::Clients::new(&config), self.times, databases::list, self.peer).await,
            What::Instances => each(instances::Clients::new(&config), self.times, instances::list, self.peer).await,
            What::Objects => each(objects::Clients::new(&config), self.times, objects::list, self.peer).await,
            What::Tables => each(tables::Clients::new(&config), self.times, tables::list, self.peer).await,
            What::Trails => each(trails::Clients::new(&config), self.times, trails::list, self.peer).await,
        }
    }
}

async fn each<C, F>(clients: C, times: usize, list: impl Fn(Arc<C>, Peer) -> F, peer: Peer) -> Result<Figures, Fault>
where
    F: Future<Output = Result<usize, Fault>>,
{
    let clients = Arc::new(clients);
    timed(times, || list(clients.clone(), peer)).await
}

/// That the SDK has no such paginator is known to who asks.
fn no_items(operation: &str) -> Fault {
    format!("the SDK has no paginator by items of {operation}").into()
}

/// A session over the same configuration.
fn session(config: &SdkConfig) -> aws_resources::Session {
    aws_resources::Session::new(config)
}
