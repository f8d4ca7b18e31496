//! From what a model said to what is taken of it.

/// The tags between which models think aloud. Those of Qwen3; others took them over.
const THINK: (&str, &str) = ("<think>", "</think>");

/// The answer without thoughts and without blank edges. Thoughts that never end are no answer: then nothing is left.
pub(super) fn answer(text: &str) -> &str {
    let (open, close) = THINK;
    let rest = text.trim_start();
    let said = match (rest.starts_with(open), rest.find(close)) {
        (true, None) => "",
        (true, Some(end)) => &rest[end + close.len()..],
        (false, _) => rest,
    };
    said.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thoughts_are_no_part_of_an_answer() {
        for (said, taken) in [
            ("  The forum was held.\n", "The forum was held."),
            ("<think>\n\n</think>\n\n论坛举行。", "论坛举行。"),
            ("<think>It says June 9.</think> June 9", "June 9"),
            ("<think>It says June", ""),
            ("It was </think> so", "It was </think> so"),
            ("", ""),
        ] {
            assert_eq!(answer(said), taken, "{said:?}");
        }
    }
}
