//! Accidents: of what kind they were, and how many they killed and injured.
//!
//! The first report of an accident and the one of its aftermath share few words. But a kind of accident, a county and a
//! week have seldom more than one.

use super::tally::tallies;
use crate::text::{Language, numerals::Accuracy};

/// Bytes in which a report says how many were killed.
const TOLL_LEAD: usize = 600;

/// Bytes in which it says what happened.
const LEAD: usize = 300;

/// Words of reports in which a toll is not the first one: it differs from earlier ones, and the event is the same.
const RISING: [&str; 20] = [
    "toll",
    " rise",
    " rose",
    "risen",
    "climb",
    " now ",
    "more than previously",
    "later died",
    "succumb",
    "升至",
    "增至",
    "上升",
    "增加到",
    "死亡人数",
    "遇难人数",
    "受伤人数",
    "目前已",
    "截至",
    "抢救无效",
    "最新",
];

/// The kinds, each by the words for it in both languages. English words are the beginnings of words.
const KINDS: [&[&str]; 19] = [
    &["坍塌", "塌方", "垮塌", "倒塌", "塌陷", " collaps", " cave-in", " caved in"],
    &["火灾", "起火", "失火", "大火", " fire", " blaze"],
    &["爆炸", "爆燃", " explosion", " explod", " blast"],
    &["侧翻", "翻车", "翻覆", " overturn", " roll over", " rolls over", " rolled over", " turned over"],
    &["相撞", "车祸", "追尾", "碰撞", " collision", " collid", " crash"],
    &["坠崖", "坠河", "坠江", "坠沟", "坠海", " plung", " ravine", " gorge"],
    &["坠毁", "坠机", " crash"],
    &["脱轨", " derail"],
    &["滑坡", "泥石流", " landslide", " mudslide"],
    &["透水", "洪水", "洪灾", "山洪", " flood"],
    &["沉没", "沉船", "倾覆", "翻船", " sank", " sink", " capsiz"],
    &["溺水", "溺亡", " drown"],
    &["地震", " earthquake", " quake"],
    &["泄漏", "中毒", " leak", " poison"],
    &["抢劫", "劫案", "劫匪", " robber", " robbed", " rob ", " heist", " thieves", " raid on"],
    &["枪击", "枪杀", " shooting", " gunman", " gunmen", " shot dead"],
    &["绑架", "劫持", " kidnap", " abduct", " hostage"],
    &["海啸", " tsunami"],
    &["雪崩", " avalanche"],
];

const _: () = assert!(KINDS.len() <= u32::BITS as usize, "a bit for each kind");

/// What more than one may be behind "a", or which of several: "a couple died", "a third man died".
const OTHERS: [&str; 17] = [
    "more", "couple", "family", "group", "number", "pair", "dozen", "hundred", "total", "second", "third",
    "fourth", "fifth", "of", "and", "crew", "team",
];

/// Words behind the article in which one victim and what happened stand.
const LONGEST_VICTIM: usize = 7;

/// Numbers from two on.
const NUMBERS: [&str; 9] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

/// What happened to the dead.
const KILLED: &str = "killed";

/// What an article says of an accident; nothing, for most articles.
#[derive(Clone, Debug, Default)]
pub struct Accident {
    /// A bit for each of the [`KINDS`] that it may be.
    kinds: u32,
    /// How many were killed, injured and so on.
    tolls: Vec<(&'static str, u64)>,
    /// How many had died where it begins with them, whoever they were: "A climber died", "Two climbers died".
    dead: Option<u64>,
    /// True where these are not the first ones.
    pub rising: bool,
}

impl Accident {
    /// Reads a headline and a text.
    pub fn of(title: &str, text: &str, language: Language) -> Self {
        let told = format!("{title}\n{}", &text[..text.floor_char_boundary(TOLL_LEAD)]);
        let lower = told.to_lowercase();
        let lead = format!(" {title} {}", &text[..text.floor_char_boundary(LEAD)]).to_lowercase();
        let is_of = |kind: &[&str]| kind.iter().any(|word| lead.contains(word));
        let kinds = KINDS.iter().enumerate().filter(|(_, kind)| is_of(kind)).map(|(at, _)| 1 << at).sum();
        let tolls = tolls(&told, language);
        let is_accident = kinds != 0 || !tolls.is_empty();
        let rising = is_accident && RISING.iter().any(|word| lower.contains(word));
        Self { kinds, tolls, dead: (!language.is_chinese()).then(|| dead(text)).flatten(), rising }
    }

    /// True where both may be of one kind.
    pub fn is_like(&self, other: &Self) -> bool {
        self.kinds & other.kinds != 0
    }

