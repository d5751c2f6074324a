//! What S3 does against real servers: against moto, and against the second S3, which shares no code with it.
//!
//! A test binary that includes this has a module `s3_server`. It gives each test a `bucket` of its own, and says what
//! the server lacks.

mod objects;
mod transfers;

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

/// What a plain HTTP client gets: the status line, and the body.
pub(crate) fn fetched(method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> (String, String) {
    let (host, path) = uri.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\n{headers}content-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    );
    let mut wire = TcpStream::connect(host).unwrap();
    wire.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    wire.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}
