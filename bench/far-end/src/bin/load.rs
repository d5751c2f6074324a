//! `load PORT CONNECTIONS PAGES SECONDS`: asks the far end for pages of databases as fast as it answers, and prints how
//! many came, as JSON. Nothing is parsed but the length of an answer: the ceiling of what can be measured against it.
#![forbid(unsafe_code)]

use std::{
    error::Error,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<u64> = std::env::args().skip(1).map(|number| number.parse()).collect::<Result<_, _>>()?;
    let [port, connections, pages, seconds] = arguments[..] else {
        return Err("usage: load PORT CONNECTIONS PAGES SECONDS".into());
    };
    let (port, time) = (u16::try_from(port)?, Duration::from_secs(seconds));
    let start = Instant::now();
    let clients: Vec<_> = (0..connections).map(|_| thread::spawn(move || client(port, pages, start, time))).collect();
    let (mut answers, mut bytes) = (0, 0);
    for client in clients {
        let (some, their) = client.join().map_err(|_| "a client panicked")??;
        (answers, bytes) = (answers + some, bytes + their);
    }
    println!("{{\"count\":{answers},\"bytes\":{bytes},\"seconds\":{}}}", start.elapsed().as_secs_f64());
    Ok(())
}

fn client(port: u16, pages: u64, start: Instant, time: Duration) -> io::Result<(u64, u64)> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::with_capacity(256 * 1024, stream);
    let (mut answers, mut bytes) = (0, 0);
    while start.elapsed() < time {
        let body = format!("Action=DescribeDBInstances&Version=2014-10-31&Marker=page-{}", answers % pages.max(1));
        let head = format!("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n\r\n", body.len());
        writer.write_all((head + &body).as_bytes())?;
        let length = accepted(&mut reader)?;
        let read = io::copy(&mut (&mut reader).take(length), &mut io::sink())?;
        if read < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (answers, bytes) = (answers + 1, bytes + length);
    }
    Ok((answers, bytes))
}

/// The length of an answer, which must have what was asked for.
fn accepted(reader: &mut BufReader<TcpStream>) -> io::Result<u64> {
    let mut status = String::new();
    reader.read_line(&mut status)?;
    if !status.starts_with("HTTP/1.1 200 ") {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("not the answer that is measured: {status:?}")));
    }
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok();
        }
        if line.trim_end().is_empty() {
            return length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "an answer without a length"));
        }
    }
}
