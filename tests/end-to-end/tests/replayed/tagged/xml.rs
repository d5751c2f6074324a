//! Services that speak XML.

use aws_resources::Tagged as _;
use end_to_end::script::{Script, session};

use super::{KEY, VALUE, tags};

/// One and the same operation adds and removes them.
#[cfg(feature = "route53")]
#[tokio::test]
async fn route53_changes_tags_of_two_types() {
    use aws_resources::route53::Route53;
    use end_to_end::{answers::route53 as answer, sent::asked};

    let listed = format!(
        "<ResourceTagSet><ResourceType>healthcheck</ResourceType><ResourceId>c-1</ResourceId><Tags><Tag><Key>bare</Key>\
         </Tag><Tag><Key>{KEY}</Key><Value>{VALUE}</Value></Tag></Tags></ResourceTagSet>"
    );
    let script = Script::new([
        answer("ChangeTagsForResourceResponse", ""),
        answer("ChangeTagsForResourceResponse", ""),
        answer("ListTagsForResourceResponse", listed),
    ]);
    let route53 = Route53::new(&session(&script));
    let zone = route53.hosted_zone("Z1");
    zone.tag([("team", "web"), (KEY, VALUE)]).await.unwrap();
    assert_eq!(asked(&script), "POST /2013-04-01/tags/hostedzone/Z1");
    zone.untag([KEY, "team"]).await.unwrap();
    assert_eq!(asked(&script), "POST /2013-04-01/tags/hostedzone/Z1");
    let check = route53.health_check("c-1");
    assert_eq!(check.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    assert_eq!(asked(&script), "GET /2013-04-01/tags/healthcheck/c-1");

    let request = |content: String| {
        let namespace = "https://route53.amazonaws.com/doc/2013-04-01/";
        format!("<ChangeTagsForResourceRequest xmlns=\"{namespace}\">{content}</ChangeTagsForResourceRequest>")
    };
    let added =
        format!("<Tag><Key>{KEY}</Key><Value>{VALUE}</Value></Tag><Tag><Key>team</Key><Value>web</Value></Tag>");
    assert_eq!(script.request(0).body, request(format!("<AddTags>{added}</AddTags>")));
    let removed = format!("<RemoveTagKeys><Key>{KEY}</Key><Key>team</Key></RemoveTagKeys>");
    assert_eq!(script.request(1).body, request(removed));
}

#[cfg(feature = "route53")]
#[tokio::test]
async fn what_fails_says_where() {
    use aws_resources::route53::Route53;
    use end_to_end::answers::route53_error;

    let gone = || route53_error(404, "NoSuchHostedZone", "No hosted zone found with ID: Z1");
    let script = Script::new([gone(), gone(), gone()]);
    let zone = Route53::new(&session(&script)).hosted_zone("Z1");
    let errors = [
        (zone.tags().await.unwrap_err(), "ListTagsForResource"),
        (zone.tag([("team", "web")]).await.unwrap_err(), "ChangeTagsForResource"),
        (zone.untag(["team"]).await.unwrap_err(), "ChangeTagsForResource"),
    ];
    for (error, operation) in errors {
        assert_eq!((error.service(), error.operation()), (Some("route53"), Some(operation)));
        assert_eq!(error.resource(), Some(r#"HostedZone id="Z1""#));
        assert!(error.is_not_found(), "{error}");
    }
}

#[cfg(feature = "cloudfront")]
#[tokio::test]
async fn cloudfront_wraps_tags_and_keys() {
    use aws_resources::cloudfront::CloudFront;
    use end_to_end::{script::Answer, sent::asked};

    use crate::cloudfront::xml as answer;

    const ARN: &str = "arn:aws:cloudfront::123456789012:key-value-store/1f0e";
    let store = format!(
        "<Name>flags</Name><Id>1f0e</Id><Comment>c</Comment><ARN>{ARN}</ARN><Status>READY</Status>\
         <LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>"
    );
    let tag = format!("<Tag><Key>{KEY}</Key><Value>{VALUE}</Value></Tag>");
    let script = Script::new([
        answer("KeyValueStore", store),
        Answer::http(204, "text/xml", ""),
        answer("Tags", format!("<Items>{tag}<Tag><Key>bare</Key></Tag></Items>")),
        Answer::http(204, "text/xml", ""),
    ]);
    let store = CloudFront::new(&session(&script)).key_value_store("flags");
    store.tag([(KEY, VALUE)]).await.unwrap();
    assert_eq!(asked(&script), format!("POST /2020-05-31/tagging?Operation=Tag&Resource={ARN}"));
    assert_eq!(store.tags().await.unwrap(), tags(&[("bare", ""), (KEY, VALUE)]));
    assert_eq!(asked(&script), format!("GET /2020-05-31/tagging?Resource={ARN}"));
    store.untag([KEY, "bare"]).await.unwrap();
    assert_eq!(asked(&script), format!("POST /2020-05-31/tagging?Operation=Untag&Resource={ARN}"));

    let namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
    let tagged = format!("<Tags xmlns=\"{namespace}\"><Items>{tag}</Items></Tags>");
    assert_eq!(script.request(1).body, tagged);
    let keys = format!("<Items><Key>{KEY}</Key><Key>bare</Key></Items>");
    assert_eq!(script.request(3).body, format!("<TagKeys xmlns=\"{namespace}\">{keys}</TagKeys>"));
}
