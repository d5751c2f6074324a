//! Model files as a person would lay them out: what fits on a line stands on one.

use serde::Serialize;
use serde_json::Value;

/// How long a line is.
const WIDTH: usize = 110;
/// Objects with these keys always stand on several lines: they are what is read.
const OPEN: [&str; 6] = ["request", "resource", "identifiers", "load", "operation", "resources"];

/// The text of a model file.
pub(super) fn text(content: &impl Serialize) -> String {
    let value = serde_json::to_value(content).unwrap_or_default();
    let mut text = String::new();
    write(&value, 0, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, indent: usize, used: usize, text: &mut String) {
    let short = line(value);
    let open = matches!(value, Value::Object(members) if members.len() > 1 && members.keys().any(|key| OPEN.contains(&key.as_str())));
    if !open && indent > 0 && used + short.len() <= WIDTH {
        text.push_str(&short);
        return;
    }
    let pad = " ".repeat(indent + 2);
    let end = " ".repeat(indent);
    match value {
        Value::Object(members) if !members.is_empty() => {
            text.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                let key = Value::from(key.as_str()).to_string();
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&format!("{pad}{key}: "));
                write(value, indent + 2, pad.len() + key.len() + 2, text);
            }
            text.push_str(&format!("\n{end}}}"));
        }
        Value::Array(values) if !values.is_empty() => {
            text.push('[');
            for (at, value) in values.iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&pad);
                write(value, indent + 2, pad.len(), text);
            }
            text.push_str(&format!("\n{end}]"));
        }
        _ => text.push_str(&short),
    }
}

/// A value on one line.
fn line(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "{}".into(),
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), line(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(line).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::text;

    #[test]
    fn what_fits_stands_on_one_line() {
        let value = json!({ "load": { "request": { "operation": "GetThing", "params": [{ "target": "Id", "source": "identifier", "name": "Id" }] }, "path": "Thing" } });
        let expected = r#"{
  "load": {
    "request": {
      "operation": "GetThing",
      "params": [{ "target": "Id", "source": "identifier", "name": "Id" }]
    },
    "path": "Thing"
  }
}
"#;
        assert_eq!(text(&value), expected);
    }
}
