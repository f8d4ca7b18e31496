//! The plain loops, which compilers turn into vector code as far as they can.

use super::{
    super::{LANES, Lanes, half::widen},
    Dense, Panels,
};

/// Does the plain code round once a step? Where the processor has no such instruction, doing so would take a call of the
/// system's library for each product.
pub(in crate::neural) const PLAIN_IS_FUSED: bool = cfg!(any(target_arch = "aarch64", target_feature = "fma"));

/// Does the work.
pub(super) fn run<const FUSED: bool>(dense: Dense<'_>) {
    for panel in 0..dense.taken {
        for row in 0..dense.count {
            let inputs = &dense.rows[row * dense.stride..][..dense.depth];
            let out = &mut dense.out[row * dense.out_stride + panel * LANES..][..LANES];
            let mut sums = [0.0; LANES];
            sums.copy_from_slice(out);
            match dense.panels {
                Panels::Floats(all) => {
                    for (input, line) in inputs.iter().zip(all[panel..].iter().step_by(dense.width)) {
                        add::<FUSED>(&mut sums, *input, line);
                    }
                }
                Panels::Halves(all) => {
                    for (input, line) in inputs.iter().zip(all[panel..].iter().step_by(dense.width)) {
                        add::<FUSED>(&mut sums, *input, &widen(line));
                    }
                }
            }
            out.copy_from_slice(&sums);
        }
    }
}

#[inline(always)]
fn add<const FUSED: bool>(sums: &mut Lanes, input: f32, line: &Lanes) {
    for lane in 0..LANES {
        sums[lane] =
            if FUSED { input.mul_add(line[lane], sums[lane]) } else { sums[lane] + input * line[lane] };
    }
}
