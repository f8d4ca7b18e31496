//! Which records tell the same story, remembered: comparing is the slowest part of a bulletin that was made before.

use std::{borrow::Cow, sync::Arc};

use serde_json::{Value, json};

use crate::{
    cache::{CacheKey, Context, Entry},
    digest::{Candidate, English, group},
    engine::Watcher,
    fingerprint::{Fingerprint, Hasher},
    outcome::{Method, Outcome, Provenance},
    rules,
    segment::Source,
    task::{Task, TermList, Translate},
    text::Language,
};

use super::{Choice, Pipeline, plan::plan};

/// Characters of an article's text that are translated so that it can be compared with articles in another language.
const COMPARED: usize = 1_500;

/// Fewer articles than this are compared as fast as they are looked up, and would only fill the cache.
const WORTH_KEEPING: usize = 64;

/// What the cache calls it.
const TASK: &str = "group";

impl Pipeline {
    /// The groups of `candidates`, as indices. They depend on nothing but the candidates, the code that compares them and
    /// whatever translates those that are in Chinese.
    pub(super) fn groups(
        &self,
        candidates: &[Candidate],
        terms: &TermList,
        watcher: &dyn Watcher,
    ) -> Vec<Vec<usize>> {
        if candidates.len() < WORTH_KEEPING {
            return self.compare(candidates, terms, watcher);
        }
        let recipe = self.grouping_recipe(terms);
        let key = CacheKey {
            recipe: Hasher::new().field("recipe").field(recipe.to_string()).finish(),
            source: fingerprint(candidates),
        };
        let vacant = match self.entry(key) {
            Entry::Hit(outcome) => match parsed(&outcome.text, candidates.len()) {
                Some(groups) => return groups,
                None => self.cache().refresh(key),
            },
            Entry::Vacant(vacant) => vacant,
        };
        let groups = self.compare(candidates, terms, watcher);
        let outcome = note(key, json!(groups).to_string());
        let name = format!("{} articles", candidates.len());
        vacant.save(&outcome, &Context { recipe: &recipe, name: &name, task: TASK });
        groups
    }

    /// Everything but the candidates that can change the groups.
    fn grouping_recipe(&self, terms: &TermList) -> Value {
        let translations = [Language::Chinese, Language::TraditionalChinese].map(|from| {
            let task = translation(from, terms);
            let engines = plan(&task, &by_rules(), self.loaders()).engines;
            engines.iter().map(|loader| loader.recipe(&task).value()).collect::<Vec<_>>()
        });
        let memory = self.memory().digest().map(|digest| digest.to_string());
        let mut recipe = json!({"recipe": 1, "engine": "digest", "task": {"kind": TASK}, "code": rules::DATA, "compared by": translations});
        if let Some(memory) = memory {
            recipe["memory"] = memory.into();
        }
        recipe
    }

    fn compare(&self, candidates: &[Candidate], terms: &TermList, watcher: &dyn Watcher) -> Vec<Vec<usize>> {
        let chinese = candidates.iter().filter(|candidate| candidate.language.is_chinese()).count();
        if chinese == 0 || chinese == candidates.len() {
            return group(candidates);
        }
        let with_english = |candidate: &Candidate| {
            let english = candidate.language.is_chinese().then(|| self.in_english(candidate, terms, watcher));
            Candidate { english, ..candidate.clone() }
        };
        let comparable: Vec<Candidate> = candidates.iter().map(with_english).collect();
        group(&comparable)
    }

    /// The headline and lead of a Chinese candidate in English, by the rules: good enough to compare by, and the same
    /// whichever models are installed. Where that fails they are empty: it meets only Chinese ones.
    fn in_english(&self, candidate: &Candidate, terms: &TermList, watcher: &dyn Watcher) -> English {
        let task = translation(candidate.language, terms);
        let name = format!("{}#compared", candidate.id);
        let translated = |text: &str| {
            let done = self.run_by(&by_rules(), &task, &Source::line(text), &name, watcher);
            done.map(|done| done.outcome.text).unwrap_or_default()
        };
        let end = candidate.text.char_indices().nth(COMPARED).map_or(candidate.text.len(), |(at, _)| at);
        English { title: translated(&candidate.title), text: translated(&candidate.text[..end]) }
    }
}

/// What a digest keeps for itself in the cache: no reader sees it.
pub(super) fn note(key: CacheKey, text: String) -> Outcome {
    let provenance = Provenance {
        engine: "digest".to_owned(),
        method: Method::Verbatim,
        recipe: key.recipe,
        source: key.source,
        findings: Vec::new(),
        escalated: Vec::new(),
    };
    Outcome { text, provenance }
}

/// The engine that translates what is only compared.
fn by_rules() -> Choice {
    Choice::Exactly("rules".to_owned())
}

fn translation(from: Language, terms: &TermList) -> Task {
    let to = Language::English;
    Task::Translate(Translate { from, to, glossary: Arc::new(terms.glossary(from, to)) })
}

/// The hash of all that groups are made by.
fn fingerprint(candidates: &[Candidate]) -> Fingerprint {
    let mut hasher = Hasher::new().field(TASK);
    for Candidate { id, language, title, text, published, .. } in candidates {
        let published = published.map_or(Cow::Borrowed(""), |date| date.to_string().into());
        hasher = hasher.field(id).field(language.tag()).field(title).field(text).field(published.as_ref());
    }
    hasher.finish()
}

/// The groups, if they are groups of `n` articles, each in exactly one.
fn parsed(text: &str, n: usize) -> Option<Vec<Vec<usize>>> {
    let groups: Vec<Vec<usize>> = serde_json::from_str(text).ok()?;
    let mut members: Vec<usize> = groups.iter().flatten().copied().collect();
    members.sort_unstable();
    (members.iter().copied().eq(0..n) && groups.iter().all(|group| !group.is_empty())).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_partition_is_taken() {
        assert_eq!(parsed("[[0,2],[1]]", 3), Some(vec![vec![0, 2], vec![1]]));
        for bad in ["[[0,2],[1]]x", "[[0],[1]]", "[[0,1],[1,2]]", "[[0,1,2],[]]", "[[0,1,3]]", "{}"] {
            assert_eq!(parsed(bad, 3), None, "{bad}");
        }
    }
}
