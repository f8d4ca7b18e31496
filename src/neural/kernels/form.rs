//! How the kinds of ggml's blocks lie in a tile.

use candle_core::quantized::GgmlDType;

use super::{BLOCK, LANES, Line, QUAD};

/// A kind of blocks that the kernels take. Sizes and meaning of the blocks: `ggml-common.h` and `ggml-quants.c` of
/// ggml, <https://github.com/ggml-org/ggml>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::neural) enum Form {
    /// 32 numbers of 8 bits and a scale.
    Q8,
    /// 256 numbers of 6 bits, a scale for every 16, and a scale of scales.
    Q6K,
    /// 256 numbers of 5 bits, a scale and a minimum for every 32, and scales of both.
    Q5K,
    /// The same of 4 bits.
    Q4K,
}

/// Numbers of ggml's larger blocks.
pub(super) const SUPER: usize = 256;

impl Form {
    /// The form of a kind of blocks, where the kernels have one.
    pub fn of(kind: GgmlDType) -> Option<Form> {
        match kind {
            GgmlDType::Q8_0 => Some(Form::Q8),
            GgmlDType::Q6K => Some(Form::Q6K),
            GgmlDType::Q5K => Some(Form::Q5K),
            GgmlDType::Q4K => Some(Form::Q4K),
            _ => None,
        }
    }

    /// Numbers of a block in the file.
    pub fn block(self) -> usize {
        if self == Form::Q8 { BLOCK } else { SUPER }
    }

    /// Bytes of a block in the file.
    pub fn block_bytes(self) -> usize {
        match self {
            Form::Q8 => 34,
            Form::Q6K => 210,
            Form::Q5K => 176,
            Form::Q4K => 144,
        }
    }

    /// Quads of inputs that share a scale.
    pub(super) fn quads_per_scale(self) -> usize {
        if self == Form::Q6K { 16 / QUAD } else { BLOCK / QUAD }
    }

    /// What is taken off each number, which is held without a sign; those with minima have none.
    pub(super) fn zero(self) -> i32 {
        match self {
            Form::Q8 => 128,
            Form::Q6K => 32,
            Form::Q5K | Form::Q4K => 0,
        }
    }

    /// Is there a minimum beside each scale?
    pub(super) fn has_minima(self) -> bool {
        matches!(self, Form::Q5K | Form::Q4K)
    }

    /// Where what lies in a tile of so many inputs.
    pub(super) fn plan(self, inputs: usize) -> Plan {
        // Bits of the low and the high plane, in lines of 64 bytes.
        let (low, high) = match self {
            Form::Q8 => (8, 0),
            Form::Q6K => (4, 2),
            Form::Q5K => (4, 1),
            Form::Q4K => (4, 0),
        };
        let lines = |bits: usize| inputs * LANES * bits / 8 / 64;
        let bytes = |bytes: usize| bytes.div_ceil(64);
        let (scales, supers) = match self {
            Form::Q8 => (bytes(inputs / BLOCK * LANES * 2), 0),
            Form::Q6K => (bytes(inputs / 16 * LANES), bytes(inputs / SUPER * LANES * 2)),
            Form::Q5K | Form::Q4K => (bytes(inputs / BLOCK * LANES * 2), bytes(inputs / SUPER * LANES * 4)),
        };
        let high_at = lines(low);
        let scales_at = high_at + lines(high);
        let supers_at = scales_at + scales;
        Plan { high_at, scales_at, supers_at, lines: supers_at + supers }
    }
}

/// The parts of a tile, in lines: low bits, high bits, scales (with minima), scales of scales (with those of minima).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    pub high_at: usize,
    pub scales_at: usize,
    pub supers_at: usize,
    pub lines: usize,
}

/// The parts of a tile.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub low: &'a [Line],
    pub high: &'a [Line],
    pub scales: &'a [Line],
    pub supers: &'a [Line],
}

impl Plan {
    /// The parts of a tile's lines.
    pub fn parts(self, tile: &[Line]) -> Parts<'_> {
        let (numbers, scales) = tile.split_at(self.scales_at);
        let (scales, supers) = scales.split_at(self.supers_at - self.scales_at);
        let (low, high) = numbers.split_at(self.high_at);
        Parts { low, high, scales, supers }
    }
}
