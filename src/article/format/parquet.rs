//! Parquet (<https://parquet.apache.org/docs/file-format/>): a record a row, its columns named as the fields of JSON records.

use std::{
    io::{self, BufReader, Read, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp, civil::date, tz::TimeZone};
use parquet::{
    errors::{ParquetError, Result as ParquetResult},
    file::reader::{ChunkReader, FileReader, Length, SerializedFileReader},
    record::{Field, Row},
};
use serde_json::{Map, Number, Value};

use super::Format;
use crate::article::{
    ReadError, ReadOptions, Unread,
    name::Name,
    records,
    source::{Seekable, Source},
    stream::{Flow, Sink},
};

/// A table in columns.
pub(super) const FORMAT: Format =
    Format { content: |probe| probe.head.starts_with(b"PAR1"), extensions: &[], media: &[], read };

fn read(source: Source, options: &ReadOptions, sink: &mut Sink) -> Flow {
    let name = source.name.clone();
    let file = match source.into_seekable().and_then(File::new) {
        Ok(file) => file,
        Err(source) => return sink.push(name.failed(ReadError::Io { place: name.to_string(), source })),
    };
    let damaged = |why: String| ReadError::Damaged { place: name.to_string(), why };
    // The library takes for granted some of what a damaged file says of itself.
    let rows = || rows(file, &name, options, sink);
    match catch_unwind(AssertUnwindSafe(rows)) {
        Ok(Ok(flow)) => flow,
        Ok(Err(error)) => sink.push(name.failed(damaged(error.to_string()))),
        Err(_) => sink.push(name.failed(damaged("its pages are not what its footer says".to_owned()))),
    }
}

fn rows(file: File, name: &Name, options: &ReadOptions, sink: &mut Sink) -> ParquetResult<Flow> {
    let reader = SerializedFileReader::new(file)?;
    let mut number = 0;
    for row in reader.get_row_iter(None)? {
        number += 1;
        let place = Source::numbered(name, number, "record");
        match row {
            Ok(row) => {
                let options = options.clone();
                let record = Value::Object(object(&row));
                let at = (place.id.clone(), place.source.clone());
                let item = Unread::guarded(bytes(&record), at, move || {
                    records::from_value(record, Vec::new(), &place, &options)
                });
                if sink.push(item).is_break() {
                    return Ok(Flow::Break(()));
                }
            }
            Err(error) => return Err(error),
        }
    }
    if number == 0 {
        return Ok(sink.push(name.failed(ReadError::Empty { place: format!("{name}: the table") })));
    }
    Ok(Flow::Continue(()))
}

/// About the bytes that a record holds.
fn bytes(record: &Value) -> usize {
    let fields = record.as_object().into_iter().flatten();
    fields.map(|(_, value)| value.as_str().map_or(16, str::len)).sum()
}

fn object(row: &Row) -> Map<String, Value> {
    row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
}

/// The value of a field as JSON has it.
fn value(field: &Field) -> Value {
    let float = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => (*value).into(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float16(number) => float(number.to_f64()),
        Field::Float(number) => float(f64::from(*number)),
        Field::Double(number) => float(*number),
        Field::Str(text) => text.as_str().into(),
        // Old writers do not say that their texts are texts; what is none has no form in JSON.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_or(Value::Null, Value::from),
        Field::Date(days) => day(*days).into(),
        Field::TimestampMillis(number) => moment(Timestamp::from_millisecond(*number)).into(),
        Field::TimestampMicros(number) => moment(Timestamp::from_microsecond(*number)).into(),
        Field::Group(row) => Value::Object(object(row)),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::MapInternal(map) => {
            let key = |field: &Field| match field {
                Field::Str(text) => text.clone(),
                other => other.to_string(),
            };
            Value::Object(map.entries().iter().map(|(name, field)| (key(name), value(field))).collect())
        }
        Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => field.to_string().into(),
    }
}

/// A day, counted from 1970.
fn day(days: i32) -> Option<String> {
    let day = date(1970, 1, 1).checked_add(SignedDuration::from_hours(i64::from(days) * 24)).ok()?;
    Some(day.to_string())
}

/// A moment; only its day counts, in the time zone that all of them are in.
fn moment(found: Result<Timestamp, jiff::Error>) -> Option<String> {
    Some(found.ok()?.to_zoned(TimeZone::UTC).date().to_string())
}

/// A file as the library reads it: from many places, back and forth.
#[derive(Clone)]
struct File {
    source: Arc<Mutex<Box<dyn Seekable>>>,
    length: u64,
}

impl File {
    fn new(mut source: Box<dyn Seekable>) -> io::Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Self { source: Arc::new(Mutex::new(source)), length })
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        source.seek(SeekFrom::Start(at))?;
        source.read(out)
    }
}

