//! Records to the output, in the format asked for, as they come.

use std::{io::IsTerminal, str::FromStr};

use zhaiyi::{
    article::Id,
    exchange,
    render::{self, PlainStyle, Record},
    text::Language,
};

use super::{exit::Exit, failure::Result, output::Output, report, settings::Settings};

/// A format of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The text alone, laid out on a terminal.
    Text,
    /// Markdown.
    Markdown,
    /// One self-contained page.
    Html,
    /// One record, or an array of several.
    Json,
    /// A record a line.
    Jsonl,
    /// Translations for people to correct: XLIFF 2.1. Of `translate` only.
    Xliff,
    /// A translation memory: TMX 1.4b. Of `translate` only.
    Tmx,
}

/// A format that is none.
#[derive(Debug, thiserror::Error)]
#[error("expected text, markdown, html, json or jsonl")]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        match text {
            "text" | "txt" => Ok(Self::Text),
            "markdown" | "md" => Ok(Self::Markdown),
            "html" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            "jsonl" => Ok(Self::Jsonl),
            _ => Err(UnknownFormat),
        }
    }
}

/// Prints records.
pub struct Printer {
    output: Output,
    format: Format,
    style: PlainStyle,
    printed: usize,
    /// True where what was printed is a page of somebody else's, whole.
    foreign: bool,
    /// The first record of a JSON array, held back until it is known whether there is a second one.
    held: Option<String>,
    /// The languages of an XLIFF document, which has one pair.
    pair: Option<(Language, Language)>,
}

impl Printer {
    /// A printer as the settings say. Text is laid out only on a terminal.
    pub fn new(output: Output, settings: &Settings) -> Result<Self> {
        let layout = settings.parsed("layout")?;
        let terminal = matches!(output, Output::Stdout(_)) && std::io::stdout().is_terminal();
        let style = PlainStyle {
            width: terminal.then(terminal_width),
            color: report::color(settings.text("color"), terminal),
            layout,
        };
        Ok(Self {
            output,
            format: settings.parsed("format")?,
            style,
            printed: 0,
            foreign: false,
            held: None,
            pair: None,
        })
    }

    /// A printer of translations, which go to the programs of translators too.
    pub fn translations(output: Output, settings: &Settings) -> Result<Self> {
        let format = match settings.text("format") {
            "xliff" | "xlf" => Format::Xliff,
            "tmx" => Format::Tmx,
            _ => return Self::new(output, settings),
        };
        Ok(Self {
            output,
            format,
            style: PlainStyle::default(),
            printed: 0,
            foreign: false,
            held: None,
            pair: None,
        })
    }

    /// Why the format has no place for a record.
    pub fn refuses(&self, record: &Record) -> Option<String> {
        if !matches!(self.format, Format::Xliff | Format::Tmx) {
            return None;
        }
        let from = record.lang?;
        if record.translations.iter().all(|(to, _)| to == from) {
            return Some(format!("it is in {from} already: there is nothing to correct"));
        }
        let (first, to) = self.pair.filter(|(first, _)| *first != from)?;
        Some(format!(
            "it is in {from}, and this XLIFF document leads from {first} to {to}; --format tmx holds both"
        ))
    }

    /// Prints records as JSON lines, whatever the settings say.
    pub fn jsonl(output: Output) -> Self {
        Self {
            output,
            format: Format::Jsonl,
            style: PlainStyle::default(),
            printed: 0,
            foreign: false,
            held: None,
            pair: None,
        }
    }

    /// Prints one record; it is on its way to the reader when this returns.
    pub fn record(&mut self, record: &Record) -> Result<()> {
        match self.format {
            Format::Text => {
                let text = render::plain_record(record, self.style);
                self.separated(&text)
            }
            Format::Markdown => {
                let text = render::markdown_record(record, self.style.layout);
                self.separated(&text)
            }
            Format::Html if record.whole_page => {
                self.foreign = true;
                self.put(&record.translations.iter().map(|(_, made)| made.text.as_str()).collect::<String>())
            }
            Format::Html => {
                if self.printed == 0 {
                    self.output.put(&render::html_head(&record.headline, record.lang))?;
                }
                self.put(&render::html_record(record, self.style.layout))
            }
            Format::Json => self.element(pretty(record)),
            Format::Jsonl => self.put(&render::json_line(record)),
            Format::Xliff | Format::Tmx => self.documents(record),
        }
    }

    /// The translations of a record, as other programs read them.
    fn documents(&mut self, record: &Record) -> Result<()> {
        let documents = record.translations.iter().filter_map(|(to, _)| render::document(record, to));
        for document in documents.filter(|document| !document.units.is_empty()) {
            let (head, text) = match self.format {
                Format::Tmx => (exchange::tmx_head(), exchange::tmx_units(&document)),
                _ => {
                    self.pair = Some((document.from, document.to));
                    let number = self.printed + 1;
                    let text = exchange::xliff_document(&document, number);
                    (exchange::xliff_head(document.from, document.to), text)
                }
            };
            let head = if self.printed == 0 { head } else { String::new() };
            self.put(&(head + &text))?;
        }
        Ok(())
    }

    /// Prints the record of an input that failed, in the formats that have one.
    pub fn error(&mut self, id: &Id, source: Option<&str>, message: &str) -> Result<()> {
        let error = render::error_json(id, source, message);
        match self.format {
            Format::Json => self.element(pretty(&error)),
            Format::Jsonl => self.put(&render::json_line(&error)),
            Format::Text | Format::Markdown | Format::Html | Format::Xliff | Format::Tmx => Ok(()),
        }
    }

    /// Ends the document of a run that came to `exit`. Where nothing was done at all, a file stays as it was.
    pub fn finish(mut self, exit: Exit) -> Result<()> {
        if exit == Exit::Failed && self.output.is_file() {
            self.output.abandon();
            return Ok(());
        }
        match self.format {
            Format::Json => {
                let end = match (self.held.take(), self.printed) {
                    (Some(only), _) => only + "\n",
                    (None, 0) => "[]\n".to_owned(),
                    (None, _) => "\n]\n".to_owned(),
                };
                self.output.put(&end)?;
            }
            Format::Html if self.foreign => {}
            Format::Html => {
                if self.printed == 0 {
                    self.output.put(&render::html_head("zhaiyi", None))?;
                }
                self.output.put(&render::html_foot())?;
            }
            Format::Xliff if self.printed > 0 => self.output.put(&exchange::xliff_foot())?,
            Format::Tmx if self.printed > 0 => self.output.put(&exchange::tmx_foot())?,
            Format::Text | Format::Markdown | Format::Jsonl | Format::Xliff | Format::Tmx => {}
        }
        self.output.finish()
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.output.put(text)?;
        self.printed += 1;
        self.output.flush()
    }

    fn separated(&mut self, text: &str) -> Result<()> {
        if self.printed > 0 {
            self.output.put("\n")?;
        }
        self.put(text)
    }

    /// One element of what may become an array.
    fn element(&mut self, json: String) -> Result<()> {
        match (self.printed, self.held.take()) {
            (0, None) => {
                self.held = Some(json);
                self.printed = 1;
                Ok(())
            }
            (_, Some(first)) => self.put(&format!("[\n{first},\n{json}")),
            (_, None) => self.put(&format!(",\n{json}")),
        }
    }
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("records have string keys and finite numbers only")
}

/// The columns of the terminal, as it says in `COLUMNS` or by itself; 80 where neither is known.
pub fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(80)
}
