//! Records as lines, and those that tell of a failure.

use serde::Serialize;
use serde_json::{Value, json};

use crate::article::Id;

/// A record, or a failure, as one line of JSON with its line end.
pub fn json_line(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).expect("records have string keys and finite numbers only");
    line.push('\n');
    line
}

/// The record of an input that could not be read or worked on: `{"schema","id","source","error"}`.
pub fn error_json(id: &Id, source: Option<&str>, error: &str) -> Value {
    json!({"schema": "zhaiyi/1", "id": id, "source": source, "error": error})
}
