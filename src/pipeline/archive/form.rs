//! The forms that an archive can have.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Shard;
use crate::render::{Layout, Record, html_file, json_line, markdown_file, plain_file};

/// How the articles of an archive are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A record a line, all in one file.
    #[default]
    Jsonl,
    /// The same, compressed by Zstandard (RFC 8878).
    Zstd,
    /// A row a record, in one table in columns (Apache Parquet).
    Parquet,
    /// A file an article.
    Files(FileForm, Layout),
}

/// How a file with one article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileForm {
    /// The texts alone.
    Text,
    /// Markdown with front matter.
    Markdown,
    /// A page that needs nothing else.
    Html,
}

impl FileForm {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

impl Form {
    /// A record in this form: a line, or a whole file.
    pub fn text(self, record: &Record) -> String {
        match self {
            Self::Jsonl | Self::Zstd | Self::Parquet => json_line(record),
            Self::Files(FileForm::Text, layout) => plain_file(record, layout),
            Self::Files(FileForm::Markdown, layout) => markdown_file(record, layout),
            Self::Files(FileForm::Html, layout) => html_file(record, layout),
        }
    }

    /// The name of the file, or folder, with all articles.
    pub(super) fn articles(self, shard: Shard) -> String {
        match self {
            Self::Jsonl => shard.file("articles", ".jsonl"),
            Self::Zstd => shard.file("articles", ".jsonl.zst"),
            Self::Parquet => shard.file("articles", ".parquet"),
            Self::Files(..) => shard.file("articles", ""),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (form, layout) = match self {
            Self::Jsonl => ("jsonl", Layout::Target),
            Self::Zstd => ("jsonl.zst", Layout::Target),
            Self::Parquet => ("parquet", Layout::Target),
            Self::Files(FileForm::Text, layout) => ("text", *layout),
            Self::Files(FileForm::Markdown, layout) => ("markdown", *layout),
            Self::Files(FileForm::Html, layout) => ("html", *layout),
        };
        match layout {
            Layout::Target => f.write_str(form),
            layout => write!(f, "{form} {layout}"),
        }
    }
}

/// A form that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected jsonl, jsonl.zst, parquet, text, markdown or html, the last three perhaps with a layout")]
pub struct UnknownForm;

impl FromStr for Form {
    type Err = UnknownForm;

    /// Reads what is displayed: "jsonl", "markdown interleaved".
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (form, layout) = match text.split_once(' ') {
            Some((form, layout)) => (form, layout.parse().map_err(|_| UnknownForm)?),
            None => (text, Layout::Target),
        };
        match form {
            "jsonl" if layout == Layout::Target => Ok(Self::Jsonl),
            "jsonl.zst" if layout == Layout::Target => Ok(Self::Zstd),
            "parquet" if layout == Layout::Target => Ok(Self::Parquet),
            "text" => Ok(Self::Files(FileForm::Text, layout)),
            "markdown" => Ok(Self::Files(FileForm::Markdown, layout)),
            "html" => Ok(Self::Files(FileForm::Html, layout)),
            _ => Err(UnknownForm),
        }
    }
}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_is_written() {
        let layouts = [Layout::Target, Layout::Interleaved, Layout::SideBySide];
        let files = [FileForm::Text, FileForm::Markdown, FileForm::Html];
        let files = files.into_iter().flat_map(|form| layouts.map(|layout| Form::Files(form, layout)));
        for form in files.chain([Form::Jsonl, Form::Zstd, Form::Parquet]) {
            assert_eq!(form.to_string().parse(), Ok(form));
        }
        for wrong in [
            "",
            "json",
            "jsonl interleaved",
            "parquet interleaved",
            "markdown ",
            "markdown sideways",
            "text target x",
        ] {
            assert!(wrong.parse::<Form>().is_err(), "{wrong}");
        }
    }
}
