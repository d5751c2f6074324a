//! The examples in the documentation of what is generated. They compile where users can name the source.

use super::Emitter;
use crate::{
    facts::{Scalar, Type},
    names,
    resolve::model::{ArnRule, Collection, Identifier, IdentifierValue, PatternPart, PatternPiece, Resource},
};

impl Emitter<'_> {
    /// How a service is used, if users can name it.
    pub(super) fn service_example(&self) -> Option<String> {
        let module = super::ident_text(&self.model.service.name);
        // The first listing that needs nothing and whose items have ARNs says most.
        let plain = self.model.collections.iter().filter(|collection| collection.request.members.is_empty());
        let resource = |collection: &Collection| &self.model.resources[collection.resources.resource];
        let body = match plain.clone().find(|collection| has_arn(resource(collection))).or(plain.clone().next()) {
            Some(collection) => {
                let one = variable(&resource(collection).module);
                let (all, method) = (variable(&collection.method), names::ident(&collection.method));
                let show = show(resource(collection), &one);
                format!(
                    "let mut {all} = {module}.{method}().all();\n\
                     while let Some({one}) = {all}.try_next().await? {{\n    {show}\n}}"
                )
            }
            None => format!("println!(\"{{{module}:?}}\");"),
        };
        self.example(&format!("let {module} = {}::new(session);\n{body}", self.service_type()))
    }

    /// How a resource is made from the service, if users can name it.
    pub(super) fn resource_example(&self, resource: &Resource) -> Option<String> {
        let child =
            self.model.children.iter().find(|child| self.model.resources[child.resource].name == resource.name)?;
        let arguments: Vec<String> = resource
            .identifiers
            .iter()
            .zip(&child.identifiers)
            .filter(|(_, value)| matches!(value, IdentifierValue::Input))
            .map(|(identifier, _)| self.example_value(resource, identifier))
            .collect();
        let variable = variable(&resource.module);
        self.example(&format!(
            "let {variable} = {}::new(session).{}({});\n{}",
            self.service_type(),
            names::ident(&child.method),
            arguments.join(", "),
            show(resource, &variable)
        ))
    }

    /// How a resource's batch actions are used, if users can name them.
    pub(super) fn batch_example(&self, resource: &Resource) -> Option<String> {
        let method = names::ident(&resource.batches.first()?.method);
        let below = self.model.resources.iter().flat_map(|resource| &resource.collections);
        let mut collections = self.model.collections.iter().chain(below);
        let lists =
            collections.find(|collection| self.model.resources[collection.resources.resource].name == resource.name);
        let all = lists.map_or("all".into(), |collection| variable(&collection.method));
        let rust = &resource.rust;
        self.code(
            "Collection",
            &format!("{{{rust}, {rust}Collection}}"),
            &format!(
                "# async fn example<B: Clone + Send + Sync + 'static>({all}: Collection<B, {rust}>) {{\n\
                 for item in {all}.{method}().await.failed() {{\n    \
                 eprintln!(\"{{:?}}: {{}}\", item.resource(), item.result().unwrap_err());\n}}\n# }}"
            ),
        )
    }

    fn example(&self, body: &str) -> Option<String> {
        let runtime = self.runtime_name()?;
        self.code(
            "Session",
            self.service_type(),
            &format!("# async fn example(session: &Session) -> {runtime}::Result<()> {{\n{body}\n# Ok(())\n# }}"),
        )
    }

    /// An example that needs `of_runtime` of the runtime and `of_service` of the service's module.
    fn code(&self, of_runtime: &str, of_service: &str, body: &str) -> Option<String> {
        let (krate, runtime) = (self.crate_name()?, self.runtime_name()?);
        let module = super::ident_text(&self.model.service.name);
        let imports = match krate == runtime {
            true => format!("use {krate}::{{{of_runtime}, {module}::{of_service}}};"),
            false => format!("use {runtime}::{of_runtime};\nuse {krate}::{module}::{of_service};"),
        };
        Some(format!("# Example\n\n```no_run\n{imports}\n\n{body}\n```"))
    }

    fn example_value(&self, resource: &Resource, identifier: &Identifier) -> String {
        if identifier.optional {
            return "None".into();
        }
        if let Some(whose) = identifier.name.strip_suffix("Arn") {
            return format!("{:?}", self.example_arn(resource, whose));
        }
        match &identifier.ty {
            Type::Scalar(Scalar::Bool) => "true".into(),
            Type::Scalar(Scalar::Timestamp) => {
                let (krate, module) =
                    (self.crate_name().unwrap_or_default(), super::ident_text(&self.model.service.name));
                format!("{krate}::{module}::sdk::primitives::DateTime::from_secs(1_700_000_000)")
            }
            Type::Scalar(Scalar::I32 | Scalar::I64) => "1".into(),
            Type::Enum(_) => format!("{:?}", identifier.example.as_deref().unwrap_or("…")),
            _ => format!("\"my-{}\"", names::snake(&identifier.name).replace('_', "-")),
        }
    }

    /// An ARN of this resource, or of the one with this name where there is one, as far as models say how it looks.
    fn example_arn(&self, resource: &Resource, whose: &str) -> String {
        let whose = match whose {
            "" => Some(resource),
            name => self.model.resources.iter().find(|resource| resource.name == name),
        };
        let pattern = whose.and_then(|resource| resource.patterns.iter().find(|pattern| pattern.whole.is_some()));
        let Some(pattern) = pattern else { return "arn:aws:…".into() };
        let part = |part: &PatternPart, some: &'static str| match part {
            PatternPart::Empty => String::new(),
            PatternPart::Some => some.into(),
            PatternPart::Elsewhere => "us-east-1".into(),
            PatternPart::Is(text) => text.clone(),
        };
        let piece = |piece: &PatternPiece| match piece {
            PatternPiece::Is(text) => text.clone(),
            PatternPiece::Name(_) | PatternPiece::Rest(_) => "example".into(),
            PatternPiece::Known(..) => String::new(),
        };
        let (region, account) = (part(&pattern.region, "eu-west-1"), part(&pattern.account, "123456789012"));
        let resource: String = pattern.resource.iter().map(piece).collect();
        format!("arn:aws:{}:{region}:{account}:{resource}", pattern.service)
    }

    /// Where users find the runtime, if they can name the services.
    fn runtime_name(&self) -> Option<&'static str> {
        Some(match self.crate_name()?.as_str() {
            // It re-exports what users need of the runtime.
            "aws_resources" => "aws_resources",
            _ => "aws_resources_runtime",
        })
    }

    /// Where the services are, as users write it, if they can name them.
    pub(super) fn crate_name(&self) -> Option<String> {
        (!self.package.is_empty()).then(|| self.package.replace('-', "_"))
    }
}

fn has_arn(resource: &Resource) -> bool {
    !matches!(resource.arn.first(), Some(ArnRule::None(_)) | None)
}

/// Prints what tells most of a resource.
fn show(resource: &Resource, variable: &str) -> String {
    match has_arn(resource) {
        true => format!("println!(\"{{}}\", {variable}.arn().await?);"),
        false => format!("println!(\"{{{variable}:?}}\");"),
    }
}

/// A name for a variable of an example.
fn variable(name: &str) -> String {
    match names::ident(name).to_string() {
        plain if plain == name => plain,
        _ => format!("the_{name}"),
    }
}
