//! Reads manifests and refuses what makes no sense in them.

use serde::Deserialize;

use super::manifest::{
    Architecture, Chat, Decoding, Manifest, ModelFile, Remote, Sourced, Tasks, Translation,
};
use crate::{assets::Origin, text::Language};

/// The version of the schema that this program reads.
const SCHEMA: u32 = 1;

/// How weights can be stored, of those that the engines compute with. Files of fewer bits (1.25 and 2 bits of Hy-MT2,
/// for one) need kernels of their own.
const QUANTIZATIONS: [&str; 11] =
    ["F32", "F16", "BF16", "Q8_0", "Q6_K", "Q5_K", "Q5_K_S", "Q5_K_M", "Q4_K", "Q4_K_S", "Q4_K_M"];

/// More tokens than any model reads; keeps a slip of the finger from asking for all memory.
const LONGEST_CONTEXT: usize = 1 << 24;

/// The longest names of files and repositories, as on most file systems.
const LONGEST_NAME: usize = 96;

/// A manifest that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// It is no TOML, or a key is unknown, missing or of the wrong kind.
    #[error("{place}: {why}")]
    Syntax {
        /// What the manifest is called.
        place: String,
        /// What the parser says, with line and key.
        why: String,
    },
    /// It was written for another version of this program.
    #[error("{place}: schema is {found}; this zhaiyi reads schema {SCHEMA}")]
    Schema {
        /// What the manifest is called.
        place: String,
        /// The version it names.
        found: u32,
    },
    /// A value makes no sense.
    #[error("{place}: {key} cannot be {found}: {expected}")]
    Value {
        /// What the manifest is called.
        place: String,
        /// The key, with its table: `files[0].path`.
        key: String,
        /// The value.
        found: String,
        /// What would make sense.
        expected: &'static str,
    },
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "schema")]
    _schema: u32,
    name: String,
    title: String,
    family: String,
    architecture: Architecture,
    quantization: String,
    context: usize,
    languages: Vec<String>,
    licence: String,
    attribution: Option<String>,
    card: Option<String>,
    note: Option<String>,
    tasks: Tasks,
    source: Remote,
    files: Vec<ModelFile>,
    chat: Option<Chat>,
    translation: Option<Directions>,
    #[serde(default)]
    decoding: Decoding,
}

/// `[translation]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Directions {
    from: Vec<String>,
    to: Vec<String>,
    beams: Option<Sourced<u32>>,
}

/// The version alone: a file of another version may have other keys.
#[derive(Deserialize)]
struct Version {
    schema: Option<u32>,
}

/// Reads a manifest.
pub(super) fn parse(text: &str, place: &str, origin: Origin) -> Result<Manifest, ManifestError> {
    let syntax = |error: toml::de::Error| ManifestError::Syntax {
        place: place.to_owned(),
        why: error.to_string().trim_end().to_owned(),
    };
    let Version { schema } = toml::from_str(text).map_err(syntax)?;
    if let Some(found) = schema.filter(|found| *found != SCHEMA) {
        return Err(ManifestError::Schema { place: place.to_owned(), found });
    }
    let written: Written = toml::from_str(text).map_err(syntax)?;
    let checked = written.checked().map_err(|(key, found, expected)| ManifestError::Value {
        place: place.to_owned(),
        key,
        found,
        expected,
    })?;
    Ok(checked.into_manifest(origin))
}

