use crate::{edited, faults, shown};

faults! {
    type_unknown: "resources-1.json", "\"type\": \"Version\"" => "\"type\": \"Versions\"";
    type_unknown_in_has: "resources-1.json", "\"Self\": { \"resource\": { \"type\": \"Bucket\"" => "\"Self\": { \"resource\": { \"type\": \"Basket\"";
    identifier_without_a_source: "resources-1.json", "{ \"target\": \"Key\", \"source\": \"response\", \"path\": \"Versions[].Key\" },\n" => "\n";
    identifier_source_unknown: "resources-1.json", "\"source\": \"response\", \"path\": \"Versions[].Key\"" => "\"source\": \"answer\", \"path\": \"Versions[].Key\"";
    identifier_target_unknown: "resources-1.json", "{ \"target\": \"BucketName\", \"source\"" => "{ \"target\": \"Bucket\", \"source\"";
    identifier_from_data_of_a_collection: "resources-1.json", "\"target\": \"BucketName\", \"source\": \"identifier\", \"name\": \"Name\"" => "\"target\": \"BucketName\", \"source\": \"data\", \"path\": \"Name\"";
    identifier_that_the_service_fixes_wrongly: "resources-1.json", "{ \"target\": \"Name\", \"source\": \"input\" }" => "{ \"target\": \"Name\", \"source\": \"integer\", \"value\": 7 }";
    identifier_that_the_service_cant_know: "resources-1.json", "{ \"target\": \"Name\", \"source\": \"input\" }" => "{ \"target\": \"Name\", \"source\": \"response\", \"path\": \"Name\" }";
    identifier_of_the_service_unknown: "resources-1.json", "{ \"target\": \"Name\", \"source\": \"input\" }" => "{ \"target\": \"Named\", \"source\": \"input\" }";
    identifier_named_twice: "resources-1.json", "{ \"name\": \"Key\", \"memberName\": \"Key\" },\n" => "{ \"name\": \"Key\", \"memberName\": \"Key\" }, { \"name\": \"key\", \"optional\": true },\n";
    identifier_that_is_a_structure: "resources-1.json", "\"memberName\": \"VersionId\"" => "\"memberName\": \"Owner\"";
    identifier_prefix_of_a_number: "resources-1.json", "\"memberName\": \"VersionId\", \"optional\": true" => "\"memberName\": \"StorageClass\", \"trimPrefix\": \"x\", \"optional\": true";
    shape_unknown: "resources-1.json", "\"shape\": \"ObjectVersion\"" => "\"shape\": \"ObjectVersions\"";
    shape_that_is_an_enumeration: "resources-1.json", "\"shape\": \"ObjectVersion\"" => "\"shape\": \"StorageClass\"";
    shape_missing: "resources-1.json", "\"shape\": \"ObjectVersion\",\n" => "\n";
    member_name_unknown: "resources-1.json", "\"memberName\": \"VersionId\"" => "\"memberName\": \"VersonId\"";
    two_summaries: "resources-1.json", "\"Versions\": {\n          \"request\"" => "\"Markers\": { \"request\": { \"operation\": \"ListObjectVersions\" }, \"resource\": { \"type\": \"Version\", \"identifiers\": [ { \"target\": \"BucketName\", \"source\": \"identifier\", \"name\": \"Name\" }, { \"target\": \"Key\", \"source\": \"response\", \"path\": \"DeleteMarkers[].Key\" } ], \"path\": \"DeleteMarkers[]\" } },\n        \"Objects\": { \"request\": { \"operation\": \"ListObjectsV2\" }, \"resource\": { \"type\": \"Version\", \"identifiers\": [ { \"target\": \"BucketName\", \"source\": \"identifier\", \"name\": \"Name\" }, { \"target\": \"Key\", \"source\": \"response\", \"path\": \"Contents[].Key\" } ], \"path\": \"Contents[]\" } },\n        \"Versions\": {\n          \"request\"";
    action_without_a_request: "resources-1.json", "\"Delete\": {\n          \"request\": {\n            \"operation\": \"DeleteBucket\",\n            \"params\": [ { \"target\": \"Bucket\", \"source\": \"identifier\", \"name\": \"Name\" } ]\n          }\n        }" => "\"Delete\": {}";
    action_with_resource_and_path: "resources-1.json", "[ { \"target\": \"Name\", \"source\": \"requestParameter\", \"path\": \"Bucket\" } ]\n        }" => "[ { \"target\": \"Name\", \"source\": \"requestParameter\", \"path\": \"Bucket\" } ]\n        },\n        \"path\": \"Location\"";
    name_with_a_space: "resources-1.json", "\"PutObject\": {" => "\"Put object\": {";
    name_that_no_file_can_have: "resources-1.json", "\"PutObject\": {" => &format!("\"{}\": {{", "Put".repeat(40));
    name_that_begins_with_a_digit: "resources-1.json", "\"Buckets\": {" => "\"2Buckets\": {";
    name_that_is_empty: "resources-1.json", "\"Self\": {" => "\"\": {";
    name_of_an_identifier: "resources-1.json", "{ \"name\": \"Id\", \"memberName\": \"VersionId\", \"optional\": true }\n" => "{ \"name\": \"Id\", \"memberName\": \"VersionId\", \"optional\": true }, { \"name\": \"é\", \"optional\": true }\n";
}

#[test]
fn a_resource_with_the_name_of_the_service_gets_another() {
    let output = edited(&[("services.toml", "type = \"S3\"", "type = \"Bucket\"")]).unwrap();
    let text = |file: &str| output.files[std::path::Path::new(file)].as_str();
    assert!(text("s3/service.rs").contains("pub struct Bucket("));
    assert!(text("s3/bucket.rs").contains("pub struct BucketResource("));
}

#[test]
fn one_rust_name() {
    let edits = [
        (
            "resources-1.json",
            "    \"Version\": {\n      \"doc",
            "    \"version\": { \"identifiers\": [] },\n    \"Version\": {\n      \"doc",
        ),
        ("arns-1.json", "    \"Version\"", "    \"version\": { \"arn\": { \"none\": \"No.\" } },\n    \"Version\""),
    ];
    let diagnostics = edited(&edits).unwrap_err();
    assert_eq!(diagnostics.errors(), 1, "{diagnostics}");
    insta::assert_snapshot!(shown(&diagnostics));
}
