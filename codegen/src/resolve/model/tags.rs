//! How a resource's tags are read and changed.

use super::{Resource, TypedPath};
use crate::facts::{Field, Operation, Shape};

/// How a resource is tagged.
#[derive(Debug)]
pub enum Tagging {
    /// By a module written by hand.
    Custom,
    /// By what its model has already.
    Found(Box<TagWays>),
}

impl Tagging {
    /// The operations that list, add and remove the tags, where they are the model's.
    pub fn operations<'a>(&self, of: &'a Resource) -> Option<(&'a Operation, &'a Operation, &'a Operation)> {
        let Self::Found(ways) = self else { return None };
        let TagWays { list, add, remove } = &**ways;
        let list = match list {
            TagList::Collection { index, .. } => &of.collections[*index].request,
            TagList::Action(index) => &of.actions[*index].request,
        };
        let change = |change: &TagChange| &*of.actions[change.action].request.operation;
        Some((&*list.operation, change(add), change(remove)))
    }
}

/// The collection or action that lists a resource's tags, and the actions that add and remove them.
#[derive(Debug)]
pub struct TagWays {
    /// Who lists them.
    pub list: TagList,
    /// Which action adds them.
    pub add: TagChange,
    /// Which action removes them.
    pub remove: TagChange,
}

/// Who lists tags.
#[derive(Debug)]
pub enum TagList {
    /// The collection with this index, whose items have key and value in their data.
    Collection {
        /// The collection.
        index: usize,
        /// Where the key is.
        key: TypedPath,
        /// Where the value is.
        value: TypedPath,
    },
    /// The action with this index, which gives a map.
    Action(usize),
}

/// An action that takes tags, or the keys of tags.
#[derive(Debug)]
pub struct TagChange {
    /// The action.
    pub action: usize,
    /// The member of its request.
    pub member: Field,
    /// What the member takes.
    pub carrier: Carrier,
}

/// What takes tags, or the keys of tags.
#[derive(Debug)]
pub enum Carrier {
    /// A map.
    Map,
    /// The keys alone.
    Keys,
    /// A list of structures.
    List {
        /// The structure.
        shape: Shape,
        /// Its member for the key.
        key: String,
        /// Its member for the value, unless it has none.
        value: Option<String>,
    },
    /// A structure that has nothing but one of those.
    Wrapped(Shape, Field, Box<Carrier>),
}
