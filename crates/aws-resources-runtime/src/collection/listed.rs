//! The ways in which generated code makes collections.

use std::sync::Arc;

use super::Collection;
use crate::{
    Result,
    call::Call,
    core::Core,
    late::{LateMember, filled},
    model::{Model, Parent},
    outputs::Lister,
    pages::Pages,
    scope::Scope,
};

/// A collection of the items of one list in each output: each is the data of a resource.
#[doc(hidden)]
pub fn collection_with_data<P, B, O, T, R>(
    parent: &P,
    scope: &Scope<R::Client>,
    call: Call,
    request: B,
    ask: Lister<B, O>,
    list: fn(O) -> Option<Vec<T>>,
    identify: fn(&P, &Call, &T) -> Result<R::Identifiers>,
) -> Collection<B, R>
where
    P: Parent,
    B: 'static,
    O: 'static,
    T: Send + Sync + 'static,
    R: Model<Data = T>,
{
    of_items(parent, call, request, ask, list, keeping(scope, identify, |data| (Some(data), None)))
}

/// The same where each is the summary of a resource.
#[doc(hidden)]
pub fn collection_with_summary<P, B, O, T, R>(
    parent: &P,
    scope: &Scope<R::Client>,
    call: Call,
    request: B,
    ask: Lister<B, O>,
    list: fn(O) -> Option<Vec<T>>,
    identify: fn(&P, &Call, &T) -> Result<R::Identifiers>,
) -> Collection<B, R>
where
    P: Parent,
    B: 'static,
    O: 'static,
    T: Send + Sync + 'static,
    R: Model<Summary = T>,
{
    of_items(parent, call, request, ask, list, keeping(scope, identify, |summary| (None, Some(summary))))
}

/// What makes a resource of an item that it keeps, as its data or its summary.
///
/// The item is put where it stays at once, and what identifies it is read there: it is large, and moved seldom.
fn keeping<P, T, R>(
    scope: &Scope<R::Client>,
    identify: fn(&P, &Call, &T) -> Result<R::Identifiers>,
    as_what: impl Fn(Arc<T>) -> (Option<Arc<R::Data>>, Option<Arc<R::Summary>>) + Clone + Send + Sync + 'static,
) -> impl Fn(&P, &Call, T) -> Result<R> + Clone + Send + Sync + 'static
where
    P: Parent,
    T: Send + Sync + 'static,
    R: Model,
{
    let scope = scope.clone();
    move |parent, call, item| {
        let item = Arc::new(item);
        let identifiers = identify(parent, call, &item)?;
        let (data, summary) = as_what(item);
        Ok(R::from_core(Core::build(&scope, identifiers, data, summary)))
    }
}

/// A collection of the items of one list in each output, made into resources otherwise: of names, for one.
#[doc(hidden)]
pub fn collection<P, B, O, T, R>(
    parent: &P,
    call: Call,
    request: B,
    ask: Lister<B, O>,
    list: fn(O) -> Option<Vec<T>>,
    make: fn(&P, &Call, T) -> Result<R>,
) -> Collection<B, R>
where
    P: Parent,
    B: 'static,
    O: 'static,
    T: Send + 'static,
    R: 'static,
{
    of_items(parent, call, request, ask, list, make)
}

fn of_items<P, B, O, T, R>(
    parent: &P,
    call: Call,
    request: B,
    ask: Lister<B, O>,
    list: fn(O) -> Option<Vec<T>>,
    make: impl Fn(&P, &Call, T) -> Result<R> + Clone + Send + Sync + 'static,
) -> Collection<B, R>
where
    P: Parent,
    B: 'static,
    O: 'static,
    T: Send + 'static,
    R: 'static,
{
    let parent = parent.clone();
    Collection::new(call, request, move |call, request, size| {
        let outputs = ask(call.clone(), request, size);
        let (parent, make) = (parent.clone(), make.clone());
        outputs.items(move |output| {
            let (parent, call, make) = (parent.clone(), call.clone(), make.clone());
            list(output).unwrap_or_default().into_iter().map(move |item| make(&parent, &call, item))
        })
    })
}

/// A collection of what is made of each output as a whole, and of what stood in the request.
#[doc(hidden)]
pub fn collection_made<P, B, V, O, R>(
    parent: &P,
    call: Call,
    request: B,
    ask: Lister<B, O>,
    read: fn(&B) -> V,
    make: fn(&P, &Call, V, O) -> Vec<Result<R>>,
) -> Collection<B, R>
where
    P: Parent,
    B: 'static,
    V: Clone + Send + 'static,
    O: 'static,
    R: Send + 'static,
{
    let parent = parent.clone();
    Collection::new(call, request, move |call, request, size| {
        let read = read(&request);
        let outputs = ask(call.clone(), request, size);
        let parent = parent.clone();
        outputs.items(move |output| make(&parent, &call, read.clone(), output))
    })
}

/// A collection whose pages are made by hand.
#[doc(hidden)]
pub fn listing<B: 'static, R: 'static>(
    call: Call,
    request: B,
    list: impl Fn(Call, B, Option<i32>) -> Pages<R> + Send + Sync + 'static,
) -> Collection<B, R> {
    Collection::new(call, request, list)
}

impl<B: 'static, R: 'static> Collection<B, R> {
    /// The same, with what the request needs first.
    #[doc(hidden)]
    pub fn late<P>(self, parent: &P, late: Vec<LateMember<P, B>>) -> Self
    where
        P: Parent,
        B: Send,
    {
        let (list, late, parent) = (self.list, Arc::new(late), parent.clone());
        Self::new(self.call, self.request, move |call, request, size| {
            let (list, late, parent) = (list.clone(), late.clone(), parent.clone());
            Pages::after(async move {
                let request = filled(&late, &parent, &call, request).await?;
                Ok(list(call, request, size))
            })
        })
    }

    /// Where no page size is set, the limit is one if `may` agrees: for services that bill what is read for a page.
    #[doc(hidden)]
    pub fn sized_by_limit(mut self, may: fn(&B) -> bool) -> Self {
        self.sized_by_limit = Some(may);
        self
    }

    fn new(call: Call, request: B, list: impl Fn(Call, B, Option<i32>) -> Pages<R> + Send + Sync + 'static) -> Self {
        Self {
            call,
            request,
            list: Arc::new(list),
            keep: None,
            limit: None,
            page_size: None,
            sized_by_limit: None,
            prefetch: 0,
            running: None,
        }
    }
}
