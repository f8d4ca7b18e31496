//! The English surface: marks, blanks and capitals.

/// Joins phrases and marks into a sentence.
#[derive(Default)]
pub struct Surface {
    out: String,
    /// The last mark wants no blank after it.
    tight: bool,
    /// A straight quote is open.
    quoted: bool,
}

impl Surface {
    /// Adds words.
    pub fn words(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let sticks = text.starts_with([',', '.', ';', ':', '!', '?', ')', '%', '\'']);
        if !self.out.is_empty() && !self.tight && !sticks {
            self.out.push(' ');
        }
        self.tight = false;
        self.out.push_str(text);
    }

    /// Adds a mark of Chinese or English punctuation. `joined`: no blank stood around it between Latin letters.
    pub fn mark(&mut self, mark: &str, joined: bool) {
        match mark {
            "，" | "," => self.close(","),
            "。" | "." => self.close("."),
            "；" | ";" => self.close(";"),
            "：" | ":" => self.close(":"),
            "！" | "!" => self.close("!"),
            "？" | "?" => self.close("?"),
            "、" => self.close(","),
            "）" | ")" | "】" | "]" => self.close(")"),
            "（" | "(" | "【" | "[" => self.open("("),
            "“" | "「" | "『" | "《" | "〈" => self.open("\""),
            "”" | "」" | "』" | "》" | "〉" => self.close("\""),
            "‘" => self.open("'"),
            "’" => self.close("'"),
            "\"" => {
                self.quoted = !self.quoted;
                if self.quoted { self.open("\"") } else { self.close("\"") }
            }
            "…" | "……" => self.close("..."),
            "—" | "——" | "–" if !joined || mark != "–" => {
                if !self.out.ends_with('-') {
                    self.words("-");
                }
            }
            "·" | "•" => self.words("-"),
            "～" | "~" => self.tie("-"),
            _ if joined => self.tie(mark),
            _ => self.words(mark),
        }
    }

    fn close(&mut self, mark: &str) {
        let doubled = mark == "," && self.out.ends_with([',', ';', ':', '(']);
        if !doubled {
            // A full stop replaces the comma that a front phrase left.
            if self.out.ends_with(',') && matches!(mark, "." | ";" | ":" | "!" | "?") {
                self.out.pop();
            }
            self.out.push_str(mark);
        }
        self.tight = false;
    }

    fn open(&mut self, mark: &str) {
        if !self.out.is_empty() && !self.tight {
            self.out.push(' ');
        }
        self.out.push_str(mark);
        self.tight = true;
    }

    fn tie(&mut self, mark: &str) {
        self.out.push_str(mark);
        self.tight = true;
    }

    /// The sentence, with a capital at its start and after each full stop inside.
    pub fn finish(self) -> String {
        let mut out = String::with_capacity(self.out.len());
        let mut start = true;
        for c in self.out.chars() {
            if start && c.is_alphanumeric() {
                out.extend(c.to_uppercase());
                start = false;
                continue;
            }
            start |= matches!(c, '.' | '!' | '?') && out.ends_with(char::is_alphabetic) && out.len() > 3;
            if start && !c.is_whitespace() && !matches!(c, '.' | '!' | '?' | '"' | '\'' | '(' | ')') {
                start = false;
            }
            out.push(c);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_english() {
        let mut surface = Surface::default();
        surface.mark("“", false);
        surface.words("good");
        surface.mark("”", false);
        surface.mark("，", false);
        surface.words("he said");
        surface.mark("。", false);
        assert_eq!(surface.finish(), "\"Good\", he said.");
    }
}
