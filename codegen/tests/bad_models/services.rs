use crate::{edited, faults, shown};

faults! {
    services_not_toml: "services.toml", "[s3]" => "[s3";
    services_unknown_key: "services.toml", "title =" => "name =";
    services_wrong_type: "services.toml", "title = \"Amazon S3\"" => "title = 3";
    sdk_crate_missing: "services.toml", "\"aws-sdk-s3\"" => "\"aws-sdk-athena\"";
    no_version_folder: "services.toml", "[s3]" => "[s4]";
    service_name: "services.toml", "[s3]" => "[\"s 3\"]";
    service_type_of_generated_source: "services.toml", "type = \"S3\"" => "type = \"Session\"";
    title_with_a_control_character: "services.toml", "Amazon S3" => "Amazon\\rS3";
    service_type: "services.toml", "type = \"S3\"" => "type = \"Amazon S3\"";
}

/// Their folders differ, their modules don't.
#[test]
fn two_services_of_one_module() {
    let folder = crate::common::Folder::new();
    for (name, text) in &crate::FILES[1..] {
        folder.write(&format!("models/{}", name.replace("s3/", "s3-a/")), text);
        folder.write(&format!("models/{}", name.replace("s3/", "s3_a/")), text);
    }
    let (one, other) =
        (crate::base::SERVICES.replace("[s3]", "[s3-a]"), crate::base::SERVICES.replace("[s3]", "[s3_a]"));
    folder.write("models/services.toml", one + &other);
    let models = folder.path().join("models");
    let diagnostics = aws_resources_codegen::generate(&crate::sources().with_models(models, "x")).unwrap_err();
    assert_eq!(diagnostics.errors(), 1, "{diagnostics}");
    insta::assert_snapshot!(shown(&diagnostics));
}

#[test]
fn no_services_file() {
    let folder = crate::common::Folder::new();
    let models = folder.path().join("models");
    std::fs::create_dir(&models).unwrap();
    let diagnostics = aws_resources_codegen::generate(&crate::sources().with_models(models, "x")).unwrap_err();
    insta::assert_snapshot!(shown(&diagnostics));
}

/// A name that was mistyped in a search path, not a folder that has nothing.
#[test]
fn a_folder_that_is_not_there() {
    let folder = crate::common::Folder::new();
    for (name, text) in crate::FILES {
        folder.write(&format!("models/{name}"), text);
    }
    let mut sources = crate::sources().with_models(folder.path().join("models"), "x");
    sources.models.extend(["gone", "models/services.toml"].map(|name| folder.path().join(name)));
    let diagnostics = aws_resources_codegen::generate(&sources).unwrap_err();
    let told: Vec<&str> = diagnostics.iter().map(aws_resources_codegen::Diagnostic::message).collect();
    let [gone, file] = ["gone", "models/services.toml"].map(|name| folder.path().join(name).display().to_string());
    assert_eq!(told, [format!("there is no folder {gone}"), format!("{file} is no folder")]);
}

#[test]
fn models_that_the_list_leaves_out() {
    let folder = crate::common::Folder::new();
    for (name, text) in crate::FILES {
        folder.write(&format!("models/{name}"), text);
        folder.write(&format!("models/{}", name.replace("s3/", "forgotten/")), text);
        folder.write(&format!("others/{}", name.replace("s3/", "other/")), text);
    }
    std::fs::remove_file(folder.path().join("others/services.toml")).unwrap();
    let mut sources = crate::sources().with_models(folder.path().join("models"), "x");
    sources.models.push(folder.path().join("others"));
    let output = aws_resources_codegen::generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    // Beside the list it is likely to be a mistake, elsewhere it is a choice.
    let told: Vec<(bool, &str)> = output
        .notes
        .iter()
        .map(|note| (note.is_warning(), note.message()))
        .filter(|(_, told)| told.contains("table"))
        .collect();
    let expected = [
        (true, "the service forgotten is left out: there is no table `[forgotten]` in this list"),
        (false, "the service other is left out: there is no table `[other]` in this list"),
    ];
    assert_eq!(told, expected);
    assert!(output.notes.without_notes().iter().all(aws_resources_codegen::Diagnostic::is_warning));
}

