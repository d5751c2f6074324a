//! `ListTables` and `Scan`: JSON.

use super::{Pages, listing, repeated};
use crate::world::Shape;

const ITEM: &str = r#"{"id":{"S":"user-{n}"},"name":{"S":"Ada Lovelace {n}"},"email":{"S":"ada-{n}@example.org"},"age":{"N":"36"},"active":{"BOOL":true},"roles":{"L":[{"S":"reader"},{"S":"writer"}]},"address":{"M":{"street":{"S":"St James's Square 12"},"city":{"S":"London"},"postcode":{"S":"SW1Y 4JH"}}},"logins":{"N":"{n}"},"seen":{"S":"2026-08-12T17:50:30Z"}}"#;

/// What `DescribeTable` answers: boto3's batch writer and tables of other clients may ask for it.
pub(crate) const TABLE: &str = r#"{"Table":{"TableName":"users","TableStatus":"ACTIVE","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"TableArn":"arn:aws:dynamodb:eu-west-1:123456789012:table/users","ItemCount":0,"TableSizeBytes":0}}"#;

pub(crate) fn items(shape: &Shape) -> Pages {
    listing(shape, |items, next| {
        let count = items.len();
        let key = next.map(|next| format!(",\"LastEvaluatedKey\":{{\"id\":{{\"S\":\"{next}\"}}}}")).unwrap_or_default();
        let items = repeated(items, ITEM, ",");
        format!("{{\"Count\":{count},\"ScannedCount\":{count},\"Items\":[{items}]{key}}}")
    })
}

pub(crate) fn tables(shape: &Shape) -> Pages {
    listing(shape, |items, next| {
        let key = next.map(|next| format!(",\"LastEvaluatedTableName\":\"{next}\"")).unwrap_or_default();
        format!("{{\"TableNames\":[{}]{key}}}", repeated(items, "\"orders-of-customer-{n}\"", ","))
    })
}
