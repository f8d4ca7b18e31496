//! Floats rounded to eight bits as they are read: blocks of 32 with a scale each, ggml's Q8_0, which the kernels take.

use half::{bf16, f16};

use super::super::super::{
    kernels::{Form, Packed},
    weights::{Kind, Tensor, WeightsError},
};

/// Numbers of a block.
const BLOCK: usize = 32;

/// Bytes of a block: a scale of half precision, then the numbers.
const BYTES: usize = 2 + BLOCK;

/// The matrix with its numbers rounded; `None` where it is quantized already or its rows are no whole blocks.
pub(super) fn rounded(
    tensor: Tensor<'_>,
    outputs: usize,
    inputs: usize,
) -> Result<Option<Packed>, WeightsError> {
    let kind = tensor.kind();
    if matches!(kind, Kind::Quantized(_)) || !inputs.is_multiple_of(BLOCK) {
        return Ok(None);
    }
    let length = outputs * inputs / BLOCK * BYTES;
    Packed::read(Form::Q8, length, outputs, inputs, |from, bytes| {
        let width = kind.block_bytes();
        let mut floats = vec![0; bytes.len() / BYTES * BLOCK * width];
        tensor.read(from / BYTES * BLOCK * width, &mut floats)?;
        let blocks = bytes.as_chunks_mut::<BYTES>().0.iter_mut();
        for (out, floats) in blocks.zip(floats.chunks_exact(BLOCK * width)) {
            round(&read(kind, floats), out);
        }
        Ok(())
    })
}

/// The numbers of a block.
fn read(kind: Kind, bytes: &[u8]) -> [f32; BLOCK] {
    let mut block = [0.0; BLOCK];
    let halves = bytes.as_chunks::<2>().0;
    match kind {
        Kind::F32 => {
            let floats = bytes.as_chunks::<4>().0;
            block.iter_mut().zip(floats).for_each(|(x, bytes)| *x = f32::from_le_bytes(*bytes));
        }
        Kind::Bf16 => {
            block.iter_mut().zip(halves).for_each(|(x, bytes)| *x = bf16::from_le_bytes(*bytes).to_f32());
        }
        Kind::F16 | Kind::Quantized(_) => {
            block.iter_mut().zip(halves).for_each(|(x, bytes)| *x = f16::from_le_bytes(*bytes).to_f32());
        }
    }
    block
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
        for spread in [1e-6, 0.013, 800.0] {
            let block: [f32; BLOCK] = std::array::from_fn(|at| ((at * 37 % 101) as f32 - 50.0) * spread);
            let mut out = [0; BYTES];
            round(&block, &mut out);
            let scale = f16::from_le_bytes([out[0], out[1]]).to_f32();
            for (byte, value) in out[2..].iter().zip(block) {
                let found = f32::from(*byte as i8) * scale;
                // Scales below the least of half precision are rough.
                let step = scale.max(6e-8);
                assert!((found - value).abs() <= step * 0.53, "{found} for {value}");
            }
        }
        let mut out = [1; BYTES];
        round(&[0.0; BLOCK], &mut out);
        assert_eq!(out, [0; BYTES]);
    }

    #[test]
    fn every_kind_of_float_is_read() {
        let values: [f32; BLOCK] = std::array::from_fn(|at| at as f32 / 4.0);
        let singles: Vec<u8> = values.iter().flat_map(|x| x.to_le_bytes()).collect();
        let halves: Vec<u8> = values.iter().flat_map(|x| f16::from_f32(*x).to_le_bytes()).collect();
        let brains: Vec<u8> = values.iter().flat_map(|x| bf16::from_f32(*x).to_le_bytes()).collect();
        for (kind, bytes) in [(Kind::F32, singles), (Kind::F16, halves), (Kind::Bf16, brains)] {
            assert_eq!(read(kind, &bytes), values, "{kind:?}");
        }
    }
}
