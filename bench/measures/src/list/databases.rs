//! `DescribeDBInstances`.

use std::{hint::black_box, sync::Arc};

use aws_resources::rds::Rds;
use aws_sdk_rds::Client;
use aws_types::SdkConfig;

use super::{Peer, session};
use crate::Fault;

pub(super) struct Clients {
    ours: Rds,
    sdk: Client,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig) -> Self {
        Self { ours: Rds::new(&session(config)), sdk: Client::new(config) }
    }
}

pub(super) async fn list(clients: Arc<Clients>, peer: Peer) -> Result<usize, Fault> {
    let mut count = 0;
    match peer {
        Peer::Ours => {
            let mut all = clients.ours.db_instances().all();
            while let Some(item) = all.try_next().await? {
                black_box(&item);
                count += 1;
            }
        }
        Peer::Items => {
            let mut all = clients.sdk.describe_db_instances().into_paginator().items().send();
            while let Some(item) = all.try_next().await? {
                black_box(&item);
                count += 1;
            }
        }
        Peer::Pages => {
            let mut token = None;
            loop {
                let page = clients.sdk.describe_db_instances().set_marker(token).send().await?;
                for item in page.db_instances.unwrap_or_default() {
                    black_box(&item);
                    count += 1;
                }
                token = page.marker;
                if token.is_none() {
                    break;
                }
            }
        }
    }
    Ok(count)
}
