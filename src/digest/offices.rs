//! The offices of people that a headline names: the news of two people of one firm have much in common.

use std::collections::BTreeSet;

/// In English in lower case, longer ones first; each with what it is called here.
const OFFICES: [(&str, &str); 30] = [
    ("chief executive", "chief"),
    ("finance chief", "finance"),
    ("financial officer", "finance"),
    ("finance director", "finance"),
    ("chairman", "chair"),
    ("chairwoman", "chair"),
    ("deputy mayor", "deputy mayor"),
    ("mayor", "mayor"),
    ("governor", "governor"),
    ("coach", "coach"),
    ("captain", "captain"),
    ("spokesman", "spokesman"),
    ("chief", "chief"),
    ("boss", "chief"),
    ("董事长", "董事长"),
    ("副总经理", "副总经理"),
    ("总经理", "总经理"),
    ("副总裁", "副总裁"),
    ("总裁", "总裁"),
    ("副院长", "副院长"),
    ("院长", "院长"),
    ("副书记", "副书记"),
    ("书记", "书记"),
    ("副市长", "副市长"),
    ("市长", "市长"),
    ("副局长", "副局长"),
    ("局长", "局长"),
    ("副校长", "副校长"),
    ("校长", "校长"),
    ("行长", "行长"),
];

/// The offices of a text.
#[derive(Clone, Debug, Default)]
pub struct Offices(BTreeSet<&'static str>);

impl Offices {
    /// Those of a headline.
    pub fn of(title: &str) -> Self {
        let mut rest = title.to_lowercase();
        let mut found = BTreeSet::new();
        for (words, office) in OFFICES {
            if rest.contains(words) {
                // The chief executive is not the chief as well.
                rest = rest.replace(words, " ");
                found.insert(office);
            }
        }
        Self(found)
    }

    /// True where it names any.
    pub fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    /// True where each names offices, in Chinese, that the other's text, in lower case, does not.
    pub fn are_strangers(&self, other: &Self, mine: &str, theirs: &str) -> bool {
        let unknown = |offices: &Self, text: &str| {
            offices.is_any()
                && offices.0.iter().all(|office| {
                    !office.is_ascii() && !text.replace(&format!("副{office}"), " ").contains(*office)
                })
        };
        unknown(self, theirs) && unknown(other, mine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_offices_of_one_firm() {
        let (one, other) = (Offices::of("东岭矿业董事长被查"), Offices::of("东岭矿业副总经理被开除党籍"));
        assert!(one.are_strangers(&other, "东岭矿业董事长高某", "东岭矿业副总经理秦某"));
        assert!(!one.are_strangers(&other, "东岭矿业董事长高某", "东岭矿业原副总经理、董事长高某"));
        assert!(Offices::of("Acme names new finance chief").is_any() && !Offices::of("Acme opens").is_any());
        assert!(!Offices::of("论坛开幕").are_strangers(&one, "论坛", "董事长"));
    }
}
