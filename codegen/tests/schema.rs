//! The schema of the model files: it is committed, all models keep to it, and what is wrong in them breaks it.

#[path = "bad_models/base.rs"]
mod base;
mod common;

use std::{fs, path::Path};

use aws_resources_codegen::{names, path, schema};
use common::workspace;
use jsonschema::Validator;
use serde_json::{Value, json};

const FORMATS: [&str; 5] = ["resources-1", "arns-1", "paginators-1", "waiters-2", "omissions-1"];

/// The committed schema of a format.
fn validator(format: &str) -> Validator {
    let text = fs::read_to_string(workspace(&format!("models/schema/{format}.schema.json"))).expect("a schema");
    jsonschema::validator_for(&serde_json::from_str(&text).expect("a schema is JSON")).expect("a schema is valid")
}

/// What the schema finds wrong, by place.
fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn model_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true if path.file_name().unwrap() != "schema" => found.extend(model_files(&path)),
            false if path.extension().unwrap() == "json" => found.push(path),
            _ => {}
        }
    }
    found
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let folder = workspace("models/schema");
    let changes = schema::files().compare(&folder).unwrap();
    assert!(changes.is_empty(), "{}", changes.report(&folder));
    assert_eq!(fs::read_dir(folder).unwrap().count(), schema::files().files.len(), "a file that is no schema");
}

