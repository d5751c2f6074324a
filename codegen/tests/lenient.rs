//! Lenient reading: what is wrong is left out with its reason, what is right comes out, and a plain remedy is taken.

mod common;

use std::path::Path;

use aws_resources_codegen::{Diagnostic, Output, generate};
use common::{Folder, sources, without_versions};

/// A service with a fault of every kind, in the way that other tools' definitions have them.
const RESOURCES: &str = r#"{
  "service": {
    "actions": {
      "CreateBucket": {
        "request": { "operation": "CreateBucket" },
        "resource": {
          "type": "Bucket",
          "identifiers": [ { "target": "Name", "source": "requestParameter", "path": "Bucket" } ]
        }
      },
      "Vanished": { "request": { "operation": "GetBucketLifecycle" } }
    },
    "has": {
      "Bucket": { "resource": { "type": "Bucket", "identifiers": [ { "target": "BucketName", "source": "input" } ] } },
      "Lost": { "resource": { "type": "NoSuchType" } }
    },
    "hasMany": {
      "Buckets": {
        "request": { "operation": "listBuckets" },
        "path": "Buckets[]",
        "resource": {
          "type": "Bucket",
          "identifiers": [ { "target": "Name", "source": "response", "path": "Buckets[].Name" } ],
          "path": "NoSuchList[]"
        }
      }
    }
  },
  "resources": {
    "Bucket": {
      "identifiers": [ { "name": "Name", "memberName": "NoSuchMember" } ],
      "shape": "Bucket",
      "actions": {
        "Delete": {
          "request": {
            "operation": "DeleteBucket",
            "params": [ { "target": "Bucket", "source": "identifier", "name": "name" } ]
          }
        },
        "Empty": {}
      },
      "hasMany": {
        "Objects": {
          "request": {
            "operation": "ListObjects",
            "params": [
              { "target": "Bucket", "source": "identifier", "name": "Name" },
              { "target": "MaxKeys", "source": "string", "value": 60 }
            ]
          },
          "resource": {
            "type": "Object",
            "identifiers": [
              { "target": "BucketName", "source": "identifier", "name": "Name" },
              { "target": "Key", "source": "response", "path": "Contents[].Key" }
            ],
            "path": "Contents[]"
          }
        }
      }
    },
    "Object": {
      "identifiers": [ { "name": "BucketName" }, { "name": "Key" } ],
      "shape": "Object",
      "load": {
        "request": {
          "operation": "HeadObject",
          "params": [
            { "target": "Bucket", "source": "identifier", "name": "BucketName" },
            { "target": "Key", "source": "identifier", "name": "Key" }
          ]
        },
        "path": "@"
      }
    },
    "Version": {
      "identifiers": [ { "name": "Id" } ],
      "shape": "NoSuchShape",
      "load": { "request": { "operation": "NoSuchOperation" }, "path": "@" },
      "waiters": { "Exists": { "waiterName": "NoSuchWaiter" } }
    }
  }
}"#;

/// As botocore has it, with an operation that the service doesn't use.
const PAGINATORS: &str = r#"{
  "pagination": {
    "ListObjects": {
      "more_results": "IsTruncated",
      "limit_key": "MaxKeys",
      "output_token": "NextMarker || Contents[-1].Key",
      "input_token": "Marker",
      "result_key": [ "Contents", "CommonPrefixes" ]
    },
    "NoSuchOperation": { "input_token": "A", "output_token": "B" }
  }
}"#;

fn lenient(files: &[(&str, &str)]) -> Output {
    let folder = Folder::new();
    for (name, text) in files {
        folder.write(&format!("models/{name}"), text);
    }
    let mut sources = sources().with_models(folder.path().join("models"), "aws-resources");
    sources.options.lenient = true;
    generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

fn text<'o>(output: &'o Output, file: &str) -> &'o str {
    &output.files[Path::new(file)]
}

#[test]
fn everything_wrong_is_told_and_everything_right_comes_out() {
    let output =
        lenient(&[("s3/2006-03-01/resources-1.json", RESOURCES), ("s3/2006-03-01/paginators-1.json", PAGINATORS)]);

    let told: Vec<String> = output
        .notes
        .iter()
        .map(|note| format!("{note}{}", note.helped().map(|help| format!("\n    {help}")).unwrap_or_default()))
        .collect();
    insta::assert_snapshot!(without_versions(&told.join("\n")));
    let bucket = text(&output, "s3/bucket.rs");
    assert!(bucket.contains("pub fn delete(") && !bucket.contains("pub fn empty("));
    // The token of a page is in one of two places.
    let listing = text(&output, "s3/operations.rs");
    assert!(listing.contains(".next_marker") && listing.contains("values.last()"), "{listing}");
    // A load tells the type of the data better than `shape`; what the listing brings is its summary then.
    let object = text(&output, "s3/object.rs");
    assert!(object.contains("type Data = HeadObjectOutput;") && object.contains("type Summary = types::Object;"));
    assert!(text(&output, "s3/version.rs").contains("type Data = ();"));
}

