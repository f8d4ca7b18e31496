//! The sentences that may stand in a summary.

use crate::text::{Language, dateline, script, sentence};

use super::{
    alone,
    cues::{self, Cue, Found},
};

/// Fewer words than this make no statement; a Chinese character counts as half a word.
const FEWEST_WORDS: f64 = 4.0;

/// More words than this are a list or a text without end marks.
const MOST_WORDS: f64 = 120.0;

/// Whether a sentence can stand alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A whole sentence.
    Statement,
    /// A fragment, a lead-in, a credit: only where a number of sentences was asked for and no better is left.
    Fragment,
    /// A heading or caption: only where the text has nothing else.
    Heading,
}

/// A sentence of the text.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The sentence.
    pub text: &'a str,
    /// Length in words.
    pub words: f64,
    /// Its place in its paragraph.
    pub in_paragraph: usize,
    /// Whether it can stand alone.
    pub standing: Standing,
    /// The phrases in it.
    pub cues: Found,
    /// What it opens with as known: "company" in "The company said", "Lin" in "Mr Lin said".
    pub known: Option<&'a str>,
    /// True where it does not speak as the article does: all quotation, or in the first person.
    pub voice: bool,
}

/// From this share of its sentences on, an article speaks in the first person itself.
const TELLS_ITSELF: f64 = 0.25;

/// All sentences of the text.
pub fn candidates(text: &str, language: Language) -> Vec<Candidate<'_>> {
    let mut out = Vec::new();
    for line in before_round_up(text).lines() {
        let heading = is_heading(line);
        let mut quoting = false;
        let mut seen = 0;
        for (in_paragraph, range) in sentence::sentences(line, Some(language)).into_iter().enumerate() {
            // What goes on with a quotation is not what the article says.
            let quoted = quoting;
            quoting = quotes(&line[seen..range.end], quoting);
            seen = range.end;
            let text = dateline::without_dateline(without_markup(&line[range]));
            if text.is_empty() {
                continue;
            }
            let words = length(text);
            let cues = cues::find(text);
            let whole = ends(text)
                && (FEWEST_WORDS..=MOST_WORDS).contains(&words)
                && !cues.has(Cue::Credit)
                && closes(text)
                && !quoted
                && !text.starts_with([',', '，', ';', '；', ')', '）']);
            let standing = match (heading, whole) {
                (true, _) => Standing::Heading,
                (false, true) => Standing::Statement,
                (false, false) => Standing::Fragment,
            };
            let known = known(text);
            let voice = alone::is_voice(text, language);
            out.push(Candidate { text, words, in_paragraph, standing, cues, known, voice });
        }
    }
    let in_first_person = |candidate: &&Candidate<'_>| alone::is_first_person(candidate.text, language);
    let first = out.iter().filter(in_first_person).count() as f64;
    if first >= out.len() as f64 * TELLS_ITSELF {
        out.iter_mut().for_each(|candidate| candidate.voice = false);
    }
    out
}

/// Characters of the first story of a round-up at least.
const FIRST_STORY: usize = 40;

/// The first story of a round-up, in which `查看原文（临海网）>>` leads from one story to the next.
fn before_round_up(text: &str) -> &str {
    let link = text.match_indices("查看原文").map(|(at, _)| at).find(|at| {
        let after = &text[at + "查看原文".len()..];
        after[..after.floor_char_boundary(48)].contains(">>")
    });
    match link {
        Some(at) if text[..at].chars().nth(FIRST_STORY).is_some() => &text[..at],
        _ => text,
    }
}

/// Length in words; a Chinese character counts as half a word.
pub fn length(text: &str) -> f64 {
    let mut words = 0.0;
    let mut inside = false;
    for c in text.chars() {
        let han = script::is_han(c);
        let letter = c.is_alphanumeric() && !han;
        if han {
            words += 0.5;
        } else if letter && !inside {
            words += 1.0;
        }
        inside = letter;
    }
    words
}

/// True for a line of Markdown that is a heading, a caption, a table row or a rule.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let caption = line.len() > 2 && line.starts_with('*') && line.ends_with('*') && !line.starts_with("**");
    line.starts_with(['#', '|', '!']) || line.starts_with("```") || line.starts_with("    ") || caption
}

/// A sentence without quotation and list marks before it.
fn without_markup(sentence: &str) -> &str {
    let mut text = sentence;
    while let Some(rest) = text.strip_prefix(['>', '•', '▪', '●', '■', '◆', '*', '-'])
        && (rest.starts_with(' ') || !text.starts_with(['*', '-']))
    {
        text = rest.trim_start();
    }
    text
}

