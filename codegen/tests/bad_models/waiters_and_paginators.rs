use crate::faults;

faults! {
    waiter_unknown: "resources-1.json", "\"waiterName\": \"BucketExists\"" => "\"waiterName\": \"BucketExist\"";
    waiter_target_unknown: "resources-1.json", "\"waiterName\": \"BucketExists\",\n          \"params\": [ { \"target\": \"Bucket\"" => "\"waiterName\": \"BucketExists\",\n          \"params\": [ { \"target\": \"Buckets\"";
    waiter_that_fills_a_member_twice: "resources-1.json", "\"waiterName\": \"BucketExists\",\n          \"params\": [ " => "\"waiterName\": \"BucketExists\",\n          \"params\": [ { \"target\": \"Bucket\", \"source\": \"string\", \"value\": \"b\" }, ";
    waiter_without_what_its_operation_requires: "resources-1.json", "\"waiterName\": \"BucketExists\",\n          \"params\": [ { \"target\": \"Bucket\", \"source\": \"identifier\", \"name\": \"Name\" } ]" => "\"waiterName\": \"BucketExists\"";
    waiter_without_success: "waiters-2.json", "\"state\": \"success\"" => "\"state\": \"retry\"";
    waiter_value_not_in_its_enumeration: "waiters-2.json", "\"expected\": \"Enabled\"" => "\"expected\": \"enabled\"";
    waiter_argument_unknown: "waiters-2.json", "\"argument\": \"Status\"" => "\"argument\": \"State\"";
    waiter_argument_missing: "waiters-2.json", "\"argument\": \"Status\", " => "";
    waiter_argument_of_alternatives: "waiters-2.json", "\"argument\": \"Status\"" => "\"argument\": \"[Status,MFADelete]|[]\"";
    waiter_operation_unknown: "waiters-2.json", "\"GetBucketVersioning\"" => "\"GetBucketVersions\"";
    waiter_without_time: "waiters-2.json", "\"delay\": 5" => "\"delay\": 0";
    waiter_that_never_gives_up: "waiters-2.json", "\"delay\": 5" => "\"delay\": 1472464536166413546";
    waiter_status: "waiters-2.json", "\"matcher\": \"error\", \"expected\": \"NoSuchBucket\"" => "\"matcher\": \"status\", \"expected\": 404";
    waiter_that_nothing_uses: "waiters-2.json", "\"waiters\": {" => "\"waiters\": {\n    \"Unused\": { \"operation\": \"HeadBucket\", \"delay\": 1, \"maxAttempts\": 1, \"acceptors\": [] },";
    paginator_missing: "paginators-1.json", "\"ListObjectVersions\"" => "\"ListMultipartUploads\"";
    paginator_of_no_operation: "paginators-1.json", "\"pagination\": {" => "\"pagination\": {\n    \"ListThings\": {},";
    tokens_that_dont_match: "paginators-1.json", "[\"NextKeyMarker\", \"NextVersionIdMarker\"]" => "\"NextKeyMarker\"";
    token_of_the_request_unknown: "paginators-1.json", "[\"KeyMarker\", " => "[\"Marker\", ";
    token_of_the_response_unknown: "paginators-1.json", "[\"NextKeyMarker\", " => "[\"KeyMark\", ";
    token_of_another_type: "paginators-1.json", "[\"NextKeyMarker\", " => "[\"MaxKeys\", ";
    tokens_without_a_partner: "paginators-1.json", ",\n      \"output_token\": [\"NextKeyMarker\", \"NextVersionIdMarker\"]" => "";
    more_results_unknown: "paginators-1.json", "\"IsTruncated\"" => "\"Truncated\"";
    more_results_that_is_no_boolean: "paginators-1.json", "\"IsTruncated\"" => "\"MaxKeys\"";
    limit_unknown: "paginators-1.json", "\"MaxKeys\"" => "\"MaxItems\"";
    limit_that_is_no_number: "paginators-1.json", "\"MaxKeys\"" => "\"EncodingType\"";
}
