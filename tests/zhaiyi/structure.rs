//! Markdown and pages keep their structure in translations.

use std::{fs, sync::Arc};

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use zhaiyi::{
    article::{Input, ReadOptions, unread},
    cache::Cache,
    pipeline::{Choice, Pipeline, Target, Wishes},
    rules::Rules,
    text::Language,
};

use crate::{
    documents::{document, markdown, page},
    stage::Stage,
};

/// The translation of a file of this name and content by the rules.
fn translated(name: &str, content: &str, from: Language) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, content).expect("a file");
    let to = if from == Language::English { Language::Chinese } else { Language::English };
    let options = ReadOptions { language: Some(from), pages: true, ..ReadOptions::default() };
    let reading = unread(vec![Input::Path(path)], options)
        .next()
        .expect("an article")
        .read()
        .result
        .expect("a readable article");
    let pipeline = Pipeline::new(vec![Arc::new(Rules)], Choice::Auto, Cache::disabled());
    let wishes = Wishes { translations: vec![Target::Language(to)], ..Wishes::default() };
    let told = pipeline.tell(&reading.article, Vec::new(), &wishes, &()).expect("a translation");
    told.record.translations.get(to).expect("in that language").text.clone()
}

/// A tree with the words masked: blocks in their order, and in each the codes in any order, since other languages have
/// another one.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    name: String,
    inline: bool,
    inner: Vec<Node>,
}

impl Node {
    fn new(name: String, inline: bool) -> Self {
        Self { name, inline, inner: Vec::new() }
    }

    fn sorted(mut self) -> Self {
        self.inner = self.inner.into_iter().map(Node::sorted).collect();
        self.inner.chunk_by_mut(|one, next| one.inline && next.inline).for_each(<[Node]>::sort);
        self
    }
}

fn markdown_tree(text: &str) -> Node {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut open = vec![Node::default()];
    let mut code = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => {
                code = matches!(tag, Tag::CodeBlock(_));
                let inline =
                    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. });
                open.push(Node::new(format!("{tag:?}"), inline));
            }
            Event::End(tag) => {
                let node = open.pop().expect("what ends was begun");
                code &= tag != TagEnd::CodeBlock;
                open.last_mut().expect("a root").inner.push(node);
            }
            Event::Text(words) if !code && !words.starts_with("https://") => {}
            Event::SoftBreak => {}
            other => open.last_mut().expect("a root").inner.push(Node::new(format!("{other:?}"), true)),
        }
    }
    open.pop().expect("a root").sorted()
}

fn html_tree(text: &str) -> Node {
    fn masked(node: &dom_query::NodeRef<'_>) -> Option<Node> {
        const INLINE: [&str; 5] = ["code", "a", "strong", "em", "img"];
        const SHOWN: [&str; 4] = ["alt", "title", "lang", "content"];
        if node.is_text() {
            let parent = node.parent().and_then(|parent| parent.node_name()).unwrap_or_default();
            let kept = ["code", "pre", "script", "style"].contains(&&*parent);
            return kept.then(|| Node::new(node.text().to_string(), true));
        }
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        let mut attributes = Vec::new();
        for attribute in node.attrs() {
            let key = attribute.name.local.to_string();
            let value = if SHOWN.contains(&&*key) { "…" } else { &*attribute.value };
            attributes.push(format!("{key}={value}"));
        }
        let inline = INLINE.contains(&&*name) || name.is_empty();
        let mut made = Node::new(format!("{name} {}", attributes.join(" ")), inline);
        made.inner = node.children().iter().filter_map(masked).collect();
        Some(made)
    }
    let document = dom_query::Document::from(text);
    masked(&document.root()).expect("a root").sorted()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn generated_markdown_keeps_its_tree(blocks in document()) {
        for language in [Language::English, Language::Chinese] {
            let source = markdown(&blocks, language, "");
            let target = translated("a.md", &source, language);
            prop_assert_eq!(markdown_tree(&target), markdown_tree(&source), "{}\n=>\n{}", source, target);
            prop_assert_eq!(target.lines().count(), source.lines().count(), "{}\n=>\n{}", source, target);
            prop_assert_ne!(target, source);
        }
    }

    #[test]
    fn generated_pages_keep_their_tree(blocks in document()) {
        for language in [Language::English, Language::Chinese] {
            let source = page(&blocks, language);
            let target = translated("a.html", &source, language);
            prop_assert_eq!(html_tree(&target), html_tree(&source), "{}\n=>\n{}", source, target);
            prop_assert_ne!(target, source);
        }
    }
}

