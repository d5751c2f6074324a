//! Answers in the shapes of AWS's APIs: the Query protocol of RDS, ELB and STS, JSON, Route 53's XML.

use std::fmt::Display;

use serde_json::{Value, json};

use crate::script::Answer;

const RDS: &str = "http://rds.amazonaws.com/doc/2014-10-31/";
const ELB: &str = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";
const STS: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
const ROUTE53: &str = "https://route53.amazonaws.com/doc/2013-04-01/";

/// An answer of the Query protocol.
pub fn query(namespace: &str, operation: &str, result: impl Display) -> Answer {
    let body = format!(
        "<{operation}Response xmlns=\"{namespace}\"><{operation}Result>{result}</{operation}Result>\
         <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></{operation}Response>"
    );
    Answer::http(200, "text/xml", body)
}

/// An answer of RDS.
pub fn rds(operation: &str, result: impl Display) -> Answer {
    query(RDS, operation, result)
}

/// An answer of Elastic Load Balancing.
pub fn elb(operation: &str, result: impl Display) -> Answer {
    query(ELB, operation, result)
}

/// An answer of STS.
pub fn sts(operation: &str, result: impl Display) -> Answer {
    query(STS, operation, result)
}

/// An error of the Query protocol: RDS, ELB, STS.
pub fn query_error(status: u16, code: &str, message: &str) -> Answer {
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
         <RequestId>request-1</RequestId></ErrorResponse>"
    );
    Answer::http(status, "text/xml", body)
}

/// STS says who the caller is.
pub fn caller(account: &str) -> Answer {
    let result = format!("<Arn>arn:aws:iam::{account}:user/u</Arn><UserId>AIDA</UserId><Account>{account}</Account>");
    query(STS, "GetCallerIdentity", result)
}

/// An answer of an API with AWS JSON 1.1.
pub fn json(body: impl Display) -> Answer {
    Answer::http(200, "application/x-amz-json-1.1", body.to_string())
}

/// An error of an API with AWS JSON 1.1.
pub fn json_error(code: &str, message: &str) -> Answer {
    Answer::http(400, "application/x-amz-json-1.1", json!({"__type": code, "message": message}).to_string())
}

/// An error of those APIs with AWS JSON 1.1 that write `Message`.
pub fn json_error_upper(code: &str, message: &str) -> Answer {
    Answer::http(400, "application/x-amz-json-1.1", json!({"__type": code, "Message": message}).to_string())
}

/// An answer of an API with AWS JSON 1.0.
pub fn json_1_0(body: impl Display) -> Answer {
    Answer::http(200, "application/x-amz-json-1.0", body.to_string())
}

/// An answer of a REST API with JSON.
pub fn rest_json(body: impl Display) -> Answer {
    Answer::http(200, "application/json", body.to_string())
}

/// An error of a REST API with JSON.
pub fn rest_json_error(status: u16, code: &str, message: &str) -> Answer {
    Answer::http(status, "application/json", json!({"__type": code, "message": message}).to_string())
}

/// An answer of Route 53, in the operation's root element.
pub fn route53(root: &str, content: impl Display) -> Answer {
    Answer::http(200, "text/xml", format!("<{root} xmlns=\"{ROUTE53}\">{content}</{root}>"))
}

/// An error of Route 53.
pub fn route53_error(status: u16, code: &str, message: &str) -> Answer {
    let body = format!(
        "<ErrorResponse xmlns=\"{ROUTE53}\"><Error><Type>Sender</Type><Code>{code}</Code>\
         <Message>{message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>"
    );
    Answer::http(status, "text/xml", body)
}

/// A list with one item.
pub fn one(list: &str, element: &str, item: &str) -> String {
    format!("<{list}><{element}>{item}</{element}></{list}>")
}

/// The ARN of a DB instance in the scripted session.
pub fn db_arn(id: &str) -> String {
    format!("arn:aws:rds:eu-west-1:123456789012:db:{id}")
}

/// The members of one DB instance.
pub fn db(id: &str, status: &str) -> String {
    db_with(id, &format!("<DBInstanceStatus>{status}</DBInstanceStatus><Engine>postgres</Engine>"))
}

/// The members of one DB instance, with these besides its name and ARN.
pub fn db_with(id: &str, members: &str) -> String {
    format!("<DBInstanceIdentifier>{id}</DBInstanceIdentifier><DBInstanceArn>{}</DBInstanceArn>{members}", db_arn(id))
}

