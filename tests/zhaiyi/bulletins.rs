//! Bulletins as a user makes them: again, with news, by what matters, in every format.

use std::io::{Cursor, Read};

use serde_json::Value;

use crate::stage::Stage;

fn article(title: &str, day: &str, publisher: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: {day}\npublisher: {publisher}\n---\n\n{text}\n")
}

/// A folder with a forum that two sources tell of and a standard that one does.
fn folder(stage: &Stage) {
    let forum = "The 2024 Harbour Forum opened in Dalian on May 16. In the hall 300 guests attended the opening session.";
    let again = "The 2024 Harbour Forum opened in Dalian on May 16. Organizers said 400 guests attended the opening session.";
    let lifts =
        "A national standard for lifts was published on May 14. It asks for a lamp in every lift cabin.";
    stage
        .write("in/forum.md", article("Harbour Forum opens in Dalian", "2024-05-16", "Harbour Daily", forum));
    stage.write(
        "in/again.md",
        article("Harbour Forum opens in Dalian port", "2024-05-17", "Coast News", again),
    );
    stage.write("in/lifts.md", article("Standard for lifts published", "2024-05-14", "Harbour Daily", lifts));
}

fn json(stage: &Stage, arguments: &str) -> Value {
    let ran = stage.run(&format!("digest in --to en --format json {arguments}")).code(0);
    serde_json::from_str(&ran.out).expect("the bulletin is JSON")
}

fn ids(bulletin: &Value) -> Vec<(String, usize)> {
    let groups = bulletin["groups"].as_array().expect("groups");
    let mut ids: Vec<(String, usize)> = groups
        .iter()
        .map(|group| {
            let articles = group["articles"].as_array().expect("articles").len();
            (group["id"].as_str().expect("an id").to_owned(), articles)
        })
        .collect();
    ids.sort();
    ids
}

#[test]
fn stories_keep_their_ids_when_articles_come() {
    let stage = Stage::new();
    folder(&stage);
    let before = ids(&json(&stage, ""));
    assert_eq!(before.iter().map(|(_, count)| count).sum::<usize>(), 3);
    assert_eq!(ids(&json(&stage, "")), before);
    let later = "The 2024 Harbour Forum opened in Dalian on May 16 and 300 guests attended the opening session, the port said.";
    stage.write("in/later.md", article("Port: Harbour Forum opens in Dalian", "2024-05-19", "Port", later));
    stage.write(
        "in/chips.md",
        article(
            "Memory chips cheaper",
            "2024-05-19",
            "Chips",
            "Memory chips fell by 5 percent in autumn trade.",
        ),
    );
    // Older than all others of its story: the id stays all the same.
    let early =
        "The 2024 Harbour Forum opens in Dalian on May 16, and 300 guests will attend the opening session.";
    stage.write("in/early.md", article("Harbour Forum opens in Dalian soon", "2024-05-10", "Port", early));
    let after = ids(&json(&stage, ""));
    assert_eq!(after.len(), before.len() + 1);
    for (id, count) in &before {
        let now = after.iter().find(|(other, _)| other == id).expect("the story has its id");
        assert!(now.1 >= *count);
    }
}

