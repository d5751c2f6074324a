//! Queries and scans.

use std::{fmt, marker::PhantomData};

use aws_resources_runtime::{
    Collection, Result,
    generated::{Call, Model as _, Next, Outputs, Pages, listing, token_loop},
};
use aws_sdk_dynamodb::operation::{
    query::{QueryOutput, builders::QueryFluentBuilder},
    scan::{ScanOutput, builders::ScanFluentBuilder},
};
use serde_core::de::DeserializeOwned;

use super::{
    super::{Table, operations},
    condition::{Condition, Selection},
    operand::IntoPath,
    parts::{Express, Parts},
    request::read,
    value::Attributes,
};

/// Items that are read page by page: see [`Items::query`](super::Items::query) and
/// [`Items::scan`](super::Items::scan). [`all`](Self::all) makes the collection of it.
///
/// ```no_run
/// # use aws_resources::{Result, dynamodb::{Items, key}};
/// # async fn example(orders: Items<std::collections::HashMap<String, String>>) -> Result<()> {
/// let mut newest = orders.query(key("Customer").eq("c-1")).descending().all().limit(10);
/// while let Some(order) = newest.try_next().await? {
///     println!("{order:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is read until the collection is consumed"]
pub struct Read<B, T> {
    table: Table,
    request: B,
    parts: Parts,
    segments: Segments,
    item: PhantomData<fn() -> T>,
}

/// The items with a key: see [`Items::query`](super::Items::query).
pub type Query<T> = Read<QueryFluentBuilder, T>;

/// All items: see [`Items::scan`](super::Items::scan).
pub type Scan<T> = Read<ScanFluentBuilder, T>;

/// How many segments are read at the same time unless it is said.
const AT_ONCE: usize = 8;

/// In how many segments a table is scanned, and how many of them at the same time.
#[derive(Clone, Copy, Default)]
struct Segments {
    number: Option<i32>,
    at_once: Option<usize>,
}

impl<T> Query<T> {
    pub(super) fn of(table: &Table, selection: Selection) -> Self {
        let Selection { key, filter } = selection;
        let parts = Parts { key: Some(key), condition: filter, ..Parts::default() };
        let request = table.client().query().table_name(table.name());
        Self { table: table.clone(), request, parts, segments: Segments::default(), item: PhantomData }
    }

    /// By the key of this index.
    pub fn index(self, name: impl Into<String>) -> Self {
        self.with(|request| request.index_name(name))
    }

    /// From the highest sort key to the lowest.
    pub fn descending(self) -> Self {
        self.with(|request| request.scan_index_forward(false))
    }

    /// Sees every write that was answered before: DynamoDB may else give an older state. Global secondary indexes
    /// can't be read so.
    pub fn consistent(self) -> Self {
        self.with(|request| request.consistent_read(true))
    }
}

impl<T: DeserializeOwned + Send + 'static> Query<T> {
    /// The items, read page by page as they are consumed, in the order of the sort key. `limit` counts what passed the
    /// filter; `page_size` what DynamoDB reads for a page, and bills. Without either a filter or a page size, no more
    /// is read for a page than `limit` and `first` want; else a page can be
    /// [1 MB](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html).
    pub fn all(self) -> Collection<QueryFluentBuilder, T> {
        self.collection("Query", is_bare_query, |_, call, request, size| {
            let outputs = token_loop(
                call.clone(),
                sized(request, size, QueryFluentBuilder::limit),
                operations::query,
                next_query,
            );
            outputs.items(move |output| items(&call, output.items))
        })
    }
}

impl<T> Scan<T> {
    pub(super) fn of(table: &Table) -> Self {
        let request = table.client().scan().table_name(table.name());
        Self {
            table: table.clone(),
            request,
            parts: Parts::default(),
            segments: Segments::default(),
            item: PhantomData,
        }
    }

    /// What this index has.
    pub fn index(self, name: impl Into<String>) -> Self {
        self.with(|request| request.index_name(name))
    }

    /// Sees every write that was answered before: DynamoDB may else give an older state. Global secondary indexes
    /// can't be read so.
    pub fn consistent(self) -> Self {
        self.with(|request| request.consistent_read(true))
    }

    /// Reads the table in this many segments, 8 of them [at the same time](Self::concurrency): a
    /// [parallel scan](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan).
    /// Items come as they are read, in no order.
    pub fn segments(mut self, number: i32) -> Self {
        self.segments.number = Some(number);
        self
    }

