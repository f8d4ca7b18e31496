//! The only place where everything meets: which engine does a task, whether its draft is accepted, what the
//! cache remembers, and how many articles go through at once.

mod accept;
pub mod archive;
mod attempt;
mod bulletin;
mod cascade;
mod columns;
mod counterparts;
mod documents;
mod engines;
mod grouping;
mod headlines;
mod in_order;
mod in_script;
mod known;
mod perform;
mod plan;
mod published;
mod recall;
mod recipes;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod scripted;
mod shared_facts;
mod standing;
mod story_ids;
mod tags;
mod taken;
mod telling;
#[cfg(test)]
mod tests;
mod wishes;
mod work;

pub use attempt::{Attempt, Verdict};
pub use bulletin::{Bound, BulletinWishes};
pub use in_order::in_order;
pub use perform::{Done, Failure, Pipeline, task_label};
pub use plan::{Choice, Plan, plan};
pub use published::{Published, PublishedError};
pub use wishes::{NoRecord, Target, Told, Wishes};
