//! A headline for a story whose sources have none: who did what, out of the sentence that leads it.
//!
//! An editor's shortening, by rules: what says who sent the report and when goes, asides go, and the sentence ends behind a
//! clause that has a subject and a predicate. Words are left out, never put in; only a colon may stand for "said".

mod chinese;
mod english;

use crate::text::Language;

/// Characters of a Chinese headline.
pub const CHINESE: usize = 30;
/// Characters of an English headline.
pub const ENGLISH: usize = 90;

/// The headline of a sentence; `None` where no part of it can stand as one. Longer than [`CHINESE`] or [`ENGLISH`] characters it
/// is only where the sentence has no earlier place to end, and never more than twice as long.
pub fn headline(sentence: &str, language: Language) -> Option<String> {
    match language.is_chinese() {
        true => chinese::headline(sentence),
        false => english::headline(sentence),
    }
}
