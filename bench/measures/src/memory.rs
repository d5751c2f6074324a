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
        // What is made once: connections, tables, the first client's code.
        self.fill(&base, "999999999999".to_owned()).await?;
        let ids: Vec<_> = accounts(self.accounts).collect();
        let before = resident()?;
        let mut kept: Vec<Kept> = Vec::with_capacity(ids.len());
        let filling = self.filling(&base).await?;
        for id in ids {
            kept.push(filling.one(id).await?);
        }
        let bytes = resident()?.saturating_sub(before);
        let count = kept.len();
        drop(kept);
        // Exact for every count here.
        Ok(Figures::new([("bytes", bytes as f64 / count as f64), ("count", count as f64)]))
    }

    async fn fill(&self, base: &SdkConfig, id: String) -> Result<(), Fault> {
        self.filling(base).await?.one(id).await.map(drop)
    }

    async fn filling(&self, base: &SdkConfig) -> Result<Filling, Fault> {
        // Without keeping those that nobody uses: all that is counted is in use.
        let builder = SessionManager::builder(base).role_name(ROLE).session_name("bench").keep_sessions(0);
        let shared = Session::new(base).config().clone();
        Ok(Filling { peer: self.peer, manager: builder.no_rate_limit().build(), base: base.clone(), shared })
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
                rds.db_instances().first().await?;
                Ok(Kept::Service { _service: rds })
            }
            Peer::SdkShared => called(assuming(&self.shared, &id, Cache::Own).await).await,
            Peer::Sdk => called(assuming(&self.base, &id, Cache::Own).await).await,
        }
    }
}

async fn called(config: SdkConfig) -> Result<Kept, Fault> {
    let client = Client::new(&config);
    client.describe_db_instances().send().await?;
    Ok(Kept::Client { _client: client })
}

/// The process's memory, as Linux tells it.
fn resident() -> Result<u64, Fault> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}
