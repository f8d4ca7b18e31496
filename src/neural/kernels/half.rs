//! Half-precision floats in lines of sixteen, without a call into hardware features a number.

use half::{f16, slice::HalfFloatSliceExt};

use super::{LANES, Lanes};

/// Sixteen numbers of half precision side by side: half a cache line.
pub(super) type Halves = [f16; LANES];

/// Sixteen halves as floats, exactly. (`half` has the same for slices, but looks up the processor's features at each
/// call: a twentieth of decoding.)
#[inline(always)]
pub(super) fn widen(halves: &Halves) -> Lanes {
    /// The exponents of the two precisions are 112 apart; scaling by it is exact, for the smallest numbers too.
    const RAISE: f32 = f32::from_bits((112 + 127) << 23);
    let mut wide = [0.0; LANES];
    for lane in 0..LANES {
        let half = u32::from(halves[lane].to_bits());
        let size = f32::from_bits((half & 0x7fff) << 13);
        let size =
            if half & 0x7c00 == 0x7c00 { size.to_bits() | 0x7f80_0000 } else { (size * RAISE).to_bits() };
        wide[lane] = f32::from_bits(size | (half & 0x8000) << 16);
    }
    wide
}

/// Rounds floats to half precision, to the nearest. What is too large becomes the largest, never infinite: one number
/// out of range costs its own precision and no more.
pub(in crate::neural) fn narrow(values: &[f32], halves: &mut [f16]) {
    let most = f16::MAX.to_f32();
    // Without an early end, so that the loop becomes vector code.
    if !values.iter().fold(false, |large, value| large | (value.abs() > most)) {
        halves.convert_from_f32_slice(values);
        return;
    }
    for (half, value) in halves.iter_mut().zip(values) {
        *half = f16::from_f32(if value.is_nan() { *value } else { value.clamp(-most, most) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_widens_to_what_it_is() {
        for first in (0..=u16::MAX).step_by(LANES) {
            let halves: Halves = std::array::from_fn(|lane| f16::from_bits(first + lane as u16));
            for (wide, half) in widen(&halves).iter().zip(halves) {
                let exact = half.to_f32();
                assert!(wide.to_bits() == exact.to_bits() || wide.is_nan() && exact.is_nan(), "{half:?}");
            }
        }
    }

    #[test]
    fn what_is_too_large_becomes_the_largest() {
        let mut halves = [f16::ZERO; 5];
        narrow(&[1e9, -1e9, 1.0, f32::NAN, f32::INFINITY], &mut halves);
        assert_eq!(halves[..3], [f16::MAX, f16::MIN, f16::ONE]);
        assert!(halves[3].is_nan() && halves[4] == f16::MAX);
    }
}
