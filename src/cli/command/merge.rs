//! `zhaiyi merge`

use std::path::PathBuf;

use zhaiyi::pipeline::archive::{
    Shard, WriteError, Writer,
    merge::{self, CannotMerge, Found, Merge, Merged, Problem},
};

use crate::cli::{
    args::Manner,
    command::archive,
    count::{counted, grouped},
    exit::Exit,
    failure::{Failure, Result},
    interrupt,
    report::Report,
    settings::Settings,
};

/// Join the parts of an archive: the same bytes as one run, or the name of everything that is missing
///
/// Every record is held against the index and the hashes of its part. Parts of several runs are joined one after the
/// other; an article that is there twice, by its id and its key, is written once.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders with parts
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Folder to write to
    #[arg(short, long, value_name = "DIR", required = true, help_heading = "Output")]
    output: PathBuf,
    #[command(flatten)]
    manner: Manner,
}

/// Joins.
pub fn run(args: Args) -> Result<Exit> {
    let settings =
        Settings::gather(vec![("color", args.manner.color.clone())], args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let found = merge::find(&args.folders, &args.output);
    for wrong in &found.wrong {
        report.error("merge", &wrong.to_string());
    }
    let all_found = found.wrong.is_empty();
    let merge = sorted(found)?;
    if merge.runs() > 1 {
        let runs = counted(merge.runs(), "run");
        report.note(&format!(
            "parts of {runs} over different inputs, or by different recipes: one after the other"
        ));
    }
    let parts = counted(merge.pieces(), "part");
    let failed = |error: WriteError| archive::unwritable(&error, "then the same command again");
    let writer = Writer::create(&args.output, Shard::WHOLE, merge.plan().clone()).map_err(failed)?;
    let unfinished = writer.unfinished().to_owned();
    interrupt::unfinished(&unfinished);
    interrupt::last_words(|| "interrupted: nothing was written".to_owned());
    let merged = merge.write(writer).map_err(failed)?;
    interrupt::finished(&unfinished);
    tell(&report, &merged, &args.output, &parts);
    let complete = merged.problems.iter().all(|problem| matches!(problem, Problem::Strange { .. }));
    Ok(if complete && all_found { Exit::Done } else { Exit::Partial })
}

fn sorted(found: Found) -> Result<Merge> {
    Merge::new(found).map_err(|error| match &error {
        CannotMerge::Nothing => Failure::new("there is nothing to merge")
            .because("no folder has a finished part of an archive")
            .hint("zhaiyi archive … --shard 0/4 -o DIR, and so on, then zhaiyi merge DIR…"),
        CannotMerge::Asked { .. } => Failure::usage("these cannot be one archive").because(error),
    })
}

fn tell(report: &Report, merged: &Merged, output: &std::path::Path, parts: &str) {
    for problem in &merged.problems {
        let told = problem.to_string();
        match problem {
            Problem::Strange { .. } => report.warning("merge", &told),
            _ => report.error("merge", &told),
        }
    }
    let Merged { manifest, copies, .. } = merged;
    let mut line = format!("{parts}: {}", archive::reconciled(manifest, output));
    if *copies > 0 {
        line.push_str(&format!(" · {} were in more than one part", grouped(*copies)));
    }
    report.note(&line);
    if manifest.missing > 0 {
        report.note("the archive is not complete: run what is missing, then merge again");
    }
}
