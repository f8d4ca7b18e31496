//! `zhaiyi digest`

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;
use zhaiyi::{
    article::{self, Unread},
    assets::Assets,
    digest::{Interests, Topics, Wanted},
    fingerprint::Fingerprint,
    pipeline::{Bound, BulletinWishes, Published, PublishedError, Target, Wishes, in_order},
    render::{Layout, Record, Templates},
    task::Length,
    text::Language,
};

use crate::cli::{
    args::{Common, Inputs, Summaries},
    exit::Exit,
    failure::{Failure, Result},
    output::Output,
    paths,
    report::spoken,
    run_articles::{self, place},
    session::{self, Session},
};

mod format;
mod gathered;
mod typed;

use gathered::{Days, Gathered};

/// Bind articles into a bulletin: the same event once, the important first
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Languages of the bulletin: zh, zh-Hant, en; without, the one most articles are in
    #[arg(long, value_name = "LANG[,LANG]")]
    to: Option<String>,
    /// Title of the bulletin
    #[arg(long, value_name = "TITLE", value_parser = typed::words)]
    title: Option<String>,
    /// Only articles published on or after this day, such as 2024-05-16
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    since: Option<Date>,
    /// Only articles published on or before this day
    #[arg(long, value_name = "DATE", value_parser = typed::day)]
    until: Option<Date>,
    /// Stories at most
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true, value_parser = typed::count)]
    top: usize,
    /// Stories at most that one source leads
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = typed::count)]
    per_source: Option<usize>,
    /// What matters to you, with a weight: lifts, lifts=2, source:SAC=1.5, advertisement=-3 (repeatable)
    #[arg(long, value_name = "WHAT[=WEIGHT]", allow_hyphen_values = true, value_parser = typed::words)]
    prefer: Vec<String>,
    /// A section, by the words of its stories (repeatable); without, the topics that the sources name
    #[arg(long, value_name = "NAME=WORD[,WORD]", value_parser = typed::words)]
    topic: Vec<String>,
    /// How two languages stand on a page: side-by-side or interleaved (one below the other)
    #[arg(long, value_name = "LAYOUT", value_parser = ["side-by-side", "interleaved"])]
    layout: Option<String>,
    /// Only what no earlier bulletin with --new told; then remember what this one tells. The first tells everything
    #[arg(long)]
    new: bool,
    /// Where --new remembers that, in place of a file a title; without --new it is only read: stories keep their ids by it
    #[arg(long, value_name = "FILE")]
    published: Option<PathBuf>,
    #[command(flatten)]
    summaries: Summaries,
    /// Format: text, markdown, html, email, atom, jsonfeed, docx, epub, json; without, what the name of the output says
    #[arg(long, value_name = "FORMAT", value_parser = format::ALL, help_heading = "Output")]
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
    let list = |typed: &[String], between| (!typed.is_empty()).then(|| typed.join(between));
    let own = vec![
        ("to", args.to),
        ("layout", args.layout),
        ("prefer", list(&args.prefer, ",")),
        ("topic", list(&args.topic, ";")),
    ];
    let session = Session::open(&args.common, own.into_iter().chain([length, route]).collect())?;
    let format = match args.format {
        Some(format) => format::beside(format, args.output.as_deref())?,
        None => format::of_output(args.output.as_deref())?.to_owned(),
    };
    let is_file = matches!(format.as_str(), "docx" | "epub");
    if is_file && format::is_terminal(args.output.as_deref()) {
        return Err(Failure::usage(format!("{format} is nothing for a terminal"))
            .because("it is a file of bytes, which would garble the screen")
            .hint(format!("-o bulletin.{format}, or a pipe")));
    }
    if let Some(named) = &args.published {
        can_remember(named, args.output.as_deref())?;
    }
    let layout: Layout = session.settings.parsed("layout")?;
    let interests = each(&session, "prefer", ',')?;
    let topics = each(&session, "topic", ';')?;
    let templates = Templates::new(&Assets::new(paths::user_assets()))
        .map_err(|error| Failure::usage("cannot use your templates").because(error))?;
    let (inputs, mut options) = session::inputs(&args.inputs, args.output.as_deref(), &session.settings)?;
    let memory_files = args.published.iter().flat_map(|named| [named.clone(), Published::lock(named)]);
    options.leave_out.extend(memory_files.map(|file| session::canonical(&file)));
    let targets = session.targets(&[])?;
    let mut gathered = Gathered::default();
    in_order(article::unread(inputs, options), session.threads, Unread::read, |item| {
        gathered.add(item, days, &session);
        ControlFlow::Continue(())
    });
    let languages = languages(&targets, &gathered);
    let wishes = Wishes {
        summaries: languages.iter().copied().map(Target::Language).collect(),
        length: match session.settings.is_default("length") {
            true => Length::Story,
            false => session.settings.parsed("length")?,
        },
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
    let title = args.title.unwrap_or_else(|| title(&languages).to_owned());
    let memory = memory(args.published, args.new, &title)?;
    let published = memory.as_deref().map(Published::read).transpose().map_err(forgotten)?;
    let wanted = BulletinWishes {
        title,
        languages,
        wanted: Wanted { top: Some(args.top), per_source: args.per_source },
        interests: Interests::new(interests),
        topics: Topics::new(topics),
        terms: Arc::clone(&session.terms),
        published,
        only_new: args.new,
    };
    let all = records.len();
    let Bound { mut bulletin, passed_over, told_before } =
        session.pipeline.bulletin(records, gathered.skipped, &wanted, &());
    bulletin.layout = layout;
    bulletin.told_before = told_before;
    session.close();
    let mut output = Output::open(args.output.as_deref())?;
    let rendered = format::rendered(&bulletin, &format, &templates)?;
    let written = output.writer().write_all(&rendered);
    written.map_err(|error| Failure::writing(&output.name(), &error))?;
    output.finish()?;
    // Only what is out was published, and a look at everything (no --new) publishes nothing.
    if let Some(memory) = memory.as_ref().filter(|_| args.new) {
        Published::add(memory, &bulletin).map_err(forgotten)?;
    }
    let shown: usize = bulletin.groups.iter().map(|group| group.articles.len()).sum();
    let mut left = String::new();
    if told_before > 0 {
        left.push_str(&format!(" · {told_before} told before"));
    }
    if passed_over > 0 {
        let stories = if passed_over == 1 { "story" } else { "stories" };
        left.push_str(&format!(" · {passed_over} {stories} left out by --per-source"));
    }
    if shown + told_before < all && bulletin.groups.len() == args.top {
        left.push_str(&format!(" · {} more left out by --top {}", all - shown - told_before, args.top));
    }
    session.report.note(&format!("{}{left}{others} · {}", bulletin.counts(), spoken(start.elapsed())));
    gathered.tally.rest(&session.report);
    Ok(exit)
}

