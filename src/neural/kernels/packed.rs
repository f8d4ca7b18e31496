//! A quantized matrix in tiles of sixteen outputs, held once, in the bits it came in.

use std::{
    cell::RefCell,
    sync::{Mutex, PoisonError},
};

use half::f16;

use super::{
    BLOCK, LANES, Line, QUAD,
    form::{Form, Plan, SUPER},
    ggml,
    lines::{Lines, filled},
};

/// Bytes of the file that a thread packs at a time: they stay in a second-level cache.
const PIECE: usize = 1 << 18;

/// Outputs × inputs. Its tiles lie one after the other; the last one is filled with zeros.
pub(in crate::neural) struct Packed {
    pub(super) form: Form,
    pub(super) outputs: usize,
    pub(super) inputs: usize,
    pub(super) plan: Plan,
    tiles: Lines,
}

impl Packed {
    /// Packs the blocks of a matrix of `length` bytes as they lie in a file, row by row; `None` where rows are no whole
    /// blocks or the bytes are not as many as the shape asks for. `read` gives the bytes from a place on, to many threads
    /// at once: no more than some rows a thread stand in memory beside the matrix.
    ///
    /// # Errors
    /// The first that `read` gives.
    pub fn read<E: Send>(
        form: Form,
        length: usize,
        outputs: usize,
        inputs: usize,
        read: impl Fn(usize, &mut [u8]) -> Result<(), E> + Sync + Send,
    ) -> Result<Option<Packed>, E> {
        let row = (inputs / form.block()).checked_mul(form.block_bytes());
        let whole = row.and_then(|row| outputs.checked_mul(row)) == Some(length);
        let Some(row) = row.filter(|_| whole && inputs > 0 && inputs.is_multiple_of(form.block())) else {
            return Ok(None);
        };
        let plan = form.plan(inputs);
        let together = (PIECE / (row * LANES)).max(1);
        let failed: Mutex<Option<E>> = Mutex::new(None);
        let tiles = filled(outputs.div_ceil(LANES) * plan.lines, together * plan.lines, |piece, lines| {
            thread_local!(static BYTES: RefCell<Vec<u8>> = RefCell::default());
            BYTES.with_borrow_mut(|bytes| {
                let from = piece * together * LANES * row;
                let size = (lines.len() / plan.lines * LANES * row).min(length - from);
                if bytes.len() < size {
                    bytes.resize(size, 0);
                }
                let bytes = &mut bytes[..size];
                match read(from, bytes) {
                    Ok(()) => {
                        let rows = bytes.chunks(LANES * row);
                        for (lines, rows) in lines.chunks_exact_mut(plan.lines).zip(rows) {
                            pack(form, plan, inputs, rows.chunks_exact(row), lines);
                        }
                    }
                    Err(error) => *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error),
                }
            });
        });
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(Some(Packed { form, outputs, inputs, plan, tiles })),
        }
    }

    /// [`Packed::read`] of bytes at hand.
    #[cfg(test)]
    pub fn new(form: Form, bytes: &[u8], outputs: usize, inputs: usize) -> Option<Packed> {
        let read = |from: usize, into: &mut [u8]| -> Result<(), std::convert::Infallible> {
            into.copy_from_slice(&bytes[from..][..into.len()]);
            Ok(())
        };
        let Ok(packed) = Packed::read(form, bytes.len(), outputs, inputs, read);
        packed
    }

    /// Width of a row after and before.
    pub fn shape(&self) -> (usize, usize) {
        (self.outputs, self.inputs)
    }

    /// The lines of a tile.
    pub(super) fn tile(&self, tile: usize) -> &[Line] {
        &self.tiles[tile * self.plan.lines..][..self.plan.lines]
    }

    /// The lines of up to `count` tiles.
    pub(super) fn lines(&self, tile: usize, count: usize) -> &[Line] {
        let lines = self.tiles.get(tile * self.plan.lines..).unwrap_or_default();
        &lines[..lines.len().min(count * self.plan.lines)]
    }

    /// Row `output` of the matrix as floats: what a table of token vectors is asked for.
    pub fn row(&self, output: usize, row: &mut [f32]) {
        let (tile, lane) = (self.tile(output / LANES), output % LANES);
        let half = |line: usize, index: usize| {
            let bytes = &tile[line + index / 32].0[index % 32 * 2..];
            f16::from_le_bytes([bytes[0], bytes[1]]).to_f32()
        };
        let byte = |index: usize| tile[self.plan.scales_at + index / 64].0[index % 64];
        for (k, x) in row.iter_mut().enumerate() {
            let number = f32::from(self.number(tile, k, lane)) - self.form.zero() as f32;
            let big = k / SUPER;
            *x = match self.form {
                Form::Q8 => half(self.plan.scales_at, k / BLOCK * LANES + lane) * number,
                Form::Q6K => {
                    let scale = f32::from(byte(k / 16 * LANES + lane) as i8);
                    half(self.plan.supers_at, big * LANES + lane) * scale * number
                }
                Form::Q5K | Form::Q4K => {
                    let at = k / BLOCK * 2 * LANES + lane;
                    let (scale, minimum) = (f32::from(byte(at)), f32::from(byte(at + LANES)));
                    let supers = |which: usize| half(self.plan.supers_at, (big * 2 + which) * LANES + lane);
                    supers(0) * scale * number - supers(1) * minimum
                }
            };
        }
    }

    /// One number of a tile, without sign.
    fn number(&self, tile: &[Line], k: usize, lane: usize) -> u8 {
        let (quad, at) = (k / QUAD, lane * QUAD + k % QUAD);
        let high = |quads: usize, bits: usize| {
            let byte = tile[self.plan.high_at + quad / quads].0[at];
            (byte >> (quad % quads * bits) & ((1 << bits) - 1)) << 4
        };
        let low = || tile[quad / 2].0[at] >> (quad % 2 * 4) & 15;
        match self.form {
            Form::Q8 => tile[quad].0[at],
            Form::Q6K => low() | high(4, 2),
            Form::Q5K => low() | high(8, 1),
            Form::Q4K => low(),
        }
    }
}

