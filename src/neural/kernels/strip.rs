//! One tile unpacked: a byte a number, floats for scales. Small enough for the second-level cache.

use half::f16;
use pulp::WithSimd;

use super::{
    BLOCK, LANES, Lanes, Line, QUAD,
    form::{Form, Parts, SUPER},
    half::widen,
    level::Level,
    packed::Packed,
};

/// Room for an unpacked tile, used again for the next.
#[derive(Default)]
pub(super) struct Room {
    pub quads: Vec<Line>,
    pub scales: Vec<Lanes>,
    pub minima: Vec<Lanes>,
}

/// An unpacked tile.
#[derive(Clone, Copy)]
pub(super) struct Strip<'a> {
    pub form: Form,
    /// Numbers without sign, [quad][output][input of the quad].
    pub quads: &'a [Line],
    /// For each group of quads, a scale an output.
    pub scales: Scales<'a>,
    /// For each group, what is taken off an output for each unit of its inputs; empty where there are no minima.
    pub minima: &'a [Lanes],
}

/// Scales, sixteen a group.
#[derive(Clone, Copy)]
pub(super) enum Scales<'a> {
    /// As they were multiplied out.
    Floats(&'a [Lanes]),
    /// In half precision as they lie in the tile, two groups a line; kernels widen them on the way.
    Halves(&'a [Line]),
}

impl Room {
    /// Unpacks a tile of a matrix, by a level that this processor runs. One of eight bits is taken as it lies.
    pub fn unpack<'a>(&'a mut self, matrix: &'a Packed, tile: usize, level: Level) -> Strip<'a> {
        let (form, plan, inputs, tile) = (matrix.form, matrix.plan, matrix.inputs, matrix.tile(tile));
        if form == Form::Q8 {
            let (quads, scales) = tile.split_at(plan.scales_at);
            return Strip { form, quads, scales: Scales::Halves(scales), minima: &[] };
        }
        let groups = inputs / QUAD / form.quads_per_scale();
        self.quads.resize(inputs / QUAD, Line::ZERO);
        self.scales.resize(groups, [0.0; LANES]);
        self.minima.resize(if form.has_minima() { groups } else { 0 }, [0.0; LANES]);
        let work = Unpack { form, parts: plan.parts(tile), room: self };
        match level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => {
                assert!(Level::best() >= Level::Avx512);
                work.check();
                // SAFETY: the processor has what the level stands for, and the sizes are checked.
                unsafe { super::avx512_unpack::run(work) };
            }
            _ => level.run(work),
        }
        Strip { form, quads: &self.quads, scales: Scales::Floats(&self.scales), minima: &self.minima }
    }
}

/// The work of unpacking, compiled for each vector width.
pub(super) struct Unpack<'a> {
    pub form: Form,
    pub parts: Parts<'a>,
    pub room: &'a mut Room,
}

impl Unpack<'_> {
    /// Holds sizes against each other, so that kernels may go without bounds.
    #[cfg(target_arch = "x86_64")]
    fn check(&self) {
        let Unpack { form, parts, room, .. } = self;
        let (quads, groups) = (room.quads.len(), room.scales.len());
        assert!(quads == groups * form.quads_per_scale() && (quads * QUAD).is_multiple_of(SUPER));
        let bits = match form {
            Form::Q6K => 2,
            Form::Q5K => 1,
            Form::Q4K | Form::Q8 => 0,
        };
        assert!(parts.low.len() * 2 == quads && parts.high.len() * 8 == quads * bits);
        let both = if form.has_minima() { 2 } else { 1 };
        assert!(room.minima.len() == groups * (both - 1));
        assert!(size_of_val(parts.scales) >= groups * both * LANES);
        let supers = quads * QUAD / SUPER;
        assert!(size_of_val(parts.supers) >= supers * both * LANES * 2);
    }
}

impl WithSimd for Unpack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Unpack { form, parts: Parts { low, high, scales, supers }, room, .. } = self;
        unfold(low, &mut room.quads);
        match form {
            Form::Q6K => add_high::<2>(high, &mut room.quads),
            Form::Q5K => add_high::<1>(high, &mut room.quads),
            Form::Q4K | Form::Q8 => {}
        }
        if form == Form::Q6K {
            for (big, out) in room.scales.chunks_exact_mut(SUPER / 16).enumerate() {
                let scale = halves(supers, big);
                for (at, out) in out.iter_mut().enumerate() {
                    let bytes = bytes(scales, big * (SUPER / 16) + at);
                    for lane in 0..LANES {
                        out[lane] = scale[lane] * f32::from(bytes[lane] as i8);
                    }
                }
            }
            return;
        }
        let groups =
            room.scales.chunks_exact_mut(SUPER / BLOCK).zip(room.minima.chunks_exact_mut(SUPER / BLOCK));
        for (big, (out, minima)) in groups.enumerate() {
            let (scale, minimum) = (halves(supers, 2 * big), halves(supers, 2 * big + 1));
            for (at, (out, minima)) in out.iter_mut().zip(minima).enumerate() {
                let at = 2 * (big * (SUPER / BLOCK) + at);
                let (of_scales, of_minima) = (bytes(scales, at), bytes(scales, at + 1));
                for lane in 0..LANES {
                    out[lane] = scale[lane] * f32::from(of_scales[lane]);
                    minima[lane] = minimum[lane] * f32::from(of_minima[lane]);
                }
            }
        }
    }
}

/// Sixteen numbers of half precision as floats.
#[inline(always)]
fn halves(lines: &[Line], at: usize) -> Lanes {
    let bytes = &lines[at / 2].0[at % 2 * 32..][..32];
    widen(&std::array::from_fn(|lane| f16::from_le_bytes([bytes[2 * lane], bytes[2 * lane + 1]])))
}

/// Sixteen bytes.
#[inline(always)]
fn bytes(lines: &[Line], at: usize) -> [u8; LANES] {
    let mut bytes = [0; LANES];
    bytes.copy_from_slice(&lines[at / 4].0[at % 4 * LANES..][..LANES]);
    bytes
}

/// A line of halves of bytes to two lines of bytes.
#[inline(always)]
fn unfold(low: &[Line], quads: &mut [Line]) {
    for (line, quads) in low.iter().zip(quads.as_chunks_mut::<2>().0) {
        for at in 0..64 {
            quads[0].0[at] = line.0[at] & 15;
            quads[1].0[at] = line.0[at] >> 4;
        }
    }
}

/// Adds the bits above the fourth, `BITS` of them a number.
#[inline(always)]
fn add_high<const BITS: usize>(high: &[Line], quads: &mut [Line]) {
    for (line, quads) in high.iter().zip(quads.chunks_exact_mut(8 / BITS)) {
        for (which, quad) in quads.iter_mut().enumerate() {
            let mask = (1 << BITS) - 1;
            for at in 0..64 {
                quad.0[at] |= (line.0[at] >> (which * BITS) & mask) << 4;
            }
        }
    }
}
