//! Rows of floats rounded to eight bits, laid out for the kernels.

use pulp::WithSimd;

use super::{BLOCK, Line, QUAD, form::Form, level::Level, pool};

/// Rows that go through a tile together: twice the six of the widest kernel.
const TOGETHER: usize = 12;

/// So many go together where there are no others, so that a dozen and some are no dozen and some left over.
const ALL: usize = 18;

/// Up to so many inputs; that many rows of more would push each other out of the first-level cache, and go in three parts.
const NARROW: usize = 1024;

/// Blocks that are worth a thread's coming.
const LEAST: usize = 64;

/// Rounded rows, in companies.
pub(super) struct Rows {
    companies: Vec<Company>,
    /// Rows of each company but the last.
    together: usize,
}

/// Rows that go through a tile together; all parts are [place][row].
pub(super) struct Company {
    /// How many.
    pub rows: usize,
    /// Four numbers from -127 to 127.
    pub quads: Vec<[i8; QUAD]>,
    /// What the numbers of a block are to be multiplied by.
    pub scales: Vec<f32>,
    /// The sum of a block, times its scale: what minima are multiplied by.
    pub sums: Vec<f32>,
    /// What a block's whole-number product starts from, so that numbers of eight bits lose the 128 they were
    /// raised by.
    pub starts_8: Vec<i32>,
    /// The same for half blocks of numbers of six bits, raised by 32.
    pub starts_6: Vec<i32>,
}

impl Rows {
    /// Rounds rows of `inputs`, a multiple of 32, by a level that this processor runs. Where they are few, each thread has its
    /// lines of `ahead` fetched on the way, as memory would be idle meanwhile.
    pub fn new<'a>(x: &[f32], inputs: usize, level: Level, ahead: impl Fn(usize) -> &'a [Line]) -> Rows {
        let count = x.len() / inputs;
        let together = if count <= TOGETHER || count > ALL {
            TOGETHER
        } else if inputs <= NARROW {
            ALL
        } else {
            count.div_ceil(3)
        };
        let of = |company: usize| together.min(count - company * together);
        let mut companies: Vec<Company> =
            (0..count.div_ceil(together)).map(|company| Company::new(of(company), inputs / BLOCK)).collect();
        // Enough pieces for all threads, also where there is but one company.
        let pieces = (2 * pool::threads()).div_ceil(companies.len().max(1));
        let size = (inputs / BLOCK).div_ceil(pieces).max(LEAST.div_ceil(together.min(count).max(1)));
        let parts = (inputs / BLOCK).div_ceil(size);
        let mut all: Vec<Round> = companies
            .iter_mut()
            .zip(x.chunks(together * inputs))
            .flat_map(|(company, x)| company.pieces(size).map(move |into| (x, into)))
            .enumerate()
            .map(|(number, (x, into))| Round { x, inputs, first: number % parts * size, into, ahead: &[] })
            .collect();
        if count <= ALL {
            let threads = pool::threads();
            for thread in 0..threads {
                // As the pool shares them out.
                let own = all.len() * thread / threads..all.len() * (thread + 1) / threads;
                let lines = ahead(thread);
                let share = lines.len().div_ceil(own.len().max(1)).max(1);
                for (round, lines) in all[own].iter_mut().zip(lines.chunks(share)) {
                    round.ahead = lines;
                }
            }
        }
        pool::each_piece(&mut all, 1, |_, round| round[0].by(level));
        Rows { companies, together }
    }

    pub fn companies(&self) -> &[Company] {
        &self.companies
    }

    /// The first row of a company.
    pub fn first(&self, company: usize) -> usize {
        company * self.together
    }
}

impl Company {
    /// Room for so many rows of so many blocks.
    fn new(rows: usize, blocks: usize) -> Company {
        Company {
            rows,
            quads: vec![[0; QUAD]; blocks * (BLOCK / QUAD) * rows],
            scales: vec![0.0; blocks * rows],
            sums: vec![0.0; blocks * rows],
            starts_8: vec![0; blocks * rows],
            starts_6: vec![0; 2 * blocks * rows],
        }
    }

    /// All of it in pieces of `size` blocks.
    fn pieces(&mut self, size: usize) -> impl Iterator<Item = Piece<'_>> {
        let (rows, size) = (self.rows, size * self.rows);
        let numbers = self.quads.chunks_mut(size * (BLOCK / QUAD)).zip(self.scales.chunks_mut(size));
        let rest = self
            .sums
            .chunks_mut(size)
            .zip(self.starts_8.chunks_mut(size))
            .zip(self.starts_6.chunks_mut(2 * size));
        numbers.zip(rest).map(move |((quads, scales), ((sums, starts_8), starts_6))| Piece {
            rows,
            quads,
            scales,
            sums,
            starts_8,
            starts_6,
        })
    }

    /// What whole-number products of a form start from.
    pub fn starts(&self, form: Form) -> &[i32] {
        match form {
            Form::Q8 => &self.starts_8,
            Form::Q6K => &self.starts_6,
            Form::Q5K | Form::Q4K => &[],
        }
    }
}

