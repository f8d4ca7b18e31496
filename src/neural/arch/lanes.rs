//! The loops that add up floats, sixteen sums side by side, in an order no caller can change.
//!
//! `pulp` compiles each loop for the vector widths of the processor (SSE2, AVX2, AVX-512; NEON) and picks at run
//! time. The widths change how many of the sixteen sums advance at once, never the order within one: all give the
//! same bits. Products are rounded before they are added (no fused multiply-add) for the same reason.

use pulp::WithSimd;

use super::super::kernels::Level;

pub(super) use super::super::kernels::{LANES, Lanes};

/// Runs a loop as compiled for this processor. For a loop to be compiled so, all it calls must be inlined.
pub(in crate::neural) fn widest<Work: WithSimd>(work: Work) -> Work::Output {
    Level::current().run(work)
}

/// Rows of floats: row r begins at `r * stride`.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub values: &'a [f32],
    pub stride: usize,
    pub count: usize,
}

/// Adds to `out` each row's product with a panel: out[r][lane] += Σ row[r][k] × panel[k][lane], k ascending. Rows
/// of `out` begin at multiples of `out_stride`.
#[inline(always)]
pub(super) fn add_products(rows: Rows<'_>, panel: &[Lanes], out: &mut [f32], out_stride: usize) {
    let mut row = 0;
    while row + 4 <= rows.count {
        add_some::<4>(rows, row, panel, out, out_stride);
        row += 4;
    }
    if row + 2 <= rows.count {
        add_some::<2>(rows, row, panel, out, out_stride);
        row += 2;
    }
    if row < rows.count {
        add_some::<1>(rows, row, panel, out, out_stride);
    }
}

/// [`add_products`] for `R` rows: as many chains of sums as keep the adders busy.
#[inline(always)]
fn add_some<const R: usize>(
    rows: Rows<'_>,
    first: usize,
    panel: &[Lanes],
    out: &mut [f32],
    out_stride: usize,
) {
    let mut inputs: [&[f32]; R] = [&[]; R];
    let mut sums = [[0.0; LANES]; R];
    for r in 0..R {
        inputs[r] = &rows.values[(first + r) * rows.stride..][..panel.len()];
        sums[r].copy_from_slice(&out[(first + r) * out_stride..][..LANES]);
    }
    for (k, lanes) in panel.iter().enumerate() {
        for r in 0..R {
            let input = inputs[r][k];
            for lane in 0..LANES {
                sums[r][lane] += input * lanes[lane];
            }
        }
    }
    for r in 0..R {
        out[(first + r) * out_stride..][..LANES].copy_from_slice(&sums[r]);
    }
}

/// The sum of the squares of all numbers, lane by lane, then across the lanes.
#[inline(always)]
pub(super) fn sum_of_squares(values: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (lines, rest) = values.as_chunks::<LANES>();
    for line in lines {
        for lane in 0..LANES {
            lanes[lane] += line[lane] * line[lane];
        }
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, value)| *lane += value * value);
    across(lanes)
}

/// The sum across the lanes, by halves.
#[inline(always)]
pub(in crate::neural) fn across(mut lanes: Lanes) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// e^x to 2 units in the last place, without a branch or a call, so that loops over it become vector code: the
/// exponent's whole part goes into the bits, the rest through the polynomial of Cephes' `expf`.
#[inline(always)]
pub(in crate::neural) fn exp(x: f32) -> f32 {
    /// Adding 1.5 × 2^23 rounds to a whole number, which then stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    /// ln 2 in two parts, so that the rest is exact (Cody and Waite).
    const LN2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = x - whole * LN2.0 - whole * LN2.1;
    let mut p = 1.987_569_1e-4;
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 5e-1] {
        p = p * rest + coefficient;
    }
    let p = p * rest * rest + rest + 1.0;
    p * f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_that_of_double_precision() {
        for step in -8700..=8700 {
            let x = step as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 3e-7, "{x}: {} for {exact}", exp(x));
        }
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(f32::NEG_INFINITY), exp(-87.0), "what is too small is held, never zero by accident");
    }

    /// Numbers without pattern, the same on every machine.
    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        let next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    struct Add<'a>(Rows<'a>, &'a [Lanes], &'a mut [f32]);

    impl WithSimd for Add<'_> {
        type Output = ();
        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) {
            add_products(self.0, self.1, self.2, LANES);
        }
    }

    #[test]
    fn a_rows_product_has_the_same_bits_alone_among_others_and_in_every_vector_width() {
        let (count, width) = (23, 100);
        let values = numbers(count * width, 1);
        let panel = numbers(width * LANES, 2);
        let panel = panel.as_chunks::<LANES>().0;
        let mut together = vec![0.0; count * LANES];
        widest(Add(Rows { values: &values, stride: width, count }, panel, &mut together));
        for row in 0..count {
            let one = Rows { values: &values[row * width..], stride: width, count: 1 };
            let mut alone = vec![0.0; LANES];
            widest(Add(one, panel, &mut alone));
            let mut plain = vec![0.0; LANES];
            add_products(one, panel, &mut plain, LANES);
            assert_eq!(alone, together[row * LANES..][..LANES]);
            assert_eq!(alone, plain);
            for lane in 0..LANES {
                let exact: f64 =
                    (0..width).map(|k| f64::from(values[row * width + k]) * f64::from(panel[k][lane])).sum();
                assert!((f64::from(alone[lane]) - exact).abs() < 1e-4);
            }
        }
    }
}
