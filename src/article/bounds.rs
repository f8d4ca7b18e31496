//! What keeps an archive that was made to do harm within bounds: how deep archives nest, how far they may expand.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// Layers that are opened: `a.zip` with `b.tar.gz` in it has three. Real archives have at most five.
const DEEPEST: usize = 6;

/// What any input may unpack to.
const FREELY: u64 = 1_000_000_000;

/// What an input may unpack to for each of its own bytes: deflate reaches at most 1032 (RFC 1951: 258 bytes for two
/// bits), text 3 to 10, records that are all alike 100.
const RATIO: u64 = 1000;

/// Where an input stands among archives within archives, and what all of them together may still unpack to.
#[derive(Clone, Default)]
pub(super) struct Layer {
    depth: usize,
    budget: Arc<Budget>,
}

/// The bytes that went in and out of the archives of one input.
#[derive(Default)]
struct Budget {
    packed: AtomicU64,
    unpacked: AtomicU64,
}

/// An archive that expands too far.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {} GB and more than {RATIO} times its size (unpack it first if you trust it)", FREELY / 1_000_000_000)]
pub(super) struct Bomb;

impl Layer {
    /// The layer of what is packed in this one; `None` where archives nest too deep.
    pub fn inside(&self) -> Option<Self> {
        (self.depth < DEEPEST).then(|| Self { depth: self.depth + 1, budget: Arc::clone(&self.budget) })
    }

    /// True for what was given by the user and not found in something else.
    pub fn is_outermost(&self) -> bool {
        self.depth == 0
    }

    /// Counts the packed bytes of the input as a whole, where they are known beforehand.
    pub fn packed(&self, bytes: u64) {
        if self.is_outermost() {
            self.budget.packed.fetch_add(bytes, Relaxed);
        }
    }

    /// True when nothing more may be unpacked.
    pub fn is_spent(&self) -> bool {
        let Budget { packed, unpacked } = &*self.budget;
        unpacked.load(Relaxed) > FREELY.saturating_add(packed.load(Relaxed).saturating_mul(RATIO))
    }

    /// A reader whose bytes count as packed, if this is the outermost layer.
    pub fn counting<R: Read>(&self, inner: R) -> Counting<R> {
        Counting { inner, layer: self.clone() }
    }

    /// A reader whose bytes count as unpacked, and which fails where there are too many.
    pub fn metered<R: Read>(&self, inner: R) -> Metered<R> {
        Metered { inner, layer: self.clone() }
    }
}

/// Counts what goes into an archive's reader.
pub(super) struct Counting<R> {
    inner: R,
    layer: Layer,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.layer.packed(count as u64);
        Ok(count)
    }
}

/// Counts what comes out of an archive's reader.
pub(super) struct Metered<R> {
    inner: R,
    layer: Layer,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.layer.budget.unpacked.fetch_add(count as u64, Relaxed);
        if self.layer.is_spent() { Err(io::Error::other(Bomb)) } else { Ok(count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_end_and_share_what_they_may_unpack() {
        let outer = Layer::default();
        let mut deepest = outer.clone();
        let mut layers = 0;
        while let Some(inside) = deepest.inside() {
            deepest = inside;
            layers += 1;
        }
        assert_eq!(layers, DEEPEST);
        outer.packed(10);
        deepest.packed(u64::MAX / 2);
        let read = |bytes: u64| io::copy(&mut deepest.metered(io::repeat(0).take(bytes)), &mut io::sink());
        assert_eq!(read(FREELY).unwrap(), FREELY);
        assert_eq!(read(9 * RATIO).unwrap(), 9 * RATIO);
        assert!(read(2 * RATIO).unwrap_err().to_string().contains("1000 times"));
        assert!(outer.is_spent());
    }
}
