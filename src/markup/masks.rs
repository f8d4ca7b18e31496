//! Words that must stay as they are, as words that no dictionary has: any engine copies these.

use super::{
    Mark, MarkKind, Marked,
    project::{Help, evenly, is_end, project},
};

/// Beginnings of such words; one is taken that the text does not have.
const STEMS: [&str; 6] = ["Qxv", "Zqj", "Xjq", "Vqz", "Jxz", "Qvk"];

/// The length of each.
const STEM: usize = 3;

/// Letters that make no syllable, in their order.
const LETTERS: &[u8; 8] = b"bdfgkmpt";

/// A text with a mask in the place of each run of words that must stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text, with all other codes.
    pub words: Marked,
    masks: Vec<Mask>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mask {
    word: String,
    kept: String,
    code: usize,
    /// Where the kept words are in the original, and where the mask is.
    original: usize,
    masked: usize,
}

impl Masked {
    /// Masks what must stay in `original`.
    pub fn new(original: &Marked) -> Self {
        let kept = |mark: &&Mark| matches!(mark.kind, MarkKind::Kept(_));
        let count = original.marks.iter().filter(kept).count();
        let lower = original.text.to_ascii_lowercase();
        let stem =
            STEMS.into_iter().find(|stem| !lower.contains(&stem.to_ascii_lowercase())).unwrap_or(STEMS[0]);
        let mut words = Marked::default();
        let mut masks: Vec<Mask> = Vec::with_capacity(count);
        let mut at = 0;
        for mark in &original.marks {
            words.text.push_str(&original.text[at..mark.at.max(at)]);
            at = mark.at.max(at);
            if let MarkKind::Kept(_) = mark.kind {
                let word = format!("{stem}{}", letters(masks.len(), count));
                let masked = words.text.len();
                words.text.push_str(&word);
                let kept = original.text[mark.range()].to_owned();
                masks.push(Mask { word, kept, code: mark.code, original: mark.at, masked });
                at = mark.range().end;
            } else {
                words.marks.push(Mark { at: words.text.len(), ..*mark });
            }
        }
        words.text.push_str(&original.text[at..]);
        Self { words, masks }
    }

