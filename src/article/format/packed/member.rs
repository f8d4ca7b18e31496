//! Members of an archive: what they are called, which of them are read, and reading them.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    io::Read,
};

use super::super::read;
use crate::article::{
    ReadError, ReadOptions,
    bounds::Layer,
    encoding,
    name::Name,
    source::Source,
    stream::{Flow, Sink},
};

/// The members of one archive as they come.
pub(super) struct Members<'a> {
    name: &'a Name,
    layer: Layer,
    options: &'a ReadOptions,
    /// Hashes of the names that were met, for the ids of two members of one name: 8 bytes a member.
    met: HashSet<u64>,
    state: RandomState,
    /// There was something to read, or to say.
    any: bool,
}

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    File,
    Folder,
    /// A link, and where it leads.
    Link(&'a [u8]),
    /// A pipe or a device.
    Other,
}

impl<'a> Members<'a> {
    /// The members of the archive `name`, whose own layer is `layer`; `None` where archives nest too deep.
    pub fn of(name: &'a Name, layer: &Layer, options: &'a ReadOptions) -> Result<Self, ReadError> {
        let too_deep = || ReadError::Refused { place: name.to_string(), why: super::TOO_DEEP.to_owned() };
        let layer = layer.inside().ok_or_else(too_deep)?;
        Ok(Self { name, layer, options, met: HashSet::new(), state: RandomState::new(), any: false })
    }

    /// What a member is called, unless nothing is to be read or said of it. What cannot be read is said here.
    pub fn admit(&mut self, raw: &[u8], kind: Kind, sink: &mut Sink) -> Result<Option<Name>, Flow> {
        let member = plain(&encoding::decode(raw.to_vec(), None).text);
        if member.is_empty() || kind == Kind::Folder || is_hidden(&member) {
            return Ok(None);
        }
        let leads_out = |path: &str| path.starts_with('/') || path.split('/').any(|part| part == "..");
        let why = match kind {
            _ if leads_out(&member) || has_drive(&member) => "its name leads out of the archive",
            _ if member.contains('\0') => "its name has a NUL in it",
            // What a link inside the archive leads to is read under its own name.
            Kind::Link(target) if out_of(&member, &plain(&encoding::decode(target.to_vec(), None).text)) => {
                "it is a link that leads out of the archive"
            }
            Kind::Link(_) => return Ok(None),
            Kind::Other => "not a regular file",
            _ => return Ok(Some(self.name.member(&self.unique(member)))),
        };
        let name = self.name.member(&self.unique(member));
        let error = ReadError::Refused { place: name.to_string(), why: why.to_owned() };
        match self.fail(&name, error, sink) {
            Flow::Continue(()) => Ok(None),
            stop => Err(stop),
        }
    }

    /// Reads a member.
    pub fn read(&mut self, name: Name, content: impl Read, sink: &mut Sink) -> Flow {
        self.any = true;
        let reader = Box::new(self.layer.metered(content));
        match Source::new(name.clone(), reader, self.layer.clone()) {
            Ok(source) => read(source, self.options, sink),
            Err(source) => {
                let place = name.to_string();
                self.fail(&name, ReadError::Io { place, source }, sink)
            }
        }
    }

    /// Says why a member, or the rest of the archive, cannot be read.
    pub fn fail(&mut self, name: &Name, error: ReadError, sink: &mut Sink) -> Flow {
        self.any = true;
        sink.push(name.failed(error))
    }

    /// True when nothing more may be unpacked: the rest of the archive would only fail, member by member.
    pub fn is_spent(&self) -> bool {
        self.layer.is_spent()
    }

    /// An archive without anything in it is named.
    pub fn end(self, sink: &mut Sink) -> Flow {
        if self.any {
            return Flow::Continue(());
        }
        let place = self.name.to_string();
        sink.push(self.name.failed(ReadError::NoFiles { place }))
    }

    /// The second member of a name is called `name~2`, so that ids stay apart and are the same in every run.
    fn unique(&mut self, member: String) -> String {
        let mut name = member.clone();
        let mut number = 1;
        // The state is of this run alone: nothing shows what the hashes are.
        while !self.met.insert(self.state.hash_one(&name)) {
            number += 1;
            name = format!("{member}~{number}");
        }
        name
    }
}

/// The name with single slashes, without `.` in it.
fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    // One that begins at the root still does.
    let root = if name.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// Hidden files, which are passed over in folders too, and what macOS puts beside each file.
fn is_hidden(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && part != ".." || part == "__MACOSX";
    name.split('/').any(hidden)
}

/// `C:` and the like.
fn has_drive(name: &str) -> bool {
    let mut signs = name.chars();
    signs.next().is_some_and(|c| c.is_ascii_alphabetic()) && signs.next() == Some(':')
}

/// True when a link at `member` to `target` leads out of the archive.
fn out_of(member: &str, target: &str) -> bool {
    let mut depth = member.split('/').count() as isize - 1;
    target.starts_with('/')
        || has_drive(target)
        || target.split('/').any(|part| {
            depth += match part {
                "" | "." => 0,
                ".." => -1,
                _ => 1,
            };
            depth < 0
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_by_name_only() {
        for (member, target, out) in [
            ("a/b", "c", false),
            ("a/b", "../c", false),
            ("a/b", "../../c", true),
            ("b", "x/../y", false),
            ("b", "/etc/passwd", true),
            ("b", "C:/x", true),
        ] {
            assert_eq!(out_of(member, target), out, "{member} -> {target}");
        }
        assert_eq!(plain("././/a\\b"), "a/b");
        assert!(is_hidden("__MACOSX/a.txt") && is_hidden("a/.git/x") && !is_hidden("../a"));
    }
}
