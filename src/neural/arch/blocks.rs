//! A quantized matrix, multiplied by Candle's kernels and held once.
//!
//! On x86-64 Candle packs some kinds into tiles at the first product and then keeps both forms, twice the file. The
//! blocks here are lent to Candle through its own trait of storages: when Candle has read them for packing, they
//! are dropped. Which products pack is Candle's choice (kind, shape, processor), so it is observed, not guessed.
//!
//! Of Candle's ways to multiply, those are taken that compute each row alone: the fused product and the packed one
//! (rows of tiles, one chain of sums a row), and the plain one (a dot product a number). Two of its choices would
//! make a row depend on its company, and are kept from it: Q6_K takes the packed way only for two rows or more, so
//! a single row is given a twin; Q4_K on processors with AMX would pack a second time for 32 rows or more, which
//! the fused product never does.

use std::{
    borrow::Cow,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use candle_core::{
    CpuStorage, Device, Result, Tensor,
    quantized::{GgmlDType, QStorage, QTensor, QuantizedType},
};
use half::f16;

/// Outputs × inputs.
pub(super) struct Blocks {
    outputs: usize,
    inputs: usize,
    store: Arc<Store>,
    /// The tensor whose tiles Candle holds, where it has packed.
    packed: Option<QTensor>,
}

/// The blocks as they lie in the file, until Candle has packed them.
pub(super) struct Store {
    kind: GgmlDType,
    blocks: RwLock<Option<Box<dyn QuantizedType>>>,
    /// Candle has asked for the bytes themselves, which only packing does.
    read: AtomicBool,
}

impl Store {
    /// Takes the bytes of whole blocks.
    pub fn new(kind: GgmlDType, bytes: Vec<u8>) -> Result<Arc<Store>> {
        let QStorage::Cpu(blocks) = QStorage::from_data(Cow::Owned(bytes), &Device::Cpu, kind)? else {
            candle_core::bail!("blocks for the processor went elsewhere")
        };
        Ok(Arc::new(Store { kind, blocks: RwLock::new(Some(blocks)), read: AtomicBool::new(false) }))
    }

    fn with<T>(&self, work: impl FnOnce(&dyn QuantizedType) -> Result<T>) -> Result<T> {
        match &*self.blocks.read().unwrap_or_else(PoisonError::into_inner) {
            Some(blocks) => work(blocks.as_ref()),
            None => candle_core::bail!("the blocks of {:?} were packed and dropped", self.kind),
        }
    }

    /// Rows of an embedding table as floats.
    pub fn rows(&self, ids: &[u32], rows: usize, width: usize) -> Result<Vec<f32>> {
        match self.with(|blocks| blocks.embedding(ids, rows, width))? {
            CpuStorage::F32(values) => Ok(values),
            _ => candle_core::bail!("rows of an embedding came as no floats"),
        }
    }
}

impl Blocks {
    /// Takes the bytes of a quantized matrix. With `keep` its rows can still be looked up later.
    pub fn new(kind: GgmlDType, bytes: Vec<u8>, outputs: usize, inputs: usize, keep: bool) -> Result<Blocks> {
        let store = Store::new(kind, bytes)?;
        let mut matrix = Blocks { outputs, inputs, store, packed: None };
        if cfg!(target_arch = "x86_64") {
            matrix.pack(keep)?;
        }
        Ok(matrix)
    }

    /// Lets Candle pack, if it will, and drops what is then held twice. Nobody else holds the matrix yet.
    fn pack(&mut self, keep: bool) -> Result<()> {
        let lent = QStorage::Cpu(Box::new(Lent(self.store.clone())));
        let tensor = QTensor::new(lent, (self.outputs, self.inputs))?;
        // Two rows, for Q6_K.
        product(&tensor, &vec![0.0; 2 * self.inputs], 2)?;
        if self.store.read.load(Relaxed) {
            self.packed = Some(tensor);
            if !keep {
                *self.store.blocks.write().unwrap_or_else(PoisonError::into_inner) = None;
            }
        }
        Ok(())
    }

    /// Width of a row after and before.
    pub fn shape(&self) -> (usize, usize) {
        (self.outputs, self.inputs)
    }

    /// The blocks, for looking up rows.
    pub fn store(&self) -> Arc<Store> {
        self.store.clone()
    }

    /// Multiplies rows of `inputs` into rows of `outputs`.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>> {
        let rows = x.len() / self.inputs;
        match &self.packed {
            None => {
                let mut out = vec![0.0; rows * self.outputs];
                self.store.with(|blocks| blocks.matmul_t((rows, self.inputs, self.outputs), x, &mut out))?;
                Ok(out)
            }
            Some(tensor) if rows == 1 && self.store.kind == GgmlDType::Q6K => {
                let mut out = product(tensor, &[x, x].concat(), 2)?;
                out.truncate(self.outputs);
                Ok(out)
            }
            Some(tensor) => product(tensor, x, rows),
        }
    }

    /// Multiplies the same rows by several matrices in one go where Candle can: their rows are quantized once.
    pub fn apply_all<const N: usize>(all: [&Blocks; N], x: &[f32]) -> Result<[Vec<f32>; N]> {
        let inputs = all[0].inputs;
        let tensors: Vec<&QTensor> = all.iter().filter_map(|blocks| blocks.packed.as_ref()).collect();
        let alike = tensors.iter().all(|tensor| tensor.dtype() == all[0].store.kind);
        let single = x.len() == inputs && all[0].store.kind == GgmlDType::Q6K;
        if tensors.len() == N && alike && !single {
            let x = Tensor::from_slice(x, (x.len() / inputs, inputs), &Device::Cpu)?;
            if let Some(out) = QTensor::gemv_fused_shared_lhs(&tensors, &x)? {
                let out = out.iter().map(floats).collect::<Result<Vec<_>>>()?;
                if let Ok(out) = out.try_into() {
                    return Ok(out);
                }
            }
        }
        let mut out = [const { Vec::new() }; N];
        for (out, blocks) in out.iter_mut().zip(all) {
            *out = blocks.apply(x)?;
        }
        Ok(out)
    }
}

