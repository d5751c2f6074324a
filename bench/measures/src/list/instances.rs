//! `DescribeInstances`: lists within lists, which the SDK's `items()` yields as reservations.

use std::{hint::black_box, sync::Arc};

use aws_resources::ec2::Ec2;
use aws_sdk_ec2::Client;
use aws_types::SdkConfig;

use super::{Peer, session};
use crate::Fault;

pub(super) struct Clients {
    ours: Ec2,
    sdk: Client,
}

impl Clients {
    pub(super) fn new(config: &SdkConfig) -> Self {
        Self { ours: Ec2::new(&session(config)), sdk: Client::new(config) }
    }
}

pub(super) async fn list(clients: Arc<Clients>, peer: Peer) -> Result<usize, Fault> {
    let mut count = 0;
    match peer {
        Peer::Ours => {
            let mut all = clients.ours.instances().all();
            while let Some(item) = all.try_next().await? {
                black_box(&item);
                count += 1;
            }
        }
        Peer::Items => {
            let mut all = clients.sdk.describe_instances().into_paginator().items().send();
            while let Some(reservation) = all.try_next().await? {
                for item in reservation.instances.unwrap_or_default() {
                    black_box(&item);
                    count += 1;
                }
            }
        }
        Peer::Pages => {
            let mut token = None;
            loop {
                let page = clients.sdk.describe_instances().set_next_token(token).send().await?;
                for reservation in page.reservations.unwrap_or_default() {
                    for item in reservation.instances.unwrap_or_default() {
                        black_box(&item);
                        count += 1;
                    }
                }
                token = page.next_token;
                if token.is_none() {
                    break;
                }
            }
        }
    }
    Ok(count)
}
