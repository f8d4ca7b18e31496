//! Writing an archive: a record or an error for each input, in order, and at the end all files in their places at once.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Entry, Fate, Form, Manifest, Plan, Shard, Texts, Totals, Whole, articles::Articles, ledger::Ledger,
    manifest::SCHEMA, part::Part, plan::Names, staging::Staging, stale::Stale,
};
use crate::{
    article::Id,
    fingerprint::Fingerprint,
    outcome::Severity,
    render::{Made, Record, error_json, json_line},
};

/// What of an archive cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {source}", path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// An article's record in the form of the archive, ready to be written. Made by the threads that work on articles.
pub struct Row {
    pub(super) id: Id,
    pub(super) article: Fingerprint,
    /// What makes it the same as another one with its id.
    pub(super) key: Fingerprint,
    pub(super) record: Fingerprint,
    pub(super) text: String,
    pub(super) texts: Texts,
}

impl Row {
    /// Out of a record, which must say nothing that differs from run to run: see [`Record::lasting`].
    pub fn new(record: &Record, form: Form) -> Self {
        let text = form.text(record);
        Self {
            id: record.id.clone(),
            article: record.hash,
            key: record.hash,
            record: Fingerprint::of(text.as_bytes()),
            texts: texts(record),
            text,
        }
    }

    /// What stands in it.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// What stands in a record, in short.
fn texts(record: &Record) -> Texts {
    let told = |kind: &str, language: crate::text::Language, made: &Made| {
        format!("{kind}/{language} {} by {}", made.method.name(), made.engine)
    };
    let summaries = record.summaries.iter().map(|(language, made)| (told("summary", language, made), made));
    let translations =
        record.translations.iter().map(|(language, made)| (told("translation", language, made), made));
    let mut texts = Texts { warnings: count(record.warnings.len()), ..Texts::default() };
    for (told, made) in summaries.chain(translations) {
        let worse =
            |least: Severity| count(made.findings.iter().filter(|finding| finding.severity >= least).count());
        texts.made.push(told);
        texts.warnings += worse(Severity::Warning);
        texts.errors += worse(Severity::Error);
    }
    texts
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// An archive, or a part of one, while it is written. Dropped before it is finished, it leaves everything as it was.
pub struct Writer {
    place: PathBuf,
    shard: Shard,
    plan: Plan,
    manifest: String,
    ledger: Ledger,
    articles: Articles,
    errors: Part,
    index: Part,
    staging: Staging,
}

impl Writer {
    /// Begins an archive in the folder `place`, which is made where needed.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn create(place: &Path, shard: Shard, plan: Plan) -> Result<Self, WriteError> {
        let failed = |source| WriteError { path: place.to_owned(), source };
        let names = Names::of(shard, plan.asked.form);
        if !Staging::was_here(place) && !place.join(&names.manifest).exists() {
            let foreign = [&names.articles, &names.errors, &names.index].map(|name| place.join(name));
            if let Some(path) = foreign.into_iter().find(|path| path.is_file()) {
                let source = io::Error::new(io::ErrorKind::AlreadyExists, "it is there, and no archive's");
                return Err(WriteError { path, source });
            }
        }
        let staging = Staging::open(place).map_err(failed)?;
        let part = |name: String| Part::create(staging.path(), name).map_err(failed);
        Ok(Self {
            place: place.to_owned(),
            shard,
            manifest: names.manifest,
            ledger: Ledger::default(),
            articles: Articles::create(staging.path(), place, &plan.asked, shard).map_err(failed)?,
            errors: part(names.errors)?,
            index: part(names.index)?,
            plan,
            staging,
        })
    }

    /// The folder with what is unfinished.
    pub fn unfinished(&self) -> &Path {
        self.staging.path()
    }

    /// The files that it will put in their places.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let names = [self.articles.name(), self.errors.name(), self.index.name(), &self.manifest];
        names.map(|name| self.place.join(name)).into_iter()
    }

