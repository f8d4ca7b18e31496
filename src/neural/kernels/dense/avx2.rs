//! The loops for AVX2 with FMA: a panel is two registers; four rows by a panel, or two rows by two.

use std::arch::x86_64::{
    __m128i, __m256, _mm_loadu_si128, _mm256_cvtph_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps,
    _mm256_setzero_ps, _mm256_storeu_ps,
};

use super::{super::LANES, Dense, Panels};

/// Numbers of a register.
const HALF: usize = LANES / 2;

/// Does the work.
///
/// # Safety
/// The processor has AVX2, FMA and F16C; the sizes are checked.
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

/// A line of a panel as two registers.
trait Line {
    /// # Safety
    /// The processor has AVX2 and F16C; the line is one of the panels'.
    unsafe fn line(self, line: usize) -> [__m256; 2];
}

impl Line for Lines<f32> {
    #[inline]
    #[target_feature(enable = "avx2,fma,f16c")]
    unsafe fn line(self, line: usize) -> [__m256; 2] {
        // SAFETY: as the caller says.
        unsafe {
            let start = self.0.add(line * LANES);
            [_mm256_loadu_ps(start), _mm256_loadu_ps(start.add(HALF))]
        }
    }
}

impl Line for Lines<half::f16> {
    #[inline]
    #[target_feature(enable = "avx2,fma,f16c")]
    unsafe fn line(self, line: usize) -> [__m256; 2] {
        // SAFETY: as the caller says; sixteen halves are 32 bytes.
        unsafe {
            let start = self.0.add(line * LANES).cast::<__m128i>();
            [_mm256_cvtph_ps(_mm_loadu_si128(start)), _mm256_cvtph_ps(_mm_loadu_si128(start.add(1)))]
        }
    }
}

#[target_feature(enable = "avx2,fma,f16c")]
unsafe fn all<L: Line + Copy>(mut dense: Dense<'_>, lines: L) {
    let panels = dense.taken;
    let mut row = 0;
    // SAFETY: the rows of each tile are below `count`, its panels below `panels`.
    unsafe {
        while row + 4 <= dense.count {
            across::<4, 1, L>(&mut dense, lines, row, panels);
            row += 4;
        }
        if row + 2 <= dense.count {
            across::<2, 2, L>(&mut dense, lines, row, panels);
            row += 2;
        }
        if row < dense.count {
            across::<1, 4, L>(&mut dense, lines, row, panels);
        }
    }
}

/// Some rows through all panels, `P` at a time.
#[target_feature(enable = "avx2,fma,f16c")]
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
#[target_feature(enable = "avx2,fma,f16c")]
unsafe fn tile<const R: usize, const P: usize, L: Line + Copy>(
    dense: &mut Dense<'_>,
    lines: L,
    row: usize,
    panel: usize,
) {
    let Dense { stride, width, depth, out_stride, .. } = *dense;
    let mut sums = [[[_mm256_setzero_ps(); 2]; P]; R];
    // SAFETY: `check` has seen that row r has `depth` numbers from `r * stride` on and `16 * panels` places in `out` from
    // `r * out_stride` on, and that there are `depth` lines of `width` panels, `panels` or more; the caller says that rows and
    // panels are there.
    unsafe {
        let inputs = dense.rows.as_ptr().add(row * stride);
        let out = dense.out.as_mut_ptr().add(row * out_stride + panel * LANES);
        for r in 0..R {
            for p in 0..P {
                for half in 0..2 {
                    sums[r][p][half] = _mm256_loadu_ps(out.add(r * out_stride + p * LANES + half * HALF));
                }
            }
        }
        for k in 0..depth {
            let mut columns = [[_mm256_setzero_ps(); 2]; P];
            for p in 0..P {
                columns[p] = lines.line(k * width + panel + p);
            }
            for r in 0..R {
                let input = _mm256_set1_ps(*inputs.add(r * stride + k));
                for p in 0..P {
                    for half in 0..2 {
                        sums[r][p][half] = _mm256_fmadd_ps(input, columns[p][half], sums[r][p][half]);
                    }
                }
            }
        }
        for r in 0..R {
            for p in 0..P {
                for half in 0..2 {
                    _mm256_storeu_ps(out.add(r * out_stride + p * LANES + half * HALF), sums[r][p][half]);
                }
            }
        }
    }
}
