//! A model's own chat template.
//!
//! Jinja as `transformers` sets it up (<https://huggingface.co/docs/transformers/chat_templating>): blocks are trimmed, a
//! handful of functions, the methods of Python strings. Templates come with the weights, from anybody: recursion, the
//! number of steps and the size of the result are bounded.

use minijinja::{
    Environment, Error, ErrorKind, State, UndefinedBehavior, Value, context, syntax::SyntaxConfig,
};

use crate::prompt::Message;

use super::{
    TokensError,
    marked::{Marked, mark},
    python,
};

/// Steps that a template may take beyond those that its input pays for; minijinja makes it pay for the memory it asks for
/// as well, a step for 64 bytes. The longest of the known templates takes some hundreds a message.
const STEPS: u64 = 200_000;

/// Calls inside calls. Known templates nest two deep.
const DEEPEST: usize = 32;

/// The longest template that is read, in bytes. The longest known one has 30,000.
const LONGEST_SOURCE: usize = 1 << 20;

/// Bytes of the result beyond those of its input.
const LONGEST_RESULT: usize = 1 << 20;

/// The texts of special tokens, as templates name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpecialTokens {
    /// Begins a text (`bos_token`).
    pub bos: Option<String>,
    /// Ends a turn or a text (`eos_token`).
    pub eos: Option<String>,
    /// Fills up (`pad_token`).
    pub pad: Option<String>,
    /// Stands for what has no token (`unk_token`).
    pub unknown: Option<String>,
}

/// A chat template.
#[derive(Debug)]
pub struct ChatTemplate {
    environment: Environment<'static>,
    special: SpecialTokens,
}

impl ChatTemplate {
    /// Compiles a template.
    ///
    /// # Errors
    /// For what is no Jinja.
    pub fn new(source: &str, special: SpecialTokens) -> Result<Self, TokensError> {
        if source.len() > LONGEST_SOURCE {
            return Err(TokensError::Template { why: "it is longer than a megabyte".to_owned() });
        }
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| failed(&error))?);
        environment.set_undefined_behavior(UndefinedBehavior::Lenient);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.set_recursion_limit(DEEPEST);
        environment.set_unknown_method_callback(method);
        environment.remove_filter("format");
        environment.add_filter("tojson", python::tojson);
        environment.add_test("iterable", python::is_iterable);
        environment.add_test("sequence", python::is_sequence);
        environment.add_function("raise_exception", python::raise_exception);
        environment.add_function("strftime_now", python::strftime_now);
        environment
            .add_template_owned("chat", without_generation_blocks(source))
            .map_err(|error| failed(&error))?;
        Ok(Self { environment, special })
    }

    /// The texts of special tokens.
    pub fn special(&self) -> &SpecialTokens {
        &self.special
    }

    /// The text of a conversation up to where the assistant is to answer, without thinking where the template knows how.
    ///
    /// # Errors
    /// Where the template fails: it may refuse a system message, for example.
    pub fn render(&self, messages: &[Message]) -> Result<String, TokensError> {
        self.with(messages, str::to_owned, Value::from(()))
    }

    /// The same, and which parts of it are the content of messages.
    ///
    /// # Errors
    /// As [`ChatTemplate::render`].
    pub fn render_marked(&self, messages: &[Message]) -> Result<Marked, TokensError> {
        Ok(Marked::read(&self.with(messages, mark, Value::from(()))?))
    }

    pub(super) fn with(
        &self,
        messages: &[Message],
        content: fn(&str) -> String,
        tools: Value,
    ) -> Result<String, TokensError> {
        let given: usize = messages.iter().map(|message| message.content.len()).sum();
        let said = messages.iter().map(|message| {
            let role = Value::from(message.role.name());
            Value::from_pairs([("role", role), ("content", Value::from(content(&message.content)))])
        });
        let name = |token: &Option<String>| token.clone().map_or(Value::UNDEFINED, Value::from);
        let values = context! {
            messages => said.collect::<Value>(), tools, documents => Value::from(()), add_generation_prompt => true, enable_thinking => false,
            bos_token => name(&self.special.bos), eos_token => name(&self.special.eos),
            pad_token => name(&self.special.pad), unk_token => name(&self.special.unknown),
        };
        // The limit is one of the environment, and depends on the input.
        let mut environment = self.environment.clone();
        environment.set_fuel(Some(STEPS + given as u64));
        let template = environment.get_template("chat").map_err(|error| failed(&error))?;
        let mut out = Bounded { bytes: Vec::new(), most: LONGEST_RESULT + given * 8 };
        template.render_captured_to(values, &mut out).map_err(|error| failed(&error))?;
        String::from_utf8(out.bytes).map_err(|error| TokensError::Template { why: error.to_string() })
    }
}

/// The methods of Python strings and dictionaries, but for `format`: a width in it would ask for any amount of memory.
fn method(state: &mut State, value: &Value, method: &str, arguments: &[Value]) -> Result<Value, Error> {
    if method == "format" {
        return Err(Error::from(ErrorKind::UnknownMethod));
    }
    minijinja_contrib::pycompat::unknown_method_callback(state, value, method, arguments)
}

/// A writer that takes no more than so many bytes.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(std::io::Error::other("the result is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn failed(error: &Error) -> TokensError {
    let line = error.line().map_or_else(String::new, |line| format!(" (line {line})"));
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let why = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too many steps".to_owned(),
        ErrorKind::WriteFailure => "its result is too long".to_owned(),
        _ => detail,
    };
    TokensError::Template { why: why + &line }
}

/// The template without `{% generation %}`, which marks an assistant's text for training and renders as what is in it.
fn without_generation_blocks(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(start) = rest.find("{%") {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = tag.find("%}") else {
            rest = tag;
            break;
        };
        let (tag, after) = tag.split_at(end + 2);
        let word = tag.trim_matches(|c: char| !c.is_ascii_alphabetic());
        match word {
            "generation" => out.push_str(&tag.replace(word, "if true")),
            "endgeneration" => out.push_str(&tag.replace(word, "endif")),
            _ => out.push_str(tag),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