#[test]
fn a_page_in_is_the_same_page_out() {
    let stage = Stage::new();
    stage.write(
        "page.html",
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>New rules for toys</title>\n\
         <meta name=\"description\" content=\"Rules for the safety of toys.\"></head>\n<body><p>The <a href=\"/c\" title=\"Who we are\">committee</a> \
         published <code>GB 6675</code> on May 16.</p>\n<img src=\"a.png\" alt=\"A toy\"></body></html>\n",
    );
    stage.run("translate page.html --to zh -o seite.html").code(0);
    let page = stage.read("seite.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\"><head><title>"), "{page}");
    for kept in [
        "<a href=\"/c\" title=\"",
        "<code>GB 6675</code>",
        "5月16日",
        "<img src=\"a.png\" alt=\"",
        "</body></html>\n",
    ] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    assert!(!page.contains("safety") && !page.contains("Who we are") && !page.contains("A toy"), "{page}");
    // Two languages or two columns are no page.
    let both = stage.run("translate page.html --to zh,en --format html").code(0);
    assert!(both.out.contains("glossed"), "{}", both.out);
}

/// By a tiny model of `tests/models`: sentences that it can translate, in documents.
#[cfg(feature = "neural")]
#[test]
fn a_model_keeps_the_structure_too() {
    let models = crate::stage::project().join("tests/models");
    let expected = fs::read_to_string(models.join("expected/qwen3.jsonl")).expect("expected answers");
    let wanted = |record: &serde_json::Value| {
        record["step"] == "translate"
            && record["source_lang"] == "zh"
            && !record["source"].as_str().is_none_or(|source| source.contains('\n'))
    };
    let records = expected.lines().map(|line| serde_json::from_str(line).expect("a record")).filter(wanted);
    let records: Vec<serde_json::Value> = records.take(16).collect();
    let outer = |words: &str| format!("- **{words}** ![](a.png)\n\n  ```sh\n  ls -l\n  ```\n");
    // A number of a standard, or the first day or year, stands in emphasis and in a link.
    let inner = |words: &str| {
        let start = words.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let end = words[start..].find(|c: char| !c.is_ascii_digit()).map_or(words.len(), |end| start + end);
        format!("> {}[**{}**](https://example.org){}\n", &words[..start], &words[start..end], &words[end..])
    };
    let stage = Stage::new();
    for (number, record) in records.iter().enumerate() {
        let source = record["source"].as_str().expect("a source");
        stage.write(&format!("outer/{number:02}.md"), outer(source));
        stage.write(&format!("inner/{number:02}.md"), inner(source));
    }
    let run = |folder: &str| {
        let model = models.join("qwen3").display().to_string();
        let ran =
            stage.run(&format!("translate {folder} --to en --from zh --model {model} --format jsonl -q"));
        assert_eq!(ran.records().len(), records.len(), "{}", ran.err);
        ran.records()
    };
    let text = |record: &serde_json::Value| record["translations"]["en"]["text"].as_str().map(str::to_owned);
    let made: Vec<Option<String>> = run("outer").iter().map(text).collect();
    let right = records
        .iter()
        .zip(&made)
        .filter(|(record, made)| **made == record["target"].as_str().map(outer))
        .count();
    assert!(right * 10 >= records.len() * 9, "{right} of {}: {made:?}", records.len());
    // The model has never seen a tag: whatever it makes of them, what is taken has them all.
    let mut taken = 0;
    for (record, made) in records.iter().zip(run("inner").iter().map(text)) {
        let source = inner(record["source"].as_str().expect("a source"));
        let Some(made) = made else { continue };
        assert_eq!(markdown_tree(&made), markdown_tree(&source), "{source} => {made}");
        taken += 1;
    }
    println!("{taken} of {} with codes within were taken", records.len());
}
