//! Every format renders a record and a bulletin, and shows article text as text.

use super::*;
use crate::{
    article::{Article, Id},
    digest::{Difference, Facts, Reasons},
    outcome::{Finding, Method, Severity},
    text::Language,
};

/// What an article must not be able to do to a page.
const HOSTILE: &str =
    "<script>alert(1)</script> & \"quoted\" {{ title }} {% raw %} [x](javascript:y) **b** `c`";

fn record() -> Record {
    let article = Article {
        id: Id::Text("a".into()),
        source: Some("javascript:alert(2)".into()),
        title: Some(HOSTILE.into()),
        language: Some(Language::English),
        published: Some(jiff::civil::date(2024, 5, 16)),
        published_at: None,
        publisher: Some(HOSTILE.into()),
        text: HOSTILE.into(),
        blocks: Vec::new(),
        markup: crate::article::Markup::Plain,
        extra: serde_json::Map::new(),
    };
    let made = |text: &str, method| Made {
        text: text.into(),
        lang: None,
        method,
        engine: "rules".into(),
        findings: Vec::new(),
        escalated: Vec::new(),
        cached: Some(false),
        via: None,
    };
    let mut record = Record::of(&article, article.fingerprint(), vec!["careful".into()]);
    record.summaries.insert(Language::English, made(HOSTILE, Method::Extracted));
    record.translations.insert(Language::Chinese, made("译文\n第二行", Method::Glossed));
    record.text = Some(HOSTILE.into());
    record
}

fn bulletin() -> Bulletin {
    let mut headline = ByLanguage::default();
    headline.insert(Language::English, HOSTILE.to_owned());
    let mut summary = ByLanguage::default();
    let mut facts = ByLanguage::default();
    for (language, made) in record().summaries.iter() {
        summary.insert(language, made.clone());
        facts.insert(
            language,
            Facts { who: vec![HOSTILE.into()], figures: vec![HOSTILE.into()], ..Facts::default() },
        );
    }
    let differs = |language| Difference {
        language: Some(language),
        what: HOSTILE.into(),
        figures: vec![HOSTILE.into(), "400".into()],
    };
    let mut articles = vec![record(), record()];
    articles[1].source = Some("https://example.org/?a=\"><script>alert(3)</script>".into());
    articles[1].published = Some(jiff::civil::date(2024, 5, 18));
    let group = Group {
        id: "story-1".into(),
        headline,
        summary,
        facts,
        differences: vec![differs(Language::English), differs(Language::Chinese)],
        keywords: vec![HOSTILE.into()],
        topic: Some(HOSTILE.into()),
        score: 1.0,
        reasons: Reasons::default(),
        earlier: 1,
        articles,
    };
    let skipped = Skipped { name: HOSTILE.into(), reason: HOSTILE.into() };
    Bulletin::new(HOSTILE.into(), vec![Language::English, Language::Chinese], vec![group], vec![skipped])
}

#[test]
fn html_shows_article_text_as_text() {
    for layout in [Layout::Target, Layout::Interleaved, Layout::SideBySide] {
        let page = html_head(HOSTILE, None) + &html_record(&record(), layout) + &html_foot();
        assert_harmless(&page);
        assert!(page.contains("译文") && page.contains("glossed by rules"), "{page}");
    }
    let built_in = Templates::built_in();
    assert_harmless(&bulletin_html(&bulletin(), built_in).unwrap());
    assert_harmless(&bulletin_email(&bulletin(), built_in).unwrap());
}

#[test]
fn feeds_show_article_text_as_text() {
    let atom = bulletin_atom(&bulletin(), Templates::built_in()).unwrap();
    well_formed(&atom);
    // A reader unescapes the content once and shows it as HTML.
    let content = atom.split("<content type=\"html\">").nth(1).unwrap().split("</content>").next().unwrap();
    let shown = html_escape::decode_html_entities(content);
    assert!(shown.contains("&lt;script&gt;alert(1)") && !shown.contains("<script"), "{shown}");
    assert!(shown.contains("{{ title }}") && !shown.contains("href=\"javascript"), "{shown}");
    let json = bulletin_json_feed(&bulletin(), Templates::built_in()).unwrap();
    let feed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((feed["title"].as_str(), feed["items"][0]["title"].as_str()), (Some(HOSTILE), Some(HOSTILE)));
    let shown = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(shown.contains("&lt;script&gt;alert(1)") && !shown.contains("<script"), "{shown}");
}

