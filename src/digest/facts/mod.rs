//! Who, when, where, and the figures of a story, as its text says them: pieces of the text, nothing put into other words.
//!
//! Better to leave a fact out than to name a wrong one: a name counts where the words around it say what it names.

mod chinese;
mod days;
mod english;
mod figures;

use serde::Serialize;

use crate::text::{Language, dates, numerals};

/// So many days, names and figures at most.
const MOST: usize = 3;

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
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.who.is_empty() && self.when.is_empty() && self.r#where.is_empty() && self.figures.is_empty()
    }
}

/// The facts of a short text.
pub fn facts(text: &str, language: Language) -> Facts {
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let (who, places) = match language {
        Language::English => (english::names(text), english::place(text)),
        Language::Chinese | Language::TraditionalChinese => (chinese::names(text), chinese::place(text)),
    };
    Facts {
        who: some(who, MOST),
        when: some(days::days(text, &dates), MOST),
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
    fn nothing_is_said_of_nothing() {
        assert!(facts("", Language::English).is_empty() && facts("。", Language::Chinese).is_empty());
    }

    #[test]
    fn the_fuller_of_two_stands() {
        assert_eq!(some(["May 16", "May 16-17", "June 1"], 2), ["May 16-17", "June 1"]);
    }
}
