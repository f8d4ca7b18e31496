//! `zhaiyi archive`

mod counts;
mod progress;
mod told;
mod work;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    thread,
    time::Instant,
};

use zhaiyi::{
    article::{self, Input, ReadOptions},
    pipeline::{
        archive::{FileForm, Form, Plan, Shard, WriteError, Writer},
        in_order,
    },
    render::Layout,
};

use crate::cli::{
    args::{Common, Inputs},
    exit::Exit,
    failure::{Failure, Result},
    interrupt, report, session,
    wanted::Wanted,
};

use counts::Counts;
use progress::Manner;
use told::Told;
pub use told::reconciled;
use work::{Dealt, Work};

/// Work through a whole archive into a folder; stopped at any moment, the same command goes on from there
///
/// The folder gets a file with the records, one with the errors, an index with a line for each input, and a manifest
/// with the counts, hashes and recipes. All files appear at once, when everything is done.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    wanted: Wanted,
    /// Work on one part of N, counted from 0: each article is in exactly one part, by its id; `merge` joins them
    #[arg(long, value_name = "I/N", default_value_t = Shard::WHOLE, hide_default_value = true)]
    shard: Shard,
    /// Folder to write to
    #[arg(short, long, value_name = "DIR", required = true, help_heading = "Output")]
    output: PathBuf,
    /// Format: jsonl (a record a line), parquet (a row a record), or a file an article in text, markdown, html
    #[arg(long, value_name = "FORMAT", default_value = "jsonl", help_heading = "Output")]
    #[arg(value_parser = ["jsonl", "parquet", "text", "markdown", "html"], hide_possible_values = true)]
    format: String,
    /// Compress the records: zstd
    #[arg(long, value_name = "HOW", value_parser = ["zstd"], hide_possible_values = true, help_heading = "Output")]
    compress: Option<String>,
    /// How translations are shown in files of their own: target, interleaved, side-by-side
    #[arg(long, value_name = "LAYOUT", help_heading = "Output")]
    layout: Option<Layout>,
    /// Progress: auto, bar, lines, json (an event a line on stderr), none
    #[arg(long, value_name = "HOW", default_value = "auto", help_heading = "Output")]
    progress: Manner,
    #[command(flatten)]
    common: Common,
}

/// What to do when what was in the way is out of the way.
const AGAIN: &str = "then the same command: it goes on from there";

