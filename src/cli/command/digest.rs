//! `zhaiyi digest`

use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

use jiff::civil::Date;
use zhaiyi::{
    article::{self, Item, Unread},
    pipeline::{BulletinWishes, Target, Wishes, in_order},
    render::{self, Bulletin, Record, Skipped},
    text::Language,
};

use crate::cli::{
    args::{Common, Inputs, Summaries},
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    report::spoken,
    run_articles::{self, Tally},
    session::{self, Session},
};

/// Bind articles into a bulletin: the same event once, the important first
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Languages of the bulletin: zh, zh-Hant, en; without, the one most articles are in
    #[arg(long, value_name = "LANG[,LANG]")]
    to: Option<String>,
    /// Title of the bulletin
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Only articles published on or after this day
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only articles published on or before this day
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Stories at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    summaries: Summaries,
    /// Format: text, markdown, html, json; without, what the name of the output says
    #[arg(long, value_name = "FORMAT", value_parser = ["text", "markdown", "html", "json"], help_heading = "Output")]
    format: Option<String>,
    /// File to write to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

/// Reads, summarizes, groups and binds.
pub fn run(args: Args) -> Result<Exit> {
    let start = std::time::Instant::now();
    let days = Days { since: args.since, until: args.until };
    days.check()?;
    let [length, route] = args.summaries.flags();
    let session = Session::open(&args.common, vec![("to", args.to), length, route])?;
    let format = args.format.unwrap_or_else(|| format_of(args.output.as_deref()));
    let (inputs, options) = session::inputs(&args.inputs, args.output.as_deref(), &session.settings)?;
    let targets = session.targets(&[])?;
    let mut gathered = Gathered::default();
    in_order(article::unread(inputs, options), session.threads, Unread::read, |item| {
        gathered.add(item, days, &session);
        ControlFlow::Continue(())
    });
    let languages = languages(&targets, &gathered.readings);
    let wishes = Wishes {
        summaries: languages.iter().copied().map(Target::Language).collect(),
        length: session.settings.parsed("length")?,
        route: session.settings.parsed("route")?,
        terms: Arc::clone(&session.terms),
        ..Wishes::default()
    };
    let records = tell(&session, &wishes, &mut gathered);
    let exit = match gathered.tally.exit(session.strict) {
        // Articles of other days were read all right.
        Exit::Failed if gathered.outside + gathered.undated > 0 => Exit::Partial,
        Exit::Failed => {
            return Err(Failure::new("there is no article for a bulletin").because("every input failed"));
        }
        exit => exit,
    };
    let others = gathered.others();
    let wanted = BulletinWishes {
        title: args.title.unwrap_or_else(|| title(&languages).to_owned()),
        languages,
        top: args.top,
        terms: Arc::clone(&session.terms),
    };
    let all = records.len();
    let bulletin = session.pipeline.bulletin(records, gathered.skipped, &wanted, &());
    session.close();
    let mut output = Output::open(args.output.as_deref())?;
    output.put(&rendered(&bulletin, &format)?)?;
    output.finish()?;
    let shown: usize = bulletin.groups.iter().map(|group| group.articles.len()).sum();
    let left = if shown < all {
        format!(" · {} more left out by --top {}", all - shown, args.top)
    } else {
        String::new()
    };
    session.report.note(&format!("{}{left}{others} · {}", bulletin.counts(), spoken(start.elapsed())));
    gathered.tally.rest(&session.report);
    Ok(exit)
}

/// What was read, and what was left out.
#[derive(Default)]
struct Gathered {
    readings: Vec<article::Reading>,
    skipped: Vec<Skipped>,
    tally: Tally,
    /// Articles of other days than were asked for.
    outside: usize,
    /// Articles without a date, where days were asked for.
    undated: usize,
}

impl Gathered {
    fn add(&mut self, item: Item, days: Days, session: &Session) {
        let name = item.source.clone().unwrap_or_else(|| item.id.to_string());
        match item.result {
            Err(error) => self.fail(session, name, error.to_string()),
            Ok(reading) => match days.without(reading.article.published) {
                Some(reason) => {
                    match reading.article.published {
                        Some(_) => self.outside += 1,
                        None => self.undated += 1,
                    }
                    self.skipped.push(Skipped { name, reason: reason.to_owned() });
                }
                None => self.readings.push(reading),
            },
        }
    }

