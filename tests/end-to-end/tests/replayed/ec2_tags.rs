//! EC2's tags, of which the value can be empty.

use aws_resources::ec2::Ec2;
use aws_sdk_ec2::types;
use end_to_end::{
    script::{Script, session},
    sent::params,
};

use super::ec2::ec2 as answer;

/// EC2 makes one of an empty value.
#[tokio::test]
async fn a_tag_without_a_value_has_an_empty_one() {
    let item = "<item><resourceId>i-1</resourceId><key>spare</key><value/></item>";
    let script = Script::new([
        answer("CreateTags", "<return>true</return>"),
        answer("DescribeTags", &format!("<tagSet>{item}</tagSet>")),
        answer("DeleteTags", "<return>true</return>"),
    ]);
    let instance = Ec2::new(&session(&script)).instance("i-1");
    let bare = types::Tag::builder().key("spare").build();
    let owner = types::Tag::builder().key("owner").value("ops").build();
    let tags = instance.create_tags().with(|r| r.tags(bare).tags(owner)).await.unwrap();
    let made: Vec<_> = tags.iter().map(|tag| (tag.resource_id(), tag.key(), tag.value())).collect();
    assert_eq!(made, [("i-1", "spare", ""), ("i-1", "owner", "ops")]);

    assert_eq!(tags[0].data().await.unwrap().value(), Some(""));
    tags[0].delete().await.unwrap();
    let sent = script.request(2);
    assert_eq!(sent.param("ResourceId.1").as_deref(), Some("i-1"));
    assert_eq!(sent.param("Tag.1.Key").as_deref(), Some("spare"));
    assert_eq!(sent.param("Tag.1.Value").as_deref(), Some(""), "only if the value is empty");
}

/// Other identifiers that are empty are refused before anything is sent.
#[tokio::test]
async fn a_tag_has_a_key() {
    let script = Script::silent();
    let refused = Ec2::new(&session(&script)).tag("i-1", "", "").delete().await.unwrap_err();
    assert!(refused.message().contains("the identifier `key` is empty"), "{refused}");
    assert_eq!(script.count(), 0);
}

/// `checklist 109, 134`
#[tokio::test]
async fn an_instance_removes_its_own_tags() {
    let script = Script::new([answer("DeleteTags", "<return>true</return>")]);
    let instance = Ec2::new(&session(&script)).instance("i-1");
    instance.delete_tags().with(|r| r.tags(types::Tag::builder().key("owner").build())).await.unwrap();
    assert_eq!(script.request(0).params(), params(&[("ResourceId.1", "i-1"), ("Tag.1.Key", "owner")]));
}
