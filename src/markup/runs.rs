//! Translation run by run, where words and codes cannot be told apart otherwise.

use super::{MarkKind, Marked, project::Help};
use crate::text::Language;

impl Marked {
    /// The words between the codes translated by themselves, the codes in their order: it reads less well than a whole
    /// sentence, but everything stands where it belongs.
    pub fn run_by_run(&self, help: &Help<'_>) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        for mark in &self.marks {
            out.say(&self.text[at..mark.at.max(at)], help);
            at = mark.at.max(at);
            if let MarkKind::Kept(length) = mark.kind {
                let kept = &self.text[mark.at..mark.at + length];
                out.part_from(kept, help.to);
                out.marks.push(super::Mark { at: out.text.len(), ..*mark });
                out.text.push_str(kept);
                at = mark.at + length;
            } else {
                out.marks.push(super::Mark { at: out.text.len(), ..*mark });
            }
        }
        out.say(&self.text[at..], help);
        out
    }

    /// Adds the translation of a run; blanks at its edges stay.
    fn say(&mut self, run: &str, help: &Help<'_>) {
        let words = run.trim();
        if words.is_empty() {
            self.text.push_str(run);
            return;
        }
        let start = run.len() - run.trim_start().len();
        let said = (help.say)(words);
        self.text.push_str(&run[..start]);
        self.part_from(&said, help.to);
        self.text.push_str(&said);
        self.text.push_str(&run[start + words.len()..]);
    }

    /// Adds the blank that English needs between two words, before whatever opens there.
    fn part_from(&mut self, next: &str, to: Language) {
        let touches = self.text.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric);
        if to != Language::English || !touches {
            return;
        }
        let end = self.text.len();
        self.text.push(' ');
        let opens = |mark: &&mut super::Mark| mark.at == end && mark.kind == MarkKind::Open;
        self.marks.iter_mut().rev().take_while(opens).for_each(|mark| mark.at += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::marked::tests::marked;

    #[test]
    fn codes_stay_in_their_order_and_words_apart() {
        let say = |words: &str| words.replace('在', "in").replace("大连", "Dalian").replace("举行", "held");
        let help = Help { from: Language::Chinese, to: Language::English, say: &say };
        assert_eq!(marked("在[0大连]0举行<1x>。").run_by_run(&help), marked("in [0Dalian]0 held <1x>。"));
    }
}
