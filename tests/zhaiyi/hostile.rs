//! Files that were made to do harm, and files that harm was done to: each is named, none stops the run.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::stage::{Ran, Stage};

const GOOD: &str = "The forum was held in Dalian on May 16. It drew 420 people.\n";

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("it packs");
    encoder.finish().expect("it packs")
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

fn tarred(build: impl FnOnce(&mut tar::Builder<Vec<u8>>)) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    build(&mut builder);
    builder.into_inner().expect("an archive")
}

fn header(kind: tar::EntryType, name: &str, size: usize) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size as u64);
    // As no careful program would write it.
    header.as_gnu_mut().expect("GNU").name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_cksum();
    header
}

/// The errors and the articles of a run, by the ids that they have.
fn parted(ran: &Ran) -> (Vec<String>, Vec<String>) {
    let (failed, done): (Vec<Value>, Vec<Value>) =
        ran.records().into_iter().partition(|record| !record["error"].is_null());
    let ids = |records: Vec<Value>| {
        records.iter().map(|record| record["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    (ids(failed), ids(done))
}

#[test]
fn archives_that_lead_out_or_nest_or_expand_are_bounded() {
    let stage = Stage::new();
    let good = GOOD.as_bytes();
    let zeros = vec![0; 200_000_000];
    let letters = vec![b'a'; 100_000_000];
    stage.write(
        "in/1-bomb.zip",
        zipped(&[("zeros.txt", &zeros), ("letters.txt", &letters), ("good.txt", good)]),
    );
    drop((zeros, letters));
    stage.write("in/2-up.zip", zipped(&[("../../up.txt", good), ("/abs.txt", good), ("good.txt", good)]));
    let links = tarred(|builder| {
        for (name, target, kind) in
            [("out", "/etc/passwd", tar::EntryType::Symlink), ("hard", "../../x", tar::EntryType::Link)]
        {
            let mut header = header(kind, name, 0);
            header.set_link_name(target).expect("a target");
            header.set_cksum();
            builder.append(&header, &b""[..]).expect("a link");
        }
        builder.append(&header(tar::EntryType::Regular, "../up.txt", good.len()), good).expect("a member");
        builder.append(&header(tar::EntryType::Regular, "good.txt", good.len()), good).expect("a member");
    });
    stage.write("in/3-links.tar", links);
    let mut nested = good.to_vec();
    for _ in 0..10 {
        nested = zipped(&[("a.zip", &nested), ("good.txt", good)]);
    }
    stage.write("in/4-nested.zip", nested);
    // The name of a member that is larger than all memory, in a few kilobytes.
    let name = tarred(|builder| {
        builder
            .append(
                &header(tar::EntryType::GNULongName, "././@LongLink", 50_000_000),
                &vec![b'x'; 50_000_000][..],
            )
            .expect("a name");
        builder.append(&header(tar::EntryType::Regular, "good.txt", good.len()), good).expect("a member");
    });
    stage.write("in/5-name.tar.gz", gz(&name));
    stage.write("in/6-good.txt", good);

    let ran = stage.run("read in --format jsonl").code(3);
    let (failed, done) = parted(&ran);
    assert_eq!(
        done,
        [
            "in/1-bomb.zip!good.txt",
            "in/2-up.zip!good.txt",
            "in/3-links.tar!good.txt",
            "in/4-nested.zip!a.zip!a.zip!a.zip!a.zip!a.zip!good.txt",
            "in/4-nested.zip!a.zip!a.zip!a.zip!a.zip!good.txt",
            "in/4-nested.zip!a.zip!a.zip!a.zip!good.txt",
            "in/4-nested.zip!a.zip!a.zip!good.txt",
            "in/4-nested.zip!a.zip!good.txt",
            "in/4-nested.zip!good.txt",
            "in/5-name.tar.gz!good.txt",
            "in/6-good.txt",
        ]
    );
    assert_eq!(
        failed,
        [
            "in/1-bomb.zip!zeros.txt",
            "in/1-bomb.zip!letters.txt",
            "in/2-up.zip!../../up.txt",
            "in/2-up.zip!/abs.txt",
            "in/3-links.tar!out",
            "in/3-links.tar!hard",
            "in/3-links.tar!../up.txt",
            "in/4-nested.zip!a.zip!a.zip!a.zip!a.zip!a.zip!a.zip",
        ]
    );
    ran.says(&["larger than 64 MB", "leads out of the archive", "nested too deep"]);
    assert!(!stage.path("up.txt").exists() && stage.names("").iter().all(|name| name != "up.txt"));
}

#[test]
fn an_archive_that_expands_without_end_is_left() {
    let stage = Stage::new();
    // Records that are each small, and altogether more than a thousand times the archive.
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).expect("an encoder");
    let block = format!("{}\n", " ".repeat(999)).repeat(10_000);
    for _ in 0..160 {
        encoder.write_all(block.as_bytes()).expect("it packs");
    }
    let bomb = encoder.finish().expect("it packs");
    assert!(bomb.len() < 500_000, "{}", bomb.len());
    stage.write("in/bomb.jsonl.zst", bomb);
    stage.write("in/good.txt", GOOD);
    let ran = stage.run("read in --format jsonl").code(3).says(&[
        "bomb.jsonl.zst",
        "1000 times its size",
        "unpack it first",
    ]);
    assert_eq!(parted(&ran).1, ["in/good.txt"]);
}

#[test]
fn what_was_cut_off_or_forged_is_named() {
    let stage = Stage::new();
    let records: String = (0..3000)
        .map(|n| format!("{{\"id\":\"r{n}\",\"text\":\"Item {} was held.\"}}\n", n * 7919 % 1000))
        .collect();
    let packed = gz(records.as_bytes());
    stage.write("in/1.jsonl.gz", &packed[..packed.len() / 2]);
    let packed = zstd::encode_all(records.as_bytes(), 3).expect("it packs");
    stage.write("in/2.jsonl.zst", &packed[..packed.len() - 10]);
    let archive = zipped(&[("a.txt", GOOD.as_bytes()), ("b.txt", GOOD.as_bytes())]);
    stage.write("in/3.zip", &archive[..archive.len() - 30]);
    let archive = tarred(|builder| {
        for name in ["a.txt", "b.txt"] {
            builder
                .append(&header(tar::EntryType::Regular, name, 5000), &GOOD.repeat(100).as_bytes()[..5000])
                .expect("a member");
        }
    });
    stage.write("in/4.tar", &archive[..8000]);
    stage.write("in/5.parquet", b"PAR1\x15\x04\x15\x10\xff\xff\xff\x7fPAR1");
    stage.write("in/6.warc", "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 99999999\r\n\r\nIt was held.\n");
    stage.write("in/7.tar", {
        let mut forged = header(tar::EntryType::Regular, "a.txt", 0);
        forged.set_size(u64::MAX / 2);
        forged.set_cksum();
        [&forged.as_bytes()[..], GOOD.as_bytes()].concat()
    });
    stage.write("in/8.jsonl", "{\"id\":\"x\",\"text\":\"Half \\ud83d a sign was held.\"}\n{\"id\":\"y\",\"text\":\"It was\\u0000 held.\"}\n\0\0\0\n".to_owned()
        + &"{\"id\":\"z\",\"text\":\"It was held.\"}\n".repeat(50));
    stage.write("in/9.txt", format!("It was\0 held on May 16. {}", GOOD.repeat(3)));
    let ran = stage.run("read in --format jsonl").code(3);
    let (failed, done) = parted(&ran);
    for name in [
        "in/1.jsonl.gz",
        "in/2.jsonl.zst",
        "in/3.zip",
        "in/4.tar",
        "in/5.parquet",
        "in/6.warc",
        "in/7.tar",
        "in/8.jsonl:3",
    ] {
        let here = name != "in/5.parquet" || cfg!(feature = "parquet");
        assert!(!here || failed.iter().any(|id| id.starts_with(name)), "{name}: {failed:?}");
    }
    for id in ["r0", "r100", "in/4.tar!a.txt", "x", "y", "in/9.txt"] {
        assert!(done.iter().any(|done| done == id), "{id}: {failed:?}");
    }
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

#[test]
fn entities_of_a_document_expand_to_nothing() {
    let stage = Stage::new();
    let mut bomb = "<!DOCTYPE x [<!ENTITY a0 \"ha\">".to_owned();
    for n in 1..40 {
        bomb.push_str(&format!("<!ENTITY a{n} \"&a{0};&a{0};\">", n - 1));
    }
    let feed = format!(
        "{bomb}<!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>It was &a39; held &f;</title></item></channel></rss>"
    );
    stage.write("feed.xml", format!("<?xml version='1.0'?>{feed}"));
    let records = stage.run("read feed.xml --format jsonl").code(0).records();
    assert_eq!(records[0]["text"], "It was &a39; held &f;");
}

#[test]
fn zeros_cost_the_lines_that_they_stand_in() {
    let stage = Stage::new();
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"It was held.\"}}\n");
    stage.write("in/a.jsonl", [line("a"), "\0".repeat(64) + "\n", line("b")].concat());
    let ran = stage.run("read in --format jsonl").code(3);
    assert_eq!(parted(&ran), (vec!["in/a.jsonl:2".to_owned()], vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
#[cfg(unix)]
fn folders_that_link_to_each_other_are_read_once() {
    let stage = Stage::new();
    for one in 0..9 {
        stage.write(&format!("in/pool/{one}/a.txt"), GOOD);
        stage.write(&format!("in/{one}.txt"), GOOD);
        for other in (0..9).filter(|other| *other != one) {
            let link = stage.path(&format!("in/pool/{one}/to-{other}"));
            std::os::unix::fs::symlink(format!("../{other}"), link).expect("a link");
        }
    }
    // One that leads to what the folder itself is in, and so back into it.
    std::os::unix::fs::symlink("..", stage.path("in/up")).expect("a link");
    let (failed, done) = parted(&stage.run("read in --format jsonl").code(3).says(&["in/up", "leads back"]));
    // Each folder of the pool is there by its own name, and by the first link to it that does not lead back.
    let pool = done.iter().filter(|id| id.starts_with("in/pool")).count();
    assert_eq!((done.len(), pool), (27, 18), "{done:?}");
    assert!(failed.iter().all(|id| id.contains("/to-") || id == "in/up"), "{failed:?}");
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_folder_is_named_and_not_followed() {
    use std::os::unix::fs::symlink;
    let stage = Stage::new();
    stage.write("in/good.txt", GOOD);
    stage.write("out/secret.txt", GOOD);
    stage.write("kept/other.txt", GOOD);
    symlink("../out", stage.path("in/folder")).expect("a link");
    symlink("../out/secret.txt", stage.path("in/file.txt")).expect("a link");
    symlink("good.txt", stage.path("in/same.txt")).expect("a link");
    symlink("kept", stage.path("linked")).expect("a link");
    let ran =
        stage.run("read in --format jsonl").code(3).says(&["leads out of the folder", "out/secret.txt"]);
    let (failed, done) = parted(&ran);
    assert_eq!(failed, ["in/file.txt", "in/folder"]);
    assert_eq!(done, ["in/good.txt", "in/same.txt"]);
    // What is named itself is meant, link or not.
    stage.run("read linked --format jsonl").code(0);
    stage.run("read in/file.txt --format jsonl").code(0);
}

#[test]
fn a_line_without_an_end_is_passed_over() {
    let stage = Stage::new();
    let mut lines = b"{\"id\":\"a\",\"text\":\"It was held.\"}\n{\"id\":\"b\",\"text\":\"".to_vec();
    lines.resize(lines.len() + 150_000_000, b'x');
    lines.extend(b"\"}\n{\"id\":\"c\",\"text\":\"It was held.\"}\n");
    stage.write("long.jsonl.gz", gz(&lines));
    drop(lines);
    let ran = stage.run("read long.jsonl.gz --format jsonl").code(3).says(&["line 2", "larger than 64 MB"]);
    assert_eq!(parted(&ran), (vec!["long.jsonl.gz:2".to_owned()], vec!["a".to_owned(), "c".to_owned()]));
}