#[test]
fn news_are_what_was_not_told_before() {
    let stage = Stage::new();
    folder(&stage);
    let first = json(&stage, "--new --published told.json");
    assert_eq!(first["groups"].as_array().unwrap().len(), 2);
    let ran = stage
        .run("digest in --to en --new --published told.json")
        .code(0)
        .says(&["0 stories", "3 told before"]);
    assert!(!ran.out.contains("Harbour"), "{}", ran.out);
    // An older report of the forum: the story has news, keeps its id, and names what was told before.
    let early =
        "The 2024 Harbour Forum opens in Dalian on May 16, and 300 guests will attend the opening session.";
    stage.write("in/early.md", article("Harbour Forum opens in Dalian soon", "2024-05-10", "Port", early));
    let news = json(&stage, "--new --published told.json");
    let groups = news["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 1, "{news}");
    assert_eq!(groups[0]["earlier"], 2);
    assert_eq!(groups[0]["articles"][0]["published"], "2024-05-10");
    assert!(first["groups"].as_array().unwrap().iter().any(|group| group["id"] == groups[0]["id"]), "{news}");
    assert_eq!(ids(&json(&stage, "--published told.json")).len(), 2);
}

#[test]
fn a_look_at_everything_publishes_nothing() {
    let stage = Stage::new();
    folder(&stage);
    assert_eq!(ids(&json(&stage, "--published told.json")).len(), 2);
    assert!(!stage.path("told.json").exists());
    assert_eq!(ids(&json(&stage, "--new --published told.json")).len(), 2);
    let told = stage.read("told.json");
    json(&stage, "--published told.json");
    assert_eq!(stage.read("told.json"), told);
}

#[test]
fn slips_of_the_command_are_told() {
    let stage = Stage::new();
    folder(&stage);
    stage
        .run("digest in -o out.pdf")
        .code(2)
        .says(&["no bulletin is written as .pdf", "soffice --convert-to pdf"]);
    stage.run("digest in -o out.rtf").code(2).says(&["no bulletin is written as .rtf", "docx"]);
    assert!(!stage.path("out.pdf").exists() && !stage.path("out.rtf").exists());
    stage.run("digest in --to en --format text -o out.rtf").code(0);
    for flag in ["--top 0", "--per-source 0", "--since tomorrow", "--prefer= ", "--topic="] {
        stage.run(&format!("digest in {flag}")).code(2).says(&["invalid value"]);
    }
    stage.run("digest in --since tomorrow").says(&["2024-05-16"]);
    // A pipe may have any bytes.
    let piped = stage.command("digest in --to en --format docx -o -").output().unwrap();
    assert!(piped.stdout.starts_with(b"PK"), "{piped:?}");
}

/// Records of one file, two of them without an address; the last one with a time of day.
fn records(stage: &Stage) {
    let forum = "The 2024 Harbour Forum opened in Dalian on May 16. In the hall 300 guests attended the opening session.";
    let lamp = "A national standard asks for a lamp in every lift cabin. He said it is bright.";
    let chips =
        "HARBOUR CITY, May 18 (Reuters) - Memory chips fell by 5 percent in the autumn trade of the port.";
    let lines = [
        serde_json::json!({"id": "news-1", "title": "\u{feff}Harbour Forum opens - BBC News", "text": forum, "date": "2024-05-16"}),
        serde_json::json!({"title": "A lamp in every lift", "text": lamp, "date": "2024-05-17"}),
        serde_json::json!({"id": "news-3", "text": chips, "date": "2024-05-18T23:30:00+08:00", "url": "https://example.org/3"}),
    ];
    stage.write("in/all.jsonl", lines.map(|line| format!("{line}\n")).concat());
}

/// A page or feed as it is read: what is escaped is not.
fn shown(text: &str) -> String {
    text.replace('\\', "").replace("&amp;", "&").replace("&#x2f;", "/")
}

#[test]
fn every_article_can_be_found_again() {
    let stage = Stage::new();
    records(&stage);
    for format in ["text", "markdown", "html", "email", "atom", "jsonfeed"] {
        let out = shown(&stage.run(&format!("digest in --to en --format {format}")).code(0).out);
        for place in ["in/all.jsonl#news-1", "in/all.jsonl:2", "https://example.org/3"] {
            assert!(out.contains(place), "{format} without {place}: {out}");
        }
        assert!(
            !out.contains("BBC News") && !out.contains("(Reuters)") && !out.contains('\u{feff}'),
            "{out}"
        );
    }
    for (name, part) in [("out.epub", "EPUB/bulletin.xhtml"), ("out.docx", "word/document.xml")] {
        stage.run(&format!("digest in --to en -o {name}")).code(0);
        let bytes = std::fs::read(stage.path(name)).unwrap();
        let mut text = String::new();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
        let text = shown(&text);
        assert!(text.contains("in/all.jsonl#news-1") && text.contains("in/all.jsonl:2"), "{name}: {text}");
    }
}

#[test]
fn feeds_keep_the_time_of_day() {
    let stage = Stage::new();
    records(&stage);
    let atom = stage.run("digest in --to en --format atom").code(0).out;
    assert!(atom.contains("<updated>2024-05-18T23:30:00+08:00</updated>"), "{atom}");
    assert!(atom.contains("<updated>2024-05-17T00:00:00Z</updated>"), "{atom}");
    let feed = stage.run("digest in --to en --format jsonfeed").code(0).out;
    assert!(feed.contains("\"date_published\": \"2024-05-18T23:30:00+08:00\""), "{feed}");
    stage.run("digest in --to en -o out.epub").code(0);
    let mut text = String::new();
    let mut archive =
        zip::ZipArchive::new(Cursor::new(std::fs::read(stage.path("out.epub")).unwrap())).unwrap();
    archive.by_name("EPUB/content.opf").unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains(">2024-05-18T15:30:00Z<"), "{text}");
    // A record of zhaiyi's own says the same when it is read again.
    let own = stage.run("read in --format jsonl").code(0).out;
    let again = stage.feed("read - --format jsonl", &own).code(0).records();
    assert_eq!(again[2]["published_at"], "2024-05-18T23:30:00+08:00", "{again:?}");
    assert!(again[2]["extra"].get("published_at").is_none(), "{again:?}");
}

#[test]
fn a_bulletin_in_chinese_speaks_chinese() {
    let stage = Stage::new();
    folder(&stage);
    let page = stage.run("digest in --to zh --format html").code(0).out;
    assert!(page.contains("逐词对译（规则）") && !page.contains("glossed by"), "{page}");
    let text = stage.run("digest in --to en --format text").code(0).out;
    assert!(text.contains("[en · extracted by rules]"), "{text}");
}

