//! The certificates of an account.

use aws_resources::{
    Result, Session,
    acm::{
        Acm, Certificate,
        sdk::{
            primitives::DateTime,
            types::{Filters, KeyAlgorithm},
        },
    },
    iam::Iam,
};
use serde::Serialize;

use crate::common::{self, Listing, together};

/// All that certificates can have: unless it is told, ACM leaves out most
/// (<https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html>).
const KEYS: [KeyAlgorithm; 7] = [
    KeyAlgorithm::Rsa1024,
    KeyAlgorithm::Rsa2048,
    KeyAlgorithm::Rsa3072,
    KeyAlgorithm::Rsa4096,
    KeyAlgorithm::EcPrime256v1,
    KeyAlgorithm::EcSecp384r1,
    KeyAlgorithm::EcSecp521r1,
];

const DAY: i64 = 24 * 60 * 60;

/// Which certificates are meant.
#[derive(Clone, Copy)]
pub(crate) struct Horizon {
    /// In seconds since 1970.
    pub(crate) now: i64,
    /// How many days may be left.
    pub(crate) days: i64,
}

impl Horizon {
    /// How many whole days are left, if no more than are asked for: below 0 where it has expired.
    fn days_left(&self, end: DateTime) -> Option<i64> {
        let days = (end.secs() - self.now).div_euclid(DAY);
        (days <= self.days).then_some(days)
    }
}

/// A certificate: sorted by what is most urgent.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Row {
    days_left: i64,
    account: String,
    region: String,
    service: &'static str,
    name: String,
    expires: String,
    /// ARNs; `None` where AWS doesn't say it.
    in_use_by: Option<Vec<String>>,
    arn: String,
}

impl common::Row for Row {
    const NAMES: &'static [&'static str] =
        &["days_left", "account", "region", "service", "name", "expires", "in_use_by", "arn"];
}

/// The certificates that ACM has in a region.
pub(crate) async fn acm(session: Session, horizon: Horizon) -> Result<Listing<Row>> {
    let mut listing = Listing::default();
    let filters = Filters::builder().set_key_types(Some(KEYS.into())).build();
    let mut all = Acm::new(&session).certificates().filter(|request| request.includes(filters));
    while let Some(certificate) = all.next().await {
        let Some(certificate) = listing.take(certificate) else { continue };
        let row = in_acm(&session, &certificate, horizon).await;
        let row = listing.take(row).flatten();
        listing.rows.extend(row);
    }
    together([listing])
}

async fn in_acm(session: &Session, certificate: &Certificate, horizon: Horizon) -> Result<Option<Row>> {
    // Most end later, and the listing says so: their data needn't be asked for.
    let listed = certificate.summary().and_then(|summary| summary.not_after().copied());
    if listed.is_some_and(|end| horizon.days_left(end).is_none()) {
        return Ok(None);
    }
    let data = certificate.data().await?;
    let Some(end) = data.not_after() else { return Ok(None) };
    let Some(days_left) = horizon.days_left(*end) else { return Ok(None) };
    Ok(Some(Row {
        days_left,
        account: session.account_id().await?.to_owned(),
        region: session.region_name().unwrap_or_default().to_owned(),
        service: "acm",
        name: data.domain_name().unwrap_or_default().to_owned(),
        expires: end.to_string(),
        in_use_by: Some(data.in_use_by().to_vec()),
        arn: certificate.arn_identifier().to_owned(),
    }))
}

/// The server certificates of an account, which are in no region.
pub(crate) async fn iam(session: Session, horizon: Horizon) -> Result<Listing<Row>> {
    let mut listing = Listing::default();
    let account = session.account_id().await?;
    let mut all = Iam::new(&session).server_certificates();
    while let Some(certificate) = all.next().await {
        let Some(certificate) = listing.take(certificate) else { continue };
        let Some(summary) = certificate.summary() else { continue };
        let Some(end) = summary.expiration() else { continue };
        let Some(days_left) = horizon.days_left(*end) else { continue };
        listing.rows.push(Row {
            days_left,
            account: account.to_owned(),
            region: "global".to_owned(),
            service: "iam",
            name: certificate.name().to_owned(),
            expires: end.to_string(),
            in_use_by: None,
            arn: summary.arn().to_owned(),
        });
    }
    together([listing])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_below_zero_once_it_is_over() {
        let horizon = Horizon { now: 10 * DAY, days: 3 };
        let left = |seconds| horizon.days_left(DateTime::from_secs(10 * DAY + seconds));
        assert_eq!(left(4 * DAY), None);
        assert_eq!(left(4 * DAY - 1), Some(3));
        assert_eq!(left(DAY), Some(1));
        assert_eq!(left(0), Some(0));
        assert_eq!(left(-1), Some(-1));
        assert_eq!(left(-DAY - 1), Some(-2));
    }
}
