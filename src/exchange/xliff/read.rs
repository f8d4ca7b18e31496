//! What a person corrected.

use crate::{
    task::{Memory, Remembered},
    text::Language,
};

use super::{
    super::{
        memory::{BadMemory, language, untouched},
        xml::{BadXml, Element, Node, Xml},
    },
    WRITTEN,
};

/// Reads the units that a person has touched: those with other words than were written, or reviewed, or final. In a document
/// of another program, where nobody knows what was written, those that are not initial.
pub fn read(xml: &mut Xml<'_>, root: &Element) -> Result<Memory, BadMemory> {
    let version = root.attribute("version").unwrap_or("without a version");
    if !version.starts_with("2.") {
        return Err(BadMemory::Version(version.to_owned()));
    }
    let spoken = |name: &str| -> Result<Language, BadXml> {
        let tag = root.attribute(name).unwrap_or_default();
        language(Some(tag))
            .ok_or_else(|| xml.wrong(format!("{name}=\"{tag}\" is neither Chinese nor English")))
    };
    let languages = (spoken("srcLang")?, spoken("trgLang")?);
    let mut memory = Memory::default();
    let mut previous = None;
    while let Some(element) = xml.next()? {
        match element.name.as_str() {
            "file" => previous = None,
            "unit" => {
                let unit = xml.filled(element)?;
                let source = unit_texts(&unit, languages, previous.as_deref(), &mut memory);
                previous = Some(source);
            }
            _ => {}
        }
    }
    Ok(memory)
}

/// Remembers a unit, and each of its segments where it has several. Returns its source.
fn unit_texts(
    unit: &Element,
    languages: (Language, Language),
    previous: Option<&str>,
    memory: &mut Memory,
) -> String {
    let (mut source, mut target) = (String::new(), String::new());
    let mut segments = Vec::new();
    for part in unit.elements().filter(|part| ["segment", "ignorable"].contains(&part.name.as_str())) {
        let side = |name: &str| part.named(name).next().map(words);
        let words = side("source").unwrap_or_default();
        // What stands between segments is often in the source alone.
        let translated = side("target").unwrap_or_else(|| match part.name.as_str() {
            "ignorable" => words.clone(),
            _ => String::new(),
        });
        source.push_str(&words);
        target.push_str(&translated);
        if part.name == "segment" {
            segments.push((words, translated, part.attribute("state")));
        }
    }
    let written = unit.find("metadata").and_then(|metadata| meta(metadata, WRITTEN));
    let approved = segments.iter().any(|(.., state)| matches!(state, Some("reviewed" | "final")));
    let complete = segments.iter().all(|(_, translated, _)| !translated.trim().is_empty());
    let initial = segments.iter().any(|(.., state)| *state == Some("initial"));
    let taken = match &written {
        Some(written) => approved || !untouched(&target, Some(written)),
        None => !initial,
    };
    if taken && complete {
        let mut remember = |source: &str, target: &str, previous: Option<&str>| {
            memory.push(Remembered {
                languages,
                source: source.to_owned(),
                target: target.to_owned(),
                previous: previous.map(str::to_owned),
            });
        };
        if segments.len() > 1 {
            let mut before = None;
            for (words, translated, _) in &segments {
                remember(words, translated, before);
                before = Some(words.as_str());
            }
        }
        remember(&source, &target, previous);
    }
    source
}

fn meta(metadata: &Element, kind: &str) -> Option<String> {
    metadata.elements().find_map(|element| match element.name.as_str() {
        "meta" if element.attribute("type") == Some(kind) => Some(element.text()),
        _ => meta(element, kind),
    })
}

/// The text of a source or a target without its codes.
fn words(element: &Element) -> String {
    let piece = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "cp" => {
            let number = element.attribute("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            number.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
        Node::Element(element) => words(element),
    };
    element.children.iter().map(piece).collect()
}
