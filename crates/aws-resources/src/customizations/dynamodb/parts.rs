//! What requests say in expressions, and how it gets into the SDK's request builders.

use aws_sdk_dynamodb::operation::{
    delete_item::builders::DeleteItemFluentBuilder, get_item::builders::GetItemFluentBuilder,
    put_item::builders::PutItemFluentBuilder, query::builders::QueryFluentBuilder, scan::builders::ScanFluentBuilder,
    update_item::builders::UpdateItemFluentBuilder,
};

use super::{
    condition::{Condition, KeyCondition},
    expression::{Path, Placeholders},
    operand::IntoPath,
    update::Clauses,
};

/// What one request says in expressions.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub(super) key: Option<KeyCondition>,
    pub(super) condition: Option<Condition>,
    pub(super) projection: Vec<Path>,
    pub(super) clauses: Clauses,
}

impl Parts {
    /// Only where this holds, too.
    pub(super) fn require(&mut self, condition: impl Into<Condition>) {
        let condition = condition.into();
        self.condition = Some(match self.condition.take() {
            Some(before) => before.and(condition),
            None => condition,
        });
    }

    /// These attributes, too, and no others.
    pub(super) fn project<P: IntoPath>(&mut self, paths: impl IntoIterator<Item = P>) {
        self.projection.extend(paths.into_iter().map(|path| path.into_attr().0));
    }
}

/// A request builder of the SDK whose expressions can be built in code.
///
/// What the caller has written into the request by hand stays: conditions are joined by `AND`, projections are put
/// together, and placeholders don't collide.
///
/// ```no_run
/// # use aws_resources::{Result, dynamodb::{Items, attr, key}};
/// # async fn example(orders: Items<std::collections::HashMap<String, String>>) -> Result<()> {
/// // What is built and what is written by hand both hold.
/// let paid = orders.query(key("Customer").eq("c-1").and(attr("Paid").exists()));
/// let open = paid.with(|r| r.filter_expression("attribute_not_exists(Closed)")).all().try_collect().await?;
/// # Ok(())
/// # }
/// ```
pub trait Express: sealed::Sealed + Clone + Send + 'static {
    #[doc(hidden)]
    fn express(self, parts: &Parts) -> Result<Self, String>;
}

mod sealed {
    pub trait Sealed {}
}

/// Both conditions, or the one that there is. DynamoDB refuses parentheses that have nothing but parentheses in them.
fn both(written: Option<&String>, built: Option<String>) -> Option<String> {
    match (written, built) {
        (Some(written), Some(built)) if is_group(written) => Some(format!("{written} AND {built}")),
        (Some(written), Some(built)) => Some(format!("({written}) AND {built}")),
        (written, built) => built.or_else(|| written.cloned()),
    }
}

/// Whether a text is one pair of parentheses with what is in it.
fn is_group(text: &str) -> bool {
    let (text, mut depth) = (text.trim(), 0);
    let end = text.char_indices().find(|&(_, character)| {
        depth += match character {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    text.starts_with('(') && end.is_some_and(|(at, _)| at + 1 == text.len())
}

fn condition(
    written: &Option<String>,
    parts: &Parts,
    placeholders: &mut Placeholders,
) -> Result<Option<String>, String> {
    let built = parts.condition.as_ref().map(|condition| condition.render(placeholders)).transpose()?;
    Ok(both(written.as_ref(), built))
}

fn key(written: &Option<String>, parts: &Parts, placeholders: &mut Placeholders) -> Result<Option<String>, String> {
    let built = parts.key.as_ref().map(|key| key.render(placeholders)).transpose()?;
    Ok(both(written.as_ref(), built))
}

fn projection(
    written: &Option<String>,
    parts: &Parts,
    placeholders: &mut Placeholders,
) -> Result<Option<String>, String> {
    if parts.projection.is_empty() {
        return Ok(written.clone());
    }
    let built = placeholders.paths(&parts.projection)?;
    Ok(Some(written.as_ref().map_or(built.clone(), |written| format!("{written}, {built}"))))
}

fn update(written: &Option<String>, parts: &Parts, placeholders: &mut Placeholders) -> Result<Option<String>, String> {
    match (written, parts.clauses.render(placeholders)?) {
        (Some(_), Some(_)) => {
            Err("the update is written into the request and built as well: DynamoDB takes one expression".to_owned())
        }
        (written, built) => Ok(built.or_else(|| written.clone())),
    }
}

/// An empty map is an error to DynamoDB.
fn filled<M: IntoIterator + Clone>(map: M) -> Option<M> {
    map.clone().into_iter().next().map(|_| map)
}

/// Which expressions a request has.
macro_rules! express {
    ($builder:ty, [$($get:ident $set:ident $part:ident),*] $(, $get_values:ident $set_values:ident)?) => {
        impl sealed::Sealed for $builder {}

        impl Express for $builder {
            fn express(self, parts: &Parts) -> Result<Self, String> {
                #[allow(unused_mut, unused_assignments)]
                let mut values = None;
                $(values = self.$get_values().clone();)?
                let mut placeholders = Placeholders::beside(self.get_expression_attribute_names().clone(), values);
                let mut request = self;
                $(
                    let expression = $part(request.$get(), parts, &mut placeholders)?;
                    request = request.$set(expression);
                )*
                $(request = request.$set_values(filled(placeholders.values));)?
                Ok(request.set_expression_attribute_names(filled(placeholders.names)))
            }
        }
    };
}

express!(GetItemFluentBuilder, [get_projection_expression set_projection_expression projection]);
express!(
    PutItemFluentBuilder,
    [get_condition_expression set_condition_expression condition],
    get_expression_attribute_values set_expression_attribute_values
);
express!(
    UpdateItemFluentBuilder,
    [
        get_update_expression set_update_expression update,
        get_condition_expression set_condition_expression condition
    ],
    get_expression_attribute_values set_expression_attribute_values
);
express!(
    DeleteItemFluentBuilder,
    [get_condition_expression set_condition_expression condition],
    get_expression_attribute_values set_expression_attribute_values
);
express!(
    QueryFluentBuilder,
    [
        get_key_condition_expression set_key_condition_expression key,
        get_filter_expression set_filter_expression condition,
        get_projection_expression set_projection_expression projection
    ],
    get_expression_attribute_values set_expression_attribute_values
);
express!(
    ScanFluentBuilder,
    [
        get_filter_expression set_filter_expression condition,
        get_projection_expression set_projection_expression projection
    ],
    get_expression_attribute_values set_expression_attribute_values
);
