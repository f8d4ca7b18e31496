//! What pages put between the paragraphs of an article and after them: adverts, newsletters, other stories.

use std::collections::HashSet;

use super::{
    phrases::{CLOSING, INVITING, OTHER_STORIES, STARTS, WHOLE},
    render::Rendered,
};
use crate::article::{Block, BlockKind};

/// Longer lines are the article's own; invitations to subscribe are the longest of these, in bytes.
const LONGEST: usize = 260;
/// A line of other stories' headlines; a longer one that ends as a sentence is text again.
const LONGEST_LINK: usize = 130;

/// So many blocks at the start may be datelines and bylines, and so many at the end may be closing lines.
const NEAR: usize = 6;

/// The text and its blocks, furniture marked as boilerplate.
pub(super) fn mark(rendered: Rendered) -> (String, Vec<Block>) {
    let Rendered { text, mut blocks, marks } = rendered;
    unframe(&mut blocks);
    let body = blocks.iter().filter(|block| block.kind.is_body()).count();
    let mut others = false;
    let mut met = HashSet::new();
    let both = blocks.iter_mut().zip(marks).filter(|(block, _)| block.kind.is_body());
    for (number, (block, mark)) in both.enumerate() {
        let line = &text[block.range.clone()];
        let sentence = line.ends_with(['.', '。', '”', '"']) || line.len() > LONGEST_LINK;
        others = (others && !sentence) || starts(line, OTHER_STORIES, 60);
        let (head, tail) = (number < NEAR, number + NEAR >= body);
        let furniture = others
            || is_furniture(line)
            || is_invitation(line)
            || is_shortcode(line)
            || (mark.linked && leads_elsewhere(block.kind, line))
            || (head && (is_dateline(line) || is_byline(line)))
            || (tail && is_closing(line))
            || (line.len() >= TWICE && !met.insert(line));
        if furniture {
            block.kind = BlockKind::Boilerplate;
        }
    }
    (text, blocks)
}

/// In a gallery the captions are the article.
fn unframe(blocks: &mut [Block]) {
    let length = |is_wanted: fn(BlockKind) -> bool| {
        blocks.iter().filter(|block| is_wanted(block.kind)).map(|block| block.range.len()).sum::<usize>()
    };
    if length(|kind| kind == BlockKind::Caption) > 2 * length(BlockKind::is_body) {
        let captions = blocks.iter_mut().filter(|block| block.kind == BlockKind::Caption);
        captions
            .filter(|block| block.range.len() >= TWICE)
            .for_each(|block| block.kind = BlockKind::Paragraph);
    }
}

/// A line of this length that comes a second time is a caption, a teaser or a quotation of the text.
const TWICE: usize = 40;

/// A paragraph that is one link and no sentence: the headline of another story. Headings and lists may be links too.
fn leads_elsewhere(kind: BlockKind, line: &str) -> bool {
    let capitals = || !line.chars().any(char::is_lowercase) && line.chars().any(char::is_uppercase);
    kind == BlockKind::Paragraph && line.len() <= LONGEST && (!line.ends_with(['.', '。']) || capitals())
}

fn is_invitation(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    INVITING.iter().filter(|word| lower.contains(*word)).take(2).count() == 2
}

/// What plug-ins of content systems leave when they are gone: `[button link="…"]`.
fn is_shortcode(line: &str) -> bool {
    let name = |rest: &str| rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    line.strip_prefix('[').is_some_and(|rest| {
        name(rest).is_some_and(|end| end > 2 && rest[end..].starts_with(' ') && rest.contains('='))
            && rest.contains(']')
    })
}

/// When it was published or changed, in whatever form.
fn is_dateline(line: &str) -> bool {
    let lower = line.trim_start_matches(['|', ' ', '\u{b7}', '•']).to_lowercase();
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let begins = [
        "updated",
        "published",
        "posted",
        "last updated",
        "first published",
        "modified",
        "release date",
        "updated:",
    ];
    let said = begins.iter().any(|start| lower.starts_with(start)) && digits > 0;
    let clock = lower
        .as_bytes()
        .windows(4)
        .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit() && w[3].is_ascii_digit());
    let year = lower
        .as_bytes()
        .windows(4)
        .any(|w| w.iter().all(u8::is_ascii_digit) && matches!(&w[..2], b"19" | b"20"));
    line.len() <= 120 && !line.ends_with(['.', '。']) && (said || (clock && year && digits >= 7))
}

