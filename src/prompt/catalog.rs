//! All prompts, checked.

use std::collections::BTreeMap;

use crate::{
    assets::{Assets, Kind},
    text::alike,
};

use super::{Occasion, Prompt, PromptError};

/// All prompts by name.
#[derive(Debug)]
pub struct PromptCatalog {
    prompts: BTreeMap<String, Prompt>,
}

impl PromptCatalog {
    /// Reads and checks all prompts, the user's in the place of the built-in ones of the same name.
    ///
    /// # Errors
    /// Names the first file that is wrong, and what is wrong with it.
    pub fn open(assets: &Assets) -> Result<Self, PromptError> {
        let mut prompts = BTreeMap::new();
        for asset in assets.list(Kind::Prompts)? {
            let prompt = Prompt::load(asset)?;
            prompts.insert(prompt.name().to_owned(), prompt);
        }
        Ok(Self { prompts })
    }

    /// The name most like a name that is none, if one is.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        alike(name, self.prompts.keys().map(String::as_str)).first().copied()
    }

    /// All prompts, by name.
    pub fn all(&self) -> impl Iterator<Item = &Prompt> {
        self.prompts.values()
    }

    /// A prompt by its name.
    pub fn get(&self, name: &str) -> Option<&Prompt> {
        self.prompts.get(name)
    }

    /// The prompt for an occasion: one that is made for the family of models goes first, then one that is made for
    /// just these languages and scripts.
    ///
    /// # Errors
    /// Where there is none: translation from a language into itself, for example.
    pub fn prompt(&self, occasion: Occasion, family: &str) -> Result<&Prompt, PromptError> {
        let own = occasion.served_by().map(|occasion| format!("{family}/{}", occasion.name()));
        let common = occasion.served_by().map(|occasion| occasion.name());
        own.chain(common).find_map(|name| self.get(&name)).ok_or(PromptError::NoPrompt { occasion })
    }
}
