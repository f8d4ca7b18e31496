//! Names of the target come from the source: as they stand, through the lexicon, by their pinyin, or
//! by their sound. A name in the output that has no source is worse than one left out.

mod candidates;
mod lexicon;
mod organisations;
mod origin;
mod sound;
mod spelling;

use super::{Fault, Finding, Scope, Work};
use candidates::{Candidate, Name};
use origin::Origin;

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    for (source, target) in scope.aligned() {
        let place = &scope.target.text[target.clone()];
        let mut unknown = candidates::find(place, scope.target.language);
        unknown.retain(|c| !c.only_as_lost);
        if unknown.is_empty() {
            continue;
        }
        let origin = Origin::new(&scope.source.text[scope.source.stretch(&source)], scope.source.language);
        unknown.retain(|c| !origin.has(c));
        if unknown.is_empty() {
            continue;
        }
        // What is gone from the source; a summary leaves out most.
        let gone: Vec<Candidate> = match scope.work {
            Work::Summary => Vec::new(),
            Work::Translation => {
                let origin = Origin::new(place, scope.target.language);
                let all = candidates::find(&scope.source.text[source.clone()], scope.source.language);
                all.into_iter().filter(|c| !origin.has(c)).take(MOST_GONE).collect()
            }
        };
        let acronyms = organisations::has_acronym(&scope.source.text[source.clone()]);
        let chinese = scope.target.language.is_chinese();
        for candidate in unknown {
            let name = &place[candidate.span.clone()];
            let organisation = acronyms && organisations::encloses(place, &candidate.span, chinese);
            let gone = gone.iter().find(|gone| !organisation && replaces(&candidate, gone));
            let fault = match (scope.work, gone) {
                _ if origin.misspelled(&candidate) => Fault::NameMisspelled,
                _ if organisation => Fault::NameAdded,
                (Work::Summary, _) if candidate.strong => Fault::NameInvented,
                (Work::Translation, Some(_)) => Fault::NameReplaced,
                _ => Fault::NameAdded,
            };
            let message = format!("The name “{name}” is not in the source.");
            let span = target.start + candidate.span.start..target.start + candidate.span.end;
            let finding = Finding::new(fault, message).in_target(span);
            out.push(match gone {
                Some(gone) => finding.in_source(source.start + gone.span.start..source.start + gone.span.end),
                None => finding,
            });
        }
    }
}

/// At most so many names that are gone are looked at for one that is new.
const MOST_GONE: usize = 50;

/// True where a name of the target may stand in place of one that is gone.
fn replaces(added: &Candidate, gone: &Candidate) -> bool {
    let known = |c: &Candidate| match &c.name {
        Name::Latin(word) => lexicon::is_name(word),
        Name::Known(..) => c.strong,
        Name::Sounds(_) | Name::Person(_) | Name::Phrase(_) => false,
    };
    match &added.name {
        // Abbreviations are made and resolved: only another one tells.
        _ if added.abbreviation => gone.abbreviation,
        // A known name added is mostly said for clearness (德国 for Wuerttemberg).
        Name::Known(..) => added.strong && known(gone) && !gone.abbreviation,
        Name::Latin(word) if matches!(gone.name, Name::Known(..)) => gone.strong && lexicon::is_name(word),
        // Two transliterations are hard to tell apart; two words in Latin letters are not.
        // A common English word in a Chinese text explains a term.
        Name::Latin(word) if lexicon::is_word(word) && !lexicon::is_name(word) => false,
        Name::Latin(_) => !gone.abbreviation && matches!(gone.name, Name::Latin(_)),
        Name::Phrase(_) => false,
        Name::Sounds(_) | Name::Person(_) => gone.strong && !gone.abbreviation,
    }
}
