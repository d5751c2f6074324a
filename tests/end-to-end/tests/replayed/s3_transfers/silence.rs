//! Answers that begin at once and end late. S3 is silent in between where it has much to do.

use std::{
    io::{self, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    thread,
    time::Duration,
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{Session, s3::S3};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::error::display::DisplayErrorContext;

/// How long the server is silent in the middle of an answer, and how long the SDK would bear that besides the second
/// that it looks at.
const SILENCE: Duration = Duration::from_secs(3);
const GRACE: Duration = Duration::from_millis(200);

/// A server on this machine.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // A client that hangs up is answered no more.
            thread::spawn(move || _ = answer(stream));
        }
    });
    url
}

fn answer(mut stream: TcpStream) -> io::Result<()> {
    let head = request(&mut stream)?;
    let body = if head.starts_with("POST") {
        "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>"
    } else if head.to_ascii_lowercase().contains("x-amz-copy-source") {
        "<CopyPartResult><ETag>\"e\"</ETag></CopyPartResult>"
    } else {
        "<ListPartsResult></ListPartsResult>"
    };
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/xml\r\ntransfer-encoding: chunked\r\n\r\n")?;
    for (pause, chunk) in [(Duration::ZERO, "<?xml version=\"1.0\"?>\n"), (SILENCE, body), (Duration::ZERO, "")] {
        thread::sleep(pause);
        write!(stream, "{:x}\r\n{chunk}\r\n", chunk.len())?;
        stream.flush()?;
    }
    Ok(())
}

/// The head of a request, once all of it is there.
fn request(stream: &mut TcpStream) -> io::Result<String> {
    let (mut request, mut buffer) = (Vec::new(), [0; 8192]);
    loop {
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => request.extend_from_slice(&buffer[..read]),
        }
        let text = String::from_utf8_lossy(&request);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if length.is_none_or(|(_, length)| body.len() >= length.parse().unwrap()) {
            return Ok(head.to_owned());
        }
    }
}

#[tokio::test]
async fn s3_may_be_silent_while_it_completes_and_copies() {
    let credentials = Credentials::new("AKID", "secret", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::enabled().grace_period(GRACE).build())
        .endpoint_url(server())
        .build();
    let upload = S3::new(&Session::new(&config)).bucket("b").object("k").multipart_upload("u-1");
    let part = upload.part(1);
    let (completed, copied, listed) = tokio::join!(
        upload.complete().into_future(),
        part.copy_from().with(|r| r.copy_source("from/k")).into_future(),
        upload.parts().all().try_collect(),
    );
    completed.unwrap();
    assert_eq!(copied.unwrap().copy_part_result.unwrap().e_tag.as_deref(), Some("\"e\""));
    // All others fail, as the SDK means it.
    let error = listed.unwrap_err();
    let told = DisplayErrorContext(&error).to_string();
    assert!(told.contains("minimum throughput"), "{told}");
}
