//! What a kernel does, and which one a level has.

use super::{
    BLOCK, LANES, Line, PLAIN_IS_FUSED, QUAD,
    level::Level,
    plain,
    rows::Company,
    strip::{Scales, Strip},
};

/// One tile or two times a company of rows: where the sums go.
///
/// For each row, output and group of inputs, in this order: the whole-number product, exact; as a float, times (the
/// tile's scale × the row's), added to the sum; where there are minima, the minimum × the row's sum, taken off it. What is
/// added is rounded once with the sum, wherever the processor can: see [`super::PLAIN_IS_FUSED`].
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    /// Of one matrix.
    pub strips: &'a [Strip<'a>],
    pub company: &'a Company,
    pub out: Out,
    /// Lines that will be read soon, to be fetched on the way: memory is slow to answer, and idle while tiles are multiplied.
    #[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
    pub next: &'a [Line],
}

/// Where sums go: row r's at `start + r * stride`, sixteen of one tile behind those of the other.
#[derive(Clone, Copy)]
pub(super) struct Out {
    pub start: *mut f32,
    /// Floats from one row's to the next one's.
    pub stride: usize,
    /// How many a row are wanted, all tiles together.
    pub wanted: usize,
}

impl Out {
    /// How many of a tile's sixteen are wanted.
    #[inline(always)]
    pub fn lanes(self, tile: usize) -> usize {
        self.wanted.saturating_sub(tile * LANES).min(LANES)
    }

    /// Writes one row's sums of one tile.
    ///
    /// # Safety
    /// `start + row * stride` must be valid for writing `wanted` floats, which nobody else touches meanwhile.
    #[inline(always)]
    pub unsafe fn put(self, row: usize, tile: usize, sums: &[f32; LANES]) {
        // SAFETY: the caller's promise; of a tile no more than is wanted is written, and no more than there is.
        unsafe {
            let place = self.start.add(row * self.stride + tile * LANES);
            std::ptr::copy_nonoverlapping(sums.as_ptr(), place, self.lanes(tile));
        };
    }
}

/// Does a job.
///
/// # Safety
/// The processor must have what the kernel is written for; `job.out` must be valid for each row of the company, as
/// [`Out::put`] says.
pub(super) type Kernel = unsafe fn(job: Job<'_>);

/// The kernel of a level, which this processor must be able to run.
pub(super) fn of(level: Level) -> Kernel {
    assert!(level <= Level::best(), "this processor has no {level}");
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => super::avx512::run,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => super::avx2::run,
        _ => plain::run::<PLAIN_IS_FUSED>,
    }
}

impl Job<'_> {
    /// Groups of quads that share a scale.
    pub fn groups(&self) -> usize {
        self.strips[0].quads.len() / self.strips[0].form.quads_per_scale()
    }

    /// Holds the parts against each other, so that the kernels may go without bounds.
    pub fn check(&self) {
        assert!(matches!(self.strips.len(), 1 | 2) && self.out.wanted <= self.strips.len() * LANES);
        let (groups, rows, company) = (self.groups(), self.company.rows, self.company);
        let (form, size) = (self.strips[0].form, self.strips[0].quads.len());
        assert!(rows > 0 && size == groups * form.quads_per_scale());
        for Strip { form: own, quads, scales, minima } in self.strips {
            assert!(*own == form && quads.len() == size);
            assert!(match scales {
                Scales::Floats(scales) => scales.len() == groups,
                Scales::Halves(scales) => scales.len() == groups.div_ceil(2),
            });
            assert!(minima.len() == if form.has_minima() { groups } else { 0 });
        }
        assert!(company.quads.len() == size * rows);
        let blocks = company.scales.len();
        assert!(blocks * BLOCK == size * QUAD * rows && company.sums.len() == blocks);
        let starts = company.starts(form).len();
        assert!(starts == if form.has_minima() { 0 } else { groups * rows });
    }
}