/// The elements of a setting that is a list.
fn each<T: std::str::FromStr<Err: std::fmt::Display>>(
    session: &Session,
    key: &'static str,
    between: char,
) -> Result<Vec<T>> {
    let all = session.settings.text(key).split(between).filter(|text| !text.trim().is_empty());
    let read = |text: &str| {
        text.parse()
            .map_err(|error: T::Err| Failure::usage(format!("--{key} {text}")).because(error.to_string()))
    };
    all.map(read).collect()
}

/// The file that remembers what bulletins of this title told, where it is asked for.
fn memory(named: Option<PathBuf>, new: bool, title: &str) -> Result<Option<PathBuf>> {
    if named.is_some() || !new {
        return Ok(named);
    }
    let folder = paths::default_published().ok_or_else(|| {
        Failure::new("there is no place to remember what was published")
            .because("no home directory is known")
            .hint("--published FILE")
    })?;
    Ok(Some(folder.join(format!("{}.json", Fingerprint::of(title.as_bytes()).short()))))
}

/// Refuses a file in a folder that is not there, as a slip of the pen would begin a series of bulletins of its own, and the
/// file into which the bulletin goes, which would replace what was remembered.
fn can_remember(file: &Path, output: Option<&Path>) -> Result<()> {
    let cannot = || Failure::usage(format!("cannot use --published {}", file.display()));
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(cannot()
            .because(format!("there is no folder {}", folder.display()))
            .hint("make the folder first, or name another file"));
    }
    match output.is_some_and(|output| session::canonical(output) == session::canonical(file)) {
        true => Err(cannot()
            .because("the bulletin goes into the same file, and would replace what is remembered there")
            .hint("-o with another name")),
        false => Ok(()),
    }
}

fn forgotten(error: PublishedError) -> Failure {
    Failure::new("cannot keep in mind what was published").because(error)
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
            Err(why) => {
                let article = &reading.article;
                Err((place(&article.id, article.source.as_deref(), &why), why))
            }
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
fn languages(targets: &[Target], gathered: &Gathered) -> Vec<Language> {
    let mut all: Vec<Language> =
        gathered.readings.iter().filter_map(|reading| reading.article.language).collect();
    if all.is_empty() {
        all.clone_from(&gathered.left_out);
    }
    let count = |language| all.iter().filter(|own| **own == language).count();
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
