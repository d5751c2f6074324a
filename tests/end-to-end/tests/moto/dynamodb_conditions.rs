//! Each condition, of an item with an attribute of each type.

use aws_resources::dynamodb::{Condition, attr, binary, key, number_set, string_set};
use end_to_end::{fake::Account, item::EveryType};

use super::dynamodb_items::{id, table};

/// `checklist 195`
#[tokio::test]
async fn each_condition_finds_the_item_and_its_opposite_does_not() {
    let account = Account::new("eu-west-1").await;
    let items = table(&account, "conditions").await.items::<EveryType>();
    let item = EveryType::of("c", 1);
    items.put(&item).await.unwrap();
    assert_eq!(items.get(id("c", 1)).consistent().await.unwrap().as_ref(), Some(&item));

    let conditions: [Condition; 34] = [
        attr("text").eq("mystring"),
        attr("text").ne("other"),
        attr("number").lt(1.26),
        attr("number").le(1.25),
        attr("number").gt(1.24),
        attr("number").ge(1.25),
        attr("number").between(1.24, 1.26),
        attr("text").begins_with("my"),
        attr("text").is_in(["other", "mystring"]),
        attr("text").exists(),
        attr("missing").not_exists(),
        attr("text").contains("str"),
        attr("texts").contains("foo"),
        attr("numbers").contains(2),
        attr("blobs").contains(binary([2])),
        attr("list").contains("foo"),
        attr("text").size().eq(8),
        attr("bytes").size().lt(2),
        attr("list").size().gt(attr("map").size()),
        attr("map").attribute_type("M"),
        attr("bytes").attribute_type("B"),
        attr("nothing").attribute_type("NULL"),
        attr("nothing").eq(None::<u8>),
        attr("bytes").eq(binary([1])),
        attr("texts").eq(string_set(["foo", "bar"])),
        attr("numbers").eq(number_set([2, 1])),
        attr("number").eq(attr("number")),
        attr("text").eq("mystring") & attr("flag").eq(true),
        attr("text").eq("other") | attr("flag").eq(true),
        !attr("text").eq("other"),
        attr("map.foo").eq("bar"),
        attr("list[0]").eq("foo"),
        attr("list[2][0]").eq("x"),
        attr("customer").eq("c").and(attr("day").eq(1)),
    ];
    for condition in conditions {
        let found = items.scan().filter(condition.clone()).consistent().all().try_collect().await.unwrap();
        assert_eq!(found, std::slice::from_ref(&item), "{condition:?}");
        let found = items.query(key("customer").eq("c") & condition.clone()).all().try_collect().await.unwrap();
        assert_eq!(found, std::slice::from_ref(&item), "{condition:?}");
        let opposite = !condition;
        assert_eq!(items.scan().filter(opposite.clone()).all().try_collect().await.unwrap(), [], "{opposite:?}");
    }
}

/// `checklist 195`
#[tokio::test]
async fn a_thousand_items_are_written_in_batches() {
    let account = Account::new("eu-west-1").await;
    let items = table(&account, "thousand").await.items::<EveryType>();
    let mut writer = items.batch_writer();
    for day in 0..1000 {
        writer.put(&EveryType::of("c", day)).await.unwrap();
    }
    assert_eq!(writer.finish().await.unwrap(), 1000);
    let found = items.query(key("customer").eq("c")).all().try_collect().await.unwrap();
    assert_eq!(found, (0..1000).map(|day| EveryType::of("c", day)).collect::<Vec<_>>());
}
