//! What is answered to which request.

use std::{
    fmt::Write as _,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;

use crate::{
    dates,
    pages::{self, Pages},
};

/// How much there is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Pages of a listing.
    pub pages: usize,
    /// Items on each of them.
    pub per_page: usize,
    /// Bytes of every S3 object.
    pub object: usize,
}

/// What decides about the answer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// Path and query, as they were sent.
    pub target: &'a str,
    /// The header of the JSON protocols that names the operation.
    pub operation: Option<&'a str>,
    /// The header `Range`.
    pub range: Option<&'a str>,
    /// The body; of an upload it may be empty.
    pub body: &'a [u8],
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Its headers, but for the length.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Bytes,
    /// The length that is told of a body that isn't sent, as after `HEAD`.
    pub length: Option<usize>,
}

/// The far end.
#[derive(Debug)]
pub struct World {
    shape: Shape,
    db_instances: OnceLock<Pages>,
    instances: OnceLock<Pages>,
    objects: OnceLock<Pages>,
    objects_v1: OnceLock<Pages>,
    tables: OnceLock<Pages>,
    items: OnceLock<Pages>,
    trails: OnceLock<Pages>,
    object: OnceLock<Bytes>,
    assumed: AtomicU64,
}

const XML: &str = "text/xml";
const JSON: &str = "application/x-amz-json-1.1";
const E_TAG: &str = "\"9bb58f26192e4ba00f01e2e7b136bbd8-8\"";

impl World {
    /// A far end with this much in it. Pages are made when they are first asked for.
    #[must_use]
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            db_instances: OnceLock::new(),
            instances: OnceLock::new(),
            objects: OnceLock::new(),
            objects_v1: OnceLock::new(),
            tables: OnceLock::new(),
            items: OnceLock::new(),
            trails: OnceLock::new(),
            object: OnceLock::new(),
            assumed: AtomicU64::new(0),
        }
    }

    /// How often `AssumeRole` was called.
    pub fn assumed(&self) -> u64 {
        self.assumed.load(Ordering::Relaxed)
    }

    /// The answer to a request; to one that is unknown here, an error of status 400 that says so.
    pub fn answer(&self, request: &Request<'_>) -> Reply {
        if let Some(target) = request.operation {
            let page = || page_of(&String::from_utf8_lossy(request.body));
            return match target.rsplit('.').next().unwrap_or(target) {
                "DescribeTrails" => json(self.page(&self.trails, pages::trails, 0)),
                "ListTables" => json(self.page(&self.tables, pages::tables, page())),
                "Scan" => json(self.page(&self.items, pages::items, page())),
                "BatchWriteItem" => json(Bytes::from_static(b"{\"UnprocessedItems\":{}}")),
                "DescribeTable" => json(Bytes::from_static(pages::TABLE.as_bytes())),
                other => {
                    refused(&format!("{{\"__type\":\"UnknownOperationException\",\"message\":\"{other}\"}}"), JSON)
                }
            };
        }
        if request.method == "POST" && request.target.trim_end_matches('?') == "/" {
            let form = String::from_utf8_lossy(request.body);
            let action = form.split('&').find_map(|pair| pair.strip_prefix("Action=")).unwrap_or_default();
            return match action {
                "DescribeDBInstances" => xml(self.page(&self.db_instances, pages::db_instances, page_of(&form))),
                "DescribeInstances" => xml(self.page(&self.instances, pages::instances, page_of(&form))),
                "AssumeRole" => self.assume_role(&form),
                other => refused(
                    &format!(
                        "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>{other}</Message>\
                         </Error><RequestId>{}</RequestId></ErrorResponse>",
                        pages::REQUEST_ID
                    ),
                    XML,
                ),
            };
        }
        self.s3(request)
    }

    fn page(&self, pages: &OnceLock<Pages>, make: fn(&Shape) -> Pages, number: usize) -> Bytes {
        let pages = pages.get_or_init(|| make(&self.shape));
        pages.get(number).cloned().unwrap_or_default()
    }

    fn assume_role(&self, form: &str) -> Reply {
        let number = self.assumed.fetch_add(1, Ordering::Relaxed);
        let arn = form.split('&').find_map(|pair| pair.strip_prefix("RoleArn=")).unwrap_or_default();
        let account = arn.replace("%3A", ":").split(':').nth(4).unwrap_or_default().to_owned();
        let expires = dates::from_now(Duration::from_secs(3600));
        xml(pages::assumed(&account, number, &expires))
    }

    fn s3(&self, request: &Request<'_>) -> Reply {
        let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
        let has_key = path.trim_matches('/').contains('/');
        let tag = || vec![("ETag", E_TAG.to_owned())];
        match (request.method, has_key) {
            ("GET", false) if query.split('&').any(|pair| pair == "list-type=2") => {
                xml(self.page(&self.objects, pages::objects, page_of(query)))
            }
            ("GET", false) => xml(self.page(&self.objects_v1, pages::objects_v1, page_of(query))),
            ("POST", true) if query.split('&').any(|pair| pair.split('=').next() == Some("uploads")) => {
                xml(Bytes::from_static(pages::CREATED.as_bytes()))
            }
            ("POST", true) => xml(Bytes::from_static(pages::COMPLETED.as_bytes())),
            ("PUT", true) => Reply { status: 200, headers: tag(), body: Bytes::new(), length: None },
            ("DELETE", true) => Reply { status: 204, headers: Vec::new(), body: Bytes::new(), length: None },
            ("HEAD", true) => {
                Reply { status: 200, headers: object_headers(), body: Bytes::new(), length: Some(self.shape.object) }
            }
            ("GET", true) => self.object(request.range),
            _ => refused("<Error><Code>MethodNotAllowed</Code></Error>", XML),
        }
    }

    fn object(&self, range: Option<&str>) -> Reply {
        let all = self.object.get_or_init(|| (0..=250_u8).cycle().take(self.shape.object).collect()).clone();
        let Some((start, end)) = range.and_then(|range| bounds(range, all.len())) else {
            return Reply { status: 200, headers: object_headers(), body: all, length: None };
        };
        let mut headers = object_headers();
        headers.push(("Content-Range", format!("bytes {start}-{}/{}", end - 1, all.len())));
        Reply { status: 206, headers, body: all.slice(start..end), length: None }
    }
}

