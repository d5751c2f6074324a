//! Facts about one official SDK crate, read from its source when they are asked for.
//!
//! The crate *is* the service model: there is no second copy of AWS's model that could drift from it.

mod client;
mod head;
mod parse;
mod types;
mod wire;

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::Arc,
};

pub use client::Usage;
pub use types::{Field, Paginator, Scalar, Shape, Type, Waiter};
pub use wire::Spellings;

use crate::{names::key, sources::SdkCrate};
use head::head;
use parse::Kind;

/// One SDK crate.
#[derive(Debug)]
pub struct Sdk {
    /// The crate's name in Rust: `aws_sdk_rds`.
    pub krate: String,
    /// Its version.
    pub version: String,
    source: PathBuf,
    /// Module by key: `describedbinstances` → `describe_db_instances`.
    operations: HashMap<String, String>,
    /// Type name and module by key: `dbinstance` → (`DbInstance`, `_db_instance`).
    type_names: HashMap<String, (String, String)>,
    /// Module by key: `dbinstancedeleted` → `db_instance_deleted`.
    waiters: HashMap<String, String>,
    read_types: RefCell<HashMap<String, Arc<TypeDef>>>,
    read_operations: RefCell<HashMap<String, Arc<Operation>>>,
    /// The types of members, as they are written, and whether they are options: many members have the same.
    member_types: RefCell<HashMap<String, (Type, bool)>>,
    /// What types are of which no more was asked.
    kinds: RefCell<HashMap<String, Kind>>,
    /// `lens.rs`, where the tokens of all paginators are.
    lens: OnceCell<String>,
    operation_names: OnceCell<Vec<String>>,
}

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// AWS's name: `DescribeDBInstances`.
    pub name: String,
    /// The module and the client's method: `describe_db_instances`.
    pub module: String,
    /// The fluent builder's Rust name: `DescribeDBInstancesFluentBuilder`.
    pub builder: String,
    /// The request's members.
    pub input: Shape,
    /// The response's members.
    pub output: Shape,
    /// The SDK's paginator, if it has one.
    pub paginator: Option<Paginator>,
    /// What the SDK says of it, empty or not, where AWS deprecates it.
    pub deprecated: Option<String>,
}

/// A type of `types::`.
#[derive(Debug)]
pub enum TypeDef {
    /// A structure.
    Struct(Shape),
    /// A string enumeration, with AWS's values.
    Enum(Vec<String>),
    /// A union, or something else that paths don't go into.
    Opaque,
}

impl Sdk {
    /// Opens a crate's source.
    ///
    /// # Errors
    /// When the source can't be read.
    pub fn open(sdk: &SdkCrate) -> std::io::Result<Self> {
        let source = sdk.root.join("src");
        let modules = |folder: &str| -> std::io::Result<HashMap<String, String>> {
            let mut found = HashMap::new();
            let Ok(entries) = fs::read_dir(source.join(folder)) else { return Ok(found) };
            for entry in entries {
                let name = entry?.file_name().to_string_lossy().into_owned();
                if let Some(module) = name.strip_suffix(".rs") {
                    found.insert(key(module), module.to_owned());
                }
            }
            Ok(found)
        };
        Ok(Self {
            krate: sdk.krate.clone(),
            version: sdk.version.clone(),
            operations: modules("operation")?,
            waiters: modules("waiters")?,
            type_names: parse::type_names(&fs::read_to_string(source.join("types.rs"))?),
            source,
            read_types: RefCell::default(),
            read_operations: RefCell::default(),
            member_types: RefCell::default(),
            kinds: RefCell::default(),
            lens: OnceCell::new(),
            operation_names: OnceCell::new(),
        })
    }

    /// The operation that AWS calls `name`.
    pub fn operation(&self, name: &str) -> Option<Arc<Operation>> {
        let module = self.operations.get(&key(name))?;
        if let Some(operation) = self.read_operations.borrow().get(module) {
            return Some(operation.clone());
        }
        let operation = Arc::new(self.read_operation(module)?);
        self.read_operations.borrow_mut().insert(module.clone(), operation.clone());
        Some(operation)
    }

    fn read_operation(&self, module: &str) -> Option<Operation> {
        let folder = self.source.join("operation").join(module);
        let file = |end: &str| folder.join(format!("_{module}_{end}.rs"));
        let input = file("input");
        let text = head(&input, parse::STRUCTURE)?;
        let deprecated = parse::deprecation(&text);
        let input = parse::structure(&text, &input, self)?;
        let output = file("output");
        let output = parse::structure(&head(&output, parse::STRUCTURE)?, &output, self)?;
        let paginator = head(&folder.join("paginator.rs"), &[]).and_then(|text| parse::paginator(&text, self.lens()));
        let text = self.operation_text(module)?;
        Some(Operation {
            name: parse::operation_name(&text)?,
            module: module.to_owned(),
            builder: parse::fluent_builder(&text)?,
            input: input.in_module(&format!("operation::{module}")),
            output: output.in_module(&format!("operation::{module}")),
            paginator,
            deprecated,
        })
    }

