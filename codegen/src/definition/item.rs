//! The parts of a model that can be told of, and left out, each by itself.

use super::unescaped;

/// The smallest part of a model that can be left out.
pub(crate) struct Item {
    pub(crate) pointer: String,
    /// The load that makes no sense without it.
    pub(crate) load: Option<String>,
    /// The identifiers that can't be aliases of members without it.
    pub(crate) without_members: Option<String>,
    /// What it is.
    pub(crate) spoken: String,
}

impl Item {
    /// The part around a place.
    pub(crate) fn at(file: &str, pointer: &str) -> Option<Self> {
        let parts: Vec<&str> = pointer.split('/').skip(1).collect();
        let part = |count: usize, spoken: String| {
            let pointer: String = parts[..count].iter().flat_map(|part| ["/", part]).collect();
            Some(Self { pointer, load: None, without_members: None, spoken })
        };
        let kind = |kind: &str| match kind {
            "actions" => "action",
            "batchActions" => "batch action",
            "has" => "reference or sub-resource",
            "hasMany" => "collection",
            "waiters" => "waiter",
            _ => "entry",
        };
        match parts[..] {
            ["service", list, item, ..] => part(3, format!("the {} {} of the service", kind(list), unescaped(item))),
            ["resources", owner, ..] if file.ends_with("/arns-1.json") => {
                part(2, format!("the ARN rule of {}", unescaped(owner)))
            }
            ["resources", owner, "load", ..] => part(3, format!("the load of {}", unescaped(owner))),
            ["resources", owner, "shape", ..] => {
                let mut item = part(3, format!("the data of {}", unescaped(owner)))?;
                item.load = Some(format!("/resources/{owner}/load"));
                item.without_members = Some(format!("/resources/{owner}/identifiers"));
                Some(item)
            }
            ["resources", owner, list, item, ..] if list != "identifiers" => {
                part(4, format!("the {} {} of {}", kind(list), unescaped(item), unescaped(owner)))
            }
            ["resources", owner, ..] => part(2, format!("the resource {}", unescaped(owner))),
            ["pagination", item, ..] => part(2, format!("the paginator of {}", unescaped(item))),
            ["waiters", item, ..] => part(2, format!("the definition of the waiter {}", unescaped(item))),
            _ => None,
        }
    }
}
