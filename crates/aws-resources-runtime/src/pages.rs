//! The ways to page through a listing.

use std::{
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
    call::Call,
    error::{Error, ErrorKind},
};

/// One page: a result per item, so that an item without its identifier is reported and not dropped.
pub(crate) type Page<T> = Vec<Result<T>>;

/// The pages of one listing, fetched when they are asked for.
pub struct Pages<T>(Pin<Box<dyn Stream<Item = Result<Page<T>>> + Send>>);

/// The request of the page after this one, with the token that it carries, to tell when a token comes twice.
pub struct Next<B> {
    /// The request.
    pub request: B,
    /// Its token, all parts in one text.
    pub token: String,
}

impl<T: Send + 'static> Pages<T> {
    /// The SDK's own paginator. `token` reads a page's token: the SDK stops without a word when a token repeats,
    /// so a stream that ends while its last page has a token has lost items.
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
        let start = (pages, None::<String>);
        Self(Box::pin(
            stream::try_unfold(start, move |(mut pages, last)| {
                let call = call.clone();
                async move {
                    let fetch = async { pages.next().await.transpose() };
                    match call.send(fetch).await? {
                        Some(page) => {
                            let last = token(&page).filter(|token| !token.is_empty()).map(str::to_owned);
                            Ok(Some((page, (pages, last))))
                        }
                        None => match last {
                            Some(token) => Err(repeated(&call, &token)),
                            None => Ok(None),
                        },
                    }
                }
            })
            .map_ok(items),
        ))
    }

    /// A loop over tokens, where the SDK has no paginator. `next` makes the following request from this one and its
    /// page, or says that there is none.
    pub fn token_loop<B, O, E, F>(
        call: Call,
        request: B,
        send: fn(B) -> F,
        next: impl Fn(B, &O) -> Option<Next<B>> + Clone + Send + 'static,
        items: impl FnMut(O) -> Page<T> + Send + 'static,
    ) -> Self
    where
        B: Clone + Send + 'static,
        O: Send + 'static,
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
        F: Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'static,
    {
        let start = Step::Fetch(Next { request, token: String::new() });
        Self(Box::pin(
            stream::try_unfold(start, move |step| {
                let (call, next) = (call.clone(), next.clone());
                async move {
                    let Next { request, token } = match step {
                        Step::Fetch(request) => request,
                        Step::Repeated(token) => return Err(repeated(&call, &token)),
                        Step::Done => return Ok(None),
                    };
                    let page = call.send(send(request.clone())).await?;
                    let step = match next(request, &page) {
                        Some(next) if next.token == token => Step::Repeated(token),
                        Some(next) => Step::Fetch(next),
                        None => Step::Done,
                    };
                    Ok(Some((page, step)))
                }
            })
            .map_ok(items),
        ))
    }

    /// An operation that answers with everything at once.
    pub fn single<O, E>(
        call: Call,
        response: impl Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'static,
        items: impl FnOnce(O) -> Page<T> + Send + 'static,
    ) -> Self
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        Self(Box::pin(stream::once(async move { Ok(items(call.send(response).await?)) })))
    }

    /// Pages whose request needs something that must be fetched first: the parent's ARN or its data.
    pub fn after(pages: impl Future<Output = Result<Self>> + Send + 'static) -> Self {
        Self(Box::pin(stream::once(pages).try_flatten()))
    }

    /// The first item that `wanted` accepts; pages after it aren't fetched.
    pub async fn find(mut self, mut wanted: impl FnMut(&T) -> bool + Send) -> Result<Option<T>> {
        while let Some(page) = self.0.try_next().await? {
            for item in page {
                let item = item?;
                if wanted(&item) {
                    return Ok(Some(item));
                }
            }
        }
        Ok(None)
    }
}

/// What a token loop does next.
enum Step<B> {
    Fetch(Next<B>),
    Repeated(String),
    Done,
}

fn repeated(call: &Call, token: &str) -> Error {
    call.error(
        ErrorKind::RepeatedToken,
        format!("the listing is incomplete: the service gave the page token `{token}` twice"),
    )
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}
