//! Reading the SDK's source. Only the declarations are parsed, not the code: a whole service takes well under a second.

use std::{collections::HashMap, path::Path};

use syn::{GenericArgument, PathArguments, Type as SynType};

use super::{Field, Paginator, Scalar, Sdk, Shape, Type, Waiter, head::head};
use crate::names::key;

/// How far a file's first structure goes.
pub(super) const STRUCTURE: &[&str] = &["pub struct ", "\n}\n"];

/// How far an operation's module is looked at.
pub(super) const OPERATION: &[&str] = &["pub struct ", METADATA, ")"];

/// Where the values of a string enumeration stand.
const VALUES: &str = "pub const fn values()";

/// Where AWS's name of an operation stands.
const METADATA: &str = "orchestrator::Metadata::new(";

/// Type names and modules by key, from `types.rs`.
pub(super) fn type_names(text: &str) -> HashMap<String, (String, String)> {
    text.lines()
        .filter_map(|line| line.strip_prefix("pub use crate::types::")?.strip_suffix(';')?.split_once("::"))
        .map(|(module, name)| (key(name), (name.to_owned(), module.to_owned())))
        .collect()
}

/// AWS's name of the operation, from its module.
pub(super) fn operation_name(text: &str) -> Option<String> {
    let (_, after) = text.split_once(METADATA)?;
    quoted(after).map(str::to_owned)
}

/// The fluent builder's name, which is called for the operation's type, from its module.
pub(super) fn fluent_builder(text: &str) -> Option<String> {
    let (_, after) = text.split_once("pub struct ")?;
    Some(format!("{}FluentBuilder", after.split_once(';')?.0))
}

/// What the SDK says of the first structure of a file where it is deprecated; often nothing.
pub(super) fn deprecation(text: &str) -> Option<String> {
    let (_, after) = text.split_once("\n#[deprecated").filter(|(before, _)| !before.contains("pub struct "))?;
    let note = after.strip_prefix('(').and_then(|note| note.split_once(")]")).and_then(|(note, _)| quoted(note));
    Some(note.unwrap_or_default().to_owned())
}

/// The first structure of a file, of which this is the text, at least as far as the structure goes.
pub(super) fn structure(text: &str, file: &Path, sdk: &Sdk) -> Option<Shape> {
    let start = text.find("pub struct ")?;
    let line = text[start..].lines().next()?;
    let end = if line.ends_with('}') { start + line.len() } else { start + text[start..].find("\n}\n")? + 2 };
    let (name, members) = text[start..end].strip_prefix("pub struct ")?.split_once('{')?;
    let name = name.trim().to_owned();
    if name.ends_with("Builder") {
        return None; // the file's own type is an enumeration
    }
    // Without its documentation, which is most of it.
    let members: String = members.lines().filter(|line| !line.trim_start().starts_with("///")).collect();
    let mut depth = 0;
    let members = members.split(|c| {
        depth += i32::from(matches!(c, '<' | '(' | '[')) - i32::from(matches!(c, '>' | ')' | ']'));
        c == ',' && depth == 0
    });
    let fields: Vec<Field> = members
        .filter_map(|member| {
            let (name, ty) = member.rsplit_once("pub ")?.1.split_once(':')?;
            let (ty, optional) = sdk.member_type(ty.trim());
            Some(Field { name: name.strip_prefix("r#").unwrap_or(name).to_owned(), ty, optional })
        })
        .collect();
    // Members that must be set are no options; but neither are some that have a default.
    let fallible_build = fields.iter().any(|field| !field.optional) && builds_fallibly(&head(file, &[])?);
    Some(Shape { name, module: String::new(), fields, fallible_build })
}

/// Whether the builder of a file's structure can fail.
fn builds_fallibly(text: &str) -> bool {
    // Behind all the builder's setters.
    let (_, build) = text.rsplit_once("pub fn build(").unwrap_or_default();
    build.split('{').next().unwrap_or_default().contains("Result<")
}

/// The values of the string enumeration of a file.
pub(super) fn enumeration(file: &Path) -> Option<Vec<String>> {
    let text = head(file, &["pub enum ", VALUES, "&[", "]"])?;
    if !text.contains("pub enum ") {
        return None;
    }
    let (_, after) = text.split_once(VALUES)?;
    let list = after.split_once("&[")?.1.split_once(']')?.0;
    Some(list.split(',').filter_map(|value| quoted(value).map(str::to_owned)).collect())
}

