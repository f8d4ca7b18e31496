//! A matrix of plain floats, packed once into panels of sixteen outputs and kept as wide as in its file.

use std::sync::{Mutex, PoisonError};

use half::{bf16, f16, slice::HalfFloatSliceExt};
use pulp::WithSimd;

use super::{
    super::{
        kernels::pool,
        weights::{Kind, Tensor, WeightsError},
    },
    lanes::{LANES, Lanes, Rows, add_products, widest},
};

/// Inputs widened at a time: 16 KB of floats, half of a first-level cache.
const STRIP: usize = 256;

/// Outputs × inputs; panel p holds outputs 16p to 16p+15 as [input][output]. The last one is filled with zeros.
pub(super) struct Panels {
    outputs: usize,
    inputs: usize,
    values: Values,
}

enum Values {
    F32(Vec<f32>),
    F16(Vec<f16>),
    Bf16(Vec<bf16>),
}

/// Packs rows of `N`-byte numbers into panels, read a panel at a time.
fn pack<const N: usize, T: Clone + Send + Sync>(
    tensor: Tensor<'_>,
    outputs: usize,
    inputs: usize,
    zero: T,
    read: fn([u8; N]) -> T,
) -> Result<Vec<T>, WeightsError> {
    let mut packed = vec![zero; outputs.next_multiple_of(LANES) * inputs];
    let failed = Mutex::new(None);
    pool::each_piece(&mut packed, LANES * inputs, |panel, packed| {
        let lanes = LANES.min(outputs - panel * LANES);
        let mut bytes = vec![0; lanes * inputs * N];
        if let Err(error) = tensor.read(panel * LANES * inputs * N, &mut bytes) {
            *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            return;
        }
        for (lane, row) in bytes.as_chunks::<N>().0.chunks_exact(inputs).enumerate() {
            for (number, slot) in row.iter().zip(packed[lane..].iter_mut().step_by(LANES)) {
                *slot = read(*number);
            }
        }
    });
    failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(packed), Err)
}

impl Panels {
    /// Packs a matrix of floats; `None` for quantized ones.
    pub fn read(tensor: Tensor<'_>, outputs: usize, inputs: usize) -> Result<Option<Panels>, WeightsError> {
        let values = match tensor.kind() {
            Kind::F32 => Values::F32(pack(tensor, outputs, inputs, 0.0, f32::from_le_bytes)?),
            Kind::F16 => Values::F16(pack(tensor, outputs, inputs, f16::ZERO, f16::from_le_bytes)?),
            Kind::Bf16 => Values::Bf16(pack(tensor, outputs, inputs, bf16::ZERO, bf16::from_le_bytes)?),
            Kind::Quantized(_) => return Ok(None),
        };
        Ok(Some(Panels { outputs, inputs, values }))
    }

    /// Width of a row before and after.
    pub fn shape(&self) -> (usize, usize) {
        (self.outputs, self.inputs)
    }

    /// Multiplies rows of `inputs` into rows of `outputs`.
    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / self.inputs;
        let panels = self.outputs.div_ceil(LANES);
        let mut by_panel = vec![0.0; panels * rows * LANES];
        pool::each_piece(&mut by_panel, rows * LANES, |panel, out| {
            let mut strip = [[0.0; LANES]; STRIP];
            for from in (0..self.inputs).step_by(STRIP) {
                let size = STRIP.min(self.inputs - from);
                let weights = self.widen(panel, from, &mut strip[..size]);
                widest(Multiply { x, stride: self.inputs, from, rows, weights, out: &mut *out });
            }
        });
        if rows == 1 {
            by_panel.truncate(self.outputs);
            return by_panel;
        }
        let mut out = vec![0.0; rows * self.outputs];
        pool::each_rows(&mut out, self.outputs, |first, out| {
            for (row, out) in out.chunks_exact_mut(self.outputs).enumerate() {
                for (panel, out) in out.chunks_mut(LANES).enumerate() {
                    out.copy_from_slice(&by_panel[(panel * rows + first + row) * LANES..][..out.len()]);
                }
            }
        });
        out
    }

    /// Row `output` of the matrix as floats.
    pub fn row(&self, output: usize, row: &mut [f32]) {
        let values = output / LANES * LANES * self.inputs + output % LANES;
        let at = |k: usize| values + k * LANES;
        match &self.values {
            Values::F32(values) => row.iter_mut().enumerate().for_each(|(k, x)| *x = values[at(k)]),
            Values::F16(values) => row.iter_mut().enumerate().for_each(|(k, x)| *x = values[at(k)].to_f32()),
            Values::Bf16(values) => row.iter_mut().enumerate().for_each(|(k, x)| *x = values[at(k)].to_f32()),
        }
    }

    /// Some inputs of a panel as floats: where they lie, or widened into `strip`.
    fn widen<'a>(&'a self, panel: usize, from: usize, strip: &'a mut [Lanes]) -> &'a [Lanes] {
        let range = (panel * self.inputs + from) * LANES..(panel * self.inputs + from + strip.len()) * LANES;
        match &self.values {
            Values::F32(values) => return values[range].as_chunks().0,
            Values::F16(values) => values[range].convert_to_f32_slice(strip.as_flattened_mut()),
            Values::Bf16(values) => {
                for (wide, narrow) in strip.as_flattened_mut().iter_mut().zip(&values[range]) {
                    *wide = f32::from_bits(u32::from(narrow.to_bits()) << 16);
                }
            }
        }
        strip
    }
}

/// Rows times one strip of a panel.
struct Multiply<'a> {
    x: &'a [f32],
    stride: usize,
    from: usize,
    rows: usize,
    weights: &'a [Lanes],
    out: &'a mut [f32],
}

impl WithSimd for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let rows = Rows { values: &self.x[self.from..], stride: self.stride, count: self.rows };
        add_products(rows, self.weights, self.out, LANES);
    }
}