#[test]
fn books_and_documents_show_article_text_as_text() {
    for bytes in [
        bulletin_epub(&bulletin(), Templates::built_in()).unwrap(),
        bulletin_docx(&bulletin(), Templates::built_in()).unwrap(),
    ] {
        let all = unpacked(bytes);
        all.iter().for_each(|text| well_formed(text));
        let all = all.concat();
        assert!(all.contains("&lt;script&gt;alert(1)") && !all.contains("<script"), "{all}");
        assert!(all.contains("{{ title }}") && !all.contains("\"javascript:"), "{all}");
    }
}

/// An article that turns the direction of writing could show other figures than it has.
#[test]
fn no_format_turns_the_direction_of_writing() {
    const TURNED: &str = "共\u{202e}321\u{202c}人\u{2067}x\u{2069}\u{feff}";
    let mut turned = bulletin();
    turned.title = TURNED.into();
    let group = &mut turned.groups[0];
    group.headline = ByLanguage::default();
    group.headline.insert(Language::Chinese, TURNED.into());
    group.keywords = vec![TURNED.into()];
    group.topic = Some(TURNED.into());
    group.articles[0].headline = TURNED.into();
    group.articles[0].publisher = Some(TURNED.into());
    group.articles[1].source = Some("https://example.org/\u{202e}a".into());
    let mut made = group.summary.get(Language::English).cloned().unwrap();
    made.text = TURNED.into();
    group.summary = ByLanguage::default();
    group.summary.insert(Language::Chinese, made);
    let built_in = Templates::built_in();
    let texts = [
        bulletin_plain(&turned),
        bulletin_markdown(&turned),
        bulletin_json(&turned).unwrap(),
        bulletin_html(&turned, built_in).unwrap(),
        bulletin_email(&turned, built_in).unwrap(),
        bulletin_atom(&turned, built_in).unwrap(),
        bulletin_json_feed(&turned, built_in).unwrap(),
        unpacked(bulletin_epub(&turned, built_in).unwrap()).concat(),
        unpacked(bulletin_docx(&turned, built_in).unwrap()).concat(),
    ];
    for text in texts {
        assert!(text.contains("共321人x"), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{202c}', '\u{2067}', '\u{2069}', '\u{feff}']), "{text}");
    }
}

/// The XML files in a zip archive.
fn unpacked(bytes: Vec<u8>) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let texts = names.iter().filter(|name| !name.ends_with(".css") && *name != "mimetype");
    texts
        .map(|name| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
            text
        })
        .collect()
}

/// Every element is closed, and nothing but XML is in it.
fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{xml}");
}

#[test]
fn a_user_s_template_stands_in_the_place_of_the_built_in_one() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("templates");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("bulletin.html"), "{{ title }}: {{ stories | length }}").unwrap();
    let assets = crate::assets::Assets::new(Some(home.path().to_owned()));
    let page = bulletin_html(&bulletin(), &Templates::new(&assets).unwrap()).unwrap();
    assert!(page.starts_with("&lt;script&gt;") && page.ends_with(": 1\n"), "{page}");
    std::fs::write(folder.join("bulletin.html"), "{{ title }\n{% if %}").unwrap();
    let error = Templates::new(&assets).unwrap_err().to_string();
    assert!(error.contains("bulletin.html") && error.contains("line 1"), "{error}");
}

fn assert_harmless(page: &str) {
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script"), "{page}");
    assert!(page.contains("{{ title }}"), "the braces of an article are no template: {page}");
    assert!(!page.contains("href=\"javascript"), "{page}");
}

