//! CSV and TSV: a record a row, its fields named by the first row as those of JSON records are, read row by row.

use std::io::{self, BufRead, BufReader};

use encoding_rs::{Encoding, UTF_8};
use serde_json::{Map, Value};

use super::{Format, Probe, packed, plain::undecodable};
use crate::article::{
    Item, ReadError, ReadOptions, Unread,
    encoding::{self, Transcoder},
    name::Name,
    records,
    source::{LARGEST, Source},
    stream::{Flow, Sink},
};

/// Tables with a row of names.
pub(super) const FORMAT: Format = Format {
    content,
    extensions: &["csv", "tsv", "tab"],
    media: &["text/csv", "text/tab-separated-values"],
    read,
};

/// What parts fields; of two that do so in the first row, the one that does so more often.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The most columns that are told apart.
const MOST_COLUMNS: usize = 10_000;

/// Excel writes it before the first row (`sep=;`).
const SEPARATOR: &str = "sep=";

/// At least two of the names in the first row mean something, and one of them is that of the text or the title.
fn content(probe: &Probe) -> bool {
    let Some(text) = probe.text else { return false };
    let (delimiter, row) = first_row(text);
    let names: Vec<_> = row.split(delimiter).filter_map(|name| known(name.trim_matches('"'))).collect();
    names.len() > 1 && names.iter().any(|name| records::is_text(name) || records::is_title(name))
}

fn known(name: &str) -> Option<&'static str> {
    records::known(name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'))
}

/// What parts the fields of a table, and its first row.
fn first_row(text: &str) -> (char, &str) {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(delimiter) = first.strip_prefix(SEPARATOR).and_then(|rest| rest.chars().next()) {
        return (delimiter, rest.lines().next().unwrap_or(""));
    }
    let count = |delimiter: u8| first.bytes().filter(|byte| *byte == delimiter).count();
    let delimiter = DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter));
    (char::from(delimiter.unwrap_or(b',')), first)
}

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let name = source.name.clone();
    let text = encoding::decode_head(&source.head);
    let (delimiter, _) = first_row(&text);
    let separator = text.trim_start().starts_with(SEPARATOR);
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let encoding = encoding::detect(&source.head, None);
    // Other encodings keep delimiters, quotes and line ends in single bytes and are decoded field by field.
    let (encoding, mut reader): (_, Box<dyn BufRead>) = match Transcoder::utf16(&source.head) {
        Some(decoder) => (UTF_8, Box::new(BufReader::new(decoder.over(source.into_reader())))),
        None => (encoding, Box::new(BufReader::with_capacity(64 * 1024, source.into_reader()))),
    };
    let failed = |error| name.failed(error);
    if separator && let Err(source) = reader.skip_until(b'\n') {
        return sink.push(failed(ReadError::Io { place: name.to_string(), source }));
    }
    let mut rows = Rows::new(reader, delimiter);
    let columns = match rows.next() {
        Ok(Row::Fields(fields)) => columns(&fields, encoding),
        Ok(Row::End) => return sink.push(failed(ReadError::Empty { place: name.to_string() })),
        Ok(Row::TooLarge) => {
            return sink.push(failed(ReadError::TooLarge { place: name.to_string(), limit: LARGEST }));
        }
        Err(source) => return sink.push(failed(ReadError::Io { place: name.to_string(), source })),
    };
    if !columns.iter().any(|column| records::is_text(column) || records::is_title(column)) {
        let why = format!(
            "no column of its first row has the text: it should be called \"text\", \"body\" or \"content\", not {}",
            columns.iter().map(|column| format!("{column:?}")).collect::<Vec<_>>().join(", ")
        );
        return sink.push(failed(ReadError::BadRecord { place: name.to_string(), why }));
    }
    each(&mut rows, &Table { name: &name, columns, encoding }, options, sink)
}

/// What is known of a table before its rows are read.
struct Table<'a> {
    name: &'a Name,
    columns: Vec<String>,
    encoding: &'static Encoding,
}

