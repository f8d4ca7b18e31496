//! TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005).

use crate::{
    outcome::Finding,
    task::{Memory, Remembered},
    text::Language,
};

use super::{
    document::{Document, mark},
    memory::{BadMemory, language, untouched},
    xml::{Element, Node, Writer, Xml},
};

/// The property with the mark of what zhaiyi wrote.
const WRITTEN: &str = "x-zhaiyi-written";
/// The property with the text before a segment, called as memoQ calls it.
const CONTEXT: &str = "x-context-pre";

/// Reads the units that have both Chinese and English. A unit serves from its source language to the others, or both ways
/// where it names none.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<Memory, BadMemory> {
    let mut memory = Memory::default();
    let mut source_language = None;
    while let Some(element) = xml.next()? {
        match element.name.as_str() {
            "header" => source_language = element.attribute("srclang").map(str::to_owned),
            "tu" => unit(&xml.filled(element)?, source_language.as_deref(), &mut memory),
            _ => {}
        }
    }
    Ok(memory)
}

fn unit(unit: &Element, main: Option<&str>, memory: &mut Memory) {
    let main = language(unit.attribute("srclang").or(main));
    let variant = |tuv: &Element| Some((language(tuv.attribute("lang"))?, words(tuv.find("seg")?)));
    let variants: Vec<(Language, String)> = unit.named("tuv").filter_map(variant).collect();
    let property =
        |name: &str| unit.named("prop").find(|prop| prop.attribute("type") == Some(name)).map(Element::text);
    let (written, previous) = (property(WRITTEN), property(CONTEXT));
    for (from, source) in variants.iter().filter(|(from, _)| main.is_none_or(|main| main == *from)) {
        for (to, target) in variants.iter().filter(|(to, _)| to != from) {
            if !untouched(target, written.as_deref()) {
                memory.push(Remembered {
                    languages: (*from, *to),
                    source: source.clone(),
                    target: target.clone(),
                    previous: previous.clone(),
                });
            }
        }
    }
}

/// The text of a segment without its codes.
fn words(segment: &Element) -> String {
    let piece = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "hi" => words(element),
        Node::Element(_) => String::new(),
    };
    segment.children.iter().map(piece).collect()
}

/// The start of a memory.
pub fn tmx_head() -> String {
    let mut writer = Writer::new("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
    writer.open("tmx", &[("version", "1.4")]);
    let header = [
        ("creationtool", "zhaiyi"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "paragraph"),
        ("o-tmf", "zhaiyi"),
        ("adminlang", "en"),
        ("srclang", "*all*"),
        ("datatype", "plaintext"),
    ];
    writer.text("header", &header, "");
    writer.open("body", &[]);
    writer.take()
}

/// The units of an article.
pub fn tmx_units(document: &Document) -> String {
    let mut writer = Writer::within(2);
    let mut previous: Option<&str> = None;
    for unit in &document.units {
        writer.open("tu", &[("srclang", document.from.tag()), ("datatype", "plaintext")]);
        for finding in &unit.findings {
            writer.text("note", &[], &said(finding));
        }
        let property = |writer: &mut Writer, name, value: &str| writer.text("prop", &[("type", name)], value);
        property(&mut writer, "x-zhaiyi-article", &document.id);
        property(&mut writer, "x-zhaiyi-line", &unit.line.to_string());
        property(&mut writer, "x-zhaiyi-method", if unit.edited { "edited" } else { document.method.name() });
        property(&mut writer, "x-zhaiyi-engine", &document.engine);
        if let Some(previous) = previous {
            property(&mut writer, CONTEXT, previous);
        }
        if !unit.edited {
            property(&mut writer, WRITTEN, &mark(&unit.target));
        }
        for (language, text) in [(document.from, &unit.source), (document.to, &unit.target)] {
            writer.open("tuv", &[("xml:lang", language.tag())]);
            writer.text("seg", &[], text);
            writer.close();
        }
        writer.close();
        previous = Some(&unit.source);
    }
    writer.take()
}

/// The end of a memory.
pub fn tmx_foot() -> String {
    "  </body>\n</tmx>\n".to_owned()
}

/// A finding as a note: "numbers: “90” is missing."
fn said(finding: &Finding) -> String {
    format!("{}: {}", finding.check, finding.message)
}

#[cfg(test)]
mod tests {
    use super::super::{read_memory, testing::document};
    use super::*;
    use Language::{Chinese, English};

    #[test]
    fn what_nobody_touched_is_no_correction() {
        let written = tmx_head() + &tmx_units(&document()) + &tmx_foot();
        let memory = read_memory(written.as_bytes()).unwrap();
        assert_eq!(memory.recall(English, Chinese, "R&D <met> in May.", None), None);
        assert_eq!(memory.recall(English, Chinese, "Over.", None), Some("结束。"), "a person's own");
        let corrected = written.replace("研发五月开会", "研发部门五月开会");
        let memory = read_memory(corrected.as_bytes()).unwrap();
        assert_eq!(memory.recall(English, Chinese, "R&D <met> in May.", None), Some("研发部门五月开会。"));
    }

    #[test]
    fn memories_of_others() {
        let text = "<tmx version='1.4'><header srclang='en-US'/><body><tu><tuv xml:lang='zh-CN'><seg>论坛<ph x='1'>{b}</ph>开幕</seg></tuv>
            <tuv lang='EN-US'><seg>The <hi>forum</hi>\n opens</seg></tuv><tuv xml:lang='fr'><seg>x</seg></tuv></tu>
            <tu srclang='*all*'><tuv xml:lang='zh'><seg>港</seg></tuv><tuv xml:lang='en'><seg>port</seg></tuv></tu></body></tmx>";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let memory = read_memory(&[&[0xff, 0xfe], wide.as_slice()].concat()).unwrap();
        assert_eq!(memory.recall(English, Chinese, "The forum opens", None), Some("论坛开幕"));
        assert_eq!(memory.recall(Chinese, English, "论坛开幕", None), None);
        assert_eq!(memory.recall(Chinese, English, "港", None), Some("port"));
        assert_eq!(memory.recall(English, Chinese, "port", None), Some("港"));
    }
}
