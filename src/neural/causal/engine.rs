//! A loaded model as an engine.

use std::sync::Arc;

use crate::{
    engine::{Draft, Engine, RunError, Watcher},
    prompt::PromptCatalog,
    segment::{Codes, Passage},
    task::Task,
};

use super::{Profile, ask::Ask, budget, speaker::Speaker, summarize::summarize, translate::translate};

/// A loaded model with its prompts. Engines of one loader share everything.
pub(super) struct CausalEngine {
    pub speaker: Arc<Speaker>,
    pub profile: Arc<Profile>,
    pub prompts: Arc<PromptCatalog>,
    pub seed: u64,
}

impl Engine for CausalEngine {
    fn window(&self, task: &Task) -> usize {
        match task {
            // The summary of an article is judged against all of it; long ones are cut within.
            Task::Summarize(_) => usize::MAX,
            Task::Translate(_) => budget::PASSAGE,
        }
    }

    fn measure(&self, text: &str) -> usize {
        self.speaker.measure(text)
    }

    fn codes(&self) -> Codes {
        Codes::Tags
    }

    fn run(
        &mut self,
        task: &Task,
        passages: &[Passage],
        round: u32,
        watcher: &dyn Watcher,
    ) -> Result<Vec<Draft>, RunError> {
        let ask = Ask { engine: self, round, watcher };
        let drafts = match task {
            Task::Translate(task) => translate(&ask, task, passages)?,
            Task::Summarize(task) => {
                let mut drafts = Vec::new();
                for passage in passages {
                    if watcher.cancelled() {
                        return Err(RunError::Cancelled);
                    }
                    drafts.push(summarize(&ask, task, passage)?);
                    watcher.progress(drafts.len(), passages.len());
                }
                drafts
            }
        };
        Ok(drafts)
    }
}
