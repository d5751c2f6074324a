//! `DescribeTrails`, which has one page: it is listed a hundred times for one listing.

use std::{hint::black_box, sync::Arc};

use aws_resources::cloudtrail::CloudTrail;
use aws_sdk_cloudtrail::Client;
use aws_types::SdkConfig;

use super::{Peer, no_items, session};
use crate::Fault;

const LISTINGS: usize = 100;

pub(super) struct Clients {
    ours: CloudTrail,
    sdk: Client,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig) -> Self {
        Self { ours: CloudTrail::new(&session(config)), sdk: Client::new(config) }
    }
}

pub(super) async fn list(clients: Arc<Clients>, peer: Peer) -> Result<usize, Fault> {
    let mut count = 0;
    for _ in 0..LISTINGS {
        match peer {
            Peer::Ours => {
                let mut all = clients.ours.trails().all();
                while let Some(item) = all.try_next().await? {
                    black_box(&item);
                    count += 1;
                }
            }
            Peer::Items => return Err(no_items("DescribeTrails")),
            Peer::Pages => {
                for item in clients.sdk.describe_trails().send().await?.trail_list.unwrap_or_default() {
                    black_box(&item);
                    count += 1;
                }
            }
        }
    }
    Ok(count)
}
