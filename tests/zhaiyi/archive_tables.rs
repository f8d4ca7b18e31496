//! Archives as tables in columns (Parquet).

use std::fs::File;

use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use serde_json::Value;

use crate::{
    archive::{assert_same, files, write_input},
    stage::Stage,
};

/// The rows of a table.
fn rows(stage: &Stage, file: &str) -> Vec<Value> {
    let reader = SerializedFileReader::new(File::open(stage.path(file)).expect("a file")).expect("a table");
    let cell = |(name, field): (&String, &Field)| {
        let value = match field {
            Field::Null => Value::Null,
            Field::Str(text) => text.as_str().into(),
            other => other.to_string().into(),
        };
        (name.clone(), value)
    };
    let rows = reader.get_row_iter(None).expect("its rows");
    rows.map(|row| row.expect("a row").get_column_iter().map(cell).collect()).collect()
}

#[test]
fn a_table_has_the_records_of_the_lines_and_is_joined_as_they_are() {
    let stage = Stage::new();
    write_input(&stage, 30);
    stage.run("archive in.jsonl -o plain --summarize --to same,zh").code(3);
    let run = "archive in.jsonl --summarize --to same,zh --format parquet";
    stage.run(&format!("{run} -o table")).code(3).says(&["table/articles.parquet"]);
    let records = stage.read("plain/articles.jsonl");
    let found = rows(&stage, "table/articles.parquet");
    let lines: Vec<&str> = records.lines().collect();
    assert_eq!(found.len(), lines.len());
    for (row, line) in found.iter().zip(lines) {
        assert_eq!(row["record"], line);
        let record: Value = serde_json::from_str(line).expect("a record");
        let lang = record["lang"].as_str().expect("a language");
        assert_eq!((&row["lang"], &row["hash"]), (&record["lang"], &record["hash"]));
        for (field, column) in
            [("text", String::new()), ("method", "_method".into()), ("engine", "_engine".into())]
        {
            assert_eq!(row[format!("summary_{lang}{column}")], record["summaries"][lang][field]);
        }
    }
    // The counts are those of the lines; only the file of records is another.
    let manifest = |folder: &str| -> Value {
        serde_json::from_str(&stage.read(&format!("{folder}/manifest.json"))).expect("a manifest")
    };
    assert_eq!(manifest("plain")["totals"], manifest("table")["totals"]);

    // Again, and where another form was.
    let table = files(&stage, "table");
    stage.run(&format!("{run} -o table")).code(3).says(&["cached"]);
    assert_same(&table, &files(&stage, "table"));
    stage.run(&format!("{run} -o plain")).code(3);
    assert_same(&table, &files(&stage, "plain"));

    for shard in 0..3 {
        stage.run(&format!("{run} -o parts --shard {shard}/3"));
    }
    stage.run("merge parts -o merged").code(0);
    assert_same(&table, &files(&stage, "merged"));
    let part = "parts/articles-00001-of-00003.parquet";
    let bytes = std::fs::read(stage.path(part)).expect("a part");
    stage.write(part, &bytes[..bytes.len() / 2]);
    stage.run("merge parts -o merged").code(3).says(&[&format!("cannot read {part}"), "missing"]);

    for (flags, why) in
        [("--compress zstd", "compressed by themselves"), ("--layout interleaved", "--layout")]
    {
        stage.run(&format!("{run} -o other {flags}")).code(2).says(&[why]);
    }
}
