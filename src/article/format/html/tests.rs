//! Pages whole, sloppy and hostile.

use std::time::Instant;

use super::*;
use crate::article::{BlockKind, name::Name, testing::assert_covered};

fn reading(html: impl Into<Vec<u8>>) -> Reading {
    read(Single::whole(Name::path("a.html"), html.into()), &ReadOptions::default()).unwrap()
}

const SENTENCE: &str =
    "The committee approved the revised standard on safety signs, which takes effect in October. ";

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head>{head}</head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>\
        <article>{body}</article><footer>All rights reserved</footer><script>alert('<p>no text</p>')</script></body></html>"
    )
}

#[test]
fn a_news_page_gives_its_article_and_its_facts() {
    let head = "<title>Safety signs revised - Standards Daily</title><meta property=og:site_name content='Standards Daily'>\
        <meta property='article:published_time' content='2023-06-13T08:00:00+08:00'>";
    let body = format!(
        "<h1>Safety signs revised</h1><p>{}</p><h2>What changes</h2><p>{}Fish &amp; chips<br>are unaffected.</p>\
        <ul><li>{SENTENCE}</li><li>two</li></ul><figure><img src=a.png><figcaption>A new sign</figcaption></figure><p>{}</p>",
        SENTENCE.repeat(4),
        SENTENCE.repeat(3),
        SENTENCE.repeat(4)
    );
    let reading = reading(page(head, &body));
    let article = reading.article;
    assert_eq!(article.title.as_deref(), Some("Safety signs revised"));
    assert_eq!(article.published, Some(jiff::civil::date(2023, 6, 13)));
    assert_eq!(article.publisher.as_deref(), Some("Standards Daily"));
    assert_covered(&article.text, &article.blocks);
    let clean = article.clean_text();
    assert!(clean.starts_with("The committee"), "{clean}");
    assert!(
        clean.contains("\n\nWhat changes\n\n") && clean.contains("Fish & chips\nare unaffected.\n\n"),
        "{clean}"
    );
    assert!(!clean.contains("rights") && !clean.contains("News") && !clean.contains("no text"), "{clean}");
    assert!(article.blocks.iter().any(|block| block.kind == BlockKind::Caption));
    assert_eq!(reading.warnings, []);
}

#[test]
fn a_declared_charset_is_followed() {
    let zh = "国家标准化管理委员会发布公告，三百余项国家标准将于十月一日起实施。".repeat(8);
    let html =
        page("<meta charset=gb2312><title>三百余项国家标准发布_标准日报</title>", &format!("<p>{zh}</p>"));
    let reading = reading(encoding_rs::GBK.encode(&html).0.into_owned());
    assert_eq!(reading.article.title.as_deref(), Some("三百余项国家标准发布"));
    assert_eq!(reading.article.clean_text(), zh);
}

#[test]
fn json_ld_and_time_give_the_date() {
    let json = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"Signs","datePublished":"2023-06-13"}]}</script>"#;
    assert_eq!(page::read(json).published, Some(jiff::civil::date(2023, 6, 13)));
    assert_eq!(page::read("<time datetime=2023-06-13>").published, Some(jiff::civil::date(2023, 6, 13)));
}

#[test]
fn a_dateline_under_the_heading_gives_date_and_source() {
    let page = page::read(
        "<h1>大连标准论坛举行</h1><p><span>2023年06月13日 15:56　来源：标准日报</span></p><p>正文。</p>",
    );
    assert_eq!(page.published, Some(jiff::civil::date(2023, 6, 13)));
    assert_eq!(page.publisher.as_deref(), Some("标准日报"));
}

#[test]
fn hostile_pages_take_no_longer_than_others() {
    let deep = |tag: &str| format!("<{tag}>").repeat(100_000) + SENTENCE;
    let pages = [
        deep("div"),
        deep("div><p"),
        deep("b"),
        deep("table><tr><td"),
        deep("p"),
        deep("li"),
        "<".repeat(1_000_000),
        "&amp;".repeat(800_000),
        "<a ".repeat(300_000),
        "<a b='".repeat(200_000),
        "<!--".repeat(200_000),
        "<script>".repeat(100_000),
        format!("<p>{}</p>", SENTENCE.repeat(20_000)),
        format!("<p>{SENTENCE}</p>").repeat(20_000),
        format!("<b a=1><i b=2><p>{SENTENCE}").repeat(100),
    ];
    for html in pages {
        let start = Instant::now();
        let _ = read(Single::whole(Name::stdin(), html.clone().into()), &ReadOptions::default());
        let seconds = start.elapsed().as_secs_f32();
        assert!(seconds < 5.0, "{seconds} s for {}", &html[..24]);
    }
}

#[test]
fn any_markup_is_covered_by_blocks() {
    proptest::proptest!(|(html in "(</?(p|div|h1|li|td|tr|table|pre|blockquote|figcaption|br|nav|svg)>|&amp;|[a-c标<>&\" \n]){0,60}")| {
        for scope in [render::Scope::Main, render::Scope::Page] {
            let rendered = render::render(&html, scope);
            assert_covered(&rendered.text, &rendered.blocks);
            assert_eq!(rendered.blocks.len(), rendered.marks.len());
        }
        page::read(&html);
    });
}