fn each(rows: &mut Rows, table: &Table, options: &ReadOptions, sink: &mut Sink) -> Flow {
    for number in 1.. {
        let place = Source::numbered(table.name, number, "record");
        let failed = |error| Item::failed(place.id.clone(), place.source.clone(), error);
        match rows.next() {
            Ok(Row::End) if number == 1 => {
                let place = format!("{}: the table", table.name);
                return sink.push(table.name.failed(ReadError::Empty { place }));
            }
            Ok(Row::End) => break,
            Ok(Row::Fields(fields)) => {
                let at = (place.id.clone(), place.source.clone());
                let bytes = fields.bytes.len();
                let (columns, options) = (table.columns.clone(), options.clone());
                let encoding = part_encoding(&fields, table.encoding);
                sink.push(Unread::guarded(bytes, at, move || {
                    record(&fields, columns, encoding, &place, &options)
                }))?;
            }
            Ok(Row::TooLarge) => {
                sink.push(failed(ReadError::TooLarge { place: place.name.clone(), limit: LARGEST }))?;
            }
            Err(source) => {
                let goes_on = packed::goes_on(&source);
                sink.push(failed(ReadError::Io { place: place.name.clone(), source }))?;
                if !goes_on {
                    break;
                }
            }
        }
    }
    Flow::Continue(())
}

/// The names of the columns: those that mean something as records spell them, a number for one without a name.
fn columns(fields: &Fields, encoding: &'static Encoding) -> Vec<String> {
    let encoding = part_encoding(fields, encoding);
    let names = fields.iter().map(|bytes| encoding::decode_part(bytes, encoding).text);
    let named = |(at, name): (usize, String)| match known(&name) {
        Some(known) => known.to_owned(),
        None if name.trim().is_empty() => format!("column {}", at + 1),
        None => name.trim().to_owned(),
    };
    names.enumerate().map(named).collect()
}

/// The encoding of a row: that of the first rows, which may be plain ASCII.
fn part_encoding(fields: &Fields, table: &'static Encoding) -> &'static Encoding {
    if table == UTF_8 { encoding::detect(&fields.bytes, None) } else { table }
}

/// The article in a row.
fn record(
    fields: &Fields,
    columns: Vec<String>,
    encoding: &'static Encoding,
    place: &records::Place,
    options: &ReadOptions,
) -> Item {
    let mut warnings = Vec::new();
    let mut object = Map::new();
    let mut columns = columns.into_iter();
    for (at, field) in fields.iter().enumerate() {
        let decoded = encoding::decode_part(field, encoding);
        warnings.extend(undecodable(&decoded));
        let column = columns.next().unwrap_or_else(|| format!("column {}", at + 1));
        // Of two columns of one name the first that says something counts.
        let said = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        if !object.get(&column).is_some_and(said) {
            object.insert(column, Value::String(decoded.text));
        }
    }
    records::from_value(Value::Object(object), warnings, place, options)
}

/// The rows of a table. `csv_core` alone lets a row that is too large be passed over without being held.
struct Rows<'a> {
    reader: Box<dyn BufRead + 'a>,
    parser: csv_core::Reader,
}

enum Row {
    Fields(Fields),
    /// It is passed over.
    TooLarge,
    End,
}

/// The fields of a row, without their quotes.
struct Fields {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Fields {
    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default())
    }
}

impl<'a> Rows<'a> {
    fn new(reader: Box<dyn BufRead + 'a>, delimiter: u8) -> Self {
        Self { reader, parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build() }
    }

