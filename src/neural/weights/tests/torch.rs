//! Files of PyTorch, as they are and as hostile people would have them.

use std::{fs, path::PathBuf};

use super::super::{Kind, Weights, torch};

fn tiny(name: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny");
    fs::read(root.join(name).join("pytorch_model.bin")).unwrap()
}

/// Opens bytes as a file; what is wrong with them.
fn open(bytes: &[u8]) -> Result<usize, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pytorch_model.bin");
    fs::write(&path, bytes).unwrap();
    match torch::open(&path, 0) {
        Ok((_, places)) => {
            let inside =
                |place: &super::super::places::Place| place.start + place.length as u64 <= bytes.len() as u64;
            assert!(places.values().all(inside), "every tensor is inside the file");
            Ok(places.len())
        }
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn both_formats_have_the_tensors_of_the_model() {
    for (name, kind) in [("marian-old", Kind::F32), ("marian-zip", Kind::F16)] {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny");
        let weights = Weights::open(&root.join(name)).unwrap();
        assert_eq!(weights.shape("model.shared.weight").unwrap(), (kind, &[128, 32][..]));
        assert_eq!(weights.shape("final_logits_bias").unwrap().1, [1, 128]);
        // Tied tensors are there under each of their names, and are the same.
        let (one, other) = ("model.shared.weight", "lm_head.weight");
        assert_eq!(weights.tensor(one).unwrap(), weights.tensor(other).unwrap());
    }
}

#[test]
fn of_two_files_the_one_of_pytorchs_format_counts() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("config.json"), "{}").unwrap();
    fs::write(folder.path().join("pytorch_model.bin"), tiny("marian-zip")).unwrap();
    let opened = |metadata: &str| {
        let header = format!(r#"{{{metadata}"a":{{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}}}"#);
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(&[0; 4]);
        fs::write(folder.path().join("model.safetensors"), bytes).unwrap();
        Weights::open(folder.path()).unwrap()
    };
    let other = |weights: Weights| weights.has("model.shared.weight") && !weights.has("a");
    assert!(opened(r#""__metadata__":{"format":"pt","by":"someone"},"#).has("a"));
    assert!(other(opened(r#""__metadata__":{"format":"mlx"},"#)));
    assert!(other(opened(r#""__metadata__":{},"#)) && other(opened("")));
    fs::remove_file(folder.path().join("pytorch_model.bin")).unwrap();
    assert!(opened("").has("a"), "alone it counts whatever it says");
}

#[test]
fn what_is_cut_off_is_an_error() {
    for name in ["marian-old", "marian-zip"] {
        let bytes = tiny(name);
        let whole = open(&bytes).unwrap();
        assert!(whole > 50);
        for length in (0..bytes.len()).step_by(bytes.len() / 300) {
            assert!(open(&bytes[..length]).is_err(), "{name} of {length} bytes");
        }
    }
}

#[test]
fn spoiled_bytes_do_no_harm() {
    let bytes = tiny("marian-old");
    // The pickles lie at the beginning, before the numbers.
    for at in (0..9000).step_by(37) {
        for value in [0, 0x28, 0x7F, 0xFF] {
            let mut bytes = bytes[..bytes.len()].to_vec();
            bytes[at] = value;
            let _ = open(&bytes);
        }
    }
}

/// A pickle of the older format: magic, version and system, then this state and these keys, then these numbers.
fn old(state: &[u8], keys: &[u8], numbers: &[u8]) -> Vec<u8> {
    let mut bytes = tiny("marian-old")[..15].to_vec();
    bytes.extend_from_slice(b"\x80\x02M\xe9\x03.\x80\x02}.");
    for part in [state, keys, numbers] {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// The state of one tensor of two by two numbers at an offset of its storage, which has so many; strides too.
fn state(storage: u8, offset: u8, strides: [u8; 2]) -> Vec<u8> {
    let mut state = b"\x80\x02}U\x01wctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\nU\x01kU\x03cpuK".to_vec();
    state.push(storage);
    state.extend_from_slice(b"NtQK");
    state.push(offset);
    state.extend_from_slice(b"K\x02K\x02\x86K");
    state.extend_from_slice(&[strides[0], b'K', strides[1]]);
    state.extend_from_slice(b"\x86\x89NtRs.");
    state
}

#[test]
fn tensors_that_reach_past_their_storage_are_refused() {
    let keys = b"\x80\x02]U\x01ka.";
    let numbers = |count: u64, there: usize| [&count.to_le_bytes()[..], &vec![0; there][..]].concat();
    assert_eq!(open(&old(&state(4, 0, [2, 1]), keys, &numbers(4, 16))), Ok(1));
    for (state, numbers, says) in [
        (state(4, 1, [2, 1]), numbers(4, 16), "reaches past its storage"),
        (state(4, 0, [1, 2]), numbers(4, 16), "row by row"),
        (state(4, 0, [2, 1]), numbers(3, 12), "reaches past its storage"),
        (state(4, 0, [2, 1]), numbers(4, 8), "reaches past its end"),
        (state(4, 0, [2, 1]), numbers(u64::MAX / 2, 16), "past counting"),
        (state(4, 0, [2, 1]), Vec::new(), "storage k"),
    ] {
        let told = open(&old(&state, keys, &numbers)).unwrap_err();
        assert!(told.contains(says), "{told} for {says}");
    }
}

#[test]
fn nothing_is_called_and_nothing_nests_too_deep() {
    let keys = b"\x80\x02].";
    // What would remove files if it were called.
    let evil = b"\x80\x02}U\x01wcos\nsystem\nU\x08rm -rf ~\x85Rs.";
    assert_eq!(open(&old(evil, keys, &[])), Ok(0));
    let deep = [&b"\x80\x02"[..], b")", &[0x85; 100_000], b"."].concat();
    assert!(open(&old(&deep, keys, &[])).unwrap_err().contains("no state of tensors"));
    let endless = [&b"\x80\x02"[..], &vec![b'('; 1 << 25][..]].concat();
    assert!(open(&old(&endless, keys, &[])).unwrap_err().contains("longer than any state"));
    assert!(open(b"\x80\x02\x8a\x0anot PyTorch").unwrap_err().contains("no file of PyTorch"));
    assert!(open(&old(b"\x80\x02i", keys, &[])).unwrap_err().contains("opcode 0x69"));
}
