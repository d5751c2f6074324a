use crate::{
    FILES, base,
    common::{Folder, without_versions},
    edited, sources,
};

#[test]
fn a_line_for_each_with_all_that_an_editor_needs() {
    let diagnostics = edited(&[
        ("resources-1.json", "\"operation\": \"DeleteBucket\"", "\"operation\": \"DeleteBuckets\""),
        ("resources-1.json", "\"value\": \"STANDARD\"", "\"value\": \"é\""),
        ("arns-1.json", "\"arn\": { \"none\": \"A version has the ARN of its object.\" }", ""),
    ])
    .unwrap_err();
    insta::assert_snapshot!(without_versions(&diagnostics.json(|shown| format!("some/{shown}"))));
}

#[test]
fn what_has_no_place_has_null() {
    let folder = Folder::new();
    folder.write("models/services.toml", base::SERVICES);
    folder.write("models/s3/2006-03-01/arns-1.json", base::ARNS);
    let sources = sources().with_models(folder.path().join("models"), "x");
    let diagnostics = aws_resources_codegen::generate(&sources).unwrap_err();
    insta::assert_snapshot!(diagnostics.json(str::to_owned));
}

#[test]
fn columns_count_characters_and_end_behind_the_last() {
    let diagnostics =
        edited(&[("resources-1.json", "\"documentation\": \"A bucket.\"", "\"documentation\": \"ÄÖÜ\", \"shape\": 7")]);
    let diagnostics = diagnostics.unwrap_err();
    let one = diagnostics.iter().next().unwrap().record("");
    // The second `shape` of the line before.
    assert_eq!((one.line, one.end_line), (Some(30), Some(30)));
    assert_eq!(one.end_column.unwrap() - one.column.unwrap(), "\"shape\"".len());
}

/// The names by which diagnostics show files lead back to them.
#[test]
fn files_are_found_by_their_names_in_diagnostics() {
    let folder = Folder::new();
    for (name, text) in FILES {
        folder.write(&format!("first/data/{name}"), text);
        folder.write(&format!("second/data/{name}"), text);
    }
    let mut sources = sources().with_models(folder.path().join("first/data"), "x");
    let arns = "s3/2006-03-01/arns-1.json";
    assert_eq!(sources.path(&format!("data/{arns}")), Some(folder.path().join("first/data").join(arns)));
    sources.models.push(folder.path().join("second/data"));
    assert_eq!(sources.path(&format!("second/data/{arns}")), Some(folder.path().join("second/data").join(arns)));
    assert_eq!(sources.path("first/data"), Some(folder.path().join("first/data")));
    assert_eq!(sources.path("rustfmt"), None);
}
