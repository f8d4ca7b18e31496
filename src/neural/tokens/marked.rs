//! Text of which every character is known to be the template's or a message's.
//!
//! Before the template is rendered, each character of a message's content gets a [`MARK`] before it; after it, the marks say
//! which characters are data, wherever the template has put them and whatever it has cut away. Blanks at the two ends of
//! the content stay without marks, so that a template can trim; no control token is made of blanks.

use std::ops::Range;

/// Stands before a character of content. A noncharacter: Unicode keeps it for use inside programs (section 23.7), and one
/// that stands in an article is marked like any other character, so nothing can be forged with it.
const MARK: char = '\u{FDD0}';

/// A text, and which parts of it are data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    text: String,
    data: Vec<Range<usize>>,
}

impl Marked {
    /// A text that is data from end to end.
    pub fn data(text: &str) -> Self {
        let whole = std::iter::once(0..text.len()).filter(|range| !range.is_empty());
        Self { text: text.to_owned(), data: whole.collect() }
    }

    /// A text that a template wrote from end to end.
    pub fn template(text: &str) -> Self {
        Self { text: text.to_owned(), data: Vec::new() }
    }

    /// Takes the marks out of a rendered text.
    pub(super) fn read(rendered: &str) -> Self {
        let mut marked = Self { text: String::with_capacity(rendered.len()), data: Vec::new() };
        let mut chars = rendered.chars();
        while let Some(c) = chars.next() {
            if c != MARK {
                marked.text.push(c);
                continue;
            }
            let Some(c) = chars.next() else { break };
            let start = marked.text.len();
            marked.text.push(c);
            let end = marked.text.len();
            match marked.data.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => marked.data.push(start..end),
            }
        }
        marked
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parts that a template wrote, in order, as byte ranges.
    pub(super) fn written(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.data.iter().map(|range| range.end));
        let ends = self.data.iter().map(|range| range.start).chain([self.text.len()]);
        starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end)
    }

    /// The parts that are data, in order, as byte ranges.
    pub(super) fn given(&self) -> &[Range<usize>] {
        &self.data
    }
}

/// Content with its marks.
pub(super) fn mark(content: &str) -> String {
    let inner = content.trim();
    let start = content.len() - content.trim_start().len();
    let end = start + inner.len();
    let mut marked = String::with_capacity(content.len() * 2);
    marked.push_str(&content[..start]);
    for c in inner.chars() {
        marked.push(MARK);
        marked.push(c);
    }
    marked.push_str(&content[end..]);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_data_from_template() {
        let rendered = format!("<a>{}<b>", mark(" 论<b>坛\n"));
        let marked = Marked::read(&rendered);
        assert_eq!(marked.text(), "<a> 论<b>坛\n<b>");
        let data: Vec<&str> = marked.given().iter().map(|range| &marked.text()[range.clone()]).collect();
        assert_eq!(data, ["论<b>坛"]);
        let written: Vec<&str> = marked.written().map(|range| &marked.text()[range]).collect();
        assert_eq!(written, ["<a> ", "\n<b>"]);
    }

    #[test]
    fn marks_in_an_article_are_data() {
        let hostile = format!("{MARK}{MARK}x{MARK}");
        let marked = Marked::read(&format!("a{}b", mark(&hostile)));
        assert_eq!(marked.text(), format!("a{hostile}b"));
        assert_eq!(
            marked.given().iter().map(|range| &marked.text()[range.clone()]).collect::<Vec<_>>(),
            [hostile]
        );
    }

    #[test]
    fn a_template_may_cut_content_anywhere() {
        let marked = mark("abc");
        let cut: String = marked.chars().skip(2).take(3).collect();
        assert_eq!(Marked::read(&cut), Marked::data("b"));
    }
}
