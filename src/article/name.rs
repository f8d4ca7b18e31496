//! What a source is called: in records, in messages, and by its last name, which may tell what it is.

use std::fmt;

use super::{Id, Item, ReadError};

/// The name of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The path as it was given, with `!` between an archive and its member; `None` for standard input.
    pub path: Option<String>,
    /// The name of the content, where that is not the name of the path: `a.txt` in `a.txt.gz`.
    content: Option<String>,
    /// Where it was on the web, when somebody put it into a file.
    address: Option<String>,
    /// It is one of several that lie in one file.
    is_member: bool,
}

impl Name {
    /// Standard input.
    pub fn stdin() -> Self {
        Self { path: None, content: None, address: None, is_member: false }
    }

    /// A path.
    pub fn path(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::stdin() }
    }

    /// A member of this archive.
    pub fn member(&self, member: &str) -> Self {
        let path = Self::path(format!("{}!{member}", self.path.as_deref().unwrap_or("-")));
        Self { is_member: true, ..path }
    }

    /// True for what is one of several in one file.
    pub fn is_member(&self) -> bool {
        self.is_member
    }

    /// What is packed in this, alone and without a name of its own.
    pub fn unpacked(&self) -> Self {
        let packed = self.content.as_deref().or(self.path.as_deref()).unwrap_or("");
        let lower = packed.to_ascii_lowercase();
        let ends = [(".tgz", ".tar"), (".tzst", ".tar"), (".gz", ""), (".zst", ""), (".zstd", "")];
        let content = ends.iter().find(|(end, _)| lower.ends_with(end)).map(|(end, instead)| {
            let stem = &packed[..packed.len() - end.len()];
            format!("{stem}{instead}")
        });
        Self { content: content.or_else(|| self.content.clone()), ..self.clone() }
    }

    /// What was fetched from an address, and came from `last` in the end.
    pub fn fetched(address: &str, last: String) -> Self {
        let content = Some(path_of(&last).to_owned());
        Self { path: Some(address.to_owned()), content, address: Some(last), is_member: false }
    }

    /// The address on the web that it has.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// The address that a reference in this leads to (RFC 3986, 5.2, as far as feeds need it).
    pub fn join(&self, reference: &str) -> String {
        let Some(base) = self.address().filter(|_| !reference.contains("://")) else {
            return reference.to_owned();
        };
        let Some((scheme, rest)) = base.split_once("://") else { return reference.to_owned() };
        let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        if reference.starts_with("//") {
            return format!("{scheme}:{reference}");
        }
        if reference.starts_with('/') {
            return format!("{scheme}://{host}{reference}");
        }
        let folder = path_of(rest)[host.len()..].rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{host}{folder}/{reference}")
    }

    /// The record of this number in a file of what was on the web.
    pub fn archived(&self, number: usize, address: Option<String>) -> Self {
        let path = format!("{}:{number}", self.path.as_deref().unwrap_or("-"));
        let content =
            address.as_deref().map(|address| address.split(['?', '#']).next().unwrap_or_default().to_owned());
        Self { path: Some(path), content, address, is_member: true }
    }

    /// Where what is in it was read from: its address on the web, else its path.
    pub fn source(&self) -> Option<String> {
        self.address.clone().or_else(|| self.path.clone())
    }

    /// The item of something that failed as a whole.
    pub fn failed(&self, error: ReadError) -> Item {
        Item::failed(self.id(), self.source(), error)
    }

    /// What its one article is called.
    pub fn id(&self) -> Id {
        Id::Text(self.path.clone().unwrap_or_else(|| "-".to_owned()))
    }

    /// What its record of this number is called.
    pub fn numbered(&self, number: usize) -> Id {
        match &self.path {
            Some(path) => Id::Text(format!("{path}:{number}")),
            None => Id::Number(number.into()),
        }
    }

    /// The extension of the content's name in lower case.
    pub fn extension(&self) -> Option<String> {
        let name = self.content.as_deref().or(self.path.as_deref())?;
        let name = name.rsplit(['/', '\\', '!']).next().unwrap_or(name);
        let (stem, extension) = name.rsplit_once('.')?;
        (!stem.is_empty()).then(|| extension.to_ascii_lowercase())
    }
}

/// An address without what follows its path.
fn path_of(address: &str) -> &str {
    &address[..address.find(['?', '#']).unwrap_or(address.len())]
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path.as_deref().unwrap_or("standard input"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packed_things_tell_what_is_in_them() {
        let extension = |name: &Name| name.extension().unwrap_or_default();
        for (path, inside) in
            [("a.jsonl.gz", "jsonl"), ("A.TGZ", "tar"), ("b.tar.zst", "tar"), ("c.gz", ""), ("d.csv", "csv")]
        {
            assert_eq!(extension(&Name::path(path).unpacked()), inside, "{path}");
        }
        let member = Name::path("in/a.tar.gz").unpacked().member("b/c.html.gz");
        assert_eq!(member.to_string(), "in/a.tar.gz!b/c.html.gz");
        assert_eq!(extension(&member.unpacked()), "html");
        assert_eq!(member.unpacked().id(), Id::Text("in/a.tar.gz!b/c.html.gz".into()));
        assert_eq!(Name::stdin().member("a.txt").numbered(3), Id::Text("-!a.txt:3".into()));
        assert_eq!(extension(&Name::path(".hidden")), "");
        let feed = Name::fetched("http://a.org/feed", "https://a.org/x/feed.xml?y".into());
        assert_eq!(
            (extension(&feed), feed.source().as_deref()),
            ("xml".into(), Some("https://a.org/x/feed.xml?y"))
        );
        for (reference, address) in [
            ("https://b.org/", "https://b.org/"),
            ("//b.org/c", "https://b.org/c"),
            ("/c", "https://a.org/c"),
            ("c?d", "https://a.org/x/c?d"),
        ] {
            assert_eq!(feed.join(reference), address);
        }
        assert_eq!(Name::fetched("x", "https://a.org".into()).join("c"), "https://a.org/c");
    }
}
