//! Made-up SDK crates, in the layout that the generator reads, and a model over them.

use std::fmt::Write as _;

use aws_resources_codegen::{Crates, Sources, names::pascal};

use super::Folder;

/// A made-up SDK crate. Members are `name: type`, one a line, as they stand in a structure.
#[derive(Clone, Default)]
pub(crate) struct MadeUp {
    pub(crate) version: &'static str,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<(&'static str, &'static str)>,
    pub(crate) enums: Vec<(&'static str, &'static [&'static str])>,
    /// Waiters by module, with the module of the operation that they poll.
    pub(crate) waiters: Vec<(&'static str, &'static str)>,
}

/// An operation, by its module.
#[derive(Clone, Default)]
pub(crate) struct Operation {
    pub(crate) module: &'static str,
    pub(crate) input: &'static str,
    pub(crate) output: &'static str,
    /// The response's token, where the SDK has a paginator.
    pub(crate) token: Option<&'static str>,
}

impl MadeUp {
    /// The operation with this module, to be changed.
    pub(crate) fn operation(&mut self, module: &str) -> &mut Operation {
        self.operations.iter_mut().find(|operation| operation.module == module).expect("a known operation")
    }

    /// Writes the crate, and a package that depends on it; what cargo knows of it.
    pub(crate) fn crates(&self, folder: &Folder, name: &str) -> Crates {
        let user = format!("user-{}", self.version);
        let root = format!("{name}-{}", self.version);
        self.write(folder, name, &root);
        folder.write(
            &format!("{user}/Cargo.toml"),
            format!(
                "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
                 {name} = {{ path = \"../{root}\" }}\n"
            ),
        );
        folder.write(&format!("{user}/src/lib.rs"), "");
        Crates::of(&folder.path().join(user).join("Cargo.toml")).expect("cargo metadata answers")
    }

    fn write(&self, folder: &Folder, name: &str, root: &str) {
        let write = |file: &str, text: &str| folder.write(&format!("{root}/{file}"), text);
        write(
            "Cargo.toml",
            &format!("[package]\nname = \"{name}\"\nversion = \"{}\"\nedition = \"2024\"\n", self.version),
        );
        write("src/lib.rs", "");
        let mut types = String::new();
        for (name, members) in &self.types {
            let module = format!("_{}", name.to_lowercase());
            let _ = writeln!(types, "pub use crate::types::{module}::{name};");
            write(&format!("src/types/{module}.rs"), &structure(name, members));
        }
        for (name, values) in &self.enums {
            let module = format!("_{}", name.to_lowercase());
            let _ = writeln!(types, "pub use crate::types::{module}::{name};");
            let text = format!("pub enum {name} {{}}\npub const fn values() -> [&str] {{\n    &{values:?}\n}}\n");
            write(&format!("src/types/{module}.rs"), &text);
        }
        write("src/types.rs", &types);
        let mut lens = String::new();
        for operation in &self.operations {
            let Operation { module, input, output, token } = operation;
            let name = pascal(module);
            let folder = format!("src/operation/{module}");
            let text = format!("pub struct {name};\norchestrator::Metadata::new(\"{name}\", \"Made up\")");
            write(&format!("{folder}.rs"), &text);
            write(&format!("{folder}/_{module}_input.rs"), &structure(&format!("{name}Input"), input));
            write(&format!("{folder}/_{module}_output.rs"), &structure(&format!("{name}Output"), output));
            if let Some(token) = token {
                write(&format!("{folder}/paginator.rs"), &format!("crate::lens::reflens_{module}_token(&output)"));
                let _ = writeln!(lens, "fn reflens_{module}_token(input) {{\n    match &input.{token} {{}}\n}}\n");
            }
        }
        write("src/lens.rs", &lens);
        for (module, operation) in &self.waiters {
            let text =
                format!("inner: crate::operation::{operation}::X,\n.min_delay(::std::time::Duration::from_secs(5))\n");
            write(&format!("src/waiters/{module}.rs"), &text);
        }
    }
}

fn structure(name: &str, members: &str) -> String {
    let members: String = members.lines().map(|member| format!("    pub {},\n", member.trim())).collect();
    format!("pub struct {name} {{\n{members}}}\n")
}

/// A crate of things that have parts.
pub(crate) fn things(version: &'static str) -> MadeUp {
    let operation = |module, input, output| Operation { module, input, output, token: None };
    MadeUp {
        version,
        operations: vec![
            Operation {
                token: Some("next_token"),
                ..operation(
                    "list_things",
                    "next_token: Option<String>\nstate: Option<crate::types::State>",
                    "things: Option<Vec<crate::types::Thing>>\nnext_token: Option<String>",
                )
            },
            operation("get_thing", "id: Option<String>", "thing: Option<crate::types::Thing>"),
            operation("delete_thing", "id: Option<String>\nforce: Option<bool>", ""),
            operation(
                "list_parts",
                "thing_id: Option<String>\npage: Option<String>",
                "parts: Option<Vec<crate::types::Part>>\nlater: Option<String>",
            ),
            operation("create_part", "thing_id: Option<String>", ""),
            operation("tag_thing", "id: Option<String>", ""),
        ],
        types: vec![
            ("Thing", "id: Option<String>\narn: Option<String>\nsize: Option<i32>"),
            ("Part", "name: Option<String>\nmaker: Option<crate::types::Maker>"),
            ("Maker", "thing_id: Option<String>"),
        ],
        enums: vec![("State", &["READY", "GONE"])],
        waiters: vec![("thing_ready", "get_thing"), ("thing_deleted", "get_thing")],
    }
}

/// A model over [`things`], and the made-up crate's source.
pub(crate) fn sources(folder: &Folder, sdk: &MadeUp) -> Sources {
    folder
        .write("models/services.toml", "[things]\nsdk = \"aws-sdk-things\"\ntitle = \"Things\"\narn-service = \"t\"\n");
    folder.write("models/things/2020-01-01/resources-1.json", RESOURCES);
    folder.write("models/things/2020-01-01/arns-1.json", ARNS);
    folder.write("models/things/2020-01-01/paginators-1.json", PAGINATORS);
    folder.write("models/things/2020-01-01/waiters-2.json", WAITERS);
    Sources::new(folder.path().join("models"), sdk.crates(folder, "aws-sdk-things"))
}

const RESOURCES: &str = r#"{
  "service": {
    "hasMany": {
      "Things": {
        "request": {
          "operation": "ListThings",
          "params": [ { "target": "State", "source": "string", "value": "READY" } ]
        },
        "resource": {
          "type": "Thing",
          "identifiers": [ { "target": "Id", "source": "response", "path": "Things[].Id" } ],
          "path": "Things[]"
        }
      }
    }
  },
  "resources": {
    "Thing": {
      "identifiers": [ { "name": "Id", "memberName": "Id" } ],
      "shape": "Thing",
      "load": {
        "request": { "operation": "GetThing", "params": [ { "target": "Id", "source": "identifier", "name": "Id" } ] },
        "path": "Thing"
      },
      "actions": {
        "Delete": {
          "request": {
            "operation": "DeleteThing",
            "params": [
              { "target": "Id", "source": "identifier", "name": "Id" },
              { "target": "Force", "source": "boolean", "value": true }
            ]
          }
        }
      },
      "hasMany": {
        "Parts": {
          "request": {
            "operation": "ListParts",
            "params": [ { "target": "ThingId", "source": "identifier", "name": "Id" } ]
          },
          "resource": {
            "type": "Part",
            "identifiers": [ { "target": "Name", "source": "response", "path": "Parts[].Name" } ],
            "path": "Parts[]"
          }
        }
      },
      "has": {
        "Part": { "resource": { "type": "Part", "identifiers": [ { "target": "Name", "source": "input" } ] } }
      },
      "waiters": {
        "Ready": {
          "waiterName": "ThingReady",
          "params": [ { "target": "Id", "source": "identifier", "name": "Id" } ]
        },
        "Idle": {
          "waiterName": "ThingIdle",
          "params": [ { "target": "Id", "source": "identifier", "name": "Id" } ]
        }
      }
    },
    "Part": {
      "identifiers": [ { "name": "Name", "memberName": "Name" } ],
      "shape": "Part",
      "has": {
        "Thing": {
          "resource": {
            "type": "Thing",
            "identifiers": [ { "target": "Id", "source": "data", "path": "Maker.ThingId" } ]
          }
        }
      }
    }
  }
}
"#;

const ARNS: &str = r#"{
  "resources": {
    "Thing": { "arn": { "dataPath": ["Arn"] } },
    "Part": { "arn": { "formatString": "arn:{partition}:{service}:{region}:{account-id}:part/{name}" } }
  }
}
"#;

const PAGINATORS: &str = r#"{ "pagination": { "ListParts": { "input_token": "page", "output_token": "later" } } }
"#;

const WAITERS: &str = r#"{
  "version": 2,
  "waiters": {
    "ThingIdle": {
      "operation": "GetThing",
      "delay": 5,
      "maxAttempts": 10,
      "acceptors": [ { "state": "success", "matcher": "error", "expected": "Idle" } ]
    }
  }
}
"#;
