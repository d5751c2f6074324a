//! AWS Price List, which the fake AWS lacks, by its [API reference].
//!
//! [API reference]: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Price_List_Service.html

use aws_resources::{ErrorKind, pricing::Pricing};
use end_to_end::{
    answers::{json as answer, json_error as refusal},
    exercised,
    script::{Script, session},
};
use serde_json::json;

#[tokio::test]
async fn services_have_attributes_and_those_have_values() {
    let service = |code: &str| json!({"ServiceCode": code, "AttributeNames": ["volumeType", "location"]});
    let script = Script::new([
        answer(json!({"Services": [service("AmazonEC2")], "FormatVersion": "aws_v1", "NextToken": "2"})),
        answer(json!({"Services": [service("AmazonS3")], "FormatVersion": "aws_v1"})),
        answer(json!({"AttributeValues": [{"Value": "Standard"}], "NextToken": "2"})),
        answer(json!({"AttributeValues": [{"Value": "Glacier"}]})),
        answer(json!({"AttributeValues": [{"Value": "Standard"}]})),
    ]);
    let pricing = Pricing::new(&session(&script));
    let services = pricing.services().page_size(1).try_collect().await.unwrap();
    assert_eq!(services, ["AmazonEC2", "AmazonS3"].map(|code| pricing.service(code)));
    let attributes = services[1].attributes().await.unwrap();
    assert_eq!(attributes, ["volumeType", "location"].map(|name| services[1].attribute(name)));
    let values = attributes[0].values().try_collect().await.unwrap();
    assert_eq!(values, ["Standard", "Glacier"].map(|value| attributes[0].value(value)));
    assert_ne!(values[0], attributes[1].value("Standard"));
    assert!(attributes[0].value("none").data().await.unwrap_err().is_not_found());
    assert_eq!(values[0].attribute(), attributes[0]);
    assert_eq!(script.request(1).json(), json!({"MaxResults": 1, "NextToken": "2"}));
    let sent = script.request(3).json();
    assert_eq!(sent, json!({"ServiceCode": "AmazonS3", "AttributeName": "volumeType", "NextToken": "2"}));
}

#[tokio::test]
async fn an_unknown_service_is_not_found() {
    let script = Script::new([
        answer(json!({"Services": [{"ServiceCode": "AmazonS3", "AttributeNames": ["location"]}]})),
        answer(json!({"Services": []})),
        refusal("NotFoundException", "The requested resource can't be found."),
    ]);
    let pricing = Pricing::new(&session(&script));
    assert_eq!(pricing.service("AmazonS3").data().await.unwrap().attribute_names(), ["location"]);
    for _ in 0..2 {
        assert_eq!(pricing.service("None").data().await.unwrap_err().kind(), ErrorKind::NotFound);
    }
    assert_eq!(script.request(0).json(), json!({"ServiceCode": "AmazonS3"}));
}

#[tokio::test]
async fn products_are_paged_as_json() {
    let product = |sku: &str| json!({"product": {"sku": sku}}).to_string();
    let script = Script::new([
        answer(json!({"FormatVersion": "aws_v1", "PriceList": [product("A"), product("B")], "NextToken": "2"})),
        answer(json!({"FormatVersion": "aws_v1", "PriceList": [product("C")]})),
    ]);
    let service = Pricing::new(&session(&script)).service("AmazonEC2");
    let products = service.products().try_collect().await.unwrap();
    let texts: Vec<_> = products.iter().map(|it| it.json().to_owned()).collect();
    assert_eq!(texts, ["A", "B", "C"].map(product));
    assert_eq!(products[2].service(), service);
    assert_eq!(script.request(1).json(), json!({"ServiceCode": "AmazonEC2", "NextToken": "2"}));
}

#[tokio::test]
async fn a_price_list_is_an_arn_and_a_file() {
    let arn = "arn:aws:pricing:::price-list/aws/AmazonEC2/USD/20260101000000/eu-west-1";
    let list =
        json!({"PriceListArn": arn, "RegionCode": "eu-west-1", "CurrencyCode": "USD", "FileFormats": ["json", "csv"]});
    let script =
        Script::new([answer(json!({"PriceLists": [list]})), answer(json!({"Url": "https://pricing/eu.json"}))]);
    let lists = Pricing::new(&session(&script)).service("AmazonEC2").price_lists();
    let lists =
        lists.filter(|r| r.currency_code("USD").effective_date(aws_smithy_types::DateTime::from_secs(1_767_225_600)));
    let lists = lists.try_collect().await.unwrap();
    exercised::arn("pricing.PriceList", &lists[0].arn().await.unwrap(), Some(arn));
    assert_eq!(lists[0].loaded().unwrap().region_code(), Some("eu-west-1"));
    let url = lists[0].get_file_url().with(|r| r.file_format("json")).await.unwrap();
    assert_eq!(url.as_deref(), Some("https://pricing/eu.json"));
    assert_eq!(script.request(1).json(), json!({"PriceListArn": arn, "FileFormat": "json"}));
}
