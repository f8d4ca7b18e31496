//! The templates of pages and books, which the user can replace.
//!
//! Whatever is filled in is escaped, so that article text stays text in the user's templates too.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Value};

use crate::assets::{Asset, AssetError, Assets, Kind, Origin};

static BUILT_IN: LazyLock<Templates> = LazyLock::new(|| {
    Templates::new(&Assets::default()).expect("the built-in templates are valid: a test renders each")
});

/// Templates that are ready to be filled in.
#[derive(Debug)]
pub struct Templates(Environment<'static>);

/// A template that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A file cannot be read.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// It is no template, or cannot be filled in.
    #[error("the template {name} cannot be used: {message}")]
    Template {
        /// The file, or the name of the built-in one.
        name: String,
        /// Why.
        message: String,
    },
    /// What was made of it cannot be put into a file.
    #[error("cannot make the file: {0}")]
    Container(String),
}

impl Templates {
    /// The built-in ones, overlaid by the user's.
    ///
    /// # Errors
    /// When a file of the user's cannot be read or is no template.
    pub fn new(assets: &Assets) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        for Asset { name, text, origin } in assets.list(Kind::Templates)? {
            let place = match &origin {
                Origin::BuiltIn => name.clone(),
                Origin::User(path) => path.display().to_string(),
            };
            let added = environment.add_template_owned(name, text.into_owned());
            added.map_err(|error| TemplateError::Template { name: place, message: told(&error) })?;
        }
        Ok(Self(environment))
    }

    /// Those that are part of the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// One of them, filled in.
    pub(super) fn fill(&self, name: &str, values: Value) -> Result<String, TemplateError> {
        let filled = self.0.get_template(name).and_then(|template| template.render(values));
        filled.map_err(|error| TemplateError::Template { name: name.to_owned(), message: told(&error) })
    }
}

/// What went wrong, and in which line.
fn told(error: &minijinja::Error) -> String {
    let line = error.line().map_or_else(String::new, |line| format!(" (line {line})"));
    format!("{}{line}", error.detail().map_or_else(|| error.kind().to_string(), str::to_owned))
}
