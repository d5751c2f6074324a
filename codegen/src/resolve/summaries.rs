//! What listings give of a resource where that is less than its data.

use super::{
    context::Context,
    model::{Answer, ArnRule, ServiceModel, TypedPath, TypedStep},
};
use crate::{definition::child, facts::Type};

impl Context<'_> {
    /// The smaller type that listings of a resource give: one at the most.
    pub(super) fn summaries(&self, model: &mut ServiceModel) {
        let mut found: Vec<Vec<(Type, String)>> = model.resources.iter().map(|_| Vec::new()).collect();
        let mut whole = vec![false; model.resources.len()];
        let listings = (model.collections.iter())
            .chain(model.resources.iter().flat_map(|resource| &resource.collections))
            .map(|collection| &collection.resources);
        let others = (model.actions.iter())
            .chain(model.resources.iter().flat_map(|resource| &resource.actions))
            .filter_map(|action| match &action.answer {
                Answer::Resources(resources) => Some(resources),
                _ => None,
            })
            .chain(model.resources.iter().flat_map(|r| &r.references).map(|reference| &reference.resources));
        for resources in listings.chain(others) {
            let resource = &model.resources[resources.resource];
            let data = resource.data.as_ref().map(|shape| self.shape_type(shape));
            for item in resources.places.iter().filter_map(|place| place.item.as_ref()) {
                let known = &mut found[resources.resource];
                if Some(&item.ty) == data.as_ref() {
                    whole[resources.resource] = true;
                } else if !known.iter().any(|(ty, _)| *ty == item.ty) {
                    known.push((item.ty.clone(), resources.pointer.clone()));
                }
            }
        }
        for ((resource, types), whole) in model.resources.iter_mut().zip(found).zip(whole) {
            let pointer = child("/resources", &resource.name);
            if let [(first, _), (second, yielded), ..] = &types[..] {
                let message = format!(
                    "{} comes with two kinds of summary: {} and {}",
                    resource.name,
                    first.describe(),
                    second.describe()
                );
                let diagnostic = self.text().key_error(&pointer, message);
                let diagnostic = diagnostic.help("leave `path` out where the rarer one is yielded");
                self.tell(diagnostic.remedy(&self.text().name, &format!("{yielded}/path"), None));
            }
            if let (Some((first, _)), Some(data), None, false) = (types.first(), &resource.data, &resource.load, whole)
            {
                let message = format!("nothing brings the data of {}: it comes as {}", resource.name, first.describe());
                let diagnostic = self.text().error(&format!("{pointer}/shape"), message);
                let shape = self.sdk.shape_name(first).unwrap_or_else(|| data.name.clone());
                let diagnostic = diagnostic.help(format!("make `{shape}` its `shape`"));
                self.tell(diagnostic.remedy(&self.text().name, &format!("{pointer}/shape"), Some(shape.into())));
            }
            resource.summary = types.into_iter().next().map(|(ty, _)| ty);
            let Some(summary) = &resource.summary else { continue };
            let Some(shape) = self.sdk.members(summary) else { continue };
            for rule in &mut resource.arn {
                if let ArnRule::Data(path, in_summary) = rule
                    && let [TypedStep::Member(member)] = path.steps.as_slice()
                    && let Some(field) = shape.field(&member.name)
                    && field.ty == member.ty
                {
                    let steps = vec![TypedStep::Member(field.clone())];
                    *in_summary = Some(TypedPath { steps, ty: field.ty.clone(), text: path.text.clone() });
                }
            }
        }
    }
}
