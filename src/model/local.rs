//! A model by its path: any GGUF file or Hugging Face folder, with no manifest.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{Hub, ModelError, Sha256};

/// The first bytes of every GGUF file (<https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>).
const MAGIC: [u8; 4] = *b"GGUF";

/// The names under which tokenizers, templates and configurations stand beside safetensors: what they say changes
/// what a model writes.
const BESIDE: [&str; 8] = [
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "chat_template.jinja",
    "source.spm",
    "spiece.model",
    "vocab.json",
];

/// Weights in the format of PyTorch: as opus-mt has them.
const TORCH: &str = "pytorch_model.bin";

/// A model on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalModel {
    /// What it is called: the name of the file or folder, in small letters.
    pub name: String,
    /// How its weights are stored.
    pub weights: Weights,
    /// The bytes of its weights.
    pub bytes: u64,
}

/// Weights on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weights {
    /// One GGUF file, which has everything in it.
    Gguf(PathBuf),
    /// A folder with `config.json` and safetensors, as Hugging Face lays it out, or `pytorch_model.bin`.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Its `*.safetensors`, sorted by name, and its `pytorch_model.bin`.
        files: Vec<PathBuf>,
    },
}

/// Looks at a path. No file is read but for its first bytes.
///
/// # Errors
/// When nothing can be read there, or it is no model.
pub fn local(path: &Path) -> Result<LocalModel, ModelError> {
    let metadata = fs::metadata(path).map_err(|source| ModelError::Read { path: path.to_owned(), source })?;
    if metadata.is_dir() { folder(path) } else { gguf(path, metadata.len()) }
}

fn gguf(path: &Path, bytes: u64) -> Result<LocalModel, ModelError> {
    let failed = |source: io::Error| ModelError::Read { path: path.to_owned(), source };
    let mut magic = Vec::new();
    fs::File::open(path).map_err(failed)?.take(4).read_to_end(&mut magic).map_err(failed)?;
    if magic != MAGIC {
        let why =
            "it does not begin with GGUF; give a GGUF file, or a folder with config.json and safetensors";
        return Err(ModelError::NoModel { path: path.to_owned(), why });
    }
    Ok(LocalModel { name: name(path, true), weights: Weights::Gguf(path.to_owned()), bytes })
}

fn folder(path: &Path) -> Result<LocalModel, ModelError> {
    let failed = |source| ModelError::Read { path: path.to_owned(), source };
    let mut files: Vec<PathBuf> = fs::read_dir(path)
        .map_err(failed)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    let ending = |end: &str| -> Vec<PathBuf> {
        files.iter().filter(|file| file.extension().is_some_and(|found| found == end)).cloned().collect()
    };
    let no_model = |why| Err(ModelError::NoModel { path: path.to_owned(), why });
    let mut weights = ending("safetensors");
    let torch = files.iter().filter(|file| file.ends_with(TORCH));
    // Of both, the headers say which one is read.
    let read = if weights.is_empty() { usize::MAX } else { weights.len() };
    weights.extend(torch.cloned());
    match (ending("gguf").as_slice(), weights.is_empty()) {
        ([only], true) => return local(only),
        ([_, ..], true) => return no_model("there are several GGUF files in it: name one of them"),
        (_, true) => {
            return no_model("there is neither a GGUF file nor safetensors nor pytorch_model.bin in it");
        }
        (_, false) if !path.join("config.json").is_file() => {
            return no_model("there is no config.json in it");
        }
        _ => {}
    }
    let mut bytes = 0;
    for file in weights.iter().take(read) {
        bytes += fs::metadata(file).map_err(failed)?.len();
    }
    let weights = Weights::Folder { folder: path.to_owned(), files: weights };
    Ok(LocalModel { name: name(path, false), weights, bytes })
}

fn name(path: &Path, without_ending: bool) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // A link is called what its user calls it, but `.` is called what it stands for.
    let named = path.file_name().map_or(real.as_path(), |_| path);
    let name = if without_ending { named.file_stem() } else { named.file_name() };
    name.unwrap_or(real.as_os_str()).to_string_lossy().to_lowercase()
}

impl LocalModel {
    /// All files that can change what it writes, sorted by name.
    pub fn files(&self) -> Vec<PathBuf> {
        match &self.weights {
            Weights::Gguf(path) => vec![path.clone()],
            Weights::Folder { folder, files } => {
                let beside = BESIDE.iter().map(|name| folder.join(name)).filter(|path| path.is_file());
                let mut all: Vec<PathBuf> = files.iter().cloned().chain(beside).collect();
                all.sort();
                all
            }
        }
    }

    /// The hashes of [`LocalModel::files`], remembered by length and time of change.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn identity(&self, hub: &Hub) -> Result<Vec<Sha256>, ModelError> {
        self.files().iter().map(|path| hub.sha256(path, &mut |_| ())).collect()
    }
}
