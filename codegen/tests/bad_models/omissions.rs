//! What is told where something is said to be left out that isn't there, or isn't left out.

use crate::faults;

faults! {
    operation_that_the_sdk_has_not: "omissions-1.json", "\"GetBucketCors\"" => "\"GetBucketCorz\"";
    operation_that_the_model_uses: "omissions-1.json", "\"GetBucketCors\"" => "\"CreateBucket\"";
    waiter_that_the_sdk_has_not: "omissions-1.json", "\"ObjectExists\"" => "\"ObjectExist\"";
    waiter_that_the_model_has: "omissions-1.json", "\"ObjectExists\"" => "\"BucketExists\"";
    resource_that_the_model_has: "omissions-1.json", "\"Object\"" => "\"Version\"";
    entry_that_the_model_has: "omissions-1.json", "\"Bucket.Cors\"" => "\"Bucket.Exists\"";
    entry_of_the_service_that_it_has: "omissions-1.json", "\"service.Objects\"" => "\"service.Buckets\"";
    counterpart_that_the_model_has_not: "omissions-1.json", "\"entries\": [\"Bucket.Cors\"]" => "\"entries\": [\"Bucket.Cors\"], \"counterpart\": \"Bucket.Existing\"";
    counterpart_of_nothing: "omissions-1.json", ", \"entries\": [\"Bucket.Cors\"]" => ", \"counterpart\": \"Bucket\"";
    no_reason: "omissions-1.json", "\"Not asked for.\"" => "\" \"";
    nothing_left_out: "omissions-1.json", "\"operations\": [\"GetBucketCors\"], \"entries\": [\"Bucket.Cors\"]" => "\"waiters\": []";
    omission_with_an_unknown_key: "omissions-1.json", "\"waiters\"" => "\"waiter\"";
}
