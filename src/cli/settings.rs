//! Settings by precedence: flag, environment, project file, user file, default.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use super::{
    failure::{Failure, Result},
    paths,
};

/// Every setting: its key in files and on the command line, its default, what it is for. In the environment the key
/// is in capitals behind `ZHAIYI_`: `no-cache` is `ZHAIYI_NO_CACHE`.
pub const KEYS: &[(&str, &str, &str)] = &[
    (
        "engine",
        "auto",
        "the engine: auto, rules, the name of a model, or several with commas between: a cascade",
    ),
    ("to", "", "the languages asked for: zh, zh-Hant, en, same"),
    (
        "length",
        "medium",
        "the length of summaries: short, medium, long, story; in bulletins story where nothing is said",
    ),
    ("route", "direct", "how summaries get into another language: direct, translated"),
    ("layout", "target", "how translations are shown: target, interleaved, side-by-side"),
    ("prefer", "", "what matters in bulletins, with weights"),
    ("topic", "", "the sections of bulletins: NAME=WORD,WORD"),
    ("format", "text", "the format: text, markdown, html, json, jsonl"),
    ("glossary", "", "files with your terms"),
    ("memory", "", "files with your translations: TMX, corrected XLIFF"),
    ("cache", "", "the cache file"),
    ("no-cache", "false", "neither read nor write the cache"),
    ("offline", "false", "never use the network"),
    ("delay", "1", "seconds between two requests to one host"),
    ("source", "auto", "where models come from: auto, huggingface, modelscope"),
    ("strict", "false", "exit with 5 when a check finds an error"),
    ("threads", "0", "how many articles at once; 0 for one a processor"),
    ("device", "auto", "where models run: auto, cpu, cuda, metal"),
    ("kernel", "auto", "the instructions that models use on the processor: auto, avx512, avx2, plain"),
    ("seed", "0", "the seed of engines that draw lots"),
    ("color", "auto", "colours: auto, always, never"),
];

/// The settings whose values have commas of their own: a list of these is parted by semicolons.
const WITH_COMMAS: [&str; 1] = ["topic"];

/// The settings that are paths.
const PATHS: [&str; 3] = ["glossary", "memory", "cache"];

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// The environment.
    Environment(String),
    /// A settings file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("command line"),
            Self::Environment(name) => f.write_str(name),
            Self::File(path) => path.display().fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The value as it was written.
    pub value: String,
    /// Where it was written.
    pub origin: Origin,
}

