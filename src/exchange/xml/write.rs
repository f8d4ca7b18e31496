//! A document written: indented, and with nothing in it that XML cannot say.

/// A document being written.
pub struct Writer {
    out: String,
    open: Vec<&'static str>,
    /// Elements around it that were opened by another writer.
    around: usize,
}

impl Writer {
    /// Begins a document, with a document type where it has one.
    pub fn new(doctype: &str) -> Self {
        Self {
            out: format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{doctype}"),
            open: Vec::new(),
            around: 0,
        }
    }

    /// Goes on within so many elements.
    pub fn within(around: usize) -> Self {
        Self { out: String::new(), open: Vec::new(), around }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.start(name, attributes, ">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element with text in it.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.raw(name, attributes, &written(text));
    }

    /// An element with something in it that is XML already.
    pub fn raw(&mut self, name: &str, attributes: &[(&str, &str)], xml: &str) {
        self.start(name, attributes, ">");
        self.out.push_str(&format!("{xml}</{name}>\n"));
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.indent();
        self.out.push_str(&format!("<{name}"));
        for (key, value) in attributes {
            let value = written(value).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;");
            self.out.push_str(&format!(" {key}=\"{value}\""));
        }
        self.out.push_str(end);
    }

    fn indent(&mut self) {
        (0..self.around + self.open.len()).for_each(|_| self.out.push_str("  "));
    }
}

/// A text as it stands between tags. What XML has no way to say, which is most control characters, becomes `U+FFFD`.
pub fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c if speakable(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// The characters of XML 1.0 (production 2).
pub fn speakable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::{super::Xml, *};

    #[test]
    fn what_is_written_is_read_again() {
        proptest::proptest!(|(text in "\\PC{0,20}[<>&\"'\\t\\n\\r]{0,5}\\PC{0,20}")| {
            let mut writer = Writer::new("");
            writer.open("a", &[("b", &text)]);
            writer.text("c", &[], &text);
            writer.close();
            let whole = writer.take();
            let mut xml = Xml::new(&whole);
            let root = xml.next().unwrap().unwrap();
            let root = xml.filled(root).unwrap();
            let expected: String = text.chars().map(|c| if speakable(c) { c } else { '\u{fffd}' }).collect();
            assert_eq!(root.attribute("b"), Some(expected.as_str()));
            assert_eq!(root.find("c").unwrap().text(), expected);
        });
    }
}
