//! How an operation pages: by the SDK's paginator, by our own loop, or not at all.

use super::{
    context::Context,
    model::{PageSize, Paging, TypedPath, Way},
};
use crate::{
    definition::{OneOrMany, paginators::Paginator},
    facts::{Field, Operation, Scalar, Shape, Type},
    names::key,
};

/// Members by which requests and responses pass tokens, and by which requests bound a page.
const TOKENS: [&str; 5] = ["NextToken", "Marker", "NextMarker", "ContinuationToken", "NextPageToken"];
pub(crate) const LIMITS: [&str; 6] = ["MaxRecords", "MaxResults", "MaxItems", "PageSize", "Limit", "MaxKeys"];

impl Context<'_> {
    /// How the operation pages, or diagnostics. `pointer` is the operation's name in the model.
    pub(super) fn paging(&self, pointer: &str, operation: &Operation) -> Option<Paging> {
        let own = self.definition.paginators.get().and_then(|file| {
            let paginator = file.content.pagination.get(&operation.name)?;
            Some((&file.text, format!("/pagination/{}", operation.name), paginator))
        });
        let limit = match &own {
            Some((text, pointer, Paginator { limit_key: Some(limit), .. })) => {
                let at = format!("{pointer}/limit_key");
                let field = self.member(text, &at, &operation.input, limit)?;
                if !is_limit(&field) {
                    self.tell(text.error(&at, format!("a page size is a number, but this is {}", field.ty.describe())));
                    return None;
                }
                Some(field)
            }
            _ => LIMITS.iter().find_map(|name| limit(&operation.input, name)).cloned(),
        };
        if let Some(paginator) = &operation.paginator {
            let token = self.token_fields(operation, &paginator.token)?;
            let page_size = match limit {
                _ if paginator.page_size => PageSize::Paginator,
                Some(field) => PageSize::Member(field),
                None => PageSize::None,
            };
            let truncated = operation.output.field("is_truncated").filter(|_| paginator.truncated).cloned();
            return Some(Paging { way: Way::Sdk { token, truncated }, page_size });
        }
        let page_size = limit.map_or(PageSize::None, PageSize::Member);
        if let Some((text, at, paginator)) = &own
            && paginator.input_token.is_some() != paginator.output_token.is_some()
        {
            let message = "a paginator has both `input_token` and `output_token`, or neither";
            self.tell(text.key_error(at, message));
            return None;
        }
        if let Some((text, at, paginator)) = own
            && let (Some(inputs), Some(outputs)) = (&paginator.input_token, &paginator.output_token)
        {
            let way = self.tokens(text, &at, operation, inputs, outputs, paginator)?;
            return Some(Paging { way, page_size });
        }
        if self.definition.paginators.is_unread() {
            return None;
        }
        if let Some(token) = signs_of_pages(operation) {
            let message = format!("{} answers with `{token}`, but the SDK has no paginator for it", operation.name);
            let help = "say in paginators-1.json how it pages, or only its first page would be listed";
            let diagnostic = self.text().error(pointer, message).help(help);
            self.tell(match self.plain_token(operation) {
                Some(paginator) => {
                    let file = self.service.file("paginators-1.json").1;
                    diagnostic.remedy(&file, &format!("/pagination/{}", operation.name), Some(paginator))
                }
                None => diagnostic,
            });
            return None;
        }
        Some(Paging { way: Way::Single, page_size })
    }

    /// The paginator of an operation that passes one token under one name.
    fn plain_token(&self, operation: &Operation) -> Option<serde_json::Value> {
        // Where there is a next one, the other repeats what was asked for.
        let next = operation.output.fields.iter().any(|field| key(&field.name).starts_with("next"));
        let token = TOKENS.iter().filter(|token| !next || token.starts_with("Next")).find(|token| {
            let (input, output) = (operation.input.field(token), operation.output.field(token));
            input.zip(output).is_some_and(|(input, output)| input.ty == output.ty)
        })?;
        Some(serde_json::json!({ "input_token": token, "output_token": token }))
    }

    fn token_fields(&self, operation: &Operation, names: &[String]) -> Option<Vec<Field>> {
        let mut shape = operation.output.clone();
        let mut fields = Vec::new();
        for name in names {
            let field = shape.field(name)?.clone();
            if let Some(inner) = self.sdk.members(&field.ty) {
                shape = inner;
            }
            fields.push(field);
        }
        Some(fields)
    }

    fn tokens(
        &self,
        text: &crate::definition::Text,
        pointer: &str,
        operation: &Operation,
        inputs: &OneOrMany<String>,
        outputs: &OneOrMany<String>,
        paginator: &Paginator,
    ) -> Option<Way> {
        let (inputs, outputs) = (inputs.each(), outputs.each());
        if inputs.len() != outputs.len() {
            let message = format!("{} request tokens, but {} response tokens", inputs.len(), outputs.len());
            self.tell(
                text.error(pointer, message).help("each response token goes into the request token of the same place"),
            );
            return None;
        }
        let mut fields = Vec::new();
        let mut paths = Vec::new();
        for ((input_end, input), (output_end, output)) in inputs.into_iter().zip(outputs) {
            let field = self.member(text, &format!("{pointer}/input_token{input_end}"), &operation.input, input)?;
            let at = format!("{pointer}/output_token{output_end}");
            let mut alternatives = Vec::new();
            for output in output.split("||") {
                let path = self.output_path(text, &at, operation, output.trim())?;
                if path.ty != field.ty {
                    let message =
                        format!("this is {}, but the request token is {}", path.ty.describe(), field.ty.describe());
                    self.tell(text.error(&at, message));
                    return None;
                }
                alternatives.push(path);
            }
            fields.push(field);
            paths.push(alternatives);
        }
        let more = match &paginator.more_results {
            Some(more) => {
                let at = format!("{pointer}/more_results");
                let path = self.output_path(text, &at, operation, more)?;
                if path.ty != Type::Scalar(Scalar::Bool) {
                    self.tell(text.error(&at, format!("this is {}, not a boolean", path.ty.describe())));
                    return None;
                }
                Some(path)
            }
            None => None,
        };
        Some(Way::Tokens { inputs: fields, outputs: paths, more })
    }

    fn output_path(
        &self,
        text: &crate::definition::Text,
        pointer: &str,
        operation: &Operation,
        path: &str,
    ) -> Option<TypedPath> {
        self.typed(text, pointer, &operation.output, &self.one_path(text, pointer, path)?)
    }
}

/// The member by which a response shows that it is one page of several.
fn signs_of_pages(operation: &Operation) -> Option<&str> {
    let passed_on = |name: &str| operation.input.fields.iter().any(|field| key(&field.name) == key(name));
    let may_be = |field: &&Field| !matches!(field.ty, Type::Scalar(Scalar::Timestamp));
    operation.output.fields.iter().filter(may_be).map(|field| field.name.as_str()).find(|name| {
        let known = TOKENS.iter().any(|token| key(token) == key(name)) && passed_on(name);
        known || name.starts_with("next_") || *name == "is_truncated"
    })
}

fn limit<'s>(input: &'s Shape, name: &str) -> Option<&'s Field> {
    input.fields.iter().find(|field| key(&field.name) == key(name) && is_limit(field))
}

/// Whether a member can bound a page: some services write the number as text.
fn is_limit(field: &Field) -> bool {
    matches!(field.ty, Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::String))
}
