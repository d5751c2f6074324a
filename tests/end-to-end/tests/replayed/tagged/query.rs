//! Services with the Query protocol.

use aws_resources::Tagged as _;
use end_to_end::{
    script::{Script, session},
    sent::params,
};

use super::{KEY, VALUE, tags};

#[cfg(feature = "ec2")]
#[tokio::test]
async fn ec2_removes_tags_whatever_their_values() {
    use aws_resources::ec2::Ec2;

    use crate::ec2::ec2 as answer;

    let item = |key: &str, value: &str| {
        format!("<item><resourceId>i-1</resourceId><resourceType>instance</resourceType><key>{key}</key>{value}</item>")
    };
    let script = Script::new([
        answer("CreateTags", "<return>true</return>"),
        answer("DescribeTags", &format!("<tagSet>{}</tagSet><nextToken>2</nextToken>", item("bare", "<value/>"))),
        answer("DescribeTags", &format!("<tagSet>{}</tagSet>", item(KEY, &format!("<value>{VALUE}</value>")))),
        answer("DeleteTags", "<return>true</return>"),
        answer("DescribeTags", "<tagSet/>"),
    ]);
    let ec2 = Ec2::new(&session(&script));
    let instance = ec2.instance("i-1");
    instance.tag([(KEY, VALUE), ("bare", "")]).await.unwrap();
    let sent = [
        ("ResourceId.1", "i-1"),
        ("Tag.1.Key", "bare"),
        ("Tag.1.Value", ""),
        ("Tag.2.Key", KEY),
        ("Tag.2.Value", VALUE),
    ];
    assert_eq!(script.request(0).params(), params(&sent));

    assert_eq!(instance.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    let mut filter = vec![("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", "i-1")];
    assert_eq!(script.request(1).params(), params(&filter));
    filter.push(("NextToken", "2"));
    assert_eq!(script.request(2).params(), params(&filter));

    instance.untag([KEY, "bare"]).await.unwrap();
    let sent = [("ResourceId.1", "i-1"), ("Tag.1.Key", KEY), ("Tag.2.Key", "bare")];
    assert_eq!(script.request(3).params(), params(&sent), "an empty value would be a condition");
    assert_eq!(ec2.instance("i-0").tags().await.unwrap(), tags(&[]), "as AWS answers");
}

/// To EC2 no tags to delete are all tags.
#[cfg(feature = "ec2")]
#[tokio::test]
async fn nothing_to_change_is_no_call() {
    let script = Script::silent();
    let ec2 = aws_resources::ec2::Ec2::new(&session(&script));
    // Its tags are of its id, which would be loaded first.
    let pair = ec2.key_pair("login");
    pair.untag([""; 0]).await.unwrap();
    pair.tag([("", ""); 0]).await.unwrap();
    ec2.instance("i-1").untag(Vec::<String>::new()).await.unwrap();
    assert_eq!(script.count(), 0);
}

#[cfg(feature = "ec2")]
#[tokio::test]
async fn a_key_pair_that_is_not_there_is_told() {
    use end_to_end::script::Answer;

    let body = "<Response><Errors><Error><Code>InvalidKeyPair.NotFound</Code><Message>The key pair 'login' does not \
                exist</Message></Error></Errors><RequestID>request-1</RequestID></Response>";
    let script = Script::new([Answer::http(400, "text/xml", body)]);
    let pair = aws_resources::ec2::Ec2::new(&session(&script)).key_pair("login");
    let error = pair.untag(["team"]).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(script.operations(), ["DescribeKeyPairs"]);
}

#[cfg(feature = "elb")]
#[tokio::test]
async fn a_load_balancer_loses_tags_by_their_keys_alone() {
    use aws_resources::elb::Elb;
    use end_to_end::answers;

    let tag = format!("<member><Key>{KEY}</Key><Value>{VALUE}</Value></member><member><Key>bare</Key></member>");
    let described = format!("<member><LoadBalancerName>shop</LoadBalancerName><Tags>{tag}</Tags></member>");
    let script = Script::new([
        answers::elb("AddTags", ""),
        answers::elb("DescribeTags", format!("<TagDescriptions>{described}</TagDescriptions>")),
        answers::elb("RemoveTags", ""),
    ]);
    let balancer = Elb::new(&session(&script)).load_balancer("shop");
    balancer.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(balancer.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    balancer.untag([KEY, "bare"]).await.unwrap();
    let name = ("LoadBalancerNames.member.1", "shop");
    let key = ("Tags.member.1.Key", KEY);
    assert_eq!(script.request(0).params(), params(&[name, key, ("Tags.member.1.Value", VALUE)]));
    assert_eq!(script.request(1).params(), params(&[name]));
    assert_eq!(script.request(2).params(), params(&[name, key, ("Tags.member.2.Key", "bare")]));
}

#[cfg(feature = "redshift")]
#[tokio::test]
async fn redshift_lists_each_tag_in_a_structure_of_its_own() {
    use aws_resources::redshift::Redshift;
    use end_to_end::answers;

    const ARN: &str = "arn:aws:redshift:eu-west-1:123456789012:integration:1f0e";
    let answer = |operation: &str, result: String| {
        answers::query("http://redshift.amazonaws.com/doc/2012-12-01/", operation, result)
    };
    let tagged = |tag: &str| {
        format!(
            "<TaggedResources><TaggedResource><Tag>{tag}</Tag><ResourceName>{ARN}</ResourceName>\
             <ResourceType>integration</ResourceType></TaggedResource></TaggedResources>"
        )
    };
    let script = Script::new([
        answer("CreateTags", String::new()),
        answer("DescribeTags", tagged("<Key>bare</Key>") + "<Marker>m</Marker>"),
        answer("DescribeTags", tagged(&format!("<Key>{KEY}</Key><Value>{VALUE}</Value>"))),
        answer("DeleteTags", String::new()),
    ]);
    let integration = Redshift::new(&session(&script)).integration(ARN);
    integration.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(integration.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    integration.untag([KEY, "bare"]).await.unwrap();
    let name = ("ResourceName", ARN);
    assert_eq!(script.request(0).params(), params(&[name, ("Tags.Tag.1.Key", KEY), ("Tags.Tag.1.Value", VALUE)]));
    assert_eq!(script.request(1).params(), params(&[name]));
    assert_eq!(script.request(2).params(), params(&[name, ("Marker", "m")]));
    assert_eq!(script.request(3).params(), params(&[name, ("TagKeys.TagKey.1", KEY), ("TagKeys.TagKey.2", "bare")]));
}
