//! The passive: 由 or 被 before the one who acts, 被 or nothing where nobody is named.

/// Verbs whose passive is something suffered.
const ADVERSE: [&str; 62] = [
    "kill",
    "attack",
    "arrest",
    "hit",
    "injure",
    "wound",
    "shoot",
    "charge",
    "convict",
    "detain",
    "accuse",
    "ban",
    "force",
    "reject",
    "steal",
    "destroy",
    "damage",
    "criticize",
    "criticise",
    "blame",
    "murder",
    "rape",
    "hurt",
    "sentence",
    "jail",
    "imprison",
    "fire",
    "dismiss",
    "suspend",
    "defeat",
    "beat",
    "threaten",
    "abandon",
    "remove",
    "cut",
    "kidnap",
    "trap",
    "catch",
    "capture",
    "seize",
    "expel",
    "deport",
    "block",
    "bomb",
    "burn",
    "infect",
    "abuse",
    "assault",
    "punish",
    "fine",
    "sue",
    "prosecute",
    "deprive",
    "rob",
    "hack",
    "ignore",
    "exclude",
    "suspect",
    "bury",
    "strip",
    "replace",
    "cancel",
];

/// Verbs that take 被 also of things: to be found, named, regarded.
const MARKED: [&str; 14] = [
    "find", "discover", "consider", "call", "see", "regard", "describe", "ask", "tell", "give", "choose",
    "elect", "name", "appoint",
];

/// Before the one who acts.
pub(super) fn by(word: &str) -> &'static str {
    if ADVERSE.contains(&word) { "被" } else { "由" }
}

/// Before the verb where nobody is named.
pub(super) fn mark(word: &str, person: bool) -> &'static str {
    if ADVERSE.contains(&word) || MARKED.contains(&word) || person { "被" } else { "" }
}
