//! English marks to Chinese ones.

/// Which quotation marks are open.
#[derive(Debug, Default)]
pub struct Quotes {
    double: bool,
    single: bool,
}

impl Quotes {
    /// Appends a mark to the text. `spaced`: white space before it; `spaced_after`: after it.
    pub fn push(&mut self, text: &mut String, mark: &str, spaced: bool, spaced_after: bool) {
        let last = text.chars().next_back();
        let latin = last.is_some_and(|c| c.is_ascii_alphanumeric());
        match mark {
            "," => tidy(text, '，'),
            "." if text.len() < 3 && last.is_some_and(|c| c.is_ascii_digit()) => text.push('.'), // "2. …"
            "." => tidy(text, '。'),
            ";" => tidy(text, '；'),
            ":" if latin && !spaced_after => text.push(':'),
            ":" => tidy(text, '：'),
            "?" => tidy(text, '？'),
            "!" => tidy(text, '！'),
            "(" => text.push('（'),
            ")" => text.push('）'),
            "\"" => self.double(text),
            "“" | "„" | "«" => {
                self.double = true;
                text.push('“');
            }
            "”" | "»" => {
                self.double = false;
                text.push('”');
            }
            "'" | "’" | "‘" if spaced || mark == "‘" => {
                self.single = true;
                text.push('‘');
            }
            "'" | "’" if self.single => {
                self.single = false;
                text.push('’');
            }
            "'" | "’" => {} // the apostrophe of a plural: "workers' rights"
            "–" | "—" if spaced || spaced_after => dash(text),
            "—" => dash(text),
            "-" if spaced && spaced_after && last.is_some_and(|c| c.is_ascii_digit()) => text.push('-'), // a score
            "-" if spaced && spaced_after => dash(text),
            "-" if last == Some('—') => {}
            "…" => text.push_str("……"),
            _ => text.push_str(mark),
        }
    }

    fn double(&mut self, text: &mut String) {
        self.double = !self.double;
        text.push(if self.double { '“' } else { '”' });
    }
}

/// One mark takes the place of a weaker one before it.
fn tidy(text: &mut String, mark: char) {
    if text.ends_with(['，', '、']) {
        text.pop();
    }
    if !text.ends_with(mark) {
        text.push(mark);
    }
}

fn dash(text: &mut String) {
    if !text.ends_with("——") {
        text.push_str("——");
    }
}
