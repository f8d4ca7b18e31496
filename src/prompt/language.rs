//! Languages in words: models that are given a code take it for a word, or for nothing.

use serde::Deserialize;

use crate::text::Language;

/// The language in which a prompt names languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Wording {
    /// "Simplified Chinese".
    #[serde(rename = "en")]
    English,
    /// “简体中文”.
    #[serde(rename = "zh")]
    Chinese,
}

/// Names in place of the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    zh: Option<String>,
    #[serde(rename = "zh-Hant")]
    zh_hant: Option<String>,
    en: Option<String>,
}

impl Names {
    /// A language in words.
    pub(super) fn name(&self, language: Language, wording: Wording) -> &str {
        let own = match language {
            Language::Chinese => &self.zh,
            Language::TraditionalChinese => &self.zh_hant,
            Language::English => &self.en,
        };
        own.as_deref().unwrap_or(match (language, wording) {
            (Language::Chinese, Wording::English) => "Simplified Chinese",
            (Language::Chinese, Wording::Chinese) => "简体中文",
            (Language::TraditionalChinese, Wording::English) => "Traditional Chinese",
            (Language::TraditionalChinese, Wording::Chinese) => "繁体中文",
            (Language::English, Wording::English) => "English",
            (Language::English, Wording::Chinese) => "英语",
        })
    }
}
