//! Sentences that tell the same again in passing: they share a long run of characters.
//!
//! News often repeats its lead word for word inside a later sentence. The words of the event are common in the
//! text, so the cosine over rare terms does not see it.

use std::collections::HashSet;

use crate::text::script::is_han;

/// Letters and figures in a row that two sentences share only when one echoes the other: some eight words.
const RUN: usize = 45;

/// The same for Chinese, where a character says more.
const RUN_CHINESE: usize = 16;

/// What was said already.
#[derive(Default)]
pub struct Said {
    runs: HashSet<Vec<char>>,
}

impl Said {
    /// True when `sentence` shares a long run with what was said.
    pub fn echoes(&self, sentence: &str) -> bool {
        let letters = letters(sentence);
        letters.windows(run(&letters)).any(|run| self.runs.contains(run))
    }

    /// Remembers a sentence.
    pub fn say(&mut self, sentence: &str) {
        let letters = letters(sentence);
        self.runs.extend(letters.windows(run(&letters)).map(<[char]>::to_vec));
    }
}

fn letters(sentence: &str) -> Vec<char> {
    sentence.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn run(letters: &[char]) -> usize {
    let han = letters.iter().filter(|&&c| is_han(c)).count();
    if han * 2 > letters.len() { RUN_CHINESE } else { RUN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_that_comes_again_is_an_echo() {
        let mut said = Said::default();
        said.say("The 2024 Harbour Forum on Standardization opened in Dalian on May 16, bringing 400 guests together.");
        assert!(said.echoes(
            "A meeting place of ports, the 2024 Harbour Forum on Standardization opened in Dalian on May 16."
        ));
        assert!(
            !said.echoes("During the Harbour Forum on Standardization, ISO and SAC signed a memorandum.")
        );
        said.say("2024年港口标准化论坛5月16日在大连市国际会议中心开幕。");
        assert!(said.echoes("据悉，2024年港口标准化论坛5月16日在大连市国际会议中心开幕，约400人参加。"));
        assert!(!said.echoes("论坛期间，双方签署了谅解备忘录。"));
    }
}
