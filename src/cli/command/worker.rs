//! `zhaiyi worker`

use std::io::BufRead;

use zhaiyi::{
    article::{self, ReadOptions},
    pipeline::{Target, Wishes},
};

use crate::cli::{
    args::Common,
    exit::Exit,
    failure::{Failure, Result},
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
    /// How long summaries are: short, medium, long
    #[arg(long, value_name = "LENGTH", value_parser = ["short", "medium", "long"])]
    length: Option<String>,
    /// How many sentences summaries have
    #[arg(long, value_name = "N", conflicts_with = "length", value_parser = clap::value_parser!(u8).range(1..))]
    sentences: Option<u8>,
    /// Language of the articles, where you know better: zh, zh-Hant, en
    #[arg(long, value_name = "LANG")]
    from: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Works until stdin ends.
pub fn run(args: Args) -> Result<Exit> {
    let length = args.sentences.map(|count| count.to_string()).or(args.length);
    let session = Session::open(&args.common, vec![("to", args.to), ("length", length)])?;
    let targets = session.targets(&[Target::Same])?;
    let translate = args.translate || !args.summarize;
    if translate && session.settings.text("to").is_empty() {
        return Err(Failure::usage("nobody said into which language").hint("--to zh, or --summarize"));
    }
    let wishes = Wishes {
        summaries: if args.summarize { targets.clone() } else { Vec::new() },
        translations: if translate { targets } else { Vec::new() },
        length: session.settings.parsed("length")?,
        terms: session.terms.clone(),
    };
    let options = ReadOptions {
        language: args.from.as_deref().map(|tag| session::language("--from", tag)).transpose()?,
    };
    let lines = Lines { input: std::io::BufReader::new(std::io::stdin()), number: 0 };
    let items = lines.map(|(number, line)| article::record(&line, number, &options));
    run_articles::run(&session, items, &wishes, Printer::jsonl(Output::open(None)?))
}

/// The lines of stdin with their numbers; blank lines are passed over.
struct Lines<R> {
    input: R,
    number: usize,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, String);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            // An unreadable stdin ends like an exhausted one: there is nobody left to answer.
            if self.input.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
                return None;
            }
            self.number += 1;
            let line = String::from_utf8_lossy(&line);
            if !line.trim().is_empty() {
                return Some((self.number, line.trim_end_matches(['\n', '\r']).to_owned()));
            }
        }
    }
}
