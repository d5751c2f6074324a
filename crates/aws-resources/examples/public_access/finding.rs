//! What is told of something that is open.

use aws_resources::{Resource, Result};
use serde::Serialize;

use crate::common;

/// Everybody can reach or read it.
pub(crate) const PUBLIC: &str = "public";
/// Nothing keeps somebody from opening it.
pub(crate) const NOT_BLOCKED: &str = "not blocked";

/// Something that is open.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Row {
    account: String,
    region: String,
    service: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    state: &'static str,
    detail: String,
    arn: String,
}

impl common::Row for Row {
    const NAMES: &'static [&'static str] = &["account", "region", "service", "type", "id", "state", "detail", "arn"];
}

/// The rows of one resource, of what was found at it.
pub(crate) async fn rows(resource: &impl Resource, id: &str, found: Vec<(&'static str, String)>) -> Result<Vec<Row>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let session = resource.session();
    let (account, arn) = (session.account_id().await?, resource.arn().await?);
    let row = |(state, detail)| Row {
        account: account.to_owned(),
        region: session.region_name().unwrap_or_default().to_owned(),
        service: resource.service_name(),
        kind: resource.type_name(),
        id: id.to_owned(),
        state,
        detail,
        arn: arn.to_string(),
    };
    Ok(found.into_iter().map(row).collect())
}
