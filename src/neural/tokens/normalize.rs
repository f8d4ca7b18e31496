//! What a tokenizer does to text before it cuts it up.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::TokensError;

/// One step of normalization.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Normalize {
    /// Unicode normalization form C.
    Nfc,
    /// Unicode normalization form KC.
    Nfkc,
    /// Every occurrence of one text becomes another.
    Replace(String, String),
    /// A text stands before everything.
    Prepend(String),
}

impl Normalize {
    /// The text after this step.
    pub(super) fn apply(&self, text: String) -> String {
        match self {
            Self::Nfc if unicode_normalization::is_nfc(&text) => text,
            Self::Nfc => text.nfc().collect(),
            Self::Nfkc => text.nfkc().collect(),
            Self::Replace(from, to) => text.replace(from, to),
            Self::Prepend(_) if text.is_empty() => text,
            Self::Prepend(first) => format!("{first}{text}"),
        }
    }

    /// The steps of the `normalizer` of a `tokenizer.json`.
    pub(super) fn steps(value: &Value) -> Result<Vec<Self>, TokensError> {
        let mut steps = Vec::new();
        collect(value, &mut steps)?;
        Ok(steps)
    }
}

fn collect(value: &Value, steps: &mut Vec<Normalize>) -> Result<(), TokensError> {
    if value.is_null() {
        return Ok(());
    }
    let kind = value["type"].as_str().unwrap_or_default();
    let unknown = || TokensError::UnknownComponent { part: "normalizer", found: kind.to_owned() };
    let text = |key: &str| value[key].as_str().map(str::to_owned).ok_or_else(unknown);
    match kind {
        "NFC" => steps.push(Normalize::Nfc),
        "NFKC" => steps.push(Normalize::Nfkc),
        "Prepend" => steps.push(Normalize::Prepend(text("prepend")?)),
        "Replace" => {
            let from = value["pattern"]["String"].as_str().filter(|from| !from.is_empty());
            steps.push(Normalize::Replace(from.ok_or_else(unknown)?.to_owned(), text("content")?));
        }
        "Sequence" => {
            for part in value["normalizers"].as_array().ok_or_else(unknown)? {
                collect(part, steps)?;
            }
        }
        _ => return Err(unknown()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn steps_are_taken_in_their_order() {
        let value = json!({"type": "Sequence", "normalizers": [
            {"type": "NFC"}, {"type": "Prepend", "prepend": "▁"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]});
        let steps = Normalize::steps(&value).unwrap();
        let text = steps.iter().fold("cafe\u{301} a".to_owned(), |text, step| step.apply(text));
        assert_eq!(text, "▁café▁a");
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for value in [
            json!({"type": "Precompiled"}),
            json!({"type": "Replace", "pattern": {"String": ""}, "content": "x"}),
            json!({"type": "Replace", "pattern": {"Regex": "."}, "content": "x"}),
            json!("NFC"),
            json!({"type": "Sequence"}),
        ] {
            assert!(matches!(Normalize::steps(&value), Err(TokensError::UnknownComponent { .. })), "{value}");
        }
    }
}
