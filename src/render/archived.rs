//! Records as files of their own: Markdown with front matter, a page, a text.

use super::{
    Layout, PlainStyle, Record, html_foot, html_head, html_record, markdown_record, plain_record,
    record::Made,
};

/// One self-contained page.
pub fn html_file(record: &Record, layout: Layout) -> String {
    html_head(&record.headline, record.lang) + &html_record(record, layout) + &html_foot()
}

/// The texts alone.
pub fn plain_file(record: &Record, layout: Layout) -> String {
    plain_record(record, PlainStyle { layout, ..PlainStyle::default() })
}

/// Markdown behind front matter in YAML, which has what the text does not say: where it comes from, and how each text came
/// about. Every value is written as JSON, which is YAML as well (YAML 1.2, section 1.3).
pub fn markdown_file(record: &Record, layout: Layout) -> String {
    let mut out = "---\n".to_owned();
    let mut field = |name: &str, value: serde_json::Value| {
        if !value.is_null() {
            out.push_str(&format!("{name}: {}\n", escaped(&value.to_string())));
        }
    };
    field("title", record.title.as_deref().unwrap_or(&record.headline).into());
    for (language, title) in record.titles.iter() {
        field(&format!("title-{language}"), title.as_str().into());
    }
    field("date", record.published.map(|date| date.to_string()).into());
    field("lang", record.lang.map(crate::text::Language::tag).into());
    field("publisher", record.publisher.clone().into());
    field("source", record.source.clone().into());
    field("id", serde_json::to_value(&record.id).unwrap_or_default());
    field("hash", record.hash.to_string().into());
    let made = |kind: &str, language: crate::text::Language, made: &Made| {
        let findings = match made.findings.len() {
            0 => String::new(),
            1 => ", 1 finding".to_owned(),
            number => format!(", {number} findings"),
        };
        format!("{kind}/{language} {} by {}{findings}", made.method.name(), made.engine)
    };
    let summaries = record.summaries.iter().map(|(language, text)| made("summary", language, text));
    let translations = record.translations.iter().map(|(language, text)| made("translation", language, text));
    field("texts", summaries.chain(translations).collect::<Vec<_>>().into());
    if !record.warnings.is_empty() {
        field("warnings", record.warnings.clone().into());
    }
    if !record.extra.is_empty() {
        field("extra", record.extra.clone().into());
    }
    out + "---\n\n" + &markdown_record(record, layout)
}

/// The JSON with escapes for what JSON may have as it is and YAML may not, or what would steer a terminal.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
