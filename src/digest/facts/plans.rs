//! Whether the words around a day say that it was yet to come.

/// Words that say of a day that it is yet to come.
const PLANNED: [&str; 16] = [
    " will ",
    " will be",
    " is due",
    " are due",
    " is set to",
    " are set to",
    " is scheduled",
    " are scheduled",
    " is expected",
    " are expected",
    " is to ",
    " are to ",
    " to take place",
    " to be held",
    " plans to",
    " takes effect",
];
/// What starts on a day, as a plan says.
const STARTS: [&str; 3] = ["starts on", "begins on", "opens on"];

/// In Chinese right before the day, and soon behind it: 将 alone is as often "took hold of".
const PLANNED_BEFORE: [&str; 12] = [
    "将于",
    "将在",
    "将自",
    "拟于",
    "拟在",
    "定于",
    "定在",
    "计划于",
    "计划在",
    "预计于",
    "预计在",
    "即将于",
];
const PLANNED_BEHIND: [&str; 24] = [
    "将与",
    "将举行",
    "将召开",
    "将举办",
    "将再",
    "将在",
    "将会",
    "将正式",
    "将开",
    "将迎",
    "将实施",
    "将施行",
    "将发布",
    "将生效",
    "将执行",
    "将停",
    "将恢复",
    "将进行",
    "将出",
    "将揭",
    "起实施",
    "起施行",
    "起执行",
    "起生效",
];

/// English words before a day and behind it among which the plan is named.
const WORDS_BEFORE: usize = 12;
const WORDS_BEHIND: usize = 6;

/// Characters behind a day in which the plan is named.
const SOON: usize = 16;

/// True for a sentence with such a word.
pub(super) fn names_a_plan(sentence: &str) -> bool {
    PLANNED.iter().any(|word| sentence.contains(word))
}

/// True where the words around a day say that it is yet to come.
pub(super) fn says_planned(before: &str, behind: &str) -> bool {
    let soon = behind.char_indices().nth(SOON).map_or(behind, |(end, _)| &behind[..end]);
    let soon = soon.split(['。', '；', '\n']).next().unwrap_or(soon);
    let said = ["称", "表示", "回应", "通报", "说"].iter().filter_map(|word| soon.find(word)).min();
    let planned = PLANNED_BEHIND.iter().filter_map(|word| soon.find(word)).min();
    PLANNED_BEFORE.iter().any(|word| before.ends_with(word))
        || planned.is_some_and(|at| said.is_none_or(|said| at < said))
        || says_planned_in_english(before, behind)
}

/// The verb is near: "will open on June 2", "on June 2 the hall will open".
fn says_planned_in_english(before: &str, behind: &str) -> bool {
    let clause = before.rsplit(['.', ',', ';', '\n', '。']).next().unwrap_or(before);
    let start = clause.rmatch_indices(' ').nth(WORDS_BEFORE).map_or(0, |(at, _)| at);
    let rest = behind.trim_start_matches(',');
    let end = rest.match_indices(' ').nth(WORDS_BEHIND).map_or(rest.len(), |(at, _)| at + 1);
    let near = [&clause[start..], rest[..end].split(['.', ';', '\n']).next().unwrap_or_default()];
    let is_next = STARTS.iter().any(|words| before.trim_end().ends_with(words));
    is_next || near.into_iter().any(|words| PLANNED.iter().any(|word| words.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_named_near_the_day() {
        assert!(says_planned("The hall will open on ", "."));
        assert!(says_planned("The fair starts on ", ", in Linz."));
        assert!(!says_planned("The hall opened on ", "."));
        assert!(says_planned("标准将于", "起实施。"));
        assert!(!says_planned("", "，警方将林某抓获。"));
        assert!(names_a_plan("It will be held soon.") && !names_a_plan("It was held."));
    }
}
