//! The ways to page through a listing: the outputs of its calls, one after the other.

use std::{collections::HashSet, error::Error as StdError, pin::Pin};

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use futures_core::Stream;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

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
    let start = (pages, Tokens::default(), Last::None);
    Outputs(Box::pin(stream::try_unfold(start, move |(mut pages, mut tokens, last)| {
        let call = call.clone();
        async move {
            if matches!(last, Last::Repeated) {
                return Err(repeated(&call));
            }
            let fetch = async { pages.next().await.transpose() };
            let Some(page) = call.send(fetch).await? else {
                // The SDK also stops at the token that the first request had: the user's own.
                return if matches!(last, Last::None) { Ok(None) } else { Err(repeated(&call)) };
            };
            let last = match token(&page).filter(|token| !token.is_empty()) {
                Some(token) if tokens.see(token) => Last::New,
                Some(_) => Last::Repeated,
                None => Last::None,
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
                Some(next) if tokens.see(&next.token) => Step::Fetch(next.request),
                Some(_) => Step::Lost(repeated(&call)),
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
    /// None, as this member of the request would have names and tokens come in another form than they are sent in.
    pub fn refused(call: &Call, member: &str) -> Self {
        let message = format!("`{member}` can't be set for a collection: encoded names would name other resources");
        let error = call.error(ErrorKind::Request, message);
        Self(Box::pin(stream::once(async { Err(error) })))
    }

    /// The items of each output.
    pub fn items<T, I>(self, mut items: impl FnMut(O) -> I + Send + 'static) -> Pages<T>
    where
        I: IntoIterator<Item = Result<T>>,
        I::IntoIter: Send + 'static,
    {
        Pages::new(self.0.map_ok(move |output| Page::new(items(output))))
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

/// What token the last page had.
enum Last {
    None,
    New,
    Repeated,
}

/// The tokens that a listing has given so far: a hash of each, for they can be long, and there can be millions.
#[derive(Default)]
struct Tokens(HashSet<[u8; 16]>);

impl Tokens {
    /// Takes note of a token; false when it came before.
    fn see(&mut self, token: &str) -> bool {
        let mut hash = [0; 16];
        hash.copy_from_slice(&Sha256::digest(token)[..16]);
        self.0.insert(hash)
    }
}

/// The token isn't told: some services make it of their users' data.
fn repeated(call: &Call) -> Error {
    let message = "the listing is incomplete: the service gave a page token that it had given before";
    call.error(ErrorKind::RepeatedToken, message)
}

fn no_token(call: &Call) -> Error {
    let message = "the listing is incomplete: the service says that there is more, but gave no page token";
    call.error(ErrorKind::MissingToken, message)
}