/// Packs up to sixteen rows of blocks into the lines of a tile.
fn pack<'a>(form: Form, plan: Plan, inputs: usize, rows: impl Iterator<Item = &'a [u8]>, lines: &mut [Line]) {
    if form == Form::Q8 {
        return pack_q8(plan, rows, lines);
    }
    let mut quads = vec![Line::ZERO; inputs / QUAD];
    for (lane, row) in rows.enumerate() {
        for (number, bytes) in row.chunks_exact(form.block_bytes()).enumerate() {
            let block = ggml::read(form, bytes);
            let quads = &mut quads[number * form.block() / QUAD..];
            for (line, numbers) in quads.iter_mut().zip(block.numbers[..form.block()].as_chunks::<QUAD>().0) {
                line.0[lane * QUAD..][..QUAD].copy_from_slice(numbers);
            }
            put_scales(form, plan, number, lane, &block, lines);
        }
    }
    let (low, high) = lines[..plan.scales_at].split_at_mut(plan.high_at);
    for (line, pair) in low.iter_mut().zip(quads.chunks_exact(2)) {
        for (at, byte) in line.0.iter_mut().enumerate() {
            *byte = pair[0].0[at] & 15 | pair[1].0[at] << 4;
        }
    }
    let bits = if form == Form::Q6K { 2 } else { 1 };
    for (line, quads) in high.iter_mut().zip(quads.chunks_exact(8 / bits)) {
        for (at, byte) in line.0.iter_mut().enumerate() {
            *byte = quads
                .iter()
                .enumerate()
                .fold(0, |byte, (which, quad)| byte | quad.0[at] >> 4 << (which * bits));
        }
    }
}

/// [`pack`] where numbers stay bytes: four go at a time from where they lie to where they belong.
fn pack_q8<'a>(plan: Plan, rows: impl Iterator<Item = &'a [u8]>, lines: &mut [Line]) {
    const BYTES: usize = 2 + BLOCK;
    let (numbers, scales) = lines.split_at_mut(plan.scales_at);
    for (lane, row) in rows.enumerate() {
        let blocks = row.as_chunks::<BYTES>().0.iter().zip(numbers.as_chunks_mut::<{ BLOCK / QUAD }>().0);
        for (number, (block, quads)) in blocks.enumerate() {
            let at = (number * LANES + lane) * 2;
            scales[at / 64].0[at % 64..][..2].copy_from_slice(&block[..2]);
            for (line, quad) in quads.iter_mut().zip(block[2..].as_chunks::<QUAD>().0) {
                // From two's complement to the same order without a sign.
                let raised = u32::from_ne_bytes(*quad) ^ 0x8080_8080;
                line.0[lane * QUAD..][..QUAD].copy_from_slice(&raised.to_ne_bytes());
            }
        }
    }
}

/// Writes the scales of one lane's block: 16 lanes side by side.
fn put_scales(form: Form, plan: Plan, number: usize, lane: usize, block: &ggml::Block, lines: &mut [Line]) {
    let mut put = |line: usize, at: usize, bytes: &[u8]| {
        lines[line + at / 64].0[at % 64..][..bytes.len()].copy_from_slice(bytes);
    };
    match form {
        Form::Q8 => put(plan.scales_at, (number * LANES + lane) * 2, &block.scale),
        Form::Q6K => {
            for (at, scale) in block.scales.iter().enumerate() {
                put(plan.scales_at, (number * 16 + at) * LANES + lane, &[*scale]);
            }
            put(plan.supers_at, (number * LANES + lane) * 2, &block.scale);
        }
        Form::Q5K | Form::Q4K => {
            for at in 0..8 {
                let place = (number * 8 + at) * 2 * LANES + lane;
                put(plan.scales_at, place, &[block.scales[at]]);
                put(plan.scales_at, place + LANES, &[block.minima[at]]);
            }
            put(plan.supers_at, (number * 2 * LANES + lane) * 2, &block.scale);
            put(plan.supers_at, ((number * 2 + 1) * LANES + lane) * 2, &block.minimum);
        }
    }
}
