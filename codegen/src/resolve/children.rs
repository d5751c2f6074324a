//! Sub-resources and references.

use super::{
    claims::Claims,
    context::{Caller, Context, converts},
    model::{Child, Identifier, IdentifierValue, Reference},
    yields::Roots,
};
use crate::definition::{Map, child, resources};

impl Context<'_> {
    /// Sub-resources and references: a reference has some identifier in the data.
    pub(super) fn has(
        &self,
        pointer: &str,
        has: &Map<resources::Has>,
        caller: Caller<'_>,
        claims: &mut Claims,
    ) -> (Vec<Child>, Vec<Reference>) {
        let (mut children, mut references) = (Vec::new(), Vec::new());
        for (name, has) in has {
            let pointer = child(&format!("{pointer}/has"), name);
            let reference = has.resource.identifiers.iter().any(|parameter| parameter.source == "data");
            let method = claims.claim(name, if reference { "reference" } else { "subresource" });
            let roots = Roots { operation: None, caller };
            let at = format!("{pointer}/resource");
            if !reference {
                children.extend(self.child(&at, method, has, &roots));
            } else if let Some(resources) = self.yields(&at, &has.resource, &roots) {
                references.push(Reference { method, documentation: has.documentation.clone(), resources });
            }
        }
        (children, references)
    }

    fn child(&self, pointer: &str, method: String, has: &resources::Has, roots: &Roots<'_>) -> Option<Child> {
        let wanted = resources::Yield { kind: has.resource.kind.clone(), identifiers: Vec::new(), path: None };
        let resource = self.resource(&format!("{pointer}/type"), &wanted.kind)?;
        let signature = &self.resources[resource];
        let mut identifiers = Vec::new();
        for identifier in &signature.identifiers {
            let given = has.resource.identifiers.iter().enumerate().find(|(_, given)| given.target == identifier.name);
            identifiers.push(match given {
                Some((at, parameter)) => {
                    self.child_identifier(&format!("{pointer}/identifiers/{at}"), identifier, parameter, roots)?
                }
                None => IdentifierValue::Input,
            });
        }
        for (at, parameter) in has.resource.identifiers.iter().enumerate() {
            if !signature.identifiers.iter().any(|identifier| identifier.name == parameter.target) {
                let names = signature.identifiers.iter().map(|identifier| identifier.name.as_str());
                let message = format!("{} has no identifier `{}`", signature.name, parameter.target);
                let diagnostic = self.text().error(&format!("{pointer}/identifiers/{at}/target"), message);
                let diagnostic = diagnostic.nearest(&parameter.target, names);
                // What isn't named is a parameter of the method all the same.
                let named =
                    |known: &&Identifier| has.resource.identifiers.iter().any(|given| given.target == known.name);
                let unnamed = signature.identifiers.iter().find(|known| !named(known));
                self.tell(match unnamed.filter(|_| parameter.source == "input") {
                    Some(unnamed) => diagnostic.remedy(
                        &self.text().name,
                        &format!("{pointer}/identifiers/{at}/target"),
                        Some(unnamed.name.clone().into()),
                    ),
                    None => diagnostic,
                });
                return None;
            }
        }
        Some(Child { method, documentation: has.documentation.clone(), resource, identifiers })
    }

    fn child_identifier(
        &self,
        pointer: &str,
        identifier: &Identifier,
        parameter: &resources::Parameter,
        roots: &Roots<'_>,
    ) -> Option<IdentifierValue> {
        match parameter.source.as_str() {
            "input" => Some(IdentifierValue::Input),
            "identifier" => {
                let at = self.caller_identifier(pointer, parameter, roots.caller)?;
                let from = &roots.caller.signature?.identifiers[at];
                if !converts(&from.ty, &identifier.ty) {
                    let message = format!(
                        "this is {}, but `{}` is {}",
                        from.ty.describe(),
                        identifier.name,
                        identifier.ty.describe()
                    );
                    self.tell(self.text().error(pointer, message));
                    return None;
                }
                self.present(pointer, from, identifier)?;
                Some(IdentifierValue::Caller(at))
            }
            "string" | "integer" | "boolean" => self.literal_identifier(pointer, parameter, identifier),
            other => {
                let message = format!("a sub-resource's identifier can't come from source `{other}`");
                let help = "the sources are `identifier`, `input`, `string`, `integer` and `boolean`; with `data` it is a reference";
                self.tell(self.text().error(&format!("{pointer}/source"), message).help(help));
                None
            }
        }
    }

    /// Every resource can be made from the service: by a `has` entry of the model, or else by one of its own.
    pub(super) fn service_children(&self, has: &Map<resources::Has>, claims: &mut Claims) -> Vec<Child> {
        let roots = Roots { operation: None, caller: Caller { signature: None } };
        let mut children = Vec::new();
        for (index, signature) in self.resources.iter().enumerate() {
            let named: Vec<_> = has.iter().filter(|(_, has)| has.resource.kind == signature.name).collect();
            let before = children.len();
            for (name, has) in &named {
                let at = child("/service/has", name) + "/resource";
                children.extend(self.child(&at, claims.claim(name, "subresource"), has, &roots));
            }
            // One that fixes an identifier is no way to make any resource of its type.
            let general = |child: &Child| child.identifiers.iter().all(|value| matches!(value, IdentifierValue::Input));
            let all_told = children.len() - before == named.len();
            if all_told && !children[before..].iter().any(general) {
                let identifiers = signature.identifiers.iter().map(|_| IdentifierValue::Input).collect();
                let method = claims.claim(&signature.name, "subresource");
                children.push(Child { method, documentation: None, resource: index, identifiers });
            }
        }
        for (name, has) in has {
            self.resource(&(child("/service/has", name) + "/resource/type"), &has.resource.kind);
        }
        children
    }
}
