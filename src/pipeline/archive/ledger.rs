//! The books of an archive: every input is entered once, what was seen before is recognized, and the sums come out of
//! the entries alone. So a merged archive has the books that one run would have.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::entry::{Entry, Fate, Texts};
use crate::{
    article::Id,
    fingerprint::{Fingerprint, Hasher},
};

/// The sums over all entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Inputs: the next three together.
    #[serde(rename = "in")]
    pub inputs: u64,
    /// Records written.
    pub written: u64,
    /// Inputs that failed.
    pub failed: u64,
    /// Inputs that repeat an earlier one: the same id and the same article.
    pub repeated: u64,
    /// Articles that share their id with another article; each has its record.
    pub same_id: u64,
    /// Records in which the reader or a check warns of something.
    pub with_warnings: u64,
    /// Records in which a check found an error.
    pub with_errors: u64,
    /// Texts by how they came about: "summary/en extracted by rules".
    pub texts: BTreeMap<String, u64>,
}

/// Every input of the whole, be it in this part or another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// How many there are.
    pub inputs: u64,
    /// The hash of their ids, in order: the parts of one archive have it in common.
    pub ids: Fingerprint,
}

/// The books while they are kept.
///
/// Memory: one entry of the map for each article, below 100 bytes; nothing else grows.
#[derive(Default)]
pub struct Ledger {
    inputs: u64,
    ids: Hasher,
    input: Hasher,
    totals: Totals,
    seen: HashMap<u128, Seen>,
}

/// The first input of an id, or of an id and an article.
#[derive(Clone, Copy)]
struct Seen {
    n: u64,
    article: u64,
}

/// What is known of an article beside those before it.
enum Known {
    /// Nothing like it was seen.
    New,
    /// Another article has the same id.
    SameId,
    /// The input at this place was the same.
    Same(u64),
}

impl Ledger {
    /// Enters an input that is in another part.
    pub fn elsewhere(&mut self, id: &Id) {
        self.ids.add(id.to_string());
        self.inputs += 1;
    }

    /// Enters the next input, an article with its record. Where an earlier input was the same, by its id and `key`, the
    /// entry says so, and the record is not to be written again.
    pub fn written(
        &mut self,
        id: Id,
        article: Fingerprint,
        key: Fingerprint,
        record: Fingerprint,
        texts: Texts,
    ) -> Entry {
        let totals = &mut self.totals;
        let fate = match recognize(&mut self.seen, &id, key, self.inputs) {
            Known::Same(first) => {
                totals.repeated += 1;
                Fate::Repeated { article, first }
            }
            known => {
                totals.written += 1;
                totals.same_id += u64::from(matches!(known, Known::SameId));
                totals.with_warnings += u64::from(texts.warnings > 0);
                totals.with_errors += u64::from(texts.errors > 0);
                for made in &texts.made {
                    match totals.texts.get_mut(made) {
                        Some(count) => *count += 1,
                        None => drop(totals.texts.insert(made.clone(), 1)),
                    }
                }
                Fate::Written { article, record, file: None, texts }
            }
        };
        self.enter(id, article, fate)
    }

    /// Enters the next input, which failed; `error` is the hash of its line in the file of errors.
    pub fn failed(&mut self, id: Id, error: Fingerprint) -> Entry {
        self.totals.failed += 1;
        self.enter(id, error, Fate::Failed { error })
    }

    /// Enters the next input as a repetition, if it is one.
    pub fn repeated(&mut self, id: &Id, article: Fingerprint, key: Fingerprint) -> Option<Entry> {
        let text = id.to_string();
        let by_id = self.seen.get(&short(&text, None)).filter(|seen| seen.article == first_bytes(key));
        let first = by_id.or_else(|| self.seen.get(&short(&text, Some(key))))?.n;
        self.totals.repeated += 1;
        Some(self.enter(id.clone(), article, Fate::Repeated { article, first }))
    }

    /// Passes over inputs of which nothing is known, up to place `n`.
    pub fn skip_to(&mut self, n: u64) {
        self.inputs = n;
    }

    fn enter(&mut self, id: Id, what: Fingerprint, fate: Fate) -> Entry {
        let text = id.to_string();
        self.ids.add(&text);
        self.input.add(&text);
        self.input.add(what.as_bytes());
        self.totals.inputs += 1;
        self.inputs += 1;
        Entry { n: self.inputs - 1, id, fate }
    }

    /// The sums so far.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The inputs of the whole so far.
    pub fn inputs(&self) -> u64 {
        self.inputs
    }

    /// What all parts have in common.
    pub fn whole(&self) -> Whole {
        Whole { inputs: self.inputs, ids: self.ids.finish() }
    }

    /// The hash of the inputs of this part: their ids and articles, in order.
    pub fn input(&self) -> Fingerprint {
        self.input.finish()
    }
}

/// Looks whether the article was seen before, and remembers it if not.
fn recognize(seen: &mut HashMap<u128, Seen>, id: &Id, article: Fingerprint, n: u64) -> Known {
    let id = id.to_string();
    let this = Seen { n, article: first_bytes(article) };
    let by_id = *seen.entry(short(&id, None)).or_insert(this);
    if by_id.n == n {
        return Known::New;
    }
    if by_id.article == this.article {
        return Known::Same(by_id.n);
    }
    let by_both = *seen.entry(short(&id, Some(article))).or_insert(this);
    if by_both.n == n { Known::SameId } else { Known::Same(by_both.n) }
}

/// 128 bits tell apart more ids than will ever be written: with a billion of them the chance that two meet is 1 in 10^21.
fn short(id: &str, article: Option<Fingerprint>) -> u128 {
    let hash = Hasher::new().field(id).optional(article.map(|article| *article.as_bytes())).finish();
    hash.as_bytes().first_chunk().map_or(0, |bytes| u128::from_le_bytes(*bytes))
}

fn first_bytes(hash: Fingerprint) -> u64 {
    hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> Fingerprint {
        Fingerprint::of(text.as_bytes())
    }

    #[test]
    fn only_the_same_article_under_the_same_id_is_a_repetition() {
        let mut ledger = Ledger::default();
        let mut enter = |(id, article): (&str, &str)| {
            let entry = {
                let article = hash(article);
                ledger.written(Id::Text(id.into()), article, article, hash("r"), Texts::default())
            };
            match entry.fate {
                Fate::Repeated { first, .. } => Some(first),
                _ => None,
            }
        };
        let same = [("a", "1"), ("b", "1"), ("a", "1"), ("a", "2"), ("a", "2"), ("a", "1"), ("b", "3")];
        let same = same.map(&mut enter);
        assert_eq!(same, [None, None, Some(0), None, Some(3), Some(0), None]);
        let totals = ledger.totals();
        assert_eq!((totals.inputs, totals.written, totals.repeated, totals.same_id), (7, 4, 3, 2));
    }

    #[test]
    fn the_parts_know_the_same_whole() {
        let ids: Vec<Id> = (0..20).map(|n| Id::Text(format!("{n}"))).collect();
        let whole = |has: &dyn Fn(usize) -> bool| {
            let mut ledger = Ledger::default();
            for (at, id) in ids.iter().enumerate() {
                if has(at) {
                    ledger.failed(id.clone(), hash("x"));
                } else {
                    ledger.elsewhere(id);
                }
            }
            ledger.whole()
        };
        assert_eq!(whole(&|_| true), whole(&|at| at % 3 == 0));
        assert_eq!(whole(&|_| true), whole(&|_| false));
    }
}
