//! What a Chinese clause has: who or what it speaks of, and what is said of it.

use super::{grammar::Category, normalize, segment, tag};
use crate::task::Glossary;

/// What a clause has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Says {
    /// Something or somebody stands before what is said of it, and in no phrase of place or means.
    pub subject: bool,
    /// Something is said: there is a verb, or a quality as such.
    pub deed: bool,
    /// Something or somebody is named at all.
    pub thing: bool,
    /// What nobody did is told of a thing behind it, and no more: 席卷全岛的地震.
    pub is_thing: bool,
}

/// What a clause of Simplified Chinese has, by the tags of its words.
pub fn says(clause: &str) -> Says {
    let text = normalize::normalize(clause);
    let tokens = segment::tokens(&text, &Glossary::default());
    let nodes = tag::tag(&tokens);
    let mut says = Says::default();
    let mut in_phrase = false;
    let mut has_named = false;
    for (at, node) in nodes.iter().enumerate() {
        let of_noun = nodes.get(at + 1).is_some_and(|next| next.category == Category::De);
        match node.category {
            Category::Noun | Category::Name | Category::Person | Category::Pronoun => {
                says.thing = true;
                has_named = true;
                says.subject |= !says.is_thing && !in_phrase && !says.deed && !of_noun;
            }
            Category::Prep | Category::Than => in_phrase = true,
            Category::Local => in_phrase = false,
            Category::De => {
                says.is_thing = says.deed && !says.subject;
                has_named = false;
            }
            // What stands before 的 tells of a thing.
            Category::Verb if of_noun => {}
            // 席卷全岛的地震造成损失: the thing does something itself.
            Category::Verb | Category::Be | Category::BeNot | Category::Have | Category::HaveNot => {
                says.subject |= says.is_thing && has_named;
                says.is_thing = false;
                says.deed = true;
                in_phrase = false;
            }
            Category::As => says.deed |= says.subject,
            Category::Bei | Category::Ba => says.deed = true,
            Category::Degree | Category::More | Category::Most if says.subject => says.deed |= !of_noun,
            _ => {}
        }
    }
    says
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn clauses_have_subjects_and_verbs() {
        let both = |clause| {
            let says = says(clause);
            (says.subject, says.deed)
        };
        assert_eq!(both("大连市发布水泵标准"), (true, true));
        assert_eq!(both("港口泵房门前"), (true, false));
        assert!(!both("通过多年的实践和开发").0);
        assert!(!both("在大连港泵房发生火灾").0);
        assert!(says("席卷大连港的严重火灾").is_thing);
    }
}
