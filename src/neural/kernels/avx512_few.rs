//! Few rows through a tile of four to six bits by AVX-512, unpacked in registers on the way: what
//! [`super::avx512_unpack`] and [`super::avx512`] do one after the other, to the bit. A tile is read once and written
//! nowhere, which is most of what a row alone waits for; with more rows the multipliers are busy, and a tile
//! unpacked once for all of them is cheaper.

use std::arch::x86_64::{
    __m512, __m512i, _mm512_and_si512, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps,
    _mm512_fnmadd_ps, _mm512_load_si512, _mm512_mask_storeu_ps, _mm512_mul_ps, _mm512_or_si512,
    _mm512_set1_epi8, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps, _mm512_srli_epi16,
};

use super::{
    BLOCK, Line, QUAD,
    avx512::fetch,
    avx512_unpack::{halves, raised, signed, unsigned},
    form::{Form, Parts, SUPER},
    kernel::Out,
    rows::Company,
};

/// The most rows that go so.
pub(super) const FEW: usize = 8;

/// One tile times a company of at most [`FEW`] rows.
#[derive(Clone, Copy)]
pub(super) struct Few<'a> {
    pub form: Form,
    pub parts: Parts<'a>,
    pub company: &'a Company,
    pub out: Out,
    /// Lines from the tile to the one that this thread will take up to two tiles later.
    pub ahead: usize,
}

impl Few<'_> {
    /// Holds the parts against each other, so that the loops may go without bounds.
    fn check(&self) {
        let Few { form, parts, company, .. } = self;
        let (quads, bits) =
            (parts.low.len() * 2, if *form == Form::Q6K { 2 } else { usize::from(*form == Form::Q5K) });
        assert!((quads * QUAD).is_multiple_of(SUPER) && parts.high.len() * 8 == quads * bits);
        let groups = quads / form.quads_per_scale();
        let both = if form.has_minima() { 2 } else { 1 };
        assert!(size_of_val(parts.scales) >= groups * both * super::LANES);
        assert!(size_of_val(parts.supers) >= quads * QUAD / SUPER * both * super::LANES * 2);
        let rows = company.rows;
        assert!(company.quads.len() == quads * rows && (1..=FEW).contains(&rows));
        assert!(
            company.scales.len() * BLOCK == quads * QUAD * rows && company.sums.len() == company.scales.len()
        );
        assert!(form.has_minima() || company.starts(*form).len() == groups * rows);
    }
}