    /// " · 3 of other days, 1 without a date left out".
    fn others(&self) -> String {
        let (outside, undated) = (self.outside, self.undated);
        match (outside, undated) {
            (0, 0) => String::new(),
            (_, 0) => format!(" · {outside} of other days left out"),
            (0, _) => format!(" · {undated} without a date left out"),
            _ => format!(" · {outside} of other days and {undated} without a date left out"),
        }
    }

    fn fail(&mut self, session: &Session, name: String, reason: String) {
        session.report.error(&name, &reason);
        self.tally.fail();
        self.skipped.push(Skipped { name, reason });
    }
}

/// The days asked for.
#[derive(Clone, Copy)]
struct Days {
    since: Option<Date>,
    until: Option<Date>,
}

impl Days {
    /// Refuses days of which there are none.
    fn check(self) -> Result<()> {
        match (self.since, self.until) {
            (Some(since), Some(until)) if since > until => {
                Err(Failure::usage(format!("no day is between --since {since} and --until {until}"))
                    .because("the first day is later than the last")
                    .hint(format!("--since {until} --until {since}")))
            }
            _ => Ok(()),
        }
    }

    /// Why an article of that day is left out.
    fn without(self, published: Option<Date>) -> Option<&'static str> {
        match published {
            None if self.since.is_some() || self.until.is_some() => Some("its date is not known"),
            Some(date) if self.since.is_some_and(|since| date < since) => Some("it is older than --since"),
            Some(date) if self.until.is_some_and(|until| date > until) => Some("it is newer than --until"),
            _ => None,
        }
    }
}

/// Makes the summaries, several articles at once. Articles that fail are left out and named.
fn tell(session: &Session, wishes: &Wishes, gathered: &mut Gathered) -> Vec<Record> {
    let readings = std::mem::take(&mut gathered.readings);
    let mut records = Vec::new();
    let mut failures = Vec::new();
    let tally = &mut gathered.tally;
    in_order(
        readings.into_iter(),
        session.threads,
        |reading| match run_articles::tell(session, wishes, &reading, &()) {
            Ok(mut told) => {
                told.record.text = Some(reading.article.clean_text().into_owned());
                Ok(told)
            }
            Err(why) => Err((reading.article.source.unwrap_or_else(|| reading.article.id.to_string()), why)),
        },
        |told| {
            match told {
                Ok(told) => {
                    tally.count(&session.report, &told);
                    records.push(told.record);
                }
                Err(failure) => failures.push(failure),
            }
            ControlFlow::Continue(())
        },
    );
    for (name, reason) in failures {
        gathered.fail(session, name, reason);
    }
    records
}

/// The languages asked for; `same`, and nothing, is the one that most articles are in.
fn languages(targets: &[Target], readings: &[article::Reading]) -> Vec<Language> {
    let count =
        |language| readings.iter().filter(|reading| reading.article.language == Some(language)).count();
    let most =
        Language::ALL.into_iter().rev().max_by_key(|&language| count(language)).unwrap_or(Language::English);
    let targets = if targets.is_empty() { &[Target::Same] } else { targets };
    let mut languages: Vec<Language> = Vec::new();
    for target in targets {
        let language = target.language(most);
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// The title of a bulletin that was given none.
fn title(languages: &[Language]) -> &'static str {
    match languages.first() {
        Some(Language::Chinese) => "摘译简报",
        Some(Language::TraditionalChinese) => "摘譯簡報",
        _ => "Digest",
    }
}

/// The format that the name of the output asks for.
fn format_of(output: Option<&std::path::Path>) -> String {
    let extension = output.and_then(|path| path.extension()).and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("html" | "htm") => "html",
        Some("md" | "markdown") => "markdown",
        Some("json") => "json",
        _ => "text",
    }
    .to_owned()
}

fn rendered(bulletin: &Bulletin, format: &str) -> Result<String> {
    match format {
        "html" => Ok(render::bulletin_html(bulletin)),
        "markdown" => Ok(render::bulletin_markdown(bulletin)),
        "json" => render::bulletin_json(bulletin)
            .map(|json| json + "\n")
            .map_err(|error| Failure::new("cannot write the bulletin as JSON").because(error)),
        _ => Ok(render::bulletin_plain(bulletin)),
    }
}
