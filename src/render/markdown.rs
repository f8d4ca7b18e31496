//! Records as Markdown.

use super::{
    Record,
    layout::{Layout, interleaved, pairs},
    plain::clean,
    record::Made,
};

/// One record. A translation alone is the text as it stands, so that Markdown in is Markdown out; everything else
/// gets a heading and a line that says how it was made.
pub fn markdown_record(record: &Record, layout: Layout) -> String {
    if let Some((_, only)) = record.translations.iter().next()
        && record.summaries.is_empty()
        && layout == Layout::Target
    {
        let mut out = clean(&only.text);
        if !out.ends_with('\n') {
            out.push('\n');
        }
        return out;
    }
    let mut out = format!("## {}\n\n", escape(&record.headline));
    let about = [
        record.publisher.as_deref().map(escape),
        record.published.map(|date| date.to_string()),
        record.source.as_deref().map(escape),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    if !about.is_empty() {
        out.push_str(&format!("*{}*\n\n", about.join(" · ")));
    }
    for (language, summary) in record.summaries.iter() {
        out.push_str(&format!("{}\n\n", escape(&summary.text)));
        out.push_str(&label(language.tag(), summary));
    }
    for (language, translation) in record.translations.iter() {
        out.push_str(&match layout {
            Layout::Target => format!("{}\n\n", translation.text),
            Layout::Interleaved => {
                let text = interleaved(&record.original, &translation.text);
                format!("{}\n\n", escape(&text).replace('\n', "  \n"))
            }
            Layout::SideBySide => table(&record.original, &translation.text),
        });
        out.push_str(&label(language.tag(), translation));
    }
    if let Some(text) = &record.text {
        out.push_str(&format!("{}\n\n", escape(text)));
    }
    clean(&out)
}

/// The quiet line under a text that says how it was made.
fn label(tag: &str, made: &Made) -> String {
    format!("<sub>{tag} · {} by {}</sub>\n\n", made.method.name(), escape(&made.engine))
}

fn table(source: &str, target: &str) -> String {
    let mut out = String::from("| | |\n|---|---|\n");
    for (left, right) in pairs(source, target).filter(|(l, r)| !l.trim().is_empty() || !r.trim().is_empty()) {
        out.push_str(&format!("| {} | {} |\n", escape(left.trim()), escape(right.trim())));
    }
    out.push('\n');
    out
}

/// Text as Markdown that shows just that text.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let digits = line.trim_start().chars().take_while(char::is_ascii_digit).count();
        for (at, c) in line.trim_start().char_indices() {
            let marks_a_block = (at == 0 && matches!(c, '#' | '+' | '-' | '=' | '~'))
                || (digits > 0 && at == digits && matches!(c, '.' | ')'));
            if marks_a_block || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a Markdown reader would show.
    fn shown(markdown: &str) -> String {
        use pulldown_cmark::{Event, Parser};
        let mut out = String::new();
        for event in Parser::new(markdown) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::SoftBreak | Event::HardBreak => out.push('\n'),
                Event::Start(pulldown_cmark::Tag::Paragraph) | Event::End(_) => {}
                other => out.push_str(&format!("{other:?}")),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn escaped_text_is_shown_as_it_is(text in "[ -~论坛]{1,40}") {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            prop_assert_eq!(shown(&escape(text)), text);
        }
    }
}
