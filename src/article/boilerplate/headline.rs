//! Telling a headline from a sentence.

use super::text::{Mark, ends_sentence, fits, is_chinese, is_han, width};

/// The widest headline, in columns: 60 Chinese characters, about 20 English words. Official notices of
/// Chinese ministries reach 55 characters.
const WIDEST: usize = 120;
/// English headlines of international bodies reach 180 columns.
const WIDEST_ENGLISH: usize = 180;
/// Headings inside an article are shorter than its headline.
pub(super) const WIDEST_HEADING: usize = 80;
/// Narrower lines are no running text even when they end as a sentence does.
const NARROWEST_SENTENCE: usize = 30;

/// Could be a headline: one short line, no sentence end, nothing that goes on.
pub(super) fn is_headline(line: &str) -> bool {
    let line = line.trim();
    if !fits(line, WIDEST_ENGLISH) || (!fits(line, WIDEST) && is_chinese(line)) {
        return false;
    }
    let Some(first) = line.chars().next() else {
        return false;
    };
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let stripped = line.trim_end_matches(Mark::closing);
    // A question or an exclamation may be a headline; a full stop or a comma at its end may not.
    let open_end = !stripped.ends_with(['.', '。', '．']) && !stripped.ends_with(Mark::pause);
    let starts_well =
        is_han(first) || first.is_uppercase() || first.is_ascii_digit() || "\"“‘「《【".contains(first);
    let one_sentence = !line.contains('。') && !has_two_sentences(line);
    letters >= 2 && open_end && starts_well && one_sentence
}

/// The headline of a line that says it is one: `Title: Forum held`, `标题：论坛举行`.
pub(super) fn labelled(line: &str) -> Option<&str> {
    const LABELS: [&str; 7] = ["Title", "TITLE", "Headline", "Subject", "标题", "標題", "题目"];
    let (label, title) = line.split_once([':', '：'])?;
    let title = title.trim();
    (LABELS.contains(&label.trim()) && is_headline(title)).then_some(title)
}

/// A sentence, or several: wide enough, and ended.
pub(super) fn is_prose(line: &str) -> bool {
    ends_sentence(line) && (line.len() > 4 * NARROWEST_SENTENCE || width(line) >= NARROWEST_SENTENCE)
}

/// The headline goes on in the next line: it ends in a word that needs another.
pub(super) fn goes_on(line: &str) -> bool {
    const OPEN: [&str; 12] = ["of", "the", "and", "for", "on", "in", "to", "with", "a", "an", "at", "by"];
    let line = line.trim_end();
    let last = line.rsplit(' ').next().unwrap_or("");
    OPEN.contains(&last)
        || line.ends_with(['的', '和', '与', '與', '、', '—', '《'])
        || line.ends_with("关于")
        || line.ends_with("關於")
}

/// `. ` between a small letter and a capital, as between two sentences.
fn has_two_sentences(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let before = line[..at].chars().rev().take_while(|c| c.is_lowercase()).count();
        before >= 3 && line[at + 2..].starts_with(char::is_uppercase)
    })
}
