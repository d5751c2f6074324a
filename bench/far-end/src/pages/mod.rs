//! The bodies of the answers, made beforehand. Members and lengths are those of responses as AWS's documentation shows
//! them; names and numbers are made up.

mod dynamodb;
mod ec2;
mod rds;
mod s3;
mod sts;
mod trails;

use bytes::Bytes;

use crate::world::Shape;

pub(crate) use dynamodb::{TABLE, items, tables};
pub(crate) use ec2::instances;
pub(crate) use rds::db_instances;
pub(crate) use s3::{COMPLETED, CREATED, objects, objects_v1};
pub(crate) use sts::assumed;
pub(crate) use trails::trails;

/// The bodies of a listing's pages.
pub(crate) type Pages = Vec<Bytes>;

/// One id will do: nobody looks it up.
pub(crate) const REQUEST_ID: &str = "7a62c49f-347e-4fc4-9331-6e8e7a96aa73";

/// Each page from its items' numbers and the token of the next page, which the last page hasn't.
fn listing(shape: &Shape, page: impl Fn(std::ops::Range<usize>, Option<String>) -> String) -> Pages {
    let of = |number: usize| {
        let first = number * shape.per_page;
        let next = (number + 1 < shape.pages).then(|| format!("page-{}", number + 1));
        Bytes::from(page(first..first + shape.per_page, next))
    };
    (0..shape.pages).map(of).collect()
}

/// The items' texts, with their numbers in place of `{n}` (as it is) and `{x}` (17 hexadecimal digits).
fn repeated(items: std::ops::Range<usize>, template: &str, between: &str) -> String {
    let item = |n: usize| template.replace("{n}", &n.to_string()).replace("{x}", &format!("0{n:016x}"));
    items.map(item).collect::<Vec<_>>().join(between)
}
