//! Operations by what they do, as far as their names tell.

use std::fmt;

use crate::names::snake;

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// It lists, describes or gets.
    Read,
    /// It makes something.
    Create,
    /// It changes something.
    Change,
    /// It deletes something.
    Delete,
    /// It is about tags.
    Tags,
    /// Anything else.
    Other,
}

const READ: [&str; 7] = ["list", "describe", "get", "lookup", "search", "query", "batch_get"];
const CREATE: [&str; 9] = ["create", "copy", "restore", "import", "purchase", "allocate", "register", "request", "run"];
const CHANGE: [&str; 22] = [
    "modify",
    "update",
    "put",
    "set",
    "change",
    "add",
    "remove",
    "enable",
    "disable",
    "start",
    "stop",
    "reboot",
    "associate",
    "disassociate",
    "attach",
    "detach",
    "apply",
    "reset",
    "promote",
    "failover",
    "switchover",
    "assign",
];
const DELETE: [&str; 6] = ["delete", "deregister", "release", "terminate", "cancel", "batch_delete"];

impl Group {
    /// The group of the operation that AWS calls `name`.
    pub fn of(name: &str) -> Self {
        let name = snake(name);
        if name.split('_').any(|word| matches!(word, "tag" | "tags" | "tagging" | "untag")) {
            return Self::Tags;
        }
        let begins = |verbs: &[&str]| {
            verbs
                .iter()
                .any(|verb| name.strip_prefix(verb).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
        };
        match () {
            () if begins(&READ) => Self::Read,
            () if begins(&CREATE) => Self::Create,
            () if begins(&CHANGE) => Self::Change,
            () if begins(&DELETE) => Self::Delete,
            () => Self::Other,
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "list, describe, get",
            Self::Create => "create",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Tags => "tags",
            Self::Other => "other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Group;

    #[test]
    fn names_tell_what_operations_do() {
        for (name, group) in [
            ("DescribeDBInstances", Group::Read),
            ("BatchGetItem", Group::Read),
            ("RestoreDBClusterFromS3", Group::Create),
            ("PutItem", Group::Change),
            ("RunInstances", Group::Create),
            ("RuntimeSettings", Group::Other),
            ("DeleteTrail", Group::Delete),
            ("DeleteTags", Group::Tags),
            ("ListTagsForResource", Group::Tags),
            ("UntagResource", Group::Tags),
            ("GetObjectTagging", Group::Tags),
            ("Invoke", Group::Other),
        ] {
            assert_eq!(Group::of(name), group, "{name}");
        }
    }
}
