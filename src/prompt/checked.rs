//! One prompt: a file, checked and tried when it is loaded.

use serde::Deserialize;

use crate::{
    assets::{Asset, Origin},
    fingerprint::{Fingerprint, Hasher},
    task::Term,
};

use super::{
    Fault, Message, Occasion, PromptError, Role, Variables,
    language::{Names, Wording},
    template::{Delimiter, Templates, values},
    variables::{DATA, FREE, needed},
};

/// The format of the files.
const SCHEMA: u32 = 1;

/// A prompt file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    about: String,
    wording: Wording,
    delimiter: Delimiter,
    #[serde(default)]
    names: Names,
    system: Option<String>,
    user: String,
}

/// What is said to a model for one occasion.
#[derive(Debug)]
pub struct Prompt {
    name: String,
    family: Option<String>,
    occasion: Occasion,
    about: String,
    asset: Asset,
    wording: Wording,
    delimiter: Delimiter,
    names: Names,
    templates: Templates,
    digest: Fingerprint,
}

impl Prompt {
    /// Reads a file, and tries it on texts of which it is known what must come out.
    pub(super) fn load(asset: Asset) -> Result<Self, PromptError> {
        let wrong =
            |fault| PromptError::File { name: asset.name.clone(), origin: asset.origin.clone(), fault };
        let (name, family, occasion) = place(&asset.name).ok_or_else(|| wrong(Fault::BadName))?;
        let bad_toml =
            |error: toml::de::Error| wrong(Fault::BadToml { why: error.to_string().trim().to_owned() });
        let file: File = toml::from_str(&asset.text).map_err(bad_toml)?;
        if file.schema != SCHEMA {
            return Err(wrong(Fault::BadSchema { found: file.schema, known: SCHEMA }));
        }
        let templates = Templates::new(file.system.as_deref(), &file.user).map_err(wrong)?;
        let digest = Hasher::new().field("zhaiyi/prompt").field(&name).field(asset.text.as_bytes()).finish();
        let prompt = Self {
            name,
            family,
            occasion,
            about: file.about,
            wording: file.wording,
            delimiter: file.delimiter,
            names: file.names,
            templates,
            digest,
            asset: asset.clone(),
        };
        prompt.check_variables().and_then(|()| prompt.check_output()).map_err(wrong)?;
        Ok(prompt)
    }

    /// Its name: `translate/zh-en`, `hy-mt2/translate/zh-en`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The family of models it is for; `None` for all that have none of their own.
    pub fn family(&self) -> Option<&str> {
        self.family.as_deref()
    }

    /// What it is for.
    pub fn occasion(&self) -> Occasion {
        self.occasion
    }

    /// What it is for, in words.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// The file it was read from.
    pub fn asset(&self) -> &Asset {
        &self.asset
    }

    /// Whose it is.
    pub fn origin(&self) -> &Origin {
        &self.asset.origin
    }

    /// The hash of its text, for recipes.
    pub fn digest(&self) -> Fingerprint {
        self.digest
    }

    /// What is said to the model.
    ///
    /// # Errors
    /// Where the template fails on these values. It passed a trial with others when it was loaded.
    pub fn render(&self, variables: &Variables<'_>) -> Result<Vec<Message>, PromptError> {
        let failed = |fault| PromptError::Failed { name: self.name.clone(), fault };
        self.messages(variables).map_err(failed)
    }

    fn messages(&self, variables: &Variables<'_>) -> Result<Vec<Message>, Fault> {
        let values = values(variables, self.delimiter, &self.names, self.wording);
        let mut messages = Vec::new();
        for (part, text) in self.templates.render(&values)? {
            let role = if part == "system" { Role::System } else { Role::User };
            messages.push(Message::new(role, text));
        }
        let user = messages.last().map_or("", |message| &message.content);
        if self.delimiter == Delimiter::End && !user.ends_with(variables.text) {
            return Err(Fault::NotAtTheEnd);
        }
        Ok(messages)
    }

    /// Every variable that is used is there, and every one that is there is used.
    fn check_variables(&self) -> Result<(), Fault> {
        let needed = needed(self.occasion);
        let (system, user) = (self.templates.variables("system"), self.templates.variables("user"));
        let known = || needed.iter().chain(&FREE).copied();
        if let Some(variable) = system.union(&user).find(|used| !known().any(|name| name == **used)) {
            let known = known().collect::<Vec<_>>().join(", ");
            return Err(Fault::UnknownVariable { variable: variable.clone(), known });
        }
        if let Some(variable) = DATA.into_iter().find(|name| system.contains(*name)) {
            return Err(Fault::DataInSystem { variable });
        }
        match needed.iter().find(|name| !system.contains(**name) && !user.contains(**name)) {
            Some(variable) => Err(Fault::UnusedVariable { variable }),
            None => Ok(()),
        }
    }

    /// What is put in comes out, in every combination of what may be missing.
    fn check_output(&self) -> Result<(), Fault> {
        // No prompt says these by itself, and a filter of any kind would change them.
        let (text, context) = ("Trial  TEXT 試\n<b> & \"1\"", "Trial  CONTEXT 驗\n<i> & '2'");
        let term = Term { source: "Trial SOURCE".to_owned(), target: "試 TARGET".to_owned() };
        let uses = |name| needed(self.occasion).contains(&name);
        for (context, terms, sentences) in [
            (context, std::slice::from_ref(&term), 173),
            ("", &[][..], 1),
            (context, &[], 2),
            ("", std::slice::from_ref(&term), 2),
        ] {
            let Occasion { from, to, .. } = self.occasion;
            let messages = self.messages(&Variables { from, to, text, context, terms, sentences })?;
            let said: String = messages.iter().map(|message| message.content.as_str()).collect();
            let target = self.names.name(to, self.wording);
            let expected = [
                ("text", text, true),
                ("context", context, uses("context") && !context.is_empty()),
                ("terms", "Trial SOURCE", uses("terms") && !terms.is_empty()),
                ("terms", "試 TARGET", uses("terms") && !terms.is_empty()),
            ];
            for (variable, value, there) in expected {
                if !value.is_empty() && said.matches(value).count() != usize::from(there) {
                    return Err(Fault::Garbled { variable });
                }
            }
            if !said.contains(target) {
                return Err(Fault::Garbled { variable: "target_language" });
            }
            if uses("sentences") && sentences > 2 && !said.contains("173") {
                return Err(Fault::Garbled { variable: "sentences" });
            }
        }
        Ok(())
    }
}

/// Name, family and occasion by the file's place.
fn place(file: &str) -> Option<(String, Option<String>, Occasion)> {
    let name = file.strip_suffix(".toml")?;
    if let Some(occasion) = Occasion::parse(name) {
        return Some((name.to_owned(), None, occasion));
    }
    let (family, rest) = name.split_once('/')?;
    Some((name.to_owned(), Some(family.to_owned()), Occasion::parse(rest)?))
}
