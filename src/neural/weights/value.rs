//! The settings of a GGUF file: a plain map from names to values.

use std::collections::BTreeMap;

/// The key-value pairs of a GGUF file, by name.
pub type Metadata = BTreeMap<String, Value>;

/// One value. Whole numbers of every width are widened to 64 bits, as no reader cares for their width.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Any unsigned number.
    Unsigned(u64),
    /// Any signed number.
    Signed(i64),
    /// Any float.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// Text; bytes that are no UTF-8 stand as U+FFFD.
    Text(String),
    /// Many of a kind.
    Array(Array),
}

/// Many values of one kind, as narrow in memory as in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Array {
    /// 8-bit unsigned.
    U8(Vec<u8>),
    /// 8-bit signed.
    I8(Vec<i8>),
    /// 16-bit unsigned.
    U16(Vec<u16>),
    /// 16-bit signed.
    I16(Vec<i16>),
    /// 32-bit unsigned.
    U32(Vec<u32>),
    /// 32-bit signed: token types.
    I32(Vec<i32>),
    /// 64-bit unsigned.
    U64(Vec<u64>),
    /// 64-bit signed.
    I64(Vec<i64>),
    /// Single precision: token scores.
    F32(Vec<f32>),
    /// Double precision.
    F64(Vec<f64>),
    /// True or false.
    Bool(Vec<bool>),
    /// Texts: tokens and merges.
    Text(Vec<String>),
}

impl Value {
    /// The value as a whole number that is not negative.
    pub fn unsigned(&self) -> Option<u64> {
        match self {
            Value::Unsigned(value) => Some(*value),
            Value::Signed(value) => u64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// The value as a float; whole numbers count.
    pub fn float(&self) -> Option<f64> {
        match self {
            Value::Float(value) => Some(*value),
            Value::Unsigned(value) => Some(*value as f64),
            Value::Signed(value) => Some(*value as f64),
            _ => None,
        }
    }

    /// The value as true or false.
    pub fn bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self { Some(*value) } else { None }
    }

    /// The value as text.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(value) = self { Some(value) } else { None }
    }

    /// The value as texts.
    pub fn texts(&self) -> Option<&[String]> {
        if let Value::Array(Array::Text(values)) = self { Some(values) } else { None }
    }

    /// The value as whole numbers of any width.
    pub fn integers(&self) -> Option<Vec<i64>> {
        let Value::Array(array) = self else { return None };
        Some(match array {
            Array::U8(values) => values.iter().map(|value| i64::from(*value)).collect(),
            Array::I8(values) => values.iter().map(|value| i64::from(*value)).collect(),
            Array::U16(values) => values.iter().map(|value| i64::from(*value)).collect(),
            Array::I16(values) => values.iter().map(|value| i64::from(*value)).collect(),
            Array::U32(values) => values.iter().map(|value| i64::from(*value)).collect(),
            Array::I32(values) => values.iter().map(|value| i64::from(*value)).collect(),
            Array::U64(values) => {
                values.iter().map(|value| i64::try_from(*value).ok()).collect::<Option<_>>()?
            }
            Array::I64(values) => values.clone(),
            _ => return None,
        })
    }

    /// The value as floats.
    pub fn floats(&self) -> Option<Vec<f32>> {
        match self {
            Value::Array(Array::F32(values)) => Some(values.clone()),
            Value::Array(Array::F64(values)) => Some(values.iter().map(|value| *value as f32).collect()),
            _ => None,
        }
    }
}