/// A key, what is written there, and what would make sense.
type Wrong = (String, String, &'static str);

fn hold(right: bool, key: &str, found: &str, expected: &'static str) -> Result<(), Wrong> {
    if right { Ok(()) } else { Err((key.to_owned(), format!("{found:?}"), expected)) }
}

impl Written {
    fn checked(self) -> Result<Self, Wrong> {
        const NAME: &str = "a name is of small letters, digits, dots and hyphens";
        hold(is_name(&self.name), "name", &self.name, NAME)?;
        hold(is_name(&self.family), "family", &self.family, NAME)?;
        hold(is_line(&self.title), "title", &self.title, "a title is one line")?;
        for (key, line) in [("note", &self.note), ("card", &self.card), ("attribution", &self.attribution)] {
            hold(line.as_deref().is_none_or(is_line), key, line.as_deref().unwrap_or(""), "it is one line")?;
        }
        let known = QUANTIZATIONS.contains(&self.quantization.as_str());
        const STORED: &str =
            "F32, F16, BF16, Q8_0, Q6_K, Q5_K, Q4_K, or one of the mixtures called _S and _M";
        hold(known, "quantization", &self.quantization, STORED)?;
        let context = (1..=LONGEST_CONTEXT).contains(&self.context);
        hold(context, "context", &self.context.to_string(), "a number of tokens")?;
        hold(!self.languages.is_empty(), "languages", "", "name at least one")?;
        for tag in &self.languages {
            hold(tag.parse::<Language>().is_ok(), "languages", tag, "zh, zh-Hant or en")?;
        }
        hold(is_licence(&self.licence), "licence", &self.licence, "an SPDX identifier such as Apache-2.0")?;
        let ranks = [("tasks.summarize", self.tasks.summarize), ("tasks.translate", self.tasks.translate)];
        for (key, rank) in ranks {
            let text = rank.unwrap_or(1).to_string();
            hold(rank.is_none_or(|rank| (1..=9).contains(&rank)), key, &text, "a rank from 1 to 9")?;
        }
        hold(ranks.iter().any(|(_, rank)| rank.is_some()), "tasks", "", "summarize, translate, or both")?;
        self.check_source()?;
        self.check_decoding()?;
        self.check_use()?;
        Ok(self)
    }

    /// How it is used: one talks to language models, and translation models have directions.
    fn check_use(&self) -> Result<(), Wrong> {
        let found = self.architecture.to_string();
        match (self.architecture.is_translator(), &self.chat, &self.translation) {
            (false, Some(chat), None) => {
                let stops = chat.stop.iter().all(|stop| !stop.is_empty());
                hold(stops, "chat.stop", "", "an empty text would stop everything")
            }
            (true, None, Some(Directions { from, to, beams })) => {
                for (key, tags) in [("translation.from", from), ("translation.to", to)] {
                    hold(!tags.is_empty(), key, "", "name at least one")?;
                    for tag in tags {
                        hold(self.languages.contains(tag), key, tag, "one of the languages above")?;
                    }
                }
                let right = beams.as_ref().is_none_or(|beams| (1..=32).contains(&beams.value));
                hold(right, "translation.beams", "", "from 1 to 32")?;
                hold(self.tasks.summarize.is_none(), "tasks.summarize", &found, "it only translates")
            }
            (false, _, _) => {
                hold(false, "architecture", &found, "a language model has [chat] and no [translation]")
            }
            (true, _, _) => {
                hold(false, "architecture", &found, "a translation model has [translation] and no [chat]")
            }
        }
    }

    fn check_source(&self) -> Result<(), Wrong> {
        const REPOSITORY: &str = "a repository is organisation/name";
        let Remote { repository, revision, modelscope } = &self.source;
        hold(is_repository(repository), "source.repository", repository, REPOSITORY)?;
        if let Some(other) = modelscope {
            hold(is_repository(other), "source.modelscope", other, REPOSITORY)?;
        }
        if let Some(revision) = revision {
            let right = is_path(revision);
            hold(right, "source.revision", revision, "a commit, a branch or a tag")?;
        }
        hold(!self.files.is_empty(), "files", "", "name at least one")?;
        for (index, file) in self.files.iter().enumerate() {
            let key = format!("files[{index}].path");
            hold(
                is_path(&file.path),
                &key,
                &file.path,
                "a path inside the repository, with / between folders",
            )?;
            let again = self.files[..index].iter().any(|other| other.path == file.path);
            hold(!again, &key, &file.path, "it stands there already")?;
            let empty = file.bytes == Some(0);
            hold(!empty, &format!("files[{index}].bytes"), "0", "a file of a model is not empty")?;
        }
        Ok(())
    }

    fn check_decoding(&self) -> Result<(), Wrong> {
        let Decoding { temperature, top_p, top_k, repetition_penalty } = &self.decoding;
        within("temperature", temperature, f64::MIN_POSITIVE, 5.0, "above 0, at most 5")?;
        within("top_p", top_p, f64::MIN_POSITIVE, 1.0, "above 0, at most 1")?;
        within("repetition_penalty", repetition_penalty, 1.0, 5.0, "from 1 to 5")?;
        let top_k_right = top_k.as_ref().is_none_or(|top_k| top_k.value > 0);
        hold(top_k_right, "decoding.top_k", "0", "at least 1")
    }

    fn into_manifest(self, origin: Origin) -> Manifest {
        let known = |tags: &[String]| tags.iter().filter_map(|tag| tag.parse().ok()).collect();
        Manifest {
            name: self.name,
            title: self.title,
            family: self.family,
            architecture: self.architecture,
            quantization: self.quantization,
            context: self.context,
            languages: known(&self.languages),
            translation: self.translation.map(|told| Translation {
                from: known(&told.from),
                to: known(&told.to),
                beams: told.beams,
            }),
            licence: self.licence,
            attribution: self.attribution,
            card: self.card,
            note: self.note,
            tasks: self.tasks,
            source: self.source,
            files: self.files,
            chat: self.chat,
            decoding: self.decoding,
            origin,
        }
    }
}

fn within(
    key: &str,
    sourced: &Option<Sourced<f64>>,
    least: f64,
    most: f64,
    expected: &'static str,
) -> Result<(), Wrong> {
    let Some(Sourced { value, source }) = sourced else { return Ok(()) };
    hold((least..=most).contains(value), &format!("decoding.{key}"), &value.to_string(), expected)?;
    hold(is_line(source), &format!("decoding.{key}.source"), source, "it says where the value comes from")
}

fn is_name(text: &str) -> bool {
    let right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let first = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    first && text.len() <= LONGEST_NAME && text.chars().all(right)
}

/// One line without control characters, which would steer a terminal.
fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

fn is_licence(text: &str) -> bool {
    let right = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | ' ' | '(' | ')');
    is_line(text) && text.chars().all(right)
}

