//! The loops for AVX-512: tiles of up to twelve rows by two panels, 24 of the 32 registers for sums; few rows take four
//! panels at a time, so that there are enough chains to hide the latency of each.

use std::arch::x86_64::{
    __m256i, __m512, _MM_HINT_T1, _mm_prefetch, _mm256_loadu_si256, _mm512_cvtph_ps, _mm512_fmadd_ps,
    _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
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

/// Where panels begin.
#[derive(Clone, Copy)]
struct Lines<T>(*const T);

/// A line of a panel as a register.
trait Line {
    /// Its size.
    const BYTES: usize;

    /// # Safety
    /// The processor has AVX-512F; the line is one of the panels'.
    unsafe fn line(self, line: usize) -> __m512;
}

impl Line for Lines<f32> {
    const BYTES: usize = 64;

    #[inline]
    #[target_feature(enable = "avx512f")]
    unsafe fn line(self, line: usize) -> __m512 {
        // SAFETY: as the caller says.
        unsafe { _mm512_loadu_ps(self.0.add(line * LANES)) }
    }
}

impl Line for Lines<half::f16> {
    const BYTES: usize = 32;

    #[inline]
    #[target_feature(enable = "avx512f")]
    unsafe fn line(self, line: usize) -> __m512 {
        // SAFETY: as the caller says; sixteen halves are 32 bytes.
        unsafe { _mm512_cvtph_ps(_mm256_loadu_si256(self.0.add(line * LANES).cast::<__m256i>())) }
    }
}

#[target_feature(enable = "avx512f")]
unsafe fn all<L: Line + Copy>(mut dense: Dense<'_>, lines: L) {
    let panels = dense.width();
    let mut row = 0;
    // SAFETY: the rows of each tile are below `count`, its panels below `panels`.
    unsafe {
        while row + 12 <= dense.count {
            across::<12, 2, L>(&mut dense, lines, row, panels);
            row += 12;
        }
        while row + 4 <= dense.count {
            across::<4, 4, L>(&mut dense, lines, row, panels);
            row += 4;
        }
        if row + 2 <= dense.count {
            across::<2, 4, L>(&mut dense, lines, row, panels);
            row += 2;
        }
        if row < dense.count {
            across::<1, 4, L>(&mut dense, lines, row, panels);
        }
    }
}

/// Some rows through all panels, `P` at a time.
#[target_feature(enable = "avx512f")]
unsafe fn across<const R: usize, const P: usize, L: Line + Copy>(
    dense: &mut Dense<'_>,
    lines: L,
    row: usize,
    panels: usize,
) {
    let mut panel = 0;
    // SAFETY: as the caller says.
    unsafe {
        while panel + P <= panels {
            tile::<R, P, L>(dense, lines, row, panel);
            panel += P;
        }
        while panel < panels {
            tile::<R, 1, L>(dense, lines, row, panel);
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
) {
    let Dense { stride, height, depth, out_stride, .. } = *dense;
    // The first rows have what comes next fetched while they are multiplied.
    let next = dense.next.start().filter(|_| row == 0);
    let mut sums = [[_mm512_setzero_ps(); P]; R];
    // SAFETY: `check` has seen that row r has `depth` numbers from `r * stride` on and `16 * panels` places in `out` from
    // `r * out_stride` on, and that there are `height` lines a panel, `depth` or more; the caller says that rows and panels are there.
    unsafe {
        let inputs = dense.rows.as_ptr().add(row * stride);
        let out = dense.out.as_mut_ptr().add(row * out_stride + panel * LANES);
        for r in 0..R {
            for p in 0..P {
                sums[r][p] = _mm512_loadu_ps(out.add(r * out_stride + p * LANES));
            }
        }
        let fetch = |k: usize| {
            let Some(next) = next else { return };
            // Fetching ahead reads nothing; at an address that is nobody's it does nothing.
            for part in 0..(P * L::BYTES).div_ceil(64) {
                let at = (panel * height + k * P) * L::BYTES + part * 64;
                _mm_prefetch::<_MM_HINT_T1>(next.wrapping_add(at).cast());
            }
        };
        for k in 0..depth {
            fetch(k);
            let mut columns = [_mm512_setzero_ps(); P];
            for p in 0..P {
                columns[p] = lines.line((panel + p) * height + k);
            }
            for r in 0..R {
                let input = _mm512_set1_ps(*inputs.add(r * stride + k));
                for p in 0..P {
                    sums[r][p] = _mm512_fmadd_ps(input, columns[p], sums[r][p]);
                }
            }
        }
        (depth..height).for_each(fetch);
        for r in 0..R {
            for p in 0..P {
                _mm512_storeu_ps(out.add(r * out_stride + p * LANES), sums[r][p]);
            }
        }
    }
}
