//! `zhaiyi cache explain`

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use zhaiyi::{
    article::{self, Article, Item},
    cache::{CacheKey, Context, Explanation, Neighbour, Reason},
    pipeline::{Target, task_label},
    segment::Source,
    task::{Route, Summarize, Task, Translate},
    text::Language,
};

use super::{failed, moment};
use crate::cli::{
    args::{Common, Inputs, Summaries},
    exit::Exit,
    failure::Result,
    output::Output,
    report::printable,
    session::{self, Session},
};

/// Say for each article whether a run would find its result, and if not, why
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Ask for translations in place of summaries
    #[arg(long)]
    translate: bool,
    /// Languages: zh, zh-Hant, en, or same (the article's own)
    #[arg(long, value_name = "LANG[,LANG]")]
    to: Option<String>,
    #[command(flatten)]
    summaries: Summaries,
    /// Show the whole recipe as JSON
    #[arg(long)]
    recipe: bool,
    #[command(flatten)]
    common: Common,
}

/// Explains.
pub fn run(mut args: Args, place: Option<PathBuf>) -> Result<Exit> {
    args.common.cache = args.common.cache.or(place);
    let [length, route] = args.summaries.flags();
    let session = Session::open(&args.common, vec![("to", args.to), length, route])?;
    let targets = session.targets(&[Target::Same])?;
    let (inputs, options) = session::inputs(&args.inputs, None, &session.settings)?;
    let mut output = Output::open(None)?;
    let mut unread = 0;
    for Item { id, source, result } in article::items(inputs, options) {
        let place = source.unwrap_or_else(|| id.to_string());
        let article = match result {
            Ok(reading) => reading.article,
            Err(error) => {
                session.report.error(&place, &error.to_string());
                unread += 1;
                continue;
            }
        };
        let Some(from) = article.language else {
            output.put(&printable(&format!("{place}: neither Chinese nor English\n")))?;
            continue;
        };
        for target in &targets {
            let task = task(&session, from, target.language(from), args.translate)?;
            output.put(&printable(&explain(&session, &article, &task, &place, args.recipe)?))?;
        }
    }
    output.finish()?;
    session.close();
    Ok(if unread > 0 { Exit::Partial } else { Exit::Done })
}

fn task(session: &Session, from: Language, to: Language, translate: bool) -> Result<Task> {
    // A summary that is translated afterwards is kept as one in the article's own language.
    let translated = session.settings.parsed::<Route>("route")? == Route::Translated;
    let own = !translate && translated && from.is_chinese() != to.is_chinese();
    let to = if own { from } else { to };
    let glossary = Arc::new(session.terms.glossary(from, to));
    Ok(if translate {
        Task::Translate(Translate { from, to, glossary })
    } else {
        Task::Summarize(Summarize { from, to, length: session.settings.parsed("length")?, glossary })
    })
}

/// What there is to say of one task on one article: the first engine that has a result, or else why the best has none.
fn explain(session: &Session, article: &Article, task: &Task, place: &str, whole: bool) -> Result<String> {
    let source = match task {
        Task::Summarize(_) => Source::clean(article, article.fingerprint()),
        Task::Translate(_) => Source::whole(article, article.fingerprint()),
    };
    let name = article.id.to_string();
    let label = task_label(task);
    let mut told = None;
    for (key, recipe) in session.pipeline.keys(task, &source) {
        let value = recipe.value();
        let context = Context { recipe: &value, name: &name, task: &label };
        let explanation = session.pipeline.cache().explain(key, &context).map_err(|error| failed(&error))?;
        let hit = matches!(explanation, Explanation::Hit { .. });
        if hit || told.is_none() {
            let mut text = format!("{place} · {label} · {}\n", in_words(&explanation, key));
            if whole {
                text.push_str(&format!("{value:#}\n"));
            }
            told = Some(text);
        }
        if hit {
            break;
        }
    }
    Ok(told.unwrap_or_else(|| format!("{place} · {label} · no engine can do this\n")))
}

fn in_words(explanation: &Explanation, key: CacheKey) -> String {
    match explanation {
        Explanation::Hit { saved } => format!("hit: saved {}", moment(*saved)),
        Explanation::Miss(Reason::NeverSeen) => "miss: never done before".to_owned(),
        Explanation::Miss(Reason::Damaged { why }) => format!("miss: the record is damaged ({why})"),
        Explanation::Miss(Reason::ArticleChanged { source, saved, recipe }) => {
            let mut text = format!(
                "miss: the article changed since {} ({} → {})",
                moment(*saved),
                source.short(),
                key.source.short()
            );
            if recipe.differences.as_ref().is_some_and(|differences| !differences.is_empty()) {
                text.push_str(&format!("; so did the recipe{}", changes(recipe, key)));
            }
            text
        }
        Explanation::Miss(Reason::RecipeChanged(neighbours)) => match neighbours.first() {
            Some(nearest) => {
                let when = moment(nearest.saved);
                format!("miss: the recipe changed since {when}; the article did not{}", changes(nearest, key))
            }
            None => "miss: the recipe changed; the article did not".to_owned(),
        },
    }
}

/// What differs from an earlier recipe, a line each.
fn changes(earlier: &Neighbour, key: CacheKey) -> String {
    let mut text = format!(" (recipe {} → {})", earlier.recipe.short(), key.recipe.short());
    for difference in earlier.differences.iter().flatten() {
        let shown = |value: &Option<Value>| value.as_ref().map_or("nothing".to_owned(), Value::to_string);
        let (path, old, new) = (&difference.path, shown(&difference.old), shown(&difference.new));
        text.push_str(&format!("\n    {path}: {old} → {new}"));
    }
    text
}