#[test]
fn a_memory_that_is_another_file_is_left_alone() {
    let stage = Stage::new();
    folder(&stage);
    stage.write("told.json", "my shopping list");
    stage
        .run("digest in --to en --new --published told.json")
        .code(1)
        .says(&["told.json is no list of published articles"]);
    assert_eq!(stage.read("told.json"), "my shopping list");
}

#[test]
fn reasons_and_wishes() {
    let stage = Stage::new();
    folder(&stage);
    let plain = json(&stage, "");
    let first = &plain["groups"][0];
    assert_eq!(
        (first["reasons"]["sources"].as_u64(), first["reasons"]["coverage"].as_f64()),
        (Some(2), Some(1.0))
    );
    assert_eq!(first["differences"][0]["figures"], serde_json::json!(["300", "400"]), "{first}");
    assert!(stage.run("digest in --to en").code(0).out.contains("Sources differ: 300 or 400 guests."));
    let lifts = json(&stage, "--prefer lifts=3 --topic Safety=lift,lifts");
    assert_eq!(lifts["groups"][0]["reasons"]["matched"], serde_json::json!(["lifts"]));
    assert_eq!(lifts["groups"][0]["topic"], "Safety");
    stage.run("digest in --to en --prefer lifts=much").code(2).says(&["\"much\" is no weight"]);
    stage.run("digest in --to en --topic Safety").code(2).says(&["NAME=WORD,WORD"]);
    // The same as settings, and another layout.
    stage.write(
        "zhaiyi.toml",
        "prefer = [\"lifts=3\"]\ntopic = [\"Ports=harbour,港口\", \"Safety=lift,lifts\"]\n",
    );
    let page = stage.run("digest in --to en,zh --format html").code(0).out;
    assert!(page.find(">Safety</h2>").unwrap() < page.find(">Ports</h2>").unwrap(), "{page}");
    assert!(page.contains("class=\"both\"") && page.contains("<h3 id="), "{page}");
    assert!(
        !stage
            .run("digest in --to en,zh --format html --layout interleaved")
            .code(0)
            .out
            .contains("\"both\"")
    );
    let text = stage.run("digest in --to en").code(0).out;
    assert!(text.contains("== Safety ==") && text.contains("== Ports =="), "{text}");
    stage.write("zhaiyi.toml", "");
    // Both stories may be led by one source.
    let capped = stage.run("digest in --to en --per-source 1 --prefer lifts=9").code(0);
    assert!(capped.out.contains("lifts"), "{}", capped.out);
}

#[test]
fn every_format_is_made() {
    let stage = Stage::new();
    folder(&stage);
    for (format, start) in
        [("html", "<!doctype html>"), ("email", "<!doctype html>"), ("atom", "<?xml"), ("jsonfeed", "{")]
    {
        let ran = stage.run(&format!("digest in --to en,zh --format {format} -o out.{format}")).code(0);
        assert!(ran.out.is_empty());
        let text = stage.read(&format!("out.{format}"));
        assert!(text.starts_with(start) && text.contains("Harbour Forum"), "{format}: {text}");
        assert!(!text.contains("<script") && !text.contains(" src="), "{format}: {text}");
    }
    let email = stage.read("out.email");
    assert!(!email.contains("<style") && !email.contains("<link") && !email.contains("<svg"), "{email}");
    for (name, part) in [("out.epub", "EPUB/bulletin.xhtml"), ("out.docx", "word/document.xml")] {
        stage.run(&format!("digest in --to en,zh -o {name}")).code(0);
        let bytes = std::fs::read(stage.path(name)).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains("Harbour Forum"), "{name}");
    }
}

#[test]
fn categories_of_the_sources_make_sections() {
    let stage = Stage::new();
    let line = |id: usize, tag: &str, title: &str, text: &str| {
        format!(
            "{{\"id\":{id},\"title\":\"{title}\",\"text\":\"{text}\",\"date\":\"2024-05-1{id}\",\"tags\":[\"{tag}\"]}}\n"
        )
    };
    let lines = [
        line(1, "Lifts", "A lamp in every lift", "A national standard asks for a lamp in every lift cabin."),
        line(
            2,
            "Lifts",
            "Old lifts are renewed",
            "The town of Ningbo renews ninety old lifts in its harbour houses.",
        ),
        line(3, "Chips", "Chips are cheaper", "Memory chips fell by 5 percent in autumn trade."),
    ];
    stage.write("in.jsonl", lines.concat());
    let ran = stage.run("digest in.jsonl --to en --format markdown").code(0);
    let headings: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("## ")).collect();
    // A category of one story alone parts nothing.
    assert_eq!(headings, ["## Lifts", "## Other news"], "{}", ran.out);
}
