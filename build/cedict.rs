//! CC-CEDICT, out of the crate `chinese_dictionary` (data: CC BY-SA 4.0, see NOTICE).
//!
//! The crate has no way to list its entries, so its data file is read from its source folder,
//! which `cargo metadata` names wherever the package came from (registry, vendor folder, mirror).

use std::{collections::HashMap, path::PathBuf, process::Command};

use chinese_dictionary::WordEntry;

/// All entries, in a fixed order: by simplified form, traditional form, pinyin.
pub fn entries() -> Vec<WordEntry> {
    let file = package_dir("chinese_dictionary").join("data").join("data.dictionary");
    let bytes = std::fs::read(&file)
        .unwrap_or_else(|e| panic!("cannot read the dictionary data {}: {e}", file.display()));
    let table: HashMap<u32, WordEntry> = bincode::deserialize(&bytes)
        .unwrap_or_else(|e| panic!("{} is not in the format of 2.1.8: {e}", file.display()));
    let mut entries: Vec<WordEntry> = table.into_values().collect();
    entries.sort_by(|a, b| {
        (&a.simplified, &a.traditional, &a.pinyin_numbers, a.word_id).cmp(&(
            &b.simplified,
            &b.traditional,
            &b.pinyin_numbers,
            b.word_id,
        ))
    });
    entries
}

/// The source folder of a package in the dependency graph.
fn package_dir(name: &str) -> PathBuf {
    let output = metadata(&["--offline"]).or_else(|_| metadata(&[])).unwrap_or_else(|why| panic!("{why}"));
    let metadata: serde_json::Value = serde_json::from_slice(&output).expect("cargo metadata prints JSON");
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|package| package["name"] == name)
        .find_map(|package| PathBuf::from(package["manifest_path"].as_str()?).parent().map(PathBuf::from))
        .unwrap_or_else(|| panic!("cargo metadata does not know the package {name}"))
}

/// What `cargo metadata` prints; for this platform alone, so that nothing else has to be downloaded.
fn metadata(options: &[&str]) -> Result<Vec<u8>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let host = std::env::var("HOST").expect("cargo sets HOST");
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--filter-platform", &host])
        .args(options)
        .current_dir(&root)
        .output()
        .map_err(|e| format!("cannot run cargo metadata: {e}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)))
    }
}
