//! `ListObjectsV2`. The SDK's paginator has pages only, as there are two lists on each.

use std::{hint::black_box, sync::Arc};

use aws_resources::s3::{Bucket, S3};
use aws_sdk_s3::Client;
use aws_types::SdkConfig;

use super::{Peer, session};
use crate::Fault;

const BUCKET: &str = "bench";

pub(super) struct Clients {
    ours: Bucket,
    sdk: Client,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig) -> Self {
        Self { ours: S3::new(&session(config)).bucket(BUCKET), sdk: Client::new(config) }
    }
}

pub(super) async fn list(clients: Arc<Clients>, peer: Peer) -> Result<usize, Fault> {
    let mut count = 0;
    match peer {
        Peer::Ours => {
            let mut all = clients.ours.objects().all();
            while let Some(item) = all.try_next().await? {
                black_box(&item);
                count += 1;
            }
        }
        Peer::Items => {
            let mut all = clients.sdk.list_objects_v2().bucket(BUCKET).into_paginator().send();
            while let Some(page) = all.try_next().await? {
                for item in page.contents.unwrap_or_default() {
                    black_box(&item);
                    count += 1;
                }
            }
        }
        Peer::Pages => {
            let mut token = None;
            loop {
                let request = clients.sdk.list_objects_v2().bucket(BUCKET).set_continuation_token(token);
                let page = request.send().await?;
                for item in page.contents.unwrap_or_default() {
                    black_box(&item);
                    count += 1;
                }
                token = page.next_continuation_token;
                if token.is_none() {
                    break;
                }
            }
        }
    }
    Ok(count)
}
