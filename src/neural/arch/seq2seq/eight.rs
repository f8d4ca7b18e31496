//! Floats rounded to eight bits: blocks of 32 with a scale each, as ggml's Q8_0 has them, which the kernels take.

use half::{bf16, f16};

use super::super::super::{
    kernels::pool,
    weights::{Kind, Raw},
};
use candle_core::quantized::GgmlDType;

/// Numbers of a block.
const BLOCK: usize = 32;

/// Bytes of a block: a scale of half precision, then the numbers.
const BYTES: usize = 2 + BLOCK;

/// The matrix with its numbers rounded; as it is where it is quantized already or its rows are no whole blocks.
pub(super) fn rounded(raw: Raw) -> Raw {
    let width = raw.shape.last().copied().unwrap_or_default();
    if matches!(raw.kind, Kind::Quantized(_)) || width == 0 || !width.is_multiple_of(BLOCK) {
        return raw;
    }
    let numbers = raw.bytes.len() / raw.kind.block_bytes();
    let mut bytes = vec![0; numbers / BLOCK * BYTES];
    let row = width / BLOCK * BYTES;
    pool::each_piece(&mut bytes, row, |number, out| {
        let mut block = [0.0; BLOCK];
        for (at, out) in out.as_chunks_mut::<BYTES>().0.iter_mut().enumerate() {
            read(&raw, number * width + at * BLOCK, &mut block);
            round(&block, out);
        }
    });
    Raw { kind: Kind::Quantized(GgmlDType::Q8_0), shape: raw.shape, bytes }
}

/// Numbers of a tensor from a place on.
fn read(raw: &Raw, from: usize, out: &mut [f32; BLOCK]) {
    match raw.kind {
        Kind::F32 => {
            let numbers = &raw.bytes.as_chunks::<4>().0[from..];
            out.iter_mut().zip(numbers).for_each(|(x, bytes)| *x = f32::from_le_bytes(*bytes));
        }
        Kind::F16 => {
            let numbers = &raw.bytes.as_chunks::<2>().0[from..];
            out.iter_mut().zip(numbers).for_each(|(x, bytes)| *x = f16::from_le_bytes(*bytes).to_f32());
        }
        Kind::Bf16 => {
            let numbers = &raw.bytes.as_chunks::<2>().0[from..];
            out.iter_mut().zip(numbers).for_each(|(x, bytes)| *x = bf16::from_le_bytes(*bytes).to_f32());
        }
        Kind::Quantized(_) => {}
    }
}

/// One block. The numbers are rounded by the scale as it is stored, so that they fit it.
fn round(block: &[f32; BLOCK], out: &mut [u8; BYTES]) {
    let greatest = block.iter().fold(0.0_f32, |greatest, x| greatest.max(x.abs()));
    let scale = f16::from_f32(greatest / 127.0);
    let inverse = if scale > f16::ZERO { 1.0 / scale.to_f32() } else { 0.0 };
    out[..2].copy_from_slice(&scale.to_le_bytes());
    for (byte, x) in out[2..].iter_mut().zip(block) {
        *byte = (x * inverse).round().clamp(-127.0, 127.0) as i8 as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_within_half_a_step() {
        let values: Vec<f32> = (0..96).map(|at| ((at * 37 % 101) as f32 - 50.0) * 0.013).collect();
        let bytes = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        let made = rounded(Raw { kind: Kind::F32, shape: vec![1, 96], bytes });
        assert_eq!(made.kind, Kind::Quantized(GgmlDType::Q8_0));
        for (block, values) in made.bytes.as_chunks::<BYTES>().0.iter().zip(values.as_chunks::<BLOCK>().0) {
            let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
            for (byte, value) in block[2..].iter().zip(values) {
                let found = f32::from(*byte as i8) * scale;
                assert!((found - value).abs() <= scale * 0.51, "{found} for {value}");
            }
        }
    }

    #[test]
    fn what_has_no_blocks_stays() {
        let odd = Raw { kind: Kind::F32, shape: vec![1, 3], bytes: vec![0; 12] };
        assert_eq!(rounded(odd.clone()), odd);
    }
}
