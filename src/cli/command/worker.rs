//! `zhaiyi worker`

use std::io::BufReader;

use zhaiyi::article::{self, Id, Item, ReadError, ReadOptions, Unread};

use crate::cli::{
    args::Common,
    exit::Exit,
    failure::Result,
    lines::{BadLine, LONGEST, Lines},
    output::Output,
    printer::Printer,
    run_articles, session,
    wanted::Wanted,
};

/// Work on records: a JSON line in on stdin, a JSON line out for each, in order
///
/// A bad line gives an error record with the same id, or its line number; no line is ever lost.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    wanted: Wanted,
    /// Language of the articles, where you know better: zh, zh-Hant, en
    #[arg(long, value_name = "LANG")]
    from: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// Works until stdin ends.
pub fn run(args: Args) -> Result<Exit> {
    let (session, wishes) = args.wanted.open(&args.common)?;
    let options = ReadOptions {
        language: args.from.as_deref().map(|tag| session::language("--from", tag)).transpose()?,
        ..ReadOptions::default()
    };
    let items = Lines::new(BufReader::new(std::io::stdin())).map(|(number, line)| match line {
        Ok(line) => {
            let options = options.clone();
            Unread::later(move || article::record(&line, number, &options))
        }
        Err(bad) => {
            let error = match bad {
                BadLine::TooLong => ReadError::TooLarge { place: format!("line {number}"), limit: LONGEST },
                BadLine::Io(source) => ReadError::Io { place: "standard input".to_owned(), source },
            };
            Unread::from(Item { id: Id::Number(number.into()), source: None, result: Err(error) })
        }
    });
    run_articles::run(&session, items, &wishes, Printer::jsonl(Output::open(None)?))
}
