//! The house stays in order: who imports whom, how long files are, what never stands in them.

use std::{collections::BTreeSet, fs, path::PathBuf};

use walkdir::WalkDir;

use crate::stage::project;

/// The rooms by row: a room imports only from rooms in rows above its own. The same table stands in `src/lib.rs`.
const ROWS: [&[&str]; 7] = [
    &["text", "fingerprint", "assets", "lock"],
    &["article", "markup", "task", "model"],
    &["segment", "checks", "prompt", "web"],
    &["outcome"],
    &["engine", "cache", "digest", "exchange"],
    &["rules", "render", "neural"],
    &["pipeline"],
];

/// Past this the question is what the second thing in the file is.
const LONGEST: usize = 400;

fn row(room: &str) -> Option<usize> {
    ROWS.iter().position(|rooms| rooms.contains(&room))
}

/// The project's files in these places, with their paths relative to the project.
fn files(places: &[&str]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for place in places {
        for entry in WalkDir::new(project().join(place)).sort_by_file_name() {
            let entry = entry.expect("a readable folder");
            if !entry.file_type().is_file() {
                continue;
            }
            let path: PathBuf = entry.path().strip_prefix(project()).expect("it is in the project").into();
            // What is no text has no words in it.
            if let Ok(text) = fs::read_to_string(entry.path()) {
                files.push((path.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    files
}

fn rust(places: &[&str]) -> Vec<(String, String)> {
    files(places).into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

/// The code of a file without its comments and its tests.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let uncommented = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
    code.lines().map(uncommented).collect()
}

fn is_test(path: &str) -> bool {
    ["/tests/", "/tests.rs", "/testing.rs", "/scripted.rs"].iter().any(|part| path.contains(part))
}

/// The first names behind `crate::` in some code: `crate::a::b` and `crate::{a::b, c}`.
fn imports(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            names.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = 0;
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    names.insert(name(&list[start..at]));
                    start = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    names.remove("");
    names
}

#[test]
fn imports_are_read_as_they_are_written() {
    let names = |code| imports(code).into_iter().collect::<Vec<_>>();
    assert_eq!(
        names("use crate::a::b;\nuse crate::{c, d::{e, f}, g::h};\nfn x() -> crate::i::J {}"),
        ["a", "c", "d", "g", "i"]
    );
    assert_eq!(names("use crate::{\n    a::{\n        b,\n    },\n    c::d,\n};"), ["a", "c"]);
    assert!(names("use super::x;").is_empty());
}

#[test]
fn rooms_import_only_from_rooms_above() {
    let mut wrong = Vec::new();
    for (path, text) in rust(&["src"]).into_iter().filter(|(path, _)| !is_test(path)) {
        let inside = path.trim_start_matches("src/");
        let room = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let imported = imports(&code(&text));
        if ["main", "lib", "cli"].contains(&room) {
            if room == "cli" && imported.iter().any(|name| name != "cli") {
                wrong.push(format!("{path} reaches past the public face of the library: {imported:?}"));
            }
            continue;
        }
        let Some(own) = row(room) else {
            wrong.push(format!("{path}: the room {room} is not in the table"));
            continue;
        };
        for name in imported.iter().filter(|name| *name != room) {
            match row(name) {
                Some(other) if other < own => {}
                Some(_) => wrong.push(format!("{path} imports {name}, which is not above {room}")),
                None => wrong.push(format!("{path} imports crate::{name}, which is no room")),
            }
        }
        let top = !inside.contains('/') || inside.ends_with(&format!("{room}/mod.rs"));
        if top && code(&text).contains("super::") {
            wrong.push(format!("{path} reaches out of its room with super::"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_the_one_in_the_code_map() {
    let map = fs::read_to_string(project().join("src/lib.rs")).expect("src/lib.rs");
    for (number, rooms) in ROWS.iter().enumerate() {
        let link = |room: &&str| map.contains(&format!("pub mod {room};"));
        let name = |room: &&str| if link(room) { format!("[`{room}`]") } else { format!("`{room}`") };
        let names: Vec<String> = rooms.iter().map(name).collect();
        let line = format!("//! | {number} | {} |", names.join(", "));
        assert!(map.contains(&line), "src/lib.rs lacks the line\n{line}");
    }
    let rooms: usize = ROWS.iter().map(|rooms| rooms.len()).sum();
    let declared = map.lines().filter(|line| line.trim_start_matches("pub ").starts_with("mod ")).count();
    assert_eq!(declared, rooms, "every room of the library is in the table");
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut wrong = Vec::new();
    for (path, text) in rust(&["src", "build", "tests"]) {
        if !text.starts_with("//! ") {
            wrong.push(format!("{path} does not begin with //! and what it is for"));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            wrong.push(format!(
                "{path} has {lines} lines, more than {LONGEST}: what is the second thing in it?"
            ));
        }
        if ["util", "utils", "helpers", "misc"].iter().any(|name| path.contains(&format!("/{name}"))) {
            wrong.push(format!("{path}: a name that explains nothing"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_half_done() {
    // Written in pieces, or this file would find itself.
    let words =
        [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("d", "bg!("), concat!("un", "safe ")];
    let kernels = "src/neural/kernels/";
    let mut wrong = Vec::new();
    for (path, text) in rust(&["src", "build", "tests"]) {
        let code = code(&text);
        let allowed = |word: &str| path.starts_with(kernels) && word == words[3];
        let found = words.iter().filter(|word| code.contains(**word) && !allowed(word));
        wrong.extend(found.map(|word| format!("{path}: {word}")));
        // A file of tests may panic as it likes; the program may not.
        if path.starts_with("src/") && !is_test(&path) {
            wrong.extend(code.contains(".unwrap()").then(|| format!("{path}: unwrap()")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let manifest = fs::read_to_string(project().join("Cargo.toml")).expect("Cargo.toml");
    assert!(manifest.contains("unsafe_code = \"deny\""));
    // And each of its blocks says why it is sound.
    for (path, text) in rust(&[kernels]) {
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|at| lines[*at].contains(concat!("un", "safe {"))) {
            let above = lines[..at].iter().rev().take(6).any(|line| line.contains("// SAFETY:"));
            assert!(above, "{path}:{}: why is it sound?", at + 1);
        }
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/tm", "p/"),
        concat!("shared/", "seeds"),
        concat!("shared/", "design"),
        concat!("shared/", "eval"),
        concat!("score", ".py"),
        concat!("Anthro", "pic"),
    ];
    let mut places = vec!["src", "build", "tests", "samples", ".ci", "Cargo.toml", "rustfmt.toml", "NOTICE"];
    places.extend(["README.md", "CHANGELOG.md"].iter().filter(|name| project().join(name).exists()));
    let mut wrong = Vec::new();
    for (path, text) in files(&places) {
        for (number, line) in text.lines().enumerate() {
            // The stage's own home, as it stands in transcripts.
            let line = line.replace(concat!("[HERE]/ho", "me/"), "");
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                wrong.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(project().join("Cargo.toml")).expect("Cargo.toml");
    let mut section = "";
    let mut dependencies = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && line.contains(" = ") {
            dependencies += 1;
            let reason = line.rsplit_once(" # ").map_or("", |(_, reason)| reason);
            assert!(reason.len() > 8, "{section} {line}: no reason");
        }
    }
    assert!(dependencies > 10, "the manifest is no longer read as it is written");
}
