//! Codes in translations that were made without them.

use super::*;
use crate::markup::marked::tests::marked;
use proptest::prelude::*;

/// A little dictionary.
fn say(words: &str) -> String {
    let known = [
        ("the forum", "论坛"),
        ("forum", "论坛"),
        ("national", "国家"),
        ("standards", "标准"),
        ("toys", "玩具"),
        ("held", "举行"),
        ("dalian", "大连"),
    ];
    let found = known.iter().find(|(english, _)| words.eq_ignore_ascii_case(english));
    found.map_or_else(|| words.to_owned(), |(_, chinese)| (*chinese).to_owned())
}

fn projected(source: &str, target: &str) -> Marked {
    let help = Help { from: Language::English, to: Language::Chinese, say: &say };
    project(&marked(source), target, &help)
}

#[test]
fn codes_follow_their_words() {
    for (source, expected) in [
        ("[0The forum]0 was held in Dalian.", "[0论坛]0在大连举行。"),
        ("The forum was [0held]0{1} in Dalian.", "论坛在大连[0举行]0{1}。"),
        ("The forum was held in [0Dalian]0.", "论坛在[0大连]0举行。"),
        ("[0The forum was held in Dalian.]0", "[0论坛在大连举行。]0"),
        ("[0The forum was held in Dalian]0.", "[0论坛在大连举行]0。"),
        ("[0[1The forum]1 was]0 held in Dalian.{2}", "[0[1论坛]1]0在大连举行。{2}"),
        ("The forum was held in Dalian{0}.", "论坛在大连举行{0}。"),
        ("Of it]0 [1the forum", "]0[1论坛在大连举行。"),
    ] {
        let wanted = marked(expected);
        assert_eq!(projected(source, &wanted.text), wanted, "{source}");
    }
    let toys = projected("He praised [0national standards for toys]0 highly.", "他高度评价玩具国家标准。");
    assert_eq!(toys, marked("他高度评价[0玩具国家标准]0。"));
}

#[test]
fn where_there_is_no_room_words_are_said_again() {
    let crowded = projected("[0The forum]0 and [1standards]1 and [2toys]2", "论坛");
    assert_eq!(crowded, marked("论坛 [0论坛]0 [1标准]1 [2玩具]2"));
}

proptest! {
    /// Whatever the texts, every code has one place, and pairs are nested.
    #[test]
    fn every_code_has_a_place(
        words in prop::collection::vec("[a-c标 .]{0,4}|the forum|held ", 1..8),
        target in "[a-c标论坛举行 。.]{0,12}",
        codes in prop::collection::vec((0u8..3, 0usize..8), 0..6),
    ) {
        let mut source = Marked::default();
        let mut open = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for (code, (kind, _)) in codes.iter().enumerate().filter(|(_, (_, place))| *place == at) {
                let mark = |kind, code| Mark { at: source.text.len(), kind, code };
                match kind {
                    0 => { source.marks.push(mark(MarkKind::Open, code)); open.push(code); }
                    1 => if let Some(code) = open.pop() { source.marks.push(mark(MarkKind::Close, code)) }
                         else { source.marks.push(mark(MarkKind::Close, code)) },
                    _ => source.marks.push(mark(MarkKind::Point, code)),
                }
            }
            source.text += word;
        }
        let help = Help { from: Language::English, to: Language::Chinese, say: &say };
        let made = project(&source, &target, &help);
        prop_assert!(made.has_the_codes_of(&source), "{made:?} of {source:?}");
        prop_assert!(made.text.starts_with(&target));
        prop_assert!(made.marks.is_sorted_by_key(|mark| mark.at), "{made:?}");
        prop_assert!(made.marks.iter().all(|mark| made.text.is_char_boundary(mark.at)));
    }
}
