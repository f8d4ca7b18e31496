//! Archives sound, damaged and hostile.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::article::{
    Item, ReadOptions, Unread,
    bounds::Layer,
    format,
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

const TEXT: &str = "The forum was held in Dalian on May 16.\n";
const RECORDS: &str = "{\"text\":\"It was held on May 16.\"}\n{\"id\":\"x\",\"text\":\"标准发布。\"}\n";

fn items(name: &str, bytes: Vec<u8>) -> Vec<Item> {
    let source = Source::new(Name::path(name), Box::new(Cursor::new(bytes)), Layer::default()).unwrap();
    let mut items = Vec::new();
    let mut take = |item: Unread| {
        items.push(item.read());
        Flow::Continue(())
    };
    let _ = format::read(source, &ReadOptions::default(), &mut Sink::new(&mut take));
    items
}

/// Each item in a line: its id, and its text or its error.
fn lines(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let line = |item: Item| match item.result {
        Ok(reading) => format!("{}: {}", item.id, reading.article.clean_text()),
        Err(error) => format!("{}! {error}", item.id),
    };
    items(name, bytes).into_iter().map(line).collect()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 3).unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn header(kind: tar::EntryType, size: usize) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size as u64);
    header.set_mode(0o644);
    header
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        builder.append_data(&mut header(tar::EntryType::Regular, bytes.len()), name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// The header of a member whose name no careful program would write.
fn raw_header(name: &str, target: &str, kind: u8, size: usize) -> [u8; 512] {
    let mut block = [0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[157..157 + target.len()].copy_from_slice(target.as_bytes());
    block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    block[156] = kind;
    block[148..156].copy_from_slice(b"        ");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block
}

#[test]
fn one_file_under_gzip_and_zstd_is_read_as_that_file() {
    for (name, packed) in [("a.jsonl.gz", gz(RECORDS.as_bytes())), ("a.jsonl.zst", zst(RECORDS.as_bytes()))] {
        assert_eq!(
            lines(name, packed),
            [format!("{name}:1: It was held on May 16."), "x: 标准发布。".into()]
        );
    }
    // The name without its end tells the format; several members are one file.
    let two = [gz(b"id,text\n1,It was"), gz(b" held.\n2,It rained.\n"), vec![0; 600]].concat();
    assert_eq!(lines("a.csv.gz", two), ["1: It was held.", "2: It rained."]);
    assert_eq!(lines("a", gz(&gz(TEXT.as_bytes()))), [format!("a: {}", TEXT.trim())]);
}

#[test]
fn members_are_read_each_as_what_it_is() {
    let page = b"<html><title>Page</title><body><p>It was held on a page.</p></body></html>";
    let gbk = encoding_rs::GBK.encode("标准发布，十月一日起实施。").0.into_owned();
    let packed = gz(TEXT.as_bytes());
    let members: &[(&str, &[u8])] = &[
        ("./a.txt", TEXT.as_bytes()),
        ("b/r.jsonl", RECORDS.as_bytes()),
        ("b/.hidden", b"unseen"),
        ("__MACOSX/b/x", b"unseen"),
        ("c.html", page),
        ("d.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("e.txt", &gbk),
        ("f.txt.gz", &packed),
        ("g.txt", b""),
    ];
    let expected = |archive: &str| {
        [
            "a.txt: The forum was held in Dalian on May 16.",
            "b/r.jsonl:1: It was held on May 16.",
            "x: 标准发布。",
            "c.html: It was held on a page.",
            "d.png! A!d.png: skipped: it is a PNG image, not an article (there is no text to read in it)",
            "e.txt: 标准发布，十月一日起实施。",
            "f.txt.gz: The forum was held in Dalian on May 16.",
            "g.txt! A!g.txt is empty",
        ]
        .map(|line| {
            let line = line.replace("A!", &format!("{archive}!"));
            if line.starts_with("x: ") { line } else { format!("{archive}!{line}") }
        })
    };
    assert_eq!(lines("a.zip", zipped(members)), expected("a.zip"));
    assert_eq!(lines("a.tar", tarred(members)), expected("a.tar"));
    assert_eq!(lines("a.tgz", gz(&tarred(members))), expected("a.tgz"));
    assert_eq!(lines("a.tar.zst", zst(&tarred(members))), expected("a.tar.zst"));
    let inner = zipped(&[("in.tar.gz", &gz(&tarred(&[("a.txt", TEXT.as_bytes())])))]);
    assert_eq!(lines("a.zip", inner), [format!("a.zip!in.tar.gz!a.txt: {}", TEXT.trim())]);
}

#[test]
fn names_stay_apart_and_long_ones_whole() {
    let long = format!("{}/论坛.txt", "deep/".repeat(40));
    let bytes = tarred(&[("a.txt", b"One."), ("a.txt", b"Two."), (&long, b"Three.")]);
    assert_eq!(
        lines("t", bytes),
        [
            "t!a.txt: One.".to_owned(),
            "t!a.txt~2: Two.".into(),
            format!("t!{}: Three.", long.replace("//", "/"))
        ]
    );
    // Windows in China writes names in GBK.
    let mut zip = zipped(&[("xxxx.txt", b"One.")]);
    let name = encoding_rs::GBK.encode("标准").0.into_owned();
    for at in (0..zip.len() - 8).filter(|at| &zip[*at..at + 4] == b"xxxx").collect::<Vec<_>>() {
        zip[at..at + 4].copy_from_slice(&name);
    }
    assert_eq!(lines("z", zip), ["z!标准.txt: One."]);
}

#[test]
fn what_leads_out_is_named_and_the_rest_is_read() {
    let mut archive = Vec::new();
    for (name, target, kind) in [
        ("../up.txt", "", b'0'),
        ("/abs.txt", "", b'0'),
        ("a/../../up.txt", "", b'0'),
        ("C:\\x.txt", "", b'0'),
        ("out", "../../etc/passwd", b'2'),
        ("inside", "good.txt", b'2'),
        ("hard", "/etc/passwd", b'1'),
        ("pipe", "", b'6'),
        ("good.txt", "", b'0'),
    ] {
        let text: &[u8] = if kind == b'0' { b"Some text." } else { b"" };
        archive.extend(raw_header(name, target, kind, text.len()));
        archive.extend(text);
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    archive.resize(archive.len() + 1024, 0);
    let out = "skipped: its name leads out of the archive";
    let link = "skipped: it is a link that leads out of the archive";
    assert_eq!(
        lines("t", archive),
        [
            format!("t!../up.txt! t!../up.txt: {out}"),
            format!("t!/abs.txt! t!/abs.txt: {out}"),
            format!("t!a/../../up.txt! t!a/../../up.txt: {out}"),
            format!("t!C:/x.txt! t!C:/x.txt: {out}"),
            format!("t!out! t!out: {link}"),
            format!("t!hard! t!hard: {link}"),
            "t!pipe! t!pipe: skipped: not a regular file".into(),
            "t!good.txt: Some text.".into(),
        ]
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("out", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    writer.start_file("../up.txt", SimpleFileOptions::default()).unwrap();
    writer.start_file("good.txt", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"Some text.").unwrap();
    assert_eq!(
        lines("z", writer.finish().unwrap().into_inner()),
        [
            format!("z!out! z!out: {link}"),
            format!("z!../up.txt! z!../up.txt: {out}"),
            "z!good.txt: Some text.".into()
        ]
    );
}

#[test]
fn archives_that_nest_too_deep_are_named() {
    let mut inner = TEXT.as_bytes().to_vec();
    for _ in 0..10 {
        inner = zipped(&[("a", &inner), ("b.txt", b"Beside it.")]);
    }
    let lines = lines("z", inner);
    assert!(lines[0].ends_with("skipped: archives are nested too deep in it"), "{lines:?}");
    assert!(lines.iter().filter(|line| line.ends_with("b.txt: Beside it.")).count() >= 5, "{lines:?}");
    let mut gzipped = TEXT.as_bytes().to_vec();
    for _ in 0..10 {
        gzipped = gz(&gzipped);
    }
    assert!(self::lines("g", gzipped)[0].ends_with("archives are nested too deep in it"));
}

#[test]
fn what_was_cut_off_is_read_up_to_there() {
    let many: String =
        (0..2000).map(|n| format!("{{\"id\":{n},\"text\":\"Item {} was held.\"}}\n", n * 7919)).collect();
    for (name, packed) in [("a.jsonl.gz", gz(many.as_bytes())), ("a.jsonl.zst", zst(many.as_bytes()))] {
        let whole = packed.len();
        let found = items(name, packed[..whole / 2].to_vec());
        let (last, rest) = found.split_last().unwrap();
        assert!(last.result.is_err() && rest.iter().all(|item| item.result.is_ok()), "{name}");
        assert!(name.ends_with("zst") || rest.len() > 500, "{name}: {}", rest.len());
    }
    let tar = tarred(&[("a.txt", TEXT.as_bytes()), ("b.txt", &TEXT.as_bytes().repeat(100))]);
    let found = lines("t", tar[..2048].to_vec());
    assert!(found[0].starts_with("t!a.txt: ") && found[1].starts_with("t!b.txt! "), "{found:?}");
    assert!(found[2].ends_with("it was cut off"), "{found:?}");
    let zip = zipped(&[("a.txt", TEXT.as_bytes())]);
    assert!(lines("z", zip[..zip.len() / 2].to_vec())[0].starts_with("z! "));
}

#[test]
fn what_is_behind_damage_is_read() {
    let line = |n: usize| format!("{{\"id\":{n},\"text\":\"It was held {n} times.\"}}\n");
    let members: Vec<Vec<u8>> = (0..5).map(|n| gz(line(n).as_bytes())).collect();
    let mut bytes = members.concat();
    // In the deflate data of the third member.
    let at = members[0].len() + members[1].len() + 15;
    bytes[at..at + 12].fill(0xff);
    let found = lines("a.jsonl.gz", bytes);
    assert!(found[0].starts_with("0: ") && found[1].starts_with("1: "), "{found:?}");
    assert!(found.iter().any(|line| line.contains("the gzip data is damaged")), "{found:?}");
    assert!(
        found.iter().any(|line| line.starts_with("3: ")) && found.last().unwrap().starts_with("4: "),
        "{found:?}"
    );

    let mut tar = tarred(&[("a.txt", b"One."), ("b.txt", b"Two."), ("c.txt", b"Three.")]);
    tar[1024..1200].fill(b'x');
    let found = lines("t", tar);
    assert!(found[0] == "t!a.txt: One." && found[1].starts_with("t! t is damaged"), "{found:?}");
    assert_eq!(found[2], "t!c.txt: Three.");

    let mut zip = zipped(&[("a.txt", TEXT.as_bytes()), ("b.txt", b"Two.")]);
    zip[40..60].fill(0xff);
    let found = lines("z", zip);
    assert!(found[0].starts_with("z!a.txt! ") && found[1] == "z!b.txt: Two.", "{found:?}");
}

#[test]
fn any_bytes_are_read_or_refused() {
    let records = RECORDS.as_bytes();
    let sound = [
        gz(records),
        zst(records),
        zipped(&[("a.txt", TEXT.as_bytes()), ("b.jsonl", records)]),
        tarred(&[("a.txt", TEXT.as_bytes()), ("b.jsonl", records)]),
        gz(&tarred(&[("a.txt", TEXT.as_bytes())])),
    ];
    let cases = proptest::prelude::ProptestConfig::with_cases(256);
    proptest::proptest!(cases, |(kind in 0..5_usize, places: Vec<(u16, u8)>, cut: u16)| {
        let mut bytes = sound[kind].clone();
        for (at, byte) in places.iter().take(8) {
            let length = bytes.len();
            bytes[usize::from(*at) % length] = *byte;
        }
        if cut % 3 == 0 {
            bytes.truncate(usize::from(cut) % (bytes.len() + 1));
        }
        let broke = lines("a", bytes).iter().any(|line| line.contains("broke the program"));
        proptest::prop_assert!(!broke);
    });
}
