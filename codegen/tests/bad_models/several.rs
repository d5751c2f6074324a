use crate::{edited, shown};

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
