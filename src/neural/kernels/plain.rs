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
            let mut pairs = [0; 2 * LANES];
            for quad in group * per..(group + 1) * per {
                add_pairs(&mut pairs, strip.quads[quad], company.quads[quad * rows + row]);
            }
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

/// Adds the products of a quad, two by two: the shape that compilers know from signal processing, and have an instruction
/// for nearly everywhere (`pmaddwd` on any x86-64).
#[inline(always)]
fn add_pairs(pairs: &mut [i32; 2 * LANES], weights: Line, numbers: [i8; QUAD]) {
    let weights = weights.0.map(i16::from);
    let mut spread = [0_i16; LANES * QUAD];
    for quad in spread.as_chunks_mut::<QUAD>().0 {
        *quad = numbers.map(i16::from);
    }
    let product = |at: usize| i32::from(weights[at]) * i32::from(spread[at]);
    for (at, pair) in pairs.iter_mut().enumerate() {
        *pair += product(2 * at) + product(2 * at + 1);
    }
}

/// sum + a × b, rounded once or twice.
#[inline(always)]
fn add<const FUSED: bool>(sum: f32, a: f32, b: f32) -> f32 {
    if FUSED { a.mul_add(b, sum) } else { sum + a * b }
}
