//! Other encodings to UTF-8 on the way, for streams that are never held as a whole.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes a stream by what its start was seen to be.
pub(in crate::article) struct Transcoder {
    decoder: Decoder,
}

impl Transcoder {
    /// A decoder for a stream with this start, if it is UTF-16.
    pub fn utf16(head: &[u8]) -> Option<Self> {
        let encoding = super::detect(head, None);
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        wide.then(|| Self::from(encoding))
    }

    /// A decoder for a stream with this start, if it is not UTF-8.
    pub fn legacy(head: &[u8]) -> Option<Self> {
        let encoding = super::detect(head, None);
        (encoding != UTF_8).then(|| Self::from(encoding))
    }

    fn from(encoding: &'static Encoding) -> Self {
        Self { decoder: encoding.new_decoder_with_bom_removal() }
    }

    /// The stream in UTF-8.
    pub fn over<R: Read>(self, source: R) -> Transcoded<R> {
        Transcoded { source, decoder: self.decoder, bytes: Vec::new(), text: Vec::new(), at: 0, ended: false }
    }
}

/// A stream in UTF-8 over one in another encoding.
pub(in crate::article) struct Transcoded<R> {
    source: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

/// Bytes decoded at a time.
const CHUNK: usize = 32 * 1024;

impl<R: Read> Transcoded<R> {
    fn refill(&mut self) -> io::Result<()> {
        self.bytes.resize(CHUNK, 0);
        let count = self.source.read(&mut self.bytes)?;
        self.ended = count == 0;
        // Three bytes of UTF-8 for one that means nothing, and room for what the decoder held back.
        self.text.resize(CHUNK * 3 + 16, 0);
        let input = &self.bytes[..count];
        let (result, _, written, _) = self.decoder.decode_to_utf8(input, &mut self.text, self.ended);
        debug_assert!(matches!(result, CoderResult::InputEmpty));
        self.text.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            self.refill()?;
        }
        let count = out.len().min(self.text.len() - self.at);
        out[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stream_comes_through_whole() {
        let text = "标准 standards: 论坛在大连开幕，代表到会 😀\n".repeat(20_000);
        let bytes: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let transcoder = Transcoder::utf16(&bytes[..4096]).unwrap();
        let mut out = String::new();
        transcoder.over(&bytes[..]).read_to_string(&mut out).unwrap();
        assert!(out == text);
    }
}