fn is_repository(text: &str) -> bool {
    text.split('/').count() == 2 && is_path(text)
}

/// A path that stays where it is put: no `..`, no root, nothing that a file system or an address reads otherwise.
fn is_path(text: &str) -> bool {
    let right = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '=' | '@');
    text.split('/').all(|name| {
        !name.is_empty() && !name.starts_with('.') && name.len() <= LONGEST_NAME && name.chars().all(right)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> String {
        include_str!("../../models/qwen3-1.7b.toml").to_owned()
    }

    fn told(text: &str) -> String {
        parse(text, "x.toml", Origin::BuiltIn).unwrap_err().to_string()
    }

    #[test]
    fn a_manifest_says_what_is_written() {
        let manifest = parse(&built_in(), "x.toml", Origin::BuiltIn).unwrap();
        assert_eq!(manifest.engine(), "qwen3-1.7b-q8_0");
        assert_eq!(manifest.bytes(), 1_834_426_016);
        assert_eq!(manifest.revision().len(), 40);
        assert_eq!(manifest.decoding.top_k.unwrap().value, 20);
    }

    #[test]
    fn what_is_wrong_is_named_with_file_and_key() {
        let cases = [
            ("schema = 1", "schema = 2", "schema is 2"),
            ("title =", "titel =", "titel"),
            ("schema = 1", "", "schema"),
            ("value = 20", "valu = 20", "valu"),
            ("[tasks]\n", "[tasks]\nsing = 3\n", "sing"),
            ("\"qwen3-1.7b\"", "\"Qwen3\"", "name"),
            ("\"Q8_0\"", "\"IQ1_S\"", "quantization"),
            ("architecture = \"qwen3\"", "architecture = \"mamba\"", "mamba"),
            ("\"zh-Hant\"", "\"fr\"", "languages"),
            ("\"Apache-2.0\"", "\"\"", "licence"),
            ("summarize = 5", "summarize = 10", "tasks.summarize"),
            ("\"Qwen/Qwen3-1.7B-GGUF\"", "\"Qwen\"", "source.repository"),
            ("\"Qwen3-1.7B-Q8_0.gguf\"", "\"../x.gguf\"", "files[0].path"),
            ("\"Qwen3-1.7B-Q8_0.gguf\"", "\"a\\\\b\"", "files[0].path"),
            ("bytes = 1834426016", "bytes = 0", "files[0].bytes"),
            ("bytes = 1834426016", "bytes = -1", "bytes"),
            ("sha256 = \"06", "sha256 = \"0G", "SHA-256"),
            ("value = 0.7", "value = nan", "decoding.temperature"),
            ("value = 0.8", "value = 1.5", "decoding.top_p"),
            ("value = 20", "value = 0", "decoding.top_k"),
            ("context = 32768", "context = 0", "context"),
            ("thinking = \"off\"", "thinking = \"loud\"", "loud"),
            ("[decoding]", "[translation]\nfrom = [\"zh\"]\nto = [\"en\"]\n[decoding]", "architecture"),
            ("architecture = \"qwen3\"", "architecture = \"marian\"", "has [translation] and no [chat]"),
        ];
        for (right, wrong, key) in cases {
            let text = built_in();
            assert!(text.contains(right), "{right}");
            let told = told(&text.replacen(right, wrong, 1));
            assert!(told.starts_with("x.toml: ") && told.contains(key), "{wrong}: {told}");
        }
        assert!(told("\u{0}").starts_with("x.toml: "));
    }

    #[test]
    fn translation_models_have_directions_and_no_chat() {
        let text = include_str!("../../models/opus-mt-zh-en.toml");
        let manifest = parse(text, "x.toml", Origin::BuiltIn).unwrap();
        let translation = manifest.translation.unwrap();
        assert_eq!(translation.to, [Language::English]);
        assert!(manifest.chat.is_none() && manifest.attribution.is_some());
        for (right, wrong, key) in [
            ("to = [\"en\"]", "to = []", "translation.to"),
            ("to = [\"en\"]", "to = [\"fr\"]", "translation.to"),
            ("translate =", "summarize = 1\ntranslate =", "tasks.summarize"),
            ("beams = { value = 6", "beams = { value = 99", "translation.beams"),
            (
                "[translation]\n",
                "[chat]\ntemplate = \"weights\"\nthinking = \"off\"\nstop = []\n[translation]\n",
                "no [chat]",
            ),
        ] {
            assert!(text.contains(right), "{right}");
            let told = told(&text.replacen(right, wrong, 1));
            assert!(told.contains(key), "{wrong}: {told}");
        }
    }

    #[test]
    fn only_what_changes_the_answers_changes_the_digest() {
        let digest = |text: &str| parse(text, "x.toml", Origin::BuiltIn).unwrap().digest();
        let text = built_in();
        assert_eq!(digest(&text), digest(&text.replace("the first choice", "a good choice")));
        assert_ne!(digest(&text), digest(&text.replace("value = 0.7", "value = 0.6")));
    }
}
