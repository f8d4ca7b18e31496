//! Glossaries as CSV or TSV.

use crate::{
    task::{TermList, TermPair},
    text::Language,
};

/// A glossary that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadTerms {
    /// It is not UTF-8, or not CSV.
    #[error("line {line}: {why}")]
    Syntax {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// A line has no second column, or an empty one.
    #[error("line {line} has no translation for {source_term:?}")]
    NoTarget {
        /// The line, counted from 1.
        line: u64,
        /// Its first column.
        source_term: String,
    },
}

/// Reads two columns, source and target, separated by tabs if the first line has one, else by commas. Further columns
/// are notes. Blank lines and lines that begin with `#` are passed over. If the first line names languages (`en,zh`) the
/// terms serve in both directions; otherwise they are looked for as they stand, whatever the direction.
///
/// # Errors
/// With the line, when one cannot be used.
pub fn read_terms(bytes: &[u8]) -> Result<TermList, BadTerms> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str, from: Language, to: Language) -> Vec<(String, String)> {
        let glossary = read_terms(text.as_bytes()).unwrap().glossary(from, to);
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
    fn a_line_that_cannot_be_used_is_named() {
        let error = read_terms(b"forum,a\nbad,\xe8\xae\n").unwrap_err().to_string();
        assert_eq!(error, "line 2: not UTF-8");
        let error = read_terms("forum,论坛\nlonely\n".as_bytes()).unwrap_err().to_string();
        assert_eq!(error, "line 2 has no translation for \"lonely\"");
    }
}
