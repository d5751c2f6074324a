//! The ways to page through a listing.

use std::{
    collections::HashSet,
    error::Error as StdError,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use futures_core::Stream;
use futures_util::stream::{self, TryStreamExt as _};

use crate::{
    Result,
    call::{BoxFuture, Call, Sender},
    error::{Error, ErrorKind},
};

/// One page: a result per item, so that an item without its identifier is reported and not dropped.
pub(crate) type Page<T> = Vec<Result<T>>;

/// The pages of one listing, fetched when they are asked for.
pub struct Pages<T>(Pin<Box<dyn Stream<Item = Result<Page<T>>> + Send>>);

/// The request of the page after this one, with the token that it carries, to tell when a token comes twice. It is
/// empty where the page says that there is more but not from where.
pub struct Next<B> {
    /// The request.
    pub request: B,
    /// Its token, all parts in one text.
    pub token: String,
}

impl<T: Send + 'static> Pages<T> {
    /// The SDK's own paginator. `token` reads a page's token: the SDK stops without a word when a token is the same
    /// as the one before, and goes round for ever when an older one comes back.
    pub fn paginator<O, E>(
        call: Call,
        pages: PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        token: fn(&O) -> Option<&str>,
        items: impl FnMut(O) -> Page<T> + Send + 'static,
    ) -> Self
    where
        O: Send + 'static,
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        let start = (pages, Tokens::default(), Ok(None));
        Self(Box::pin(
            stream::try_unfold(start, move |(mut pages, mut tokens, last)| {
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
            })
            .map_ok(items),
        ))
    }

    /// A loop over tokens, where the SDK has no paginator. `next` makes the following request from this one and its
    /// page, or says that there is none.
    pub fn token_loop<B, O>(
        call: Call,
        request: B,
        send: Sender<B, O>,
        next: impl Fn(B, &O) -> Option<Next<B>> + Clone + Send + 'static,
        items: impl FnMut(O) -> Page<T> + Send + 'static,
    ) -> Self
    where
        B: Clone + Send + 'static,
        O: Send + 'static,
    {
        let start = (Step::Fetch(request), Tokens::default());
        Self(Box::pin(
            stream::try_unfold(start, move |(step, mut tokens)| {
                let (call, next) = (call.clone(), next.clone());
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
            })
            .map_ok(items),
        ))
    }

    /// An operation that answers with everything at once.
    pub fn single<O: 'static>(
        response: BoxFuture<Result<O>>,
        items: impl FnOnce(O) -> Page<T> + Send + 'static,
    ) -> Self {
        Self(Box::pin(stream::once(async move { Ok(items(response.await?)) })))
    }

    /// Pages whose request needs something that must be fetched first: the parent's ARN or its data.
    pub fn after(pages: impl Future<Output = Result<Self>> + Send + 'static) -> Self {
        Self(Box::pin(stream::once(pages).try_flatten()))
    }

    /// Pages that can't be asked for.
    pub(crate) fn failed(error: Error) -> Self {
        Self(Box::pin(stream::once(async { Err(error) })))
    }

    /// The first item that `wanted` accepts; pages after it aren't fetched.
    pub fn find(mut self, mut wanted: impl FnMut(&T) -> bool + Send + 'static) -> BoxFuture<Result<Option<T>>> {
        Box::pin(async move {
            while let Some(page) = self.0.try_next().await? {
                if let Some(item) = find(page, &mut wanted)? {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        })
    }

    /// The same, where the request makes the listing begin at the item: it is on the first page or nowhere.
    pub fn find_on_first_page(
        mut self,
        mut wanted: impl FnMut(&T) -> bool + Send + 'static,
    ) -> BoxFuture<Result<Option<T>>> {
        Box::pin(async move {
            match self.0.try_next().await? {
                Some(page) => find(page, &mut wanted),
                None => Ok(None),
            }
        })
    }
}

fn find<T>(page: Page<T>, wanted: &mut impl FnMut(&T) -> bool) -> Result<Option<T>> {
    for item in page {
        let item = item?;
        if wanted(&item) {
            return Ok(Some(item));
        }
    }
    Ok(None)
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

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}
