//! What names tell: guesses, for drafts and for definitions that don't say.

use crate::{
    facts::{Scalar, Shape, Type},
    names::key,
};

/// Where the ARN of a resource stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArnPlace {
    /// In the identifier with this index.
    Identifier(usize),
    /// In this member of the data.
    Member(String),
}

/// Where the ARN of a type with these identifiers (name, and whether it is text) and this data stands, by its name:
/// `Arn`, or the type's own name before it (`DBInstanceArn` of `DBInstance`, `LoadBalancerArn` of `LoadBalancer`).
pub(crate) fn arn_place(resource: &str, identifiers: &[(&str, bool)], data: Option<&Shape>) -> Option<ArnPlace> {
    let own = |name: &str| {
        let name = key(name);
        // Some say the plural: DBInstanceAutomatedBackupsArn.
        let owners =
            |owner: &str| key(resource).ends_with(owner) || key(resource).ends_with(owner.trim_end_matches('s'));
        name.strip_suffix("arn").is_some_and(owners)
    };
    if let Some(at) = identifiers.iter().position(|(name, text)| *text && own(name)) {
        return Some(ArnPlace::Identifier(at));
    }
    let textual = |ty: &Type| *ty == Type::Scalar(Scalar::String);
    let found = data?.fields.iter().filter(|field| textual(&field.ty) && own(&field.name));
    // The longest name says most: `db_instance_arn` before `arn`.
    let member = found.max_by_key(|field| field.name.len())?;
    Some(ArnPlace::Member(crate::names::pascal(&member.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Field;

    fn shape(members: &[&str]) -> Shape {
        let field = |name: &&str| Field { name: (*name).to_owned(), ty: Type::Scalar(Scalar::String), optional: true };
        let fields = members.iter().map(field).collect();
        Shape { name: "S".into(), module: "types".into(), fields, fallible_build: false }
    }

    #[test]
    fn an_arn_is_found_by_its_name() {
        let data = shape(&["role_arn", "db_instance_arn", "arn"]);
        let member = |name: &str| Some(ArnPlace::Member(name.to_owned()));
        assert_eq!(arn_place("DBInstance", &[("Id", true)], Some(&data)), member("DbInstanceArn"));
        assert_eq!(arn_place("Topic", &[("Id", true), ("Arn", true)], Some(&data)), Some(ArnPlace::Identifier(1)));
        assert_eq!(arn_place("Topic", &[("Arn", false)], None), None);
        assert_eq!(arn_place("Topic", &[("Id", true)], Some(&shape(&["role_arn"]))), None);
    }
}
