//! How much memory an account takes: what the process has more, over many of them.

use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::{Session, SessionManager, rds::Rds};
use aws_sdk_rds::Client;
use aws_types::SdkConfig;
use clap::{Args, ValueEnum};
use far_end::canned::config;

use crate::{
    Fault,
    figures::Figures,
    roles::{Cache, ROLE, accounts, assuming},
};

#[derive(Args)]
pub(crate) struct Memory {
    peer: Peer,
    /// The far end.
    #[arg(long)]
    endpoint: String,
    #[arg(long, default_value_t = 1000)]
    accounts: usize,
}

/// For so many accounts one is there beforehand: what is made once isn't counted, and what that has freed is in use again
/// before anything is.
const FIRST: usize = 5;

#[derive(Clone, Copy, ValueEnum)]
enum Peer {
    /// Sessions that have assumed their role.
    OursIdle,
    /// Sessions with a client that has been called.
    OursClient,
    /// The SDK's provider and a client that has been called, with one HTTP client for all.
    SdkShared,
    /// The same with an HTTP client each, as the SDK makes it where nobody says otherwise.
    Sdk,
}

impl Memory {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let base = config(&self.endpoint);
        // Without keeping those that nobody uses: all that is counted is in use.
        let manager = SessionManager::builder(&base).role_name(ROLE).session_name("bench").keep_sessions(0);
        let shared = Session::new(&base).config().clone();
        let filling = Filling { peer: self.peer, manager: manager.no_rate_limit().build(), base, shared };

        let first = self.accounts.div_ceil(FIRST);
        let mut ids = accounts(first + self.accounts);
        let mut kept: Vec<Kept> = Vec::with_capacity(first + self.accounts);
        for id in ids.by_ref().take(first) {
            kept.push(filling.one(id).await?);
        }
        let before = resident()?;
        for id in ids {
            kept.push(filling.one(id).await?);
        }
        let bytes = resident()?.saturating_sub(before);
        let count = kept.len() - first;
        // Exact for every count here.
        Ok(Figures::new([("bytes", bytes as f64 / count as f64), ("count", count as f64)]))
    }
}

/// Makes what an account has.
struct Filling {
    peer: Peer,
    manager: SessionManager,
    base: SdkConfig,
    shared: SdkConfig,
}

/// What an account keeps.
enum Kept {
    Session { _session: Session },
    Service { _service: Rds },
    Client { _client: Client },
}

impl Filling {
    async fn one(&self, id: String) -> Result<Kept, Fault> {
        match self.peer {
            Peer::OursIdle => {
                let session = self.manager.account(id);
                let provider = session.config().credentials_provider().ok_or("a session without credentials")?;
                provider.provide_credentials().await?;
                Ok(Kept::Session { _session: session })
            }
            Peer::OursClient => {
                let rds = Rds::new(&self.manager.account(id));
                rds.db_instances().first().await?.ok_or("no database")?;
                Ok(Kept::Service { _service: rds })
            }
            Peer::SdkShared => called(assuming(&self.shared, &id, Cache::Own).await).await,
            Peer::Sdk => called(assuming(&self.base, &id, Cache::Own).await).await,
        }
    }
}

async fn called(config: SdkConfig) -> Result<Kept, Fault> {
    let client = Client::new(&config);
    client.describe_db_instances().into_paginator().items().send().try_next().await?.ok_or("no database")?;
    Ok(Kept::Client { _client: client })
}

/// The process's memory, as Linux tells it.
fn resident() -> Result<u64, Fault> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}
