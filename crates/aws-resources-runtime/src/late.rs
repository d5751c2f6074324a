//! What a request is filled with only when it is sent: the ARN or the data of the resource that makes it, for which
//! AWS may have to be asked, and what may turn out to be invalid.

use crate::{
    Result,
    call::{BoxFuture, Call},
    model::{Model, Parent},
};

/// A member that is filled in before a request is sent: where it is still open, as its caller may have set it. A list
/// is always open.
pub struct LateMember<P, B> {
    open: fn(&B) -> bool,
    fill: Box<dyn Fn(P, Call, B) -> BoxFuture<Result<B>> + Send + Sync>,
}

/// A value that can turn out to be invalid, which is the action's error then.
pub fn late_checked<P, B>(open: fn(&B) -> bool, fill: fn(&P, &Call, B) -> Result<B>) -> LateMember<P, B>
where
    P: Parent,
    B: Send + 'static,
{
    let fill = move |parent: P, call: Call, request| -> BoxFuture<Result<B>> {
        Box::pin(async move { fill(&parent, &call, request) })
    };
    LateMember { open, fill: Box::new(fill) }
}

/// The parent's ARN.
pub fn late_arn<P, B>(open: fn(&B) -> bool, fill: fn(&P, &Call, B, &str) -> Result<B>) -> LateMember<P, B>
where
    P: Model + Parent,
    B: Send + 'static,
{
    let fill = move |parent: P, call: Call, request| -> BoxFuture<Result<B>> {
        Box::pin(async move {
            let arn = parent.core().arn().await?;
            fill(&parent, &call, request, arn.as_str())
        })
    };
    LateMember { open, fill: Box::new(fill) }
}

/// Something of the parent's data.
pub fn late_data<P, B>(open: fn(&B) -> bool, fill: fn(&P, &Call, B, &P::Data) -> Result<B>) -> LateMember<P, B>
where
    P: Model + Parent,
    B: Send + 'static,
{
    let fill = move |parent: P, call: Call, request| -> BoxFuture<Result<B>> {
        Box::pin(async move {
            let data = parent.core().data().await?;
            fill(&parent, &call, request, &data)
        })
    };
    LateMember { open, fill: Box::new(fill) }
}

/// The parent's ARN, and something of its data.
pub fn late_arn_and_data<P, B>(
    open: fn(&B) -> bool,
    fill: fn(&P, &Call, B, &str, &P::Data) -> Result<B>,
) -> LateMember<P, B>
where
    P: Model + Parent,
    B: Send + 'static,
{
    let fill = move |parent: P, call: Call, request| -> BoxFuture<Result<B>> {
        Box::pin(async move {
            let data = parent.core().data().await?;
            let arn = parent.core().arn().await?;
            fill(&parent, &call, request, arn.as_str(), &data)
        })
    };
    LateMember { open, fill: Box::new(fill) }
}

/// The request with all that it needs.
pub(crate) async fn filled<P: Clone, B>(
    late: &[LateMember<P, B>],
    parent: &P,
    call: &Call,
    mut request: B,
) -> Result<B> {
    for LateMember { open, fill } in late {
        if open(&request) {
            request = fill(parent.clone(), call.clone(), request).await?;
        }
    }
    Ok(request)
}

/// What comes of a request that needs something first.
pub fn after<P, B, T>(
    parent: &P,
    call: Call,
    request: B,
    late: Vec<LateMember<P, B>>,
    then: fn(&P, Call, B) -> BoxFuture<Result<T>>,
) -> BoxFuture<Result<T>>
where
    P: Parent,
    B: Send + 'static,
    T: 'static,
{
    let parent = parent.clone();
    Box::pin(async move {
        let request = filled(&late, &parent, &call, request).await?;
        then(&parent, call, request).await
    })
}
