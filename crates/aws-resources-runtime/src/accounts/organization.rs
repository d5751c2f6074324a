//! The accounts of an organisation.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use aws_sdk_organizations::{Client, types::Account as Data};
use futures_core::Stream;

use super::{Discoverer, OrganizationAccount, tree};
use crate::{
    Result, Session,
    call::Call,
    connect,
    outputs::paginator,
    pages::{Page, Pages},
};

/// An organisation of [AWS Organizations](https://docs.aws.amazon.com/organizations/latest/userguide/), as its
/// management account or a delegated administrator sees it; other accounts may not list it.
///
/// ```no_run
/// use aws_resources_runtime::{Session, accounts::Organization};
///
/// # async fn example(session: &Session) -> aws_resources_runtime::Result<()> {
/// let organization = Organization::new(session);
/// let all = organization.accounts().try_collect().await?;
/// let production = organization.accounts().under("ou-ab12-productn").try_collect().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Organization {
    session: Session,
}

impl Organization {
    /// The organisation that the session's account is in. No call is made.
    ///
    /// The session's region doesn't matter: Organizations has one endpoint per partition, which the SDK finds.
    pub fn new(session: &Session) -> Self {
        Self { session: session.clone() }
    }

    /// The official SDK's client.
    pub fn client(&self) -> Client {
        client(&self.session)
    }

    /// The active accounts of the organisation, with the management account: AWS's [`ListAccounts`], which needs the
    /// IAM action `organizations:ListAccounts`.
    ///
    /// [`ListAccounts`]: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
    pub fn accounts(&self) -> OrganizationAccounts {
        OrganizationAccounts {
            session: self.session.clone(),
            parents: Vec::new(),
            include_inactive: false,
            running: None,
        }
    }
}

/// The accounts of an [`Organization`], fetched page by page as they are consumed.
///
/// Nothing is requested before the first is asked for. It is a [`Stream`], and has [`next`](Self::next),
/// [`try_next`](Self::try_next) and [`try_collect`](Self::try_collect) without any import. Narrowing it down and
/// `clone` start from the beginning.
///
/// ```no_run
/// # use aws_resources_runtime::{Result, accounts::Organization};
/// # async fn example(organization: Organization) -> Result<()> {
/// let mut accounts = organization.accounts().under("ou-ab12-productn").include_inactive();
/// while let Some(account) = accounts.try_next().await? {
///     println!("{} {:?}", account.id(), account.state());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// An item is an error where a page can't be fetched, which ends the listing; where the service repeats a page token
/// ([`ErrorKind::RepeatedToken`](crate::ErrorKind::RepeatedToken)), which ends it too; and where an account comes
/// without its id ([`ErrorKind::MissingIdentifier`](crate::ErrorKind::MissingIdentifier)), which doesn't end it.
#[must_use = "a listing requests nothing until it is consumed"]
pub struct OrganizationAccounts {
    session: Session,
    parents: Vec<String>,
    include_inactive: bool,
    running: Option<Running>,
}

/// The pages to come, and what is left of the page that came last.
struct Running {
    pages: Pin<Box<dyn Stream<Item = Result<Page<OrganizationAccount>>> + Send>>,
    buffer: Option<Page<OrganizationAccount>>,
}

impl OrganizationAccounts {
    /// Only the accounts in this organisational unit (`ou-…`) or root (`r-…`), and in all units below it, each once.
    /// Called again, it adds those of another one.
    ///
    /// These are AWS's [`ListAccountsForParent`] and [`ListOrganizationalUnitsForParent`], with IAM actions of the same
    /// names. An account that somebody moves meanwhile may be missed.
    ///
    /// [`ListAccountsForParent`]: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
    /// [`ListOrganizationalUnitsForParent`]: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
    pub fn under(mut self, parent: impl Into<String>) -> Self {
        self.parents.push(parent.into());
        self.running = None;
        self
    }

    /// Also the accounts that can't be worked in: suspended, closed, pending.
    pub fn include_inactive(mut self) -> Self {
        self.include_inactive = true;
        self.running = None;
        self
    }

    /// The next account, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<OrganizationAccount>> {
        poll_fn(|cx| self.poll_account(cx)).await
    }

    /// The next account, or `None` at the end.
    ///
    /// # Errors
    /// See [`OrganizationAccounts`].
    pub async fn try_next(&mut self) -> Result<Option<OrganizationAccount>> {
        self.next().await.transpose()
    }

    /// All remaining accounts.
    ///
    /// # Errors
    /// The first error, see [`OrganizationAccounts`]; the accounts before it are dropped.
    pub async fn try_collect(mut self) -> Result<Vec<OrganizationAccount>> {
        let mut accounts = Vec::new();
        while let Some(account) = self.try_next().await? {
            accounts.push(account);
        }
        Ok(accounts)
    }

    fn start(&self) -> Running {
        let pages: Pin<Box<dyn Stream<Item = _> + Send>> = if self.parents.is_empty() {
            Box::pin(everywhere(&self.session))
        } else {
            Box::pin(tree::under(self.session.clone(), self.parents.clone()))
        };
        Running { pages, buffer: None }
    }

    fn poll_account(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<OrganizationAccount>>> {
        if self.running.is_none() {
            self.running = Some(self.start());
        }
        let Some(running) = &mut self.running else { return Poll::Ready(None) };
        loop {
            for account in running.buffer.iter_mut().flatten() {
                let wanted = account.as_ref().map_or(true, |it| self.include_inactive || it.is_active());
                if wanted {
                    return Poll::Ready(Some(account));
                }
            }
            match ready!(running.pages.as_mut().poll_next(cx)) {
                Some(Ok(page)) => running.buffer = Some(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

pub(super) fn client(session: &Session) -> Client {
    session.client("organizations", connect!(aws_sdk_organizations))
}

fn everywhere(session: &Session) -> Pages<OrganizationAccount> {
    let call = Discoverer::call(session, "organizations", "ListAccounts", None);
    let pages = client(session).list_accounts().into_paginator().send();
    paginator(call.clone(), pages, |page| page.next_token()).items(move |page| named(&call, page.accounts))
}

/// The accounts of a page, each with its id.
pub(super) fn named(call: &Call, accounts: Option<Vec<Data>>) -> Vec<Result<OrganizationAccount>> {
    let named = |data: Data| Ok(OrganizationAccount::new(call.required(data.id.clone(), "Id")?, data));
    accounts.unwrap_or_default().into_iter().map(named).collect()
}

impl Clone for OrganizationAccounts {
    /// The same listing, from its beginning.
    fn clone(&self) -> Self {
        Self {
            session: self.session.clone(),
            parents: self.parents.clone(),
            include_inactive: self.include_inactive,
            running: None,
        }
    }
}

impl fmt::Debug for OrganizationAccounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrganizationAccounts")
            .field("under", &self.parents)
            .field("include_inactive", &self.include_inactive)
            .finish_non_exhaustive()
    }
}

impl Stream for OrganizationAccounts {
    type Item = Result<OrganizationAccount>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_account(cx)
    }
}