/// `By Jane Doe`, and nothing else.
fn is_byline(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let small = ["and", "for", "of", "the", "de", "van", "von", "in", "at"];
    let named = |word: &str| {
        word.starts_with(char::is_uppercase)
            || small.contains(&word)
            || !word.starts_with(char::is_alphabetic)
    };
    line.len() <= 90
        && !line.ends_with('.')
        && names.split_whitespace().count() <= 8
        && names.split_whitespace().all(named)
}

fn is_closing(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.len() <= LONGEST && CLOSING.iter().any(|words| lower.contains(words))
}

fn is_furniture(line: &str) -> bool {
    let whole = || WHOLE.contains(&line.trim_end_matches([':', '…', '.', '！', '!']).to_lowercase().as_str());
    let picture = || {
        let rest = line.strip_prefix("Image ").or_else(|| line.strip_prefix("Photo "));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && line.len() < 20)
    };
    let minutes = || line.len() < 24 && line.to_lowercase().ends_with("min read");
    line.len() <= LONGEST
        && (starts(line, STARTS, LONGEST) || (line.len() < 48 && whole()) || picture() || minutes())
}

fn starts(line: &str, starts: &[&str], longest: usize) -> bool {
    let head: String = line.chars().take(36).collect::<String>().to_lowercase().replace('\u{2019}', "'");
    line.len() <= longest && starts.iter().any(|start| head.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::format::html::render::Mark;

    #[test]
    fn other_stories_end_where_text_goes_on() {
        let lines = [
            ("The standard applies from October.", true),
            ("Advertisement", false),
            ("Sign up for our newsletter", false),
            ("Subscribers to the standard pay a fee.", true),
            ("Related articles", false),
            ("Signs of the times", false),
            ("The committee will meet again in Geneva.", true),
            ("推荐阅读", false),
            ("大连论坛闭幕", false),
        ];
        assert_eq!(bodies(&lines.map(|(line, _)| (line, false))), lines.map(|(_, body)| body));
    }

    /// Which of the paragraphs stay; `true` beside one that is a link.
    fn bodies(lines: &[(&str, bool)]) -> Vec<bool> {
        let text = lines.iter().map(|(line, _)| *line).collect::<Vec<_>>().join("\n");
        let mut at = 0;
        let mut blocks = Vec::new();
        for (line, _) in lines {
            let range = at..at + line.len();
            at += line.len() + 1;
            blocks.push(Block { kind: BlockKind::Paragraph, range, plain: None });
        }
        let marks = lines.iter().map(|(_, linked)| Mark { linked: *linked }).collect();
        mark(Rendered { text, blocks, marks }).1.iter().map(|block| block.kind.is_body()).collect()
    }

    #[test]
    fn what_is_put_between_paragraphs_is_told_from_them() {
        let said = "The committee approved the revised standard on safety signs.";
        for (line, linked, body) in [
            ("Moon Rush: Private Landers Are Coming", true, false),
            ("The full text of the standard is available here.", true, true),
            ("A plain short line", false, true),
            ("Updated Nov 19, 9:41 AM; Posted Nov 18, 8:19 PM", false, false),
            ("| UPDATED: 11:05, Tue, Nov 19, 2019", false, false),
            ("At 10:30 on 19 November 2019 the doors opened.", false, true),
            ("By Jane Doe and John Smith", false, false),
            ("By October all signs must be replaced", false, true),
            ("[button link=\"https://example.org\" type=\"big\"]Buy[/button]", false, false),
            ("[Editor: this was changed.]", false, true),
            ("Sign up to get the digest delivered to your inbox.", false, false),
            ("Members sign up once a year.", false, true),
            (said, false, false),
        ] {
            assert_eq!(bodies(&[(said, false), (line, linked), ("It rained.", false)])[1], body, "{line}");
        }
        let closing =
            bodies(&[(said, false), ("It rained.", false), ("Jane Doe contributed to this report.", false)]);
        assert_eq!(closing, [true, true, false]);
    }
}
