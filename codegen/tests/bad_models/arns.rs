use crate::faults;

faults! {
    no_rule: "arns-1.json", ",\n    \"Version\": { \"arn\": { \"none\": \"A version has the ARN of its object.\" } }" => "";
    no_rule_in_its_entry: "arns-1.json", "{ \"arn\": { \"none\": \"A version has the ARN of its object.\" } }" => "{}";
    empty_list_of_rules: "arns-1.json", "\"arn\": { \"none\": \"A version has the ARN of its object.\" }" => "\"arn\": []";
    two_forms: "arns-1.json", "{ \"dataPath\": [\"BucketArn\"] }" => "{ \"dataPath\": [\"BucketArn\"], \"identifier\": \"Name\" }";
    no_form: "arns-1.json", "{ \"none\": \"A version has the ARN of its object.\" }" => "{}";
    field_unknown: "arns-1.json", ":::{name}" => ":::{nane}";
    brace_unclosed: "arns-1.json", ":::{name}" => ":::{name";
    too_few_parts: "arns-1.json", "{service}:::{name}" => "{service}:{name}";
    no_arn_at_all: "arns-1.json", "arn:{partition}:{service}" => "urn:{partition}:{service}";
    region_of_data: "arns-1.json", "{service}:::{name}" => "{service}:{BucketRegion}::{name}";
    account_of_data: "arns-1.json", "{service}:::{name}" => "{service}::{owner}:{name}";
    nothing_behind_the_account: "arns-1.json", ":::{name}" => ":::";
    unreachable_rule: "arns-1.json", "[ { \"dataPath\": [\"BucketArn\"] }, { \"formatString\": \"arn:{partition}:{service}:::{name}\" } ]" => "[ { \"formatString\": \"arn:{partition}:{service}:::{name}\" }, { \"dataPath\": [\"BucketArn\"] } ]";
    empty_reason: "arns-1.json", "\"A version has the ARN of its object.\"" => "\" \"";
    orphan_type: "arns-1.json", "\"Version\": {" => "\"Object\": { \"arn\": { \"none\": \"No.\" } },\n    \"Version\": {";
    data_path_unknown: "arns-1.json", "\"BucketArn\"" => "\"Arn\"";
    data_path_of_a_timestamp: "arns-1.json", "\"BucketArn\"" => "\"CreationDate\"";
    data_path_empty: "arns-1.json", "[\"BucketArn\"]" => "[]";
    data_path_that_is_no_list: "arns-1.json", "[\"BucketArn\"]" => "\"BucketArn\"";
    identifier_of_arn_unknown: "arns-1.json", "{ \"none\": \"A version has the ARN of its object.\" }" => "{ \"identifier\": \"Arn\" }";
    identifier_of_arn_optional: "arns-1.json", "{ \"none\": \"A version has the ARN of its object.\" }" => "{ \"identifier\": \"Id\" }";
    owner_unknown: "arns-1.json", ":::{name}\"" => "::{account-id}:{name}\", \"ownerPath\": [\"OwnerId\"]";
    pattern_of_no_identifier: "arns-1.json", ":::{name}\" } ]" => ":::{name}\" } ], \"patterns\": [\"arn:{partition}:{service}:::{nane}\"]";
    pattern_without_an_identifier: "arns-1.json", ":::{name}\" } ]" => ":::{name}\" } ], \"patterns\": [\"arn:{partition}:{service}:::{*}\"]";
    pattern_with_too_few_parts: "arns-1.json", ":::{name}\" } ]" => ":::{name}\" } ], \"patterns\": [\"arn:{partition}:{service}:{name}\"]";
    owner_without_an_account: "arns-1.json", ":::{name}\"" => ":::{name}\", \"ownerPath\": [\"BucketRegion\"]";
}
