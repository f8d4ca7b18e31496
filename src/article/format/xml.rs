//! XML as it is found: read once from left to right, forgiving where browsers are, and never expanding what a document
//! defines for itself, so that no document is larger than it looks.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// A document being read.
pub(super) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
}

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Open(Element<'a>),
    Close(String),
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        Self { text, reader }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// Says what is no XML, and at which line.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, String> {
        loop {
            let event = self.reader.read_event().map_err(|error| {
                let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
                let before = self.text.as_bytes().get(..at).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                format!("it is no XML from line {line} on: {error}")
            })?;
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => Node::Open(Element(tag)),
                Event::End(tag) => Node::Close(tag.name().as_ref().to_owned()),
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(reference) => Node::Text(Cow::Owned(resolve(&reference.into_inner()))),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    /// Where the next piece begins, in bytes.
    pub fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// The document from one place to another, as it is written.
    pub fn written(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }
}

impl Element<'_> {
    /// The name with its prefix.
    pub fn name(&self) -> &str {
        self.0.name().0
    }

    /// The value of an attribute, by its name with or without its prefix.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let mut attributes = self.0.html_attributes();
        let found = attributes.with_checks(false).flatten().find(|found| {
            let name = found.key.as_ref();
            name == wanted || local(name) == wanted
        })?;
        Some(html_escape::decode_html_entities(&found.value).into_owned())
    }
}

/// The name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What an entity stands for: a character by its number, or by its name in HTML, whose entities people use in XML too. What
/// the document defines for itself stays as it is written: such definitions can stand for gigabytes.
fn resolve(reference: &str) -> String {
    html_escape::decode_html_entities(&format!("&{reference};")).into_owned()
}

/// The name of the outermost element, without its prefix, of a document of which this is the start.
pub(super) fn root(start: &str) -> Option<String> {
    let mut xml = Xml::new(start.trim_start().strip_prefix('\u{feff}').unwrap_or(start.trim_start()));
    if !xml.text.starts_with('<') {
        return None;
    }
    // Comments and instructions stand before it, and blanks.
    loop {
        match xml.next().ok()?? {
            Node::Open(element) => return Some(local(element.name()).to_owned()),
            Node::Text(text) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
}

/// The encoding that a document declares.
pub(super) fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&head[..head.len().min(256)]);
    let declaration = head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        let mut nodes = Xml::new(xml);
        let mut out = String::new();
        while let Ok(Some(node)) = nodes.next() {
            if let Node::Text(text) = node {
                out.push_str(&text);
            }
        }
        out
    }

    #[test]
    fn entities_stand_for_characters_and_for_nothing_larger() {
        assert_eq!(text("<a>&lt;b&gt; &#x6807;&#20934; &nbsp;&amp;amp; R&D</a>"), "<b> 标准 \u{a0}&amp; R&D");
        let bomb = format!(
            "<!DOCTYPE a [<!ENTITY x \"ha\">{}]><a>&x9;</a>",
            (1..10).map(|n| format!("<!ENTITY x{n} \"&x{0};&x{0};\">", n - 1)).collect::<String>()
        );
        assert_eq!(text(&bomb), "&x9;");
        assert_eq!(text("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), "&x;");
    }

    #[test]
    fn sloppy_documents_are_read_as_far_as_they_go() {
        assert_eq!(text("<a><b>one</c> two<d x=1 y>three</a>"), "one twothree");
        assert_eq!(text("<a>one<"), "one");
        assert_eq!(root("\u{feff}<?xml version='1.0'?>\n<!-- x --><rdf:RDF a='b'>").as_deref(), Some("RDF"));
        assert_eq!(root("no <xml>"), None);
        assert_eq!(declared(b"<?xml version=\"1.0\" encoding='GB2312'?><rss>").as_deref(), Some("GB2312"));
        let element = |xml: &'static str, name: &str| match Xml::new(xml).next() {
            Ok(Some(Node::Open(element))) => element.attribute(name),
            _ => None,
        };
        assert_eq!(element("<a x:href = \"1 &amp; 2\">", "href").as_deref(), Some("1 & 2"));
    }

    #[test]
    fn any_text_comes_to_an_end() {
        proptest::proptest!(|(xml in "(</?[a-c:]{1,3}( x='1')?/?>|<!\\[CDATA\\[|\\]\\]>|<!--|&[a-z#0-9]{0,4};?|[<>&\"' a标]){0,40}")| {
            text(&xml);
            root(&xml);
        });
    }
}