/// All settings in force.
#[derive(Clone, Debug)]
pub struct Settings(BTreeMap<&'static str, Setting>);

impl Settings {
    /// Puts the layers together. `flags` has what was typed, by key; `config` names a file to read in place of
    /// the project's and the user's.
    pub fn gather(flags: Vec<(&'static str, Option<String>)>, config: Option<&Path>) -> Result<Self> {
        let mut settings = Self::default();
        match config {
            Some(path) => settings.file(path)?,
            None => {
                let files = [paths::user_settings().filter(|path| path.is_file()), paths::project_settings()];
                files.into_iter().flatten().try_for_each(|path| settings.file(&path))?;
            }
        }
        for (key, ..) in KEYS {
            let name = variable(key);
            if let Some(value) = std::env::var_os(&name) {
                let value = value
                    .into_string()
                    .map_err(|_| Failure::usage(format!("{name} is not valid Unicode")))?;
                settings.set(key, value, Origin::Environment(name));
            }
        }
        for (key, value) in flags {
            if let Some(value) = value {
                settings.set(key, value, Origin::Flag);
            }
        }
        if !["auto", "always", "never"].contains(&settings.text("color")) {
            return Err(Failure::usage(format!("color cannot be {:?}", settings.text("color")))
                .hint("auto, always or never"));
        }
        Ok(settings)
    }

    fn set(&mut self, key: &str, value: String, origin: Origin) {
        if let Some((key, ..)) = KEYS.iter().find(|(known, ..)| *known == key) {
            self.0.insert(key, Setting { value, origin });
        }
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        let wrong = |why: String| {
            Failure::usage(format!("cannot use the settings file {}", path.display())).because(why)
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| wrong(error.to_string()))?;
        for (key, value) in table {
            if !KEYS.iter().any(|(known, ..)| *known == key) {
                let known: Vec<&str> = KEYS.iter().map(|(known, ..)| *known).collect();
                return Err(wrong(format!("there is no setting {key:?}; there are {}", known.join(", "))));
            }
            let folder = PATHS.contains(&key.as_str()).then(|| path.parent().unwrap_or(Path::new("")));
            let between = if WITH_COMMAS.contains(&key.as_str()) { ";" } else { "," };
            let value = written(&value, folder, between)
                .ok_or_else(|| wrong(format!("{key} has a value of the wrong kind")))?;
            self.set(&key, value, Origin::File(path.to_owned()));
        }
        Ok(())
    }

    /// True when the value was typed on the command line.
    pub fn is_typed(&self, key: &str) -> bool {
        self.0.get(key).is_some_and(|setting| setting.origin == Origin::Flag)
    }

    /// True where nobody said anything about a setting.
    pub fn is_default(&self, key: &str) -> bool {
        self.0.get(key).is_none_or(|setting| setting.origin == Origin::Default)
    }

    /// Each setting with its key, in the order of [`KEYS`].
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Setting)> {
        KEYS.iter().filter_map(|(key, ..)| Some((*key, self.0.get(key)?)))
    }

    /// A value as text; empty when nobody said anything and there is no default.
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).map_or("", |setting| &setting.value)
    }

    /// A switch: true and false, and what people write for them in the environment.
    pub fn flag(&self, key: &str) -> Result<bool> {
        match self.text(key) {
            "1" | "yes" | "on" => Ok(true),
            "" | "0" | "no" | "off" => Ok(false),
            _ => self.parsed(key),
        }
    }

    /// A value of a type.
    pub fn parsed<T>(&self, key: &str) -> Result<T>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        let setting = self.0.get(key).ok_or_else(|| Failure::usage(format!("there is no setting {key}")))?;
        setting.value.parse().map_err(|error: T::Err| {
            let Setting { value, origin } = setting;
            Failure::usage(format!("{key} cannot be {value:?} ({origin})")).because(error)
        })
    }

    /// The files of a list of paths.
    pub fn files(&self, key: &str) -> Vec<PathBuf> {
        std::env::split_paths(self.text(key)).filter(|path| !path.as_os_str().is_empty()).collect()
    }
}

impl Default for Settings {
    fn default() -> Self {
        let default = |(key, value, _): &(&'static str, &str, &str)| {
            (*key, Setting { value: (*value).to_owned(), origin: Origin::Default })
        };
        Self(KEYS.iter().map(default).collect())
    }
}

/// What the variables of settings begin with.
const PREFIX: &str = "ZHAIYI_";

/// The variable of a setting.
fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase().replace('-', "_"))
}

/// Variables that look like settings and are none, sorted, each with the one it is most like.
pub fn strangers() -> Vec<(String, String)> {
    let known: Vec<String> = KEYS.iter().map(|(key, ..)| variable(key)).collect();
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let mut strangers: Vec<String> =
        names.filter(|name| name.starts_with(PREFIX) && !known.contains(name)).collect();
    strangers.sort();
    let like = |one: &str, other: &str| strsim::jaro_winkler(&one[PREFIX.len()..], &other[PREFIX.len()..]);
    let nearest =
        |name: &str| known.iter().max_by(|one, other| like(name, one).total_cmp(&like(name, other))).cloned();
    strangers.into_iter().filter_map(|name| nearest(&name).map(|nearest| (name, nearest))).collect()
}

/// A TOML value as it would be typed. With `folder` it names paths, which are relative to that folder; the elements of
/// other lists stand behind each other with `between` between them.
fn written(value: &toml::Value, folder: Option<&Path>, between: &str) -> Option<String> {
    match (value, folder) {
        (toml::Value::String(text), Some(folder)) if !text.is_empty() => {
            folder.join(text).into_os_string().into_string().ok()
        }
        (toml::Value::String(text), _) => Some(text.clone()),
        (toml::Value::Integer(number), _) => Some(number.to_string()),
        (toml::Value::Boolean(flag), _) => Some(flag.to_string()),
        (toml::Value::Array(values), Some(folder)) => {
            let paths: Option<Vec<PathBuf>> =
                values.iter().map(|value| Some(folder.join(value.as_str()?))).collect();
            std::env::join_paths(paths?).ok()?.into_string().ok()
        }
        (toml::Value::Array(values), None) => {
            let texts: Option<Vec<&str>> = values.iter().map(toml::Value::as_str).collect();
            Some(texts?.join(between))
        }
        _ => None,
    }
}
