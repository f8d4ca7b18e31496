//! The key facts of two columns that stand side by side: from one list, so that both show the same.

use crate::{
    digest::Facts,
    render::{Made, Record},
    rules::is_guesswork,
    task::TermList,
    text::{Language, script::is_han},
};

use super::{counterparts::by_rules, in_script::in_script, known::counterparts};

/// A column, and what is known from it.
pub(super) struct Told<'a> {
    pub language: Language,
    pub summary: Option<&'a Made>,
    pub facts: Facts,
}

/// A kind of facts: whether they are names, and where they are.
#[derive(Clone, Copy)]
struct Kind {
    is_name: bool,
    of: fn(&mut Facts) -> &mut Vec<String>,
}

const KINDS: [Kind; 5] = [
    Kind { is_name: true, of: |facts| &mut facts.who },
    Kind { is_name: false, of: |facts| &mut facts.when },
    Kind { is_name: false, of: |facts| &mut facts.planned },
    Kind { is_name: true, of: |facts| &mut facts.r#where },
    Kind { is_name: false, of: |facts| &mut facts.figures },
];

/// Gives a Chinese and an English column the same facts: of each kind those of the column that leads or, where it has none, of the
/// other one. Each is said in words that stand in the text of the column or in an article; what cannot be said so stands as it
/// is. A column in the original has the facts in the original too.
pub(super) fn shared(columns: &mut [Told<'_>], articles: &[Record], terms: &TermList) {
    let at = |chinese| columns.iter().position(|column| column.language.is_chinese() == chinese);
    let (Some(chinese), Some(english)) = (at(true), at(false)) else { return };
    let leads_in_chinese = articles.iter().find_map(|article| article.lang).is_some_and(Language::is_chinese);
    let (lead, other) = if leads_in_chinese { (chinese, english) } else { (english, chinese) };
    let original = columns[other].summary.is_some_and(|made| made.lang.is_some());
    if original {
        columns[other].facts = columns[lead].facts.clone();
        return;
    }
    let text = |at: usize| columns[at].summary.map_or("", |made| made.text.as_str());
    let texts = [text(lead), text(other)];
    let saying = |text| Saying { articles, terms, text };
    let languages = (columns[lead].language, columns[other].language);
    for kind in KINDS {
        let ours = std::mem::take((kind.of)(&mut columns[lead].facts));
        let theirs = std::mem::take((kind.of)(&mut columns[other].facts));
        let pairs: Vec<(String, String)> = match ours.is_empty() {
            false => saying(texts[1]).pairs(ours, &theirs, kind, languages),
            true => {
                let back = saying(texts[0]).pairs(theirs, &[], kind, (languages.1, languages.0));
                back.into_iter().map(|(theirs, ours)| (ours, theirs)).collect()
            }
        };
        let (ours, theirs) = pairs.into_iter().unzip();
        *(kind.of)(&mut columns[lead].facts) = ours;
        *(kind.of)(&mut columns[other].facts) = theirs;
    }
}

/// What is needed to say a fact in another language.
struct Saying<'a> {
    articles: &'a [Record],
    terms: &'a TermList,
    /// The text of the column in which it is said.
    text: &'a str,
}

impl Saying<'_> {
    /// Each fact with its words in the other language: the ones the other column has, else a translation.
    fn pairs(
        &self,
        ours: Vec<String>,
        theirs: &[String],
        kind: Kind,
        (from, to): (Language, Language),
    ) -> Vec<(String, String)> {
        let with = |ours: String| {
            let known = theirs.iter().find(|theirs| self.is_same(&ours, theirs, kind, to)).cloned();
            let other = known.or_else(|| self.said(&ours, kind, from, to)).unwrap_or_else(|| ours.clone());
            (ours, other)
        };
        let mut out: Vec<(String, String)> = Vec::new();
        for pair in ours.into_iter().map(with) {
            if out.iter().all(|other| other.1 != pair.1) {
                out.push(pair);
            }
        }
        out
    }

    /// Do both say the same?
    fn is_same(&self, ours: &str, theirs: &str, kind: Kind, to: Language) -> bool {
        let of = |fact: &str| {
            let mut facts = Facts::default();
            (kind.of)(&mut facts).push(fact.to_owned());
            facts
        };
        let published = self.articles.iter().find_map(|article| article.published);
        let names = |name: &str| counterparts(name, to, self.terms);
        !of(theirs).also_in(to, &of(ours), published, &names).is_empty()
    }

    /// A fact in the other language, in words that stand in the column or in an article.
    fn said(&self, fact: &str, kind: Kind, from: Language, to: Language) -> Option<String> {
        let text = |article: &'_ Record| article.text.clone().unwrap_or_default();
        let stands = |words: &String| {
            self.text.contains(words) || self.articles.iter().any(|article| text(article).contains(words))
        };
        let known = counterparts(fact, from, self.terms).into_iter().filter(|_| kind.is_name);
        if let Some(known) = known.map(|known| in_script(&known, Language::Chinese, to)).find(stands) {
            return Some(known);
        }
        let glossed = by_rules(fact, from, to, &self.terms.glossary(from, to));
        let glossed = glossed.trim().trim_end_matches(['.', '。']);
        let glossed =
            ["The ", "A ", "An "].iter().find_map(|article| glossed.strip_prefix(article)).unwrap_or(glossed);
        let is_readable = !glossed.is_empty()
            && glossed.chars().any(is_han) == to.is_chinese()
            && !is_guesswork(fact, from, glossed, to);
        let is_right = is_readable && (kind.is_name || self.is_same(fact, glossed, kind, to));
        Some(glossed.to_owned()).filter(|glossed| is_right && stands(glossed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{outcome::Method, pipeline::sample};

    fn told(facts: Facts, language: Language, summary: Option<&Made>) -> Told<'_> {
        Told { language, summary, facts }
    }

    fn list(facts: &[&str]) -> Vec<String> {
        facts.iter().map(|fact| (*fact).to_owned()).collect()
    }

    #[test]
    fn both_columns_have_the_same_facts() {
        let text = "大连港论坛5月16日举行，300名嘉宾出席。";
        let (record, _) = sample::told("a", Language::Chinese, text, text, Method::Extracted);
        let chinese = Facts {
            who: list(&["国家标准化管理委员会", "临海泵业"]),
            when: list(&["5月16日"]),
            figures: list(&["300名嘉宾"]),
            ..Facts::default()
        };
        let english = Facts { when: list(&["May 16"]), r#where: list(&["Dalian"]), ..Facts::default() };
        let said = "The Standardization Administration of China met 300 guests in Dalian on May 16.";
        let (_, made) = sample::told("a", Language::English, said, said, Method::Extracted);
        let mut both =
            [told(english, Language::English, Some(&made)), told(chinese, Language::Chinese, None)];
        shared(&mut both, &[record], &TermList::default());
        let [english, chinese] = &both;
        assert_eq!(chinese.facts.who.len(), 2);
        assert_eq!(english.facts.who.len(), 2);
        assert_eq!(english.facts.who, ["Standardization Administration of China", "临海泵业"]);
        assert_eq!(english.facts.when, ["May 16"]);
        assert_eq!(english.facts.figures, ["300 guests"]);
        assert_eq!(
            (&english.facts.r#where[0], &chinese.facts.r#where[0]),
            (&"Dalian".to_owned(), &"大连".to_owned())
        );
    }

    #[test]
    fn a_name_stands_as_it_is_and_a_lone_column_is_left_alone() {
        let text = "The harbour council met in Dalian.";
        let (record, _) = sample::told("a", Language::English, text, text, Method::Extracted);
        let english = || Facts { who: list(&["Harbour Council of Linhai"]), ..Facts::default() };
        let mut both =
            [told(english(), Language::English, None), told(Facts::default(), Language::Chinese, None)];
        shared(&mut both, std::slice::from_ref(&record), &TermList::default());
        assert_eq!(both[1].facts.who, ["Harbour Council of Linhai"]);
        let mut one = [told(english(), Language::English, None)];
        shared(&mut one, &[record], &TermList::default());
        assert_eq!(one[0].facts, english());
    }
}
