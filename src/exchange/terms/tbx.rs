//! TBX, the exchange format of term bases (ISO 30042). Read in both of its forms: version 2 of 2008 (`martif`, `termEntry`,
//! `langSet`, `tig` or `ntig`) and version 3 of 2019 (`tbx`, `conceptEntry`, `langSec`, `termSec`), in the core dialect or
//! any other. Written as version 2 in the TBX-Basic dialect: whatever reads version 3 reads it too, and many read nothing else.

use crate::{
    task::{TermList, TermPair},
    text::{
        Language,
        script::{is_han, is_traditional},
    },
};

use super::{
    super::xml::{Element, Writer, Xml},
    BadTerms,
};

/// Reads the concepts that have terms in both Chinese and English. The terms of a concept stand for each other: the first
/// that is preferred is what the others are translated to; what is deprecated or superseded is never read.
pub(super) fn read(text: &str) -> Result<TermList, BadTerms> {
    let mut xml = Xml::new(text);
    let root = xml.next()?.ok_or_else(|| xml.wrong("there is no element in it"))?;
    if !["martif", "tbx"].contains(&root.name.as_str()) {
        return Err(BadTerms::Kind(root.name));
    }
    let mut terms = TermList::default();
    while let Some(element) = xml.next()? {
        if ["termEntry", "conceptEntry"].contains(&element.name.as_str()) {
            let concept = xml.filled(element)?;
            pairs(&concept).into_iter().for_each(|pair| terms.push(pair));
        }
    }
    Ok(terms)
}

/// The terms of a concept in one language, the preferred first.
struct Section {
    language: Language,
    terms: Vec<String>,
}

fn pairs(concept: &Element) -> Vec<TermPair> {
    let sections: Vec<Section> = concept.elements().filter_map(section).collect();
    let mut pairs = Vec::new();
    for (at, source) in sections.iter().enumerate() {
        for target in &sections[at + 1..] {
            if source.language.is_chinese() == target.language.is_chinese() {
                continue;
            }
            let languages = Some((source.language, target.language));
            let pair = |source: &String, target: &String| TermPair {
                languages,
                source: source.clone(),
                target: target.clone(),
            };
            pairs.extend(source.terms.iter().map(|term| pair(term, &target.terms[0])));
            pairs.extend(target.terms.iter().skip(1).map(|term| pair(&source.terms[0], term)));
        }
    }
    pairs
}

fn section(element: &Element) -> Option<Section> {
    if !["langSet", "langSec"].contains(&element.name.as_str()) {
        return None;
    }
    let language = element.attribute("lang")?.parse().ok()?;
    let mut terms = Vec::new();
    let mut preferred = 0;
    for group in element.elements().filter(|e| ["tig", "ntig", "termSec"].contains(&e.name.as_str())) {
        let text = group.find("term").map(Element::text).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let status = status(group).unwrap_or_default();
        if text.is_empty() || ["deprecated", "superseded"].iter().any(|bad| status.contains(bad)) {
            continue;
        }
        if status.contains("preferred") {
            terms.insert(preferred, text);
            preferred += 1;
        } else {
            terms.push(text);
        }
    }
    (!terms.is_empty()).then_some(Section { language, terms })
}

/// Whether a term should be used, in words of the dialect: `preferredTerm-admn-sts`, `deprecated`.
fn status(element: &Element) -> Option<String> {
    // `<termNote type="administrativeStatus">` in one style of version 3, `<min:administrativeStatus>` in the other.
    let kind = element.attribute("type").unwrap_or(&element.name);
    if ["administrativeStatus", "normativeAuthorization"].contains(&kind) {
        return Some(element.text().to_lowercase());
    }
    element.elements().find_map(status)
}

