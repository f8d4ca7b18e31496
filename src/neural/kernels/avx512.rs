//! The kernel for AVX-512 with VNNI: `vpdpbusd` adds four products of unsigned weights and signed numbers to each of
//! sixteen sums. Two tiles by six rows go together, so that each number that is spread over a register serves both; whole
//! sums and floats take 24 of the 32 registers.

use std::arch::x86_64::{
    __m256i, _MM_HINT_T0, _MM_HINT_T1, _mm_prefetch, _mm256_load_si256, _mm512_cvtepi32_ps, _mm512_cvtph_ps,
    _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_fnmadd_ps, _mm512_load_si512, _mm512_loadu_ps,
    _mm512_mask_storeu_ps, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps,
    _mm512_setzero_si512,
};

use super::{
    BLOCK, LANES, Line, QUAD,
    form::Form,
    kernel::{Job, Out},
    strip::{Scales, Strip},
};

/// Rows that go through two tiles together.
const SIX: usize = 6;

/// The most rows that go through one tile together: as many whole sums as leave registers for the rest. Sums of floats are
/// needed once a group, and may wait in the first-level cache.
const SIXTEEN: usize = 16;

/// Lines from what is multiplied to what is fetched from the second-level cache into the first. Multiplied where they come from,
/// sums would wait at each line, and what lies further ahead would be asked for late.
pub(super) const NEAR: usize = 32;

/// Has a line fetched that will be read later, into the second-level cache.
#[inline]
pub(super) fn fetch(lines: &[Line], line: usize) {
    // SAFETY: fetching ahead reads nothing; at an address that is nobody's it does nothing.
    unsafe { _mm_prefetch::<_MM_HINT_T1>(lines.as_ptr().wrapping_add(line).cast()) };
}

/// Has a line fetched that will be read soon, into the first-level cache.
#[inline]
pub(super) fn near(lines: &[Line], line: usize) {
    // SAFETY: fetching ahead reads nothing; at an address that is nobody's it does nothing.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(lines.as_ptr().wrapping_add(line).cast()) };
}

/// Does a job.
///
/// # Safety
/// As [`super::kernel::Kernel`] says; the processor has AVX-512F and AVX-512 VNNI.
pub(super) unsafe fn run(job: Job<'_>) {
    job.check();
    // SAFETY: the processor is as the caller says; `check` holds all lengths that the loops go by.
    unsafe {
        match job.strips {
            [strip] => with_form(job, [*strip]),
            [one, other] => with_form(job, [*one, *other]),
            _ => unreachable!("`check` lets one or two through"),
        }
    }
}

#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn with_form<const T: usize>(job: Job<'_>, strips: [Strip<'_>; T]) {
    // SAFETY: as the caller says.
    unsafe {
        match strips[0].form {
            Form::Q8 => in_turn::<T, 8, false>(job, strips),
            Form::Q6K => in_turn::<T, 4, false>(job, strips),
            Form::Q5K | Form::Q4K => in_turn::<T, 8, true>(job, strips),
        }
    }
}

/// The rows, in parts of like size. Seven to [`SIXTEEN`] go through one tile at a time, all together: each line is read once,
/// in two parts they would be too few to keep the multipliers busy, and while a third part is multiplied memory would wait.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn in_turn<const T: usize, const PER: usize, const MINIMA: bool>(
    mut job: Job<'_>,
    strips: [Strip<'_>; T],
) {
    if let 7..=SIXTEEN = job.company.rows {
        for (t, strip) in strips.into_iter().enumerate() {
            let (next, later) = job.next.split_at(job.next.len() / (T - t));
            job.next = later;
            let start = job.out.start.wrapping_add(t * LANES);
            let job = Job { next, out: Out { start, wanted: job.out.lanes(t), ..job.out }, ..job };
            // SAFETY: as the caller says; a tile's sums begin sixteen behind those of the one before.
            unsafe {
                match job.company.rows {
                    7 => rows::<1, 7, PER, MINIMA>(job, [strip], 0),
                    8 => rows::<1, 8, PER, MINIMA>(job, [strip], 0),
                    9 => rows::<1, 9, PER, MINIMA>(job, [strip], 0),
                    10 => rows::<1, 10, PER, MINIMA>(job, [strip], 0),
                    11 => rows::<1, 11, PER, MINIMA>(job, [strip], 0),
                    12 => rows::<1, 12, PER, MINIMA>(job, [strip], 0),
                    13 => rows::<1, 13, PER, MINIMA>(job, [strip], 0),
                    14 => rows::<1, 14, PER, MINIMA>(job, [strip], 0),
                    15 => rows::<1, 15, PER, MINIMA>(job, [strip], 0),
                    _ => rows::<1, SIXTEEN, PER, MINIMA>(job, [strip], 0),
                }
            }
        }
        return;
    }
    let mut first = 0;
    let mut parts = job.company.rows.div_ceil(SIX);
    while parts > 0 {
        let count = (job.company.rows - first).div_ceil(parts);
        // Each part fetches its share: memory answers best while the multipliers are busy all the time.
        let next;
        (next, job.next) = job.next.split_at(job.next.len() / parts);
        let job = Job { next, ..job };
        // SAFETY: as the caller says; `first + count` is at most the number of rows.
        unsafe {
            match count {
                1 => rows::<T, 1, PER, MINIMA>(job, strips, first),
                2 => rows::<T, 2, PER, MINIMA>(job, strips, first),
                3 => rows::<T, 3, PER, MINIMA>(job, strips, first),
                4 => rows::<T, 4, PER, MINIMA>(job, strips, first),
                5 => rows::<T, 5, PER, MINIMA>(job, strips, first),
                6 => rows::<T, SIX, PER, MINIMA>(job, strips, first),
                more => unreachable!("a part of {more}"),
            }
        }
        first += count;
        parts -= 1;
    }
}