/// Does it.
///
/// # Safety
/// The processor has AVX-512F, BW and VNNI; `out` is valid for each row of the company, as [`Out::put`] says.
pub(super) unsafe fn run(few: Few<'_>) {
    few.check();
    // SAFETY: as the caller says; `check` holds all lengths that the loops go by.
    unsafe {
        match few.form {
            Form::Q6K => by_count::<Six>(few),
            Form::Q5K => by_count::<Five>(few),
            Form::Q4K => by_count::<Four>(few),
            Form::Q8 => unreachable!("it is taken as it lies"),
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn by_count<B: Bits>(few: Few<'_>) {
    // SAFETY: as the caller says.
    unsafe {
        match few.company.rows {
            1 => rows::<1, B>(few),
            2 => rows::<2, B>(few),
            3 => rows::<3, B>(few),
            4 => rows::<4, B>(few),
            5 => rows::<5, B>(few),
            6 => rows::<6, B>(few),
            7 => rows::<7, B>(few),
            FEW => rows::<FEW, B>(few),
            more => unreachable!("`check` lets no {more} through"),
        }
    }
}

/// How the numbers of a form lie.
trait Bits {
    /// Bits of a number above the fourth.
    const HIGH: u32;
    /// Quads that share a scale.
    const PER: usize;
    /// Is there a minimum beside each scale?
    const MINIMA: bool;
}

struct Six;
struct Five;
struct Four;

impl Bits for Six {
    const HIGH: u32 = 2;
    const PER: usize = 16 / QUAD;
    const MINIMA: bool = false;
}

impl Bits for Five {
    const HIGH: u32 = 1;
    const PER: usize = BLOCK / QUAD;
    const MINIMA: bool = true;
}

impl Bits for Four {
    const HIGH: u32 = 0;
    const PER: usize = BLOCK / QUAD;
    const MINIMA: bool = true;
}

/// A line of a part of a tile.
///
/// # Safety
/// There is one of this number.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn line(lines: &[Line], at: usize) -> __m512i {
    // SAFETY: as the caller says; lines are 64 bytes, aligned to 64.
    unsafe { _mm512_load_si512(lines.as_ptr().add(at).cast()) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn rows<const R: usize, B: Bits>(few: Few<'_>) {
    let Few { parts, company, out, ahead, .. } = few;
    let numbers = company.quads.as_ptr().cast::<i32>();
    let starts = company.starts(few.form).as_ptr();
    let (scales, sums_of) = (company.scales.as_ptr(), company.sums.as_ptr());
    let nibble = _mm512_set1_epi8(15);
    let groups_per_super = SUPER / QUAD / B::PER;
    let mut sums = [_mm512_setzero_ps(); R];
    for big in 0..parts.low.len() * 2 * QUAD / SUPER {
        // SAFETY: `check` has seen that each part has a whole number of lines or numbers for each 256 inputs: two quads a
        // line of low halves, a line of high bits for every `8 / HIGH` quads, sixteen bytes of scales a group and as many of
        // minima, sixteen halves above them; and the company as many numbers a quad as it has rows, a scale and a sum for
        // each block and row, and a start for each group and row where there are no minima. Four bytes are read as one whole
        // number without regard to alignment.
        unsafe {
            let supers = supers::<B>(&parts, big, ahead);
            for at in 0..groups_per_super {
                let group = big * groups_per_super + at;
                let mut whole = [_mm512_set1_epi32(0); R];
                if !B::MINIMA {
                    for r in 0..R {
                        whole[r] = _mm512_set1_epi32(*starts.add(group * R + r));
                    }
                }
                let above = if B::HIGH > 0 {
                    let lines_at = group * B::PER * B::HIGH as usize / 8;
                    fetch(parts.high, lines_at + ahead);
                    line(parts.high, lines_at)
                } else {
                    nibble
                };
                for pair in 0..B::PER / 2 {
                    let low = group * B::PER / 2 + pair;
                    fetch(parts.low, low + ahead);
                    let both = line(parts.low, low);
                    let mut quads = [
                        _mm512_and_si512(both, nibble),
                        _mm512_and_si512(_mm512_srli_epi16::<4>(both), nibble),
                    ];
                    if B::HIGH == 1 {
                        quads[0] = _mm512_or_si512(quads[0], raised::<1>(above, 2 * pair));
                        quads[1] = _mm512_or_si512(quads[1], raised::<1>(above, 2 * pair + 1));
                    } else if B::HIGH == 2 {
                        quads[0] = _mm512_or_si512(quads[0], raised::<2>(above, 2 * pair));
                        quads[1] = _mm512_or_si512(quads[1], raised::<2>(above, 2 * pair + 1));
                    }
                    for (which, quad) in quads.into_iter().enumerate() {
                        let numbers = numbers.add((2 * low + which) * R);
                        for r in 0..R {
                            let number = _mm512_set1_epi32(numbers.add(r).read_unaligned());
                            whole[r] = _mm512_dpbusd_epi32(whole[r], quad, number);
                        }
                    }
                }
                let block = group * B::PER * QUAD / BLOCK * R;
                let (scale, minimum) = of_group::<B>(&parts, group, supers);
                for r in 0..R {
                    let scale = _mm512_mul_ps(scale, _mm512_set1_ps(*scales.add(block + r)));
                    sums[r] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(whole[r]), scale, sums[r]);
                    if B::MINIMA {
                        sums[r] = _mm512_fnmadd_ps(minimum, _mm512_set1_ps(*sums_of.add(block + r)), sums[r]);
                    }
                }
            }
        }
    }
    let mask = ((1_u32 << out.lanes(0)) - 1) as u16;
    for (r, sums) in sums.into_iter().enumerate() {
        // SAFETY: the row is one of the company's, for which the caller vouches; the mask leaves what is not wanted.
        unsafe { _mm512_mask_storeu_ps(out.start.add(r * out.stride), mask, sums) };
    }
}

/// The scales of scales of 256 inputs, and those of minima.
///
/// # Safety
/// There are as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn supers<B: Bits>(parts: &Parts<'_>, big: usize, ahead: usize) -> [__m512; 2] {
    // Of either kind 256 bytes of scales: sixteen of one byte, or eight of two.
    (4 * big..4 * big + 4).for_each(|line| fetch(parts.scales, line + ahead));
    // SAFETY: as the caller says.
    unsafe {
        if B::MINIMA {
            fetch(parts.supers, big + ahead);
            [halves(parts.supers, 2 * big), halves(parts.supers, 2 * big + 1)]
        } else {
            fetch(parts.supers, big / 2 + ahead);
            [halves(parts.supers, big), _mm512_setzero_ps()]
        }
    }
}

/// The scale of a group, and its minimum.
///
/// # Safety
/// There is such a group.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn of_group<B: Bits>(
    parts: &Parts<'_>,
    group: usize,
    [scale, minimum]: [__m512; 2],
) -> (__m512, __m512) {
    // SAFETY: as the caller says.
    unsafe {
        if B::MINIMA {
            let (own, least) = (unsigned(parts.scales, 2 * group), unsigned(parts.scales, 2 * group + 1));
            (_mm512_mul_ps(scale, own), _mm512_mul_ps(minimum, least))
        } else {
            (_mm512_mul_ps(scale, signed(parts.scales, group)), minimum)
        }
    }
}
