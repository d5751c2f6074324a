//! One connection: requests of HTTP/1.1, one after the other.

use std::{
    io::{self, BufRead, BufReader, Read as _, Write as _},
    net::TcpStream,
    thread,
    time::Duration,
};

use crate::{
    chunks,
    world::{Request, World},
};

/// More than any client here sends.
const HEADERS: usize = 64;
const HEAD: usize = 64 * 1024;
/// A larger body is no request that is looked at, but what an upload brings.
const LOOKED_AT: u64 = 1024 * 1024;
/// What is smaller is sent with its head in one piece.
const SMALL: usize = 16 * 1024;

/// What the head of a request says.
struct Head {
    method: String,
    target: String,
    operation: Option<String>,
    range: Option<String>,
    length: u64,
    chunked: bool,
    expects: bool,
}

/// Answers until the client closes the connection. Each answer comes after the latency.
///
/// # Errors
/// What the connection fails with; and a request that isn't HTTP/1.1.
pub fn answer(stream: TcpStream, world: &World, latency: Duration) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    while let Some(head) = head(&mut reader)? {
        if head.expects {
            writer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let body = body(&mut reader, &head)?;
        let reply = world.answer(&Request {
            method: &head.method,
            target: &head.target,
            operation: head.operation.as_deref(),
            range: head.range.as_deref(),
            body: &body,
        });
        if !latency.is_zero() {
            thread::sleep(latency);
        }
        let mut bytes = reply.head().into_bytes();
        if reply.body.len() <= SMALL {
            bytes.extend_from_slice(&reply.body);
            writer.write_all(&bytes)?;
        } else {
            writer.write_all(&bytes)?;
            writer.write_all(&reply.body)?;
        }
    }
    Ok(())
}

/// The next head, or `None` where the client has closed the connection.
fn head(reader: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut bytes = Vec::with_capacity(2048);
    loop {
        let start = bytes.len();
        if reader.by_ref().take(HEAD as u64).read_until(b'\n', &mut bytes)? == 0 {
            return if bytes.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        if matches!(&bytes[start..], b"\r\n" | b"\n") {
            break;
        }
        if bytes.len() > HEAD {
            return Err(invalid("a head that is too long"));
        }
    }
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    request.parse(&bytes).map_err(|error| invalid(&error.to_string()))?;
    let mut head = Head {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        operation: None,
        range: None,
        length: 0,
        chunked: false,
        expects: false,
    };
    for header in request.headers.iter() {
        let value = String::from_utf8_lossy(header.value);
        match header.name.to_ascii_lowercase().as_str() {
            "content-length" => head.length = value.parse().map_err(|_| invalid("a length that is no number"))?,
            "transfer-encoding" => head.chunked = value.eq_ignore_ascii_case("chunked"),
            "expect" => head.expects = value.eq_ignore_ascii_case("100-continue"),
            "range" => head.range = Some(value.into_owned()),
            "x-amz-target" => head.operation = Some(value.into_owned()),
            _ => {}
        }
    }
    Ok(Some(head))
}

fn body(reader: &mut impl BufRead, head: &Head) -> io::Result<Vec<u8>> {
    if head.chunked {
        chunks::skip(reader)?;
        return Ok(Vec::new());
    }
    if head.length > LOOKED_AT {
        chunks::skip_exactly(reader, head.length)?;
        return Ok(Vec::new());
    }
    let mut body = Vec::with_capacity(usize::try_from(head.length).unwrap_or_default());
    reader.take(head.length).read_to_end(&mut body)?;
    if body.len() as u64 == head.length { Ok(body) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
