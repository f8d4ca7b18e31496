//! Records as a table in columns (Parquet, <https://parquet.apache.org/docs/file-format/>): the columns that a table is asked
//! for, and the whole record beside them, so that nothing is lost and `merge` can hold each against its hash.

use std::{
    fs::File,
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use jiff::civil::{Date, date};
use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, Int32Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        reader::{FileReader, SerializedFileReader},
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    record::{Field, reader::RowIter},
    schema::{parser::parse_message_type, types::ColumnPath},
};
use serde_json::Value;

use super::Asked;
use crate::text::Language;

/// The column with the whole record.
const RECORD: &str = "record";

/// Rows of a group: readers take groups one by one, and leave out those that cannot have what is looked for.
const ROWS: usize = 10_000;
/// Bytes of text of a group, which bound what the writer holds.
const BYTES: usize = 16_000_000;

/// A column.
struct Column {
    name: String,
    origin: Origin,
    rows: Vec<Option<ByteArray>>,
}

/// Where the value of a column comes from.
enum Origin {
    /// A field, which every record has or may lack.
    Field { required: bool },
    /// The day of publication.
    Day,
    /// A field of any form, as JSON.
    Json,
    /// The headline in a language.
    Title(Language),
    /// A field of the text of a kind in a language.
    Text { kind: &'static str, language: Language, field: &'static str },
    /// The record.
    Whole,
}

/// A table that is being written.
pub struct Table<W: Write + Send> {
    out: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> Table<W> {
    /// Begins a table with the columns for what is asked.
    pub fn new(out: W, asked: &Asked) -> io::Result<Self> {
        let columns = columns(asked);
        let fields: String = columns.iter().map(Column::declared).collect();
        let schema = parse_message_type(&format!("message articles {{ {fields} }}")).map_err(failed)?;
        // What no two rows have in common needs no dictionary.
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_column_dictionary_enabled(ColumnPath::from(RECORD), false)
            .build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(failed)?;
        Ok(Self { out, columns, rows: 0, bytes: 0 })
    }

    /// Adds the record in a line.
    pub fn put(&mut self, line: &str) -> io::Result<()> {
        let record: Value = serde_json::from_str(line).map_err(io::Error::other)?;
        for column in &mut self.columns {
            let value = column.value(&record, line);
            self.bytes += value.as_ref().map_or(0, String::len);
            column.rows.push(value.map(|value| ByteArray::from(value.into_bytes())));
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    /// Ends the table.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush()?;
        self.out.into_inner().map_err(failed)
    }

    /// Writes a group of rows.
    fn flush(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            let Some(mut out) = group.next_column().map_err(failed)? else { break };
            column.write(&mut out).and_then(|()| out.close()).map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

impl Column {
    fn new(name: impl Into<String>, origin: Origin) -> Self {
        Self { name: name.into(), origin, rows: Vec::new() }
    }

    /// Its line in the schema.
    fn declared(&self) -> String {
        let name = &self.name;
        match self.origin {
            Origin::Field { required: true } => format!("REQUIRED BYTE_ARRAY {name} (STRING); "),
            Origin::Field { .. } | Origin::Title(_) | Origin::Text { .. } => {
                format!("OPTIONAL BYTE_ARRAY {name} (STRING); ")
            }
            Origin::Day => format!("OPTIONAL INT32 {name} (DATE); "),
            Origin::Json => format!("OPTIONAL BYTE_ARRAY {name} (JSON); "),
            Origin::Whole => format!("REQUIRED BYTE_ARRAY {name} (JSON); "),
        }
    }

    /// Its value in a row.
    fn value(&self, record: &Value, line: &str) -> Option<String> {
        let text = |value: &Value| match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        match &self.origin {
            Origin::Field { required: true } => Some(text(&record[&self.name]).unwrap_or_default()),
            Origin::Field { .. } | Origin::Day => text(&record[&self.name]),
            Origin::Json => match &record[&self.name] {
                Value::Null => None,
                Value::Array(values) if values.is_empty() => None,
                value => Some(value.to_string()),
            },
            Origin::Title(language) => text(&record["titles"][language.tag()]),
            Origin::Text { kind, language, field } => match &record[kind][language.tag()][field] {
                Value::Array(findings) if findings.is_empty() => None,
                value => text(value),
            },
            Origin::Whole => Some(line.trim_end_matches('\n').to_owned()),
        }
    }

    /// Writes its rows, and forgets them.
    fn write(&mut self, out: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.rows);
        let levels: Vec<i16> = rows.iter().map(|row| i16::from(row.is_some())).collect();
        let required = matches!(self.origin, Origin::Whole | Origin::Field { required: true });
        let levels = (!required).then_some(levels.as_slice());
        if matches!(self.origin, Origin::Day) {
            let days: Vec<i32> = rows.iter().flatten().map(days).collect();
            return out.typed::<Int32Type>().write_batch(&days, levels, None).map(drop);
        }
        let values: Vec<ByteArray> = rows.into_iter().flatten().collect();
        out.typed::<ByteArrayType>().write_batch(&values, levels, None).map(drop)
    }
}

/// The columns of a table.
fn columns(asked: &Asked) -> Vec<Column> {
    let field = |name: &str, required| Column::new(name, Origin::Field { required });
    let mut columns = vec![
        field("id", true),
        field("source", false),
        field("hash", true),
        field("lang", true),
        field("title", false),
        Column::new("published", Origin::Day),
        field("publisher", false),
    ];
    let all = languages(asked.summaries.iter().chain(&asked.translations));
    let named = |what: &str, language: Language| format!("{what}_{}", language.tag().replace('-', "_"));
    columns.extend(
        all.into_iter().map(|language| Column::new(named("title", language), Origin::Title(language))),
    );
    for (kind, what, asked) in
        [("summaries", "summary", &asked.summaries), ("translations", "translation", &asked.translations)]
    {
        for language in languages(asked.iter()) {
            for field in ["text", "method", "engine", "findings"] {
                let name = named(what, language);
                let name = if field == "text" { name } else { format!("{name}_{field}") };
                columns.push(Column::new(name, Origin::Text { kind, language, field }));
            }
        }
    }
    columns.extend([
        Column::new("warnings", Origin::Json),
        Column::new("extra", Origin::Json),
        Column::new(RECORD, Origin::Whole),
    ]);
    columns
}

/// The languages that texts may be in; an article's own may be any.
fn languages<'a>(asked: impl Iterator<Item = &'a String>) -> Vec<Language> {
    let asked: Vec<&String> = asked.collect();
    let is_asked = |language: &Language| {
        asked.iter().any(|tag| tag.parse::<Language>().map_or(*tag == "same", |asked| asked == *language))
    };
    Language::ALL.into_iter().filter(is_asked).collect()
}

/// The day as days since 1970.
fn days(day: &ByteArray) -> i32 {
    let day: Option<Date> = day.as_utf8().ok().and_then(|day| day.parse().ok());
    day.map_or(0, |day| day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days()))
}

/// The records of a table as lines.
pub fn lines(file: File, out: &mut impl Write) -> io::Result<()> {
    // The library takes for granted some of what a damaged file says of itself.
    let written = catch_unwind(AssertUnwindSafe(|| lines_of(file, out)));
    written.unwrap_or_else(|_| Err(io::Error::other("its pages are not what its footer says")))
}

fn lines_of(file: File, out: &mut impl Write) -> io::Result<()> {
    let reader = SerializedFileReader::new(file).map_err(failed)?;
    let schema = parse_message_type(&format!("message articles {{ REQUIRED BYTE_ARRAY {RECORD} (JSON); }}"));
    let schema = schema.map_err(failed)?;
    for number in 0..reader.num_row_groups() {
        let group = reader.get_row_group(number).map_err(failed)?;
        for row in RowIter::from_row_group(Some(schema.clone()), &*group).map_err(failed)? {
            let row = row.map_err(failed)?;
            match row.get_column_iter().next() {
                Some((_, Field::Str(record))) => writeln!(out, "{record}")?,
                Some((_, Field::Bytes(record))) => {
                    out.write_all(record.data())?;
                    out.write_all(b"\n")?;
                }
                _ => return Err(io::Error::other("a row has no record")),
            }
        }
    }
    Ok(())
}

/// The library wraps what the system says.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Seek;

