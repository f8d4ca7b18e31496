//! The header of a GGUF file, versions 2 and 3: <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>.

use std::{collections::BTreeMap, path::Path};

use super::{
    Array, Kind, Metadata, Settings, Value, Weights, WeightsError,
    cursor::Cursor,
    places::{Place, Places, size},
};

/// `GGUF_DEFAULT_ALIGNMENT` of the specification.
const ALIGNMENT: u64 = 32;
/// Larger alignments serve nobody; files have 32 or 64.
const MOST_ALIGNMENT: u64 = 1 << 20;
/// `GGML_MAX_DIMS` of ggml.h.
const MOST_DIMENSIONS: u32 = 4;
/// The shortest key-value pair: an empty key, its type, one byte.
const LEAST_PAIR: u64 = 8 + 4 + 1;
/// The shortest entry of a tensor: an empty name, no dimensions, type, offset.
const LEAST_TENSOR: u64 = 8 + 4 + 4 + 8;

/// Opens a GGUF file and reads its header.
pub(super) fn open(path: &Path) -> Result<Weights, WeightsError> {
    let mut cursor = Cursor::open(path)?;
    let magic: [u8; 4] = cursor.array("the magic number").unwrap_or_default();
    if &magic != b"GGUF" {
        let begins =
            if cursor.length < 4 { "fewer than 4 bytes".into() } else { magic.escape_ascii().to_string() };
        return Err(WeightsError::Foreign { path: path.to_owned(), begins });
    }
    let version = cursor.u32("the version")?;
    if !matches!(version, 2 | 3) {
        let big_endian = matches!(version.swap_bytes(), 2 | 3);
        return Err(WeightsError::Version { path: path.to_owned(), version, big_endian });
    }
    let (tensors, pairs) = (cursor.u64("the number of tensors")?, cursor.u64("the number of settings")?);
    let left = cursor.length - cursor.position;
    let least = tensors
        .checked_mul(LEAST_TENSOR)
        .and_then(|tensors| pairs.checked_mul(LEAST_PAIR).and_then(|pairs| pairs.checked_add(tensors)));
    if least.is_none_or(|least| least > left) {
        return Err(cursor.damaged(format!(
            "it announces {tensors} tensors and {pairs} settings, {left} bytes are left in the file"
        )));
    }
    let metadata = settings(&mut cursor, pairs)?;
    let alignment = alignment(&cursor, &metadata)?;
    let tensors = entries(&mut cursor, tensors, alignment, path)?;
    Ok(Weights {
        files: vec![(path.to_owned(), cursor.into_file())],
        tensors,
        settings: Settings::Gguf(metadata),
    })
}

fn settings(cursor: &mut Cursor, pairs: u64) -> Result<Metadata, WeightsError> {
    let mut metadata = Metadata::new();
    for _ in 0..pairs {
        let key = cursor.name("the name of a setting")?;
        let kind = cursor.u32("the type of a setting")?;
        let value = value(cursor, kind)?;
        if metadata.contains_key(&key) {
            return Err(cursor.damaged(format!("the setting {key} stands twice")));
        }
        metadata.insert(key, value);
    }
    Ok(metadata)
}

fn alignment(cursor: &Cursor, metadata: &Metadata) -> Result<u64, WeightsError> {
    let Some(value) = metadata.get("general.alignment") else { return Ok(ALIGNMENT) };
    let stated = value.unsigned().filter(|stated| stated.is_power_of_two() && *stated <= MOST_ALIGNMENT);
    stated.ok_or_else(|| {
        let value: String = format!("{value:?}").chars().take(60).collect();
        cursor.damaged(format!("general.alignment is {value}"))
    })
}

/// The entries of the tensors; their offsets count from the end of the header, rounded up to the alignment.
fn entries(
    cursor: &mut Cursor,
    tensors: u64,
    alignment: u64,
    path: &Path,
) -> Result<BTreeMap<String, Place>, WeightsError> {
    let mut found = Vec::new();
    for _ in 0..tensors {
        let name = cursor.name("the name of a tensor")?;
        let dimensions = cursor.u32("the dimensions of a tensor")?;
        if dimensions > MOST_DIMENSIONS {
            return Err(cursor.damaged(format!("the tensor {name} has {dimensions} dimensions")));
        }
        let mut shape = Vec::new();
        for _ in 0..dimensions {
            let dimension = cursor.u64("a dimension of a tensor")?;
            shape.push(usize::try_from(dimension).unwrap_or(usize::MAX));
        }
        shape.reverse();
        let kind = Kind::of_ggml(cursor.u32("the type of a tensor")?).map_err(|quantization| {
            WeightsError::Quantization { path: path.to_owned(), tensor: name.clone(), quantization }
        })?;
        let offset = cursor.u64("the offset of a tensor")?;
        if offset % alignment != 0 {
            return Err(cursor
                .damaged(format!("the tensor {name} begins at {offset}, not a multiple of {alignment}")));
        }
        let length =
            size(kind, &shape).map_err(|what| cursor.damaged(format!("the tensor {name}: {what}")))?;
        found.push((name, Place { file: 0, kind, shape, start: offset, length }));
    }
    let data = cursor.position.next_multiple_of(alignment);
    let mut places = Places::new(path, cursor.length);
    for (name, mut place) in found {
        place.start = place.start.saturating_add(data);
        places.add(name, place)?;
    }
    places.finish()
}

