//! Folders of safetensors: what is read, and what is refused with its reason.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::neural::weights::{Kind, Settings, Weights};

fn file(path: &Path, header: &str, data: &[u8]) {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    bytes.extend_from_slice(data);
    fs::write(path, bytes).unwrap();
}

fn folder(config: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("config.json"), config).unwrap();
    folder
}

/// What opening a folder with this one file says.
fn error(header: &str, data: &[u8]) -> String {
    let folder = folder("{}");
    file(&folder.path().join("model.safetensors"), header, data);
    Weights::open(folder.path()).err().map_or("none".into(), |error| error.to_string())
}

#[test]
fn one_file_is_read() {
    let folder = folder(r#"{"model_type": "x"}"#);
    let header = r#"{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2,2],"data_offsets":[4,12]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    file(&folder.path().join("model.safetensors"), header, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    let weights = Weights::open(folder.path()).unwrap();
    let raw = weights.tensor("b").unwrap();
    assert_eq!(
        (raw.kind, &raw.shape[..], &raw.bytes[..]),
        (Kind::Bf16, &[2, 2][..], &[5, 6, 7, 8, 9, 10, 11, 12][..])
    );
    let Settings::Folder { config, generation } = weights.settings() else { panic!() };
    assert!(config["model_type"] == "x" && generation.is_null() && weights.metadata().is_none());
}

#[test]
fn shards_are_read_by_their_index_and_every_tensor_must_be_there() {
    let folder = folder("{}");
    let tensor = |name: &str| format!(r#"{{"{name}":{{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}}}"#);
    file(&folder.path().join("one.safetensors"), &tensor("a"), &[1, 0, 0, 0]);
    file(&folder.path().join("two.safetensors"), &tensor("b"), &[2, 0, 0, 0]);
    let index = |map: &str| {
        fs::write(folder.path().join("model.safetensors.index.json"), format!(r#"{{"weight_map":{map}}}"#))
            .unwrap();
        Weights::open(folder.path())
    };
    let weights = index(r#"{"a":"one.safetensors","b":"two.safetensors"}"#).unwrap();
    assert_eq!(weights.tensor("b").unwrap().bytes, [2, 0, 0, 0]);
    let says = |map: &str| index(map).unwrap_err().to_string();
    assert_eq!(says(r#"{"a":"one.safetensors","b":"one.safetensors"}"#), "the tensor b is missing");
    assert!(says(r#"{"a":"three.safetensors"}"#).starts_with("cannot read "));
    for outside in ["../one.safetensors", "/etc/passwd", "a\\\\b.safetensors", ".safetensors", "one.bin"] {
        let says = says(&format!(r#"{{"a":"{outside}"}}"#));
        assert!(says.contains("is no name of a file in this folder"), "{says}");
    }
}

#[test]
fn headers_that_contradict_themselves_or_the_file_are_refused() {
    let tensor = |dtype: &str, shape: &str, offsets: &str| {
        error(&format!(r#"{{"t":{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}}}"#), &[0; 16])
    };
    for (error, wanted) in [
        (tensor("F32", "[4]", "[0,16]"), "none"),
        (tensor("F32", "[5]", "[0,20]"), "the tensor t takes 20 bytes"),
        (tensor("F32", "[4]", "[0,12]"), "the tensor t of shape [4] and type F32 cannot lie from 0 to 12"),
        (tensor("F32", "[4]", "[16,0]"), "cannot lie from 16 to 0"),
        (tensor("F32", "[4]", "[18446744073709551600,18446744073709551615]"), "cannot lie from"),
        (tensor("F32", "[4611686018427387904,4]", "[0,16]"), "past counting"),
        (tensor("F32", "[-1]", "[0,16]"), "its header: "),
        (tensor("F32", "[0]", "[0,0]"), "is empty"),
        (tensor("I64", "[2]", "[0,16]"), "the tensor t is quantized as I64, which is not supported"),
        (error("[", b""), "its header: "),
        (error(&"[".repeat(100_000), b""), "its header: "),
        (
            error(
                r#"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
                &[0; 8],
            ),
            "the tensor t stands twice",
        ),
        (
            error(
                r#"{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"u":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
                &[0; 8],
            ),
            "share bytes",
        ),
    ] {
        assert!(error.contains(wanted), "{error}\n{wanted}");
    }
    let folder = folder("{}");
    let path = folder.path().join("model.safetensors");
    for (bytes, wanted) in [
        (&b"{}"[..], "the file ends within the length of the header"),
        (&[255; 8][..], "its header would be 18446744073709551615 bytes long"),
        (&[0, 0, 0, 4, 0, 0, 0, 0, b'{'][..], "a header of 67108864 × 1 bytes, 1 are left in the file"),
    ] {
        fs::write(&path, bytes).unwrap();
        let error = Weights::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn a_folder_without_its_files_says_which_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Weights::open(folder.path()).unwrap_err().to_string().contains("config.json"));
    fs::write(folder.path().join("config.json"), "{").unwrap();
    assert!(Weights::open(folder.path()).unwrap_err().to_string().contains("EOF"));
    fs::write(folder.path().join("config.json"), format!("\"{}\"", "x".repeat(1 << 20))).unwrap();
    assert!(Weights::open(folder.path()).unwrap_err().to_string().contains("longer than 1048576 bytes"));
    fs::write(folder.path().join("config.json"), "{}").unwrap();
    assert!(Weights::open(folder.path()).unwrap_err().to_string().contains("model.safetensors"));
}
