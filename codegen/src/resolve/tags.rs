//! Tags: which of a resource's collections and actions list, add and remove them. Nothing but AWS's names tells the
//! operations, and nothing but their members how tags are written in them.

use super::{
    claims::Claims,
    context::Context,
    model::{
        Action, Answer, Carrier, Collection, Reference, Request, ServiceModel, TagChange, TagList, TagWays, Tagging,
        TypedPath, TypedStep,
    },
};
use crate::{
    definition::resources,
    facts::{Field, Scalar, Shape, Type},
};

/// The trait's methods.
const METHODS: [&str; 3] = ["tags", "tag", "untag"];

/// What can be done with tags.
#[derive(Clone, Copy, PartialEq)]
enum Change {
    Add,
    Remove,
}

impl Context<'_> {
    /// How a resource is tagged, if it can be listed, added and removed, each in one way.
    pub(super) fn tagging(
        &self,
        resource: &resources::Resource,
        actions: &[Action],
        collections: &[Collection],
    ) -> Option<Tagging> {
        match resource.tags {
            Some(resources::Tags::None) => return None,
            Some(resources::Tags::Custom) => return Some(Tagging::Custom),
            None => {}
        }
        let listed = (collections.iter().enumerate())
            .filter_map(|(index, collection)| self.tag_listing(index, collection))
            .chain(actions.iter().enumerate().filter_map(|(index, action)| self.tag_answer(index, action)));
        let changes: Vec<_> =
            actions.iter().enumerate().flat_map(|(index, action)| self.tag_changes(index, action)).collect();
        let (add, remove): (Vec<_>, Vec<_>) = changes.into_iter().partition(|(change, _)| *change == Change::Add);
        let list = only(listed)?;
        let (add, remove) = (only(add)?.1, only(remove)?.1);
        Some(Tagging::Found(Box::new(TagWays { list, add, remove })))
    }

    /// Tells once that methods gave way.
    pub(super) fn note_tagged(&self, model: &ServiceModel) {
        let tagged = model.resources.iter().filter(|resource| resource.tagging.is_some()).count();
        if tagged > 0 {
            let message = format!(
                "{tagged} resources can be tagged: what they call `tags`, `tag` or `untag` has its category behind the name"
            );
            self.tell(self.text().key_error("/resources", message).note());
        }
    }

    /// A collection whose items are tags.
    fn tag_listing(&self, index: usize, collection: &Collection) -> Option<TagList> {
        let [place] = &collection.resources.places[..] else { return None };
        let item = place.item.as_ref()?;
        let data = self.resources[collection.resources.resource].data.as_ref()?;
        if item.ty != self.shape_type(data) || !self.is_filled(&collection.request, &[]) {
            return None;
        }
        let named = |steps: &[TypedStep]| {
            steps.iter().any(|step| matches!(step, TypedStep::Member(field) if field.name.contains("tag")))
        };
        let (steps, key, value) = match pair(data) {
            Some((key, value)) => (Vec::new(), key, value),
            None => data.fields.iter().find_map(|field| {
                let (key, value) = pair(&self.sdk.members(&field.ty)?)?;
                Some((vec![TypedStep::Member(field.clone())], key, value))
            })?,
        };
        let all = [&place.base[..], &item.steps[..], &steps[..]].concat();
        named(&all).then(|| {
            let path = |end: Field| TypedPath {
                text: end.name.clone(),
                ty: end.ty.clone(),
                steps: steps.iter().cloned().chain([TypedStep::Member(end)]).collect(),
            };
            TagList::Collection { index, key: path(key), value: path(value) }
        })
    }

    /// An action that gives tags as a map.
    fn tag_answer(&self, index: usize, action: &Action) -> Option<TagList> {
        let Answer::Value(path) = &action.answer else { return None };
        let [.., TypedStep::Member(last)] = &path.steps[..] else { return None };
        let tags = path.ty == map() && is_about_tags(&last.name) && self.is_filled(&action.request, &[]);
        tags.then_some(TagList::Action(index))
    }

    /// The members by which an action adds or removes tags.
    fn tag_changes(&self, index: usize, action: &Action) -> Vec<(Change, TagChange)> {
        let operation = &action.request.operation;
        let filled = |field: &Field| action.request.members.iter().any(|member| member.field.name == field.name);
        let quiet = operation.output.fields.iter().all(|field| field.name == "tag_list");
        if operation.module.starts_with("put_") || !operation.module.split('_').any(is_tag) || !quiet {
            return Vec::new();
        }
        let carriers: Vec<_> = (operation.input.fields.iter())
            .filter(|field| is_about_tags(&field.name))
            .filter_map(|field| Some((field, self.carrier(&field.ty)?)))
            .collect();
        if carriers.iter().any(|(field, _)| filled(field)) {
            return Vec::new();
        }
        let members: Vec<&str> = carriers.iter().map(|(field, _)| field.name.as_str()).collect();
        if !self.is_filled(&action.request, &members) {
            return Vec::new();
        }
        let undoes = ["un", "remove", "delete", "disassociate"].iter().any(|verb| operation.module.starts_with(verb));
        let change = |(field, carrier): (&Field, Carrier)| {
            let change = if undoes || carrier.is_of_keys() { Change::Remove } else { Change::Add };
            (change, TagChange { action: index, member: field.clone(), carrier })
        };
        carriers.into_iter().map(change).collect()
    }

    /// Whether a request has all that it requires, but perhaps for these members.
    fn is_filled(&self, request: &Request, but: &[&str]) -> bool {
        let filled = |name: &String| request.members.iter().any(|member| member.field.name == *name);
        let required = self.sdk.usage(&request.operation).required;
        required.iter().all(|name| filled(name) || but.contains(&name.as_str()))
    }

    fn carrier(&self, ty: &Type) -> Option<Carrier> {
        let string = Type::Scalar(Scalar::String);
        match ty {
            _ if *ty == map() => Some(Carrier::Map),
            Type::List(element) if **element == string => Some(Carrier::Keys),
            Type::List(element) => {
                let shape = self.sdk.members(element)?;
                if let Some((key, value)) = pair(&shape) {
                    return Some(Carrier::List { shape, key: key.name, value: Some(value.name) });
                }
                match &shape.fields[..] {
                    [key] if key.name == "key" && key.ty == string => {
                        let key = key.name.clone();
                        Some(Carrier::List { shape, key, value: None })
                    }
                    _ => None,
                }
            }
            Type::Struct(_) => {
                let shape = self.sdk.members(ty)?;
                let [inner] = &shape.fields[..] else { return None };
                let inner = inner.clone();
                let carrier = self.carrier(&inner.ty)?;
                matches!(carrier, Carrier::Keys | Carrier::List { .. })
                    .then(|| Carrier::Wrapped(shape, inner, Box::new(carrier)))
            }
            _ => None,
        }
    }
}

