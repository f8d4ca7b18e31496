//! Products of rows of floats with panels of floats or halves: what attention is made of.
//!
//! A panel is sixteen columns; panels lie side by side, a line of each before the next line, so that memory is read as it
//! lies. Of those that are not full yet, the first panels or the first lines are taken. Each number is one chain:
//! out + Σ row[k] × panel[k], k ascending, each step rounded once (fused) wherever the processor can. So the bits depend on
//! nothing but the row and the panel, and are the same at every level that fuses.

#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "registers of several arrays are walked side by side")]
mod avx2;
#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "registers of several arrays are walked side by side")]
mod avx512;
mod plain;
#[cfg(test)]
mod tests;

use super::{LANES, Lanes, half::Halves, level::Level};

pub(in crate::neural) use plain::PLAIN_IS_FUSED;

/// Panels of one depth, side by side: [line][panel].
#[derive(Debug, Clone, Copy)]
pub(in crate::neural) enum Panels<'a> {
    /// Single precision.
    Floats(&'a [Lanes]),
    /// Half precision, widened on the way.
    Halves(&'a [Halves]),
}

/// Adds to each row of `out` the row's products with the panels taken.
#[derive(Debug)]
pub(in crate::neural) struct Dense<'a> {
    /// Row r is the `depth` numbers from `r * stride` on.
    pub rows: &'a [f32],
    pub stride: usize,
    pub count: usize,
    pub panels: Panels<'a>,
    /// Panels that lie side by side, of which the first `taken` are taken, and of each its first `depth` lines.
    pub width: usize,
    pub taken: usize,
    pub depth: usize,
    /// What will be taken next, to be fetched on the way; none where nobody knows.
    #[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
    pub next: Panels<'a>,
    /// Row r begins at `r * out_stride`; panel p's columns lie at 16 p of it.
    pub out: &'a mut [f32],
    pub out_stride: usize,
}

impl Panels<'_> {
    /// No panels.
    pub const NONE: Panels<'static> = Panels::Floats(&[]);

    /// Where they begin, and their bytes.
    #[cfg(target_arch = "x86_64")]
    fn bytes(&self) -> (*const u8, usize) {
        match self {
            Panels::Floats(lines) => (lines.as_ptr().cast(), size_of_val(*lines)),
            Panels::Halves(lines) => (lines.as_ptr().cast(), size_of_val(*lines)),
        }
    }

    /// Lines of sixteen numbers, all panels together.
    fn lines(&self) -> usize {
        match self {
            Panels::Floats(lines) => lines.len(),
            Panels::Halves(lines) => lines.len(),
        }
    }
}

impl Dense<'_> {
    /// Does it, by a level that this processor runs.
    pub fn run(self, level: Level) {
        self.check();
        if self.count == 0 {
            return;
        }
        match level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => {
                assert!(Level::best() >= Level::Avx512);
                // SAFETY: the processor has what the level stands for, and the sizes are checked.
                unsafe { avx512::run(self) };
            }
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => {
                assert!(Level::best() >= Level::Avx2);
                // SAFETY: the same.
                unsafe { avx2::run(self) };
            }
            _ => plain::run::<PLAIN_IS_FUSED>(self),
        }
    }

    /// Holds sizes against each other, so that the kernels may go without bounds.
    fn check(&self) {
        let (panels, width) = (self.taken, self.width);
        assert!((1..=width).contains(&panels) && self.depth > 0);
        assert!(width.checked_mul(self.depth).is_some_and(|lines| lines <= self.panels.lines()));
        let Some(last) = self.count.checked_sub(1) else { return };
        let fits = |stride: usize, width: usize, length: usize| {
            last.checked_mul(stride)
                .and_then(|start| start.checked_add(width))
                .is_some_and(|end| end <= length)
        };
        assert!(fits(self.stride, self.depth, self.rows.len()), "rows do not fit");
        assert!(fits(self.out_stride, panels * LANES, self.out.len()), "sums do not fit");
        assert!(self.count == 1 || self.out_stride >= panels * LANES, "rows of `out` do not overlap");
    }
}
