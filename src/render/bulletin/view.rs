//! A bulletin as templates see it: the same values for every format.

use jiff::{Timestamp, civil::Date};
use minijinja::{Value, context};

use super::{
    Bulletin, Group,
    chart::{self, Chart},
    labels, noted, place, said,
};
use crate::{
    fingerprint::Hasher,
    outcome::Finding,
    render::{
        Layout, Record,
        html::{is_link, listed, marked, tag, to_mark},
        in_place::placed,
        plain::clean,
        typography::{set, titled},
    },
    text::Language,
};

/// The values.
pub fn view(bulletin: &Bulletin) -> Value {
    let language = bulletin.language();
    let mut number = 0;
    let stories: Vec<(&str, Value)> = bulletin
        .groups
        .iter()
        .map(|group| (group.id.as_str(), story(bulletin, group, &mut number)))
        .collect();
    let shown =
        |group: &Group| stories.iter().find(|(id, _)| *id == group.id).map(|(_, story)| story.clone());
    let sections: Vec<(Option<&str>, Vec<Value>)> = bulletin
        .sections()
        .into_iter()
        .map(|(name, groups)| (name, groups.into_iter().filter_map(shown).collect()))
        .collect();
    let dates: Vec<Date> = bulletin.records().filter_map(|record| record.published).collect();
    let skipped = bulletin.skipped.iter();
    context! {
        title => bulletin.title.as_str(),
        lang => tag(Some(language)),
        languages => bulletin.languages.iter().map(|language| tag(Some(*language))).collect::<Vec<_>>(),
        about => bulletin.about(),
        nothing => bulletin.nothing(),
        chart => chart::chart(&dates).map(|chart| drawn(&chart, language)),
        // As they are read, which topics may make another order than that of their weight.
        contents => sections.iter().flat_map(|(_, stories)| stories.clone()).collect::<Vec<_>>(),
        sections => sections.into_iter().map(|(name, stories)| context! { name, stories }).collect::<Vec<_>>(),
        stories => stories.iter().map(|(_, story)| story.clone()).collect::<Vec<_>>(),
        side_by_side => bulletin.layout != Layout::Interleaved,
        skipped => skipped.map(|skipped| context! { name => skipped.name.as_str(), reason => said::said(&skipped.reason, language) }).collect::<Vec<_>>(),
        labels => context! {
            contents => labels::CONTENTS.in_language(language),
            skipped => labels::SKIPPED.in_language(language),
            earlier => labels::EARLIER.in_language(language),
            colon => labels::colon(language),
        },
        feed => urn(&["feed", &bulletin.title]),
        edition => urn(&["edition", &bulletin.title, &bulletin.groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>().join(" ")]),
        updated => updated(bulletin),
        modified => modified(bulletin),
    }
}

fn story(bulletin: &Bulletin, group: &Group, number: &mut usize) -> Value {
    let language = bulletin.language();
    let new = group.articles.len() - group.earlier;
    let languages = &bulletin.languages;
    let texts: Vec<Value> =
        group.shown(languages).into_iter().map(|language| text(group, language, languages)).collect();
    let link = |article: &'_ Record| article.source.clone().filter(|source| is_link(source));
    let articles = group.articles.iter().enumerate().map(|(at, article)| {
        *number += 1;
        let link_of = link(article);
        let is_first = group.articles[..at].iter().all(|other| link(other) != link_of);
        context! {
            number => *number,
            title => titled(&article.headline, language),
            lang => tag(article.lang),
            published => article.published.map(|date| date.to_string()),
            publisher => article.publisher.as_deref(),
            source => article.source.as_deref().filter(|source| *source != article.headline),
            address => link_of.as_deref().filter(|_| is_first).map(printed),
            place => link_of.is_none().then(|| place(article)).flatten(),
            link => link_of,
            earlier => at >= new,
        }
    });
    context! {
        id => group.id.as_str(),
        entry => urn(&["story", &group.id]),
        texts,
        articles => articles.collect::<Vec<_>>(),
        keywords => group.keywords_in(language).into_iter().map(str::to_owned).collect::<Vec<_>>(),
        updated => group.latest().unwrap_or_else(|| updated(bulletin)),
        link => group.link(),
    }
}