impl Carrier {
    /// Whether values have no place in it.
    fn is_of_keys(&self) -> bool {
        match self {
            Self::Keys | Self::List { value: None, .. } => true,
            Self::Map | Self::List { .. } => false,
            Self::Wrapped(_, _, inner) => inner.is_of_keys(),
        }
    }
}

/// The methods of the trait are its own: what the model calls so gets its category behind the name.
pub(super) fn give_way(
    claims: &mut Claims,
    actions: &mut [Action],
    children: &mut [super::model::Child],
    references: &mut [Reference],
    collections: &mut [Collection],
) {
    let taken = (actions.iter_mut().map(|action| (&mut action.method, "action")))
        .chain(children.iter_mut().map(|child| (&mut child.method, "subresource")))
        .chain(references.iter_mut().map(|reference| (&mut reference.method, "reference")))
        .chain(collections.iter_mut().map(|collection| (&mut collection.method, "collection")));
    for (method, category) in taken.filter(|(method, _)| METHODS.contains(&method.as_str())) {
        *method = claims.yielded(method, category);
    }
}

fn only<T>(all: impl IntoIterator<Item = T>) -> Option<T> {
    let mut all = all.into_iter();
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

fn map() -> Type {
    Type::Map { keys: None, values: Box::new(Type::Scalar(Scalar::String)) }
}

/// The members of a tag.
fn pair(shape: &Shape) -> Option<(Field, Field)> {
    let text = |name: &str| {
        let field = shape.fields.iter().find(|field| field.name == name)?;
        (field.ty == Type::Scalar(Scalar::String)).then(|| field.clone())
    };
    [("key", "value"), ("tag_key", "tag_value")].into_iter().find_map(|(key, value)| Some((text(key)?, text(value)?)))
}

fn is_about_tags(member: &str) -> bool {
    member.split('_').any(|word| word.starts_with("tag") && is_tag(word) || word.starts_with("tagging"))
}

fn is_tag(word: &str) -> bool {
    ["tag", "tags", "tagging", "untag"].contains(&word)
}
