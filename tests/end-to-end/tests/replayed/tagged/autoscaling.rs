//! Auto Scaling groups, whose tags say more than a key and a value.

use aws_resources::{Tagged as _, autoscaling::AutoScaling};
use end_to_end::{
    answers,
    script::{Script, session},
    sent::params,
};

use super::{KEY, tags};

fn tag(key: &str, value: &str, on: &str) -> String {
    format!(
        "<member><ResourceId>shop</ResourceId><ResourceType>auto-scaling-group</ResourceType><Key>{key}</Key>\
         <Value>{value}</Value><PropagateAtLaunch>{on}</PropagateAtLaunch></member>"
    )
}

/// AWS sets both anew, the value and whether new instances get the tag.
#[tokio::test]
async fn a_group_hands_tags_on_as_before() {
    let script = Script::new([
        answers::elb("DescribeTags", format!("<Tags>{}</Tags><NextToken>2</NextToken>", tag("own", "old", "false"))),
        answers::elb("DescribeTags", format!("<Tags>{}</Tags>", tag("team", "old", "true"))),
        answers::elb("CreateOrUpdateTags", ""),
    ]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    group.tag([("team", "new"), ("own", "new"), ("stage", "test")]).await.unwrap();
    let sent = script.request(0).params();
    assert_eq!(sent["Filters.member.1.Name"], "auto-scaling-group");
    assert_eq!(sent["Filters.member.1.Values.member.1"], "shop");
    let mut expected = params(&[]);
    for (index, (key, value, on)) in
        [("own", "new", "false"), ("stage", "test", "false"), ("team", "new", "true")].into_iter().enumerate()
    {
        let members = [
            ("ResourceId", "shop"),
            ("ResourceType", "auto-scaling-group"),
            ("Key", key),
            ("Value", value),
            ("PropagateAtLaunch", on),
        ];
        for (name, value) in members {
            expected.insert(format!("Tags.member.{}.{name}", index + 1), value.to_owned());
        }
    }
    assert_eq!(script.request(2).params(), expected);
    assert_eq!(script.operations(), ["DescribeTags", "DescribeTags", "CreateOrUpdateTags"]);
}

#[tokio::test]
async fn a_group_is_in_each_of_its_tags() {
    let script = Script::new([
        answers::elb("DescribeTags", format!("<Tags>{}</Tags>", tag("team", "web", "true"))),
        answers::elb("DeleteTags", ""),
        answers::elb("DescribeTags", "<Tags></Tags>"),
    ]);
    let autoscaling = AutoScaling::new(&session(&script));
    let group = autoscaling.auto_scaling_group("shop");
    assert_eq!(group.tags().await.unwrap(), tags(&[("team", "web")]));
    group.untag([KEY]).await.unwrap();
    let sent = [
        ("Tags.member.1.Key", KEY),
        ("Tags.member.1.ResourceId", "shop"),
        ("Tags.member.1.ResourceType", "auto-scaling-group"),
    ];
    assert_eq!(script.request(1).params(), params(&sent), "without a value");
    assert_eq!(autoscaling.auto_scaling_group("none").tags().await.unwrap(), tags(&[]), "as AWS answers");
}

#[tokio::test]
async fn a_group_whose_tags_cannot_be_read_gets_none() {
    let script = Script::new([answers::query_error(403, "AccessDenied", "not you")]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let error = group.tag([("team", "web")]).await.unwrap_err();
    assert_eq!((error.service(), error.operation()), (Some("autoscaling"), Some("DescribeTags")));
    assert_eq!(error.resource(), Some(r#"AutoScalingGroup name="shop""#));
    assert!(error.is_access_denied(), "{error}");
}
