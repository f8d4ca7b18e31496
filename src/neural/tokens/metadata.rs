//! The metadata of a model file, as far as a vocabulary needs it: keys and plain values.
//!
//! Keys are those of the GGUF specification (<https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>), such as
//! `tokenizer.ggml.tokens`. Whoever reads the file fills in the map, so that this room depends on no file format.

use std::collections::BTreeMap;

use super::TokensError;

/// One value of a model file's metadata.
#[derive(Clone, Debug, PartialEq)]
pub enum MetaValue {
    /// A flag.
    Bool(bool),
    /// An integer of any width.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A list of integers.
    Integers(Vec<i64>),
    /// A list of floating-point numbers.
    Floats(Vec<f32>),
    /// A list of flags or of lists: nothing a vocabulary reads.
    Other,
}

impl MetaValue {
    fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a flag",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a text",
            Self::Texts(_) => "a list of texts",
            Self::Integers(_) => "a list of integers",
            Self::Floats(_) => "a list of numbers",
            Self::Other => "a value of another kind",
        }
    }
}

/// The metadata of a model file by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata(BTreeMap<String, MetaValue>);

impl FromIterator<(String, MetaValue)> for Metadata {
    fn from_iter<I: IntoIterator<Item = (String, MetaValue)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// A value by key: `None` where there is none, an error where it is of another type.
macro_rules! reader {
    ($name:ident, $variant:ident, $expected:literal, $type:ty) => {
        pub(super) fn $name(&self, key: &'static str) -> Result<Option<$type>, TokensError> {
            match self.0.get(key) {
                None => Ok(None),
                Some(MetaValue::$variant(value)) => Ok(Some(value)),
                Some(other) => Err(TokensError::WrongType { key, expected: $expected, found: other.kind() }),
            }
        }
    };
}

impl Metadata {
    reader!(text, Text, "a text", &str);
    reader!(flag, Bool, "a flag", &bool);
    reader!(integer, Integer, "an integer", &i64);
    reader!(texts, Texts, "a list of texts", &[String]);
    reader!(integers, Integers, "a list of integers", &[i64]);
    reader!(floats, Floats, "a list of numbers", &[f32]);

    /// The same metadata with another value, or without one.
    #[cfg(test)]
    pub(super) fn changed(mut self, key: &str, value: Option<MetaValue>) -> Self {
        self.0.remove(key);
        self.0.extend(value.map(|value| (key.to_owned(), value)));
        self
    }

    /// A value that has to be there.
    pub(super) fn required<T>(
        key: &'static str,
        value: Result<Option<T>, TokensError>,
    ) -> Result<T, TokensError> {
        value?.ok_or(TokensError::Missing { key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_another_type_is_an_error_and_a_missing_one_is_none() {
        let metadata: Metadata = [("a.b".to_owned(), MetaValue::Integer(3))].into_iter().collect();
        assert_eq!(metadata.integer("a.b"), Ok(Some(&3)));
        assert_eq!(metadata.text("c"), Ok(None));
        let error = metadata.texts("a.b").unwrap_err();
        assert_eq!(error.to_string(), "a.b should be a list of texts but is an integer");
        let missing = Metadata::required("c", metadata.text("c"));
        assert_eq!(missing, Err(TokensError::Missing { key: "c" }));
    }
}