/// Writes terms, an entry for each pair. The languages of pairs that name none are told by their script.
///
/// # Errors
/// With the first pair whose languages cannot be told.
pub fn write_tbx(terms: &TermList) -> Result<String, TermPair> {
    let mut writer = Writer::new("<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n");
    let told = |pair: &TermPair| pair.languages.or_else(|| spoken(pair)).ok_or_else(|| pair.clone());
    let main = terms.pairs().first().map(told).transpose()?.map_or(Language::English, |(source, _)| source);
    writer.open("martif", &[("type", "TBX-Basic"), ("xml:lang", main.tag())]);
    writer.open("martifHeader", &[]);
    writer.open("fileDesc", &[]);
    writer.open("sourceDesc", &[]);
    writer.text("p", &[], "Terms of a zhaiyi glossary");
    (0..2).for_each(|_| writer.close());
    writer.open("encodingDesc", &[]);
    writer.text("p", &[("type", "XCSURI")], "TBXBasicXCSV02.xcs");
    (0..2).for_each(|_| writer.close());
    writer.open("text", &[]);
    writer.open("body", &[]);
    for (number, pair) in terms.pairs().iter().enumerate() {
        let (from, to) = told(pair)?;
        writer.open("termEntry", &[("id", &format!("c{}", number + 1))]);
        for (language, term) in [(from, &pair.source), (to, &pair.target)] {
            writer.open("langSet", &[("xml:lang", language.tag())]);
            writer.open("tig", &[]);
            writer.text("term", &[], term);
            (0..2).for_each(|_| writer.close());
        }
        writer.close();
    }
    (0..3).for_each(|_| writer.close());
    Ok(writer.take())
}

/// The languages that the two sides are written in, if one is Chinese and the other is not.
fn spoken(pair: &TermPair) -> Option<(Language, Language)> {
    let language = |text: &str| {
        if !text.chars().any(is_han) {
            Language::English
        } else if text.chars().any(is_traditional) {
            Language::TraditionalChinese
        } else {
            Language::Chinese
        }
    };
    let pair = (language(&pair.source), language(&pair.target));
    (pair.0.is_chinese() != pair.1.is_chinese()).then_some(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        let list = read(text).unwrap();
        list.pairs().iter().map(|pair| (pair.source.clone(), pair.target.clone())).collect()
    }

    #[test]
    fn both_versions_are_read() {
        let second = r#"<martif type="TBX"><text><body><termEntry id="1"><descrip type="definition">a rule</descrip>
            <langSet xml:lang="en-US"><ntig><termGrp><term>norm</term></termGrp></ntig>
              <tig><term>standard</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
            <langSet xml:lang="fr"><tig><term>norme</term></tig></langSet>
            <langSet xml:lang="zh-CN"><tig><term>标准</term></tig>
              <tig><term>准则</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
            </termEntry></body></text></martif>"#;
        let both = [("standard".to_owned(), "标准".to_owned()), ("norm".to_owned(), "标准".to_owned())];
        assert_eq!(told(second), both);
        let third = r#"<tbx style="dct" type="TBX-Min" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
            xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c1">
            <langSec xml:lang="en"><termSec><term>norm</term></termSec>
              <termSec><term>standard</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
            <langSec xml:lang="zh"><termSec><term>标准</term></termSec></langSec></conceptEntry></body></text></tbx>"#;
        assert_eq!(told(third), both);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut list = TermList::default();
        for (source, target) in [("R&D <test>", "研发"), ("港", "port"), ("標準", "standard")] {
            list.push(TermPair { languages: None, source: source.into(), target: target.into() });
        }
        let again = read(&write_tbx(&list).unwrap()).unwrap();
        let languages: Vec<_> = again.pairs().iter().map(|pair| pair.languages).collect();
        use Language::{Chinese, English, TraditionalChinese};
        assert_eq!(
            languages,
            [Some((English, Chinese)), Some((Chinese, English)), Some((TraditionalChinese, English))]
        );
        assert_eq!(again.pairs()[0].source, "R&D <test>");
        list.push(TermPair { languages: None, source: "ISO".into(), target: "ISO".into() });
        assert_eq!(write_tbx(&list).unwrap_err().source, "ISO");
    }

    #[test]
    fn another_kind_of_xml_is_named() {
        assert_eq!(read("<tmx/>").unwrap_err().to_string(), "it is XML of another kind (<tmx>), not TBX");
    }
}
