//! Against what llama.cpp and transformers make of real vocabularies. They are too large for this repository: set
//! `ZHAIYI_TEST_TOKENIZERS` to a folder with them (`tests/reference/README.md` says how it is laid out).

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::super::{MetaValue, Metadata, Vocabulary};

/// The folder, or nothing, with a word to whoever runs the tests.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ZHAIYI_TEST_TOKENIZERS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: ZHAIYI_TEST_TOKENIZERS names no folder");
    }
    folder
}

/// The metadata of a GGUF file that is known to be sound.
fn metadata(path: &Path) -> Metadata {
    let bytes = fs::read(path).unwrap();
    let mut reader = Reader(&bytes[8..]);
    let (_, values) = (reader.integer(8), reader.integer(8));
    (0..values)
        .map(|_| {
            (reader.text(), {
                let kind = reader.integer(4);
                reader.value(kind)
            })
        })
        .collect()
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn integer(&mut self, bytes: usize) -> i64 {
        let (number, rest) = self.0.split_at(bytes);
        self.0 = rest;
        let mut full = [0; 8];
        full[..bytes].copy_from_slice(number);
        i64::from_le_bytes(full)
    }

    fn text(&mut self) -> String {
        let length = self.integer(8) as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    fn value(&mut self, kind: i64) -> MetaValue {
        match kind {
            0 | 1 => MetaValue::Integer(self.integer(1)),
            2 | 3 => MetaValue::Integer(self.integer(2)),
            4 | 5 => MetaValue::Integer(self.integer(4)),
            6 => MetaValue::Float(f64::from(f32::from_bits(self.integer(4) as u32))),
            7 => MetaValue::Bool(self.integer(1) != 0),
            8 => MetaValue::Text(self.text()),
            9 => {
                let (kind, length) = (self.integer(4), self.integer(8));
                match kind {
                    8 => MetaValue::Texts((0..length).map(|_| self.text()).collect()),
                    6 => MetaValue::Floats(
                        (0..length).map(|_| f32::from_bits(self.integer(4) as u32)).collect(),
                    ),
                    _ => MetaValue::Integers((0..length).map(|_| self.integer(4)).collect()),
                }
            }
            _ => MetaValue::Integer(self.integer(8)),
        }
    }
}

#[test]
fn llama_cpp_and_we_agree() {
    let Some(folder) = folder() else { return };
    let mut paths: Vec<PathBuf> = fs::read_dir(folder.join("llama_cpp_vocab"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "gguf"))
        .collect();
    paths.sort();
    let mut passed = 0;
    for path in paths {
        let (given, expected) = (path.with_extension("gguf.inp"), path.with_extension("gguf.out"));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !given.is_file() {
            continue;
        }
        let vocabulary = match Vocabulary::from_metadata(&metadata(&path)) {
            Ok(vocabulary) => vocabulary,
            Err(error) => {
                eprintln!("{name}: not covered: {error}");
                continue;
            }
        };
        let given = fs::read_to_string(given).unwrap();
        let expected = fs::read_to_string(expected).unwrap();
        let mut count = 0;
        for (text, ids) in given.split("\n__ggml_vocab_test__\n").zip(expected.lines()) {
            let ids: Vec<u32> = ids.split_whitespace().map(|id| id.parse().unwrap()).collect();
            assert_eq!(vocabulary.encode(text).unwrap(), ids, "{name}: {text:?}");
            count += 1;
        }
        eprintln!("{name}: {count} texts");
        passed += count;
    }
    eprintln!("{passed} texts in all");
    assert!(passed > 0);
}
