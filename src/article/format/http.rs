//! Messages of HTTP as they are kept in web archives: head and body as the server sent them (RFC 9112).

use std::io::{self, BufRead, BufReader, Cursor, Read};

/// The longest line of a head that is looked at; servers send at most 8 KB.
const LONGEST_LINE: u64 = 64 * 1024;
/// The most lines of a head.
const MOST_LINES: usize = 1000;

/// Fields of a head: name in lower case, value.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines up to the empty one. A line that begins with a blank goes on with the one before.
    pub fn read(reader: &mut dyn BufRead) -> io::Result<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for _ in 0..MOST_LINES {
            let line = line(reader)?;
            let text = String::from_utf8_lossy(&line);
            let content = text.trim_end_matches(['\r', '\n']);
            if content.is_empty() {
                return Ok(Self(fields));
            }
            if let (true, Some((_, value))) = (content.starts_with([' ', '\t']), fields.last_mut()) {
                value.push(' ');
                value.push_str(content.trim());
            } else if let Some((name, value)) = content.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "its head has no end"))
    }

    /// The first value of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn says(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    }
}

/// A line with its end; empty at the end of the input.
pub(super) fn line(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    reader.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// The status of a response, from its first line.
pub(super) fn status(line: &[u8]) -> Option<u16> {
    let text = std::str::from_utf8(line.get(..16.min(line.len()))?).ok()?;
    let (protocol, rest) = text.split_once(' ')?;
    protocol.starts_with("HTTP/").then(|| rest.get(..3)?.parse().ok()).flatten()
}

/// The content of a body. Crawlers keep bodies as they came or as they were unpacked, and the fields say the same of both:
/// so each layer is taken off only where it is there.
pub(super) fn content<'a>(fields: &Fields, body: impl BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut body: Box<dyn BufRead + 'a> = Box::new(body);
    if fields.says("transfer-encoding", "chunked") {
        body = unchunked(body)?;
    }
    let start = body.fill_buf()?;
    let gzip = start.starts_with(b"\x1f\x8b");
    // RFC 1950: deflate with a window of 32 KB, and a check of the two bytes.
    let zlib =
        start.len() > 1 && start[0] == 0x78 && (u16::from(start[0]) * 256 + u16::from(start[1])) % 31 == 0;
    let zstd = start.starts_with(b"\x28\xb5\x2f\xfd");
    Ok(match () {
        () if gzip && fields.says("content-encoding", "gzip") => {
            Box::new(flate2::bufread::MultiGzDecoder::new(body))
        }
        () if zlib && fields.says("content-encoding", "deflate") => {
            Box::new(flate2::bufread::ZlibDecoder::new(body))
        }
        () if zstd && fields.says("content-encoding", "zstd") => {
            Box::new(zstd::stream::read::Decoder::with_buffer(body)?)
        }
        () if fields.says("content-encoding", "br") && !is_text(start) => {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "it is packed with Brotli, which is not read",
            ));
        }
        () => Box::new(body),
    })
}

/// Brotli has no mark of its own; what begins with a sign of markup or of text was unpacked.
fn is_text(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    start.is_empty() || start[0] == b'<' || std::str::from_utf8(&start[..start.len().min(64)]).is_ok()
}

/// The body without the lengths of its chunks, if it has them.
fn unchunked<'a>(mut body: Box<dyn BufRead + 'a>) -> io::Result<Box<dyn BufRead + 'a>> {
    let first = line(&mut body)?;
    let put_back = |line: Vec<u8>, body| Box::new(BufReader::new(Cursor::new(line).chain(body)));
    match length(&first) {
        Some(left) => Ok(Box::new(BufReader::new(Chunks { body, left, between: false }))),
        None => Ok(put_back(first, body)),
    }
}

/// The length that a line of its own says.
fn length(line: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(line).ok()?;
    let digits = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n'))?.split(';').next()?.trim();
    (!digits.is_empty() && digits.len() <= 8).then(|| u64::from_str_radix(digits, 16).ok()).flatten()
}

struct Chunks<'a> {
    body: Box<dyn BufRead + 'a>,
    left: u64,
    /// The line end behind a chunk comes next.
    between: bool,
}

impl Read for Chunks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let cut_off = || io::Error::new(io::ErrorKind::UnexpectedEof, "its chunks end in the middle");
        if self.between && self.left == 0 {
            line(&mut self.body)?;
            // Trailing fields after the chunk of length 0 are of no use here.
            self.left = length(&line(&mut self.body)?).ok_or_else(cut_off)?;
            self.between = false;
        }
        if self.left == 0 || out.is_empty() {
            return Ok(0);
        }
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(out.len());
        let count = self.body.read(&mut out[..room])?;
        if count == 0 {
            return Err(cut_off());
        }
        self.left -= count as u64;
        self.between = self.left == 0;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn body(head: &str, body: &[u8]) -> io::Result<Vec<u8>> {
        let fields = Fields::read(&mut format!("{head}\r\n\r\n").as_bytes())?;
        let mut out = Vec::new();
        content(&fields, body)?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn bodies_are_unpacked_where_they_are_packed() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(b"It was held.").unwrap();
        let gzip = gzip.finish().unwrap();
        let mut chunked = format!("{:x};x=y\r\n", gzip.len()).into_bytes();
        chunked.extend(&gzip);
        chunked.extend(b"\r\n0\r\n\r\n");
        for (head, packed) in [
            ("Content-Type: text/html", &b"It was held."[..]),
            ("Content-Encoding: gzip", b"It was held."),
            ("Content-Encoding: br\r\nTransfer-Encoding: chunked", b"It was held."),
            ("content-encoding: gzip", &gzip),
            ("Transfer-Encoding: chunked", b"3\r\nIt \r\n9\r\nwas held.\r\n0\r\n\r\n"),
            ("Transfer-Encoding: chunked\r\nContent-Encoding:\r\n gzip", &chunked),
        ] {
            assert_eq!(body(head, packed).unwrap(), b"It was held.", "{head}");
        }
        assert!(body("Transfer-Encoding: chunked", b"3\r\nIt \r\n9\r\nwas").is_err());
        assert!(body("Content-Encoding: br", b"\x8b\x05\x80\xff\xfe").is_err());
        assert_eq!(status(b"HTTP/1.1 404 Not Found\r\n"), Some(404));
        assert_eq!(status(b"<html>"), None);
    }
}
