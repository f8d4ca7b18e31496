//! Records that tell of a failure.

use serde_json::{Value, json};

use crate::article::Id;

/// The record of an input that could not be read or worked on: `{"schema","id","source","error"}`.
pub fn error_json(id: &Id, source: Option<&str>, error: &str) -> Value {
    json!({"schema": "zhaiyi/1", "id": id, "source": source, "error": error})
}
