//! Whatever is changed in a file, it opens or is refused; nothing panics, on the way to the first token.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::neural::{
    arch::{Step, Want, load},
    weights::Weights,
};

/// Opens, loads and runs what there is.
fn run(path: &Path) -> bool {
    let Ok(weights) = Weights::open(path) else { return false };
    let Ok(model) = load(&weights) else { return false };
    let mut sequence = model.empty();
    model.forward(&mut [Step { sequence: &mut sequence, tokens: &[1, 2, 3], want: Want::Last }]).is_ok()
}

fn tiny(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny").join(name)
}

#[test]
fn a_changed_or_cut_gguf_never_panics() {
    let original = fs::read(tiny("llama/q8_0.gguf")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.gguf");
    let header = 2600.min(original.len());
    let mut ran = 0;
    for cut in (0..header).step_by(13).chain([original.len() - 1]) {
        fs::write(&path, &original[..cut]).unwrap();
        assert!(!run(&path), "cut at {cut}");
    }
    let mut seed = 1u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..400 {
        let mut bytes = original.clone();
        for _ in 0..=next(3) {
            let at = next(header);
            bytes[at] = [0, 1, 0x7f, 0x80, 0xff, bytes[at] ^ 1, bytes[at].wrapping_add(1)][next(7)];
        }
        fs::write(&path, &bytes).unwrap();
        ran += usize::from(run(&path));
    }
    assert!(ran > 0 && ran < 400, "{ran} of 400 still ran: the changes must hit and miss");
}

#[test]
fn a_changed_folder_never_panics() {
    let from = tiny("llama");
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(&from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    assert!(run(folder.path()));
    let mut seed = 9u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let mut refused = 0;
    for name in ["config.json", "model.safetensors.index.json", "model-00001-of-00002.safetensors"] {
        let original = fs::read(from.join(name)).unwrap();
        let header = original.len().min(1500);
        for _ in 0..100 {
            let mut bytes = original.clone();
            let at = next(header);
            bytes[at] = [b'0', b'9', b'"', b'-', b'}', 0xff, bytes[at] ^ 1][next(7)];
            fs::write(folder.path().join(name), &bytes).unwrap();
            refused += usize::from(!run(folder.path()));
        }
        fs::write(folder.path().join(name), &original).unwrap();
    }
    assert!(refused > 50 && refused < 300, "{refused} of 300");
}