#[test]
fn without_a_paginator_a_listing_of_several_pages_is_left_out() {
    let output = lenient(&[("s3/2006-03-01/resources-1.json", RESOURCES)]);
    assert!(!text(&output, "s3/bucket.rs").contains("pub fn objects("));
    let told = output.notes.iter().find(|note| note.pointer().contains("/hasMany/Objects")).unwrap();
    assert!(told.is_warning() && told.message().contains("is_truncated"), "{told}");
}

/// A folder of definitions may have more services than there are SDK crates, and files that can't be read.
#[test]
fn a_service_that_can_not_be_had_is_left_out_as_a_whole() {
    let resources = r#"{ "service": {}, "resources": { "A": { "identifiers": [ { "name": "Id" } ] } } }"#;
    let output = lenient(&[
        ("nosuchservice/2020-01-01/resources-1.json", resources),
        ("rds/2014-10-31/resources-1.json", "not JSON"),
        ("s3/2006-03-01/resources-1.json", resources),
        ("s3/2006-03-01/arns-1.json", "{ \"rules\": 3 }"),
        ("s3/2006-03-01/waiters-2.json", "[]"),
    ]);
    assert!(output.files.contains_key(Path::new("s3/a.rs")) && !output.files.contains_key(Path::new("rds/mod.rs")));
    let warned: Vec<String> = output.notes.iter().filter(|note| note.is_warning()).map(ToString::to_string).collect();
    insta::assert_snapshot!(warned.join("\n"));
}

/// boto3, botocore and boto3_extensions have their files in three folders.
#[test]
fn of_each_file_the_first_folder_that_has_it_counts() {
    let folder = Folder::new();
    let resources = |id: &str| {
        format!(r#"{{ "service": {{}}, "resources": {{ "A": {{ "identifiers": [ {{ "name": "{id}" }} ] }} }} }}"#)
    };
    let arns = |id: &str| {
        format!(r#"{{ "resources": {{ "A": {{ "arn": {{ "formatString": "arn:{{partition}}:s3:::{{{id}}}" }} }} }} }}"#)
    };
    folder.write("one/data/s3/2006-03-01/arns-1.json", arns("second"));
    folder.write("two/data/s3/2006-03-01/resources-1.json", resources("Second"));
    folder.write("two/data/s3/2006-03-01/arns-1.json", arns("third"));
    folder.write("two/data/s3/2005-03-01/resources-1.json", resources("Old"));
    folder.write("three/data/s3/2006-03-01/resources-1.json", resources("Third"));
    let mut sources = sources().with_models(folder.path().join("one/data"), "x");
    sources.models.extend(["two/data", "three/data"].map(|name| folder.path().join(name)));

    let output = generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));

    let a = text(&output, "s3/a.rs");
    assert!(a.contains("pub fn second(&self)") && a.contains("self.second()"), "{a}");
}

/// What is told to be left out is what is left out: not a resource whose ARN rule can't be used, and a load with the
/// data that it would bring.
#[test]
fn what_is_told_is_what_was_left_out() {
    let arns = r#"{ "resources": { "Bucket": 3, "NoSuchResource": { "arn": { "identifier": "Name" } } } }"#;
    let output = lenient(&[("s3/2006-03-01/resources-1.json", RESOURCES), ("s3/2006-03-01/arns-1.json", arns)]);
    assert!(output.files.contains_key(Path::new("s3/bucket.rs")));
    let told: Vec<&str> = output.notes.iter().filter(|note| note.is_warning()).map(Diagnostic::message).collect();
    for begins in [
        "the ARN rule of Bucket is left out: ",
        "the ARN rule of NoSuchResource is left out: ",
        "the data of Version, and so its load, is left out: ",
    ] {
        assert!(told.iter().any(|told| told.starts_with(begins)), "{begins}: {told:#?}");
    }
    let helped = output.notes.iter().find(|note| note.message().starts_with("Bucket has no rule")).unwrap().helped();
    assert_eq!(
        helped.unwrap(),
        r#"read as if /resources/Bucket in arns-1.json were {"arn":{"dataPath":["BucketArn"]}}"#
    );
}

/// A value that the caller gives can only be given where nothing else is said to be.
#[test]
fn an_identifier_of_an_unknown_name_takes_the_place_of_one_that_nothing_gives() {
    let has = r#""has": {
        "Object": {
          "resource": {
            "type": "Object",
            "identifiers": [
              { "target": "ObjectKey", "source": "input" },
              { "target": "BucketName", "source": "identifier", "name": "Name" }
            ]
          }
        },
        "Account": { "resource": { "type": "Account", "identifiers": [ { "target": "Id", "source": "input" } ] } }
      },
      "actions": {
        "Delete": {"#;
    let resources = RESOURCES.replacen("\"actions\": {\n        \"Delete\": {", has, 1);
    let resources = resources.replace("\"resources\": {", "\"resources\": { \"Account\": {},");
    let output = lenient(&[("s3/2006-03-01/resources-1.json", &resources)]);
    let bucket = text(&output, "s3/bucket.rs");
    assert!(bucket.contains("pub fn object(&self, key: impl Into<String>) -> super::Object"), "{bucket}");
    let told = output.notes.iter().find(|note| note.pointer().contains("/has/Account")).unwrap();
    assert!(told.is_warning(), "{told}");
}
