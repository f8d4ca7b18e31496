//! zstd: one file, in any number of frames.

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
            Ok(decoder) => unpack(&name, &layer, decoder, options, sink),
            Err(source) => sink.push(name.failed(ReadError::Io { place: name.to_string(), source })),
        }
    },
};
