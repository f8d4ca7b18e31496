//! Everything that can change an output, in one value.

use serde_json::{Map, Value, json};

use crate::{
    fingerprint::{Fingerprint, Hasher},
    task::{Summarize, Task, Translate},
};

/// Raise it when the code changes what is made of a model's answer. (The rule engine needs no such care: a hash of its
/// code and data is part of its recipe.)
const RECIPE_VERSION: u32 = 3;

/// Everything that can change an output: half of a cache key, and what `cache explain` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe(Map<String, Value>);

impl Recipe {
    /// A recipe for `task` by `engine`; the engine adds its own parts with [`Recipe::with`].
    pub fn new(engine: &str, task: &Task) -> Self {
        let mut fields = Map::new();
        fields.insert("recipe".into(), json!(RECIPE_VERSION));
        fields.insert("engine".into(), json!(engine));
        fields.insert("task".into(), describe(task));
        Self(fields)
    }

    /// Adds one part. Parts are added in a fixed order, which is the order they are printed and hashed in.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// The recipe as JSON, its fields always in the same order.
    pub fn value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// The hash of the recipe's JSON text.
    pub fn fingerprint(&self) -> Fingerprint {
        Hasher::new().field("recipe").field(self.value().to_string()).finish()
    }
}

fn describe(task: &Task) -> Value {
    let (mut fields, glossary) = match task {
        Task::Summarize(Summarize { from, to, length, glossary }) => (
            json!({"kind": "summarize", "from": from.tag(), "to": to.tag(), "length": length.to_string()}),
            glossary,
        ),
        Task::Translate(Translate { from, to, glossary }) => {
            (json!({"kind": "translate", "from": from.tag(), "to": to.tag()}), glossary)
        }
    };
    let terms: Vec<Value> = glossary.terms().iter().map(|term| json!([term.source, term.target])).collect();
    if !terms.is_empty() {
        fields["glossary"] = terms.into();
    }
    fields
}