/// One page of `DescribeDBInstances`.
pub fn dbs<T: Display>(instances: impl IntoIterator<Item = T>, marker: Option<&str>) -> Answer {
    let instances: String = instances.into_iter().map(|one| format!("<DBInstance>{one}</DBInstance>")).collect();
    let marker = marker.map(|marker| format!("<Marker>{marker}</Marker>")).unwrap_or_default();
    rds("DescribeDBInstances", format!("<DBInstances>{instances}</DBInstances>{marker}"))
}

/// One page of `DescribeDBInstances` with available instances of these names.
pub fn named_dbs(ids: &[&str], marker: Option<&str>) -> Answer {
    dbs(ids.iter().map(|id| db(id, "available")), marker)
}

/// RDS knows no such DB instance.
pub fn no_db(id: &str) -> Answer {
    query_error(404, "DBInstanceNotFound", &format!("DBInstance {id} not found."))
}

/// Tags in the Query protocol's shape.
pub fn query_tags(keys: &[&str], element: &str) -> String {
    keys.iter().map(|key| format!("<{element}><Key>{key}</Key><Value>v-{key}</Value></{element}>")).collect()
}

/// The ARN of a load balancer in the scripted session.
pub fn lb_arn(name: &str) -> String {
    format!("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/{name}/50dc6c495c0c9188")
}

/// One page of `DescribeLoadBalancers`.
pub fn load_balancers(names: &[&str], marker: Option<&str>) -> Answer {
    let members: String = names
        .iter()
        .map(|name| {
            format!(
                "<member><LoadBalancerArn>{}</LoadBalancerArn><LoadBalancerName>{name}</LoadBalancerName></member>",
                lb_arn(name)
            )
        })
        .collect();
    let marker = marker.map(|marker| format!("<NextMarker>{marker}</NextMarker>")).unwrap_or_default();
    elb("DescribeLoadBalancers", format!("<LoadBalancers>{members}</LoadBalancers>{marker}"))
}

/// A trail's ARN in the scripted session.
pub fn trail_arn(name: &str) -> String {
    format!("arn:aws:cloudtrail:eu-west-1:123456789012:trail/{name}")
}

/// A trail as `GetTrail` and `DescribeTrails` give it.
pub fn trail(name: &str) -> Value {
    json!({"Name": name, "TrailARN": trail_arn(name), "S3BucketName": "logs", "HomeRegion": "eu-west-1"})
}

/// The answer of `DescribeTrails`.
pub fn trails(names: &[&str]) -> Answer {
    json(json!({"trailList": names.iter().map(|name| trail(name)).collect::<Vec<_>>()}))
}

/// The ARN of an event data store in the scripted session.
pub fn store_arn(id: &str) -> String {
    format!("arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/{id}")
}

/// The answer of `GetEventDataStore`.
pub fn store(id: &str, status: &str) -> Answer {
    json(json!({"EventDataStoreArn": store_arn(id), "Name": id, "Status": status}))
}

/// The members of one hosted zone.
pub fn zone(id: &str) -> String {
    format!("<Id>/hostedzone/{id}</Id><Name>{id}.example.</Name><CallerReference>ref-{id}</CallerReference>")
}

/// The answer of `GetHostedZone`.
pub fn get_zone(id: &str) -> Answer {
    route53("GetHostedZoneResponse", format!("<HostedZone>{}</HostedZone>", zone(id)))
}

/// One page of `ListHostedZones`.
pub fn zones(ids: &[&str], marker: Option<&str>) -> Answer {
    let zones: String = ids.iter().map(|id| format!("<HostedZone>{}</HostedZone>", zone(id))).collect();
    let next = marker.map(|marker| format!("<NextMarker>{marker}</NextMarker>")).unwrap_or_default();
    let content = format!(
        "<HostedZones>{zones}</HostedZones><Marker></Marker><IsTruncated>{}</IsTruncated>{next}\
         <MaxItems>100</MaxItems>",
        marker.is_some()
    );
    route53("ListHostedZonesResponse", content)
}

/// The change that every write of Route 53 starts.
pub fn change(id: &str, status: &str) -> String {
    format!(
        "<ChangeInfo><Id>/change/{id}</Id><Status>{status}</Status>\
         <SubmittedAt>2026-01-02T03:04:05Z</SubmittedAt></ChangeInfo>"
    )
}
