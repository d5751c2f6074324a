use aws_resources_codegen::generate;

use crate::{FILES, common::Folder, edited, shown, sources};

/// Faults in every file and on every level.
const FAULTS: [(&str, &str, &str); 7] = [
    ("waiters-2.json", "\"Enabled\"", "\"enabled\""),
    ("resources-1.json", "\"path\": \"ETag\"", "\"path\": \"Etags\""),
    ("arns-1.json", "\"BucketArn\"", "\"Arn\""),
    ("resources-1.json", "\"operation\": \"DeleteBucket\"", "\"operation\": \"DeleteBuckets\""),
    ("paginators-1.json", "\"IsTruncated\"", "\"Truncated\""),
    ("resources-1.json", "\"value\": \"STANDARD\"", "\"value\": \"STANDART\""),
    ("resources-1.json", "\"documentation\": \"A version of an object.\"", "\"docs\": \"A version of an object.\""),
];

#[test]
fn all_are_told_in_one_run_by_file_and_place() {
    let diagnostics = edited(&FAULTS).unwrap_err();

    let told: Vec<String> =
        diagnostics.iter().map(|one| format!("{} {}", one.file().rsplit('/').next().unwrap(), one.pointer())).collect();
    let expected = [
        "arns-1.json /resources/Bucket/arn/0/dataPath",
        "paginators-1.json /pagination/ListObjectVersions/more_results",
        "resources-1.json /resources/Bucket/actions/Delete/request/operation",
        "resources-1.json /resources/Bucket/actions/PutObject/request/params/1/value",
        "resources-1.json /resources/Bucket/actions/PutObject/path",
        "resources-1.json /resources/Version/docs",
        "waiters-2.json /waiters/BucketVersioned/acceptors/0/expected",
    ];
    assert_eq!(told, expected);
    insta::assert_snapshot!(shown(&diagnostics));
}

#[test]
fn all_faults_of_the_list_of_services_are_told() {
    let folder = Folder::new();
    for (name, text) in FILES {
        folder.write(&format!("models/{name}"), text);
    }
    let list = r#"title = "No service"

[s3]
sdk = 3
type = "S3"
titel = "Amazon S3"
arn-service = ["s3"]

[s4]
sdk = "aws-sdk-s3"

["s 5"]
type = "S 5"

[athena]
arn-service = "athena"
"#;
    folder.write("models/services.toml", list);
    folder.write("models/athena/2012-11-05/resources-1.json", "{}");
    let diagnostics = generate(&sources().with_models(folder.path().join("models"), "x")).unwrap_err();
    insta::assert_snapshot!(shown(&diagnostics));
}

/// Of an item with several, the first.
#[test]
fn all_values_of_a_wrong_type_are_told() {
    let diagnostics = edited(&[
        ("resources-1.json", "\"shape\": \"Bucket\"", "\"shape\": 7"),
        ("resources-1.json", "\"operation\": \"DeleteBucket\"", "\"operation\": [], \"parms\": []"),
        ("resources-1.json", "\"waiterName\": \"BucketExists\",", ""),
        ("resources-1.json", "\"max\": 1000", "\"max\": \"1000\""),
        ("arns-1.json", "[\"BucketArn\"]", "\"BucketArn\""),
        ("arns-1.json", "\"none\": \"A version has the ARN of its object.\"", "\"none\": false"),
    ])
    .unwrap_err();
    let told: Vec<String> = diagnostics.iter().map(|one| format!("{} {}", one.file(), one.pointer())).collect();
    let expected = [
        "arns-1.json /resources/Bucket/arn/0/dataPath",
        "arns-1.json /resources/Version/arn/none",
        "resources-1.json /resources/Bucket/shape",
        "resources-1.json /resources/Bucket/actions/Delete/request/operation",
        "resources-1.json /resources/Bucket/waiters/Exists",
        "resources-1.json /resources/Version/batchActions/Delete/max",
    ];
    assert_eq!(told, expected.map(|place| format!("models/s3/2006-03-01/{place}")));
}

#[test]
fn all_faults_of_its_syntax_are_told() {
    let list = "[s3]\nsdk = aws-sdk-s3\ntype = \"S3\ntitle = \"Amazon S3\"\n[s3]\n";
    let diagnostics = edited(&[("services.toml", crate::base::SERVICES, list)]).unwrap_err();
    insta::assert_snapshot!(shown(&diagnostics));
}

/// Services are resolved by name, but told by file.
#[test]
fn faults_of_several_services_are_told_by_file_and_place() {
    let folder = Folder::new();
    let names = ["c", "a", "b"];
    let lists = names.map(|name| format!("[{name}]\nsdk = \"aws-sdk-s3\"\ntype = \"{}\"\n", name.to_uppercase()));
    folder.write("models/services.toml", lists.concat() + "[d]\nsdk = 3\n");
    for (name, (file, text)) in names.iter().flat_map(|name| FILES.map(|file| (name, file))) {
        let Some(file) = file.strip_prefix("s3/") else { continue };
        let text = text.replace("\"path\": \"ETag\"", "\"path\": \"Etags\"").replace("\"MaxKeys\"", "\"Keys\"");
        let text = text.replace("\"operation\": \"DeleteBucket\"", "\"operation\": \"DeleteBuckets\"");
        folder.write(&format!("models/{name}/{file}"), text);
    }
    let diagnostics = generate(&sources().with_models(folder.path().join("models"), "x")).unwrap_err();

    let told: Vec<String> = diagnostics.iter().map(|one| format!("{} {}", one.file(), one.pointer())).collect();
    let of = |name: &str| {
        [
            format!("models/{name}/2006-03-01/paginators-1.json /pagination/ListObjectVersions/limit_key"),
            format!("models/{name}/2006-03-01/resources-1.json /resources/Bucket/actions/Delete/request/operation"),
            format!("models/{name}/2006-03-01/resources-1.json /resources/Bucket/actions/PutObject/path"),
        ]
    };
    let expected: Vec<String> =
        ["a", "b", "c"].iter().flat_map(|name| of(name)).chain(["models/services.toml /d/sdk".to_owned()]).collect();
    assert_eq!(told, expected);
}
