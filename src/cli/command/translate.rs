//! `zhaiyi translate`

use zhaiyi::{article, pipeline::Wishes};

use crate::cli::{
    args::{Common, Inputs, Results},
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    printer::Printer,
    run_articles,
    session::{self, Session},
};

/// Translate articles, line by line
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Languages to translate into: zh, zh-Hant, en
    #[arg(long, value_name = "LANG[,LANG]")]
    to: Option<String>,
    /// How it is shown: target, interleaved, side-by-side
    #[arg(long, value_name = "LAYOUT", value_parser = ["target", "interleaved", "side-by-side"])]
    layout: Option<String>,
    #[command(flatten)]
    results: Results,
    #[command(flatten)]
    common: Common,
}

/// Translates. Beside the formats of every command it writes XLIFF 2.1, for people to correct, and TMX 1.4b.
pub fn run(args: Args) -> Result<Exit> {
    let own = vec![("to", args.to), ("layout", args.layout), ("format", args.results.format)];
    let session = Session::open(&args.common, own)?;
    let wishes =
        Wishes { translations: session.targets(&[])?, terms: session.terms.clone(), ..Wishes::default() };
    if wishes.translations.is_empty() {
        return Err(
            Failure::usage("nobody said into which language").hint("--to zh, --to zh-Hant or --to en")
        );
    }
    if matches!(session.settings.text("format"), "xliff" | "xlf") && wishes.translations.len() > 1 {
        return Err(Failure::usage("an XLIFF document has one target language")
            .hint("a --to of one language, or --format tmx, which holds them all"));
    }
    let (inputs, options) = session::inputs(&args.inputs, args.results.output.as_deref(), &session.settings)?;
    let printer = Printer::translations(Output::open(args.results.output.as_deref())?, &session.settings)?;
    run_articles::run(&session, article::unread(inputs, options), &wishes, printer)
}
