//! Parity with PyPI `transformers`; nothing a text gets depends on its company.

mod invariance;
mod parity;
mod refusals;

use std::path::PathBuf;

use candle_core::{DType, Device, safetensors};

use super::{EncoderDecoder, Precision, load};
use crate::neural::weights::Weights;

/// The tiny models of `tests/reference`: Marian in BF16, T5 as MADLAD has it in F32, T5's first version in F16.
const TINY: [&str; 3] = ["marian", "t5", "t5-first"];

fn tiny(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny").join(name)
}

fn model(name: &str, precision: Precision) -> Box<dyn EncoderDecoder> {
    load(&Weights::open(&tiny(name)).unwrap(), precision).unwrap()
}

/// What `transformers` computed.
struct Golden {
    sources: Vec<Vec<u32>>,
    /// For each source, beginning with the start token.
    targets: Vec<Vec<u32>>,
    /// The encoder's rows, all sources one after the other.
    encoder: Vec<f32>,
    /// For each source a row for every target token.
    logits: Vec<Vec<Vec<f32>>>,
}

fn golden(name: &str) -> Golden {
    let read = safetensors::load(tiny(name).join("golden.safetensors"), &Device::Cpu).unwrap();
    let ids = |name: &str| read[name].to_dtype(DType::U32).unwrap();
    let all: Vec<u32> = ids("sources").to_vec1().unwrap();
    let mut rest = all.as_slice();
    let lengths: Vec<u32> = ids("lengths").to_vec1().unwrap();
    let sources = lengths.iter().map(|length| {
        let (source, behind) = rest.split_at(*length as usize);
        rest = behind;
        source.to_vec()
    });
    Golden {
        sources: sources.collect(),
        targets: ids("targets").to_vec2().unwrap(),
        encoder: read["encoder"].flatten_all().unwrap().to_vec1().unwrap(),
        logits: read["logits"].to_vec3().unwrap(),
    }
}

/// |a - b| / |b|
fn relative_l2(found: &[f32], wanted: &[f32]) -> f64 {
    assert_eq!(found.len(), wanted.len());
    let square = |x: f32| f64::from(x).powi(2);
    let distance: f64 = found.iter().zip(wanted).map(|(a, b)| square(a - b)).sum();
    (distance / wanted.iter().map(|x| square(*x)).sum::<f64>()).sqrt()
}
