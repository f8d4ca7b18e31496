//! The kernel for any processor: loops that compilers vectorize as far as they can.

use half::f16;

use super::{
    BLOCK, LANES, Line, QUAD,
    kernel::Job,
    strip::{Scales, Strip},
};

/// Does a job.
///
/// # Safety
/// As [`super::kernel::Kernel`] says; any processor will do.
pub(super) unsafe fn run<const FUSED: bool>(job: Job<'_>) {
    job.check();
    for (tile, strip) in job.strips.iter().enumerate() {
        // SAFETY: as the caller says.
        unsafe { one::<FUSED>(job, tile, *strip) };
    }
}

/// One tile.
///
/// # Safety
/// As [`run`]; the job is checked.
unsafe fn one<const FUSED: bool>(job: Job<'_>, tile: usize, strip: Strip<'_>) {
    let company = job.company;
    let (rows, per) = (company.rows, strip.form.quads_per_scale());
    let starts = company.starts(strip.form);
    for row in 0..rows {
        let mut sums = [0.0_f32; LANES];
        for group in 0..job.groups() {
            let scales = match strip.scales {
                Scales::Floats(scales) => scales[group],
                Scales::Halves(lines) => {
                    let halves = lines[group / 2].0.as_chunks::<2>().0;
                    std::array::from_fn(|lane| f16::from_le_bytes(halves[group % 2 * LANES + lane]).to_f32())
                }
            };
            let quads = group * per..(group + 1) * per;
            let numbers = quads.clone().map(|quad| company.quads[quad * rows + row]);
            let pairs = pairs(&strip.quads[quads], numbers);
            let start = starts.get(group * rows + row).copied().unwrap_or(0);
            let whole: [i32; LANES] =
                std::array::from_fn(|lane| start + pairs[2 * lane] + pairs[2 * lane + 1]);
            let block = group * per * QUAD / BLOCK * rows + row;
            let scale = company.scales[block];
            for lane in 0..LANES {
                sums[lane] = add::<FUSED>(sums[lane], whole[lane] as f32, scales[lane] * scale);
            }
            if let Some(minima) = strip.minima.get(group) {
                for lane in 0..LANES {
                    sums[lane] = add::<FUSED>(sums[lane], -minima[lane], company.sums[block]);
                }
            }
        }
        // SAFETY: the row is one of the company's, for which the caller vouches.
        unsafe { job.out.put(row, tile, &sums) };
    }
}

/// The products of some quads, added two by two: of each output those of the first two inputs, and those of the others.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn pairs(quads: &[Line], numbers: impl Iterator<Item = [i8; QUAD]>) -> [i32; 2 * LANES] {
    let mut pairs = [0; 2 * LANES];
    for (line, numbers) in quads.iter().zip(numbers) {
        for (at, pair) in pairs.iter_mut().enumerate() {
            let product = |at: usize| i32::from(line.0[at]) * i32::from(numbers[at % QUAD]);
            *pair += product(2 * at) + product(2 * at + 1);
        }
    }
    pairs
}

/// The same by what every x86-64 has (SSE2): `pmaddwd` does just this.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn pairs(quads: &[Line], numbers: impl Iterator<Item = [i8; QUAD]>) -> [i32; 2 * LANES] {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi32, _mm_cmpgt_epi8, _mm_cvtsi32_si128, _mm_load_si128, _mm_madd_epi16,
        _mm_setzero_si128, _mm_storeu_si128, _mm_unpackhi_epi8, _mm_unpacklo_epi8, _mm_unpacklo_epi64,
    };
    /// Numbers of a register.
    const WIDTH: usize = 4;
    // SAFETY: x86-64 has SSE2. A line is four times sixteen bytes, aligned to 64; 32 sums are eight times four.
    unsafe {
        let zero = _mm_setzero_si128();
        let mut sums = [zero; 2 * LANES / WIDTH];
        for (line, numbers) in quads.iter().zip(numbers) {
            let numbers = _mm_cvtsi32_si128(i32::from_le_bytes(numbers.map(|number| number as u8)));
            // As wide as products are: the sign above each, and all four twice.
            let numbers = _mm_unpacklo_epi8(numbers, _mm_cmpgt_epi8(zero, numbers));
            let numbers = _mm_unpacklo_epi64(numbers, numbers);
            for (part, sums) in sums.as_chunks_mut::<2>().0.iter_mut().enumerate() {
                let weights = _mm_load_si128(line.0.as_ptr().cast::<__m128i>().add(part));
                let wide = [_mm_unpacklo_epi8(weights, zero), _mm_unpackhi_epi8(weights, zero)];
                for (sum, wide) in sums.iter_mut().zip(wide) {
                    *sum = _mm_add_epi32(*sum, _mm_madd_epi16(wide, numbers));
                }
            }
        }
        let mut pairs = [0; 2 * LANES];
        for (part, sum) in sums.into_iter().enumerate() {
            _mm_storeu_si128(pairs.as_mut_ptr().add(part * WIDTH).cast(), sum);
        }
        pairs
    }
}

/// sum + a × b, rounded once or twice.
#[inline(always)]
fn add<const FUSED: bool>(sum: f32, a: f32, b: f32) -> f32 {
    if FUSED { a.mul_add(b, sum) } else { sum + a * b }
}
