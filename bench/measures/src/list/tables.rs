//! `ListTables`: names, and nothing else.

use std::{hint::black_box, sync::Arc};

use aws_resources::dynamodb::DynamoDb;
use aws_sdk_dynamodb::Client;
use aws_types::SdkConfig;

use super::{Peer, session};
use crate::Fault;

pub(super) struct Clients {
    ours: DynamoDb,
    sdk: Client,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig) -> Self {
        Self { ours: DynamoDb::new(&session(config)), sdk: Client::new(config) }
    }
}

pub(super) async fn list(clients: Arc<Clients>, peer: Peer) -> Result<usize, Fault> {
    let mut count = 0;
    match peer {
        Peer::Ours => {
            let mut all = clients.ours.tables().all();
            while let Some(item) = all.try_next().await? {
                black_box(&item);
                count += 1;
            }
        }
        Peer::Items => {
            let mut all = clients.sdk.list_tables().into_paginator().items().send();
            while let Some(item) = all.try_next().await? {
                black_box(&item);
                count += 1;
            }
        }
        Peer::Pages => {
            let mut token = None;
            loop {
                let request = clients.sdk.list_tables().set_exclusive_start_table_name(token);
                let page = request.send().await?;
                for item in page.table_names.unwrap_or_default() {
                    black_box(&item);
                    count += 1;
                }
                token = page.last_evaluated_table_name;
                if token.is_none() {
                    break;
                }
            }
        }
    }
    Ok(count)
}
