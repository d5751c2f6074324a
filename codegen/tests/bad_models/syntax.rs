use crate::faults;

faults! {
    not_json: "resources-1.json", "\"documentation\": \"A bucket.\"," => "\"documentation\": A bucket,";
    truncated: "waiters-2.json", "\n    }\n  }\n}\n" => "";
    empty_file: "paginators-1.json", crate::base::PAGINATORS => "";
    trailing_comma: "arns-1.json", "its object.\" } }" => "its object.\" } },";
    not_an_object: "arns-1.json", crate::base::ARNS => "[]";
    unknown_key_of_the_file: "resources-1.json", "  \"service\": {" => "  \"services\": {},\n  \"service\": {";
    unknown_key_of_the_service: "resources-1.json", "\"actions\": {\n      \"CreateBucket\"" => "\"waiters\": {},\n    \"actions\": {\n      \"CreateBucket\"";
    unknown_key_of_a_resource: "resources-1.json", "\"documentation\": \"A bucket.\"" => "\"docs\": \"A bucket.\"";
    unknown_key_of_an_identifier: "resources-1.json", "\"memberName\": \"Key\"" => "\"member\": \"Key\"";
    unknown_key_of_a_request: "resources-1.json", "\"operation\": \"CreateBucket\" }" => "\"operation\": \"CreateBucket\", \"parameters\": [] }";
    unknown_key_of_a_parameter: "resources-1.json", "\"value\": \"STANDARD\"" => "\"value\": \"STANDARD\", \"type\": \"string\"";
    unknown_key_of_a_batch: "resources-1.json", "\"max\": 1000" => "\"maximum\": 1000";
    unknown_key_of_a_rule: "arns-1.json", "\"none\": \"A version has the ARN of its object.\"" => "\"none\": \"A version has the ARN of its object.\", \"why\": 1";
    unknown_key_of_a_paginator: "paginators-1.json", "\"limit_key\"" => "\"limitKey\"";
    unknown_key_of_an_acceptor: "waiters-2.json", "\"expected\": \"Enabled\"" => "\"expected\": \"Enabled\", \"comment\": \"on\"";
    duplicate_key: "resources-1.json", "\"shape\": \"Bucket\"," => "\"shape\": \"Bucket\", \"shape\": \"Owner\",";
    duplicate_resource: "arns-1.json", "\"Version\": {" => "\"Version\": { \"arn\": { \"none\": \"No.\" } },\n    \"Version\": {";
    wrong_type_of_a_text: "resources-1.json", "\"shape\": \"ObjectVersion\"" => "\"shape\": 7";
    wrong_type_of_a_list: "resources-1.json", "[ { \"name\": \"Name\", \"memberName\": \"Name\" } ]" => "{ \"name\": \"Name\", \"memberName\": \"Name\" }";
    wrong_type_of_a_number: "waiters-2.json", "\"delay\": 5" => "\"delay\": \"5 s\"";
    wrong_type_of_a_version: "waiters-2.json", "\"version\": 2" => "\"version\": [2]";
    wrong_word: "waiters-2.json", "\"state\": \"failure\"" => "\"state\": \"failed\"";
    wrong_matcher: "waiters-2.json", "\"matcher\": \"path\"" => "\"matcher\": \"pathEvery\"";
    control_character: "resources-1.json", "\"A bucket.\"" => "\"A \\r bucket.\"";
    missing_operation: "resources-1.json", "\"request\": { \"operation\": \"CreateBucket\" }" => "\"request\": {}";
    missing_type: "resources-1.json", "\"type\": \"Version\",\n" => "\n";
    missing_acceptors: "waiters-2.json", ",\n      \"acceptors\": [\n        { \"state\": \"success\", \"matcher\": \"path\", \"argument\": \"Status\", \"expected\": \"Enabled\" },\n        { \"state\": \"failure\", \"matcher\": \"error\", \"expected\": \"NoSuchBucket\" }\n      ]" => "";
}
