//! Few rows through a tile of four to six bits by AVX-512, unpacked in registers on the way: what
//! [`super::avx512_unpack`] and [`super::avx512`] do one after the other, to the bit. A tile is read once and written
//! nowhere, which is most of what a row alone waits for; with more rows the multipliers are busy, and a tile
//! unpacked once for all of them is cheaper.

use std::arch::x86_64::{
    __m512, __m512i, _mm512_add_epi32, _mm512_and_si512, _mm512_cvtepi32_ps, _mm512_dpbusd_epi32,
    _mm512_fmadd_ps, _mm512_fnmadd_ps, _mm512_load_si512, _mm512_mask_storeu_ps, _mm512_mul_ps,
    _mm512_or_si512, _mm512_set1_epi8, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps,
    _mm512_setzero_si512, _mm512_srli_epi16,
};

use super::{
    BLOCK, Line, QUAD,
    avx512::{NEAR, fetch, near},
    avx512_unpack::{halves, raised, signed, unsigned},
    form::{Form, Parts, SUPER},
    kernel::Out,
    rows::Company,
};

/// The most rows that go so.
pub(super) const FEW: usize = 8;

/// So many rows go through two tiles at a time: numbers that are spread over a register serve both, and there are more sums that
/// do not wait for each other. With more rows there are enough.
const PAIRED: usize = 4;

/// One tile or two times a company of at most [`FEW`] rows.
#[derive(Clone, Copy)]
pub(super) struct Few<'a> {
    pub form: Form,
    pub parts: &'a [Parts<'a>],
    pub company: &'a Company,
    pub out: Out,
    /// Lines that will be read next, to be fetched on the way.
    pub next: &'a [Line],
}