fn text(group: &Group, language: Language, languages: &[Language]) -> Value {
    let summary = group.said(language);
    let findings = summary.map(|made| to_mark(&made.findings)).unwrap_or_default();
    let findings: Vec<Finding> = findings.iter().map(|finding| said::finding(finding, language)).collect();
    let own = summary.and_then(|made| made.lang).unwrap_or(language);
    let text = summary.map_or("".into(), |made| set(&made.text, own));
    let text = clean(&text);
    let findings = placed(&findings, "", &text);
    let facts = group.facts.get(language).map(|facts| labels::named(facts, language)).unwrap_or_default();
    context! {
        lang => tag(Some(language)),
        headline => set(group.title(language), group.title_language(language)),
        lines => marked(&text, &findings),
        paragraphs => text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>(),
        own_lang => (own != language).then(|| tag(Some(own))),
        headline_lang => Some(group.title_language(language)).filter(|own| *own != language).map(|own| tag(Some(own))),
        findings => listed(&findings, language, |severity| said::severity(severity, language)),
        made => group.label(language, languages, labels::made_by),
        noted => group.label(language, languages, noted),
        differences => group.differences_in(language),
        facts => facts.iter().map(|(name, value)| context! { name => *name, value => set(value, language) }).collect::<Vec<_>>(),
    }
}

fn drawn(chart: &Chart, language: Language) -> Value {
    let caption = labels::caption(chart.unit, language);
    let counts: Vec<String> = chart.bars.iter().map(|bar| format!("{} {}", bar.name, bar.count)).collect();
    let between = if language.is_chinese() { ("：", "，") } else { (": ", ", ") };
    let bar = |bar: &chart::Bar| {
        let [x, y, width, height] = bar.place.map(|length| format!("{length:.1}"));
        context! { x, y, width, height }
    };
    context! {
        width => chart::WIDTH,
        height => chart::HEIGHT,
        caption,
        first => chart.ends.0.as_str(),
        last => chart.ends.1.as_str(),
        text => format!("{caption}{}{}", between.0, counts.join(between.1)),
        bars => chart.bars.iter().map(bar).collect::<Vec<_>>(),
    }
}

/// Characters of an address on paper at most.
const ADDRESS: usize = 72;

/// An address as it is printed: without its scheme; a long one without its query, and no longer than a line.
fn printed(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let whole = bare.trim_end_matches('/');
    if whole.chars().count() <= ADDRESS {
        return whole.to_owned();
    }
    let path = whole.split(['?', '#']).next().unwrap_or(whole);
    match path.char_indices().nth(ADDRESS - 1) {
        Some((end, _)) => format!("{}…", &path[..end]),
        None => format!("{path}…"),
    }
}

/// A name for good: a UUID of version 8 (RFC 9562), which any hash may fill.
fn urn(parts: &[&str]) -> String {
    let hash = parts.iter().fold(Hasher::new(), |hasher, part| hasher.field(*part)).finish().to_string();
    let digits: Vec<char> = hash.chars().filter(char::is_ascii_hexdigit).rev().take(32).collect();
    let hex = |range: std::ops::Range<usize>| digits[range].iter().collect::<String>();
    format!("urn:uuid:{}-{}-8{}-a{}-{}", hex(0..8), hex(8..12), hex(13..16), hex(17..20), hex(20..32))
}

/// When the newest article was published. Without any date, the beginning of 1970, which claims nothing.
fn updated(bulletin: &Bulletin) -> String {
    let latest = bulletin.groups.iter().filter_map(Group::latest);
    let moment = |text: &String| text.parse::<Timestamp>().ok();
    latest.max_by_key(moment).unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned())
}

/// The same in UTC, as a book must have it (EPUB 3.3, dcterms:modified).
fn modified(bulletin: &Bulletin) -> String {
    let moment = updated(bulletin).parse::<Timestamp>().unwrap_or_default();
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_on_paper() {
        assert_eq!(printed("https://www.example.org/news/?page=2"), "example.org/news/?page=2");
        assert_eq!(printed("http://example.org/"), "example.org");
        let query = format!("https://example.org/news?{}", "a".repeat(100));
        assert_eq!(printed(&query), "example.org/news…");
        let path = printed(&format!("https://example.org/{}", "标".repeat(100)));
        assert!(path.ends_with("标…") && path.chars().count() == ADDRESS);
    }
}
