//! Rounding a block of floats to eight bits by AVX-512: what [`super::rows`] does, to the bit.

use std::arch::x86_64::{
    _mm_storeu_si128, _mm512_abs_ps, _mm512_cvtepi32_epi8, _mm512_cvtps_epi32, _mm512_loadu_ps,
    _mm512_max_ps, _mm512_min_ps, _mm512_mul_ps, _mm512_reduce_add_epi32, _mm512_reduce_max_ps,
    _mm512_set1_ps, _mm512_setzero_ps,
};

use super::{
    BLOCK, LANES,
    rows::{Rounded, scales},
};

/// Rounds a block. Of two operands `vmaxps` gives the second where one is no number; so what is none never is the
/// greatest, and becomes -127.
///
/// # Safety
/// The processor has AVX-512F.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn round(x: &[f32; BLOCK]) -> Rounded {
    // SAFETY: both halves of the block are sixteen floats.
    let halves = unsafe { [_mm512_loadu_ps(x.as_ptr()), _mm512_loadu_ps(x.as_ptr().add(LANES))] };
    let greatest = _mm512_max_ps(_mm512_abs_ps(halves[0]), _mm512_setzero_ps());
    let greatest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(halves[1]), greatest));
    let (scale, inverse) = scales(greatest);
    let mut rounded = Rounded { scale, bytes: [0; BLOCK], sums: [0; 2] };
    for (half, x) in halves.into_iter().enumerate() {
        let x = _mm512_max_ps(_mm512_mul_ps(x, _mm512_set1_ps(inverse)), _mm512_set1_ps(-127.0));
        // To the nearest, ties to even, as the processor is set by itself.
        let whole = _mm512_cvtps_epi32(_mm512_min_ps(x, _mm512_set1_ps(127.0)));
        rounded.sums[half] = _mm512_reduce_add_epi32(whole);
        // SAFETY: sixteen bytes are written to the sixteen of this half.
        unsafe {
            let place = rounded.bytes.as_mut_ptr().add(half * LANES);
            _mm_storeu_si128(place.cast(), _mm512_cvtepi32_epi8(whole));
        }
    }
    rounded
}
