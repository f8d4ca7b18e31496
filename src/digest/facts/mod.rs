//! Who, when, where, and the figures of a story, as its text says them: pieces of the text, nothing put into other words.
//!
//! Better to leave a fact out than to name a wrong one: a name counts where the words around it say what it names.

mod chinese;
mod days;
mod english;
mod figures;

use serde::Serialize;

use crate::text::{
    Language, dates,
    numerals::{self, Value},
    sentence,
};

/// So many names and figures at most, and so many days: of more, most are not of the event.
const MOST: usize = 3;
const MOST_DAYS: usize = 2;

/// Sentences of which the days are those of the event: later ones tell of others, and of what was before.
const WHEN: usize = 1;

/// The key facts of a text, in its own words. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Organisations and people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// Days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<String>,
    /// The place: the first that is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub r#where: Vec<String>,
    /// Figures with what they count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
}

impl Facts {
    /// What at least two of several texts on one event say: a fact that only one of them knows may be of something else. Names
    /// must stand in two texts of their language, the numbers of days and figures in two of `all` languages. Fewer than two
    /// texts bear out nothing, and deny nothing.
    #[must_use]
    pub fn borne_out(mut self, in_language: &[&str], all: &[&str]) -> Self {
        let values =
            |text: &str| numerals::find(text).into_iter().map(|number| number.value).collect::<Vec<Value>>();
        let known: Vec<Vec<Value>> = all.iter().map(|text| values(text)).collect();
        let has_numbers = |fact: &String| {
            let numbers = values(fact);
            known.iter().filter(|known| numbers.iter().all(|number| known.contains(number))).count() > 1
        };
        let stands = |fact: &str| in_language.iter().filter(|text| text.contains(fact)).count() > 1;
        // "Dalian, Liaoning province" is borne out by Dalian, "Mr Luo Wen" by Luo Wen.
        let place = |fact: &String| stands(fact.split(',').next().unwrap_or(fact));
        let name = |fact: &String| {
            let full = fact.split_once(' ').map(|(_, rest)| rest).filter(|rest| rest.contains(' '));
            stands(fact) || full.is_some_and(stands)
        };
        if in_language.len() > 1 {
            self.who.retain(name);
            self.r#where.retain(place);
        }
        if all.len() > 1 {
            self.when.retain(has_numbers);
            self.figures.retain(has_numbers);
        }
        self
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.who.is_empty() && self.when.is_empty() && self.r#where.is_empty() && self.figures.is_empty()
    }
}

/// The facts of a short text.
pub fn facts(text: &str, language: Language) -> Facts {
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let first = sentence::sentences(text, Some(language))
        .into_iter()
        .take(WHEN)
        .next_back()
        .map_or(0, |range| range.end);
    let first = dates.iter().filter(|date| date.span.end <= first).cloned().collect::<Vec<_>>();
    let (who, places) = match language {
        Language::English => (english::names(text), english::place(text)),
        Language::Chinese | Language::TraditionalChinese => (chinese::names(text), chinese::place(text)),
    };
    Facts {
        who: some(who, MOST),
        when: some(days::days(text, &first), MOST_DAYS),
        r#where: some(places, 1),
        figures: some(figures::figures(text, &numbers, &dates, language), MOST),
    }
}

/// The first of them, each once: of two that say the same the fuller one.
fn some<'a>(all: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for one in all.into_iter().map(str::trim).filter(|one| !one.is_empty()) {
        if let Some(part) = out.iter_mut().find(|other| one.contains(other.as_str())) {
            one.clone_into(part);
        } else if out.len() < most && !out.iter().any(|other| other.contains(one)) {
            out.push(one.to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english() {
        let text = "The 2024 Harbour Forum was held in Dalian, Liaoning province, on May 16-17, with the theme \"Standards for Clean \
                    Shipping\". More than 300 guests from 20 countries attended. Li Ming, director of the Harbour Standards Office, \
                    spoke. The next forum takes place in Xiamen.";
        let found = facts(text, Language::English);
        assert_eq!(found.r#where, ["Dalian, Liaoning province"]);
        assert_eq!(found.when, ["May 16-17"]);
        assert_eq!(found.who, ["Li Ming", "Harbour Standards Office"]);
        assert_eq!(found.figures, ["More than 300 guests", "20 countries"]);
        for piece in [found.who, found.when, found.r#where, found.figures].concat() {
            assert!(text.contains(&piece), "{piece}");
        }
    }

    #[test]
    fn chinese() {
        let text = "国家标准化管理委员会5月16日至17日在辽宁省大连市召开论坛，来自31个国家的300多名代表出席，发布12项绿色港口标准草案。";
        let found = facts(text, Language::Chinese);
        assert_eq!(found.who, ["国家标准化管理委员会"]);
        assert_eq!(found.r#where, ["辽宁省大连市"]);
        assert_eq!(found.when, ["5月16日至17日"]);
        assert_eq!(found.figures, ["31个国家", "300多名代表", "12项绿色港口标准草案"]);
    }

    #[test]
    fn days_of_later_sentences_are_of_something_else() {
        let text = "A driver was jailed on May 16 over a crash. His friend was arrested on June 2.";
        assert_eq!(facts(text, Language::English).when, ["May 16"]);
        let text = "5月16日，一名司机被判刑。其同伙6月2日落网。";
        assert_eq!(facts(text, Language::Chinese).when, ["5月16日"]);
    }

    #[test]
    fn of_several_texts_two_must_say_it() {
        let first = "The forum was held in Dalian, Liaoning province, on May 16. Li Ming, director of the Harbour Standards Office, spoke \
                     to 300 guests from 20 countries.";
        let second = "Guests met in Dalian, and Li Ming spoke.";
        let third = "5月16日，论坛在大连举行，300名嘉宾出席。";
        let found = facts(first, Language::English).borne_out(&[first, second], &[first, second, third]);
        assert_eq!(found.who, ["Li Ming"]);
        assert_eq!(found.when, ["May 16"]);
        assert_eq!(found.r#where, ["Dalian, Liaoning province"]);
        assert_eq!(found.figures, ["300 guests"]);
        let alone = facts(first, Language::English);
        assert_eq!(alone.clone().borne_out(&[first], &[first]), alone);
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert!(facts("", Language::English).is_empty() && facts("。", Language::Chinese).is_empty());
    }

    #[test]
    fn the_fuller_of_two_stands() {
        assert_eq!(some(["May 16", "May 16-17", "June 1"], 2), ["May 16-17", "June 1"]);
    }
}
