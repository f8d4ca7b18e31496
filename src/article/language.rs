//! Which language an article is taken to be in: what the user says, what the text shows, what its record says.

use super::{Article, ReadOptions, Warning};
use crate::text::{
    Language::{self, Chinese, TraditionalChinese},
    language::{detect, is_traditional_throughout},
};

/// So many bytes of clean text tell the language; more of them tell it no better.
const SAMPLE: usize = 8 * 1024;

/// The article's language. A record's word is believed as far as the text does not contradict it: script
/// (Simplified or Traditional) is seen better than said, so `zh` stands for either, but for text that mixes both.
pub(super) fn decide(
    article: &Article,
    declared: Option<&str>,
    options: &ReadOptions,
    warnings: &mut Vec<Warning>,
) -> Option<Language> {
    if options.language.is_some() {
        return options.language;
    }
    let sample = sample(article);
    let detected = detect(&sample);
    let Some(tag) = declared.map(str::trim).filter(|tag| !tag.is_empty()) else {
        return detected;
    };
    match (tag.parse::<Language>().ok(), detected) {
        (Some(Chinese), Some(TraditionalChinese)) if is_traditional_throughout(&sample) => detected,
        (Some(declared), Some(detected)) if declared.is_chinese() != detected.is_chinese() => {
            warnings.push(Warning::OtherLanguage { declared: tag.to_owned(), detected });
            Some(detected)
        }
        (Some(declared), _) => Some(declared),
        (None, detected) => detected,
    }
}

/// The title and the first paragraphs.
fn sample(article: &Article) -> String {
    let mut sample = article.title.clone().unwrap_or_default();
    for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
        let text = article.block_text(block);
        sample.push('\n');
        sample.push_str(&text[..text.floor_char_boundary(SAMPLE)]);
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}
