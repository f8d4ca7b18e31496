//! A translation for people to correct.

use crate::{
    outcome::{Finding, Severity},
    text::Language,
};

use super::{
    super::{
        document::{Document, Unit, mark},
        xml::{Writer, speakable, written},
    },
    WRITTEN,
};

/// The start of a document. It has one source language and one target language.
pub fn xliff_head(from: Language, to: Language) -> String {
    let mut writer = Writer::new("");
    let namespaces = [
        ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
        ("xmlns:mda", "urn:oasis:names:tc:xliff:metadata:2.0"),
        ("version", "2.1"),
        ("srcLang", from.tag()),
        ("trgLang", to.tag()),
    ];
    writer.open("xliff", &namespaces);
    writer.take()
}

/// An article, the `number`th of its document.
pub fn xliff_document(document: &Document, number: usize) -> String {
    let mut writer = Writer::within(1);
    let place = document.place.as_deref().unwrap_or(&document.id);
    writer.open("file", &[("id", &format!("f{number}")), ("original", place)]);
    let about = [
        ("article", document.id.as_str()),
        ("hash", &document.hash.to_string()),
        ("engine", &document.engine),
        ("method", document.method.name()),
    ];
    metadata(&mut writer, &about);
    notes(&mut writer, &document.findings);
    for unit in &document.units {
        put(&mut writer, document, unit);
    }
    writer.close();
    writer.take()
}

/// The end of a document.
pub fn xliff_foot() -> String {
    "</xliff>\n".to_owned()
}

fn put(writer: &mut Writer, document: &Document, unit: &Unit) {
    writer.open("unit", &[("id", &format!("u{}", unit.line)), ("name", &format!("line {}", unit.line))]);
    if !unit.edited {
        metadata(writer, &[(WRITTEN, &mark(&unit.target))]);
    }
    notes(writer, &unit.findings);
    let method = if unit.edited { "edited" } else { document.method.name() };
    // What a check found an error in waits for a person.
    let state = if unit.edited {
        "reviewed"
    } else if unit.is_wrong() {
        "initial"
    } else {
        "translated"
    };
    let state = [("id", "s1"), ("state", state), ("subState", &format!("zhaiyi:{method}"))];
    writer.open("segment", &state);
    let preserve = [("xml:space", "preserve")];
    writer.raw("source", &preserve, &coded(&unit.source));
    writer.raw("target", &preserve, &coded(&unit.target));
    (0..2).for_each(|_| writer.close());
}

fn metadata(writer: &mut Writer, entries: &[(&str, &str)]) {
    writer.open("mda:metadata", &[]);
    writer.open("mda:metaGroup", &[("category", "zhaiyi")]);
    for (kind, value) in entries {
        writer.text("mda:meta", &[("type", kind)], value);
    }
    (0..2).for_each(|_| writer.close());
}

fn notes(writer: &mut Writer, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    writer.open("notes", &[]);
    for (number, finding) in findings.iter().enumerate() {
        // From 1, the highest, to 10.
        let priority = match finding.severity {
            Severity::Error => "1",
            Severity::Warning => "3",
            Severity::Note => "7",
        };
        let side = if finding.target.is_some() || finding.source.is_none() { "target" } else { "source" };
        let id = format!("n{}", number + 1);
        let attributes =
            [("id", id.as_str()), ("category", &finding.check), ("priority", priority), ("appliesTo", side)];
        writer.text("note", &attributes, &finding.message);
    }
    writer.close();
}

/// A text with `cp` elements for what XML has no way to say.
fn coded(text: &str) -> String {
    let mut out = String::new();
    for piece in text.split_inclusive(|c| !speakable(c)) {
        let end = piece.char_indices().next_back().filter(|(_, c)| !speakable(*c));
        out.push_str(&written(end.map_or(piece, |(at, _)| &piece[..at])));
        out.extend(end.map(|(_, c)| format!("<cp hex=\"{:04X}\"/>", u32::from(c))));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::{read_memory, testing::document};
    use super::*;
    use Language::{Chinese, English};

    fn written_document() -> String {
        xliff_head(English, Chinese) + &xliff_document(&document(), 1) + &xliff_foot()
    }

    #[test]
    fn a_corrected_segment_is_remembered_and_nothing_else() {
        let written = written_document();
        let memory = read_memory(written.as_bytes()).unwrap();
        assert_eq!(memory.recall(English, Chinese, "R&D <met> in May.", None), None);
        assert_eq!(memory.recall(English, Chinese, "Over.", None), Some("结束。"), "a person's own");
        let other_words = written.replace("研发五月开会", "研发部门五月开会");
        let other_state = written.replace("state=\"initial\" subState=\"zhaiyi:glossed\"", "state=\"final\"");
        for (corrected, expected) in [(other_words, "研发部门五月开会。"), (other_state, "研发五月开会。")]
        {
            let memory = read_memory(corrected.as_bytes()).unwrap();
            assert_eq!(memory.recall(English, Chinese, "R&D <met> in May.", None), Some(expected));
        }
    }

    #[test]
    fn what_xml_cannot_say_comes_back() {
        assert_eq!(coded("a\u{1}<\u{c}"), "a<cp hex=\"0001\"/>&lt;<cp hex=\"000C\"/>");
        let text = written_document().replace("研发五月", "<cp hex=\"0001\"/>研发<mrk id='m1'>五月</mrk>");
        let memory = read_memory(text.as_bytes()).unwrap();
        assert_eq!(memory.recall(English, Chinese, "R&D <met> in May.", None), Some("\u{1}研发五月开会。"));
    }

    #[test]
    fn documents_of_others() {
        let text = |version: &str, to: &str| {
            format!(
                "<xliff version='{version}' srcLang='en' trgLang='{to}' xmlns='urn:oasis:names:tc:xliff:document:2.0'><file id='f'>
                <unit id='1'><segment><source>One.</source><target>一。</target></segment><ignorable><source> </source></ignorable>
                <segment><source>Two.</source><target>二。</target></segment></unit>
                <unit id='2'><segment state='initial'><source>Three.</source><target>三。</target></segment></unit>
                <unit id='3'><segment><source>Four.</source></segment></unit></file></xliff>"
            )
        };
        let memory = read_memory(text("2.0", "zh-CN").as_bytes()).unwrap();
        let recall = |source| memory.recall(English, Chinese, source, None);
        assert_eq!((recall("One."), recall("Two.")), (Some("一。"), Some("二。")));
        assert_eq!((recall("One. Two."), recall("Three."), recall("Four.")), (Some("一。 二。"), None, None));
        let wrong = |text: String| read_memory(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(wrong(text("1.2", "zh")), "it is XLIFF 1.2; versions 2.0 and later are read");
        assert!(wrong(text("2.1", "fr")).contains("trgLang=\"fr\" is neither Chinese nor English"));
        assert_eq!(wrong("<html/>".into()), "it is XML of another kind (<html>), neither TMX nor XLIFF");
    }
}
