//! `zhaiyi translate`

use std::path::Path;

use zhaiyi::{
    article::{self, Input},
    pipeline::Wishes,
    render::Layout,
};

use crate::cli::{
    args::{Common, Inputs, Results},
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    printer::Printer,
    run_articles,
    session::{self, Session},
};

/// What becomes of the form of an article.
const FORMS: &str = "Markdown stays Markdown. One web page in, with --format html or -o NAME.html, is the same \
page out, its words translated.";

/// Translate articles, line by line
#[derive(Debug, clap::Args)]
#[command(after_help = FORMS)]
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
    let named = || format_of(args.results.output.as_deref()).map(str::to_owned);
    let format = args.results.format.clone().or_else(named);
    let own = vec![("to", args.to), ("layout", args.layout), ("format", format)];
    let session = Session::open(&args.common, own)?;
    let wishes =
        Wishes { translations: session.targets(&[])?, terms: session.terms.clone(), ..Wishes::default() };
    if wishes.translations.is_empty() {
        return Err(
            Failure::usage("nobody said into which language").hint("--to zh, --to zh-Hant or --to en")
        );
    }
    let format = session.settings.text("format");
    if matches!(format, "xliff" | "xlf") && wishes.translations.len() > 1 {
        return Err(Failure::usage("an XLIFF document has one target language")
            .hint("a --to of one language, or --format tmx, which holds them all"));
    }
    let (inputs, mut options) =
        session::inputs(&args.inputs, args.results.output.as_deref(), &session.settings)?;
    // One page in, one page out; several in one file would be none.
    let layout: Layout = session.settings.parsed("layout")?;
    options.pages = format == "html"
        && layout == Layout::Target
        && wishes.translations.len() == 1
        && inputs.len() == 1
        && !inputs.iter().any(|input| matches!(input, Input::Path(path) if path.is_dir()));
    let printer = Printer::translations(Output::open(args.results.output.as_deref())?, &session.settings)?;
    run_articles::run(&session, article::unread(inputs, options), &wishes, printer)
}

/// The format that the name of the output asks for, if it asks for one.
fn format_of(output: Option<&Path>) -> Option<&'static str> {
    let extension = output?.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" | "xhtml" => Some("html"),
        "md" | "markdown" => Some("markdown"),
        "json" => Some("json"),
        "jsonl" => Some("jsonl"),
        "xlf" | "xliff" => Some("xliff"),
        "tmx" => Some("tmx"),
        _ => None,
    }
}
