//! How the numbers of a tensor are written: plain floats or blocks of quantized ones.

use candle_core::quantized::GgmlDType;

/// How the numbers of a tensor are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// IEEE single precision.
    F32,
    /// IEEE half precision.
    F16,
    /// The upper half of single precision.
    Bf16,
    /// Blocks of whole numbers with a scale, as ggml defines them.
    Quantized(GgmlDType),
}

/// The numbers ggml gives its types, with their names: `enum ggml_type` of ggml.h. What is `None` has no kernel in
/// Candle.
const GGML: [(u32, &str, Option<Kind>); 38] = [
    (0, "F32", Some(Kind::F32)),
    (1, "F16", Some(Kind::F16)),
    (2, "Q4_0", Some(Kind::Quantized(GgmlDType::Q4_0))),
    (3, "Q4_1", Some(Kind::Quantized(GgmlDType::Q4_1))),
    (6, "Q5_0", Some(Kind::Quantized(GgmlDType::Q5_0))),
    (7, "Q5_1", Some(Kind::Quantized(GgmlDType::Q5_1))),
    (8, "Q8_0", Some(Kind::Quantized(GgmlDType::Q8_0))),
    (9, "Q8_1", None),
    (10, "Q2_K", Some(Kind::Quantized(GgmlDType::Q2K))),
    (11, "Q3_K", Some(Kind::Quantized(GgmlDType::Q3K))),
    (12, "Q4_K", Some(Kind::Quantized(GgmlDType::Q4K))),
    (13, "Q5_K", Some(Kind::Quantized(GgmlDType::Q5K))),
    (14, "Q6_K", Some(Kind::Quantized(GgmlDType::Q6K))),
    (15, "Q8_K", None),
    (16, "IQ2_XXS", None),
    (17, "IQ2_XS", None),
    (18, "IQ3_XXS", None),
    (19, "IQ1_S", None),
    (20, "IQ4_NL", None),
    (21, "IQ3_S", None),
    (22, "IQ2_S", None),
    (23, "IQ4_XS", None),
    (24, "I8", None),
    (25, "I16", None),
    (26, "I32", None),
    (27, "I64", None),
    (28, "F64", None),
    (29, "IQ1_M", None),
    (30, "BF16", Some(Kind::Bf16)),
    (31, "Q4_0_4_4", None),
    (32, "Q4_0_4_8", None),
    (33, "Q4_0_8_8", None),
    (34, "TQ1_0", None),
    (35, "TQ2_0", None),
    (36, "IQ4_NL_4_4", None),
    (37, "IQ4_NL_4_8", None),
    (38, "IQ4_NL_8_8", None),
    (39, "MXFP4", None),
];

impl Kind {
    /// The kind behind one of ggml's numbers, or its name where it is not supported.
    pub(super) fn of_ggml(number: u32) -> Result<Kind, String> {
        match GGML.iter().find(|(known, ..)| *known == number) {
            Some((_, _, Some(kind))) => Ok(*kind),
            Some((_, name, None)) => Err((*name).to_owned()),
            None => Err(format!("type {number}")),
        }
    }

    /// The kind behind a dtype of safetensors, or its name back where it is not supported.
    pub(super) fn of_safetensors(name: &str) -> Result<Kind, String> {
        match name {
            "F32" => Ok(Kind::F32),
            "F16" => Ok(Kind::F16),
            "BF16" => Ok(Kind::Bf16),
            other => Err(other.chars().take(40).collect()),
        }
    }

    /// The names of all supported kinds.
    pub(super) fn supported() -> String {
        let names: Vec<&str> = GGML.iter().filter(|kind| kind.2.is_some()).map(|kind| kind.1).collect();
        names.join(", ")
    }

    /// The name ggml gives the kind.
    pub fn name(self) -> &'static str {
        GGML.iter().find(|(_, _, kind)| *kind == Some(self)).map_or("unknown", |kind| kind.1)
    }

    /// Numbers in a block: 1 for plain floats.
    pub fn block(self) -> usize {
        match self {
            Kind::F32 | Kind::F16 | Kind::Bf16 => 1,
            Kind::Quantized(kind) => kind.block_size(),
        }
    }

    /// Bytes of a block.
    pub fn block_bytes(self) -> usize {
        match self {
            Kind::F32 => 4,
            Kind::F16 | Kind::Bf16 => 2,
            Kind::Quantized(kind) => kind.type_size(),
        }
    }
}
