//! Matrices times rows, on all threads.

use std::cell::RefCell;

use super::{
    LANES,
    kernel::{self, Job, Out},
    level::Level,
    packed::Packed,
    pool,
    rows::Rows,
    strip::Room,
};

/// Companies of rows that go through a tile before the next tile comes: their rounded numbers (384 rows × 1024 inputs)
/// stay in a second-level cache.
const PANEL: usize = 32;

/// The rows of `x` times each matrix; all matrices take rows of the same width.
pub(in crate::neural) fn product<const N: usize>(matrices: [&Packed; N], x: &[f32]) -> [Vec<f32>; N] {
    product_by(Level::current(), matrices, x)
}

/// [`product`] by the kernel of a level, which this processor must be able to run.
pub(super) fn product_by<const N: usize>(level: Level, matrices: [&Packed; N], x: &[f32]) -> [Vec<f32>; N] {
    let kernel = kernel::of(level);
    let inputs = matrices[0].inputs;
    assert!(matrices.iter().all(|matrix| matrix.inputs == inputs) && x.len().is_multiple_of(inputs));
    let count = x.len() / inputs;
    let rows = Rows::new(x, inputs);
    let mut outs = matrices.map(|matrix| vec![0.0; count * matrix.outputs]);
    let places = outs.each_mut().map(|out| Place(out.as_mut_ptr()));
    let tiles = matrices.map(|matrix| matrix.outputs.div_ceil(LANES));
    let all: usize = tiles.iter().sum();
    let panels = rows.companies().chunks(PANEL);
    pool::each(panels.len() * all, |unit| {
        let (panel, mut tile) = (unit / all, unit % all);
        let mut which = 0;
        while tile >= tiles[which] {
            tile -= tiles[which];
            which += 1;
        }
        let (matrix, place) = (matrices[which], places[which]);
        thread_local!(static ROOM: RefCell<Room> = RefCell::default());
        ROOM.with_borrow_mut(|room| {
            let strip = room.unpack(matrix, tile);
            let lanes = LANES.min(matrix.outputs - tile * LANES);
            let before = panel * PANEL;
            for (at, company) in rows.companies().iter().enumerate().skip(before).take(PANEL) {
                let first = at * super::rows::TOGETHER;
                // SAFETY: the kernel is one that this processor can run. Row `first + r`, for each r below the company's
                // rows, is below `count`, so `start + r * stride` is at column `tile * LANES` of that row of the output,
                // from which `lanes` columns remain. Each unit writes the columns of its own tile in the rows of its own
                // panel, so no two touch the same float; `outs` is not read before all units are done.
                unsafe {
                    let start = place.0.add(first * matrix.outputs + tile * LANES);
                    kernel(Job { strip, company, out: Out { start, stride: matrix.outputs, lanes } });
                }
            }
        });
    });
    outs
}

/// The start of an output, for all threads.
#[derive(Clone, Copy)]
struct Place(*mut f32);

// SAFETY: it is only written through, and only where no other thread writes: see `product_by`.
unsafe impl Sync for Place {}
// SAFETY: the same.
unsafe impl Send for Place {}
