use crate::faults;

faults! {
    part_of_a_number: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"Versions[].Size\", \"split\": { \"by\": \":\", \"at\": 1 }";
    parts_without_a_separator: "resources-1.json", "\"path\": \"Versions[].VersionId\"" => "\"path\": \"Versions[].VersionId\", \"split\": { \"by\": \"\", \"at\": 1 }";
    part_of_an_identifier: "resources-1.json", "{ \"target\": \"BucketName\", \"source\": \"identifier\", \"name\": \"Name\" },\n              { \"target\": \"Key\"" => "{ \"target\": \"BucketName\", \"source\": \"identifier\", \"name\": \"Name\", \"split\": { \"by\": \"-\", \"at\": 1 } },\n              { \"target\": \"Key\"";
    operation_unknown: "resources-1.json", "\"operation\": \"DeleteBucket\"" => "\"operation\": \"DeleteBuckets\"";
    operation_in_wrong_case: "resources-1.json", "\"operation\": \"DeleteBucket\"" => "\"operation\": \"deleteBucket\"";
    operation_like_no_other: "resources-1.json", "\"operation\": \"DeleteBucket\"" => "\"operation\": \"Xyz\"";
    target_unknown: "resources-1.json", "{ \"target\": \"StorageClass\"" => "{ \"target\": \"StorageClas\"";
    target_malformed: "resources-1.json", "{ \"target\": \"StorageClass\"" => "{ \"target\": \"StorageClass[x]\"";
    target_empty: "resources-1.json", "{ \"target\": \"StorageClass\"" => "{ \"target\": \"\"";
    target_with_an_open_bracket: "resources-1.json", "{ \"target\": \"StorageClass\"" => "{ \"target\": \"Storage[\"";
    target_through_a_scalar: "resources-1.json", "{ \"target\": \"StorageClass\"" => "{ \"target\": \"Key.Name\"";
    target_element_of_no_list: "resources-1.json", "{ \"target\": \"StorageClass\"" => "{ \"target\": \"Key[0]\"";
    source_unknown: "resources-1.json", "\"target\": \"StorageClass\", \"source\": \"string\"" => "\"target\": \"StorageClass\", \"source\": \"str\"";
    source_of_a_response_in_a_request: "resources-1.json", "\"source\": \"data\", \"path\": \"Name\" },\n" => "\"source\": \"response\", \"path\": \"Name\" },\n";
    identifier_without_a_name: "resources-1.json", "\"params\": [ { \"target\": \"Bucket\", \"source\": \"identifier\", \"name\": \"Name\" } ]\n          },\n          \"resource\"" => "\"params\": [ { \"target\": \"Bucket\", \"source\": \"identifier\" } ]\n          },\n          \"resource\"";
    data_without_a_path: "resources-1.json", "\"source\": \"data\", \"path\": \"Name\" },\n" => "\"source\": \"data\" },\n";
    literal_without_a_value: "resources-1.json", "\"source\": \"string\", \"value\": \"STANDARD\"" => "\"source\": \"string\"";
    literal_of_another_type: "resources-1.json", "\"source\": \"string\", \"value\": \"STANDARD\"" => "\"source\": \"string\", \"value\": 7";
    literal_that_doesnt_fit: "resources-1.json", "\"target\": \"StorageClass\", \"source\": \"string\"" => "\"target\": \"ContentLength\", \"source\": \"string\"";
    literal_not_in_its_enumeration: "resources-1.json", "\"value\": \"STANDARD\"" => "\"value\": \"STANDART\"";
    identifier_unknown: "resources-1.json", "\"source\": \"identifier\", \"name\": \"BucketName\" },\n              { \"target\": \"Delete" => "\"source\": \"identifier\", \"name\": \"Bucket\" },\n              { \"target\": \"Delete";
    identifier_of_the_service: "resources-1.json", "\"request\": { \"operation\": \"CreateBucket\" }" => "\"request\": { \"operation\": \"CreateBucket\", \"params\": [ { \"target\": \"Bucket\", \"source\": \"identifier\", \"name\": \"Name\" } ] }";
    arn_of_the_service: "resources-1.json", "\"request\": { \"operation\": \"CreateBucket\" }" => "\"request\": { \"operation\": \"CreateBucket\", \"params\": [ { \"target\": \"Bucket\", \"source\": \"arn\" } ] }";
    data_of_the_wrong_type: "resources-1.json", "\"source\": \"data\", \"path\": \"Name\" },\n" => "\"source\": \"data\", \"path\": \"CreationDate\" },\n";
    batch_without_an_item: "resources-1.json", "{ \"target\": \"Delete.Objects[*].Key\", \"source\": \"identifier\", \"name\": \"Key\" },\n              { \"target\": \"Delete.Objects[*].VersionId\", \"source\": \"identifier\", \"name\": \"Id\" }" => "{ \"target\": \"MFA\", \"source\": \"identifier\", \"name\": \"Key\" }";
    batch_of_no_items: "resources-1.json", "\"max\": 1000" => "\"max\": 0";
    batch_data_beside_the_list: "resources-1.json", "{ \"target\": \"Delete.Objects[*].VersionId\"" => "{ \"target\": \"Delete.Quiet\", \"source\": \"data\", \"path\": \"IsLatest\" },\n              { \"target\": \"Delete.Objects[*].VersionId\"";
    batch_element_of_arn_and_data: "resources-1.json", "{ \"target\": \"Delete.Objects[*].VersionId\", \"source\": \"identifier\", \"name\": \"Id\" }" => "{ \"target\": \"Delete.Objects[*].VersionId\", \"source\": \"arn\" },\n              { \"target\": \"Delete.Objects[*].ETag\", \"source\": \"data\", \"path\": \"ETag\" }";
    batch_into_two_lists: "resources-1.json", "\"Delete.Objects[*].VersionId\"" => "\"Other[*].VersionId\"";
    batch_too_deep: "resources-1.json", "\"Delete.Objects[*].VersionId\"" => "\"Delete.Objects[*].VersionId.Text\"";
    batch_item_member_unknown: "resources-1.json", "\"Delete.Objects[*].VersionId\"" => "\"Delete.Objects[*].Version\"";
    batch_failures_unknown: "resources-1.json", "\"path\": \"Errors[]\"" => "\"path\": \"Failures[]\"";
    batch_failures_no_list: "resources-1.json", "\"path\": \"Errors[]\"" => "\"path\": \"RequestCharged\"";
    batch_failure_identifier_unknown: "resources-1.json", "[ { \"target\": \"Key\", \"source\": \"response\", \"path\": \"Key\" } ]" => "[ { \"target\": \"Keys\", \"source\": \"response\", \"path\": \"Key\" } ]";
    batch_failure_member_unknown: "resources-1.json", "\"code\": \"Code\"" => "\"code\": \"ErrorCode\"";
}