/// A product by the fused kernel, which packs at most once; where there is none, by the packed one.
fn product(tensor: &QTensor, x: &[f32], rows: usize) -> Result<Vec<f32>> {
    let x = Tensor::from_slice(x, (rows, x.len() / rows), &Device::Cpu)?;
    if let Some(out) = QTensor::gemv_fused_shared_lhs(&[tensor], &x)? {
        return out.first().map_or_else(|| Ok(Vec::new()), floats);
    }
    floats(&x.apply_op1_no_bwd(tensor)?)
}

fn floats(tensor: &Tensor) -> Result<Vec<f32>> {
    tensor.flatten_all()?.to_vec1()
}

/// The blocks as Candle sees them. After they are dropped it is an empty storage: Candle then fails, it never reads
/// what is gone.
struct Lent(Arc<Store>);

impl QuantizedType for Lent {
    fn dtype(&self) -> GgmlDType {
        self.0.kind
    }
    fn block_size(&self) -> usize {
        self.0.kind.block_size()
    }
    fn matmul_t(&self, mkn: (usize, usize, usize), lhs: &[f32], dst: &mut [f32]) -> Result<()> {
        self.0.with(|blocks| blocks.matmul_t(mkn, lhs, dst))
    }
    fn matmul_t_f16(&self, mkn: (usize, usize, usize), lhs: &[f16], dst: &mut [f16]) -> Result<()> {
        self.0.with(|blocks| blocks.matmul_t_f16(mkn, lhs, dst))
    }
    fn embedding(&self, ids: &[u32], rows: usize, hidden: usize) -> Result<CpuStorage> {
        self.0.with(|blocks| blocks.embedding(ids, rows, hidden))
    }
    fn dequantize(&self, elem_count: usize) -> Result<CpuStorage> {
        self.0.with(|blocks| blocks.dequantize(elem_count))
    }
    fn storage_size_in_bytes(&self) -> usize {
        self.0.with(|blocks| Ok(blocks.storage_size_in_bytes())).unwrap_or_default()
    }
    fn as_ptr(&self) -> *const u8 {
        self.0.read.store(true, Relaxed);
        // Aligned for any block and of length zero when the blocks are gone.
        self.0.with(|blocks| Ok(blocks.as_ptr())).unwrap_or(std::ptr::dangling::<u64>().cast())
    }
    fn from_float(&mut self, _: &[f32]) {}
    fn from_float_imatrix(&mut self, _: &[f32], _: &[f32], _: usize) {}
    fn size(&self) -> usize {
        self.storage_size_in_bytes()
    }
}
