//! The catalog, the cache and models by path.

use std::fs;

use super::*;
use crate::assets::{Assets, Origin};

fn catalog() -> Catalog {
    Catalog::load(&Assets::default()).unwrap()
}

/// A cache in which every model has files of the right length, all of them holes.
struct Bench {
    folder: tempfile::TempDir,
    hub: Hub,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hub = Hub::new(folder.path().join("hub"), folder.path().join("stamps"));
        Self { folder, hub }
    }

    fn install(&self, manifest: &Manifest) {
        for file in &manifest.files {
            let repository = self.hub.repository(&manifest.source.repository);
            let path = repository.pointer(manifest.revision(), &file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create(path).unwrap().set_len(file.size()).unwrap();
        }
    }
}

#[test]
fn the_best_that_is_here_is_taken() {
    let (bench, catalog) = (Bench::new(), catalog());
    assert!(catalog.best_for(Purpose::Summarize, &bench.hub).is_empty());
    for name in ["qwen3-0.6b", "hy-mt2-1.8b", "qwen3-1.7b"] {
        bench.install(catalog.get(name).unwrap());
    }
    let best = |purpose| -> Vec<String> {
        catalog.best_for(purpose, &bench.hub).into_iter().map(|installed| installed.manifest.name).collect()
    };
    assert_eq!(
        best(Purpose::Summarize),
        ["qwen3-1.7b", "qwen3-0.6b"],
        "Hy-MT2 translates and does nothing else"
    );
    assert_eq!(best(Purpose::Translate), ["hy-mt2-1.8b", "qwen3-1.7b", "qwen3-0.6b"]);
}

#[test]
fn who_a_model_is_takes_no_reading_where_the_manifest_says() {
    let (bench, catalog) = (Bench::new(), catalog());
    let manifest = catalog.get("hy-mt2-1.8b").unwrap();
    bench.install(manifest);
    let installed = bench.hub.installed(manifest).unwrap();
    assert_eq!(bench.hub.identity(&installed).unwrap(), [manifest.files[0].sha256.unwrap()]);
}

#[test]
fn what_was_hashed_is_remembered_until_it_changes() {
    let bench = Bench::new();
    let path = bench.folder.path().join("x.gguf");
    fs::write(&path, "GGUF one").unwrap();
    let mut read = 0;
    let first = bench.hub.sha256(&path, &mut |_| read += 1).unwrap();
    assert_eq!(bench.hub.sha256(&path, &mut |_| read += 1).unwrap(), first);
    assert_eq!(read, 1, "the second time nothing is read");
    fs::write(&path, "GGUF two!").unwrap();
    assert_ne!(bench.hub.sha256(&path, &mut |_| ()).unwrap(), first);
    // What cannot be remembered is hashed again.
    let blocked = bench.folder.path().join("file");
    fs::write(&blocked, "").unwrap();
    assert!(Hub::new(blocked.clone(), blocked).sha256(&path, &mut |_| ()).is_ok());
}

#[test]
fn a_pinned_commit_is_not_mistaken_for_another() {
    let bench = Bench::new();
    let text = include_str!("../../models/qwen3-1.7b.toml");
    let without_hash: String =
        text.lines().filter(|line| !line.starts_with("sha256")).map(|line| format!("{line}\n")).collect();
    let manifest = Manifest::parse(&without_hash, "x", Origin::BuiltIn).unwrap();
    let mut other = manifest.clone();
    other.source.revision = Some("f".repeat(40));
    bench.install(&other);
    assert!(bench.hub.installed(&other).is_some());
    assert!(bench.hub.installed(&manifest).is_none());
    other.source.revision = None;
    assert!(bench.hub.installed(&other).is_some(), "a branch is at home in any snapshot");
}

#[test]
fn a_model_by_its_path() {
    let bench = Bench::new();
    let write = |name: &str, text: &str| {
        let path = bench.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    };
    let gguf = write("a/Tiny.Q8_0.gguf", "GGUF and so on");
    let by_file = local(&gguf).unwrap();
    assert_eq!((by_file.name.as_str(), by_file.bytes), ("tiny.q8_0", 14));
    assert_eq!(local(&bench.folder.path().join("a")).unwrap(), by_file);
    assert_eq!(by_file.identity(&bench.hub).unwrap().len(), 1);

    write("b/model-00002-of-00002.safetensors", "2");
    write("b/model-00001-of-00002.safetensors", "1");
    let folder = bench.folder.path().join("b");
    assert!(local(&folder).unwrap_err().to_string().contains("config.json"));
    write("b/config.json", "{}");
    write("b/README.md", "no part of it");
    let by_folder = local(&folder).unwrap();
    assert_eq!((by_folder.name.as_str(), by_folder.bytes), ("b", 2));
    let names: Vec<_> = by_folder.files().iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(
        names,
        ["config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    );

    write("c/one.gguf", "GGUF");
    write("c/two.gguf", "GGUF");
    for (path, why) in [
        (write("x.gguf", "PK"), "GGUF"),
        (write("empty", ""), "GGUF"),
        (bench.folder.path().join("c"), "several"),
        (bench.folder.path().join("stamps"), "neither"),
        (bench.folder.path().join("nowhere"), "cannot read"),
    ] {
        let told = local(&path).unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_file_that_two_models_have_stays_for_the_other() {
    let (bench, home) = (Bench::new(), tempfile::tempdir().unwrap());
    let twin =
        include_str!("../../models/qwen3-1.7b.toml").replace("name = \"qwen3-1.7b\"", "name = \"twin\"");
    fs::create_dir_all(home.path().join("models")).unwrap();
    fs::write(home.path().join("models/twin.toml"), twin).unwrap();
    let catalog = Catalog::load(&Assets::new(Some(home.path().to_owned()))).unwrap();
    bench.install(catalog.get("twin").unwrap());
    let remove =
        |together: &[&str]| bench.hub.remove(catalog.get("twin").unwrap(), &catalog, together).unwrap();
    let removed = remove(&["twin"]);
    assert_eq!(removed.kept, [("qwen3-1.7b".to_owned(), "Qwen3-1.7B-Q8_0.gguf".to_owned())]);
    assert!(bench.hub.installed(catalog.get("twin").unwrap()).is_some());
    assert_eq!(remove(&["qwen3-1.7b", "twin"]).files, 1);
    assert!(bench.hub.installed(catalog.get("twin").unwrap()).is_none());
}
