//! What of the SDK a model uses, down to the member, and where.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::{Field, Operation, Shape, Type},
    resolve::model::{
        Action, Answer, ArnRule, Batch, Collection, IdentifierValue, Judge, Load, Member, PageSize, Paging, Piece,
        Place, Request, Resource, Root, Seen, Segment, ServiceModel, Source, TypedPath, TypedStep, Value, Waiter, Way,
        Yield,
    },
};

/// A structure: of an operation, by its module, or a type, by its Rust name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Input(String),
    Output(String),
    Type(String),
}

/// Something of the SDK.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// An operation, by its module.
    Operation(String),
    /// The paginator of an operation; and whether it must have a page size.
    Paginator(String, bool),
    /// A waiter, by its module.
    Waiter(String),
    /// A structure as a whole: a resource's data.
    Structure(Owner),
    /// A member, by its Rust name.
    Member(Owner, String),
    /// A value of an enumeration.
    Value(String, String),
}

/// All uses, with the entries of the model that need them.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) all: BTreeMap<Use, BTreeSet<String>>,
    /// The entry that is looked at.
    entry: String,
}

impl Owner {
    pub(super) fn of(shape: &Shape) -> Self {
        match shape.module.strip_prefix("operation::") {
            Some(operation) if shape.name.ends_with("Input") => Self::Input(operation.to_owned()),
            Some(operation) => Self::Output(operation.to_owned()),
            None => Self::Type(shape.name.clone()),
        }
    }

    /// What a value of this type is, or its elements.
    fn of_type(ty: &Type) -> Option<Self> {
        match ty {
            Type::Struct(name) => Some(Self::Type(name.clone())),
            Type::Output(operation) => Some(Self::Output(operation.clone())),
            Type::List(element) => Self::of_type(element),
            _ => None,
        }
    }
}

impl Uses {
    pub(super) fn of(model: &ServiceModel) -> Self {
        let mut uses = Self::default();
        uses.holder("service", &model.actions, &model.collections, None);
        for resource in &model.resources {
            uses.resource(resource);
        }
        uses
    }

    fn add(&mut self, what: Use) {
        self.all.entry(what).or_default().insert(self.entry.clone());
    }

    fn enter(&mut self, owner: &str, entry: &str) {
        self.entry = format!("{owner}.{entry}");
    }

    fn holder(&mut self, name: &str, actions: &[Action], collections: &[Collection], data: Option<&Owner>) {
        for action in actions {
            self.enter(name, &action.method);
            self.request(&action.request, data);
            let operation = &action.request.operation;
            match &action.answer {
                Answer::Output => {}
                Answer::Value(path) => self.path(Some(Owner::Output(operation.module.clone())), path),
                Answer::Resources(resources) => self.resources(resources, Some(operation), data),
            }
        }
        for collection in collections {
            self.enter(name, &collection.method);
            self.request(&collection.request, data);
            let operation = &collection.request.operation;
            self.resources(&collection.resources, Some(operation), data);
            self.paging(&collection.paging, operation);
        }
    }

    fn resource(&mut self, resource: &Resource) {
        let name = &resource.name;
        let data = resource.data.as_ref().map(Owner::of);
        self.enter(name, "data");
        for structure in data.iter().cloned().chain(resource.summary.as_ref().and_then(Owner::of_type)) {
            self.add(Use::Structure(structure));
        }
        for member in resource.identifiers.iter().filter_map(|identifier| identifier.member.as_ref()) {
            let member = member.split('.').next().unwrap_or(member);
            let field = resource.data.as_ref().and_then(|shape| shape.field(member));
            if let (Some(owner), Some(field)) = (&data, field) {
                self.add(Use::Member(owner.clone(), field.name.clone()));
            }
        }
        self.enter(name, "arn");
        resource.arn.iter().for_each(|rule| self.arn(rule, data.as_ref()));
        if let Some(load) = &resource.load {
            self.enter(name, "load");
            self.load(load, data.as_ref());
        }
        self.holder(name, &resource.actions, &resource.collections, data.as_ref());
        for reference in &resource.references {
            self.enter(name, &reference.method);
            self.resources(&reference.resources, None, data.as_ref());
        }
        for batch in &resource.batches {
            self.enter(name, &batch.method);
            self.batch(batch, data.as_ref());
        }
        for waiter in &resource.waiters {
            self.enter(name, &waiter.method);
            self.waiter(waiter, data.as_ref());
        }
    }

    fn arn(&mut self, rule: &ArnRule, data: Option<&Owner>) {
        match rule {
            ArnRule::Data(path, _) => self.path(data.cloned(), path),
            ArnRule::Format(template) => {
                if let Segment::Owner(path) = &template.account {
                    self.path(data.cloned(), path);
                }
                for piece in &template.resource {
                    if let Piece::Data(path) = piece {
                        self.path(data.cloned(), path);
                    }
                }
            }
            ArnRule::Identifier(_) | ArnRule::None(_) => {}
        }
    }

    fn load(&mut self, load: &Load, data: Option<&Owner>) {
        self.request(&load.request, data);
        let operation = &load.request.operation;
        self.path(Some(Owner::Output(operation.module.clone())), &load.path);
        if let Some(search) = &load.search {
            self.paging(&search.paging, operation);
            for (_, path) in &search.matches {
                self.path(data.cloned(), path);
            }
        }
        if let Some((path, expected)) = &load.absent {
            self.path(data.cloned(), path);
            if let (Type::Enum(name), Some(expected)) = (&path.ty, expected) {
                self.add(Use::Value(name.clone(), expected.clone()));
            }
        }
    }