/// A member's type, and whether it is an option of that.
pub(super) fn member(text: &str, sdk: &Sdk) -> (Type, bool) {
    match syn::parse_str::<SynType>(text) {
        Ok(ty) => match argument(&ty, "Option") {
            Some(inner) => (member_type(inner, sdk), true),
            None => (member_type(&ty, sdk), false),
        },
        Err(_) => (Type::Other(text.to_owned()), false),
    }
}

fn member_type(ty: &SynType, sdk: &Sdk) -> Type {
    if let Some(element) = argument(ty, "Vec") {
        return Type::List(Box::new(member_type(element, sdk)));
    }
    if let Some([keys, values]) = arguments(ty, "HashMap").as_deref() {
        let keys = match member_type(keys, sdk) {
            Type::Enum(keys) => Some(keys),
            _ => None,
        };
        return Type::Map { keys, values: Box::new(member_type(values, sdk)) };
    }
    if let Some(inner) = argument(ty, "Box") {
        return Type::Other(format!("Box<{}>", last_segment(inner)));
    }
    let SynType::Path(path) = ty else { return Type::Other(quote::quote!(#ty).to_string()) };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let name = names.last().cloned().unwrap_or_default();
    match name.as_str() {
        "String" => Type::Scalar(Scalar::String),
        "bool" => Type::Scalar(Scalar::Bool),
        "i32" => Type::Scalar(Scalar::I32),
        "i64" => Type::Scalar(Scalar::I64),
        "f32" => Type::Scalar(Scalar::F32),
        "f64" => Type::Scalar(Scalar::F64),
        "DateTime" => Type::Scalar(Scalar::Timestamp),
        _ if names.iter().any(|segment| segment == "types") && names[0] == "crate" => match sdk.kind(&name) {
            Kind::Struct => Type::Struct(name),
            Kind::Enum => Type::Enum(name),
            Kind::Other => Type::Other(format!("types::{name}")),
        },
        // Each SDK crate has these again.
        "Blob" | "ByteStream" if names.iter().any(|segment| segment == "aws_smithy_types") => {
            Type::Other(format!("sdk::primitives::{name}"))
        }
        _ => Type::Other(quote::quote!(#path).to_string().replace(' ', "")),
    }
}

/// What a type is, told without reading its members.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Struct,
    Enum,
    Other,
}

/// What the type of a file is.
pub(super) fn kind(rust: &str, file: &Path) -> Kind {
    let structure = format!("pub struct {rust} {{");
    if head(file, &[&structure]).is_some_and(|text| text.contains(&structure)) {
        Kind::Struct
    } else if enumeration(file).is_some() {
        Kind::Enum
    } else {
        Kind::Other
    }
}

/// The type argument of `name<…>`.
fn argument<'a>(ty: &'a SynType, name: &str) -> Option<&'a SynType> {
    arguments(ty, name)?.pop()
}

/// The type arguments of `name<…>`.
fn arguments<'a>(ty: &'a SynType, name: &str) -> Option<Vec<&'a SynType>> {
    let SynType::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    if segment.ident != name {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    });
    Some(types.collect())
}

fn last_segment(ty: &SynType) -> String {
    match ty {
        SynType::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// How a paginator works. The token's members stand in the function of `lens.rs` that reads it.
pub(super) fn paginator(text: &str, lens: &str) -> Option<Paginator> {
    let (_, after) = text.split_once("crate::lens::reflens_")?;
    let function = format!("fn reflens_{}(", after.split('(').next()?);
    let (_, body) = lens.split_once(&function)?;
    let body = body.split("\n}\n").next()?;
    let token = body
        .split("match &input.")
        .skip(1)
        .filter_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_').next())
        .map(str::to_owned)
        .collect();
    let truncated = text.contains("resp.is_truncated");
    Some(Paginator { token, page_size: text.contains("pub fn page_size("), truncated })
}

/// How a waiter works. The SDK writes each acceptor's JSON into a comment.
pub(super) fn waiter(module: &str, text: &str) -> Option<Waiter> {
    let (_, after) = text.split_once("inner: crate::operation::")?;
    let operation = after.split("::").next()?.to_owned();
    let (_, after) = text.split_once(".min_delay(::std::time::Duration::from_secs(")?;
    let min_delay = after.split(')').next()?.parse().ok()?;
    let mut paths = Vec::new();
    for comment in text.lines().filter_map(|line| line.trim().strip_prefix("// Matches: ")) {
        let Ok(matcher) = serde_json::from_str::<serde_json::Value>(comment) else { continue };
        if let Some(path) = matcher.pointer("/output/path").and_then(|path| path.as_str())
            && !paths.iter().any(|known| known == path)
        {
            paths.push(path.to_owned());
        }
    }
    Some(Waiter { module: module.to_owned(), operation, min_delay, paths })
}

fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}