/// Some blocks of all rows of a company, to be written.
struct Piece<'a> {
    rows: usize,
    quads: &'a mut [[i8; QUAD]],
    scales: &'a mut [f32],
    sums: &'a mut [f32],
    starts_8: &'a mut [i32],
    starts_6: &'a mut [i32],
}

/// The work of rounding some blocks of a company's rows, from the block `first` on, compiled for each vector width.
struct Round<'a> {
    x: &'a [f32],
    inputs: usize,
    first: usize,
    into: Piece<'a>,
    #[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
    ahead: &'a [Line],
}

/// A block rounded.
pub(super) struct Rounded {
    pub scale: f32,
    pub bytes: [i8; BLOCK],
    /// Of the first half of the bytes, and of the second.
    pub sums: [i32; 2],
}

impl Round<'_> {
    fn by(&mut self, level: Level) {
        #[cfg(target_arch = "x86_64")]
        if level == Level::Avx512 {
            assert!(Level::best() >= Level::Avx512);
            // SAFETY: the processor has what the level stands for.
            return unsafe { self.by_avx512() };
        }
        level.run(ByVectors(self));
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    unsafe fn by_avx512(&mut self) {
        // SAFETY: as the caller says.
        self.with(|x| unsafe { super::avx512_round::round(x) })
    }

    /// All blocks, each by `round`.
    #[inline(always)]
    fn with(&mut self, round: impl Fn(&[f32; BLOCK]) -> Rounded) {
        let Round { x, inputs, first, into, ahead } = self;
        let rows = into.rows;
        let blocks = into.scales.len() / rows;
        for (row, x) in x.chunks_exact(*inputs).enumerate() {
            #[cfg(target_arch = "x86_64")]
            (ahead.len() * row / rows..ahead.len() * (row + 1) / rows)
                .for_each(|line| super::avx512::fetch(ahead, line));
            for (number, x) in x.as_chunks::<BLOCK>().0[*first..][..blocks].iter().enumerate() {
                let Rounded { scale, bytes, sums } = round(x);
                let quads = &mut into.quads[number * (BLOCK / QUAD) * rows..];
                for (slot, quad) in quads.iter_mut().skip(row).step_by(rows).zip(bytes.as_chunks().0) {
                    *slot = *quad;
                }
                let at = number * rows + row;
                into.scales[at] = scale;
                into.sums[at] = scale * (sums[0] + sums[1]) as f32;
                into.starts_8[at] = -Form::Q8.zero() * (sums[0] + sums[1]);
                for (half, sum) in sums.iter().enumerate() {
                    into.starts_6[(2 * number + half) * rows + row] = -Form::Q6K.zero() * sum;
                }
            }
        }
    }
}

struct ByVectors<'a, 'b>(&'a mut Round<'b>);

impl WithSimd for ByVectors<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.0.with(round);
    }
}

/// A block's scale, its numbers and their sums. What is no number becomes -127: the output's checks see to the rest.
#[expect(clippy::manual_clamp, reason = "`clamp` hands on what is no number")]
#[inline(always)]
fn round(x: &[f32; BLOCK]) -> Rounded {
    /// Adding 1.5 × 2^23 rounds to the nearest whole number, ties to even, which then stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let mut greatest = [0.0_f32; 16];
    for half in x.as_chunks::<16>().0 {
        for lane in 0..16 {
            greatest[lane] = greatest[lane].max(half[lane].abs());
        }
    }
    let greatest = greatest.iter().fold(0.0_f32, |greatest, x| greatest.max(*x));
    let (scale, inverse) = scales(greatest);
    let mut bytes = [0; BLOCK];
    for (byte, x) in bytes.iter_mut().zip(x) {
        *byte = ((x * inverse).max(-127.0).min(127.0) + ROUND).to_bits() as i8;
    }
    let sum = |bytes: &[i8]| bytes.iter().map(|byte| i32::from(*byte)).sum::<i32>();
    Rounded { scale, bytes, sums: [sum(&bytes[..BLOCK / 2]), sum(&bytes[BLOCK / 2..])] }
}

/// What the numbers of a block are to be multiplied by, and what makes them of floats.
#[inline(always)]
pub(super) fn scales(greatest: f32) -> (f32, f32) {
    let scale = greatest / 127.0;
    (scale, if scale > 0.0 { 1.0 / scale } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_levels_round_alike(
            x in prop::collection::vec(prop_oneof![-2.0..2.0_f32, any::<f32>(), Just(0.0), Just(f32::NAN)], 3 * 64),
        ) {
            let by = |level| Rows::new(&x, 64, level, |_| &[]).companies.remove(0);
            let plain = by(Level::Plain);
            for level in Level::ALL.into_iter().filter(|level| *level <= Level::best()) {
                let found = by(level);
                prop_assert_eq!(&found.quads, &plain.quads);
                let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(&found.scales), bits(&plain.scales));
                prop_assert_eq!((&found.starts_8, &found.starts_6), (&plain.starts_8, &plain.starts_6));
            }
        }
    }
}