/// `R` rows from `first` on through `T` tiles, `PER` quads a scale.
#[target_feature(enable = "avx512f,avx512vnni")]
unsafe fn rows<const T: usize, const R: usize, const PER: usize, const MINIMA: bool>(
    job: Job<'_>,
    strips: [Strip<'_>; T],
    first: usize,
) {
    let company = job.company;
    let all = company.rows;
    let starts = company.starts(strips[0].form).as_ptr();
    let (numbers, scales, sums_of) =
        (company.quads.as_ptr().cast::<i32>(), company.scales.as_ptr(), company.sums.as_ptr());
    let fetched = job.next.len().div_ceil(job.groups().max(1));
    let mut sums = [[_mm512_setzero_ps(); T]; R];
    for group in 0..job.groups() {
        (group * fetched..(group + 1) * fetched).for_each(|line| fetch(job.next, line));
        // SAFETY: `check` has seen that each strip has `PER` quads a group, and the company as many numbers a quad as it has
        // rows, a scale and a sum for each block and row, and a start for each group and row where there are no minima;
        // `first + R` is at most the number of rows. Four bytes are read as one whole number without regard to alignment.
        // Lines and registers are 64 bytes; lines are aligned so.
        unsafe {
            let mut whole = [[_mm512_setzero_si512(); T]; R];
            if !MINIMA {
                for r in 0..R {
                    whole[r] = [_mm512_set1_epi32(*starts.add(group * all + first + r)); T];
                }
            }
            for quad in group * PER..(group + 1) * PER {
                let mut weights = [_mm512_setzero_si512(); T];
                for t in 0..T {
                    weights[t] = _mm512_load_si512(strips[t].quads.as_ptr().add(quad).cast());
                    // Few rows take two tiles in turn, which are more than the first-level cache holds.
                    if T == 1 {
                        near(strips[t].quads, quad + NEAR);
                    }
                }
                for r in 0..R {
                    let number = _mm512_set1_epi32(numbers.add(quad * all + first + r).read_unaligned());
                    for t in 0..T {
                        whole[r][t] = _mm512_dpbusd_epi32(whole[r][t], weights[t], number);
                    }
                }
            }
            let block = group * PER * QUAD / BLOCK * all + first;
            let mut of_tiles = [_mm512_setzero_ps(); T];
            for t in 0..T {
                of_tiles[t] = match strips[t].scales {
                    Scales::Floats(scales) => _mm512_loadu_ps(scales.as_ptr().add(group).cast()),
                    Scales::Halves(lines) => {
                        _mm512_cvtph_ps(_mm256_load_si256(lines.as_ptr().cast::<__m256i>().add(group)))
                    }
                };
            }
            for r in 0..R {
                let of_row = _mm512_set1_ps(*scales.add(block + r));
                for t in 0..T {
                    let scale = _mm512_mul_ps(of_tiles[t], of_row);
                    sums[r][t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(whole[r][t]), scale, sums[r][t]);
                }
            }
            if MINIMA {
                for t in 0..T {
                    let minimum = _mm512_loadu_ps(strips[t].minima.as_ptr().add(group).cast());
                    for r in 0..R {
                        let of_row = _mm512_set1_ps(*sums_of.add(block + r));
                        sums[r][t] = _mm512_fnmadd_ps(minimum, of_row, sums[r][t]);
                    }
                }
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (t, sums) in sums.iter().enumerate() {
            let mask = ((1_u32 << job.out.lanes(t)) - 1) as u16;
            // SAFETY: the row is one of the company's, for which the caller vouches; the mask leaves what is not wanted.
            unsafe {
                let place = job.out.start.add((first + r) * job.out.stride + t * LANES);
                _mm512_mask_storeu_ps(place, mask, *sums);
            }
        }
    }
}
