//! Names of the target come from the source: as they stand, through the lexicon, by their pinyin, or
//! by their sound. A name in the output that has no source is worse than one left out.

mod candidates;
mod lexicon;
mod organisations;
mod origin;
mod sound;
mod spelling;

use std::borrow::Cow;

use super::{
    Fault, Finding, Remark, Scope, Work,
    quote::{quoted, shortened},
};
use crate::text::script::simplified_form;
use candidates::{Candidate, Name};
use origin::{Budget, Origin};

/// True for a word in Chinese characters that names somebody or some place, as far as a list of names, surnames and
/// the sounds of foreign names tell.
pub fn is_chinese_name(word: &str) -> bool {
    candidates::find(word, crate::text::Language::Chinese)
        .iter()
        .any(|name| name.strong && name.span == (0..word.len()) && !candidates::is_word_too(name))
}

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    // In two scripts a name is written in two ways: both are read in one of them.
    let scripts = scope.source.language != scope.target.language && scope.same_language();
    let read = |text| if scripts { in_one_script(text) } else { Cow::Borrowed(text) };
    let (source_text, target_text) = (read(scope.source.text), read(scope.target.text));
    let budget = Budget::new(scope.source.text.len() + scope.target.text.len());
    for (source, target) in scope.aligned() {
        let place = &target_text[target.clone()];
        let mut unknown = candidates::find(place, scope.target.language);
        unknown.retain(|c| !c.only_as_lost);
        if unknown.is_empty() {
            continue;
        }
        let stretch = &source_text[scope.source.stretch(&source)];
        let origin = Origin::new(stretch, scope.source.language, &budget);
        unknown.retain(|c| !origin.has(c));
        if unknown.is_empty() {
            continue;
        }
        // What is gone from the source; a summary leaves out most.
        let gone: Vec<Gone> = match scope.work {
            Work::Summary => Vec::new(),
            Work::Translation => {
                let origin = Origin::new(place, scope.target.language, &budget);
                let all = candidates::find(&source_text[source.clone()], scope.source.language);
                all.into_iter().filter(|c| !origin.has(c)).take(MOST_GONE).map(Gone::new).collect()
            }
        };
        let acronyms = organisations::has_acronym(&scope.source.text[source.clone()]);
        let chinese = scope.target.language.is_chinese();
        for candidate in unknown {
            let name = quoted(&scope.target.text[target.clone()][candidate.span.clone()]);
            let organisation = acronyms && organisations::encloses(place, &candidate.span, chinese);
            let gone = Some(&gone).filter(|gone| !organisation && !gone.is_empty());
            let gone = gone.and_then(|gone| replaced(&candidate, gone));
            let fault = match (scope.work, gone) {
                _ if origin.misspelled(&candidate) => Fault::NameMisspelled,
                _ if organisation => Fault::NameAdded,
                (Work::Summary, _) if candidate.strong => Fault::NameInvented,
                (Work::Translation, Some(_)) => Fault::NameReplaced,
                _ => Fault::NameAdded,
            };
            let message = Remark::NameNotInSource.of(&[&name]);
            let span = target.start + candidate.span.start..target.start + candidate.span.end;
            let finding = Finding::new(fault, message).in_target(span);
            out.push(match gone {
                Some(gone) => {
                    let span = source.start + gone.span.start..source.start + gone.span.end;
                    finding.in_source(shortened(scope.source.text, span))
                }
                None => finding,
            });
        }
    }
}

/// Chinese text with every character in its Simplified form, each in its place.
fn in_one_script(text: &str) -> Cow<'_, str> {
    let simple: String = text.chars().map(simplified_form).collect();
    if simple.len() == text.len() { Cow::Owned(simple) } else { Cow::Borrowed(text) }
}

/// At most so many names that are gone are looked at for one that is new.
const MOST_GONE: usize = 50;

/// A name that has gone, and whether the lexicon has it.
struct Gone {
    candidate: Candidate,
    known: bool,
}

impl Gone {
    fn new(candidate: Candidate) -> Self {
        let known = match &candidate.name {
            Name::Latin(word) => lexicon::is_name(word),
            Name::Known(..) => candidate.strong,
            Name::Sounds(_) | Name::Person(_) | Name::Phrase(_) => false,
        };
        Self { candidate, known }
    }
}

/// The name that has gone in whose place a name of the target may stand.
fn replaced<'a>(added: &Candidate, gone: &'a [Gone]) -> Option<&'a Candidate> {
    let (named, common) = match &added.name {
        Name::Latin(word) if !added.abbreviation => (lexicon::is_name(word), lexicon::is_word(word)),
        _ => (false, false),
    };
    let replaces = |Gone { candidate: gone, known }: &Gone| match &added.name {
        // Abbreviations are made and resolved: only another one tells.
        _ if added.abbreviation => gone.abbreviation,
        // A known name added is mostly said for clearness (德国 for Wuerttemberg).
        Name::Known(..) => added.strong && *known && !gone.abbreviation,
        Name::Latin(_) if matches!(gone.name, Name::Known(..)) => gone.strong && named,
        // Two transliterations are hard to tell apart; two words in Latin letters are not.
        // A common English word in a Chinese text explains a term.
        Name::Latin(_) if common && !named => false,
        Name::Latin(_) => !gone.abbreviation && matches!(gone.name, Name::Latin(_)),
        Name::Phrase(_) => false,
        Name::Sounds(_) | Name::Person(_) => gone.strong && !gone.abbreviation,
    };
    gone.iter().find(|gone| replaces(gone)).map(|gone| &gone.candidate)
}