    /// Reads only this many [segments](Self::segments) at the same time, the others after them.
    pub fn concurrency(mut self, segments: usize) -> Self {
        self.segments.at_once = Some(segments.max(1));
        self
    }
}

impl<T: DeserializeOwned + Send + 'static> Scan<T> {
    /// The items, read page by page as they are consumed. `limit` counts what passed the filter; `page_size` what
    /// DynamoDB reads for a page, and bills. Without either a filter or a page size, no more is read for a page than
    /// `limit` and `first` want; else a page can be
    /// [1 MB](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.Pagination).
    pub fn all(self) -> Collection<ScanFluentBuilder, T> {
        self.collection("Scan", is_bare_scan, |segments, call, request, size| {
            let request = sized(request, size, ScanFluentBuilder::limit);
            let scan = |call: &Call, request| token_loop(call.clone(), request, operations::scan, next_scan);
            let outputs = match segments.number {
                None => scan(&call, request),
                Some(..1) => return Pages::failed(call.invalid("a scan has one segment at least")),
                Some(number) => {
                    let call = call.clone();
                    let segment = move |segment| scan(&call, request.clone().segment(segment).total_segments(number));
                    Outputs::merged((0..number).map(segment), segments.at_once.or(Some(AT_ONCE)))
                }
            };
            outputs.items(move |output| items(&call, output.items))
        })
    }
}

impl<B, T> Read<B, T> {
    /// Keeps the items of which this holds. DynamoDB reads the others all the same, and counts them.
    pub fn filter(mut self, condition: impl Into<Condition>) -> Self {
        self.parts.require(condition);
        self
    }

    /// Only these attributes: `T` must be happy with them.
    pub fn project<P: IntoPath>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.parts.project(paths);
        self
    }

    /// Finishes the SDK's own request: sets every field that the operation has.
    pub fn with(mut self, finish: impl FnOnce(B) -> B) -> Self {
        self.request = finish(self.request);
        self
    }
}

impl<B: Express, T: Send + 'static> Read<B, T> {
    fn collection(
        self,
        operation: &'static str,
        is_bare: fn(&B) -> bool,
        pages: fn(Segments, Call, B, Option<i32>) -> Pages<T>,
    ) -> Collection<B, T> {
        let Self { table, request, parts, segments, .. } = self;
        let call = table.core().call(operation);
        let filtered = parts.condition.is_some();
        let all = listing(call, request, move |call, request: B, size| match request.express(&parts) {
            Ok(request) => pages(segments, call, request, size),
            Err(fault) => Pages::failed(call.invalid(fault)),
        });
        if filtered { all } else { all.sized_by_limit(is_bare) }
    }
}

fn items<T: DeserializeOwned>(call: &Call, items: Option<Vec<Attributes>>) -> Vec<Result<T>> {
    items.unwrap_or_default().into_iter().map(|item| read(call, item)).collect()
}

/// Whether a query gives every item that it reads, and nobody has said how many it reads for a page.
fn is_bare_query(request: &QueryFluentBuilder) -> bool {
    request.get_filter_expression().is_none() && request.get_query_filter().is_none() && request.get_limit().is_none()
}

/// The same of a scan.
fn is_bare_scan(request: &ScanFluentBuilder) -> bool {
    request.get_filter_expression().is_none() && request.get_scan_filter().is_none() && request.get_limit().is_none()
}

fn sized<B>(request: B, size: Option<i32>, limit: fn(B, i32) -> B) -> B {
    match size {
        Some(size) => limit(request, size),
        None => request,
    }
}

/// Where the next page begins, and a text of it.
fn begin(last: &Option<Attributes>) -> Option<(Attributes, String)> {
    let last = last.clone().filter(|last| !last.is_empty())?;
    let mut parts: Vec<_> = last.iter().collect();
    parts.sort_by_key(|(name, _)| name.as_str());
    let token = format!("{parts:?}");
    Some((last, token))
}

fn next_query(request: QueryFluentBuilder, output: &QueryOutput) -> Option<Next<QueryFluentBuilder>> {
    let (key, token) = begin(&output.last_evaluated_key)?;
    Some(Next { request: request.set_exclusive_start_key(Some(key)), token })
}

fn next_scan(request: ScanFluentBuilder, output: &ScanOutput) -> Option<Next<ScanFluentBuilder>> {
    let (key, token) = begin(&output.last_evaluated_key)?;
    Some(Next { request: request.set_exclusive_start_key(Some(key)), token })
}

impl<B, T> fmt::Debug for Read<B, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Read").field("table", &self.table).field("parts", &self.parts).finish_non_exhaustive()
    }
}
