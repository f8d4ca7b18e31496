//! A document read from left to right, an element at a time.
//!
//! It is not trusted: nothing that it defines for itself is expanded, nothing that it names is fetched, and nesting has an end.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{BadXml, Element, Node};

/// Elements within elements; real documents have about ten levels.
const DEEPEST: usize = 64;

/// A document being read.
pub struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
}

enum Piece<'a> {
    Open(Element),
    Close,
    Text(Cow<'a, str>),
}

impl<'a> Xml<'a> {
    /// Begins at the start of a text.
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { text, reader, depth: 0 }
    }

    /// The next element, without what is in it: that comes next, or with [`Xml::filled`]. `None` at the end.
    ///
    /// # Errors
    /// Says what is no XML, or not read, and at which line.
    pub fn next(&mut self) -> Result<Option<Element>, BadXml> {
        while let Some(piece) = self.piece()? {
            match piece {
                Piece::Open(element) => return Ok(Some(element)),
                Piece::Text(text) if self.depth == 0 && !text.trim().is_empty() => {
                    return Err(self.wrong("it is no XML: there is text outside of all elements"));
                }
                Piece::Text(_) | Piece::Close => {}
            }
        }
        if self.depth > 0 { Err(self.wrong("it breaks off")) } else { Ok(None) }
    }

    /// The element that was opened last, with everything in it.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn filled(&mut self, element: Element) -> Result<Element, BadXml> {
        let mut open = vec![element];
        loop {
            let piece = self.piece()?.ok_or_else(|| self.wrong("it breaks off"))?;
            let child = match piece {
                Piece::Open(element) => {
                    open.push(element);
                    continue;
                }
                Piece::Text(text) => Node::Text(text.into_owned()),
                Piece::Close => match open.pop() {
                    Some(closed) if open.is_empty() => return Ok(closed),
                    Some(closed) => Node::Element(closed),
                    None => return Err(self.wrong("an element is closed that was never opened")),
                },
            };
            if let Some(parent) = open.last_mut() {
                match (child, parent.children.last_mut()) {
                    (Node::Text(more), Some(Node::Text(text))) => text.push_str(&more),
                    (child, _) => parent.children.push(child),
                }
            }
        }
    }

    /// An error at the place that was reached.
    pub fn wrong(&self, why: impl Into<String>) -> BadXml {
        self.wrong_at(self.reader.buffer_position(), why)
    }

    fn wrong_at(&self, at: u64, why: impl Into<String>) -> BadXml {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        BadXml::new(before.iter().filter(|byte| **byte == b'\n').count() + 1, why)
    }

    fn piece(&mut self) -> Result<Option<Piece<'a>>, BadXml> {
        loop {
            let event = self.reader.read_event().map_err(|error| {
                self.wrong_at(self.reader.error_position(), format!("it is no XML: {error}"))
            })?;
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.wrong(format!("elements nest deeper than {DEEPEST}")));
                    }
                    Piece::Open(self.opened(&tag)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(text.into_inner()),
                Event::CData(text) => Piece::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    Piece::Text(Cow::Owned(self.resolved(&reference.into_inner())?))
                }
                Event::DocType(kind) if kind.contains("<!ENTITY") => {
                    return Err(self.wrong("it defines entities, which are not expanded"));
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            }));
        }
    }

    fn opened(&self, tag: &BytesStart<'_>) -> Result<Element, BadXml> {
        let mut element = Element { name: local(tag.name().0).to_owned(), ..Element::default() };
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.wrong(format!("it is no XML: {error}")))?;
            let value = self.unescaped(&attribute.value)?;
            element.attributes.push((local(attribute.key.0).to_owned(), value));
        }
        Ok(element)
    }

    /// The value of an attribute.
    fn unescaped(&self, value: &str) -> Result<String, BadXml> {
        let mut out = String::new();
        let mut rest = value;
        while let Some((before, after)) = rest.split_once('&') {
            let (name, end) =
                after.split_once(';').ok_or_else(|| self.wrong("it is no XML: & stands alone"))?;
            out.push_str(before);
            out.push_str(&self.resolved(name)?);
            rest = end;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// What an entity stands for: a character by its number, or one of the five that XML defines.
    fn resolved(&self, name: &str) -> Result<String, BadXml> {
        let number = |digits: &str| match digits.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        let character = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(number).and_then(char::from_u32),
        };
        character
            .map(String::from)
            .ok_or_else(|| self.wrong(format!("it uses the entity &{name};, which XML does not have")))
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Result<Element, BadXml> {
        let mut xml = Xml::new(text);
        let root = xml.next()?.ok_or_else(|| xml.wrong("nothing"))?;
        let root = xml.filled(root)?;
        while xml.next()?.is_some() {}
        Ok(root)
    }

    #[test]
    fn text_entities_and_attributes() {
        let root = whole(
            "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'a.dtd'><a xml:lang='zh' b='1 &lt; 2'>R&amp;D <b/>&#x6807;<![CDATA[<&]]></a>",
        );
        let root = root.unwrap();
        assert_eq!(root.text(), "R&D 标<&");
        assert_eq!((root.attribute("lang"), root.attribute("b")), (Some("zh"), Some("1 < 2")));
        assert_eq!(root.elements().count(), 1);
    }

    #[test]
    fn what_is_hostile_or_broken_is_refused() {
        let wrong = |text: &str| whole(text).unwrap_err().to_string();
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]>\n<a>&y;</a>";
        assert_eq!(wrong(bomb), "line 1: it defines entities, which are not expanded");
        let outside = "<!DOCTYPE a [\n<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
        assert_eq!(wrong(outside), "line 2: it defines entities, which are not expanded");
        assert_eq!(wrong("<a>\n&nbsp;</a>"), "line 2: it uses the entity &nbsp;, which XML does not have");
        assert_eq!(wrong("<a><b>\n"), "line 2: it breaks off");
        assert!(wrong("<a></b>").starts_with("line 1: it is no XML"));
        assert!(wrong(&"<a>".repeat(100_000)).contains("nest deeper than 64"));
        assert!(wrong("a,b\n").contains("outside of all elements"));
        assert!(wrong("").ends_with("nothing"));
    }
}
