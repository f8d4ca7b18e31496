//! From Markdown to units.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    super::unit::{Builder, Place, Role, Unit},
    front_matter,
};
use crate::text::script::is_han;
use unicode_width::UnicodeWidthStr;

/// What is understood beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The units of a Markdown text, in the order in which they begin.
pub(in crate::markup) fn units(text: &str) -> Vec<Unit> {
    let mut units = read(text, Lines::AsWritten);
    units.retain(|unit| unit.words.has_language());
    units
}

/// What becomes of the lines of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Those that were wrapped are one unit; those that people ended are units of their own.
    AsWritten,
    /// All are one unit, as Markdown means it.
    Joined,
}

/// All units, those without language too.
pub(super) fn read(text: &str, lines: Lines) -> Vec<Unit> {
    let (mut units, start) = front_matter::units(text);
    let mut reader = Reader {
        text,
        lines,
        units: Vec::new(),
        code: false,
        inner: vec![Level::default()],
        place: Place::Text,
        alternatives: Vec::new(),
        block: units.len(),
    };
    for (block, unit) in units.iter_mut().enumerate() {
        unit.block = block;
    }
    for (event, range) in Parser::new_ext(&text[start..], options()).into_offset_iter() {
        reader.take(event, start + range.start..start + range.end);
    }
    reader.finish_block();
    units.append(&mut reader.units);
    units.sort_by_key(|unit| (unit.range.start, std::cmp::Reverse(unit.range.end)));
    units
}

/// Pairs within pairs; people write three. What is deeper stands by itself.
const DEEPEST: usize = 64;

/// Follows the parser's events.
struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    units: Vec<Unit>,
    /// The words that stand for pictures in the paragraph that is being read.
    alternatives: Vec<Unit>,
    /// The number of the paragraph.
    block: usize,
    /// In a block whose text is no language.
    code: bool,
    /// The unit being read, and within it those of the words that stand for pictures.
    inner: Vec<Level>,
    place: Place,
}

