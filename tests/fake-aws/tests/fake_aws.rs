//! The servers that tests share: that they start, answer and end.

use std::{
    env,
    net::TcpStream,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use fake_aws::{FakeAws, FakeAwsError, unique_account};

fn answers(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

#[test]
fn start_use_reset_drop() {
    let aws = FakeAws::start().unwrap();
    assert_eq!(aws.endpoint_url(), format!("http://127.0.0.1:{}", aws.port()));
    let (one, two) = (unique_account(), unique_account());

    aws.create_bucket(&one, "us-east-1", "here").unwrap();
    aws.create_bucket(&one, "eu-west-1", "there").unwrap();
    let buckets = &aws.get_json("/moto-api/data.json").unwrap()["s3"]["FakeBucket"];
    let mut owners: Vec<_> = buckets.as_array().unwrap().iter().collect();
    owners.sort_by_key(|bucket| bucket["name"].as_str());
    assert_eq!(owners.len(), 2);
    assert_eq!(owners[0]["name"], "here");
    assert_eq!(owners[1]["region_name"], "eu-west-1");
    assert!(owners.iter().all(|bucket| bucket["account_id"] == *one));

    let taken = aws.create_bucket(&two, "us-east-1", "here").unwrap_err();
    assert!(
        matches!(&taken, FakeAwsError::Refused { status: 409, body, .. } if body.contains("BucketAlreadyExists")),
        "{taken}"
    );

    let subnets = [&one, &two].map(|account| aws.subnets(account, "us-east-1").unwrap());
    let vpcs = [&one, &two].map(|account| aws.vpcs(account, "us-east-1").unwrap());
    assert!(subnets.iter().flatten().all(|id| id.starts_with("subnet-")));
    assert!(vpcs.iter().flatten().all(|id| id.starts_with("vpc-")));
    assert_eq!(subnets[0].len(), 6);
    assert_eq!(vpcs.each_ref().map(Vec::len), [1, 1]);
    assert!(subnets[0].iter().all(|id| !subnets[1].contains(id)));
    assert_ne!(vpcs[0], vpcs[1]);
    assert!(aws.log().contains("PUT /here"), "{}", aws.log());

    aws.reset().unwrap();
    let data = aws.get_json("moto-api/data.json").unwrap();
    assert_eq!(data["s3"]["FakeBucket"].as_array().map(Vec::len), Some(0));
    assert_ne!(aws.vpcs(&one, "us-east-1").unwrap(), vpcs[0]);

    let (port, process) = (aws.port(), aws.process_id());
    drop(aws);
    assert!(!answers(port));
    if cfg!(target_os = "linux") {
        assert!(!std::path::Path::new(&format!("/proc/{process}")).exists());
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_second_s3_checks_who_asks_and_leaves_nothing_behind() {
    use fake_aws::FakeS3;

    let s3 = FakeS3::start().unwrap();
    let port = s3.endpoint_url().rsplit(':').next().unwrap().parse().unwrap();
    let scope = format!("{}/20260101/us-east-1/s3/aws4_request", FakeS3::ACCESS_KEY);
    let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host;x-amz-date, Signature=0");
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let request = agent.get(format!("{}/shop", s3.endpoint_url())).header("authorization", authorization);
    let request = request.header("x-amz-date", "20260101T000000Z").header("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    let mut answer = request.call().unwrap();
    let body = answer.body_mut().read_to_string().unwrap();
    assert_eq!(answer.status(), 403, "{body}");
    assert!(body.contains("<Code>RequestTimeTooSkewed</Code>"), "{body}");

    let prefix = format!("fake-aws-{}-", s3.process_id());
    let folders = || {
        let names = std::fs::read_dir(env::temp_dir()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(&prefix)).count()
    };
    assert_eq!(folders(), 1);
    drop(s3);
    assert!(!answers(port));
    assert_eq!(folders(), 0);
}

#[test]
fn many_requests_do_not_fill_the_log_pipe() {
    let aws = FakeAws::shared();
    let account = unique_account();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..250 {
                    aws.vpcs(&account, "us-east-1").unwrap();
                }
            });
        }
    });
    assert_eq!(aws.log().lines().count(), 200);
}

#[test]
fn errors_say_what_was_asked() {
    let aws = FakeAws::shared();
    let missing = aws.get_json("/moto-api/nothing").unwrap_err().to_string();
    let request = format!("GET {}/moto-api/nothing", aws.endpoint_url());
    assert!(missing.contains(&request), "{missing}");
    let unknown = aws.subnets(&unique_account(), "moon-1").unwrap_err();
    assert!(unknown.to_string().contains("status 500"), "{unknown}");
}

/// Rust's SDK speaks only this protocol with CloudWatch.
#[test]
fn cloudwatch_answers_in_cbor() {
    let aws = FakeAws::shared();
    let account = unique_account();
    let call = |operation: &str, body: &[u8]| {
        let url = format!("{}/service/GraniteServiceVersion20100801/operation/{operation}", aws.endpoint_url());
        let scope = "AKIA/20261121/eu-west-1/monitoring/aws4_request";
        let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0");
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = agent.post(url).header("authorization", authorization).header("smithy-protocol", "rpc-v2-cbor");
        let mut answer = request.header("x-moto-account-id", &account).send(body).unwrap();
        assert_eq!(answer.headers()["smithy-protocol"], "rpc-v2-cbor");
        assert_eq!(answer.headers()["content-type"], "application/cbor");
        let code = answer.headers().get("x-amzn-query-error").map(|it| it.to_str().unwrap().to_owned());
        (answer.status().as_u16(), code, answer.body_mut().read_to_vec().unwrap())
    };
    let holds = |body: &[u8], part: &[u8]| body.windows(part.len()).any(|it| it == part);

    let (status, _, body) = call("PutDashboard", b"\xa2\x6dDashboardName\x64shop\x6dDashboardBody\x62{}");
    assert_eq!((status, &*body), (200, &b"\xa1\x78\x1bDashboardValidationMessages\x80"[..]));
    let (status, code, body) = call("ListDashboards", b"\xa0");
    assert_eq!((status, code), (200, None));
    assert!(holds(&body, b"\x6dDashboardName\x64shop"), "{body:x?}");
    assert!(holds(&body, b"\x6cLastModified\xc1\xfb"), "a time is a tagged float: {body:x?}");
    let (status, code, body) = call("GetDashboard", b"\xa1\x6dDashboardName\x64none");
    assert_eq!((status, code.as_deref()), (404, Some("ResourceNotFound;Sender")));
    assert!(holds(&body, b"\x66__type\x70ResourceNotFound"), "{body:x?}");
}

const LEAVE: &str = "FAKE_AWS_TEST_LEAVES_A_SERVER";

/// What the process of the next test runs; it never drops the shared server.
#[test]
fn leave_a_server_behind() {
    if env::var_os(LEAVE).is_some() {
        println!("\nport {}", FakeAws::shared().port());
        std::process::exit(0);
    }
}

#[test]
fn the_shared_server_ends_with_the_process() {
    let output = Command::new(env::current_exe().unwrap())
        .args(["leave_a_server_behind", "--exact", "--nocapture"])
        .env(LEAVE, "1")
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let port = output.lines().find_map(|line| line.strip_prefix("port "));
    let port = port.expect(&output).parse().unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    while answers(port) {
        assert!(Instant::now() < deadline, "port {port} still answers");
        thread::sleep(Duration::from_millis(20));
    }
}