/// Works through all inputs.
pub fn run(args: Args) -> Result<Exit> {
    let start = Instant::now();
    if args.progress == Manner::Json {
        report::speak_in_events();
    }
    let form = form(&args.format, args.compress.is_some(), args.layout)?;
    let (session, wishes) = args.wanted.open(&args.common)?;
    let (inputs, options) = session::inputs(&args.inputs, Some(&args.output), &session.settings)?;
    let mut writer = Writer::create(&args.output, args.shard, Plan::new(&session.pipeline, &wishes, form))
        .map_err(|error| unwritable(&error, AGAIN))?;
    check_inputs(&inputs, &args.output, &writer)?;
    interrupt::unfinished(writer.unfinished());
    let counts = Arc::new(Counts::default());
    let mut told = Told::new(&session, args.progress, &counts);
    if told.wants_total() {
        find_all(&inputs, &options, &counts);
    }
    let work = Work { session: &session, wishes: &wishes, shard: args.shard, form, counts: &counts };
    let mut trouble = None;
    in_order(
        article::unread(inputs, options).enumerate(),
        session.threads,
        |(n, unread)| work.deal(n, unread),
        |dealt| match enter(&mut writer, &mut told, dealt) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                trouble = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    told.end_progress();
    session.close();
    if let Some(error) = trouble {
        return Err(unwritable(&error, AGAIN));
    }
    let exit = told::exit(writer.totals(), args.shard, session.strict);
    if exit == Exit::Failed {
        // Perhaps a slip in the name of the input: what an earlier run made stays. A shard may well be so small that all
        // of it fails, and is wanted all the same.
        let unfinished = writer.unfinished().to_owned();
        drop(writer);
        interrupt::finished(&unfinished);
        told.nothing_done();
        return Ok(exit);
    }
    let unfinished = writer.unfinished().to_owned();
    let manifest = writer.finish().map_err(|error| unwritable(&error, AGAIN))?;
    interrupt::finished(&unfinished);
    told.done(&manifest, &args.output, start.elapsed());
    told.advise(&manifest.totals, session.advice.as_deref());
    Ok(exit)
}

/// Enters what became of an input.
fn enter(writer: &mut Writer, told: &mut Told, dealt: Dealt) -> std::result::Result<(), WriteError> {
    match dealt {
        Dealt::Elsewhere(id) => {
            told.passed();
            writer.elsewhere(&id);
        }
        Dealt::Done(done) => {
            told.done_with(&done);
            let entry = writer.written(done.row)?;
            told.entered(&entry);
        }
        Dealt::Failed { id, source, message } => {
            told.failed(source.as_deref().unwrap_or(&id.to_string()), &message);
            writer.failed(id, source.as_deref(), &message)?;
        }
    }
    Ok(())
}

/// The form that was asked for.
fn form(format: &str, compress: bool, layout: Option<Layout>) -> Result<Form> {
    if format == "parquet" {
        return table(compress, layout);
    }
    let file = match format {
        "text" => Some(FileForm::Text),
        "markdown" => Some(FileForm::Markdown),
        "html" => Some(FileForm::Html),
        _ => None,
    };
    match (file, compress, layout) {
        (Some(file), false, layout) => Ok(Form::Files(file, layout.unwrap_or_default())),
        (None, false, None) => Ok(Form::Jsonl),
        (None, true, None) => Ok(Form::Zstd),
        (Some(_), true, _) => Err(Failure::usage("--compress goes with --format jsonl")
            .because("a file an article is there to be opened by itself")),
        (None, _, Some(_)) => Err(Failure::usage(format!("--layout does not go with --format {format}"))
            .because("a record has the text and its translation anyway")
            .hint("--format text, markdown or html")),
    }
}

/// A table, which is compressed by itself and has no layout.
fn table(compress: bool, layout: Option<Layout>) -> Result<Form> {
    if !cfg!(feature = "parquet") {
        return Err(Failure::usage("this program was built without Parquet").hint("--format jsonl"));
    }
    if compress {
        return Err(Failure::usage("--compress goes with --format jsonl")
            .because("the columns of a table are compressed by themselves"));
    }
    match layout {
        None => Ok(Form::Parquet),
        Some(_) => Err(Failure::usage("--layout does not go with --format parquet")
            .because("a record has the text and its translation anyway")
            .hint("--format text, markdown or html")),
    }
}

/// Counts all inputs on a thread of its own, so that progress can say how much there is to do. What can be read only once is
/// not counted.
fn find_all(inputs: &[Input], options: &ReadOptions, counts: &Arc<Counts>) {
    if inputs.iter().any(|input| !matches!(input, Input::Path(_))) {
        return;
    }
    let (inputs, options, counts) = (inputs.to_vec(), options.clone(), Arc::clone(counts));
    // It ends with the run at the latest.
    thread::spawn(move || {
        for _ in article::unread(inputs, options) {
            counts.found.fetch_add(1, Ordering::Relaxed);
        }
        counts.all_found.store(true, Ordering::Release);
    });
}

/// Refuses to read what is about to be replaced.
fn check_inputs(inputs: &[Input], output: &Path, writer: &Writer) -> Result<()> {
    let mut written: Vec<PathBuf> = writer.files().collect();
    written.push(output.to_owned());
    let written: Vec<PathBuf> = written.iter().filter_map(|path| path.canonicalize().ok()).collect();
    for input in inputs {
        if let Input::Path(path) = input
            && path.canonicalize().is_ok_and(|path| written.contains(&path))
        {
            return Err(Failure::usage(format!("{} is an input and the output", path.display()))
                .because("the results would replace the articles")
                .hint("-o with another folder"));
        }
    }
    Ok(())
}

/// What to say when an archive cannot be written, and what to do `then`.
pub fn unwritable(error: &WriteError, then: &str) -> Failure {
    let failure = Failure::new(format!("cannot write {}", error.path.display())).because(&error.source);
    match error.source.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            failure.hint(format!("make room, {then}"))
        }
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => failure.hint("-o FOLDER"),
        _ => failure.hint(format!("mend that, or name another folder with -o; {then}")),
    }
}