#[test]
fn all_models_name_their_schema_and_keep_to_it() {
    let validators = FORMATS.map(|format| (format!("{format}.json"), validator(format)));
    let mut seen = 0;
    for folder in ["models", "tests/fixture/models"] {
        for path in model_files(&workspace(folder)) {
            let value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let (_, validator) = validators.iter().find(|(format, _)| format == name).unwrap();
            assert_eq!(faults(validator, &value), [""; 0], "{}", path.display());
            let said = value["$schema"].as_str().unwrap_or_else(|| panic!("{} names no schema", path.display()));
            let schema = path.parent().unwrap().join(said).canonicalize();
            let ours = workspace("models/schema").join(name.replace(".json", ".schema.json")).canonicalize();
            assert_eq!(schema.unwrap_or_else(|_| panic!("{}: {said}", path.display())), ours.unwrap());
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} models were found");
}

#[test]
fn the_lists_of_services_name_their_schema_and_keep_to_it() {
    let validator = validator("services");
    for folder in ["models", "tests/fixture/models"] {
        let folder = workspace(folder);
        let text = fs::read_to_string(folder.join("services.toml")).unwrap();
        let value: Value = toml::from_str(&text).unwrap();
        assert_eq!(faults(&validator, &value), [""; 0], "{}", folder.display());
        let said = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("the first line says it");
        assert!(folder.join(said).is_file(), "{said}");
    }
}

/// Each is the valid model with one edit, and where the schema sees it.
#[test]
fn broken_models_break_the_schema() {
    let identifier = r#"{ "target": "Bucket", "source": "identifier", "name": "Name" }"#;
    let cases = [
        ("resources-1", r#""documentation": "A bucket.""#, r#""docs": "A bucket.""#, "/resources/Bucket"),
        ("resources-1", r#""max": 1000"#, r#""max": 0"#, "/resources/Version/batchActions/Delete/max"),
        ("resources-1", r#""shape": "ObjectVersion""#, r#""shape": null"#, "/resources/Version/shape"),
        ("resources-1", r#""path": "ETag""#, r#""path": "ETag[1]""#, "/resources/Bucket/actions/PutObject/path"),
        ("resources-1", r#""Versions": {"#, r#""9 lives": {"#, "/resources/Bucket/hasMany"),
        (
            "resources-1",
            r#""source": "string", "value": "STANDARD""#,
            r#""source": "integer", "value": "STANDARD""#,
            "/resources/Bucket/actions/PutObject/request/params/1/value",
        ),
        (
            "resources-1",
            r#""target": "StorageClass""#,
            r#""target": "StorageClass[x]""#,
            "/resources/Bucket/actions/PutObject/request/params/1/target",
        ),
        (
            "resources-1",
            r#""source": "data", "path": "Name" },"#,
            r#""source": "data" },"#,
            "/resources/Bucket/actions/PutObject/request/params/0",
        ),
        (
            "resources-1",
            r#""source": "data", "path": "Name" } ] } }"#,
            r#""source": "response", "path": "Name" } ] } }"#,
            "/resources/Bucket/has/Self/resource/identifiers/0/source",
        ),
        (
            "resources-1",
            &format!(
                r#""waiterName": "BucketExists",
          "params": [ {identifier} ]"#
            ),
            &format!(r#""params": [ {identifier} ]"#),
            "/resources/Bucket/waiters/Exists",
        ),
        ("arns-1", r#""none": "A version"#, r#""identifier": "Id", "none": "A version"#, "/resources/Version/arn"),
        ("arns-1", r#"arn:{partition}:{service}:::{name}"#, r#"arn:aws:s3:::{name}"#, "/resources/Bucket/arn"),
        ("arns-1", r#"["BucketArn"]"#, r#"[]"#, "/resources/Bucket/arn"),
        ("paginators-1", r#""limit_key""#, r#""limitKey""#, "/pagination/ListObjectVersions"),
        (
            "paginators-1",
            r#""output_token": ["NextKeyMarker", "NextVersionIdMarker"],"#,
            "",
            "/pagination/ListObjectVersions",
        ),
        ("waiters-2", r#""delay": 5"#, r#""delay": "5 s""#, "/waiters/BucketVersioned/delay"),
        ("waiters-2", r#""state": "success""#, r#""state": "retry""#, "/waiters/BucketVersioned/acceptors"),
        ("waiters-2", r#""argument": "Status", "#, "", "/waiters/BucketVersioned/acceptors/0"),
        (
            "waiters-2",
            r#""matcher": "error""#,
            r#""matcher": "errors""#,
            "/waiters/BucketVersioned/acceptors/1/matcher",
        ),
        ("omissions-1", r#""Not asked for.""#, r#""""#, "/omissions/0/reason"),
        ("omissions-1", r#""waiters": ["#, r#""waiter": ["#, "/omissions/1"),
        ("services", "title =", "name =", "/s3"),
        ("services", "\"S3\"", "3", "/s3/type"),
        ("services", "[s3]", "[\"s 3\"]", ""),
    ];
    for (format, from, to, place) in cases {
        let text = match format {
            "resources-1" => base::RESOURCES,
            "arns-1" => base::ARNS,
            "paginators-1" => base::PAGINATORS,
            "waiters-2" => base::WAITERS,
            "omissions-1" => base::OMISSIONS,
            _ => base::SERVICES,
        };
        assert_eq!(text.matches(from).count(), 1, "the edit must be in one place: {from}");
        let parse = |text: &str| -> Value {
            if format == "services" { toml::from_str(text).unwrap() } else { serde_json::from_str(text).unwrap() }
        };
        let validator = validator(format);
        assert_eq!(faults(&validator, &parse(text)), [""; 0], "the base is valid");
        let places: Vec<String> =
            validator.iter_errors(&parse(&text.replacen(from, to, 1))).map(|e| e.instance_path().to_string()).collect();
        assert!(places.iter().any(|found| found == place), "{to} breaks it at {place}, but: {places:?}");
    }
}

/// The schema's regular expressions take what the generator takes.
#[test]
fn patterns_are_those_of_the_parsers() {
    let matches = |pattern: &str, text: &str| {
        jsonschema::validator_for(&json!({ "pattern": pattern })).unwrap().is_valid(&json!(text))
    };
    let texts = [
        "",
        "@",
        "$",
        "A",
        "A.B",
        "A_1",
        "A[]",
        "A[0]",
        "A[1]",
        "A[12].B",
        "A[-1]",
        "A[-1].B",
        "A[-2]",
        "[A,B]|[].D[-1]",
        "A[*]",
        "A[*].B[]",
        "A[].B[].C",
        "A[0].B[0]",
        "A[x]",
        "A[",
        "A]",
        "[]",
        "A..B",
        ".A",
        "A.",
        "A-B",
        "A b",
        " A",
        "@.A",
        "naïve",
        "[A]|[]",
        "[A,B]|[]",
        "[A, B]|[]",
        "[A.B,C]|[].D",
        "[A,B]|[].D[].E",
        "[A,B]",
        "[A,B]|[]D",
        "[A[],B]|[]",
        "[,B]|[]",
        "[]|[]",
        "A[0][0]",
        "length(A)",
        "A[?b]",
        "9A",
        "Bucket",
    ];
    let long = [100, 101].map(|length| "A".repeat(length));
    for text in texts.into_iter().chain(long.iter().map(String::as_str)) {
        assert_eq!(matches(path::PATTERN, text), path::Path::parse(text).is_ok(), "as a path: {text:?}");
        assert_eq!(matches(path::TARGET_PATTERN, text), path::Target::parse(text).is_ok(), "as a target: {text:?}");
        assert_eq!(matches(names::PATTERN, text), names::is_name(text), "as a name: {text:?}");
    }
}
