//! How often STS is called, and the base credentials asked for, where three services are called in each region of many
//! accounts.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, future},
};
use aws_resources::{SessionManager, cloudtrail::CloudTrail, ec2::Ec2, rds::Rds};
use aws_types::{SdkConfig, region::Region};
use clap::{Args, ValueEnum};
use far_end::{Shape, World, canned::canned};

use crate::{
    Fault,
    figures::Figures,
    roles::{Cache, REGIONS, ROLE, accounts, assuming},
};

#[derive(Args)]
pub(crate) struct Assume {
    peer: Peer,
    #[arg(long, default_value_t = 1000)]
    accounts: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Peer {
    /// A session manager.
    Ours,
    /// The SDK's provider for each role, over the base configuration's cache.
    Sdk,
    /// The SDK's provider for each role, each with a cache of its own.
    SdkOwnCache,
}

/// Base credentials that count how often they are asked for.
#[derive(Clone, Debug, Default)]
struct Base(Arc<AtomicU64>);

impl ProvideCredentials for Base {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::Relaxed);
        let keys = Credentials::new("AKIDBENCH", "secret-access-key-of-the-bench", None, None, "bench");
        future::ProvideCredentials::ready(Ok(keys))
    }
}

impl Assume {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let world = Arc::new(World::new(Shape { pages: 1, per_page: 1, object: 0 }));
        let base = Base::default();
        let config = canned(&world)
            .into_builder()
            .credentials_provider(SharedCredentialsProvider::new(base.clone()))
            .identity_cache(aws_config::identity::IdentityCache::lazy().build())
            .build();
        let count = match self.peer {
            Peer::Ours => self.ours(&config).await?,
            Peer::Sdk => self.sdk(&config, Cache::Shared).await?,
            Peer::SdkOwnCache => self.sdk(&config, Cache::Own).await?,
        };
        // Exact for every count here.
        let (assumed, resolved) = (world.assumed() as f64, base.0.load(Ordering::Relaxed) as f64);
        Ok(Figures::new([("assumed", assumed), ("resolved", resolved), ("count", count as f64)]))
    }

    /// The number of items that come.
    async fn ours(&self, config: &SdkConfig) -> Result<usize, Fault> {
        // Limits would only make it slow: a thousand calls of STS come from one account.
        let manager = SessionManager::builder(config).role_name(ROLE).session_name("bench").no_rate_limit().build();
        let mut count = 0;
        for region in REGIONS {
            for account in accounts(self.accounts) {
                let session = manager.account(account).region(region);
                count += Rds::new(&session).db_instances().all().try_collect().await?.len();
                count += Ec2::new(&session).instances().all().try_collect().await?.len();
                count += CloudTrail::new(&session).trails().all().try_collect().await?.len();
            }
        }
        Ok(count)
    }

    /// The same.
    async fn sdk(&self, config: &SdkConfig, cache: Cache) -> Result<usize, Fault> {
        let mut configs = Vec::new();
        for account in accounts(self.accounts) {
            configs.push(assuming(config, &account, cache).await);
        }
        let mut count = 0;
        for region in REGIONS {
            for config in &configs {
                let config = config.to_builder().region(Region::from_static(region)).build();
                let databases = aws_sdk_rds::Client::new(&config).describe_db_instances().send().await?;
                let reservations = aws_sdk_ec2::Client::new(&config).describe_instances().send().await?;
                let trails = aws_sdk_cloudtrail::Client::new(&config).describe_trails().send().await?;
                count += databases.db_instances().len() + trails.trail_list().len();
                count += reservations.reservations().iter().map(|one| one.instances().len()).sum::<usize>();
            }
        }
        Ok(count)
    }
}
