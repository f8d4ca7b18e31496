//! Matrices times rows, on all threads.

use std::cell::RefCell;

use super::{
    LANES,
    kernel::{self, Job, Kernel, Out},
    level::Level,
    packed::Packed,
    pool,
    rows::Rows,
    strip::Room,
};

/// Companies of rows that go through a tile before the next tile comes: their rounded numbers (384 rows × 1024 inputs)
/// stay in a second-level cache.
const PANEL: usize = 32;

/// Outputs of two tiles, which go through the kernel together.
const PAIR: usize = 2 * LANES;

/// The rows of `x` times each matrix; all matrices take rows of the same width.
pub(in crate::neural) fn product<const N: usize>(matrices: [&Packed; N], x: &[f32]) -> [Vec<f32>; N] {
    let level = Level::current();
    product_by(kernel::of(level), level, matrices, x)
}

/// [`product`] by one kernel, and all else by a level, which this processor must be able to run.
pub(super) fn product_by<const N: usize>(
    kernel: Kernel,
    level: Level,
    matrices: [&Packed; N],
    x: &[f32],
) -> [Vec<f32>; N] {
    let inputs = matrices[0].inputs;
    assert!(matrices.iter().all(|matrix| matrix.inputs == inputs) && x.len().is_multiple_of(inputs));
    let count = x.len() / inputs;
    let rows = Rows::new(x, inputs, level);
    let mut outs = matrices.map(|matrix| Vec::with_capacity(count * matrix.outputs));
    let places = outs.each_mut().map(|out| Place(out.as_mut_ptr()));
    let pairs = matrices.map(|matrix| matrix.outputs.div_ceil(PAIR));
    let all: usize = pairs.iter().sum();
    let panels = rows.companies().chunks(PANEL);
    pool::each(panels.len() * all, |unit| {
        let (panel, mut pair) = (unit / all, unit % all);
        let mut which = 0;
        while pair >= pairs[which] {
            pair -= pairs[which];
            which += 1;
        }
        let (matrix, place) = (matrices[which], places[which]);
        let wanted = PAIR.min(matrix.outputs - pair * PAIR);
        thread_local!(static ROOMS: RefCell<[Room; 2]> = RefCell::default());
        ROOMS.with_borrow_mut(|[one, other]| {
            let both = wanted > LANES;
            let first = one.unpack(matrix, 2 * pair, level);
            let second = if both { other.unpack(matrix, 2 * pair + 1, level) } else { first };
            let strips = [first, second];
            let strips = if both { &strips[..] } else { &strips[..1] };
            let before = panel * PANEL;
            for (at, company) in rows.companies().iter().enumerate().skip(before).take(PANEL) {
                let first = at * super::rows::TOGETHER;
                // SAFETY: the kernel is one that this processor can run. Row `first + r`, for each r below the company's
                // rows, is below `count`, so `start + r * stride` is at column `pair * 32` of that row of the output,
                // from which `wanted` columns remain. Each unit writes the columns of its own tiles in the rows of its own
                // panel, so no two touch the same float; `outs` is not read before all units are done.
                unsafe {
                    let start = place.0.add(first * matrix.outputs + pair * PAIR);
                    let ahead = (at == before).then_some(2 * matrix.plan.lines);
                    kernel(Job {
                        strips,
                        company,
                        out: Out { start, stride: matrix.outputs, wanted },
                        ahead,
                    });
                }
            }
        });
    });
    for (out, matrix) in outs.iter_mut().zip(matrices) {
        // SAFETY: the capacity is as much, and the units have written every column of every row.
        unsafe { out.set_len(count * matrix.outputs) };
    }
    outs
}

/// The start of an output, for all threads.
#[derive(Clone, Copy)]
struct Place(*mut f32);

// SAFETY: it is only written through, and only where no other thread writes: see `product_by`.
unsafe impl Sync for Place {}
// SAFETY: the same.
unsafe impl Send for Place {}
