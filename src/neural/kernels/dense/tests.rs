//! Every level against the plain loops, bit for bit, and those against exact arithmetic.

use half::f16;
use proptest::prelude::*;

use super::{super::level::Level, Dense, LANES, Panels, plain};

/// Numbers without pattern.
fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
    let next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    std::iter::repeat_with(next).take(count).collect()
}

#[derive(Debug, Clone, Copy)]
struct Shape {
    count: usize,
    depth: usize,
    /// Panels beside those taken.
    spare: usize,
    panels: usize,
    /// Numbers between the rows.
    gap: usize,
    halves: bool,
}

/// Runs a shape over random numbers; `by` is the work.
fn run(shape: Shape, seed: u32, by: impl FnOnce(Dense<'_>)) -> Vec<f32> {
    let Shape { count, depth, spare, panels, gap, halves } = shape;
    let width = panels + spare;
    let rows = numbers(count * (depth + gap), seed);
    let floats = numbers(depth * width * LANES, seed ^ 1);
    let narrow: Vec<f16> = floats.iter().map(|x| f16::from_f32(*x)).collect();
    let out_stride = panels * LANES + gap;
    let mut out = numbers(count * out_stride, seed ^ 2);
    let lines =
        if halves { Panels::Halves(narrow.as_chunks().0) } else { Panels::Floats(floats.as_chunks().0) };
    by(Dense {
        rows: &rows,
        stride: depth + gap,
        count,
        panels: lines,
        width,
        taken: panels,
        depth,
        next: lines,
        out: &mut out,
        out_stride,
    });
    out
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

proptest! {
    #[test]
    fn all_levels_that_fuse_give_the_same_bits(
        count in 1..40_usize, depth in 1..70_usize, spare in 0..5_usize, panels in 1..20_usize, gap in 0..3_usize,
        halves: bool, seed: u32,
    ) {
        let shape = Shape { count, depth, spare, panels, gap, halves };
        let plain = run(shape, seed, plain::run::<true>);
        for level in Level::ALL.into_iter().filter(|level| *level <= Level::best() && level.is_fused()) {
            let found = run(shape, seed, |dense| dense.run(level));
            prop_assert_eq!(bits(&found), bits(&plain), "{}", level);
        }
        // What rounds twice a step is near.
        let twice = run(shape, seed, plain::run::<false>);
        let near = twice.iter().zip(&plain).all(|(a, b)| (a - b).abs() < 1e-4);
        prop_assert!(near);
    }

    #[test]
    fn a_row_has_the_bits_that_it_has_alone(count in 2..40_usize, depth in 1..40_usize, seed: u32) {
        let shape = Shape { count, depth, spare: 3, panels: 5, gap: 1, halves: true };
        let row = seed as usize % count;
        let together = run(shape, seed, |dense| dense.run(Level::best()));
        let alone = run(shape, seed, |dense| {
            let Dense { rows, stride, panels, width, taken, depth, next, out, out_stride, .. } = dense;
            let (rows, out) = (&rows[row * stride..], &mut out[row * out_stride..]);
            Dense { rows, stride, count: 1, panels, width, taken, depth, next, out, out_stride }
                .run(Level::best());
        });
        let of = |all: &[f32]| bits(&all[row * (5 * LANES + 1)..][..5 * LANES]);
        prop_assert_eq!(of(&alone), of(&together));
    }
}

#[test]
fn the_plain_loops_are_exact_to_the_rounding_of_floats() {
    let shape = Shape { count: 3, depth: 64, spare: 0, panels: 2, gap: 0, halves: false };
    let found = run(shape, 9, plain::run::<true>);
    let (rows, floats, out) = (numbers(192, 9), numbers(64 * 32, 8), numbers(96, 11));
    for row in 0..3 {
        for column in 0..32 {
            let (panel, lane) = (column / LANES, column % LANES);
            let product =
                |k: usize| f64::from(rows[row * 64 + k]) * f64::from(floats[(k * 2 + panel) * LANES + lane]);
            let exact = f64::from(out[row * 32 + column]) + (0..64).map(product).sum::<f64>();
            assert!((f64::from(found[row * 32 + column]) - exact).abs() < 1e-5);
        }
    }
}

#[test]
#[should_panic(expected = "rows do not fit")]
fn rows_that_are_not_there_are_refused() {
    let (lines, mut out) = ([[0.0; LANES]; 4], [0.0; LANES]);
    let panels = Panels::Floats(&lines);
    let (next, out) = (Panels::NONE, &mut out[..]);
    let (rows, stride, count, width, taken, depth, out_stride) = (&[0.0; 3], 4, 1, 1, 1, 4, LANES);
    Dense { rows, stride, count, panels, width, taken, depth, next, out, out_stride }.run(Level::best());
}
