//! `zhaiyi summarize`

use zhaiyi::{
    article,
    pipeline::{Target, Wishes},
};

use crate::cli::{
    args::{Common, Inputs, Results, Summaries},
    exit::Exit,
    failure::Result,
    output::Output,
    printer::Printer,
    run_articles,
    session::{self, Session},
};

/// Summarize articles in a few sentences
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Languages of the summaries: zh, zh-Hant, en, or same (the article's own)
    #[arg(long, value_name = "LANG[,LANG]")]
    to: Option<String>,
    #[command(flatten)]
    summaries: Summaries,
    #[command(flatten)]
    results: Results,
    #[command(flatten)]
    common: Common,
}

/// Summarizes.
pub fn run(args: Args) -> Result<Exit> {
    let [length, route] = args.summaries.flags();
    let own = vec![("to", args.to), length, route, ("format", args.results.format)];
    let session = Session::open(&args.common, own)?;
    let wishes = Wishes {
        summaries: session.targets(&[Target::Same])?,
        length: session.settings.parsed("length")?,
        route: session.settings.parsed("route")?,
        terms: session.terms.clone(),
        ..Wishes::default()
    };
    let (inputs, options) = session::inputs(&args.inputs, args.results.output.as_deref(), &session.settings)?;
    let printer = Printer::new(Output::open(args.results.output.as_deref())?, &session.settings)?;
    run_articles::run(&session, article::unread(inputs, options), &wishes, printer)
}
