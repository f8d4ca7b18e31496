//! The English surface: marks, blanks and capitals.

use super::name::capital;

/// Joins phrases and marks into a sentence.
#[derive(Default)]
pub struct Surface {
    out: String,
    /// The last mark wants no blank after it.
    tight: bool,
    /// The sentence has its capital.
    begun: bool,
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
        let text = self.begun(text);
        self.out.push_str(&text);
    }

    /// Adds a mark of Chinese or English punctuation. `joined`: no blank stood around it between Latin letters.
    pub fn mark(&mut self, mark: &str, joined: bool) {
        match mark {
            "，" | "," => self.close(","),
            "。" => self.stop("."),
            "." => self.close("."),
            "；" | ";" => self.close(";"),
            "：" | ":" => self.close(":"),
            "！" | "!" => self.stop("!"),
            "？" | "?" => self.stop("?"),
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
        // It is reported that, …: the comma stays behind.
        let joins = self.out.ends_with(" that");
        let doubled = mark == "," && (joins || self.out.ends_with([',', ';', ':', '(']));
        if !doubled {
            // A full stop replaces the comma that a front phrase left.
            if self.out.ends_with(',') && matches!(mark, "." | ";" | ":" | "!" | "?") {
                self.out.pop();
            }
            self.out.push_str(mark);
        }
        self.tight = false;
    }

    /// A mark that ends a sentence.
    fn stop(&mut self, mark: &str) {
        self.close(mark);
        self.begun = false;
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

    /// The text with a capital at its start, if a sentence starts here.
    fn begun(&mut self, text: &str) -> String {
        let Some(at) = text.find(char::is_alphanumeric).filter(|_| !self.begun) else {
            return text.to_owned();
        };
        self.begun = true;
        let (before, word) = text.split_at(at);
        format!("{before}{}", capital(word))
    }

    /// The sentence.
    pub fn finish(self) -> String {
        self.out
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