    /// A text that should have every mask once with just that: those that it lacks stand at its end, and what stands for
    /// one a second time is the words themselves.
    pub fn mended(&self, answer: &str) -> String {
        let Some(first) = self.masks.first() else { return answer.to_owned() };
        let mut out = String::with_capacity(answer.len());
        let mut seen = vec![false; self.masks.len()];
        let mut at = 0;
        for (start, stem) in answer.match_indices(&first.word[..STEM]) {
            if start < at {
                continue;
            }
            out.push_str(&answer[at..start]);
            at = start + stem.len();
            let word = answer.get(start..start + first.word.len());
            let number =
                word.and_then(|word| self.masks.binary_search_by(|mask| mask.word.as_str().cmp(word)).ok());
            // Half a mask says nothing to anybody.
            let Some(number) = number else { continue };
            at = start + first.word.len();
            let again = std::mem::replace(&mut seen[number], true);
            out.push_str(if again { &self.masks[number].kept } else { &self.masks[number].word });
        }
        out.push_str(&answer[at..]);
        // What is missing goes before the mark that ends the sentence.
        let end = out.split_off(out.trim_end_matches(is_end).len());
        for mask in self.masks.iter().zip(&seen).filter(|(_, seen)| !**seen).map(|(mask, _)| mask) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&mask.word);
        }
        out + &end
    }

    /// A text in which the words that must stay were shown as they are with the masks in their places, as far as they are
    /// there.
    pub fn masking(&self, answer: &str) -> String {
        let mut out = String::with_capacity(answer.len());
        let mut rest = answer;
        let mut open: Vec<&Mask> = self.masks.iter().filter(|mask| !mask.kept.trim().is_empty()).collect();
        // The first of them in the text, the longest of these, until there is none.
        while let Some((at, number)) = open
            .iter()
            .enumerate()
            .filter_map(|(number, mask)| Some((rest.find(mask.kept.trim())?, number)))
            .min_by_key(|(at, number)| (*at, std::cmp::Reverse(open[*number].kept.len()), *number))
        {
            let mask = open.remove(number);
            out.push_str(&rest[..at]);
            out.push_str(&mask.word);
            rest = &rest[at + mask.kept.trim().len()..];
        }
        out + rest
    }

    /// `answer`, which has each mask once, as the translation of `original`: its codes where their words are, or else at
    /// their shares of the text.
    pub fn found(&self, answer: &str, original: &Marked, help: &Help<'_>) -> Marked {
        let found = self.restore(&project(&self.words, answer, help));
        let found = found.or_else(|| self.restore(&evenly(&self.words, answer)));
        found.unwrap_or_else(|| original.behind(answer, &str::to_owned))
    }

    /// The masks.
    pub fn masks(&self) -> impl Iterator<Item = &str> {
        self.masks.iter().map(|mask| mask.word.as_str())
    }

    /// Where byte `at` of the original is.
    pub fn place(&self, at: usize) -> usize {
        let next = self.masks.partition_point(|mask| mask.original < at);
        match next.checked_sub(1).map(|last| &self.masks[last]) {
            None => at,
            Some(mask) => {
                let end = mask.original + mask.kept.len();
                mask.masked + mask.word.len() + at.saturating_sub(end)
            }
        }
    }

    /// `answer` with the kept words in the place of their masks; `None` where one of these is missing, or there twice.
    pub fn restore(&self, answer: &Marked) -> Option<Marked> {
        let Some(first) = self.masks.first() else { return Some(answer.clone()) };
        let mut found: Vec<(usize, &Mask)> = Vec::with_capacity(self.masks.len());
        let mut seen = vec![false; self.masks.len()];
        for (at, _) in answer.text.match_indices(&first.word[..STEM]) {
            // All masks are equally long, and in the order of their letters.
            let word = answer.text.get(at..at + first.word.len())?;
            let number = self.masks.binary_search_by(|mask| mask.word.as_str().cmp(word)).ok()?;
            if std::mem::replace(&mut seen[number], true) {
                return None;
            }
            found.push((at, &self.masks[number]));
        }
        if found.len() < self.masks.len() {
            return None;
        }
        let mut out = Marked::default();
        let mut marks = answer.marks.iter().peekable();
        let mut at = 0;
        for (place, mask) in found {
            while let Some(mark) = marks.next_if(|mark| mark.at <= place) {
                out.text.push_str(&answer.text[at..mark.at.max(at)]);
                at = mark.at.max(at);
                out.marks.push(Mark { at: out.text.len(), ..*mark });
            }
            out.text.push_str(&answer.text[at..place]);
            out.marks.push(Mark {
                at: out.text.len(),
                kind: MarkKind::Kept(mask.kept.len()),
                code: mask.code,
            });
            out.text.push_str(&mask.kept);
            at = place + mask.word.len();
        }
        for mark in marks {
            out.text.push_str(&answer.text[at..mark.at.max(at)]);
            at = mark.at.max(at);
            out.marks.push(Mark { at: out.text.len(), ..*mark });
        }
        out.text.push_str(&answer.text[at..]);
        Some(out)
    }
}

/// The letters of mask number `number` of `count`: equally many for all, so that no mask begins another one.
fn letters(number: usize, count: usize) -> String {
    let mut digits = 1;
    while LETTERS.len().pow(digits) < count {
        digits += 1;
    }
    let letter = |digit: u32| char::from(LETTERS[number / LETTERS.len().pow(digit) % LETTERS.len()]);
    (0..digits).rev().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::marked::tests::marked;

    #[test]
    fn what_is_masked_comes_back() {
        let original = marked("Run <0cargo build> in [1the <2src>]1 folder{3}.");
        let masked = Masked::new(&original);
        assert_eq!(masked.words.text, "Run Qxvb in the Qxvd folder.");
        assert_eq!(masked.restore(&masked.words), Some(original.clone()));
        let moved = Marked::plain("在Qxvd中运行Qxvb。");
        let back = masked.restore(&moved).unwrap();
        assert_eq!(back.text, "在src中运行cargo build。");
        assert_eq!(back.marks.iter().map(|mark| mark.code).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(masked.restore(&Marked::plain("运行Qxvb。")), None);
        assert_eq!(masked.restore(&Marked::plain("Qxvd Qxvb Qxvb")), None);
        for at in [0, 4, 15, 18, 22, 25, 28] {
            let word = |text: &str, at: usize| text[at..].split(' ').next().map(str::to_owned);
            if !original.marks.iter().any(|mark| mark.range().contains(&at)) {
                assert_eq!(word(&original.text, at), word(&masked.words.text, masked.place(at)), "{at}");
            }
        }
    }

    #[test]
    fn no_mask_is_a_word_of_the_text_or_begins_another() {
        let text: String = (0..100).map(|n| format!("<{}qxv{n}> ", n % 10)).collect();
        let masked = Masked::new(&marked(&text));
        let masks: Vec<&str> = masked.masks().collect();
        assert!(masks.iter().all(|mask| mask.starts_with("Zqj")));
        for (number, mask) in masks.iter().enumerate() {
            assert!(
                masks.iter().enumerate().all(|(other, found)| other == number || !found.starts_with(mask))
            );
        }
    }
}