    fn operation_text(&self, module: &str) -> Option<String> {
        head(&self.source.join("operation").join(format!("{module}.rs")), parse::OPERATION)
    }

    fn lens(&self) -> &str {
        self.lens.get_or_init(|| fs::read_to_string(self.source.join("lens.rs")).unwrap_or_default())
    }

    /// AWS's names of all operations.
    pub fn operation_names(&self) -> Vec<String> {
        let read = || {
            let mut names: Vec<String> = self
                .operations
                .values()
                .filter_map(|module| parse::operation_name(&self.operation_text(module)?))
                .collect();
            names.sort();
            names
        };
        self.operation_names.get_or_init(read).clone()
    }

    /// The Rust name of the type that AWS calls `name`.
    pub fn type_name(&self, name: &str) -> Option<&str> {
        self.type_names.get(&key(name)).map(|(name, _)| name.as_str())
    }

    /// The Rust names of all types.
    pub fn type_names(&self) -> impl Iterator<Item = &str> {
        self.type_names.values().map(|(name, _)| name.as_str())
    }

    /// What the type with this Rust name is.
    pub fn type_def(&self, rust: &str) -> Arc<TypeDef> {
        if let Some(read) = self.read_types.borrow().get(rust) {
            return read.clone();
        }
        // A type may contain itself: what is asked for meanwhile is opaque, and read again later.
        let read = Arc::new(self.read_type(rust).unwrap_or(TypeDef::Opaque));
        self.read_types.borrow_mut().insert(rust.to_owned(), read.clone());
        read
    }

    fn read_type(&self, rust: &str) -> Option<TypeDef> {
        let path = self.type_path(rust)?;
        match parse::structure(&head(&path, parse::STRUCTURE)?, &path, self) {
            Some(shape) => Some(TypeDef::Struct(shape.in_module("types"))),
            None => Some(parse::enumeration(&path).map_or(TypeDef::Opaque, TypeDef::Enum)),
        }
    }

    /// A member's type by how it is written, and whether it is an option of that.
    fn member_type(&self, text: &str) -> (Type, bool) {
        if let Some(read) = self.member_types.borrow().get(text) {
            return read.clone();
        }
        let read = parse::member(text, self);
        self.member_types.borrow_mut().insert(text.to_owned(), read.clone());
        read
    }

    /// What a type is, without its members.
    fn kind(&self, rust: &str) -> Kind {
        if let Some(read) = self.read_types.borrow().get(rust) {
            return match **read {
                TypeDef::Struct(_) => Kind::Struct,
                TypeDef::Enum(_) => Kind::Enum,
                TypeDef::Opaque => Kind::Other,
            };
        }
        if let Some(kind) = self.kinds.borrow().get(rust) {
            return *kind;
        }
        let kind = self.type_path(rust).map_or(Kind::Other, |path| parse::kind(rust, &path));
        self.kinds.borrow_mut().insert(rust.to_owned(), kind);
        kind
    }

    fn type_path(&self, rust: &str) -> Option<PathBuf> {
        let (_, module) = self.type_names.get(&key(rust))?;
        Some(self.source.join("types").join(format!("{module}.rs")))
    }

    /// The structure that AWS calls `name`: a type, or an operation's output.
    pub fn shape(&self, name: &str) -> Option<Shape> {
        if let Some(rust) = self.type_name(name) {
            return match &*self.type_def(rust) {
                TypeDef::Struct(shape) => Some(shape.clone()),
                _ => None,
            };
        }
        let operation = ["Output", "Response", "Result"].iter().find_map(|end| name.strip_suffix(end))?;
        Some(self.operation(operation)?.output.clone())
    }

    /// A name by which [`shape`](Self::shape) finds this type: a type's own, or else the operation's with an ending.
    pub fn shape_name(&self, ty: &Type) -> Option<String> {
        let wanted = self.members(ty)?;
        let operation = match ty {
            Type::Output(operation) => crate::names::pascal(operation),
            _ => String::new(),
        };
        let mut names = vec![wanted.name.clone()];
        names.extend(["Output", "Response", "Result"].map(|end| operation.clone() + end));
        names.into_iter().find(|name| self.shape(name).is_some_and(|shape| shape == wanted))
    }

    /// The members of a type, where it is a structure.
    pub fn members(&self, ty: &Type) -> Option<Shape> {
        match ty {
            Type::Struct(rust) => match &*self.type_def(rust) {
                TypeDef::Struct(shape) => Some(shape.clone()),
                _ => None,
            },
            Type::Output(operation) => Some(self.operation(operation)?.output.clone()),
            _ => None,
        }
    }

    /// The SDK's waiter that AWS calls `name`.
    pub fn waiter(&self, name: &str) -> Option<Waiter> {
        let module = self.waiters.get(&key(name))?;
        parse::waiter(module, &fs::read_to_string(self.source.join("waiters").join(format!("{module}.rs"))).ok()?)
    }

    /// The modules of all waiters.
    pub fn waiter_names(&self) -> impl Iterator<Item = &str> {
        self.waiters.values().map(String::as_str).filter(|name| *name != "matchers")
    }
}