/// As some editors write them: their files have a byte order mark, and lines of another system.
#[test]
fn files_of_other_systems() {
    let folder = crate::common::Folder::new();
    for (name, text) in crate::FILES {
        let text = text.replace("\"path\": \"ETag\"", "\"path\": \"\\u0045Tag[\"").replace('\n', "\r\n");
        folder.write(&format!("models/{name}"), format!("\u{feff}{text}"));
    }
    let models = folder.path().join("models");
    let diagnostics = aws_resources_codegen::generate(&crate::sources().with_models(models, "x")).unwrap_err();
    assert_eq!(diagnostics.errors(), 1, "{diagnostics}");
    let record = diagnostics.iter().next().unwrap().record("");
    let line = crate::base::RESOURCES.lines().position(|line| line.contains("\"ETag\"")).unwrap();
    let start = crate::base::RESOURCES.lines().nth(line).unwrap().find("ETag").unwrap();
    // Behind an escaped letter and three others.
    assert_eq!((record.line, record.column), (Some(line + 1), Some(start + 6 + 3 + 1)));
}

#[test]
fn no_resources_file() {
    let folder = crate::common::Folder::new();
    folder.write("models/services.toml", crate::base::SERVICES);
    folder.write("models/s3/2006-03-01/arns-1.json", crate::base::ARNS);
    let models = folder.path().join("models");
    let diagnostics = aws_resources_codegen::generate(&crate::sources().with_models(models, "x")).unwrap_err();
    assert_eq!(diagnostics.errors(), 1, "{diagnostics}");
    insta::assert_snapshot!(shown(&diagnostics));
}

#[test]
fn no_arns_file_is_told_of_each_resource() {
    let folder = crate::common::Folder::new();
    for (name, text) in crate::FILES.iter().filter(|(name, _)| !name.contains("arns")) {
        folder.write(&format!("models/{name}"), text);
    }
    let models = folder.path().join("models");
    let diagnostics = aws_resources_codegen::generate(&crate::sources().with_models(models, "x")).unwrap_err();
    insta::assert_snapshot!(shown(&diagnostics));
}

#[test]
fn only_an_unknown_service() {
    let folder = crate::common::Folder::new();
    folder.write("models/services.toml", crate::base::SERVICES);
    let mut sources = crate::sources().with_models(folder.path().join("models"), "x");
    sources.only = vec!["s4".to_owned()];
    insta::assert_snapshot!(shown(&aws_resources_codegen::generate(&sources).unwrap_err()));
}

/// A service has only to be named: the rest is in its SDK crate.
#[test]
fn what_the_list_does_not_say_comes_from_the_sdk() {
    let folder = crate::common::Folder::new();
    for (name, text) in crate::FILES.iter().filter(|(name, _)| !name.ends_with(".toml")) {
        folder.write(&format!("models/{name}"), text);
    }
    let models = folder.path().join("models");
    let without = aws_resources_codegen::generate(&crate::sources().with_models(models, "aws-resources")).unwrap();
    let with = edited(&[]).unwrap();
    let arns = |output: &aws_resources_codegen::Output| output.files[std::path::Path::new("s3/bucket.rs")].clone();
    assert!(without.files.keys().eq(with.files.keys()));
    assert!(arns(&without).contains(r#"service: "s3""#), "the service word is the name that requests are signed for");
    assert!(arns(&without).contains("aws_sdk_s3::operation::"), "links go to the SDK where nobody says AWS's");
    assert!(arns(&with).contains("https://docs.aws.amazon.com/"));
}

#[test]
fn an_edit_that_breaks_nothing_is_fine() {
    assert!(edited(&[("services.toml", "Amazon S3", "Simple Storage")]).is_ok());
}
