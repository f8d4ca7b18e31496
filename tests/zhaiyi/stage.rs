//! A temporary folder to run the program in, cut off from the user's home, settings and cache.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// Variables that say where a user keeps things, on any platform.
pub const HOMES: [&str; 7] =
    ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"];

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_zhaiyi");

/// The project's own folder.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder that is gone when the test ends.
pub struct Stage {
    folder: TempDir,
}

impl Stage {
    /// An empty one.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("home")).expect("a home");
        Self { folder }
    }

    /// One with what the README works on: the sample articles, and what is in `tests/fixtures`.
    pub fn with_samples() -> Self {
        let stage = Self::new();
        for folder in ["samples", "tests/fixtures"].iter().filter(|folder| project().join(folder).is_dir()) {
            copy(&project().join(folder), &stage.path(folder));
        }
        stage
    }

    /// Where `name` is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders it needs.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// What is in a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a text file")
    }

    /// The names of what lies in a folder, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, ready to run here with these arguments, parted by blanks.
    pub fn command(&self, args: &str) -> Command {
        let mut command = self.isolated(PROGRAM);
        command.args(args.split_whitespace());
        command
    }

    /// Runs a line of shell, in which `zhaiyi` is the program. Both streams come in `out`.
    pub fn shell(&self, line: &str) -> Ran {
        let folder = Path::new(PROGRAM).parent().expect("a program is in a folder").to_owned();
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(folder).chain(std::env::split_paths(&paths));
        let mut command = self.isolated("sh");
        command.env("PATH", std::env::join_paths(paths).expect("no quotes in the path"));
        command.arg("-c").arg(format!("{{ {line}\n}} 2>&1"));
        ran(command)
    }

    /// A command that sees nothing of the user's.
    fn isolated(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path());
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy().to_lowercase();
            let ours = ["zhaiyi_", "hf_", "hugging", "transformers_", "modelscope_"];
            if ours.iter().any(|start| text.starts_with(start)) || text.ends_with("_proxy") {
                command.env_remove(name);
            }
        }
        for name in HOMES {
            command.env(name, self.path("home"));
        }
        command.env("NO_COLOR", "1").env("ZHAIYI_CACHE", self.path("cache.sqlite"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs it.
    pub fn run(&self, args: &str) -> Ran {
        ran(self.command(args))
    }

    /// Runs it with a variable in the environment.
    #[cfg(feature = "network")]
    pub fn command_with(&self, name: &str, value: &str, args: &str) -> Ran {
        let mut command = self.command(args);
        command.env(name, value);
        ran(command)
    }

    /// Runs it with something on stdin.
    pub fn feed(&self, args: &str, input: impl AsRef<[u8]>) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.as_ref().to_vec();
        // A thread of its own: both pipes may fill.
        let feeding = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().expect("the program ends");
        // A program that ends early closes its stdin: no failure of the test.
        feeding.join().expect("the feeding thread ends").ok();
        output.into()
    }
}

/// Runs a command to its end.
pub fn ran(mut command: Command) -> Ran {
    command.output().expect("the program starts").into()
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What stands on stdout.
    pub out: String,
    /// What stands on stderr.
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }
}

impl Ran {
    /// Fails unless the run ended with `code`.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Fails unless stderr has all of these.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in stderr:\n{}", self.err);
        }
        self
    }

    /// The records on stdout, one a line.
    #[track_caller]
    pub fn records(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"));
        self.out.lines().map(parse).collect()
    }
}

/// The records without what may differ between two runs: whether a text came out of the cache.
pub fn lasting(records: &[Value]) -> Vec<Value> {
    let mut records = records.to_vec();
    for record in &mut records {
        for made in made_of_mut(record) {
            made.as_object_mut().expect("an object").shift_remove("cached");
        }
    }
    records
}

/// Whether each text of the records came out of the cache, in order.
pub fn cached(records: &[Value]) -> Vec<bool> {
    let mut records = records.to_vec();
    records.iter_mut().flat_map(made_of_mut).map(|made| made["cached"] == Value::Bool(true)).collect()
}

fn made_of_mut(record: &mut Value) -> Vec<&mut Value> {
    let object = record.as_object_mut().expect("a record is an object");
    let kinds = object.iter_mut().filter(|(key, _)| ["summaries", "translations"].contains(&key.as_str()));
    kinds.flat_map(|(_, made)| made.as_object_mut().expect("by language").values_mut()).collect()
}

/// Copies a folder of files.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}