#[test]
fn findings_are_marked_in_their_lines() {
    let mut record = record();
    let finding = |severity, words: Option<&str>| Finding {
        check: "numbers".into(),
        severity,
        message: HOSTILE.into(),
        source: None,
        target: words.map(str::to_owned),
    };
    let made = Made {
        text: format!("共900人\n{HOSTILE}"),
        lang: None,
        method: Method::Glossed,
        engine: "rules".into(),
        findings: vec![
            finding(Severity::Error, Some("900人")),
            finding(Severity::Warning, Some("\"quoted\"")),
            finding(Severity::Note, Some("共")),
            finding(Severity::Error, None),
        ],
        escalated: Vec::new(),
        cached: Some(false),
        via: None,
    };
    record.summaries.insert(Language::Chinese, made.clone());
    record.translations = ByLanguage::default();
    record.translations.insert(Language::Chinese, made);
    for layout in [Layout::Target, Layout::Interleaved, Layout::SideBySide] {
        let page = html_head(HOSTILE, None) + &html_record(&record, layout) + &html_foot();
        assert_harmless(&page);
        assert_eq!(page.matches("900人<sup>1</sup></mark></p>").count(), 2, "{page}");
        assert_eq!(page.matches("<mark class=\"warning\" title=\"&lt;script&gt;").count(), 2, "{page}");
        assert_eq!(
            page.matches("<li value=\"3\">").count(),
            2,
            "without words it is told all the same: {page}"
        );
        assert!(!page.contains("class=\"note\""), "notes are for records: {page}");
    }
}

#[test]
fn a_checked_pair_is_a_page() {
    let glossary = crate::task::Glossary::default();
    let pair = crate::checks::Pair {
        task: crate::checks::Work::Translation,
        source: &format!("More than 300 people came.\n{HOSTILE}"),
        target: &format!("380多人到场。\n{HOSTILE}"),
        source_lang: Language::English,
        target_lang: Language::Chinese,
        glossary: &glossary,
    };
    let findings = crate::checks::check(&pair);
    let page = html_check(HOSTILE, &pair, &findings.iter().map(Placed::from).collect::<Vec<_>>());
    assert_harmless(&page);
    assert!(page.contains(">380多人<sup>1</sup></mark>到场。</p>"), "{page}");
    assert!(
        page.contains("More than <mark") || page.contains(">300 people<sup>1</sup></mark> came."),
        "{page}"
    );
}

#[test]
fn markdown_shows_article_text_as_text() {
    for text in [markdown_record(&record(), Layout::SideBySide), bulletin_markdown(&bulletin())] {
        assert!(text.contains("\\<script\\>"), "{text}");
        assert!(!text.contains("[x](javascript") && !text.contains(" <script"), "{text}");
        assert!(text.contains("\\*\\*b\\*\\*"), "{text}");
    }
}

#[test]
fn json_has_the_fields_of_the_schema_in_their_order() {
    let json = serde_json::to_string(&record()).unwrap();
    let order = [
        "schema",
        "id",
        "source",
        "hash",
        "lang",
        "title",
        "published",
        "summaries",
        "translations",
        "warnings",
    ];
    let places: Vec<usize> = order.iter().map(|field| json.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{json}");
    let bulletin: serde_json::Value = serde_json::from_str(&bulletin_json(&bulletin()).unwrap()).unwrap();
    assert_eq!(bulletin["schema"], "zhaiyi-digest/1");
    assert_eq!(bulletin["groups"][0]["articles"][0]["title"], HOSTILE);
}

#[test]
fn plain_text_for_a_pipe_is_the_text_alone() {
    let mut record = record();
    record.text = None;
    assert_eq!(plain_record(&record, PlainStyle::default()), format!("{HOSTILE}\n译文\n第二行\n"));
    let wide = PlainStyle { width: Some(100), ..PlainStyle::default() };
    assert!(plain_record(&record, wide).contains("2024-05-16 · en"));
}
