//! `pytorch_model.bin`: a state of tensors as `torch.save` writes it, in either of its two formats: a zip archive (since
//! PyTorch 1.6) or pickles with the numbers behind them (before; most opus-mt models). Source: `torch/serialization.py`.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use super::{
    Kind, WeightsError,
    cursor::{Cursor, MOST_NAME},
    pickle::{self, Id, Node, Pickle, Source},
    places::{Place, size},
};

/// The first item of the older format, as PyTorch writes it: an integer of ten bytes.
const MAGIC: [u8; 10] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

/// The first bytes of a zip archive.
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// Where the numbers of each storage lie: key to start and bytes.
type Stores = HashMap<String, (u64, u64)>;

/// Opens the file and finds its tensors; `number` is the file's place among the opened ones. Tensors that share their
/// numbers (tied embeddings) are there under each of their names.
pub(super) fn open(path: &Path, number: usize) -> Result<(File, BTreeMap<String, Place>), WeightsError> {
    let mut cursor = Cursor::open(path)?;
    let length = cursor.length;
    let first: [u8; 4] = cursor.array("its first bytes")?;
    let damaged = |what: String| WeightsError::Damaged { path: path.to_owned(), what };
    let (file, state, stores) = if first == ZIP {
        let file = cursor.into_file();
        let (state, stores) = from_zip(&file).map_err(damaged)?;
        (file, state, stores)
    } else {
        let mut cursor = Cursor::open(path)?;
        let (state, stores) = from_pickles(&mut cursor).map_err(damaged)?;
        (cursor.into_file(), state, stores)
    };
    if let Some((key, _)) = stores.iter().find(|(_, (start, bytes))| start.saturating_add(*bytes) > length) {
        return Err(damaged(format!("its storage {key} reaches past its end")));
    }
    let places = places(&state, &stores, number).map_err(damaged)?;
    Ok((file, places))
}

impl Source for Cursor {
    fn take(&mut self, count: usize) -> Result<Vec<u8>, String> {
        self.bytes(count as u64, 1, "a pickle").map_err(|error| error.to_string())
    }
}

/// The state in `NAME/data.pkl`, each storage in `NAME/data/KEY`, uncompressed.
fn from_zip(file: &File) -> Result<(Pickle, Stores), String> {
    let told = |error: zip::result::ZipError| error.to_string();
    let mut archive = zip::ZipArchive::new(file).map_err(told)?;
    let (mut state, mut stores) = (None, Stores::new());
    for at in 0..archive.len() {
        let mut entry = archive.by_index_raw(at).map_err(told)?;
        let name = entry.name().map_err(told)?.into_owned();
        let (start, bytes) = (entry.data_start(), entry.size());
        if name.ends_with("/data.pkl") {
            let mut pickle = Vec::new();
            (&mut entry)
                .take(pickle::MOST_BYTES)
                .read_to_end(&mut pickle)
                .map_err(|error| error.to_string())?;
            state = Some(pickle::read(&mut pickle.as_slice())?);
        } else if let Some((_, key)) = name.rsplit_once("/data/") {
            let stored = entry.compression() == zip::CompressionMethod::Stored;
            let start = start.filter(|_| stored).ok_or_else(|| format!("{name} is compressed"))?;
            stores.insert(key.to_owned(), (start, bytes));
        }
    }
    Ok((state.ok_or("there is no data.pkl in it")?, stores))
}

