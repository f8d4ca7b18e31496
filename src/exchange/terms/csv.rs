//! Glossaries as CSV or TSV.

use crate::{
    task::{TermList, TermPair},
    text::Language,
};

use super::BadTerms;

/// Reads two columns, source and target, separated by tabs if the first line has one, else by commas. Further columns
/// are notes. Blank lines and lines that begin with `#` are passed over. If the first line names languages (`en,zh`) the
/// terms serve in both directions; otherwise they are looked for as they stand, whatever the direction.
///
/// # Errors
/// With the line, when one cannot be used.
pub(super) fn read(bytes: &[u8]) -> Result<TermList, BadTerms> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count();
        BadTerms::Syntax { line: before as u64 + 1, why: "not UTF-8".to_owned() }
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    let delimiter = if first.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut languages = None;
    let mut terms = TermList::default();
    for (index, row) in reader.records().enumerate() {
        let row = row.map_err(|error| BadTerms::Syntax {
            line: error.position().map_or(0, csv::Position::line),
            why: error.to_string(),
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        let column = |at: usize| row.get(at).unwrap_or_default();
        let (source, target) = (column(0), column(1));
        if let (0, Ok(from), Ok(to)) = (index, source.parse::<Language>(), target.parse::<Language>()) {
            languages = Some((from, to));
        } else if source.is_empty() && target.is_empty() {
            continue;
        } else if source.is_empty() || target.is_empty() {
            return Err(BadTerms::NoTarget { line, source_term: source.to_owned() });
        } else {
            terms.push(TermPair { languages, source: source.to_owned(), target: target.to_owned() });
        }
    }
    Ok(terms)
}

/// A table has two columns, and the terms have more pairs of languages than one.
#[derive(Debug, thiserror::Error)]
#[error("they are of several pairs of languages ({0}), and a table has one")]
pub struct Several(String);

/// Writes terms as a table: commas between the columns, or tabs. The first line names the languages, where they are known.
///
/// # Errors
/// When the terms are of several pairs of languages.
pub fn write_csv(terms: &TermList, tabs: bool) -> Result<String, Several> {
    let mut pairs: Vec<Option<(Language, Language)>> = Vec::new();
    for term in terms.pairs() {
        let same = |known: &Option<(Language, Language)>| {
            *known == term.languages || known.map(|(one, other)| (other, one)) == term.languages
        };
        if !pairs.iter().any(same) {
            pairs.push(term.languages);
        }
    }
    if pairs.len() > 1 {
        let name = |pair: &Option<(Language, Language)>| match pair {
            Some((one, other)) => format!("{one} and {other}"),
            None => "unnamed".to_owned(),
        };
        return Err(Several(pairs.iter().map(name).collect::<Vec<_>>().join(", ")));
    }
    let languages = pairs.first().copied().flatten();
    let delimiter = if tabs { b'\t' } else { b',' };
    // What is read with tabs is read without quotes.
    let style = if tabs { csv::QuoteStyle::Never } else { csv::QuoteStyle::Necessary };
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).quote_style(style).from_writer(Vec::new());
    let mut rows: Vec<[String; 2]> =
        languages.iter().map(|(one, other)| [one.tag().to_owned(), other.tag().to_owned()]).collect();
    for term in terms.pairs() {
        let turned = term.languages != languages;
        let (first, second) =
            if turned { (&term.target, &term.source) } else { (&term.source, &term.target) };
        // A cell is one line.
        let cell = |text: &str| text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ");
        // Behind a blank, which readers trim, a line that begins with # is no comment.
        let blank = if first.starts_with('#') { " " } else { "" };
        rows.push([blank.to_owned() + &cell(first), cell(second)]);
    }
    for row in rows {
        // Into memory: nothing can go wrong but a lack of it.
        let _ = writer.write_record(&row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str, from: Language, to: Language) -> Vec<(String, String)> {
        let glossary = read(text.as_bytes()).unwrap().glossary(from, to);
        glossary.terms().iter().map(|term| (term.source.clone(), term.target.clone())).collect()
    }

    #[test]
    fn both_separators_quotes_and_comments() {
        use Language::{Chinese, English};
        let expected = [("forum".to_owned(), "论坛".to_owned()), ("a, b".to_owned(), "甲、乙".to_owned())];
        assert_eq!(pairs("# mine\nforum,论坛\n\n\"a, b\",甲、乙,note\n", English, Chinese), expected);
        assert_eq!(pairs("\u{feff}forum\t论坛\r\na, b\t甲、乙\r\n", English, Chinese), expected);
    }

    #[test]
    fn named_languages_serve_both_ways() {
        use Language::{Chinese, English, TraditionalChinese};
        let text = "en,zh\nforum,论坛\n";
        assert_eq!(pairs(text, Chinese, English), [("论坛".to_owned(), "forum".to_owned())]);
        assert_eq!(pairs(text, English, Chinese), [("forum".to_owned(), "论坛".to_owned())]);
        assert_eq!(pairs(text, English, TraditionalChinese), [("forum".to_owned(), "论坛".to_owned())]);
        assert_eq!(pairs(text, Chinese, TraditionalChinese), []);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = "en,zh\n\"a, b\",甲、乙\n\"say \"\"so\"\"\",说\n\"#1\",一号\n";
        let list = read(text.as_bytes()).unwrap();
        for tabs in [false, true] {
            let written = write_csv(&list, tabs).unwrap();
            assert_eq!(read(written.as_bytes()).unwrap(), list, "{written}");
        }
        let mut several = list;
        several.extend(read("zh-Hant,en\n港,port\n".as_bytes()).unwrap());
        let error = write_csv(&several, false).unwrap_err().to_string();
        assert!(error.contains("en and zh, zh-Hant and en"), "{error}");
    }

    #[test]
    fn a_line_that_cannot_be_used_is_named() {
        let error = read(b"forum,a\nbad,\xe8\xae\n").unwrap_err().to_string();
        assert_eq!(error, "line 2: not UTF-8");
        let error = read("forum,论坛\nlonely\n".as_bytes()).unwrap_err().to_string();
        assert_eq!(error, "line 2 has no translation for \"lonely\"");
    }
}
