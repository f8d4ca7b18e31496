//! What was read for a bulletin, and what of it is left out.

use std::{collections::HashSet, path::Path};

use jiff::civil::Date;
use zhaiyi::{
    article::{self, Article, Item},
    fingerprint::Fingerprint,
    render::{LeftOut, Skipped},
    text::Language,
};

use crate::cli::{
    failure::{Failure, Result},
    run_articles::{Tally, place},
    session::Session,
};

/// What was read, and what was left out.
#[derive(Default)]
pub struct Gathered {
    pub readings: Vec<article::Reading>,
    /// The languages of the articles of other days: those of a bulletin of nothing.
    pub left_out: Vec<Language>,
    pub skipped: Vec<Skipped>,
    pub tally: Tally,
    /// Articles of other days than were asked for.
    pub outside: usize,
    /// Articles without a date, where days were asked for.
    pub undated: usize,
    /// Articles that were given again: the same file, or the same record, by two of the inputs.
    pub again: usize,
    seen: HashSet<(Fingerprint, String)>,
}

impl Gathered {
    /// Takes what was read, if it is of those days; else it is noted why not.
    pub fn add(&mut self, item: Item, days: Days, session: &Session) {
        match item.result {
            Err(error) => {
                let reason = error.to_string();
                self.fail(session, place(&item.id, item.source.as_deref(), &reason), reason);
            }
            Ok(reading) if !self.seen.insert(identity(&reading.article)) => self.again += 1,
            Ok(reading) => match days.without(reading.article.published) {
                Some(reason) => {
                    match reading.article.published {
                        Some(_) => self.outside += 1,
                        None => self.undated += 1,
                    }
                    self.left_out.extend(reading.article.language);
                    let name = item.id.at(item.source.as_deref());
                    self.skipped.push(Skipped { name, reason: reason.sentence().to_owned() });
                }
                None => self.readings.push(reading),
            },
        }
    }

    /// " · 3 of other days, 1 without a date left out".
    pub fn others(&self) -> String {
        let (outside, undated) = (self.outside, self.undated);
        let left = match (outside, undated) {
            (0, 0) => String::new(),
            (_, 0) => format!(" · {outside} of other days left out"),
            (0, _) => format!(" · {undated} without a date left out"),
            _ => format!(" · {outside} of other days and {undated} without a date left out"),
        };
        let again = if self.again > 0 { format!(" · {} given twice", self.again) } else { String::new() };
        again + &left
    }

    /// Tells of an input that failed.
    pub fn fail(&mut self, session: &Session, name: String, reason: String) {
        session.report.error(&name, &reason);
        self.tally.fail();
        self.skipped.push(Skipped { name, reason });
    }
}

/// What an article is by: its text, and its file and place in it, or the id that it was given. The same words in another file
/// are a reprint.
fn identity(article: &Article) -> (Fingerprint, String) {
    let id = article.id.to_string();
    let in_file = article.source.as_deref().and_then(|source| Some((source, id.strip_prefix(source)?)));
    let name = match in_file {
        Some((source, place)) => match Path::new(source).canonicalize() {
            Ok(path) => format!("{}{place}", path.display()),
            Err(_) => id,
        },
        None => format!("{id} {}", article.publisher.as_deref().unwrap_or_default()),
    };
    (article.fingerprint(), name)
}

/// The days asked for.
#[derive(Clone, Copy)]
pub struct Days {
    pub since: Option<Date>,
    pub until: Option<Date>,
}

impl Days {
    /// Refuses days of which there are none.
    pub fn check(self) -> Result<()> {
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
    fn without(self, published: Option<Date>) -> Option<LeftOut> {
        match published {
            None if self.since.is_some() || self.until.is_some() => Some(LeftOut::Undated),
            Some(date) if self.since.is_some_and(|since| date < since) => Some(LeftOut::Older),
            Some(date) if self.until.is_some_and(|until| date > until) => Some(LeftOut::Newer),
            _ => None,
        }
    }
}
