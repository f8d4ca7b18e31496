//! The templates of a prompt: strict Jinja, in which a text is a value and never a template.

use std::collections::BTreeSet;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, syntax::SyntaxConfig};

use crate::{markup, task::Term};

use super::{
    Fault, Variables,
    fence::{self, Fence},
    language::{Names, Wording},
};

/// Calls inside calls; prompts have none.
const DEEPEST: usize = 16;

/// How the text is kept apart from the instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Delimiter {
    /// Between tags that do not occur in it.
    Tag,
    /// By the end of the message: nothing follows it.
    End,
}

/// The compiled templates of a prompt.
#[derive(Debug)]
pub(super) struct Templates {
    environment: Environment<'static>,
    parts: Vec<&'static str>,
}

impl Templates {
    /// Compiles them.
    pub(super) fn new(system: Option<&str>, user: &str) -> Result<Self, Fault> {
        let bad = |part, error: minijinja::Error| Fault::BadTemplate { part, why: told(&error) };
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| bad("user", error))?);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_recursion_limit(DEEPEST);
        let mut parts = Vec::new();
        for (part, source) in [("system", system), ("user", Some(user))] {
            if let Some(source) = source {
                environment
                    .add_template_owned(part, source.trim().to_owned())
                    .map_err(|error| bad(part, error))?;
                parts.push(part);
            }
        }
        Ok(Self { environment, parts })
    }

    /// The variables that a part uses.
    pub(super) fn variables(&self, part: &'static str) -> BTreeSet<String> {
        let template = self.environment.get_template(part);
        template
            .map(|template| template.undeclared_variables(false).into_iter().collect())
            .unwrap_or_default()
    }

    /// The parts that there are, each rendered.
    pub(super) fn render(&self, values: &Value) -> Result<Vec<(&'static str, String)>, Fault> {
        let render = |part: &'static str| {
            let template = self.environment.get_template(part);
            let text = template.and_then(|template| template.render(values));
            text.map(|text| (part, text)).map_err(|error| Fault::BadTemplate { part, why: told(&error) })
        };
        self.parts.iter().copied().map(render).collect()
    }
}

fn told(error: &minijinja::Error) -> String {
    let line = error.line().map_or_else(String::new, |line| format!(" (line {line})"));
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned) + &line
}

/// The values of the variables: texts in their delimiters, languages in words, terms on one line each.
pub(super) fn values(
    variables: &Variables<'_>,
    delimiter: Delimiter,
    names: &Names,
    wording: Wording,
) -> Value {
    let terms = variables.terms.iter().flat_map(|term| [term.source.as_str(), term.target.as_str()]);
    let fence = Fence::around([variables.text, variables.context].into_iter().chain(terms));
    let context = match (variables.context, delimiter) {
        ("", _) => String::new(),
        (context, Delimiter::Tag) => fence.enclose(fence::CONTEXT, context),
        (context, Delimiter::End) => context.to_owned(),
    };
    let text = match delimiter {
        Delimiter::Tag => fence.enclose(fence::TEXT, variables.text),
        Delimiter::End => variables.text.to_owned(),
    };
    Value::from_pairs([
        ("text", Value::from(text)),
        ("context", Value::from(context)),
        ("tag", Value::from(fence.tag(fence::TEXT))),
        ("tags", Value::from(markup::tags::are_in(variables.text))),
        ("terms", variables.terms.iter().map(term).collect()),
        ("sentences", Value::from(variables.sentences)),
        ("source_language", Value::from(names.name(variables.from, wording))),
        ("target_language", Value::from(names.name(variables.to, wording))),
    ])
}

fn term(term: &Term) -> Value {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Value::from_pairs([("source", line(&term.source)), ("target", line(&term.target))])
}
