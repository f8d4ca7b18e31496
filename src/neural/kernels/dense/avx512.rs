//! The loops for AVX-512: tiles of up to twelve rows by two panels, 24 of the 32 registers for sums; few rows take up to
//! eight panels at a time, so that there are enough chains to hide the latency of each, and memory is read once, in order.

use std::arch::x86_64::{
    __m256i, __m512, _MM_FROUND_CUR_DIRECTION, _MM_HINT_T0, _MM_HINT_T1, _mm_prefetch, _mm256_loadu_si256,
    _mm512_cvt_roundph_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps,
    _mm512_storeu_ps,
};

use super::{super::LANES, Dense, Panels};

/// Does the work.
///
/// # Safety
/// The processor has AVX-512F; the sizes are checked.
pub(super) unsafe fn run(dense: Dense<'_>) {
    // SAFETY: as the caller says; each kind of panel is read as what it is.
    unsafe {
        match dense.panels {
            Panels::Floats(lines) => all(dense, Lines::<f32>(lines.as_ptr().cast())),
            Panels::Halves(lines) => all(dense, Lines::<half::f16>(lines.as_ptr().cast())),
        }
    }
}

/// How far ahead of what is multiplied the first-level cache is filled from the second. What comes from memory goes into the
/// second, long before; without a step between, sums would wait at each line, and what lies further ahead would be asked for late.
const NEAR: usize = 2048;

/// Where panels begin.
#[derive(Clone, Copy)]
struct Lines<T>(*const T);

/// A line of a panel as a register.
trait Line {
    /// Its size.
    const BYTES: usize;

    /// Where it lies.
    fn place(self, line: usize) -> *const u8;

    /// # Safety
    /// The processor has AVX-512F; the line is one of the panels'.
    unsafe fn line(self, line: usize) -> __m512;
}

impl Line for Lines<f32> {
    const BYTES: usize = 64;

    fn place(self, line: usize) -> *const u8 {
        self.0.wrapping_add(line * LANES).cast()
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    unsafe fn line(self, line: usize) -> __m512 {
        // SAFETY: as the caller says.
        unsafe { _mm512_loadu_ps(self.0.add(line * LANES)) }
    }
}

impl Line for Lines<half::f16> {
    const BYTES: usize = 32;

    fn place(self, line: usize) -> *const u8 {
        self.0.wrapping_add(line * LANES).cast()
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    unsafe fn line(self, line: usize) -> __m512 {
        // SAFETY: as the caller says; sixteen halves are 32 bytes.
        unsafe { widened(self.0.add(line * LANES)) }
    }
}

/// Sixteen halves as floats, exactly. (Asked for so, what reads and widens is one instruction: `_mm512_cvtph_ps` also says
/// that what is no number raises no flag, which only a register can be told, and takes a shuffle more.)
///
/// # Safety
/// The processor has AVX-512F; there are sixteen.
#[inline]
#[target_feature(enable = "avx512f")]
pub(in super::super) unsafe fn widened(halves: *const half::f16) -> __m512 {
    // SAFETY: as the caller says; sixteen halves are 32 bytes.
    let halves = unsafe { _mm256_loadu_si256(halves.cast::<__m256i>()) };
    _mm512_cvt_roundph_ps::<_MM_FROUND_CUR_DIRECTION>(halves)
}

#[target_feature(enable = "avx512f")]
unsafe fn all<L: Line + Copy>(mut dense: Dense<'_>, lines: L) {
    let mut ahead = Ahead::new(&dense);
    let mut row = 0;
    // SAFETY: the rows of each tile are below `count`.
    unsafe {
        while row + 12 <= dense.count {
            across::<12, 2, 2, L>(&mut dense, lines, row, &mut ahead);
            row += 12;
        }
        while row + 4 <= dense.count {
            across::<4, 4, 4, L>(&mut dense, lines, row, &mut ahead);
            row += 4;
        }
        if row + 2 <= dense.count {
            across::<2, 8, 4, L>(&mut dense, lines, row, &mut ahead);
            row += 2;
        }
        if row < dense.count {
            across::<1, 8, 4, L>(&mut dense, lines, row, &mut ahead);
        }
    }
    ahead.rest();
}

/// What will be taken next, fetched into the second-level cache line by line.
struct Ahead {
    at: *const u8,
    left: usize,
}

impl Ahead {
    fn new(dense: &Dense<'_>) -> Ahead {
        let (at, left) = dense.next.bytes();
        Ahead { at, left }
    }

