//! The rule-based engine: extractive summaries and translation by dictionary and rules.

pub mod en_zh;
pub mod extract;
pub mod script;
pub mod terms;
pub mod zh_en;
