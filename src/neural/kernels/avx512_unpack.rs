//! Unpacking a tile by AVX-512: what [`super::strip`] does, to the bit. One pass over the low halves of numbers adds the
//! bits above them on the way, so that each unpacked line is written once.

use std::arch::x86_64::{
    __m128i, __m256i, __m512, __m512i, _mm_load_si128, _mm256_load_si256, _mm512_and_si512,
    _mm512_cvtepi8_epi32, _mm512_cvtepi32_ps, _mm512_cvtepu8_epi32, _mm512_cvtph_ps, _mm512_load_si512,
    _mm512_mul_ps, _mm512_or_si512, _mm512_set1_epi8, _mm512_slli_epi16, _mm512_srli_epi16,
    _mm512_store_si512, _mm512_storeu_ps,
};

use super::{
    BLOCK, Line,
    form::{Form, SUPER},
    strip::Unpack,
};

/// Does the work.
///
/// # Safety
/// The processor has AVX-512F and AVX-512BW; the sizes are checked.
pub(super) unsafe fn run(mut work: Unpack<'_>) {
    // SAFETY: as the caller says.
    unsafe {
        match work.form {
            Form::Q6K => {
                numbers::<2>(&mut work);
                scales(work);
            }
            Form::Q5K => {
                numbers::<1>(&mut work);
                scales_and_minima(work);
            }
            Form::Q4K => {
                numbers::<0>(&mut work);
                scales_and_minima(work);
            }
            Form::Q8 => unreachable!("it is taken as it lies"),
        }
    }
}

/// Halves of bytes to bytes, with the `BITS` above them from the high plane.
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn numbers<const BITS: u32>(work: &mut Unpack<'_>) {
    let (low, high) = (work.parts.low.as_ptr(), work.parts.high.as_ptr());
    let quads = work.room.quads.as_mut_ptr();
    let nibble = _mm512_set1_epi8(15);
    for at in 0..work.parts.low.len() {
        // SAFETY: `check` has seen that there are two quads a line of low halves, and a line of high bits for every
        // `8 / BITS` of these. Lines are 64 bytes, aligned to 64.
        unsafe {
            let both = _mm512_load_si512(low.add(at).cast());
            let mut pair =
                [_mm512_and_si512(both, nibble), _mm512_and_si512(_mm512_srli_epi16::<4>(both), nibble)];
            if BITS > 0 {
                let per = 8 / BITS as usize;
                let above = _mm512_load_si512(high.add(2 * at / per).cast());
                for (which, quad) in pair.iter_mut().enumerate() {
                    *quad = _mm512_or_si512(*quad, raised::<BITS>(above, (2 * at + which) % per));
                }
            }
            _mm512_store_si512(quads.add(2 * at).cast(), pair[0]);
            _mm512_store_si512(quads.add(2 * at + 1).cast(), pair[1]);
        }
    }
}

/// The bits of one quad in a line of high bits, at the place above the fourth.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn raised<const BITS: u32>(line: __m512i, which: usize) -> __m512i {
    // Words shift across bytes; what comes from the neighbour is masked off.
    let shifted = match which as u32 * BITS {
        0 => _mm512_slli_epi16::<4>(line),
        1 => _mm512_slli_epi16::<3>(line),
        2 => _mm512_slli_epi16::<2>(line),
        3 => _mm512_slli_epi16::<1>(line),
        4 => line,
        5 => _mm512_srli_epi16::<1>(line),
        6 => _mm512_srli_epi16::<2>(line),
        _ => _mm512_srli_epi16::<3>(line),
    };
    _mm512_and_si512(shifted, _mm512_set1_epi8((((1 << BITS) - 1) << 4) as i8))
}

/// Sixteen halves of a plane of scales of scales.
///
/// # Safety
/// There are as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn halves(supers: &[Line], at: usize) -> __m512 {
    // SAFETY: the caller says that there are as many; sixteen halves are 32 bytes, aligned to 32.
    unsafe { _mm512_cvtph_ps(_mm256_load_si256(supers.as_ptr().cast::<__m256i>().add(at))) }
}

/// Sixteen bytes of a plane of scales.
///
/// # Safety
/// There are as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn bytes(scales: &[Line], at: usize) -> __m128i {
    // SAFETY: the caller says that there are as many; they are aligned to 16.
    unsafe { _mm_load_si128(scales.as_ptr().cast::<__m128i>().add(at)) }
}

/// Sixteen scales with a sign.
///
/// # Safety
/// There are as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn signed(scales: &[Line], at: usize) -> __m512 {
    // SAFETY: as the caller says.
    unsafe { _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes(scales, at))) }
}

/// Sixteen scales or minima without a sign.
///
/// # Safety
/// There are as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn unsigned(scales: &[Line], at: usize) -> __m512 {
    // SAFETY: as the caller says.
    unsafe { _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(bytes(scales, at))) }
}

/// A scale with a sign for every sixteen inputs.
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn scales(work: Unpack<'_>) {
    const PER: usize = SUPER / 16;
    let parts = work.parts;
    for (big, out) in work.room.scales.as_chunks_mut::<PER>().0.iter_mut().enumerate() {
        // SAFETY: `check` has seen that there are sixteen bytes a group, and sixteen halves for every sixteen groups; each
        // place is sixteen floats.
        unsafe {
            let scale = halves(parts.supers, big);
            for (at, out) in out.iter_mut().enumerate() {
                let own = signed(parts.scales, big * PER + at);
                _mm512_storeu_ps(out.as_mut_ptr(), _mm512_mul_ps(scale, own));
            }
        }
    }
}

/// A scale and a minimum for every 32 inputs.
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn scales_and_minima(work: Unpack<'_>) {
    const PER: usize = SUPER / BLOCK;
    let parts = work.parts;
    let groups = work.room.scales.as_chunks_mut::<PER>().0.iter_mut();
    for (big, (out, minima)) in groups.zip(work.room.minima.as_chunks_mut::<PER>().0).enumerate() {
        // SAFETY: `check` has seen that there are twice sixteen bytes a group, and twice sixteen halves for every eight
        // groups; each place is sixteen floats.
        unsafe {
            let (scale, minimum) = (halves(parts.supers, 2 * big), halves(parts.supers, 2 * big + 1));
            for at in 0..PER {
                let place = 2 * (big * PER + at);
                let own = unsigned(parts.scales, place);
                _mm512_storeu_ps(out[at].as_mut_ptr(), _mm512_mul_ps(scale, own));
                let own = unsigned(parts.scales, place + 1);
                _mm512_storeu_ps(minima[at].as_mut_ptr(), _mm512_mul_ps(minimum, own));
            }
        }
    }
}
