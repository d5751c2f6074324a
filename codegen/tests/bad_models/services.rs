use crate::{edited, faults, shown};

faults! {
    services_not_toml: "services.toml", "[s3]" => "[s3";
    services_unknown_key: "services.toml", "title =" => "name =";
    services_missing_key: "services.toml", "arn-service = \"s3\"\n" => "";
    services_wrong_type: "services.toml", "title = \"Amazon S3\"" => "title = 3";
    sdk_crate_missing: "services.toml", "\"aws-sdk-s3\"" => "\"aws-sdk-sqs\"";
    no_version_folder: "services.toml", "[s3]" => "[s4]";
    service_name: "services.toml", "[s3]" => "[\"s 3\"]";
    service_type: "services.toml", "type = \"S3\"" => "type = \"Amazon S3\"";
}

#[test]
fn no_services_file() {
    let folder = crate::common::Folder::new();
    let models = folder.path().join("models");
    let diagnostics = aws_resources_codegen::generate(&crate::sources().with_models(models, "x")).unwrap_err();
    insta::assert_snapshot!(shown(&diagnostics));
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

#[test]
fn an_edit_that_breaks_nothing_is_fine() {
    assert!(edited(&[("services.toml", "Amazon S3", "Simple Storage")]).is_ok());
}
