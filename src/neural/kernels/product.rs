//! Matrices times rows, on all threads.

use std::cell::RefCell;

#[cfg(target_arch = "x86_64")]
use super::avx512_few::{self, Few};
use super::{
    LANES, Line,
    form::Form,
    kernel::{self, Job, Kernel, Out},
    level::Level,
    lines::room,
    packed::Packed,
    pool,
    rows::{Company, Rows},
    strip::Room,
};

/// The most rows that go through a tile unpacked in registers.
#[cfg(target_arch = "x86_64")]
const FEW: usize = avx512_few::FEW;
#[cfg(not(target_arch = "x86_64"))]
const FEW: usize = 0;

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
    let first = |thread| Units::new(matrices, 1).first(thread, pool::threads());
    let rows = Rows::new(x, inputs, level, first);
    // Megabytes in a prefill, which the system maps anew each time: a few large pages, rather than thousands.
    let mut outs = matrices.map(|matrix| room(count * matrix.outputs));
    let places = outs.each_mut().map(|out| Place(out.as_mut_ptr()));
    let units = Units::new(matrices, rows.companies().len());
    pool::each(units.count(), |unit| {
        let Unit { panel, which, pair } = units.at(unit);
        let (matrix, place) = (matrices[which], places[which]);
        let wanted = PAIR.min(matrix.outputs - pair * PAIR);
        if goes_by_few(level, matrix.form, count) {
            // SAFETY: the processor has what the level stands for. Row r of the company, which holds all rows, is row r of the
            // output, and units write where no other does, as below.
            return unsafe {
                let out = Out { start: place.0.add(pair * PAIR), stride: matrix.outputs, wanted };
                few(matrix, &rows.companies()[0], pair, out, units.lines_behind(unit));
            };
        }
        thread_local!(static ROOMS: RefCell<[Room; 2]> = RefCell::default());
        ROOMS.with_borrow_mut(|[one, other]| {
            let both = wanted > LANES;
            let first = one.unpack(matrix, 2 * pair, level);
            let second = if both { other.unpack(matrix, 2 * pair + 1, level) } else { first };
            let strips = [first, second];
            let strips = if both { &strips[..] } else { &strips[..1] };
            let companies = rows.companies().iter().enumerate().skip(panel * PANEL).take(PANEL);
            let mut next = units.lines_behind(unit);
            for (left, (at, company)) in (1..=companies.len()).rev().zip(companies) {
                // Each company fetches its share of what comes next.
                let share;
                (share, next) = next.split_at(next.len() / left);
                // SAFETY: the kernel is one that this processor can run. Row `first + r`, for each r below the company's
                // rows, is below `count`, so `start + r * stride` is at column `pair * 32` of that row of the output,
                // from which `wanted` columns remain. Each unit writes the columns of its own tiles in the rows of its own
                // panel, so no two touch the same float; `outs` is not read before all units are done.
                unsafe {
                    let start = place.0.add(rows.first(at) * matrix.outputs + pair * PAIR);
                    kernel(Job {
                        strips,
                        company,
                        out: Out { start, stride: matrix.outputs, wanted },
                        next: share,
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

/// What a product is cut into: two tiles of one matrix times a panel of companies each.
struct Units<'a, const N: usize> {
    matrices: [&'a Packed; N],
    /// Of each matrix.
    pairs: [usize; N],
    panels: usize,
}

/// One of them.
struct Unit {
    panel: usize,
    /// The matrix.
    which: usize,
    /// Its tiles are the one of twice this number and the one behind it.
    pair: usize,
}

impl<'a, const N: usize> Units<'a, N> {
    fn new(matrices: [&'a Packed; N], companies: usize) -> Units<'a, N> {
        let pairs = matrices.map(|matrix| matrix.outputs.div_ceil(PAIR));
        Units { matrices, pairs, panels: companies.div_ceil(PANEL) }
    }

    fn count(&self) -> usize {
        self.panels * self.pairs.iter().sum::<usize>()
    }

    fn at(&self, unit: usize) -> Unit {
        let all: usize = self.pairs.iter().sum();
        let (panel, mut pair) = (unit / all, unit % all);
        let mut which = 0;
        while pair >= self.pairs[which] {
            pair -= self.pairs[which];
            which += 1;
        }
        Unit { panel, which, pair }
    }

    /// The tiles that one of so many threads begins with, as the pool shares units out.
    fn first(&self, thread: usize, threads: usize) -> &'a [Line] {
        let Unit { which, pair, .. } = self.at(self.count() * thread / threads);
        self.matrices[which].lines(2 * pair, 2)
    }

    /// The tiles of the unit behind one, as they lie in memory.
    fn lines_behind(&self, unit: usize) -> &'a [Line] {
        if unit + 1 == self.count() {
            return &[];
        }
        let Unit { which, pair, .. } = self.at(unit + 1);
        self.matrices[which].lines(2 * pair, 2)
    }
}

/// Do so few rows go through a matrix that it is unpacked in registers?
fn goes_by_few(level: Level, form: Form, count: usize) -> bool {
    cfg!(target_arch = "x86_64") && level == Level::Avx512 && form != Form::Q8 && count <= FEW
}

/// Takes few rows through two tiles.
///
/// # Safety
/// The processor has AVX-512 with VNNI; `out` is valid for each row of the company, as [`Out::put`] says.
#[cfg_attr(not(target_arch = "x86_64"), expect(unused_variables, reason = "it is never called there"))]
unsafe fn few(matrix: &Packed, company: &Company, pair: usize, out: Out, next: &[Line]) {
    #[cfg(target_arch = "x86_64")]
    {
        let parts = |tile: usize| matrix.plan.parts(matrix.tile(tile));
        let first = parts(2 * pair);
        let both = out.wanted > LANES;
        let parts = [first, if both { parts(2 * pair + 1) } else { first }];
        let parts = if both { &parts[..] } else { &parts[..1] };
        // SAFETY: as the caller says.
        unsafe { avx512_few::run(Few { form: matrix.form, parts, company, out, next }) };
    }
}

/// The start of an output, for all threads.
#[derive(Clone, Copy)]
struct Place(*mut f32);

// SAFETY: it is only written through, and only where no other thread writes: see `product_by`.
unsafe impl Sync for Place {}
// SAFETY: the same.
unsafe impl Send for Place {}
