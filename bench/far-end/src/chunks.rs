//! Bodies of HTTP/1.1 whose length nobody tells beforehand.

use std::io::{self, BufRead, Read as _};

/// Reads a chunked body to its end, with its trailers. What is in it counts for nothing here.
pub(crate) fn skip(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut sum = 0;
    loop {
        let line = line(reader)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{line:?} is no size: {error}")))?;
        if size == 0 {
            while !self::line(reader)?.is_empty() {}
            return Ok(sum);
        }
        skip_exactly(reader, size)?;
        line_end(reader)?;
        sum += size;
    }
}

/// Reads this many bytes and drops them.
pub(crate) fn skip_exactly(reader: &mut impl BufRead, size: u64) -> io::Result<()> {
    let read = io::copy(&mut reader.take(size), &mut io::sink())?;
    if read == size { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn line_end(reader: &mut impl BufRead) -> io::Result<()> {
    let rest = line(reader)?;
    if rest.is_empty() { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidData, "a chunk is too long")) }
}

fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::skip;

    #[test]
    fn what_follows_a_body_is_left() {
        let mut bytes: &[u8] = b"3\r\nabc\r\na;name=value\r\n0123456789\r\n0\r\nx-amz-checksum-crc32: AAAA\r\n\r\nGET";
        assert_eq!(skip(&mut bytes).expect("a body"), 13);
        assert_eq!(bytes, b"GET");
    }

    #[test]
    fn a_body_that_breaks_off_is_an_error() {
        assert!(skip(&mut &b"5\r\nab"[..]).is_err());
        assert!(skip(&mut &b"x\r\n"[..]).is_err());
    }
}