/// A unit being read.
#[derive(Default)]
struct Level {
    unit: Builder,
    /// A line break whose end is not known yet: where it begins, the words and the marks before it.
    pending: Option<(usize, usize, usize)>,
    /// A line break of which it is not known yet whether a blank stands for it: the words and the marks before it.
    joint: Option<(usize, usize)>,
    /// The end of what was read last within the innermost pair.
    last: usize,
    /// The pairs that are open: the names of HTML tags, nothing for the signs of Markdown.
    tags: Vec<String>,
    /// Pairs that are open within these and too deep to be pairs.
    deeper: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) if self.code => {}
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => self.kept(Role::Code, &words, range),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.kept(Role::Code, &words, range),
            Event::FootnoteReference(_) => self.point(Role::Note, range),
            Event::InlineHtml(html) => self.html(&html, range),
            Event::SoftBreak if self.lines == Lines::Joined || self.is_wrapped(range.start) => {
                let level = self.level(range.start);
                level.pending = Some((range.start, level.unit.text().len(), level.unit.marks()));
            }
            Event::SoftBreak | Event::HardBreak => self.end_line(),
            Event::TaskListMarker(_) | Event::Html(_) | Event::Rule => self.finish_block(),
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open(Role::Emphasis, range.start..range.start + 1),
            Tag::Strong => self.open(Role::Emphasis, range.start..range.start + 2),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                let sign = self.text[range.start..].chars().next().unwrap_or('~');
                let length = self.text[range.clone()].chars().take_while(|c| *c == sign).count().min(2);
                self.open(Role::Emphasis, range.start..range.start + length);
            }
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                let inner = self.text[range.clone()].trim_matches(['<', '>']).to_owned();
                self.kept(Role::Link, &inner, range);
                // Its words come as text of their own.
                self.inner.push(Level::default());
            }
            Tag::Link { .. } => self.open(Role::Link, range.start..range.start + 1),
            Tag::Image { .. } => {
                self.point(Role::Image, range);
                self.inner.push(Level::default());
            }
            Tag::TableCell => {
                self.finish_block();
                self.place = Place::Cell;
            }
            tag => {
                self.finish_block();
                self.code = matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_));
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.close(range.end - 1..range.end, None),
            TagEnd::Strong => self.close(range.end - 2..range.end, None),
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                let sign = self.text[range.start..].chars().next().unwrap_or('~');
                let length = self.text[range.clone()].chars().take_while(|c| *c == sign).count().min(2);
                self.close(range.end - length..range.end, None);
            }
            TagEnd::Link if self.text[range.clone()].starts_with('<') => drop(self.inner.pop()),
            TagEnd::Link => self.end_link(range),
            TagEnd::Image => {
                let words = self.inner.pop().and_then(|mut level| level.unit.finish(self.place));
                // Its own paragraph, behind the one that it stands in.
                let words = words.filter(|_| self.inner.len() == 1);
                self.alternatives.extend(words.map(|unit| Unit { in_brackets: true, ..unit }));
            }
            TagEnd::TableCell => {
                self.finish_block();
                self.place = Place::Text;
            }
            _ => {
                self.finish_block();
                self.code = false;
            }
        }
    }

    fn end_link(&mut self, range: Range<usize>) {
        let level = self.level(range.end);
        let last = level.last.max(range.start + 1);
        let close = &self.text[last..range.end];
        // `[words]` and `[words][]` name their target by their words; other words need the name beside them.
        let named = close == "]" || close == "][]";
        let label = self.text[range.start + 1..last].split_whitespace().collect::<Vec<_>>().join(" ");
        self.close(last..range.end, named.then(|| format!("][{label}]")));
    }

    /// The innermost unit; what is read next begins at byte `at`.
    fn level(&mut self, at: usize) -> &mut Level {
        if self.inner.is_empty() {
            self.inner.push(Level::default());
        }
        let innermost = self.inner.len() - 1;
        let level = &mut self.inner[innermost];
        if let Some((start, words, marks)) = level.pending.take() {
            level.unit.line_break(start..at.max(start));
            level.joint = Some((words, marks));
        }
        level
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        // The sign that takes the meaning of another one is no part of the text, but of the unit.
        let escape = usize::from(self.text[..range.start].ends_with('\\'));
        let range = range.start - escape..range.end;
        let level = self.level(range.start);
        join(level, words);
        level.unit.push(words, range.clone());
        level.last = range.end;
    }

    fn kept(&mut self, role: Role, words: &str, range: Range<usize>) {
        let level = self.level(range.start);
        join(level, words);
        level.unit.kept(role, words, range.clone());
        level.last = range.end;
    }

    fn point(&mut self, role: Role, range: Range<usize>) {
        let level = self.level(range.start);
        level.unit.point(role, range.clone());
        level.last = range.end;
    }

    fn open(&mut self, role: Role, range: Range<usize>) {
        let level = self.level(range.start);
        if level.tags.len() < DEEPEST {
            level.unit.open(role, range.clone());
            level.tags.push(String::new());
        } else {
            level.unit.point(role, range.clone());
            level.deeper += 1;
        }
        level.last = range.end;
    }

    fn close(&mut self, range: Range<usize>, instead: Option<String>) {
        let level = self.level(range.start);
        if level.deeper > 0 {
            level.deeper -= 1;
            level.unit.point(Role::Other, range.clone());
            level.last = range.end;
            return;
        }
        // HTML tags that were opened within and not closed are no pairs.
        while level.tags.last().is_some_and(|name| !name.is_empty()) {
            level.tags.pop();
            level.unit.unpair();
        }
        level.tags.pop();
        level.unit.close(range.clone(), instead);
        level.last = range.end;
    }

    /// A tag among the words: one half of a pair where the other one is near, else a code by itself.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let closes = html.starts_with("</");
        let name = html.trim_start_matches(['<', '/']);
        let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name == "br" {
            return self.end_line();
        }
        let level = self.level(range.start);
        let fits = level.deeper == 0 && level.tags.len() < DEEPEST;
        if closes && level.deeper == 0 && level.tags.last() == Some(&name) {
            level.tags.pop();
            level.unit.close(range.clone(), None);
        } else if closes || !fits || name.is_empty() || html.ends_with("/>") || VOID.contains(&name.as_str())
        {
            level.unit.point(Role::Other, range.clone());
        } else {
            level.unit.open(Role::Other, range.clone());
            level.tags.push(name);
        }
        level.last = range.end;
    }

    /// True where the line that ends at byte `at` was ended by its length: it is long, and no sentence ends with it.
    fn is_wrapped(&self, at: usize) -> bool {
        let line = self.text[..at].lines().next_back().unwrap_or_default().trim_end();
        line.width() >= WRAPPED && !line.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'])
    }

    /// The unit ends with its line; pairs go on.
    fn end_line(&mut self) {
        if self.inner.len() > 1 {
            return;
        }
        let (place, block) = (self.place, self.block);
        let level = self.level(0);
        level.pending = None;
        level.joint = None;
        let unit = level.unit.finish(place).map(|unit| Unit { block, ..unit });
        self.units.extend(unit);
    }

    /// The block ends here, and all that was open in it.
    fn finish_block(&mut self) {
        let levels = std::mem::take(&mut self.inner);
        if let Some(mut level) = levels.into_iter().next() {
            while !level.tags.is_empty() {
                level.tags.pop();
                level.unit.unpair();
            }
            let unit = level.unit.finish(self.place).map(|unit| Unit { block: self.block, ..unit });
            self.units.extend(unit);
        }
        self.inner.push(Level::default());
        self.next_block();
    }

    fn next_block(&mut self) {
        self.block += 1;
        for unit in std::mem::take(&mut self.alternatives) {
            self.units.push(Unit { block: self.block, ..unit });
            self.block += 1;
        }
    }
}

/// A line of fewer columns was not wrapped: editors wrap at 72 and more, and the next word may be long.
const WRAPPED: usize = 50;

/// Elements without content.
const VOID: [&str; 9] = ["area", "base", "embed", "hr", "img", "input", "link", "meta", "wbr"];

/// A blank for a line break between words that need one: beside Chinese characters there is none.
fn join(level: &mut Level, words: &str) {
    let Some((at, mark)) = level.joint.take() else { return };
    let before = level.unit.text()[..at].chars().next_back();
    let beside_han = before.is_none_or(is_han) || words.starts_with(is_han);
    if !beside_han && !words.starts_with(' ') {
        level.unit.blank_at(at, mark);
    }
}
