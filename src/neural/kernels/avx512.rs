//! The kernel for AVX-512 with VNNI: `vpdpbusd` adds four products of unsigned weights and signed numbers to each of
//! sixteen sums.

use std::arch::x86_64::{
    __m256i, _mm256_load_si256, _mm512_add_ps, _mm512_cvtepi32_ps, _mm512_cvtph_ps, _mm512_dpbusd_epi32,
    _mm512_load_si512, _mm512_loadu_ps, _mm512_mask_storeu_ps, _mm512_mul_ps, _mm512_set1_epi32,
    _mm512_set1_ps, _mm512_setzero_ps, _mm512_setzero_si512, _mm512_sub_ps,
};

use super::{BLOCK, LANES, QUAD, form::Form, kernel::Job, rows::TOGETHER, strip::Scales};

/// Does a job.
///
/// # Safety
/// As [`super::kernel::Kernel`] says; the processor has AVX-512F and AVX-512 VNNI.
pub(super) unsafe fn run(job: Job<'_>) {
    job.check();
    // SAFETY: the processor is as the caller says; `check` holds all lengths that the loops go by.
    unsafe {
        match job.strip.form {
            Form::Q8 => with_rows::<8, false>(job),
            Form::Q6K => with_rows::<4, false>(job),
            Form::Q5K | Form::Q4K => with_rows::<8, true>(job),
        }
    }
}

/// Picks the loop for the number of rows.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn with_rows<const PER: usize, const MINIMA: bool>(job: Job<'_>) {
    const { assert!(TOGETHER == 12) };
    // SAFETY: as the caller says.
    unsafe {
        match job.company.rows {
            1 => rows::<1, PER, MINIMA>(job),
            2 => rows::<2, PER, MINIMA>(job),
            3 => rows::<3, PER, MINIMA>(job),
            4 => rows::<4, PER, MINIMA>(job),
            5 => rows::<5, PER, MINIMA>(job),
            6 => rows::<6, PER, MINIMA>(job),
            7 => rows::<7, PER, MINIMA>(job),
            8 => rows::<8, PER, MINIMA>(job),
            9 => rows::<9, PER, MINIMA>(job),
            10 => rows::<10, PER, MINIMA>(job),
            11 => rows::<11, PER, MINIMA>(job),
            12 => rows::<12, PER, MINIMA>(job),
            more => unreachable!("a company of {more}"),
        }
    }
}

/// `R` rows, `PER` quads a scale.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn rows<const R: usize, const PER: usize, const MINIMA: bool>(job: Job<'_>) {
    let (strip, company) = (job.strip, job.company);
    let starts = company.starts(strip.form).as_ptr();
    let (numbers, scales, sums_of) =
        (company.quads.as_ptr().cast::<i32>(), company.scales.as_ptr(), company.sums.as_ptr());
    let mut sums = [_mm512_setzero_ps(); R];
    for group in 0..job.groups() {
        // SAFETY: `check` has seen that there are `PER` quads a group, R numbers a quad, a scale and a sum for each
        // block and row, and a start for each group and row where there are no minima. Four bytes are read as one
        // whole number without regard to alignment. Lines and registers are 64 bytes; lines are aligned so.
        unsafe {
            let mut whole = [_mm512_setzero_si512(); R];
            if !MINIMA {
                for r in 0..R {
                    whole[r] = _mm512_set1_epi32(*starts.add(group * R + r));
                }
            }
            for quad in group * PER..(group + 1) * PER {
                let weights = _mm512_load_si512(strip.quads.as_ptr().add(quad).cast());
                for r in 0..R {
                    let number = _mm512_set1_epi32(numbers.add(quad * R + r).read_unaligned());
                    whole[r] = _mm512_dpbusd_epi32(whole[r], weights, number);
                }
            }
            let block = group * PER * QUAD / BLOCK * R;
            let scale = match strip.scales {
                Scales::Floats(scales) => _mm512_loadu_ps(scales.as_ptr().add(group).cast()),
                Scales::Halves(lines) => {
                    _mm512_cvtph_ps(_mm256_load_si256(lines.as_ptr().cast::<__m256i>().add(group)))
                }
            };
            for r in 0..R {
                let scale = _mm512_mul_ps(scale, _mm512_set1_ps(*scales.add(block + r)));
                sums[r] = _mm512_add_ps(sums[r], _mm512_mul_ps(_mm512_cvtepi32_ps(whole[r]), scale));
            }
            if MINIMA {
                let minimum = _mm512_loadu_ps(strip.minima.as_ptr().add(group).cast());
                for r in 0..R {
                    let less = _mm512_mul_ps(minimum, _mm512_set1_ps(*sums_of.add(block + r)));
                    sums[r] = _mm512_sub_ps(sums[r], less);
                }
            }
        }
    }
    let mask = ((1_u32 << job.out.lanes.min(LANES)) - 1) as u16;
    for (r, sums) in sums.iter().enumerate() {
        // SAFETY: the row is one of the company's, for which the caller vouches; the mask leaves what is past `lanes`.
        unsafe { _mm512_mask_storeu_ps(job.out.start.add(r * job.out.stride), mask, *sums) };
    }
}
