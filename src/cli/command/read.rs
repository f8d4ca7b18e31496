//! `zhaiyi read`

use std::ops::ControlFlow;

use zhaiyi::{
    article::{self, Item},
    pipeline::in_order,
    render::{Record, SegmentSpan},
    text::sentence,
};

use crate::cli::{
    args::{Inputs, Manner, Results},
    exit::Exit,
    failure::Result,
    output::Output,
    printer::Printer,
    report::Report,
    session,
    settings::Settings,
};

/// Show articles as they are understood: metadata and clean text
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Show the sentences too, in the formats json and jsonl
    #[arg(long)]
    segments: bool,
    /// Never use the network
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    results: Results,
    #[command(flatten)]
    manner: Manner,
}

/// Reads.
pub fn run(args: Args) -> Result<Exit> {
    let offline = args.offline.then(|| "true".to_owned());
    let flags =
        vec![("format", args.results.format), ("color", args.manner.color.clone()), ("offline", offline)];
    let settings = Settings::gather(flags, args.manner.config.as_deref())?;
    let report = Report::new(&args.manner, &settings);
    let (inputs, options) = session::inputs(&args.inputs, args.results.output.as_deref(), &settings)?;
    let mut printer = Printer::new(Output::open(args.results.output.as_deref())?, &settings)?;
    let (mut done, mut failed) = (0, 0);
    let mut trouble = None;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    in_order(
        article::unread(inputs, options),
        threads,
        |unread| {
            let Item { id, source, result } = unread.read();
            (id, source, result.map(|reading| record(reading, args.segments)))
        },
        |(id, source, result)| {
            let place = source.clone().unwrap_or_else(|| id.to_string());
            let written = match result {
                Ok(record) => {
                    done += 1;
                    record.warnings.iter().for_each(|warning| report.warning(&place, warning));
                    printer.record(&record)
                }
                Err(error) => {
                    failed += 1;
                    report.error(&place, &error.to_string());
                    printer.error(&id, source.as_deref(), &error.to_string())
                }
            };
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    trouble = Some(failure);
                    ControlFlow::Break(())
                }
            }
        },
    );
    if let Some(failure) = trouble {
        return Err(failure);
    }
    let exit = match (done, failed) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        _ => Exit::Partial,
    };
    printer.finish(exit)?;
    Ok(exit)
}

/// The article as it was understood.
fn record(reading: article::Reading, segments: bool) -> Record {
    let article::Reading { article, warnings } = reading;
    let mut record =
        Record::of(&article, article.fingerprint(), warnings.iter().map(ToString::to_string).collect());
    let text = article.readable_text().into_owned();
    record.segments = segments.then(|| {
        let spans = sentence::sentences(&text, article.language).into_iter();
        spans
            .map(|span| SegmentSpan { start: span.start, end: span.end, text: text[span].to_owned() })
            .collect()
    });
    record.text = Some(text);
    record
}
