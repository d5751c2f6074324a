//! The accounts below organisational units.

use std::collections::{HashSet, VecDeque};

use futures_core::Stream;
use futures_util::stream::{self, TryStreamExt as _};

use super::{Discoverer, OrganizationAccount, organization};
use crate::{
    Result, Session,
    call::Call,
    outputs::paginator,
    pages::{Page, Pages},
};

/// The accounts under these parents, level by level: a unit's own accounts, later those of the units in it.
pub(super) fn under(
    session: Session,
    parents: Vec<String>,
) -> impl Stream<Item = Result<Page<OrganizationAccount>>> + Send {
    let walk = Walk {
        session,
        parents: parents.into(),
        seen_parents: HashSet::new(),
        seen_accounts: HashSet::new(),
        accounts: None,
        units: None,
    };
    stream::try_unfold(walk, |mut walk| async move { Ok(walk.page().await?.map(|page| (page, walk))) })
}

/// A walk through the tree. What it has seen, it doesn't look at again: parents may lie in one another, and a unit or
/// an account that is moved meanwhile may come twice.
struct Walk {
    session: Session,
    parents: VecDeque<String>,
    seen_parents: HashSet<String>,
    seen_accounts: HashSet<String>,
    accounts: Option<Pages<OrganizationAccount>>,
    units: Option<Pages<String>>,
}

impl Walk {
    /// The next page of accounts.
    async fn page(&mut self) -> Result<Option<Page<OrganizationAccount>>> {
        loop {
            if let Some(accounts) = &mut self.accounts {
                if let Some(page) = accounts.try_next().await? {
                    let mut is_new = |it: &OrganizationAccount| self.seen_accounts.insert(it.id().to_owned());
                    let page: Vec<_> = page.filter(|item| item.as_ref().map_or(true, &mut is_new)).collect();
                    return Ok(Some(Page::new(page)));
                }
                self.accounts = None;
            }
            if let Some(mut units) = self.units.take() {
                while let Some(page) = units.try_next().await? {
                    for unit in page {
                        self.parents.push_back(unit?);
                    }
                }
            }
            let Some(parent) = self.parents.pop_front() else { return Ok(None) };
            if self.seen_parents.insert(parent.clone()) {
                self.accounts = Some(accounts_in(&self.session, &parent));
                self.units = Some(units_in(&self.session, &parent));
            }
        }
    }
}

fn accounts_in(session: &Session, parent: &str) -> Pages<OrganizationAccount> {
    let call = call(session, "ListAccountsForParent", parent);
    let pages = organization::client(session).list_accounts_for_parent().parent_id(parent).into_paginator().send();
    let outputs = paginator(call.clone(), pages, |page| page.next_token());
    outputs.items(move |page| organization::named(&call, page.accounts))
}

fn units_in(session: &Session, parent: &str) -> Pages<String> {
    let call = call(session, "ListOrganizationalUnitsForParent", parent);
    let request = organization::client(session).list_organizational_units_for_parent().parent_id(parent);
    let pages = request.into_paginator().send();
    let outputs = paginator(call.clone(), pages, |page| page.next_token());
    outputs.items(move |page| {
        let units = page.organizational_units.unwrap_or_default().into_iter();
        units.map(|unit| call.required(unit.id, "Id")).collect::<Vec<_>>()
    })
}

fn call(session: &Session, operation: &'static str, parent: &str) -> Call {
    let kind = if parent.starts_with("r-") { "Root" } else { "OrganizationalUnit" };
    Discoverer::call(session, "organizations", operation, Some(format!("{kind} id={parent:?}")))
}
