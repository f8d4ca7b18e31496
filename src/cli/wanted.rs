//! What is wanted of each article, where one command makes summaries and translations.

use zhaiyi::pipeline::{Target, Wishes};

use super::{
    args::{Common, Summaries},
    failure::{Failure, Result},
    session::Session,
};

/// Summaries, translations, and their languages.
#[derive(Debug, clap::Args)]
pub struct Wanted {
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
}

impl Wanted {
    /// Opens the session, and says what it is to do.
    pub fn open(self, common: &Common) -> Result<(Session, Wishes)> {
        let [length, route] = self.summaries.flags();
        let session = Session::open(common, vec![("to", self.to), length, route])?;
        let targets = session.targets(&[Target::Same])?;
        let translate = self.translate || !self.summarize;
        if translate && session.settings.text("to").is_empty() {
            return Err(Failure::usage("nobody said into which language").hint("--to zh, or --summarize"));
        }
        let wishes = Wishes {
            summaries: if self.summarize { targets.clone() } else { Vec::new() },
            translations: if translate { targets } else { Vec::new() },
            length: session.settings.parsed("length")?,
            route: session.settings.parsed("route")?,
            terms: session.terms.clone(),
        };
        Ok((session, wishes))
    }
}
