//! zstd: one file, in any number of frames.

use std::io::{self, Read};

use super::unpack;
use crate::article::{ReadError, format::Format};

/// One packed file.
pub(in crate::article::format) const FORMAT: Format = Format {
    content: |probe| probe.head.starts_with(b"\x28\xb5\x2f\xfd"),
    extensions: &[],
    media: &[],
    read: |source, options, sink| {
        let (name, layer) = (source.name.clone(), source.layer.clone());
        match zstd::stream::read::Decoder::with_buffer(source.into_packed()) {
            // The library refuses windows beyond 128 MB (`ZSTD_WINDOWLOG_LIMIT_DEFAULT`).
            Ok(decoder) => unpack(&name, &layer, Told(decoder), options, sink),
            Err(source) => sink.push(name.failed(ReadError::Io { place: name.to_string(), source })),
        }
    },
};

/// Says of a file that was cut off what it says in every other format.
struct Told<R>(R);

impl<R: Read> Read for Told<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                io::Error::new(error.kind(), "the zstd data ends in the middle: it was cut off")
            }
            _ => error,
        })
    }
}
