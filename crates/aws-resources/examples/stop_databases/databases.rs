//! Which databases are stopped or started, and what came of it.

use std::sync::Arc;

use aws_resources::{
    Error, Result, Session,
    rds::{
        Rds,
        sdk::types::{DbCluster, DbInstance, Tag},
    },
};
use serde::Serialize;

use crate::common::{self, Listing, together};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Stop,
    Start,
}

/// What is to be done.
pub(crate) struct Order {
    /// Key and value of the tag.
    pub(crate) tag: (String, String),
    pub(crate) change: Change,
    /// Whether it is done, or only told.
    pub(crate) yes: bool,
}

/// A database that has the tag.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Row {
    account: String,
    region: String,
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    /// Before anything was done.
    status: String,
    result: &'static str,
    /// Why it was skipped or failed.
    reason: String,
}

impl common::Row for Row {
    const NAMES: &'static [&'static str] = &["account", "region", "type", "id", "status", "result", "reason"];
}

/// Stops or starts what is in an account and region.
pub(crate) async fn change(session: Session, order: Arc<Order>) -> Result<Listing<Row>> {
    let (instances, clusters) = tokio::join!(instances(&session, &order), clusters(&session, &order));
    together([instances, clusters])
}

async fn instances(session: &Session, order: &Order) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Rds::new(session).db_instances();
    while let Some(item) = all.next().await {
        let Some(instance) = listing.take(item) else { continue };
        let Some(data) = listing.take(instance.data().await) else { continue };
        if !order.means(data.tag_list()) {
            continue;
        }
        let status = data.db_instance_status().unwrap_or_default();
        let hindrance = order.hindrance_of_instance(&data).or_else(|| order.hindrance_of_status(status));
        let action = async {
            match order.change {
                Change::Stop => instance.stop().await.map(drop),
                Change::Start => instance.start().await.map(drop),
            }
        };
        let done = order.carry_out(hindrance, action).await;
        add(&mut listing, session, ("DBInstance", instance.id(), status), (done, order)).await;
    }
    listing
}

async fn clusters(session: &Session, order: &Order) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Rds::new(session).db_clusters();
    while let Some(item) = all.next().await {
        let Some(cluster) = listing.take(item) else { continue };
        let Some(data) = listing.take(cluster.data().await) else { continue };
        if !order.means(data.tag_list()) {
            continue;
        }
        let status = data.status().unwrap_or_default();
        let hindrance = hindrance_of_cluster(&data).or_else(|| order.hindrance_of_status(status));
        let action = async {
            match order.change {
                Change::Stop => cluster.stop().await.map(drop),
                Change::Start => cluster.start().await.map(drop),
            }
        };
        let done = order.carry_out(hindrance, action).await;
        add(&mut listing, session, ("DBCluster", cluster.id(), status), (done, order)).await;
    }
    listing
}

/// What came of one database.
enum Done {
    Changed,
    Would,
    Skipped(String),
    Failed(Error),
}

impl Order {
    fn means(&self, tags: &[Tag]) -> bool {
        let (key, value) = &self.tag;
        tags.iter().any(|tag| tag.key() == Some(key.as_str()) && tag.value().unwrap_or_default() == value)
    }

    async fn carry_out(&self, hindrance: Option<String>, action: impl Future<Output = Result<()>>) -> Done {
        match hindrance {
            Some(reason) => Done::Skipped(reason),
            None if !self.yes => Done::Would,
            None => match action.await {
                Ok(()) => Done::Changed,
                Err(error) if is_refused(&error) => Done::Skipped(error.message().to_owned()),
                Err(error) => Done::Failed(error),
            },
        }
    }

    /// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html>
    fn hindrance_of_instance(&self, instance: &DbInstance) -> Option<String> {
        if let Some(cluster) = instance.db_cluster_identifier() {
            return Some(format!("it goes with its cluster {cluster}"));
        }
        if self.change == Change::Start {
            return None;
        }
        if let Some(source) = instance.read_replica_source_db_instance_identifier() {
            return Some(format!("it is a read replica of {source}"));
        }
        if let [replica, ..] = instance.read_replica_db_instance_identifiers() {
            return Some(format!("it has the read replica {replica}"));
        }
        let sql_server = instance.engine().is_some_and(|engine| engine.starts_with("sqlserver"));
        (sql_server && instance.multi_az() == Some(true)).then(|| "SQL Server in several zones can't be stopped".into())
    }

    fn hindrance_of_status(&self, status: &str) -> Option<String> {
        let from = match self.change {
            Change::Stop => "available",
            Change::Start => "stopped",
        };
        (status != from).then(|| format!("it isn't {from}"))
    }

    fn words(&self) -> (&'static str, &'static str) {
        match self.change {
            Change::Stop => ("would stop", "stopping"),
            Change::Start => ("would start", "starting"),
        }
    }
}

/// <https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html>
fn hindrance_of_cluster(cluster: &DbCluster) -> Option<String> {
    // RDS lists these, but they have APIs of their own.
    if let Some(engine @ ("docdb" | "neptune")) = cluster.engine() {
        return Some(format!("it is a cluster of {engine}, not of RDS"));
    }
    cluster.global_cluster_identifier().map(|global| format!("it is a part of the global database {global}"))
}

/// Whether RDS says that the database can't be stopped or started as it is.
fn is_refused(error: &Error) -> bool {
    const STATES: [&str; 3] = ["InvalidDBInstanceState", "InvalidDBInstanceStateFault", "InvalidDBClusterStateFault"];
    error.code().is_some_and(|code| STATES.contains(&code))
}

async fn add(
    listing: &mut Listing<Row>,
    session: &Session,
    (kind, id, status): (&'static str, &str, &str),
    (done, order): (Done, &Order),
) {
    let (would, changed) = order.words();
    let (result, reason) = match done {
        Done::Changed => (changed, String::new()),
        Done::Would => (would, String::new()),
        Done::Skipped(reason) => ("skipped", reason),
        Done::Failed(error) => {
            let reason = error.message().to_owned();
            listing.errors.push(error);
            ("failed", reason)
        }
    };
    let Some(account) = listing.take(session.account_id().await) else { return };
    listing.rows.push(Row {
        account: account.to_owned(),
        region: session.region_name().unwrap_or_default().to_owned(),
        kind,
        id: id.to_owned(),
        status: status.to_owned(),
        result,
        reason,
    });
}