    /// Has so many bytes fetched, while there are as many.
    #[inline]
    fn fetch(&mut self, bytes: usize) {
        if bytes > self.left {
            return;
        }
        for line in 0..bytes.div_ceil(64) {
            // SAFETY: fetching ahead reads nothing; at an address that is nobody's it does nothing.
            unsafe { _mm_prefetch::<_MM_HINT_T1>(self.at.wrapping_add(line * 64).cast()) };
        }
        self.at = self.at.wrapping_add(bytes);
        self.left -= bytes;
    }

    /// Has fetched what is left.
    fn rest(mut self) {
        self.fetch(self.left);
    }
}

/// Some rows through all panels taken, `P` at a time, then `Q`, then the last one by one.
#[target_feature(enable = "avx512f")]
unsafe fn across<const R: usize, const P: usize, const Q: usize, L: Line + Copy>(
    dense: &mut Dense<'_>,
    lines: L,
    row: usize,
    ahead: &mut Ahead,
) {
    let panels = dense.taken;
    let mut panel = 0;
    // SAFETY: as the caller says; panels are below `taken`.
    unsafe {
        while panel + P <= panels {
            tile::<R, P, L>(dense, lines, row, panel, ahead);
            panel += P;
        }
        while panel + Q <= panels {
            tile::<R, Q, L>(dense, lines, row, panel, ahead);
            panel += Q;
        }
        while panel < panels {
            tile::<R, 1, L>(dense, lines, row, panel, ahead);
            panel += 1;
        }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn tile<const R: usize, const P: usize, L: Line + Copy>(
    dense: &mut Dense<'_>,
    lines: L,
    row: usize,
    panel: usize,
    ahead: &mut Ahead,
) {
    let Dense { stride, width, depth, out_stride, .. } = *dense;
    let mut sums = [[_mm512_setzero_ps(); P]; R];
    // SAFETY: `check` has seen that row r has `depth` numbers from `r * stride` on and `16 * taken` places in `out` from
    // `r * out_stride` on, and that there are `depth` lines of `width` panels, `taken` or more; the caller says that rows and
    // panels are there.
    unsafe {
        let inputs = dense.rows.as_ptr().add(row * stride);
        let out = dense.out.as_mut_ptr().add(row * out_stride + panel * LANES);
        for r in 0..R {
            for p in 0..P {
                sums[r][p] = _mm512_loadu_ps(out.add(r * out_stride + p * LANES));
            }
        }
        for k in 0..depth {
            ahead.fetch(P * L::BYTES);
            if row == 0 {
                let near = lines.place(k * width + panel).wrapping_add(NEAR);
                for part in 0..(P * L::BYTES).div_ceil(64) {
                    _mm_prefetch::<_MM_HINT_T0>(near.wrapping_add(part * 64).cast());
                }
            }
            let mut columns = [_mm512_setzero_ps(); P];
            for p in 0..P {
                columns[p] = lines.line(k * width + panel + p);
            }
            for r in 0..R {
                let input = _mm512_set1_ps(*inputs.add(r * stride + k));
                for p in 0..P {
                    sums[r][p] = _mm512_fmadd_ps(input, columns[p], sums[r][p]);
                }
            }
        }
        for r in 0..R {
            for p in 0..P {
                _mm512_storeu_ps(out.add(r * out_stride + p * LANES), sums[r][p]);
            }
        }
    }
}