/// Is a quotation open behind a text, where one was or was not open before it? An upright mark opens behind a blank and closes
/// behind a word: papers open every sentence of a quotation and close the last.
fn quotes(text: &str, open: bool) -> bool {
    let mut open = open;
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '“' | '「' => open = true,
            '”' | '」' => open = false,
            '"' => open = before.is_whitespace() || matches!(before, '(' | '（' | ':' | '：'),
            _ => {}
        }
        before = c;
    }
    open
}

/// True where every quotation mark and bracket is closed, and none that is not open.
pub fn closes(sentence: &str) -> bool {
    const PAIRS: [(char, char); 6] =
        [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('（', '）'), ('(', ')')];
    let mut depths = [0i32; PAIRS.len()];
    let mut upright = 0;
    for c in sentence.chars().filter(|c| !c.is_alphanumeric()) {
        upright += usize::from(c == '"');
        for (depth, (open, close)) in depths.iter_mut().zip(PAIRS) {
            *depth += i32::from(c == open) - i32::from(c == close);
            if *depth < 0 {
                return false;
            }
        }
    }
    depths == [0; PAIRS.len()] && upright.is_multiple_of(2)
}

/// What a sentence opens with as known to the reader: a thing ("The company", "The German company", 双方) or a person
/// by the last name alone ("Mr Lin").
fn known(sentence: &str) -> Option<&str> {
    const CHINESE: [&str; 12] =
        ["双方", "雙方", "两人", "兩人", "两国", "兩國", "对方", "對方", "当时", "當時", "当天", "當天"];
    let word = |rest: &'_ str| rest.find([' ', ',', '.', '\'', '’']).unwrap_or(rest.len());
    if let Some(rest) =
        ["Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. "].iter().find_map(|title| sentence.strip_prefix(title))
    {
        return Some(&rest[..word(rest)]);
    }
    if let Some(rest) = ["The ", "Both ", "Another "].iter().find_map(|the| sentence.strip_prefix(the)) {
        // "The Standards Committee" is a name; "The German company" and "The new pump" are not.
        let lower = |word: &&str| !word.starts_with(char::is_uppercase);
        return rest.split(' ').take(2).find(lower);
    }
    CHINESE.iter().find_map(|known| sentence.starts_with(known).then(|| &sentence[..known.len()]))
}

/// True for a sentence with an end mark that is not an ellipsis.
fn ends(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(['"', '\'', '”', '’', '」', '』', ')', '）', ']', '】', '*', ' ']);
    // The number of the next item of a list: "…;2."
    let item = bare.strip_suffix('.').map(|item| item.trim_end_matches(|c: char| c.is_ascii_digit()));
    let is_list = item.is_some_and(|item| item.len() + 1 < bare.len() && item.ends_with([';', '；']));
    bare.ends_with(['.', '!', '?', '。', '！', '？', '；', '．', '｡']) && !bare.ends_with("..") && !is_list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_statement(line: &str) -> bool {
        candidates(line, Language::English).iter().any(|candidate| candidate.standing == Standing::Statement)
    }

    #[test]
    fn statements_and_nothing_else() {
        assert!(is_statement("The committee adopted the standard on Monday."));
        assert!(is_statement("委员会于周一通过了该标准。"));
        for line in [
            "Committee adopts the standard",
            "### The committee adopts the standard.",
            "*The committee at its meeting in June.*",
            "These are the standards that were adopted:",
            "| 1 | The committee adopted the standard. |",
            "And so it went on...",
            "Not yet.",
            "各部门要做好道路结冰应对准备工作;2.",
            "Image by the committee, used with its kind permission.",
        ] {
            assert!(!is_statement(line), "{line}");
        }
    }

    #[test]
    fn a_round_up_is_read_to_its_first_link() {
        let first = "临海市的港口周一上午开港，首批三艘货轮当天靠泊码头，卸下了水泵、阀门和起重机的零件，港口因此忙了一天。";
        let text = format!("{first}查看原文(临海网)>>另一座港口周二关闭。");
        let told: Vec<&str> =
            candidates(&text, Language::Chinese).iter().map(|candidate| candidate.text).collect();
        assert_eq!(told, [first]);
    }

    #[test]
    fn lengths() {
        assert_eq!(length("GB/T 1.1 is a standard."), 7.0);
        assert_eq!(length("标准化GB"), 2.5);
    }
}
