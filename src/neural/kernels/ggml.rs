//! ggml's blocks, one at a time: `ggml-quants.c` of ggml, <https://github.com/ggml-org/ggml>.

use super::form::{Form, SUPER};

/// The numbers of a block, without sign, and what they are to be multiplied by.
pub(super) struct Block {
    /// As many as the block has.
    pub numbers: [u8; SUPER],
    /// A scale for every 16 or 32 numbers; those of Q6_K have a sign.
    pub scales: [u8; 16],
    /// A minimum for every 32 numbers.
    pub minima: [u8; 8],
    /// The scale of the scales, half precision.
    pub scale: [u8; 2],
    /// The scale of the minima.
    pub minimum: [u8; 2],
}

/// Reads a block of `form.block_bytes()` bytes.
pub(super) fn read(form: Form, bytes: &[u8]) -> Block {
    let mut block =
        Block { numbers: [0; SUPER], scales: [0; 16], minima: [0; 8], scale: [0; 2], minimum: [0; 2] };
    match form {
        Form::Q8 => {
            block.scale = [bytes[0], bytes[1]];
            // From two's complement to the same order without a sign.
            block.numbers.iter_mut().zip(&bytes[2..34]).for_each(|(number, byte)| *number = byte ^ 0x80);
        }
        Form::Q6K => six_bits(bytes, &mut block),
        Form::Q5K | Form::Q4K => {
            block.scale = [bytes[0], bytes[1]];
            block.minimum = [bytes[2], bytes[3]];
            scales_and_minima(&bytes[4..16], &mut block);
            let (high, low) = match form {
                Form::Q5K => (Some(&bytes[16..48]), &bytes[48..176]),
                _ => (None, &bytes[16..144]),
            };
            for (part, low) in low.chunks_exact(32).enumerate() {
                for (at, byte) in low.iter().enumerate() {
                    let bit = |which: usize| high.map_or(0, |high| (high[at] >> which & 1) << 4);
                    block.numbers[part * 64 + at] = byte & 15 | bit(2 * part);
                    block.numbers[part * 64 + 32 + at] = byte >> 4 | bit(2 * part + 1);
                }
            }
        }
    }
    block
}

/// Eight scales and eight minima of 6 bits in 12 bytes: the upper four of each are spread over what the lower leave.
fn scales_and_minima(bytes: &[u8], block: &mut Block) {
    for at in 0..4 {
        block.scales[at] = bytes[at] & 63;
        block.minima[at] = bytes[at + 4] & 63;
        block.scales[at + 4] = bytes[at + 8] & 15 | bytes[at] >> 6 << 4;
        block.minima[at + 4] = bytes[at + 8] >> 4 | bytes[at + 4] >> 6 << 4;
    }
}

/// 128 bytes of low halves, 64 of high quarters, 16 scales, their scale.
fn six_bits(bytes: &[u8], block: &mut Block) {
    let (low, high) = (&bytes[..128], &bytes[128..192]);
    for half in 0..2 {
        for at in 0..32 {
            let high = high[half * 32 + at];
            for quarter in 0..4 {
                let byte = low[half * 64 + quarter % 2 * 32 + at];
                let nibble = if quarter < 2 { byte & 15 } else { byte >> 4 };
                block.numbers[half * 128 + quarter * 32 + at] = nibble | (high >> (2 * quarter) & 3) << 4;
            }
        }
    }
    block.scales.copy_from_slice(&bytes[192..208]);
    block.scale = [bytes[208], bytes[209]];
}
