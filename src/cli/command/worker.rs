//! `zhaiyi worker`

use std::io::BufReader;

use zhaiyi::{
    article::{self, Id, Item, ReadError, ReadOptions, Unread},
    pipeline::{Target, Wishes},
};

use crate::cli::{
    args::{Common, Summaries},
    exit::Exit,
    failure::{Failure, Result},
    lines::Lines,
    output::Output,
    printer::Printer,
    run_articles,
    session::{self, Session},
};

/// Work on records: a JSON line in on stdin, a JSON line out for each, in order
///
/// A bad line gives an error record with the same id, or its line number; no line is ever lost.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Summarize
    #[arg(long)]
    summarize: bool,
    /// Translate; without --summarize that is what is done
    #[arg(long)]
    translate: bool,
    /// Languages: zh, zh-Hant, en, or same (the article's own)
    #[arg(long, value_name = "LANG[,LANG]")]
    to: Option<String>,
    #[command(flatten)]
    summaries: Summaries,
    /// Language of the articles, where you know better: zh, zh-Hant, en
    #[arg(long, value_name = "LANG")]
    from: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Works until stdin ends.
pub fn run(args: Args) -> Result<Exit> {
    let [length, route] = args.summaries.flags();
    let session = Session::open(&args.common, vec![("to", args.to), length, route])?;
    let targets = session.targets(&[Target::Same])?;
    let translate = args.translate || !args.summarize;
    if translate && session.settings.text("to").is_empty() {
        return Err(Failure::usage("nobody said into which language").hint("--to zh, or --summarize"));
    }
    let wishes = Wishes {
        summaries: if args.summarize { targets.clone() } else { Vec::new() },
        translations: if translate { targets } else { Vec::new() },
        length: session.settings.parsed("length")?,
        route: session.settings.parsed("route")?,
        terms: session.terms.clone(),
    };
    let options = ReadOptions {
        language: args.from.as_deref().map(|tag| session::language("--from", tag)).transpose()?,
        ..ReadOptions::default()
    };
    let items = Lines::new(BufReader::new(std::io::stdin())).map(|(number, line)| match line {
        Ok(line) => {
            let options = options.clone();
            Unread::later(move || article::record(&line, number, &options))
        }
        Err(source) => Unread::from(Item {
            id: Id::Number(number.into()),
            source: None,
            result: Err(ReadError::Io { place: "standard input".to_owned(), source }),
        }),
    });
    run_articles::run(&session, items, &wishes, Printer::jsonl(Output::open(None)?))
}