/// One value of the type with this number (`gguf_metadata_value_type`).
fn value(cursor: &mut Cursor, kind: u32) -> Result<Value, WeightsError> {
    const WHAT: &str = "the value of a setting";
    Ok(match kind {
        0 => Value::Unsigned(u8::from_le_bytes(cursor.array(WHAT)?).into()),
        1 => Value::Signed(i8::from_le_bytes(cursor.array(WHAT)?).into()),
        2 => Value::Unsigned(u16::from_le_bytes(cursor.array(WHAT)?).into()),
        3 => Value::Signed(i16::from_le_bytes(cursor.array(WHAT)?).into()),
        4 => Value::Unsigned(cursor.u32(WHAT)?.into()),
        5 => Value::Signed(i32::from_le_bytes(cursor.array(WHAT)?).into()),
        6 => Value::Float(f32::from_le_bytes(cursor.array(WHAT)?).into()),
        7 => Value::Bool(cursor.array::<1>(WHAT)? != [0]),
        8 => Value::Text(cursor.text(WHAT)?),
        9 => Value::Array(array(cursor)?),
        10 => Value::Unsigned(cursor.u64(WHAT)?),
        11 => Value::Signed(i64::from_le_bytes(cursor.array(WHAT)?)),
        12 => Value::Float(f64::from_le_bytes(cursor.array(WHAT)?)),
        other => return Err(cursor.damaged(format!("a setting has the unknown type {other}"))),
    })
}

/// Numbers of `N` bytes each, out of the bytes they lie in.
fn numbers<const N: usize, T>(bytes: &[u8], read: fn([u8; N]) -> T) -> Vec<T> {
    let (items, _) = bytes.as_chunks::<N>();
    items.iter().map(|item| read(*item)).collect()
}

fn array(cursor: &mut Cursor) -> Result<Array, WeightsError> {
    const WHAT: &str = "an array of settings";
    let (kind, count) = (cursor.u32(WHAT)?, cursor.u64(WHAT)?);
    Ok(match kind {
        0 => Array::U8(cursor.bytes(count, 1, WHAT)?),
        1 => Array::I8(numbers(&cursor.bytes(count, 1, WHAT)?, i8::from_le_bytes)),
        2 => Array::U16(numbers(&cursor.bytes(count, 2, WHAT)?, u16::from_le_bytes)),
        3 => Array::I16(numbers(&cursor.bytes(count, 2, WHAT)?, i16::from_le_bytes)),
        4 => Array::U32(numbers(&cursor.bytes(count, 4, WHAT)?, u32::from_le_bytes)),
        5 => Array::I32(numbers(&cursor.bytes(count, 4, WHAT)?, i32::from_le_bytes)),
        6 => Array::F32(numbers(&cursor.bytes(count, 4, WHAT)?, f32::from_le_bytes)),
        7 => Array::Bool(cursor.bytes(count, 1, WHAT)?.into_iter().map(|byte| byte != 0).collect()),
        8 => {
            // Each takes at least the eight bytes of its length, so the list grows only as the file is read.
            let mut texts = Vec::new();
            for _ in 0..count {
                texts.push(cursor.text(WHAT)?);
            }
            Array::Text(texts)
        }
        10 => Array::U64(numbers(&cursor.bytes(count, 8, WHAT)?, u64::from_le_bytes)),
        11 => Array::I64(numbers(&cursor.bytes(count, 8, WHAT)?, i64::from_le_bytes)),
        12 => Array::F64(numbers(&cursor.bytes(count, 8, WHAT)?, f64::from_le_bytes)),
        9 => return Err(cursor.damaged("a setting is an array of arrays, which no model's file has")),
        other => return Err(cursor.damaged(format!("an array of settings has the unknown type {other}"))),
    })
}
