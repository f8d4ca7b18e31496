//! What holds other files: gzip, zstd, zip, tar. Members are read one after the other, each as if it were a file of its own,
//! and nothing is ever written where a member's name says.

pub(super) mod gzip;
mod header;
mod member;
pub(super) mod tar;
#[cfg(test)]
mod tests;
pub(super) mod zip;
pub(super) mod zstd;

pub(super) use gzip::goes_on;

use std::io::Read;

use super::read;
use crate::article::{
    ReadError, ReadOptions,
    bounds::Layer,
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

/// Why what is in an archive of archives of archives is not read.
pub(super) const TOO_DEEP: &str = "archives are nested too deep in it";

/// Reads what is packed, alone, in `name`.
fn unpack(name: &Name, layer: &Layer, unpacked: impl Read, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let Some(inside) = layer.inside() else {
        return sink
            .push(name.failed(ReadError::Refused { place: name.to_string(), why: TOO_DEEP.to_owned() }));
    };
    let mut unpacked = inside.metered(unpacked);
    let mut told = false;
    loop {
        match Source::new(name.unpacked(), Box::new(&mut unpacked), inside.clone()) {
            Ok(source) => return read(source, options, sink),
            Err(source) => {
                // What is behind damage at the start is read too.
                let goes_on = goes_on(&source);
                if !std::mem::replace(&mut told, true) {
                    sink.push(name.failed(ReadError::Io { place: name.to_string(), source }))?;
                }
                if !goes_on {
                    return Flow::Continue(());
                }
            }
        }
    }
}
