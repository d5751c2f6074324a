use crate::faults;

faults! {
    member_unknown: "resources-1.json", "\"path\": \"ETag\"" => "\"path\": \"Etags\"";
    member_unknown_deeper: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"Versions[].Version\"";
    through_a_scalar: "resources-1.json", "\"path\": \"ETag\"" => "\"path\": \"ETag.Value\"";
    first_of_no_list: "resources-1.json", "\"path\": \"ETag\"" => "\"path\": \"ETag[0]\"";
    each_of_no_list: "resources-1.json", "\"path\": \"ETag\"" => "\"path\": \"ETag[]\"";
    malformed: "resources-1.json", "\"path\": \"ETag\"" => "\"path\": \"E-Tag\"";
    malformed_behind_escapes: "resources-1.json",
        "Versions[].Key" => r"[\u0041\u0041\u0041ééééé]|[].x[";
    malformed_in_the_middle: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"Versions[1].VersionId\"";
    filter_of_jmespath: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"Versions[?IsLatest].VersionId\"";
    alternatives_that_arent_flattened: "resources-1.json", "\"path\": \"Versions[].Key\"" => "\"path\": \"[Versions,DeleteMarkers].Key\"";
    alternatives_of_an_action: "resources-1.json", "\"path\": \"ETag\"" => "\"path\": \"[ETag,VersionId]|[]\"";
    alternatives_of_failures: "resources-1.json", "\"path\": \"Errors[]\"" => "\"path\": \"[Errors,Deleted]|[]\"";
    more_alternatives_than_items: "resources-1.json", "\"path\": \"Versions[].Key\"" => "\"path\": \"[Versions,DeleteMarkers]|[].Key\"";
    load_of_another_operation: "resources-1.json", "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\" }" => "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"BucketList[]\" }";
    load_of_another_type: "resources-1.json", "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\" }" => "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Owner\" }";
    load_of_the_whole_output: "resources-1.json", "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\" }" => "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"@\" }";
    load_of_alternatives: "resources-1.json", "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\" }" => "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"[Buckets,Buckets]|[]\" }";
    load_that_needs_its_own_data: "resources-1.json", "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\" }" => "\"load\": { \"request\": { \"operation\": \"ListBuckets\", \"params\": [ { \"target\": \"Prefix\", \"source\": \"data\", \"path\": \"Name\" } ] }, \"path\": \"Buckets[]\" }";
    load_that_lists_and_is_absent: "resources-1.json", "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\" }" => "\"load\": { \"request\": { \"operation\": \"ListBuckets\" }, \"path\": \"Buckets[]\", \"absent\": { \"path\": \"Name\", \"expected\": \"x\" } }";
    load_that_cant_tell_its_item: "resources-1.json", "{ \"name\": \"Name\", \"memberName\": \"Name\" }" => "{ \"name\": \"Name\" }";
    identifiers_of_another_list: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"DeleteMarkers[].VersionId\"";
    identifier_of_no_list: "resources-1.json", "{ \"target\": \"Name\", \"source\": \"response\", \"path\": \"Buckets[].Name\" }" => "{ \"target\": \"Name\", \"source\": \"response\", \"path\": \"Owner.ID\" }";
    identifier_of_another_type: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"Versions[].IsLatest\"";
    items_that_are_no_data: "resources-1.json", "\"path\": \"Versions[]\"" => "\"path\": \"Versions[].Key\"";
}
