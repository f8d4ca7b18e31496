//! Inputs of all kinds, from files and directories.

use std::{fs, io::Write, path::Path};

use super::*;

fn read(path: &Path) -> Vec<Item> {
    items(vec![Input::Path(path.to_owned())], ReadOptions::default()).collect()
}

fn summary(items: &[Item], root: &Path) -> Vec<String> {
    let root = format!("{}/", root.display());
    let line = |item: &Item| match &item.result {
        Ok(reading) => format!("{}: {}", item.id, reading.article.clean_text()),
        Err(error) => format!("{}! {error}", item.id),
    };
    items.iter().map(|item| line(item).replace(&root, "")).collect()
}

#[test]
fn a_directory_is_read_by_name_and_nothing_stops_it() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::create_dir_all(at("b/deep")).unwrap();
    fs::write(at("a.txt"), "One line.").unwrap();
    fs::write(at("b/deep/z.txt"), "Deep down.").unwrap();
    fs::write(at("b/c.jsonl"), "{\"id\":1,\"text\":\"First.\"}\n\nbad\n{\"text\":\"Fourth.\"}\n").unwrap();
    fs::write(at("c.txt"), " \n\t\n").unwrap();
    fs::write(at("d.txt"), b"\x89PNG\r\n\x1a\n\0\0").unwrap();
    fs::write(at(".hidden.txt"), "Unseen.").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.path(), at("b/loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", at("e.txt")).unwrap();
    }
    let found = summary(&read(root.path()), root.path());
    let expected = [
        "a.txt: One line.",
        "1: First.",
        "b/c.jsonl:3! b/c.jsonl, line 3: not an article record: invalid JSON: expected value at line 1 column 1",
        "b/c.jsonl:4: Fourth.",
        "b/deep/z.txt: Deep down.",
        "b/loop! b/loop: skipped: the link leads back to",
        "c.txt! c.txt is empty",
        "d.txt! d.txt: skipped: it is a PNG image, not an article (there is no text to read in it)",
        "e.txt! cannot read e.txt: No such file",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} / {expected}");
    }
}

#[test]
fn what_is_not_there_is_named() {
    let found = read(Path::new("/no/such/file.txt"));
    assert!(found[0].result.as_ref().unwrap_err().to_string().starts_with("cannot read /no/such/file.txt: "));
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(read(empty.path())[0].result, Err(ReadError::NoFiles { .. })));
}

#[test]
fn records_of_files_are_found_in_every_shape() {
    let root = tempfile::tempdir().unwrap();
    let records = "{\"text\":\"标准一。\"}\n{\"id\":\"x\",\"text\":\"标准二。\"}\n";
    let gbk = encoding_rs::GBK.encode(records).0.into_owned();
    let utf16: Vec<u8> = format!("\u{feff}{records}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, first) in [
        ("a.jsonl", records.as_bytes().to_vec(), "a.jsonl:1"),
        ("b.jsonl", gbk, "b.jsonl:1"),
        ("c.jsonl", utf16, "c.jsonl:1"),
        (
            "d.json",
            br#"[{"text":"\u6807\u51c6\u4e00\u3002"},{"id":"x","text":"\u6807\u51c6\u4e8c\u3002"}]"#.to_vec(),
            "d.json:1",
        ),
    ] {
        let path = root.path().join(name);
        fs::write(&path, bytes).unwrap();
        assert_eq!(
            summary(&read(&path), root.path()),
            [format!("{first}: 标准一。"), "x: 标准二。".to_owned()]
        );
    }
    let one = root.path().join("e.json");
    fs::write(&one, "{\n \"text\": \"Only one.\"\n}").unwrap();
    assert_eq!(summary(&read(&one), root.path()), ["e.json: Only one."]);
}

#[test]
fn an_article_without_a_title_is_called_by_its_opening() {
    let named = |text: &str| {
        let line = serde_json::json!({ "text": text }).to_string();
        record(&line, 1, &ReadOptions::default()).result.unwrap().article.headline().to_owned()
    };
    assert_eq!(
        named("The forum opened at 3.5 degrees in Dalian, and it rained."),
        "The forum opened at 3.5 degrees in Dalian"
    );
    assert_eq!(named("论坛在大连开幕，代表到会。"), "论坛在大连开幕");
    assert_eq!(named(&"标".repeat(300)), "标".repeat(100));
}

#[test]
fn a_title_is_called_without_what_copying_a_page_left_before_it() {
    let named = |title: &str| {
        let line = serde_json::json!({ "title": title, "text": "水泵房着火了，无人受伤。" }).to_string();
        record(&line, 1, &ReadOptions::default()).result.unwrap().article.headline().to_owned()
    };
    assert_eq!(named("\u{feff}临海社港城6月23日电(记者林华)临海一处泵房起火"), "临海一处泵房起火");
    assert_eq!(named("【临海网报道 记者林华】临海一处泵房起火"), "临海一处泵房起火");
    assert_eq!(named("临海一处泵房起火"), "临海一处泵房起火");
}

#[test]
fn records_stream() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("big.jsonl");
    let mut file = fs::File::create(&path).unwrap();
    for number in 0..5_000 {
        writeln!(file, "{{\"id\":{number},\"text\":\"A sentence with the number {number} in it.\"}}")
            .unwrap();
    }
    assert_eq!(read(&path).iter().filter(|item| item.result.is_ok()).count(), 5_000);
}

#[test]
fn any_bytes_are_read_or_refused() {
    let root = tempfile::tempdir().unwrap();
    proptest::proptest!(proptest::prelude::ProptestConfig::with_cases(128), |(bytes: Vec<u8>, kind in 0..4_usize)| {
        let path = root.path().join(["a.txt", "a.md", "a.html", "a.jsonl"][kind]);
        fs::write(&path, bytes).unwrap();
        for item in read(&path) {
            if let Ok(reading) = item.result {
                testing::assert_covered(&reading.article.text, &reading.article.blocks);
            }
        }
    });
}
