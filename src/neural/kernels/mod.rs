//! Products of quantized matrices with rows of floats, on the processor.
//!
//! A matrix is packed once into tiles of sixteen outputs, in the bits it came in ([`Packed`]). Rows of floats are
//! rounded to eight bits in blocks of 32, each with its own scale ([`Rows`]). A product unpacks a tile (`strip`) and
//! takes it through all rows by the widest kernel of the processor, chosen at run time: AVX-512 VNNI, AVX2, or plain
//! code, which compilers turn into NEON on ARM.
//!
//! Every kernel does the same operations in the same order: whole-number dot products of a block, exact, then one
//! chain of sums a number, each step rounded once. So all give the same bits (but plain code on processors that cannot
//! multiply and add in one step, see [`PLAIN_IS_FUSED`]), and no number depends on how many rows came along.
//!
//! Why not a crate: `rten-gemm` 0.27, the one well-kept crate for products of eight-bit numbers, comes to 79 % of what the
//! processor multiplies where these kernels come to 54 to 59 % (one thread, AVX-512 VNNI, 3072 × 1024 weights, 256 rows). But
//! it has one scale for a whole row and a whole column. Blocks of 32 with scales of their own, which is what files hold and
//! what outliers ask for, would take one product of it for each block, and a pass over floats behind each; it holds
//! weights of eight bits only; and a single row reads memory no faster.
//!
//! This is the only room with unsafe code; each block says why it is sound.

mod ahead;
#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "registers of several arrays are walked side by side")]
mod avx2;
#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "registers of several arrays are walked side by side")]
mod avx512;
#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "registers of several arrays are walked side by side")]
mod avx512_few;
#[cfg(target_arch = "x86_64")]
mod avx512_round;
#[cfg(target_arch = "x86_64")]
mod avx512_unpack;
mod dense;
mod form;
mod ggml;
mod half;
mod kernel;
mod level;
mod lines;
mod packed;
mod peak;
mod plain;
pub(super) mod pool;
mod product;
mod rows;
mod strip;
mod team;
#[cfg(test)]
mod tests;

pub(super) use ahead::fetch;
pub(super) use dense::{Dense, PLAIN_IS_FUSED, Panels};
pub(super) use form::Form;
pub(super) use half::narrow;
#[cfg(test)]
pub(super) use level::FORCED;
pub use level::{Level, LevelError};
pub(super) use lines::Large;
pub(super) use packed::Packed;
pub(super) use peak::multiply_in_registers;
pub(super) use product::product;

/// Outputs of a tile: what one AVX-512 register of sums holds.
pub(super) const LANES: usize = 16;

/// Inputs whose products are added by one instruction, and lie side by side.
const QUAD: usize = 4;

/// Inputs of a row that share a scale: as ggml's Q8_0 has them, so that an outlier costs 31 neighbours their
/// precision and no more.
const BLOCK: usize = 32;

/// Sixteen numbers side by side.
pub(super) type Lanes = [f32; LANES];

/// A cache line: four inputs of sixteen outputs as [output][input], or what else a tile holds.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([u8; 64]);

impl Line {
    const ZERO: Line = Line([0; 64]);
}