    /// Passes over an input that is in another part.
    pub fn elsewhere(&mut self, id: &Id) {
        self.ledger.elsewhere(id);
    }

    /// Writes an article's record, unless it is the same as that of an earlier input.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn written(&mut self, row: Row) -> Result<Entry, WriteError> {
        let Row { id, article, key, record, text, texts } = row;
        let mut entry = self.ledger.written(id, article, key, record, texts);
        if let Fate::Written { file, .. } = &mut entry.fate {
            let put = self.articles.put(self.staging.path(), &entry.id, article, &text);
            *file =
                put.map_err(|source| WriteError { path: self.place.join(self.articles.name()), source })?;
        }
        put(&self.place, &mut self.index, &json_line(&entry))?;
        Ok(entry)
    }

    /// Writes the record of an input that failed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn failed(&mut self, id: Id, source: Option<&str>, message: &str) -> Result<Entry, WriteError> {
        let line = json_line(&error_json(&id, source, message));
        self.failed_as(id, &line)
    }

    /// Writes a line of the file of errors as it is.
    pub(super) fn failed_as(&mut self, id: Id, line: &str) -> Result<Entry, WriteError> {
        let entry = self.ledger.failed(id, Fingerprint::of(line.as_bytes()));
        put(&self.place, &mut self.errors, line)?;
        put(&self.place, &mut self.index, &json_line(&entry))?;
        Ok(entry)
    }

    /// Enters the next input as a repetition. False when it repeats nothing that was written.
    pub(super) fn repeated(
        &mut self,
        id: &Id,
        article: Fingerprint,
        key: Fingerprint,
    ) -> Result<bool, WriteError> {
        let Some(entry) = self.ledger.repeated(id, article, key) else { return Ok(false) };
        put(&self.place, &mut self.index, &json_line(&entry))?;
        Ok(true)
    }

    /// Passes over inputs of which nothing is known, up to place `n`.
    pub(super) fn skip_to(&mut self, n: u64) {
        self.ledger.skip_to(n);
    }

    /// The sums so far.
    pub fn totals(&self) -> &Totals {
        self.ledger.totals()
    }

    /// Finishes: on disk, then in their places, the manifest last.
    ///
    /// # Errors
    /// When a file cannot be written or moved.
    pub fn finish(self) -> Result<Manifest, WriteError> {
        self.finish_as(None)
    }

    /// Finishes an archive of which the whole input is known from elsewhere.
    pub(super) fn finish_as(self, whole: Option<Whole>) -> Result<Manifest, WriteError> {
        let Self { place, shard, plan, manifest: last, ledger, articles, errors, index, staging } = self;
        let at = |name: &str| {
            let path = place.join(name);
            |source| WriteError { path, source }
        };
        let finish = |part: Part| {
            let failed = at(part.name());
            part.finish().map_err(failed)
        };
        let failed_there = at(articles.name());
        let articles = articles.finish().map_err(failed_there)?;
        let manifest = Manifest {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            shard,
            plan,
            missing: if shard.is_whole() { ledger.inputs() - ledger.totals().inputs } else { 0 },
            whole: whole.unwrap_or_else(|| ledger.whole()),
            input: ledger.input(),
            totals: ledger.totals().clone(),
            outputs: vec![articles.output.clone(), finish(errors)?, finish(index)?],
        };
        write(&staging.path().join(&last), &manifest.text()).map_err(at(&last))?;
        let to_move = articles.to_move().into_iter().chain(&manifest.outputs[1..]);
        let files: Vec<String> = to_move.map(|output| output.file.clone()).collect();
        let stale = Stale::find(&place, &last, &articles);
        staging.publish(&files, &last, || stale.into_iter().for_each(Stale::remove)).map_err(at(""))?;
        Ok(manifest)
    }
}

fn put(place: &Path, part: &mut Part, line: &str) -> Result<(), WriteError> {
    part.put(line).map_err(|source| WriteError { path: place.join(part.name()), source })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    io::Write::write_all(&mut file, text.as_bytes())?;
    file.sync_all()
}
