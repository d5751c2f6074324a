//! Who has whom: the pictures and pages of services.

mod common;

use std::collections::BTreeSet;

use aws_resources_codegen::{
    check,
    graph::{Edge, Graph, Kind, Node, mermaid, page, svg},
    resolve::model::ServiceModel,
};
use common::{Folder, made_up, sources};

/// The made-up SDK with a model that has every kind of relation.
fn machines() -> ServiceModel {
    let folder = Folder::new();
    let sources = made_up::sources(&folder, &made_up::things("1.0.0"));
    folder.write("models/things/2020-01-01/resources-1.json", MACHINES);
    folder.write("models/things/2020-01-01/arns-1.json", ARNS);
    folder.write("models/things/2020-01-01/waiters-2.json", r#"{ "version": 2, "waiters": {} }"#);
    check(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}")).services.remove(0)
}

fn shipped() -> Vec<ServiceModel> {
    check(sources()).unwrap_or_else(|diagnostics| panic!("{diagnostics}")).services
}

/// Edges as `From kind To: methods`.
fn edges(graph: &Graph) -> Vec<String> {
    let title = |node: usize| &graph.nodes[node].title;
    let shown =
        |edge: &Edge| format!("{} {:?} {}: {}", title(edge.from), edge.kind, title(edge.to), edge.methods.join(" "));
    graph.edges.iter().map(shown).collect()
}

#[test]
fn only_what_is_news_is_an_edge() {
    let graph = Graph::of(&machines());
    let expected = [
        // Only from who has it, though the service resource lists machines of any line and wheels.
        "Things Collection Line: lines",
        "Line Collection Machine: machines",
        "Machine Collection Wheel: wheels spare_wheels",
        "Machine Reference Machine: twin",
        // What the wheel's identifiers name, but not the machine that has it.
        "Wheel Reference Line: line",
        "Wheel Action Job: turn",
    ];
    assert_eq!(edges(&graph), expected);
}

#[test]
fn parts_without_parts_are_named_in_who_has_them() {
    let graph = Graph::of(&machines());
    let shown: Vec<_> =
        graph.nodes.iter().map(|node| (node.title.as_str(), node.listed, node.parts.join(" "))).collect();
    let expected = [
        // Nothing leads to a setting: the service resource makes it by its identifiers.
        ("Things", false, "Label Setting"),
        ("Line", true, "Label"),
        ("Machine", true, "Label"),
        ("Wheel", true, ""),
        ("Job", false, ""),
    ];
    assert_eq!(shown, expected.map(|(title, listed, parts)| (title, listed, parts.to_owned())));
    assert_eq!(graph.nodes[3].identifiers, ["line_name", "machine_id", "name"]);
}

#[test]
fn the_page_has_the_picture_and_every_method() {
    insta::assert_snapshot!(page(&machines()));
}

#[test]
fn a_large_service_has_two_pictures() {
    let models = shipped();
    let blocks = |name: &str| {
        let model = models.iter().find(|model| model.service.name == name).expect("a shipped service");
        page(model).matches("```mermaid\n").count()
    };
    assert_eq!((blocks("elbv2"), blocks("rds")), (1, 2));
}

#[test]
fn two_pictures_have_all_edges_of_the_one() {
    for model in shipped() {
        let graph = Graph::of(&model);
        let all: BTreeSet<String> = edges(&graph).into_iter().collect();
        let owners = edges(&graph.owners());
        let references = edges(&graph.references());
        assert_eq!(owners.len() + references.len(), all.len());
        assert_eq!(owners.into_iter().chain(references).collect::<BTreeSet<_>>(), all);
    }
}

/// What nothing lists, names or makes: users know its identifiers, or there is only one of it.
const UNREACHED: [&str; 3] = ["ecr Registry", "glacier Account", "iam CurrentUser"];

#[test]
fn every_resource_is_in_the_picture_and_can_be_reached() {
    let mut unreached = Vec::new();
    for model in shipped() {
        let graph = Graph::of(&model);
        let shown: BTreeSet<&str> =
            graph.nodes.iter().flat_map(|node| node.parts.iter().chain([&node.title])).map(String::as_str).collect();
        for resource in &model.resources {
            assert!(shown.contains(resource.rust.as_str()), "{} of {}", resource.rust, model.service.name);
        }
        let mut reached = BTreeSet::from([0]);
        while let Some(edge) =
            graph.edges.iter().find(|edge| reached.contains(&edge.from) && !reached.contains(&edge.to))
        {
            reached.insert(edge.to);
        }
        let lost: Vec<&str> = (0..graph.nodes.len())
            .filter(|node| !reached.contains(node))
            .map(|node| graph.nodes[node].title.as_str())
            .collect();
        unreached.extend(lost.into_iter().map(|title| format!("{} {title}", model.service.name)));
    }
    assert_eq!(unreached, UNREACHED);
}

/// A graph with names that mean something in Mermaid, HTML and XML.
fn odd() -> Graph {
    let node = |id: &str, title: &str, part: &str| Node {
        id: id.into(),
        title: title.into(),
        identifiers: Vec::new(),
        listed: false,
        parts: vec![part.into()],
    };
    let nodes = vec![node("service", "\"end\"] <b>&`x`", "#quot;\\"), node("r_end", "*a|b*\n%% c", "]]>")];
    let edges = vec![Edge { from: 0, to: 1, kind: Kind::Collection, methods: vec!["a\"| b".into()] }];
    Graph { nodes, edges }
}

#[test]
fn odd_names_are_only_text_in_mermaid() {
    let text = mermaid(&odd());
    let lines: Vec<&str> = text.lines().skip(2).collect();
    let expected = [
        r##"  service["#34;end#34;] #60;b#62;#38;#96;x#96;<br/>+ #35;quot#59;#92;"]"##,
        r##"  r_end["#42;a#124;b#42; %% c<br/>+ ]]#62;"]"##,
        r##"  service -->|"a#34;#124; b"| r_end"##,
        "  classDef listed stroke-width:3px",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn odd_names_are_only_text_in_svg() {
    let text = svg(&odd());
    for shown in [">\"end\"] &lt;b&gt;&amp;`x`<", ">+ #quot;\\<", ">*a|b*<", ">+ ]]&gt;<", ">a\"| b<"] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    assert!(!text.contains("<b>"));
}

#[test]
fn an_svg_has_every_box_and_arrow_and_is_the_same_each_time() {
    // More boxes take minutes, and `graph --svg` refuses them.
    for model in shipped().into_iter().filter(|model| model.resources.len() < 70) {
        let graph = Graph::of(&model);
        let text = svg(&graph);
        assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
        assert_eq!(text.matches("<rect ").count(), graph.nodes.len() + 1, "the boxes, and what lies under them");
        assert_eq!(text.matches("url(#head)").count(), graph.edges.len());
        assert!(!["\"NaN", "\"inf", "\"-inf", " NaN", " inf"].iter().any(|number| text.contains(number)));
        assert!(svg(&graph) == text, "{} differs between two runs", model.service.name);
    }
}

#[test]
fn a_box_of_many_parts_is_narrower_than_a_phone() {
    let mut graph = odd();
    graph.nodes[0].parts = (0..20).map(|part| format!("Part{part}")).collect();
    let text = svg(&graph);
    // The first lies under the boxes.
    let boxes = text.split("<rect ").skip(2);
    let widths = boxes.filter_map(|rest| rest.split("width=\"").nth(1)?.split('"').next()?.parse::<f64>().ok());
    let widest = widths.fold(0.0, f64::max);
    assert!((100.0..335.0).contains(&widest), "{widest}");
}

#[test]
fn an_empty_picture_is_one_too() {
    let graph = Graph { nodes: Vec::new(), edges: Vec::new() };
    assert!(svg(&graph).ends_with("</svg>\n"));
    assert!(mermaid(&graph).contains("flowchart LR"));
}

const MACHINES: &str = r#"{
  "service": {
    "hasMany": {
      "Lines": {
        "request": { "operation": "ListThings" },
        "resource": {
          "type": "Line",
          "identifiers": [ { "target": "Name", "source": "response", "path": "Things[].Id" } ]
        }
      },
      "Machines": {
        "request": { "operation": "ListThings" },
        "resource": {
          "type": "Machine",
          "identifiers": [ { "target": "Id", "source": "response", "path": "Things[].Id" } ]
        }
      },
      "Wheels": {
        "request": { "operation": "ListParts" },
        "resource": {
          "type": "Wheel",
          "identifiers": [
            { "target": "LineName", "source": "response", "path": "Parts[].Name" },
            { "target": "MachineId", "source": "response", "path": "Parts[].Name" },
            { "target": "Name", "source": "response", "path": "Parts[].Name" }
          ]
        }
      },
      "Labels": {
        "request": { "operation": "ListParts" },
        "resource": {
          "type": "Label",
          "identifiers": [ { "target": "Name", "source": "response", "path": "Parts[].Name" } ]
        }
      }
    }
  },
  "resources": {
    "Line": {
      "identifiers": [ { "name": "Name" } ],
      "hasMany": {
        "Machines": {
          "request": { "operation": "ListThings" },
          "resource": {
            "type": "Machine",
            "identifiers": [ { "target": "Id", "source": "response", "path": "Things[].Id" } ]
          }
        }
      },
      "has": {
        "Machine": { "resource": { "type": "Machine", "identifiers": [ { "target": "Id", "source": "input" } ] } },
        "Label": {
          "resource": { "type": "Label", "identifiers": [ { "target": "Name", "source": "identifier", "name": "Name" } ] }
        }
      }
    },
    "Machine": {
      "identifiers": [ { "name": "Id", "memberName": "Id" } ],
      "shape": "Thing",
      "load": {
        "request": { "operation": "GetThing", "params": [ { "target": "Id", "source": "identifier", "name": "Id" } ] },
        "path": "Thing"
      },
      "actions": {
        "Refresh": {
          "request": { "operation": "GetThing", "params": [ { "target": "Id", "source": "identifier", "name": "Id" } ] },
          "resource": {
            "type": "Machine",
            "identifiers": [ { "target": "Id", "source": "response", "path": "Thing.Id" } ]
          }
        }
      },
      "hasMany": {
        "Wheels": {
          "request": { "operation": "ListParts" },
          "resource": {
            "type": "Wheel",
            "identifiers": [
              { "target": "LineName", "source": "response", "path": "Parts[].Name" },
              { "target": "MachineId", "source": "identifier", "name": "Id" },
              { "target": "Name", "source": "response", "path": "Parts[].Name" }
            ]
          }
        },
        "SpareWheels": {
          "request": { "operation": "ListParts" },
          "resource": {
            "type": "Wheel",
            "identifiers": [
              { "target": "LineName", "source": "response", "path": "Parts[].Name" },
              { "target": "MachineId", "source": "identifier", "name": "Id" },
              { "target": "Name", "source": "response", "path": "Parts[].Name" }
            ]
          }
        }
      },
      "has": {
        "Line": {
          "resource": { "type": "Line", "identifiers": [ { "target": "Name", "source": "data", "path": "Arn" } ] }
        },
        "Twin": {
          "resource": { "type": "Machine", "identifiers": [ { "target": "Id", "source": "data", "path": "Arn" } ] }
        },
        "Label": {
          "resource": { "type": "Label", "identifiers": [ { "target": "Name", "source": "identifier", "name": "Id" } ] }
        }
      }
    },
    "Wheel": {
      "identifiers": [ { "name": "LineName" }, { "name": "MachineId" }, { "name": "Name" } ],
      "actions": {
        "Turn": {
          "request": { "operation": "GetThing", "params": [ { "target": "Id", "source": "identifier", "name": "Name" } ] },
          "resource": {
            "type": "Job",
            "identifiers": [ { "target": "Id", "source": "response", "path": "Thing.Id" } ]
          }
        }
      },
      "has": {
        "Machine": {
          "resource": {
            "type": "Machine",
            "identifiers": [ { "target": "Id", "source": "identifier", "name": "MachineId" } ]
          }
        },
        "Line": {
          "resource": {
            "type": "Line",
            "identifiers": [ { "target": "Name", "source": "identifier", "name": "LineName" } ]
          }
        }
      }
    },
    "Label": {
      "identifiers": [ { "name": "Name" } ],
      "has": {
        "Line": {
          "resource": { "type": "Line", "identifiers": [ { "target": "Name", "source": "identifier", "name": "Name" } ] }
        }
      }
    },
    "Job": { "identifiers": [ { "name": "Id" } ] },
    "Setting": { "identifiers": [ { "name": "Id" } ] }
  }
}
"#;

const ARNS: &str = r#"{
  "resources": {
    "Line": { "arn": { "none": "It is made up." } },
    "Machine": { "arn": { "dataPath": ["Arn"] } },
    "Wheel": { "arn": { "none": "It is made up." } },
    "Label": { "arn": { "none": "It is made up." } },
    "Job": { "arn": { "none": "It is made up." } },
    "Setting": { "arn": { "none": "It is made up." } }
  }
}
"#;