    /// Whether both tell of as many victims of one kind, and whether they do not of another.
    pub fn compared_tolls(&self, other: &Self) -> (bool, bool) {
        let of = |tolls: &[(&'static str, u64)], role: &str| -> Vec<u64> {
            tolls.iter().filter(|(of, _)| *of == role).map(|(_, number)| *number).collect()
        };
        let (mut same, mut another) = (false, false);
        for (role, _) in &self.tolls {
            let (mine, theirs) = (of(&self.tolls, role), of(&other.tolls, role));
            let agree = mine.iter().any(|number| theirs.contains(number));
            same |= agree;
            another |= !agree && !theirs.is_empty();
        }
        let dead = |accident: &Self| {
            let killed = of(&accident.tolls, KILLED);
            if killed.is_empty() { accident.dead.into_iter().collect() } else { killed }
        };
        let (mine, theirs) = (dead(self), dead(other));
        another |=
            !mine.is_empty() && !theirs.is_empty() && !mine.iter().any(|number| theirs.contains(number));
        (same, another)
    }
}

/// How many had died where a text begins with them.
fn dead(text: &str) -> Option<u64> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let number = match first {
        "A" | "An" | "One" => 1,
        _ => NUMBERS.iter().position(|number| *number == first)? as u64 + 2,
    };
    let words: Vec<&str> = words.take(LONGEST_VICTIM).collect();
    let verb = words
        .iter()
        .position(|word| matches!(*word, "died" | "dies" | "die" | "was" | "were" | "has" | "have"))?;
    let (victim, said) = words.split_at(verb);
    let died = matches!(
        said,
        ["died" | "dies" | "die", ..]
            | ["was" | "were", "killed", ..]
            | ["has" | "have", "died", ..]
            | ["has" | "have", "been", "killed", ..]
    );
    let is_victim = |word: &&str| {
        (number > 1 || !word.ends_with('s'))
            && word.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !OTHERS.contains(word)
    };
    (died && !victim.is_empty() && victim.iter().all(is_victim)).then_some(number)
}

/// How many victims a text tells of, by what happened to them.
fn tolls(text: &str, language: Language) -> Vec<(&'static str, u64)> {
    let of_victims = tallies(text, language).into_iter().filter(|tally| tally.accuracy == Accuracy::Exact);
    of_victims.filter_map(|tally| Some((tally.of.victims()?, tally.value as u64))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(title: &str) -> Accident {
        Accident::of(title, "", Language::English)
    }

    fn chinese(title: &str) -> Accident {
        Accident::of(title, "", Language::Chinese)
    }

    #[test]
    fn kinds_are_the_same_in_both_languages() {
        assert!(chinese("一酒店坍塌6人被困").is_like(&english("Hotel collapses, six trapped")));
        assert!(chinese("一工地塌方").is_like(&chinese("工地垮塌事故致2人遇难")));
        assert!(!chinese("一工地塌方").is_like(&english("Fire at building site")));
        assert!(!chinese("论坛开幕").is_like(&chinese("论坛闭幕")));
        assert!(chinese("海啸袭击临海").is_like(&english("Tsunami hits Linhai")));
        assert!(!chinese("海啸袭击临海").is_like(&chinese("一酒店坍塌6人被困")));
    }

    #[test]
    fn each_kind_is_its_own() {
        let of_each: Vec<u32> = KINDS.iter().map(|kind| chinese(kind[0]).kinds).collect();
        for (at, kinds) in of_each.iter().enumerate() {
            assert_eq!(kinds & (1 << at), 1 << at, "{:?}", KINDS[at]);
        }
        assert!(!chinese("三人被绑架").is_like(&chinese("酒店垮塌")));
        assert!(chinese("山区雪崩").is_like(&english("Avalanche in the mountains")));
    }

    #[test]
    fn one_who_died_is_no_toll_of_two() {
        let of = |title: &str, text: &str| Accident::of(title, text, Language::English);
        let two = of("Two walkers killed on Mount Pike", "Two walkers were killed in a rockfall on Monday.");
        let one = of("Walker dies on Mount Pike", "A walker died on Mount Pike on Friday.");
        assert_eq!(two.compared_tolls(&one), (false, true));
        assert_eq!(one.compared_tolls(&two), (false, true));
        assert_eq!(two.compared_tolls(&of("", "A third walker died on Friday.")), (false, false));
        assert_eq!(two.compared_tolls(&of("", "A rockfall killed walkers on Monday.")), (false, false));
        assert_eq!(one.compared_tolls(&one), (false, false));
    }

    #[test]
    fn tolls_are_compared_by_what_happened() {
        let first = chinese("爆炸致3人死亡、8人受伤");
        assert_eq!(first.compared_tolls(&english("Blast kills 3 people")), (true, false));
        assert_eq!(first.compared_tolls(&english("Blast kills 3 people and injures 9 people")), (true, true));
        assert_eq!(first.compared_tolls(&english("Blast shakes town")), (false, false));
        assert!(chinese("爆炸死亡人数升至5人").rising && !first.rising);
    }
}