impl Few<'_> {
    /// Holds the parts against each other, so that the loops may go without bounds.
    fn check(&self) {
        let Few { form, parts, company, out, .. } = self;
        assert!(matches!(parts.len(), 1 | 2) && out.wanted <= parts.len() * super::LANES);
        let (quads, bits) =
            (parts[0].low.len() * 2, if *form == Form::Q6K { 2 } else { usize::from(*form == Form::Q5K) });
        let groups = quads / form.quads_per_scale();
        let both = if form.has_minima() { 2 } else { 1 };
        for Parts { low, high, scales, supers } in *parts {
            assert!((quads * QUAD).is_multiple_of(SUPER) && low.len() * 2 == quads);
            assert!(high.len() * 8 == quads * bits);
            assert!(size_of_val(*scales) >= groups * both * super::LANES);
            assert!(size_of_val(*supers) >= quads * QUAD / SUPER * both * super::LANES * 2);
        }
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
    if let [one, other] = few.parts
        && few.company.rows <= PAIRED
    {
        // SAFETY: as the caller says.
        return unsafe {
            match few.company.rows {
                1 => rows::<1, 2, B>(few, [*one, *other]),
                2 => rows::<2, 2, B>(few, [*one, *other]),
                3 => rows::<3, 2, B>(few, [*one, *other]),
                _ => rows::<PAIRED, 2, B>(few, [*one, *other]),
            }
        };
    }
    let mut next = few.next;
    for (t, parts) in few.parts.iter().enumerate() {
        let own;
        (own, next) = next.split_at(next.len() / (few.parts.len() - t));
        let start = few.out.start.wrapping_add(t * super::LANES);
        let few = Few { next: own, out: Out { start, wanted: few.out.lanes(t), ..few.out }, ..few };
        // SAFETY: as the caller says; a tile's sums begin sixteen behind those of the one before.
        unsafe {
            match few.company.rows {
                1 => rows::<1, 1, B>(few, [*parts]),
                2 => rows::<2, 1, B>(few, [*parts]),
                3 => rows::<3, 1, B>(few, [*parts]),
                4 => rows::<4, 1, B>(few, [*parts]),
                5 => rows::<5, 1, B>(few, [*parts]),
                6 => rows::<6, 1, B>(few, [*parts]),
                7 => rows::<7, 1, B>(few, [*parts]),
                FEW => rows::<FEW, 1, B>(few, [*parts]),
                more => unreachable!("`check` lets no {more} through"),
            }
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
unsafe fn rows<const R: usize, const T: usize, B: Bits>(few: Few<'_>, parts: [Parts<'_>; T]) {
    let Few { company, out, next, .. } = few;
    let numbers = company.quads.as_ptr().cast::<i32>();
    let starts = company.starts(few.form).as_ptr();
    let (scales, sums_of) = (company.scales.as_ptr(), company.sums.as_ptr());
    let nibble = _mm512_set1_epi8(15);
    let groups_per_super = SUPER / QUAD / B::PER;
    let bigs = parts[0].low.len() * 2 * QUAD / SUPER;
    let mut sums = [[_mm512_setzero_ps(); T]; R];
    for big in 0..bigs {
        // SAFETY: `check` has seen that each part has a whole number of lines or numbers for each 256 inputs: two quads a
        // line of low halves, a line of high bits for every `8 / HIGH` quads, sixteen bytes of scales a group and as many of
        // minima, sixteen halves above them; and the company as many numbers a quad as it has rows, a scale and a sum for
        // each block and row, and a start for each group and row where there are no minima. Four bytes are read as one whole
        // number without regard to alignment.
        unsafe {
            let mut above_scales = [[_mm512_setzero_ps(); 2]; T];
            for t in 0..T {
                above_scales[t] = supers::<B>(&parts[t], big);
            }
            for at in 0..groups_per_super {
                let group = big * groups_per_super + at;
                let all = bigs * groups_per_super;
                (next.len() * group / all..next.len() * (group + 1) / all).for_each(|line| fetch(next, line));
                // Even and odd quads of a row alone have sums of their own, where they are many.
                let split = R == 1 && B::MINIMA;
                let mut whole = [[[_mm512_setzero_si512(); T]; R]; 2];
                if !B::MINIMA {
                    for r in 0..R {
                        whole[0][r] = [_mm512_set1_epi32(*starts.add(group * R + r)); T];
                    }
                }
                let mut above = [nibble; T];
                if B::HIGH > 0 {
                    for t in 0..T {
                        above[t] = line(parts[t].high, group * B::PER * B::HIGH as usize / 8);
                    }
                }
                for pair in 0..B::PER / 2 {
                    let low = group * B::PER / 2 + pair;
                    let mut quads = [[nibble; T]; 2];
                    for t in 0..T {
                        near(parts[t].low, low + NEAR);
                        let both = line(parts[t].low, low);
                        quads[0][t] = _mm512_and_si512(both, nibble);
                        quads[1][t] = _mm512_and_si512(_mm512_srli_epi16::<4>(both), nibble);
                        for which in 0..2 {
                            let high = match B::HIGH {
                                0 => continue,
                                1 => raised::<1>(above[t], 2 * pair + which),
                                _ => raised::<2>(above[t], 2 * pair + which),
                            };
                            quads[which][t] = _mm512_or_si512(quads[which][t], high);
                        }
                    }
                    for which in 0..2 {
                        let numbers = numbers.add((2 * low + which) * R);
                        let into = if split { which } else { 0 };
                        for r in 0..R {
                            let number = _mm512_set1_epi32(numbers.add(r).read_unaligned());
                            for t in 0..T {
                                whole[into][r][t] =
                                    _mm512_dpbusd_epi32(whole[into][r][t], quads[which][t], number);
                            }
                        }
                    }
                }
                let block = group * B::PER * QUAD / BLOCK * R;
                for t in 0..T {
                    let (scale, minimum) = of_group::<B>(&parts[t], group, above_scales[t]);
                    for r in 0..R {
                        let mut whole_sum = whole[0][r][t];
                        if split {
                            whole_sum = _mm512_add_epi32(whole_sum, whole[1][r][t]);
                        }
                        let scale = _mm512_mul_ps(scale, _mm512_set1_ps(*scales.add(block + r)));
                        sums[r][t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(whole_sum), scale, sums[r][t]);
                        if B::MINIMA {
                            let of_row = _mm512_set1_ps(*sums_of.add(block + r));
                            sums[r][t] = _mm512_fnmadd_ps(minimum, of_row, sums[r][t]);
                        }
                    }
                }
            }
        }
    }
    for (r, sums) in sums.into_iter().enumerate() {
        for (t, sums) in sums.into_iter().enumerate() {
            let mask = ((1_u32 << out.lanes(t)) - 1) as u16;
            // SAFETY: the row is one of the company's, for which the caller vouches; the mask leaves what is not wanted.
            unsafe { _mm512_mask_storeu_ps(out.start.add(r * out.stride + t * super::LANES), mask, sums) };
        }
    }
}

/// The scales of scales of 256 inputs, and those of minima.
///
/// # Safety
/// There are as many.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
unsafe fn supers<B: Bits>(parts: &Parts<'_>, big: usize) -> [__m512; 2] {
    // SAFETY: as the caller says.
    unsafe {
        if B::MINIMA {
            [halves(parts.supers, 2 * big), halves(parts.supers, 2 * big + 1)]
        } else {
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
