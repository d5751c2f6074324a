//! The load balancers of an account and region, and what is behind them.

use std::collections::BTreeMap;

use aws_resources::{
    Result, Session,
    elb::{self, Elb},
    elbv2::{self, ElbV2},
};
use serde::Serialize;

use crate::common::{self, Listing, together};

/// The states of targets that get requests, or soon will; `unavailable` are those without a health check, as functions
/// are: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html>
const SERVING: [&str; 3] = ["healthy", "initial", "unavailable"];

/// A load balancer that serves nobody.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Row {
    account: String,
    region: String,
    #[serde(rename = "type")]
    kind: String,
    name: String,
    created: String,
    reason: String,
    arn: String,
}

impl common::Row for Row {
    const NAMES: &'static [&'static str] = &["account", "region", "type", "name", "created", "reason", "arn"];
}

/// Those that nobody is behind.
pub(crate) async fn unused(session: Session) -> Result<Listing<Row>> {
    let (newer, classic) = tokio::join!(newer(&session), classic(&session));
    together([newer, classic])
}

async fn newer(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = ElbV2::new(session).load_balancers();
    while let Some(balancer) = all.next().await {
        let Some(balancer) = listing.take(balancer) else { continue };
        let row = newer_row(session, &balancer).await;
        let row = listing.take(row).flatten();
        listing.rows.extend(row);
    }
    listing
}

async fn newer_row(session: &Session, balancer: &elbv2::LoadBalancer) -> Result<Option<Row>> {
    let Some(reason) = without_targets(balancer).await? else { return Ok(None) };
    let data = balancer.data().await?;
    Ok(Some(Row {
        account: session.account_id().await?.to_owned(),
        region: session.region_name().unwrap_or_default().to_owned(),
        kind: data.r#type().map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        name: data.load_balancer_name().unwrap_or_default().to_owned(),
        created: data.created_time().map(ToString::to_string).unwrap_or_default(),
        reason,
        arn: balancer.arn_identifier().to_owned(),
    }))
}

/// Why nobody is behind it, if so.
async fn without_targets(balancer: &elbv2::LoadBalancer) -> Result<Option<String>> {
    if balancer.listeners().first().await?.is_none() {
        return Ok(Some("no listener".to_owned()));
    }
    let groups = match balancer.target_groups().try_collect().await {
        Err(error) if error.code() == Some("TargetGroupNotFound") => Vec::new(),
        groups => groups?,
    };
    if groups.is_empty() {
        return Ok(Some("no target group: its rules can only redirect, or answer themselves".to_owned()));
    }
    let mut states = BTreeMap::<String, usize>::new();
    for group in groups {
        let mut targets = group.targets();
        while let Some(target) = targets.try_next().await? {
            let data = target.data().await?;
            let state = data.target_health().and_then(|health| health.state());
            let state = state.map_or("unknown", |state| state.as_str());
            if SERVING.contains(&state) {
                return Ok(None);
            }
            *states.entry(state.to_owned()).or_default() += 1;
        }
    }
    Ok(Some(reason("target", &states)))
}

async fn classic(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = Elb::new(session).load_balancers();
    while let Some(balancer) = all.next().await {
        let Some(balancer) = listing.take(balancer) else { continue };
        let row = classic_row(session, &balancer).await;
        let row = listing.take(row).flatten();
        listing.rows.extend(row);
    }
    listing
}

async fn classic_row(session: &Session, balancer: &elb::LoadBalancer) -> Result<Option<Row>> {
    let mut states = BTreeMap::<String, usize>::new();
    let mut instances = balancer.instance_states();
    while let Some(instance) = instances.try_next().await? {
        let data = instance.data().await?;
        let state = data.state().unwrap_or("Unknown");
        if state == "InService" {
            return Ok(None);
        }
        *states.entry(state.to_owned()).or_default() += 1;
    }
    let data = balancer.data().await?;
    Ok(Some(Row {
        account: session.account_id().await?.to_owned(),
        region: session.region_name().unwrap_or_default().to_owned(),
        kind: "classic".to_owned(),
        name: balancer.name().to_owned(),
        created: data.created_time().map(ToString::to_string).unwrap_or_default(),
        reason: reason("instance", &states),
        arn: balancer.arn().await?.into(),
    }))
}

/// What is said of targets or instances of which none serves, by the number in each state.
fn reason(what: &str, states: &BTreeMap<String, usize>) -> String {
    if states.is_empty() {
        return format!("no {what} is registered");
    }
    let states: Vec<_> = states.iter().map(|(state, count)| format!("{count} {state}")).collect();
    format!("no {what} is in service: {}", states.join(", "))
}