impl Length for File {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for File {
    type T = BufReader<Tail>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(BufReader::new(Tail { file: self.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        // Not more than there is, whatever the footer says.
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF("it ends in the middle: it was cut off".to_owned()));
        }
        let mut bytes = vec![0; length];
        Tail { file: self.clone(), at: start }.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// A file from one place on.
struct Tail {
    file: File,
    at: u64,
}

impl Read for Tail {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(self.at, out)?;
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use parquet::{
        data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type},
        file::{properties::WriterProperties, writer::SerializedFileWriter},
        schema::parser::parse_message_type,
    };

    use super::*;
    use crate::article::{Id, Item, bounds::Layer};

    const SCHEMA: &str = "message table {
        required int64 id;
        optional binary text (utf8);
        optional int32 date (date);
        optional binary picture;
    }";

    fn table() -> Vec<u8> {
        let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
        for first in [1_i64, 3] {
            let mut group = writer.next_row_group().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&[first, first + 1], None, None).unwrap();
            column.close().unwrap();
            let texts: Vec<ByteArray> = ["It was held.", "标准发布。"].map(ByteArray::from).into();
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&[1, 1]), None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int32Type>().write_batch(&[19_521], Some(&[1, 0]), None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            let picture = [ByteArray::from(vec![0xff, 0xd8])];
            column.typed::<ByteArrayType>().write_batch(&picture, Some(&[1, 0]), None).unwrap();
            column.close().unwrap();
            group.close().unwrap();
        }
        writer.into_inner().unwrap()
    }

    fn items(bytes: Vec<u8>) -> Vec<Item> {
        let source = Source::new(Name::path("a"), Box::new(Cursor::new(bytes)), Layer::default()).unwrap();
        let mut items = Vec::new();
        let mut take = |item: Unread| {
            items.push(item.read());
            Flow::Continue(())
        };
        let _ = crate::article::format::read(source, &ReadOptions::default(), &mut Sink::new(&mut take));
        items
    }

    #[test]
    fn rows_are_records() {
        let items = items(table());
        assert_eq!(items.len(), 4);
        let article = |at: usize| &items[at].result.as_ref().unwrap().article;
        assert_eq!((&items[2].id, article(2).text.as_str()), (&Id::Number(3.into()), "It was held."));
        assert_eq!((article(0).published, article(1).published), (Some(date(2023, 6, 13)), None));
        assert_eq!(article(1).text, "标准发布。");
        assert_eq!(article(0).extra["picture"], Value::Null);
    }

    #[test]
    fn damaged_tables_are_named() {
        let sound = table();
        for cut in [4, 20, sound.len() / 2, sound.len() - 1] {
            let items = items(sound[..cut].to_vec());
            assert!(items.last().unwrap().result.is_err(), "{cut}");
        }
        proptest::proptest!(proptest::prelude::ProptestConfig::with_cases(64), |(places: Vec<(u16, u8)>)| {
            let mut bytes = sound.clone();
            for (at, byte) in places.iter().take(4) {
                let length = bytes.len();
                bytes[4 + usize::from(*at) % (length - 4)] = *byte;
            }
            assert!(!items(bytes).is_empty());
        });
    }
}
