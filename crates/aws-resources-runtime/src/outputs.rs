//! The ways to page through a listing: the outputs of its calls, one after the other.

use std::{collections::HashSet, error::Error as StdError, pin::Pin};

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use futures_core::Stream;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use crate::{
    Result,
    call::{BoxFuture, Call, Sender},
    error::{Error, ErrorKind},
    pages::{Page, Pages},
};

/// What one listing's calls answer, asked for when it is wanted.
pub struct Outputs<O>(Pin<Box<dyn Stream<Item = Result<O>> + Send>>);

/// How an operation's outputs are asked for, with a page size where the caller chose one.
pub(crate) type Lister<B, O> = fn(Call, B, Option<i32>) -> Outputs<O>;

/// The request of the page after this one, with the token that it carries, to tell when a token comes twice. It is
/// empty where the page says that there is more but not from where.
pub struct Next<B> {
    /// The request.
    pub request: B,
    /// Its token, all parts in one text.
    pub token: String,
}

/// The SDK's own paginator. `token` reads a page's token: the SDK stops without a word when a token is the same
/// as the one before, and goes round for ever when an older one comes back.
pub fn paginator<O, E>(
    call: Call,
    pages: PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
    token: fn(&O) -> Option<&str>,
) -> Outputs<O>
where
    O: Send + 'static,
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    let start = (pages, Tokens::default(), Ok(None));
    Outputs(Box::pin(stream::try_unfold(start, move |(mut pages, mut tokens, last)| {
        let call = call.clone();
        async move {
            let last: Option<String> = last.map_err(|token: String| repeated(&call, &token))?;
            let fetch = async { pages.next().await.transpose() };
            let Some(page) = call.send(fetch).await? else {
                // The SDK also stops at the token that the first request had: the user's own.
                return last.map_or(Ok(None), |token| Err(repeated(&call, &token)));
            };
            let last = match token(&page).filter(|token| !token.is_empty()) {
                Some(token) => tokens.see(token).map(|()| Some(token.to_owned())),
                None => Ok(None),
            };
            Ok(Some((page, (pages, tokens, last))))
        }
    })))
}

/// A loop over tokens, where the SDK has no paginator. `next` makes the following request from this one and its
/// page, or says that there is none.
pub fn token_loop<B, O>(call: Call, request: B, send: Sender<B, O>, next: fn(B, &O) -> Option<Next<B>>) -> Outputs<O>
where
    O: Send + 'static,
    B: Clone + Send + 'static,
{
    let start = (Step::Fetch(request), Tokens::default());
    Outputs(Box::pin(stream::try_unfold(start, move |(step, mut tokens)| {
        let call = call.clone();
        async move {
            let request = match step {
                Step::Fetch(request) => request,
                Step::Lost(error) => return Err(error),
                Step::Done => return Ok(None),
            };
            let page = send(call.clone(), request.clone()).await?;
            let step = match next(request, &page) {
                Some(next) if next.token.is_empty() => Step::Lost(no_token(&call)),
                Some(next) => match tokens.see(&next.token) {
                    Ok(()) => Step::Fetch(next.request),
                    Err(token) => Step::Lost(repeated(&call, &token)),
                },
                None => Step::Done,
            };
            Ok(Some((page, (step, tokens))))
        }
    })))
}

/// An operation that answers with everything at once.
pub fn single_page<O: 'static>(response: BoxFuture<Result<O>>) -> Outputs<O> {
    Outputs(Box::pin(stream::once(response)))
}

impl<O: 'static> Outputs<O> {
    /// The items of each output.
    pub fn items<T>(self, items: impl FnMut(O) -> Page<T> + Send + 'static) -> Pages<T> {
        Pages::new(self.0.map_ok(items))
    }

    /// The outputs of several listings, this many of them at the same time, as they come.
    pub fn merged(listings: impl Iterator<Item = Self> + Send + 'static, at_once: Option<usize>) -> Self {
        Self(Box::pin(stream::iter(listings.map(|listing| listing.0)).flatten_unordered(at_once)))
    }

    /// The first item that is `same` as what is wanted; pages after it aren't fetched.
    pub fn find<I, T>(
        mut self,
        list: fn(O) -> Option<Vec<T>>,
        wanted: I,
        same: fn(&I, &T) -> bool,
    ) -> BoxFuture<Result<Option<T>>>
    where
        I: Send + 'static,
        T: 'static,
    {
        Box::pin(async move {
            while let Some(output) = self.0.try_next().await? {
                if let Some(item) = list(output).into_iter().flatten().find(|item| same(&wanted, item)) {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        })
    }

    /// The same, where the request makes the listing begin at the item: it is on the first page or nowhere.
    pub fn find_on_first_page<I, T>(
        mut self,
        list: fn(O) -> Option<Vec<T>>,
        wanted: I,
        same: fn(&I, &T) -> bool,
    ) -> BoxFuture<Result<Option<T>>>
    where
        I: Send + 'static,
        T: 'static,
    {
        Box::pin(async move {
            let output = self.0.try_next().await?;
            Ok(output.and_then(list).into_iter().flatten().find(|item| same(&wanted, item)))
        })
    }
}

/// What a token loop does next.
enum Step<B> {
    Fetch(B),
    Lost(Error),
    Done,
}

/// The tokens that a listing has given so far.
#[derive(Default)]
struct Tokens(HashSet<Box<str>>);

impl Tokens {
    /// Takes note of a token, or gives it back when it came before.
    fn see(&mut self, token: &str) -> Result<(), String> {
        if self.0.insert(token.into()) { Ok(()) } else { Err(token.to_owned()) }
    }
}

fn repeated(call: &Call, token: &str) -> Error {
    call.error(
        ErrorKind::RepeatedToken,
        format!("the listing is incomplete: the service gave the page token `{token}` twice"),
    )
}

fn no_token(call: &Call) -> Error {
    let message = "the listing is incomplete: the service says that there is more, but gave no page token";
    call.error(ErrorKind::MissingToken, message)
}
