//! The office of a person behind the name: it stands before the name in Chinese.

use super::{DEPTH, Parser, noun::Phrase};
use crate::rules::en_zh::unit::Tag;

impl Parser<'_, '_> {
    /// `Zhang Gong, Minister of SAMR,`: the office before the name.
    pub(super) fn apposition(&mut self, phrase: &mut Phrase) {
        if self.region(phrase) {
            return;
        }
        let office =
            self.peek(1).is_some_and(|unit| unit.tag == Tag::Title && !super::noun_text::address(&unit.word))
                || self.tag(1) == Some(Tag::Determiner) && self.tag(2) == Some(Tag::Noun)
                || self.tag(2) == Some(Tag::Title) && self.tag(1) == Some(Tag::Determiner)
                || self.tag(2) == Some(Tag::Title)
                    && self.peek(1).is_some_and(|unit| matches!(unit.class, 'l' | 'e'));
        if !self.mark(0, ",") || !phrase.person || phrase.title || !office || self.depth >= DEPTH {
            return;
        }
        let start = self.at;
        self.at += 1;
        let outer = (self.opening, self.office, self.depth);
        self.opening = true; // a comma ends the office
        if !self.office {
            (self.office, self.depth) = (true, 0);
        }
        let office = self.noun_phrase(true);
        (self.opening, self.office, self.depth) = outer;
        let Some(mut office) = office else {
            self.at = start;
            return;
        };
        if !(office.title || office.person && self.mark(0, ",")) {
            self.at = start;
            return;
        }
        if self.mark(0, ",") && self.tag(1).is_some_and(|tag| tag != Tag::Coordinator) && !self.noun_ahead(1)
        {
            self.at += 1; // the comma that closes the apposition
        }
        office.text.push_str(&phrase.text);
        phrase.text = office.text;
    }
}

impl Parser<'_, '_> {
    /// `Qingdao, Shandong,`: the larger place stands first.
    fn region(&mut self, phrase: &mut Phrase) -> bool {
        let place =
            |ahead: usize| self.peek(ahead).is_some_and(|unit| unit.tag == Tag::Name && unit.class == 'l');
        let here = self.at.checked_sub(1).is_some_and(|at| self.units[at].class == 'l');
        // "East China's Shandong province"
        let owned =
            self.tag(2) == Some(Tag::Genitive) && place(3) || place(2) && self.tag(3) == Some(Tag::Genitive);
        if !here || !self.mark(0, ",") || !(place(1) || owned) || self.depth >= DEPTH || self.list_ahead() {
            return false;
        }
        let start = self.at;
        self.at += 1;
        let Some(larger) = self.simple_phrase().filter(|larger| larger.place) else {
            self.at = start;
            return false;
        };
        let ends = self.peek(0).is_none_or(|unit| unit.tag == Tag::Mark);
        if !ends {
            self.at = start;
            return false;
        }
        if self.mark(0, ",")
            && self.tag(1).is_some_and(|tag| !matches!(tag, Tag::Coordinator | Tag::Relative))
        {
            self.at += 1;
        }
        let name = larger.text.strip_prefix(larger.owner.as_str()).unwrap_or(&larger.text);
        phrase.text = format!("{name}{}", phrase.text);
        true
    }
}

/// The office as the organisation calls it: the minister of a bureau is its 局长.
pub(super) fn office(title: &str, body: &str) -> String {
    let chief = match title {
        "部长" | "主任" if body.ends_with('局') || body.ends_with("总局") => "局长",
        "副部长" | "副主任" if body.ends_with('局') => "副局长",
        "总统" if body.ends_with("大学") => "校长",
        "总统" if body.ends_with("组织") || body.ends_with("委员会") || body.ends_with("协会") => {
            "主席"
        }
        "总统" if body.ends_with("公司") || body.ends_with("集团") => "总裁",
        "书记" if body.ends_with('国') => "国务卿",
        "省长" if body.ends_with('州') => "州长",
        "主席" if body.ends_with("公司") || body.ends_with("集团") => "董事长",
        _ => title,
    };
    chief.to_owned()
}