    fn request(&mut self, request: &Request, data: Option<&Owner>) {
        self.add(Use::Operation(request.operation.module.clone()));
        self.members(&Owner::Input(request.operation.module.clone()), &request.members, data);
    }

    fn members(&mut self, owner: &Owner, members: &[Member], data: Option<&Owner>) {
        for member in members {
            self.add(Use::Member(owner.clone(), member.field.name.clone()));
            self.value(&member.value, data);
        }
    }

    fn value(&mut self, value: &Value, data: Option<&Owner>) {
        match value {
            Value::Leaf(Source::Data(path), _) => self.path(data.cloned(), path),
            Value::Leaf(Source::Literal(literal), Type::Enum(name)) => {
                if let Some(literal) = literal.as_str() {
                    self.add(Use::Value(name.clone(), literal.to_owned()));
                }
            }
            Value::Leaf(..) => {}
            Value::Struct(shape, members) => self.members(&Owner::of(shape), members, data),
            Value::List(values) => values.iter().for_each(|value| self.value(value, data)),
        }
    }

    /// The members that a path goes through, from the structure where it begins.
    fn path(&mut self, root: Option<Owner>, path: &TypedPath) {
        self.steps(root, &path.steps);
    }

    /// The same for steps; the structures after each list element on the way.
    fn steps(&mut self, root: Option<Owner>, steps: &[TypedStep]) -> Vec<Option<Owner>> {
        let mut owner = root.clone();
        let mut levels = vec![root];
        for step in steps {
            match step {
                TypedStep::Member(field) => {
                    if let Some(owner) = &owner {
                        self.add(Use::Member(owner.clone(), field.name.clone()));
                    }
                    owner = Owner::of_type(&field.ty);
                }
                TypedStep::Each => levels.push(owner.clone()),
                TypedStep::First | TypedStep::Last | TypedStep::Part(_) | TypedStep::Key { .. } => {}
            }
        }
        if !matches!(steps.last(), Some(TypedStep::Each)) {
            levels.push(owner);
        }
        levels
    }

    fn resources(&mut self, resources: &Yield, operation: Option<&Operation>, data: Option<&Owner>) {
        for place in &resources.places {
            self.place(place, operation, data);
        }
    }

    fn place(&mut self, place: &Place, operation: Option<&Operation>, data: Option<&Owner>) {
        let root = match place.root {
            Root::Response => operation.map(|operation| Owner::Output(operation.module.clone())),
            Root::Request => operation.map(|operation| Owner::Input(operation.module.clone())),
            Root::Data => data.cloned(),
        };
        let levels = self.steps(root, &place.base);
        if let Some(item) = &place.item {
            self.path(levels.last().cloned().flatten(), item);
        }
        for value in &place.identifiers {
            match value {
                IdentifierValue::Item { level, path } => self.path(levels.get(*level).cloned().flatten(), path),
                IdentifierValue::Parameter(path) => {
                    self.path(operation.map(|operation| Owner::Input(operation.module.clone())), path);
                }
                IdentifierValue::Caller(_) | IdentifierValue::Literal(_) | IdentifierValue::Input => {}
            }
        }
    }

    fn paging(&mut self, paging: &Paging, operation: &Operation) {
        let module = &operation.module;
        let by_paginator = matches!(paging.page_size, PageSize::Paginator);
        match &paging.way {
            Way::Sdk { .. } => self.add(Use::Paginator(module.clone(), by_paginator)),
            Way::Tokens { inputs, outputs, more } => {
                inputs.iter().for_each(|field| self.input(module, field));
                for path in outputs.iter().flatten().chain(more) {
                    self.path(Some(Owner::Output(module.clone())), path);
                }
            }
            Way::Single => {}
        }
        if let PageSize::Member(field) = &paging.page_size {
            self.input(module, field);
        }
    }

    fn input(&mut self, module: &str, field: &Field) {
        self.add(Use::Member(Owner::Input(module.to_owned()), field.name.clone()));
    }

    fn batch(&mut self, batch: &Batch, data: Option<&Owner>) {
        let module = &batch.operation.module;
        self.add(Use::Operation(module.clone()));
        let mut owner = Owner::Input(module.clone());
        self.members(&owner, &batch.shared, data);
        for (field, shape, members) in &batch.way {
            self.add(Use::Member(owner, field.name.clone()));
            owner = Owner::of(shape);
            self.members(&owner, members, data);
        }
        self.add(Use::Member(owner, batch.list.name.clone()));
        self.value(&batch.element, data);
        if let Some(failures) = &batch.failures {
            self.path(Some(Owner::Output(module.clone())), &failures.path);
            let failure = Owner::of_type(&failures.path.ty);
            let paths =
                failures.identifiers.iter().map(|(_, path)| path).chain(&failures.code).chain(&failures.message);
            paths.for_each(|path| self.path(failure.clone(), path));
        }
    }

    fn waiter(&mut self, waiter: &Waiter, data: Option<&Owner>) {
        let module = &waiter.operation.module;
        self.add(Use::Operation(module.clone()));
        self.members(&Owner::Input(module.clone()), &waiter.members, data);
        match &waiter.judge {
            Judge::Sdk(name, _) => self.add(Use::Waiter(name.clone())),
            Judge::Acceptors(acceptors) => {
                for acceptor in acceptors {
                    if let Seen::Values { path, .. } = &acceptor.seen {
                        self.path(Some(Owner::Output(module.clone())), path);
                    }
                }
            }
        }
    }
}
