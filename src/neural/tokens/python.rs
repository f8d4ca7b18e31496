//! What chat templates expect of Python: `json.dumps`, `strftime`.

use std::fmt::Write;

use jiff::civil::Date;
use minijinja::{
    Error, ErrorKind, Value,
    value::{Kwargs, ValueKind},
};

/// The date that templates are told: the one that the templates of Llama 3 fall back to. The day it is today would make
/// every result one of this day only.
pub(super) const TODAY: Date = jiff::civil::date(2024, 7, 26);

/// The deepest value that is written.
const DEEPEST: usize = 64;

/// `strftime_now(format)`, for the fixed date.
pub(super) fn strftime_now(format: &str) -> Result<String, Error> {
    jiff::fmt::strtime::format(format, TODAY.at(0, 0, 0, 0))
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("strftime_now: {error}")))
}

/// `raise_exception(message)`.
pub(super) fn raise_exception(message: String) -> Result<Value, Error> {
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// The test `iterable`: minijinja takes nothing for an empty list, Python does not.
pub(super) fn is_iterable(value: &Value) -> bool {
    value.is_undefined() || is_sequence(value) || value.kind() == ValueKind::Iterable
}

/// The test `sequence`: what has a length and elements, texts and mappings among them.
pub(super) fn is_sequence(value: &Value) -> bool {
    matches!(value.kind(), ValueKind::Seq | ValueKind::Map | ValueKind::String)
}

/// The filter `tojson` as `transformers` has it: `json.dumps(value, ensure_ascii=False, indent=…, separators=…)`.
pub(super) fn tojson(value: &Value, options: Kwargs) -> Result<String, Error> {
    let indent: Option<usize> = options.get("indent")?;
    let separators: Option<Vec<String>> = options.get("separators")?;
    // Both only say what is done anyway.
    let _: Option<bool> = options.get("ensure_ascii")?;
    let sort: Option<bool> = options.get("sort_keys")?;
    options.assert_all_used()?;
    let (between, after_key) = match separators.as_deref() {
        Some([between, after_key]) => (between.clone(), after_key.clone()),
        _ => ((if indent.is_some() { "," } else { ", " }).to_owned(), ": ".to_owned()),
    };
    let writer = Writer { indent, between, after_key, sort: sort.unwrap_or_default() };
    let mut out = String::new();
    writer.value(value, 0, &mut out)?;
    Ok(out)
}

struct Writer {
    indent: Option<usize>,
    between: String,
    after_key: String,
    sort: bool,
}

impl Writer {
    fn value(&self, value: &Value, depth: usize, out: &mut String) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(Error::new(ErrorKind::InvalidOperation, "tojson: nested too deeply"));
        }
        match value.kind() {
            ValueKind::None | ValueKind::Undefined => out.push_str("null"),
            ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
            ValueKind::String => quote(value.as_str().unwrap_or_default(), out),
            ValueKind::Map => {
                let mut keys: Vec<Value> = value.try_iter()?.collect();
                if self.sort {
                    keys.sort();
                }
                self.list(keys.into_iter(), depth, ['{', '}'], out, |key, out| {
                    quote(&key.to_string(), out);
                    out.push_str(&self.after_key);
                    self.value(&value.get_item(&key)?, depth + 1, out)
                })?;
            }
            ValueKind::Seq | ValueKind::Iterable => {
                self.list(value.try_iter()?, depth, ['[', ']'], out, |item, out| {
                    self.value(&item, depth + 1, out)
                })?;
            }
            _ => out.push_str(&value.to_string()),
        }
        Ok(())
    }

    fn list(
        &self,
        items: impl Iterator<Item = Value>,
        depth: usize,
        [open, close]: [char; 2],
        out: &mut String,
        mut each: impl FnMut(Value, &mut String) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let line = |depth: usize, out: &mut String| {
            if let Some(indent) = self.indent {
                out.push('\n');
                out.extend(std::iter::repeat_n(' ', indent.min(16) * depth));
            }
        };
        out.push(open);
        let mut empty = true;
        for item in items {
            if !empty {
                out.push_str(&self.between);
            }
            empty = false;
            line(depth + 1, out);
            each(item, out)?;
        }
        if !empty {
            line(depth, out);
        }
        out.push(close);
        Ok(())
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            c if u32::from(c) < 0x20 => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    use super::*;

    #[test]
    fn json_is_written_as_python_writes_it() {
        let mut env = Environment::new();
        env.add_filter("tojson", tojson);
        let list =
            Value::from(vec![Value::from(1), Value::from(true), Value::from(()), Value::from("论\"\n\u{1}")]);
        let empty = Value::from_pairs(Vec::<(&str, Value)>::new());
        let none = Value::from(Vec::<Value>::new());
        let value = context! { v => Value::from_pairs([("b", list), ("a", empty), ("c", none)]) };
        let rendered = |source: &str| env.render_str(source, &value).unwrap();
        assert_eq!(
            rendered("{{ v | tojson }}"),
            "{\"b\": [1, true, null, \"论\\\"\\n\\u0001\"], \"a\": {}, \"c\": []}"
        );
        assert_eq!(
            rendered("{{ {'k': [1, {}]} | tojson(indent=2) }}"),
            "{\n  \"k\": [\n    1,\n    {}\n  ]\n}"
        );
        assert_eq!(rendered("{{ [1, 2] | tojson(separators=(',', ':')) }}"), "[1,2]");
    }

    #[test]
    fn the_day_is_always_the_same() {
        assert_eq!(strftime_now("%d %b %Y").unwrap(), "26 Jul 2024");
        assert!(strftime_now("%").is_err());
    }
}
