//! The `key: value` lines between `---` (or `+++`) at the start of a Markdown file. Only plain values are
//! understood: title, date and language never need more of YAML or TOML.

/// The fields, keys in lower case.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter(Vec<(String, String)>);

impl FrontMatter {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first of `keys` that has a value.
    pub fn get(&self, keys: &[&str]) -> Option<String> {
        let value = |key: &&str| self.0.iter().find(|(name, value)| name == *key && !value.is_empty());
        keys.iter().find_map(value).map(|(_, value)| value.clone())
    }
}

/// The front matter and where the text after it starts.
pub(super) fn split(text: &str) -> Option<(FrontMatter, usize)> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let mut fields = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        match number {
            0 if line != fence => return None,
            0 => {}
            _ if line == fence || (fence == "---" && line == "...") => {
                return Some((FrontMatter(fields), at));
            }
            _ => fields.extend(field(line, if fence == "---" { ':' } else { '=' })),
        }
    }
    None
}

fn field(line: &str, mark: char) -> Option<(String, String)> {
    // Indented lines belong to a list or an object above.
    if line.starts_with([' ', '\t', '-', '#']) {
        return None;
    }
    let (key, value) = line.split_once(mark)?;
    let value = value.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some((key.trim().to_lowercase(), quoted.unwrap_or(value).to_owned()))
}
