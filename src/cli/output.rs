//! Where results go: stdout, or a file that appears whole or not at all.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{
    failure::{Failure, Result},
    interrupt, unfinished,
};

/// A place for results.
pub enum Output {
    /// The standard output.
    Stdout(BufWriter<io::Stdout>),
    /// A device or a pipe.
    Device {
        /// The device.
        file: BufWriter<File>,
        /// Where it is.
        place: PathBuf,
    },
    /// A file: written beside its place, moved there at the end.
    File {
        /// The unfinished file.
        file: BufWriter<NamedTempFile>,
        /// Where it will be.
        place: PathBuf,
    },
}

impl Output {
    /// Opens `path`, or stdout for nothing and `-`.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let Some(place) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        if place.is_dir() {
            return Err(Failure::usage(format!("{} is a folder", place.display())).hint("-o FILE"));
        }
        let failed = |error| Failure::new(format!("cannot write {}", place.display())).because(error);
        // What a link leads to is replaced, not the link; a device or a pipe is written to as it is.
        let place = &place.canonicalize().unwrap_or_else(|_| place.to_owned());
        if place.exists() && !place.is_file() {
            let device = File::options().write(true).open(place).map_err(failed)?;
            return Ok(Self::Device { file: BufWriter::new(device), place: place.clone() });
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        if !folder.is_dir() {
            return Err(Failure::new(format!("cannot write {}", place.display()))
                .because(format!("there is no folder {}", folder.display()))
                .hint("make it first, or name another place"));
        }
        let file = unfinished::create(folder, &name).map_err(|error| failed(error.kind().into()))?;
        interrupt::unfinished(file.path());
        Ok(Self::File { file: BufWriter::new(file), place: place.to_owned() })
    }

    /// What it is called in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Stdout(_) => "the output".to_owned(),
            Self::File { place, .. } | Self::Device { place, .. } => place.display().to_string(),
        }
    }

    /// The place itself.
    pub fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::Device { file, .. } => file,
            Self::File { file, .. } => file,
        }
    }

    /// Writes a text.
    pub fn put(&mut self, text: &str) -> Result<()> {
        let written = self.writer().write_all(text.as_bytes());
        written.map_err(|error| Failure::writing(&self.name(), &error))
    }

    /// Passes on to the reader what was written so far. A file is not touched: it has no reader yet.
    pub fn flush(&mut self) -> Result<()> {
        match self {
            Self::Stdout(out) => out.flush().map_err(|error| Failure::writing("the output", &error)),
            Self::Device { file, place } => {
                file.flush().map_err(|error| Failure::writing(&place.display().to_string(), &error))
            }
            Self::File { .. } => Ok(()),
        }
    }

    /// True for a file, which can still be left as it was.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::File { .. })
    }

    /// Gives up: a file stays as it was.
    pub fn abandon(self) {
        if let Self::File { file, .. } = self {
            interrupt::finished(file.get_ref().path());
        }
    }

    /// Finishes: on disk, then in its place.
    pub fn finish(self) -> Result<()> {
        let name = self.name();
        let failed = |error: io::Error| Failure::writing(&name, &error);
        match self {
            Self::Stdout(mut out) => out.flush().map_err(failed),
            Self::Device { mut file, .. } => file.flush().map_err(failed),
            Self::File { file, place } => {
                let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
                file.as_file().sync_all().map_err(failed)?;
                share(&file, &place).map_err(failed)?;
                let unfinished = file.path().to_owned();
                file.persist(&place).map_err(|error| failed(error.error))?;
                interrupt::finished(&unfinished);
                Ok(())
            }
        }
    }
}

/// Gives the file the permissions of the one it replaces, or those of any new file: temporary files are private.
#[cfg(unix)]
fn share(file: &NamedTempFile, place: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    /// What a new file may have at most, before the user's mask.
    const NEW_FILE: u32 = 0o666;
    let mode = match place.metadata() {
        Ok(old) => old.permissions().mode(),
        Err(_) => NEW_FILE & !mask(place)?,
    };
    file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))
}

/// The user's mask, found out by making a file as any program would.
#[cfg(unix)]
fn mask(place: &Path) -> io::Result<u32> {
    use std::os::unix::fs::PermissionsExt;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe =
        tempfile::Builder::new().permissions(std::fs::Permissions::from_mode(0o666)).tempfile_in(folder)?;
    Ok(0o666 & !probe.as_file().metadata()?.permissions().mode())
}

#[cfg(not(unix))]
fn share(_: &NamedTempFile, _: &Path) -> io::Result<()> {
    Ok(())
}
