//! The header of a safetensors file: <https://huggingface.co/docs/safetensors>: its length in 8 bytes, then JSON.

use std::{collections::BTreeMap, fmt, fs::File, path::Path};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use super::{
    Kind, WeightsError,
    cursor::{Cursor, MOST_NAME},
    places::{Place, Places, size},
};

/// The longest header the reference implementation reads (`MAX_HEADER_SIZE`).
const MOST_HEADER: u64 = 100_000_000;

/// As in a GGUF file; matrices are all that is read.
const MOST_DIMENSIONS: usize = 4;

/// Opens one file and reads its header; `number` is the file's place among the opened ones.
pub(super) fn open(path: &Path, number: usize) -> Result<(File, BTreeMap<String, Place>), WeightsError> {
    let (cursor, header) = header(path)?;
    let mut places = Places::new(path, cursor.length);
    for (name, entry) in header.tensors {
        if name.len() > MOST_NAME || entry.shape.len() > MOST_DIMENSIONS {
            return Err(cursor.damaged("a tensor has a name or a shape of no model"));
        }
        let kind = Kind::of_safetensors(&entry.dtype).map_err(|quantization| WeightsError::Quantization {
            path: path.to_owned(),
            tensor: name.clone(),
            quantization,
        })?;
        let bytes =
            size(kind, &entry.shape).map_err(|what| cursor.damaged(format!("the tensor {name}: {what}")))?;
        let (start, end) = entry.data_offsets;
        if end.checked_sub(start) != Some(bytes as u64) {
            return Err(cursor.damaged(format!(
                "the tensor {name} of shape {:?} and type {} cannot lie from {start} to {end}",
                entry.shape, entry.dtype
            )));
        }
        let start = start.saturating_add(cursor.position);
        places.add(name, Place { file: number, kind, shape: entry.shape, start, length: bytes })?;
    }
    let places = places.finish()?;
    Ok((cursor.into_file(), places))
}

/// Does the file say that its tensors are named and laid out as PyTorch's are? What another library wrote for itself may
/// lie under the same name.
pub(super) fn is_of_torch(path: &Path) -> Result<bool, WeightsError> {
    Ok(header(path)?.1.format.as_deref() == Some("pt"))
}

/// Opens one file and reads its header; the cursor is behind it.
fn header(path: &Path) -> Result<(Cursor, Header), WeightsError> {
    let mut cursor = Cursor::open(path)?;
    let length = cursor.u64("the length of the header")?;
    if length > MOST_HEADER {
        return Err(cursor.damaged(format!("its header would be {length} bytes long")));
    }
    let header = cursor.bytes(length, 1, "a header")?;
    let header =
        serde_json::from_slice(&header).map_err(|error| cursor.damaged(format!("its header: {error}")))?;
    Ok((cursor, header))
}

/// What a file says of itself.
#[derive(Deserialize)]
struct Metadata {
    /// The library that its tensors are laid out for: `pt`, `tf`, `flax`, `mlx`.
    format: Option<String>,
}

/// One tensor as the header tells it.
#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    /// Bytes from the end of the header.
    data_offsets: (u64, u64),
}

struct Header {
    format: Option<String>,
    /// In order. Not a map: a name that stands twice must not hide the first.
    tensors: Vec<(String, Entry)>,
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Header, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Header;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of tensors")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
                let mut header = Header { format: None, tensors: Vec::new() };
                while let Some(name) = map.next_key::<String>()? {
                    if name == "__metadata__" {
                        header.format = map.next_value::<Metadata>()?.format;
                    } else {
                        header.tensors.push((name, map.next_value()?));
                    }
                }
                Ok(header)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}
