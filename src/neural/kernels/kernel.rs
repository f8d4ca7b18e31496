//! What a kernel does, and which one a level has.

use super::{
    BLOCK, LANES, QUAD,
    level::Level,
    plain,
    rows::Company,
    strip::{Scales, Strip},
};

/// A tile times a company of rows: where the sums go.
///
/// For each row, output and group of inputs, in this order: the whole-number product, exact; as a float, times (the
/// tile's scale × the row's), added to the sum; where there are minima, the minimum × the row's sum, taken off it.
/// Every product is rounded before it is added, so that all kernels give the same bits.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub strip: Strip<'a>,
    pub company: &'a Company,
    /// Sums of one output tile, a row of [`LANES`] for each row of the company.
    pub out: Out,
}

/// Where sums go: row r's at `start + r * stride`.
#[derive(Clone, Copy)]
pub(super) struct Out {
    pub start: *mut f32,
    /// Floats from one row's to the next one's.
    pub stride: usize,
    /// How many of the sixteen are wanted.
    pub lanes: usize,
}

impl Out {
    /// Writes one row's sums.
    ///
    /// # Safety
    /// `start + row * stride` must be valid for writing `lanes` floats, which nobody else touches meanwhile.
    #[inline(always)]
    pub unsafe fn put(self, row: usize, sums: &[f32; LANES]) {
        // SAFETY: the caller's promise; `lanes` is at most sixteen.
        unsafe {
            std::ptr::copy_nonoverlapping(
                sums.as_ptr(),
                self.start.add(row * self.stride),
                self.lanes.min(LANES),
            )
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
        _ => plain::run,
    }
}

impl Job<'_> {
    /// Groups of quads that share a scale.
    pub fn groups(&self) -> usize {
        self.strip.quads.len() / self.strip.form.quads_per_scale()
    }

    /// Holds the parts against each other, so that the kernels may go without bounds.
    pub fn check(&self) {
        let (Strip { form, quads, scales, minima }, company) = (self.strip, self.company);
        let (groups, rows) = (self.groups(), company.rows);
        assert!(rows > 0 && self.out.lanes <= LANES && quads.len() == groups * form.quads_per_scale());
        assert!(match scales {
            Scales::Floats(scales) => scales.len() == groups,
            Scales::Halves(scales) => scales.len() == groups.div_ceil(2),
        });
        assert!(minima.len() == if form.has_minima() { groups } else { 0 });
        assert!(company.quads.len() == quads.len() * rows);
        let blocks = company.scales.len();
        assert!(blocks * BLOCK == quads.len() * QUAD * rows && company.sums.len() == blocks);
        let starts = company.starts(form).len();
        assert!(starts == if form.has_minima() { 0 } else { groups * rows });
    }
}
