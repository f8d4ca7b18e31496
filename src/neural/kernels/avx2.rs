//! The kernel for AVX2: two halves of eight sums, products of bytes added in pairs by `vpmaddubsw`.

use std::arch::x86_64::{
    __m128i, __m256, __m256i, _mm_load_si128, _mm256_abs_epi8, _mm256_add_epi32, _mm256_cvtepi32_ps,
    _mm256_cvtph_ps, _mm256_fmadd_ps, _mm256_fnmadd_ps, _mm256_load_si256, _mm256_loadu_ps,
    _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi8, _mm256_set1_epi16,
    _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_sign_epi8,
    _mm256_storeu_ps, _mm256_xor_si256,
};

use super::{BLOCK, LANES, QUAD, avx512::fetch, form::Form, kernel::Job, strip::Scales};

/// Does a job.
///
/// # Safety
/// As [`super::kernel::Kernel`] says; the processor has AVX2, FMA and F16C.
pub(super) unsafe fn run(job: Job<'_>) {
    job.check();
    for tile in 0..job.strips.len() {
        let mut row = 0;
        // SAFETY: the processor is as the caller says; `check` holds all lengths that the loops go by.
        unsafe {
            while row + 2 <= job.company.rows {
                with_form::<2>(job, tile, row);
                row += 2;
            }
            if row < job.company.rows {
                with_form::<1>(job, tile, row);
            }
        }
    }
}

#[target_feature(enable = "avx2,fma,f16c")]
unsafe fn with_form<const R: usize>(job: Job<'_>, tile: usize, first: usize) {
    // SAFETY: as the caller says.
    unsafe {
        match job.strips[tile].form {
            Form::Q8 => rows::<R, 8, true, false>(job, tile, first),
            Form::Q6K => rows::<R, 4, false, false>(job, tile, first),
            Form::Q5K | Form::Q4K => rows::<R, 8, false, true>(job, tile, first),
        }
    }
}

/// The sum of four products in each of eight places. Unsigned weights of up to six bits fit as they are: 2 × 63 × 127
/// is below 2^15. Those of eight bits lose their 128 first, and their sign goes to the numbers: 2 × 128 × 127 fits.
#[target_feature(enable = "avx2,fma,f16c")]
fn products<const EIGHT_BITS: bool>(weights: __m256i, numbers: __m256i) -> __m256i {
    let pairs = if EIGHT_BITS {
        let signed = _mm256_xor_si256(weights, _mm256_set1_epi8(-128));
        _mm256_maddubs_epi16(_mm256_abs_epi8(signed), _mm256_sign_epi8(numbers, signed))
    } else {
        _mm256_maddubs_epi16(weights, numbers)
    };
    _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))
}

/// `R` rows from `first` on, `PER` quads a scale.
#[target_feature(enable = "avx2,fma,f16c")]
unsafe fn rows<const R: usize, const PER: usize, const EIGHT_BITS: bool, const MINIMA: bool>(
    job: Job<'_>,
    tile: usize,
    first: usize,
) {
    let (strip, company) = (job.strips[tile], job.company);
    let all = company.rows;
    let starts = company.starts(strip.form).as_ptr();
    let numbers = company.quads.as_ptr().cast::<i32>();
    let mut sums: [[__m256; 2]; R] = [[_mm256_setzero_ps(); 2]; R];
    // The first rows of each tile fetch the tile's share.
    let fetched = if first == 0 { job.next.len().div_ceil(job.groups() * job.strips.len()) } else { 0 };
    for group in 0..job.groups() {
        let from = (tile * job.groups() + group) * fetched;
        (from..from + fetched).for_each(|line| fetch(job.next, line));
        // SAFETY: `check` has seen that there are `PER` quads a group, a number for each quad and row, a scale and a
        // sum for each block and row, and a start for each group and row where weights are raised; `first + R` is at
        // most the number of rows. Lines are 64 bytes, aligned to 64.
        unsafe {
            let mut whole = [[_mm256_setzero_si256(); 2]; R];
            if !EIGHT_BITS && !MINIMA {
                for r in 0..R {
                    whole[r] = [_mm256_set1_epi32(*starts.add(group * all + first + r)); 2];
                }
            }
            for quad in group * PER..(group + 1) * PER {
                let line = strip.quads.as_ptr().add(quad).cast::<__m256i>();
                let weights = [_mm256_load_si256(line), _mm256_load_si256(line.add(1))];
                for r in 0..R {
                    let number = _mm256_set1_epi32(numbers.add(quad * all + first + r).read_unaligned());
                    for half in 0..2 {
                        let products = products::<EIGHT_BITS>(weights[half], number);
                        whole[r][half] = _mm256_add_epi32(whole[r][half], products);
                    }
                }
            }
            let block = group * PER * QUAD / BLOCK * all + first;
            let scales: [__m256; 2] = match strip.scales {
                Scales::Floats(scales) => {
                    let scales = scales.as_ptr().add(group).cast::<f32>();
                    [_mm256_loadu_ps(scales), _mm256_loadu_ps(scales.add(LANES / 2))]
                }
                Scales::Halves(lines) => {
                    let halves = lines.as_ptr().cast::<__m128i>().add(2 * group);
                    [_mm256_cvtph_ps(_mm_load_si128(halves)), _mm256_cvtph_ps(_mm_load_si128(halves.add(1)))]
                }
            };
            for r in 0..R {
                let of_row = _mm256_set1_ps(company.scales[block + r]);
                for half in 0..2 {
                    let scale = _mm256_mul_ps(scales[half], of_row);
                    let product = _mm256_cvtepi32_ps(whole[r][half]);
                    sums[r][half] = _mm256_fmadd_ps(product, scale, sums[r][half]);
                }
            }
            if MINIMA {
                let minimum = strip.minima.as_ptr().add(group).cast::<f32>();
                for r in 0..R {
                    let of_row = _mm256_set1_ps(company.sums[block + r]);
                    for half in 0..2 {
                        let minimum = _mm256_loadu_ps(minimum.add(half * LANES / 2));
                        sums[r][half] = _mm256_fnmadd_ps(minimum, of_row, sums[r][half]);
                    }
                }
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        let mut lanes = [0.0; LANES];
        // SAFETY: sixteen floats are written to sixteen; the row is one of the company's, for which the caller vouches.
        unsafe {
            _mm256_storeu_ps(lanes.as_mut_ptr(), sums[0]);
            _mm256_storeu_ps(lanes.as_mut_ptr().add(LANES / 2), sums[1]);
            job.out.put(first + r, tile, &lanes);
        }
    }
}