/// Magic, version, system; the state; the keys of the storages; then of each storage its count and its numbers.
fn from_pickles(cursor: &mut Cursor) -> Result<(Pickle, Stores), String> {
    let begins: [u8; 4] = cursor.array("its first bytes").map_err(|error| error.to_string())?;
    let magic: [u8; 10] = cursor.array("its first bytes").map_err(|error| error.to_string())?;
    if begins != [0x80, 2, 0x8a, 10] || magic != MAGIC {
        return Err("it is no file of PyTorch".into());
    }
    cursor.take(1)?;
    pickle::read(cursor)?;
    pickle::read(cursor)?;
    let state = pickle::read(cursor)?;
    let keys = pickle::read(cursor)?;
    let Node::List(listed) = keys.node(keys.root) else { return Err("it lists no storages".into()) };
    let mut widths = HashMap::new();
    for node in &state.nodes {
        if let Node::Storage { kind, key, .. } = node {
            widths.insert(
                key.as_str(),
                width(kind).ok_or_else(|| format!("it has numbers of the kind {kind}"))?,
            );
        }
    }
    let mut stores = Stores::new();
    let mut position = cursor.position;
    let file = cursor.file();
    for id in listed {
        let Node::Text(key) = keys.node(*id) else { return Err("a storage has no name".into()) };
        let width =
            widths.get(key.as_str()).ok_or_else(|| format!("it has a storage {key} that nobody uses"))?;
        let mut count = [0; 8];
        file.seek(SeekFrom::Start(position))
            .and_then(|_| file.read_exact(&mut count))
            .map_err(|error| format!("the storage {key}: {error}"))?;
        let bytes = u64::from_le_bytes(count).checked_mul(*width);
        let end = bytes.and_then(|bytes| position.checked_add(8)?.checked_add(bytes));
        let (Some(bytes), Some(end)) = (bytes, end) else {
            return Err(format!("the storage {key} is past counting"));
        };
        stores.insert(key.clone(), (position + 8, bytes));
        position = end;
    }
    Ok((state, stores))
}

/// Bytes of a number of a storage.
fn width(kind: &str) -> Option<u64> {
    match kind {
        "torch DoubleStorage" | "torch LongStorage" => Some(8),
        "torch FloatStorage" | "torch IntStorage" => Some(4),
        "torch HalfStorage" | "torch BFloat16Storage" | "torch ShortStorage" => Some(2),
        "torch CharStorage" | "torch ByteStorage" | "torch BoolStorage" => Some(1),
        _ => None,
    }
}

/// The kind of a storage's numbers; `None` for whole numbers, which no weights are.
fn floats(kind: &str) -> Option<Kind> {
    match kind {
        "torch FloatStorage" => Some(Kind::F32),
        "torch HalfStorage" => Some(Kind::F16),
        "torch BFloat16Storage" => Some(Kind::Bf16),
        _ => None,
    }
}

/// The tensors of a state, each inside its storage, row by row.
fn places(state: &Pickle, stores: &Stores, number: usize) -> Result<BTreeMap<String, Place>, String> {
    let Node::Dict(entries) = state.node(state.root) else {
        return Err("it holds no state of tensors".into());
    };
    let mut places = BTreeMap::new();
    for (name, value) in entries {
        let Node::Text(name) = state.node(*name) else { return Err("a tensor has no name".into()) };
        if name.len() > MOST_NAME {
            return Err("a tensor has a name of no model".into());
        }
        if let Some(place) =
            place(state, *value, stores, number).map_err(|what| format!("the tensor {name}: {what}"))?
            && places.insert(name.clone(), place).is_some()
        {
            return Err(format!("the tensor {name} stands twice"));
        }
    }
    Ok(places)
}

fn place(state: &Pickle, value: Id, stores: &Stores, number: usize) -> Result<Option<Place>, String> {
    let Node::Tensor { storage, offset, shape, strides } = state.node(value) else { return Ok(None) };
    let Node::Storage { kind, key, .. } = state.node(*storage) else {
        return Err("it has no storage".into());
    };
    let Some(kind) = floats(kind) else { return Ok(None) };
    let shape: Option<Vec<usize>> = shape.iter().map(|size| usize::try_from(*size).ok()).collect();
    let shape = shape.ok_or("its shape is of no tensor")?;
    let length = size(kind, &shape)?;
    let mut step = 1;
    for (size, stride) in shape.iter().zip(strides).rev() {
        if *size > 1 && *stride != step {
            return Err("its numbers do not lie row by row".into());
        }
        step *= *size as i64;
    }
    let (start, bytes) = stores.get(key).ok_or_else(|| format!("its storage {key} is not there"))?;
    let offset = u64::try_from(*offset).ok().and_then(|offset| offset.checked_mul(kind.block_bytes() as u64));
    let end = offset.and_then(|offset| offset.checked_add(length as u64));
    let (Some(offset), Some(_)) = (offset, end.filter(|end| end <= bytes)) else {
        return Err(format!("it reaches past its storage of {bytes} bytes"));
    };
    Ok(Some(Place { file: number, kind, shape, start: start + offset, length }))
}