    fn next(&mut self) -> io::Result<Row> {
        use csv_core::ReadRecordResult::{End, InputEmpty, OutputEndsFull, OutputFull, Record};
        let (mut bytes, mut ends) = (vec![0; 4096], vec![0; 64]);
        let (mut written, mut fields) = (0, 0);
        let mut too_large = false;
        loop {
            let input = self.reader.fill_buf()?;
            let (result, used, more, ended) =
                self.parser.read_record(input, &mut bytes[written..], &mut ends[fields..]);
            self.reader.consume(used);
            written += more;
            fields += ended;
            match result {
                InputEmpty => {}
                OutputFull if bytes.len() as u64 >= LARGEST => (too_large, written) = (true, 0),
                OutputFull => {
                    bytes.resize((bytes.len() * 2).min(usize::try_from(LARGEST).unwrap_or(usize::MAX)), 0)
                }
                OutputEndsFull if ends.len() >= MOST_COLUMNS => (too_large, fields) = (true, 0),
                OutputEndsFull => ends.resize(ends.len() * 2, 0),
                Record if too_large => return Ok(Row::TooLarge),
                Record => {
                    bytes.truncate(written);
                    ends.truncate(fields);
                    return Ok(Row::Fields(Fields { bytes, ends }));
                }
                End => return Ok(Row::End),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Id, bounds::Layer};

    fn items(name: &str, table: impl Into<Vec<u8>>) -> Vec<Item> {
        let table = Box::new(io::Cursor::new(table.into()));
        let source = Source::new(Name::path(name), table, Layer::default()).unwrap();
        let mut items = Vec::new();
        let mut take = |item: Unread| {
            items.push(item.read());
            Flow::Continue(())
        };
        let _ = read(source, &ReadOptions::default(), &mut Sink::new(&mut take));
        items
    }

    #[test]
    fn rows_are_records() {
        let table = "ID,Title,Content,Date,section\n7,\"A, b\",\"It was held.\r\nIt rained.\",2024-05-16,news\n,,论坛开幕。,,\n";
        let items = items("a.csv", table);
        let article = |at: usize| &items[at].result.as_ref().unwrap().article;
        assert_eq!(items.len(), 2);
        assert_eq!((&items[0].id, article(0).title.as_deref()), (&Id::Text("7".into()), Some("A, b")));
        assert_eq!(article(0).text, "It was held.\r\nIt rained.");
        assert_eq!(article(0).published, Some(jiff::civil::date(2024, 5, 16)));
        assert_eq!(article(0).extra["section"], "news");
        assert_eq!((&items[1].id, &*article(1).text), (&Id::Text("a.csv:2".into()), "论坛开幕。"));
    }

    #[test]
    fn delimiters_and_encodings_are_found() {
        let rows =
            |delimiter: &str| "标题;text;url\n\"x\";论坛在大连开幕，代表到会。;\n".replace(';', delimiter);
        let utf16: Vec<u8> =
            format!("\u{feff}{}", rows("\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
        for table in [
            rows(";").into_bytes(),
            format!("sep=;\r\n{}", rows(";")).into_bytes(),
            format!("\u{feff}{}", rows(",")).into_bytes(),
            encoding_rs::GBK.encode(&rows(",")).0.into_owned(),
            utf16,
        ] {
            let items = items("a.csv", table);
            let article = &items[0].result.as_ref().unwrap().article;
            assert_eq!(article.text, "论坛在大连开幕，代表到会。");
            assert_eq!(article.extra["标题"], "x");
        }
    }

    #[test]
    fn a_table_without_a_text_says_what_it_lacks() {
        let error = items("a.csv", "a,b\n1,2\n")[0].result.as_ref().unwrap_err().to_string();
        assert!(error.contains("\"text\"") && error.contains("\"a\", \"b\""), "{error}");
        assert!(items("a.csv", "title,text\n")[0].result.is_err());
    }

    #[test]
    fn a_row_that_is_too_large_is_passed_over() {
        let mut table = b"id,text\n1,".to_vec();
        table.resize(usize::try_from(LARGEST).unwrap() + 100, b'a');
        table.extend(b"\n2,It was held.\n");
        let items = items("a.csv", table);
        assert!(matches!(items[0].result, Err(ReadError::TooLarge { .. })));
        assert_eq!((items.len(), &items[1].id), (2, &Id::Text("2".into())));
    }
}