    use super::*;
    use crate::pipeline::archive::Form;

    fn asked() -> Asked {
        let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
        Asked {
            summaries: tags(&["same"]),
            translations: tags(&["zh-Hant"]),
            length: "medium".to_owned(),
            route: "direct".to_owned(),
            form: Form::Parquet,
        }
    }

    fn rows(file: &File) -> Vec<Value> {
        let reader = SerializedFileReader::new(file.try_clone().unwrap()).unwrap();
        let cell = |(name, field): (&String, &Field)| {
            let value = match field {
                Field::Null => Value::Null,
                Field::Str(text) => text.as_str().into(),
                other => other.to_string().into(),
            };
            (name.clone(), value)
        };
        let row = |row: parquet::record::Row| row.get_column_iter().map(cell).collect();
        reader.get_row_iter(None).unwrap().map(|read| row(read.unwrap())).collect()
    }

    #[test]
    fn columns_say_what_the_record_says_and_the_record_comes_back() {
        let records = [
            "{\"id\":7,\"hash\":\"blake3:00\",\"lang\":\"en\",\"title\":null,\"published\":\"2024-05-21\",\"summaries\":{\"en\":{\"text\":\"ISO met.\",\"method\":\"extracted\",\"engine\":\"rules\",\"findings\":[]}},\"warnings\":[\"odd\"]}\n",
            "{\"id\":\"b\",\"hash\":\"blake3:01\",\"lang\":\"zh\",\"title\":\"标准\",\"published\":\"1969-12-31\",\"warnings\":[]}\n",
        ];
        let file = tempfile::tempfile().unwrap();
        let mut table = Table::new(file, &asked()).unwrap();
        (0..ROWS + 2).for_each(|n| table.put(records[n % 2]).unwrap());
        let mut file = table.finish().unwrap();
        let rows = rows(&file);
        assert_eq!(rows.len(), ROWS + 2);
        assert_eq!((&rows[0]["id"], &rows[0]["summary_en"]), (&"7".into(), &"ISO met.".into()));
        assert_eq!((&rows[0]["title"], &rows[0]["translation_zh_Hant"]), (&Value::Null, &Value::Null));
        assert_eq!((&rows[1]["title"], &rows[0]["warnings"]), (&"标准".into(), &"[\"odd\"]".into()));
        assert!(rows[1]["published"].to_string().contains("1969-12-31"), "{}", rows[1]["published"]);
        file.rewind().unwrap();
        let mut out = Vec::new();
        lines(file, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), records.concat().repeat(ROWS / 2 + 1));
    }

    #[test]
    fn a_damaged_table_is_an_error() {
        let mut table = Table::new(tempfile::tempfile().unwrap(), &asked()).unwrap();
        table.put("{\"id\":1,\"hash\":\"\",\"lang\":\"en\"}\n").unwrap();
        assert!(table.put("{").is_err());
        let file = table.finish().unwrap();
        let length = file.metadata().unwrap().len();
        for cut in [0, 3, length / 2, length - 1] {
            file.set_len(cut).unwrap();
            assert!(lines(file.try_clone().unwrap(), &mut Vec::new()).is_err(), "{cut}");
        }
    }
}
