//! Resources in a response, in data, or named by a request.

use super::{
    context::{Caller, Context, converts},
    model::{Identifier, IdentifierValue, Place, Root, TypedPath, TypedStep, Yield},
};
use crate::{
    definition::resources::{self, Parameter},
    facts::{Operation, Scalar, Shape, Type},
    path::{Path, Step, show},
};

/// What the identifiers can be read from.
pub(super) struct Roots<'a> {
    pub(super) operation: Option<&'a Operation>,
    pub(super) caller: Caller<'a>,
}

/// What has no parts.
pub(super) const NO_PARTS: &str = "only the identifiers of a yielded resource, at a `path`, can be parts of a text";

/// An identifier's parameter, its pointer, and its path where it has one.
struct Given<'a> {
    pointer: String,
    parameter: &'a Parameter,
    path: Option<(Root, Path)>,
}

impl Context<'_> {
    /// Resources, or diagnostics.
    pub(super) fn yields(&self, pointer: &str, wanted: &resources::Yield, roots: &Roots<'_>) -> Option<Yield> {
        let resource = self.resource(&format!("{pointer}/type"), &wanted.kind)?;
        let given = self.given(pointer, wanted, resource, roots)?;
        let data_root = if roots.operation.is_some() { Root::Response } else { Root::Data };
        let item = match wanted.path.as_deref() {
            None | Some("") => None,
            Some(path) => Some(self.parse_path(self.text(), &format!("{pointer}/path"), path)?),
        };
        let plural = given.iter().flatten().filter_map(|given| given.path.as_ref()).any(|(_, path)| path.is_plural());
        // What the items lie on: the data's list, else the longest of the identifiers' lists.
        let (root, base) = match &item {
            Some(path) if plural => (data_root, path.clone()),
            _ => given
                .iter()
                .flatten()
                .filter_map(|given| given.path.clone())
                .filter(|(_, path)| path.is_plural())
                .max_by_key(|(_, path)| path.alternatives[0].iter().filter(|step| **step == Step::Each).count())
                .unwrap_or((data_root, Path { alternatives: vec![Vec::new()] })),
        };
        for Given { pointer, path, .. } in given.iter().flatten() {
            if let Some((_, path)) = path
                && ![1, base.alternatives.len()].contains(&path.alternatives.len())
            {
                let message = format!(
                    "this has {} alternatives, but the items, `{base}`, have {}",
                    path.alternatives.len(),
                    base.alternatives.len()
                );
                self.tell(self.text().error(&format!("{pointer}/path"), message));
                return None;
            }
        }
        let mut places = Vec::new();
        for alternative in 0..base.alternatives.len() {
            let steps = &base.alternatives[alternative];
            let end =
                if plural { steps.iter().rposition(|step| *step == Step::Each).map_or(0, |at| at + 1) } else { 0 };
            let place =
                self.place_of(pointer, resource, root, &steps[..end], &given, item.as_ref(), alternative, roots);
            places.push(place?);
        }
        Some(Yield { resource, plural, places, pointer: pointer.to_owned() })
    }

    /// The identifiers' parameters in the order of the type's identifiers, or diagnostics.
    fn given<'p>(
        &self,
        pointer: &str,
        wanted: &'p resources::Yield,
        resource: usize,
        roots: &Roots<'_>,
    ) -> Option<Vec<Option<Given<'p>>>> {
        let text = self.text();
        let signature = &self.resources[resource];
        let mut given: Vec<Option<Given<'p>>> = signature.identifiers.iter().map(|_| None).collect();
        let mut complete = true;
        for (at, parameter) in wanted.identifiers.iter().enumerate() {
            let pointer = format!("{pointer}/identifiers/{at}");
            let Some(index) = signature.identifiers.iter().position(|known| known.name == parameter.target) else {
                let names = signature.identifiers.iter().map(|identifier| identifier.name.as_str());
                let message = format!("{} has no identifier `{}`", signature.name, parameter.target);
                self.tell(text.error(&format!("{pointer}/target"), message).nearest(&parameter.target, names));
                complete = false;
                continue;
            };
            let root = match (parameter.source.as_str(), roots.operation.is_some()) {
                ("response", true) => Some(Root::Response),
                ("requestParameter", true) => Some(Root::Request),
                ("data", false) => Some(Root::Data),
                _ => None,
            };
            let path = match root {
                Some(root) => match self.path(&pointer, parameter) {
                    Some(path) => Some((root, path)),
                    None => {
                        complete = false;
                        continue;
                    }
                },
                None => None,
            };
            if path.is_none() && parameter.split.is_some() {
                self.tell(text.error(&format!("{pointer}/split"), NO_PARTS));
                complete = false;
            }
            given[index] = Some(Given { pointer, parameter, path });
        }
        for (identifier, given) in signature.identifiers.iter().zip(&given) {
            // What is wrong with the others has been told, and may be why.
            if complete && given.is_none() && !identifier.optional {
                let message = format!("nothing gives the identifier `{}` of {}", identifier.name, signature.name);
                let help = "add it to `identifiers` with its source: response, requestParameter, data or identifier";
                self.tell(text.error(pointer, message).help(help));
                return None;
            }
        }
        complete.then_some(given)
    }

    #[expect(clippy::too_many_arguments, reason = "one call site, which has just computed them all")]
    fn place_of(
        &self,
        pointer: &str,
        resource: usize,
        root: Root,
        base: &[Step],
        given: &[Option<Given<'_>>],
        item: Option<&Path>,
        alternative: usize,
        roots: &Roots<'_>,
    ) -> Option<Place> {
        let shape = self.root_shape(pointer, root, roots)?;
        let whole = self.typed(self.text(), &format!("{pointer}/path"), &shape, base)?;
        let item = match item {
            Some(path) => {
                let Some(steps) = path.alternatives.get(alternative) else {
                    let message = "the identifiers have more alternatives than the items";
                    self.tell(self.text().error(&format!("{pointer}/path"), message));
                    return None;
                };
                let (inside, within) = if base.is_empty() {
                    (self.shape_type(&shape), steps.as_slice())
                } else {
                    (whole.ty.clone(), &steps[base.len()..])
                };
                let root_shape = base.is_empty().then_some(&shape);
                let item = self.typed_from(self.text(), &format!("{pointer}/path"), &inside, root_shape, within)?;
                if !matches!(item.ty, Type::Struct(_) | Type::Output(_)) {
                    let message = format!("the items are {}, which is no data", item.ty.describe());
                    let diagnostic = self.text().error(&format!("{pointer}/path"), message);
                    let diagnostic = diagnostic.help("leave `path` out: the resources load their data themselves");
                    self.tell(diagnostic.remedy(&self.text().name, &format!("{pointer}/path"), None));
                    return None;
                }
                Some(item)
            }
            None => None,
        };
        let mut identifiers = Vec::new();
        let mut complete = true;
        for (index, given) in given.iter().enumerate() {
            let value = match given {
                Some(given) => self.identifier_value(resource, index, given, root, base, &shape, alternative, roots),
                None => Some(IdentifierValue::Literal(serde_json::Value::Null)),
            };
            match value {
                Some(value) => identifiers.push(value),
                None => complete = false,
            }
        }
        let depth = whole.steps.iter().filter(|step| **step == TypedStep::Each).count();
        let between = |value: &IdentifierValue| matches!(value, IdentifierValue::Item { level, .. } if (1..depth).contains(level));
        if depth > 2 && identifiers.iter().any(between) {
            let message = "an identifier of a list around the items is only found through two lists, not through more";
            self.tell(self.text().error(pointer, message));
            return None;
        }
        let optional = given.iter().flatten().find(|given| given.parameter.optional);
        if let Some(given) = optional
            && roots.operation.is_some()
        {
            let message = "only a reference leaves out what lacks an identifier";
            let diagnostic = self.text().error(&format!("{}/optional", given.pointer), message);
            self.tell(diagnostic.help("in a listing or response, an item without its identifier is an error item"));
            return None;
        }
        let skips = optional.is_some();
        complete.then_some(Place { root, base: whole.steps, identifiers, item, skips })
    }

    #[expect(clippy::too_many_arguments, reason = "one call site, which has just computed them all")]
    fn identifier_value(
        &self,
        resource: usize,
        index: usize,
        given: &Given<'_>,
        root: Root,
        base: &[Step],
        base_shape: &Shape,
        alternative: usize,
        roots: &Roots<'_>,
    ) -> Option<IdentifierValue> {
        let text = self.text();
        let identifier = &self.resources[resource].identifiers[index];
        let pointer = &given.pointer;
        let check = |from: &Type| {
            if converts(from, &identifier.ty) {
                return Some(());
            }
            let message = format!(
                "this is {}, but the identifier `{}` is {}",
                from.describe(),
                identifier.name,
                identifier.ty.describe()
            );
            self.tell(text.error(pointer, message));
            None
        };
        let Some((own_root, path)) = &given.path else {
            return match given.parameter.source.as_str() {
                "identifier" => {
                    let at = self.caller_identifier(pointer, given.parameter, roots.caller)?;
                    let from = &roots.caller.signature?.identifiers[at];
                    check(&from.ty)?;
                    self.present(pointer, from, identifier)?;
                    Some(IdentifierValue::Caller(at))
                }
                "string" | "integer" | "boolean" => self.literal_identifier(pointer, given.parameter, identifier),
                other => {
                    let message = format!("this identifier can't come from source `{other}`");
                    let help = match roots.operation {
                        Some(_) => {
                            "the sources are `response`, `requestParameter`, `identifier`, `string`, `integer` and `boolean`"
                        }
                        None => "the sources are `data`, `identifier`, `string`, `integer` and `boolean`",
                    };
                    self.tell(text.error(&format!("{pointer}/source"), message).help(help));
                    None
                }
            };
        };
        let at = format!("{pointer}/path");
        let steps = path.alternatives.get(alternative).or(path.alternatives.first())?;
        if !steps.contains(&Step::Each) && (base.is_empty() || *own_root != root || root == Root::Request) {
            let shape = self.root_shape(pointer, *own_root, roots)?;
            let path = self.part(pointer, given.parameter, self.typed(text, &at, &shape, steps)?)?;
            check(&path.ty)?;
            return Some(match own_root {
                Root::Response => IdentifierValue::Item { level: 0, path },
                Root::Request => IdentifierValue::Parameter(path),
                Root::Data => IdentifierValue::Item { level: 0, path },
            });
        }
        // Item by item: the path goes through the same lists, up to one of the elements on the way to the item.
        let level = steps.iter().filter(|step| **step == Step::Each).count();
        let end = base
            .iter()
            .enumerate()
            .filter(|(_, step)| **step == Step::Each)
            .nth(level.wrapping_sub(1))
            .map_or(0, |(at, _)| at + 1);
        if *own_root != root || (level > 0 && end == 0) || steps.get(..end) != base.get(..end) {
            let message = format!("this doesn't lie on the same list as the items, `{}`", show(base));
            let help = "identifiers are taken item by item: start the path with the items' own";
            self.tell(text.error(&at, message).help(help));
            return None;
        }
        let element = self.typed(text, &at, base_shape, &steps[..end])?;
        let shape = (end == 0).then_some(base_shape);
        let path: TypedPath = self.typed_from(text, &at, &element.ty, shape, &steps[end..])?;
        let path = self.part(pointer, given.parameter, path)?;
        check(&path.ty)?;
        Some(IdentifierValue::Item { level, path })
    }

    /// A path to the part of the text that a parameter says, or a diagnostic.
    fn part(&self, pointer: &str, parameter: &Parameter, mut path: TypedPath) -> Option<TypedPath> {
        let Some(split) = &parameter.split else { return Some(path) };
        let at = format!("{pointer}/split");
        if path.ty != Type::Scalar(Scalar::String) {
            self.tell(self.text().error(&at, format!("this is {}: only a string has parts", path.ty.describe())));
            return None;
        }
        if split.by.is_empty() {
            self.tell(self.text().error(&format!("{at}/by"), "say what stands between the parts"));
            return None;
        }
        path.steps.push(TypedStep::Part(split.clone()));
        Some(path)
    }

    /// A literal for an identifier, or a diagnostic.
    pub(super) fn literal_identifier(
        &self,
        pointer: &str,
        parameter: &Parameter,
        identifier: &Identifier,
    ) -> Option<IdentifierValue> {
        let value = self.literal(pointer, parameter)?;
        self.check_literal(self.text(), &format!("{pointer}/value"), value, &identifier.ty)?;
        Some(IdentifierValue::Literal(value.clone()))
    }

    /// An identifier that may be absent can't give one that may not.
    pub(super) fn present(&self, pointer: &str, from: &Identifier, to: &Identifier) -> Option<()> {
        if from.optional && !to.optional {
            let message = format!("`{}` is optional, but `{}` isn't", from.name, to.name);
            self.tell(self.text().error(&format!("{pointer}/name"), message));
            return None;
        }
        Some(())
    }

    fn root_shape(&self, pointer: &str, root: Root, roots: &Roots<'_>) -> Option<Shape> {
        match (root, roots.operation) {
            (Root::Response, Some(operation)) => Some(operation.output.clone()),
            (Root::Request, Some(operation)) => Some(operation.input.clone()),
            (Root::Data, _) => self.caller_data(pointer, roots.caller).cloned(),
            _ => {
                self.tell(self.text().error(pointer, "there is no request or response here"));
                None
            }
        }
    }
}
