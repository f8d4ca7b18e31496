//! Numbers of victims that grew with the time.

/// What is said of a number of victims that was a smaller one before.
const RISING: [&str; 18] = [
    "rises to",
    "rose to",
    "risen to",
    "rising to",
    "climbs to",
    "climbed to",
    "increased to",
    "now stands at",
    "升至",
    "增至",
    "上升到",
    "上升为",
    "增加到",
    "增加至",
    "增加为",
    "已致",
    "已造成",
    "已有",
];

/// True where the sentence that a figure ends says that it was smaller before.
pub fn is_risen(until: &str) -> bool {
    let start =
        ["。", "；", "\n", ". ", "; "].iter().filter_map(|end| until.rfind(end)).max().unwrap_or_default();
    let sentence = until[start..].to_lowercase();
    RISING.iter().any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{digest::differences, text::Language};

    #[test]
    fn more_victims_of_a_later_time_are_no_difference() {
        for texts in [
            ["The blast killed 31 people.", "The death toll rose to 35 people killed. The shop is shut."],
            ["The blast killed 31 people.", "The toll has risen to 35 dead."],
        ] {
            assert_eq!(differences(&texts.map(|text| (Language::English, text))), [], "{texts:?}");
        }
        for texts in [
            ["爆炸造成8人死亡。", "爆炸已致12人死亡。"],
            ["爆炸造成8人死亡。", "爆炸死亡人数升至12人。"],
            ["爆炸造成8人受伤。", "受伤人数增至12人，其中12人受伤较重。"],
        ] {
            assert_eq!(differences(&texts.map(|text| (Language::Chinese, text))), [], "{texts:?}");
        }
    }

    #[test]
    fn only_the_sentence_of_the_figure_says_so() {
        assert!(is_risen("It burnt. The toll rose to 35 people"));
        assert!(!is_risen("The price rose to 3 francs. It killed 35 people"));
        assert!(!is_risen("气温升至30度。5人死亡"));
    }
}
