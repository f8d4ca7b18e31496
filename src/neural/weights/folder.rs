//! A Hugging Face folder: `config.json` and one `model.safetensors`, or several with an index, or `pytorch_model.bin`. Where
//! that lies beside a `model.safetensors`, the latter is read if it says that it is of PyTorch's format, as `transformers`
//! asks of it: there are such files of other libraries, with other names in them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read,
    path::Path,
};

use serde::Deserialize;

use super::{Settings, Weights, WeightsError, safetensors, torch};

/// Settings are some kilobytes; a JSON value takes many times its text in memory.
const MOST_SETTINGS: u64 = 1 << 20;
/// The index names each tensor: a hundred bytes each, some thousand tensors.
const MOST_INDEX: u64 = 1 << 24;

/// `model.safetensors.index.json`.
#[derive(Deserialize)]
struct Index {
    /// The file of each tensor.
    weight_map: BTreeMap<String, String>,
}

/// Opens the folder and reads the headers of its files.
pub(super) fn open(folder: &Path) -> Result<Weights, WeightsError> {
    let config = json(&folder.join("config.json"), MOST_SETTINGS)?;
    let generation = folder.join("generation_config.json");
    let generation =
        if generation.exists() { json(&generation, MOST_SETTINGS)? } else { serde_json::Value::Null };

    let settings = Settings::Folder { config, generation };

    let index = folder.join("model.safetensors.index.json");
    let torch = folder.join("pytorch_model.bin");
    let single = folder.join("model.safetensors");
    if torch.exists() && !index.exists() && !(single.exists() && safetensors::is_of_torch(&single)?) {
        let (file, tensors) = torch::open(&torch, 0)?;
        return Ok(Weights { files: vec![(torch, file)], tensors, settings });
    }
    let (names, index) = if index.exists() {
        let read: Index = json(&index, MOST_INDEX)?;
        for name in read.weight_map.values() {
            if !is_plain(name) {
                let what = format!("{name:?} is no name of a file in this folder");
                return Err(WeightsError::Json { path: index, what });
            }
        }
        (read.weight_map.values().cloned().collect(), Some(read.weight_map))
    } else {
        (BTreeSet::from(["model.safetensors".to_owned()]), None)
    };

    let mut files = Vec::new();
    let mut tensors = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        let path = folder.join(name);
        let (file, places) = safetensors::open(&path, number)?;
        for (tensor, place) in places {
            // Each tensor counts from the file the index names; without an index, from the only file.
            if index.as_ref().is_none_or(|index| index.get(&tensor) == Some(name)) {
                tensors.insert(tensor, place);
            }
        }
        files.push((path, file));
    }
    if let Some(absent) = index.iter().flat_map(BTreeMap::keys).find(|tensor| !tensors.contains_key(*tensor))
    {
        return Err(WeightsError::Absent { tensor: absent.clone() });
    }
    Ok(Weights { files, tensors, settings })
}

/// The name of a file directly in the folder.
fn is_plain(name: &str) -> bool {
    name.ends_with(".safetensors") && !name.contains(['/', '\\', ':']) && !name.starts_with('.')
}

fn json<T: for<'de> Deserialize<'de>>(path: &Path, most: u64) -> Result<T, WeightsError> {
    let read = |source| WeightsError::Read { path: path.to_owned(), source };
    let mut text = Vec::new();
    fs::File::open(path).map_err(read)?.take(most + 1).read_to_end(&mut text).map_err(read)?;
    if text.len() as u64 > most {
        return Err(WeightsError::Json {
            path: path.to_owned(),
            what: format!("it is longer than {most} bytes"),
        });
    }
    serde_json::from_slice(&text)
        .map_err(|error| WeightsError::Json { path: path.to_owned(), what: error.to_string() })
}