fn object_headers() -> Vec<(&'static str, String)> {
    vec![
        ("ETag", E_TAG.to_owned()),
        ("Last-Modified", "Wed, 12 Aug 2026 17:50:00 GMT".to_owned()),
        ("Accept-Ranges", "bytes".to_owned()),
        ("Content-Type", "binary/octet-stream".to_owned()),
    ]
}

/// Which bytes `bytes=a-b` asks for, the end not included.
fn bounds(range: &str, length: usize) -> Option<(usize, usize)> {
    let (start, end) = range.strip_prefix("bytes=")?.split_once('-')?;
    let start = start.parse().ok()?;
    let end = end.parse().map_or(length, |end: usize| length.min(end + 1));
    (start < end).then_some((start, end))
}

/// All tokens that are given here say `page-N`, whatever each service calls them.
fn page_of(text: &str) -> usize {
    let number = text.rsplit("page-").next().filter(|_| text.contains("page-")).unwrap_or_default();
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().unwrap_or_default()
}

fn xml(body: Bytes) -> Reply {
    ok(XML, body)
}

fn json(body: Bytes) -> Reply {
    ok(JSON, body)
}

fn ok(content_type: &'static str, body: Bytes) -> Reply {
    let headers = vec![("Content-Type", content_type.to_owned()), ("x-amzn-RequestId", pages::REQUEST_ID.to_owned())];
    Reply { status: 200, headers, body, length: None }
}

fn refused(body: &str, content_type: &'static str) -> Reply {
    Reply { status: 400, ..ok(content_type, Bytes::copy_from_slice(body.as_bytes())) }
}

impl Reply {
    /// Status line and headers, as HTTP/1.1 has them.
    pub(crate) fn head(&self) -> String {
        let reason = match self.status {
            200 => "OK",
            204 => "No Content",
            206 => "Partial Content",
            _ => "Bad Request",
        };
        let mut head = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        for (name, value) in &self.headers {
            _ = write!(head, "{name}: {value}\r\n");
        }
        // What has no content may not tell a length.
        if self.status != 204 {
            _ = write!(head, "Content-Length: {}\r\n", self.length.unwrap_or(self.body.len()));
        }
        head + "\r\n"
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, Shape, World, bounds, page_of};

    const SHAPE: Shape = Shape { pages: 3, per_page: 2, object: 10 };

    fn text(request: &Request<'_>) -> String {
        let reply = World::new(SHAPE).answer(request);
        assert_eq!(reply.status, 200, "{reply:?}");
        String::from_utf8(reply.body.to_vec()).expect("text")
    }

    #[test]
    fn each_page_names_the_next_and_the_last_names_none() {
        for (action, item, token) in
            [("DescribeDBInstances", "<DBInstance>", "Marker"), ("DescribeInstances", "<instanceId>", "NextToken")]
        {
            let mut body = format!("Action={action}&Version=2014-10-31");
            for page in 0..SHAPE.pages {
                let answer =
                    text(&Request { method: "POST", target: "/", body: body.as_bytes(), ..Request::default() });
                assert_eq!(answer.matches(item).count(), SHAPE.per_page);
                assert_eq!(page_of(&answer), if page + 1 < SHAPE.pages { page + 1 } else { 0 });
                body = format!("Action={action}&Version=2014-10-31&{token}=page-{}", page + 1);
            }
        }
    }

    #[test]
    fn json_operations_are_told_by_their_header() {
        let operation = Some("DynamoDB_20120810.ListTables");
        let ask = |body: &str| {
            text(&Request { method: "POST", target: "/", operation, body: body.as_bytes(), ..Request::default() })
        };
        assert!(ask("{}").contains("\"LastEvaluatedTableName\":\"page-1\""));
        assert!(!ask("{\"ExclusiveStartTableName\":\"page-2\"}").contains("LastEvaluatedTableName"));
    }

    #[test]
    fn a_role_gets_credentials_of_its_account_and_is_counted() {
        let world = World::new(SHAPE);
        let body = b"Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FAudit&Version=2011-06-15";
        let reply = world.answer(&Request { method: "POST", target: "/", body, ..Request::default() });
        let text = String::from_utf8(reply.body.to_vec()).expect("text");
        assert!(text.contains("<AccessKeyId>ASIA123456789012"), "{text}");
        assert_eq!(world.assumed(), 1);
    }

    #[test]
    fn ranges_are_those_of_http() {
        assert_eq!(bounds("bytes=0-3", 10), Some((0, 4)));
        assert_eq!(bounds("bytes=8-99", 10), Some((8, 10)));
        assert_eq!(bounds("bytes=8-", 10), Some((8, 10)));
        assert_eq!(bounds("bytes=10-12", 10), None);
    }
}
