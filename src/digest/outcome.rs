//! What a report of a match or a tournament tells: that it is to come, how it ended, or that somebody does not take part; and
//! in which round it was. Reports of two of these are of two events, however alike.

/// Bytes of a text in which it says so.
const LEAD: usize = 250;

/// Bytes of a text in which it is known to be of sports.
const TOLD: usize = 600;

/// So many words of sports make a report one of sports.
const SEVERAL: usize = 2;

const SPORTS: [&str; 36] = [
    "match",
    "tournament",
    " open",
    " cup",
    "league",
    " team",
    " coach",
    "season",
    "champion",
    "player",
    "seed",
    "round",
    " game",
    "final",
    "striker",
    "captain",
    "stadium",
    "rugby",
    "tennis",
    "victory",
    "crown",
    "football",
    "比赛",
    "联赛",
    "球队",
    "种子",
    "决赛",
    "主场",
    "客场",
    "主教练",
    "球员",
    "赛季",
    "公开赛",
    "锦标赛",
    "单打",
    "女单",
];

/// In English with the spaces around them; in lower case.
const WITHDRAWN: [&str; 16] = [
    " pulled out",
    " pulls out",
    " pull out",
    " withdrew",
    " withdraws",
    " withdraw ",
    " withdrawn from",
    " sidestep",
    " ruled out of",
    " opts out",
    " drops out",
    " out of the tournament",
    "退赛",
    "退出",
    "因伤缺席",
    "缺席",
];

const PLAYED: [&str; 32] = [
    " beat ",
    " beats ",
    " beating ",
    " defeated ",
    " defeats ",
    " won ",
    " wins ",
    " win over",
    " victory",
    " clinch",
    " knocked out",
    " thrash",
    " edged ",
    " overcame ",
    " lost to ",
    " lose to ",
    " ended ",
    "战胜",
    "击败",
    "取胜",
    "夺冠",
    "晋级",
    "逆转",
    "不敌",
    "力克",
    "完胜",
    "过关",
    "绝杀",
    "战平",
    "夺得",
    "输给",
    "获胜",
];

const COMING: [&str; 18] = [
    " will face ",
    " faces ",
    " will take on ",
    " takes on ",
    " take on ",
    " will play ",
    " to face ",
    " will meet ",
    " will host ",
    " look to ",
    " preview",
    "将迎战",
    "将对阵",
    "迎战",
    "将在客场",
    "将客场",
    "挑战",
    "赛前",
];

/// How far a player has come who has won.
const STAGES: [(&[&str], u8); 4] = [
    (
        &[
            "reach the final",
            "reached the final",
            "reaches the final",
            "into the final",
            "semi-final win",
            "in the semi-final",
            "in the semi-finals",
            "晋级决赛",
            "闯入决赛",
            "挺进决赛",
            "杀入决赛",
        ],
        2,
    ),
    (
        &[
            "reach the semi",
            "reached the semi",
            "reaches the semi",
            "into the semi",
            "into last four",
            "into the last four",
            "reach the last four",
            "in the quarter-final",
            "quarter-final win",
            "晋级四强",
            "闯入四强",
            "晋级半决赛",
            "挺进四强",
        ],
        3,
    ),
    (
        &[
            "reach the quarter",
            "reached the quarter",
            "reaches the quarter",
            "into the quarter",
            "into the last eight",
            "reach the last eight",
            "晋级八强",
            "闯入八强",
            "挺进八强",
        ],
        4,
    ),
    (
        &[
            "in the final.",
            "in the final,",
            "in the final on",
            "in the final against",
            "夺冠",
            "夺得冠军",
            "加冕冠军",
        ],
        1,
    ),
];

/// What a title is not won by.
const NO_TITLES: [&str; 7] = [
    "title race",
    "title hope",
    "title contender",
    "title challenge",
    "title defence",
    "title defense",
    "title holder",
];

const WON: [&str; 8] = [" wins ", " won ", " win ", " takes ", " took ", " clinch", " claim", " lift"];

/// What is told of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Withdrawn,
    Played,
    Coming,
}

/// What a report tells; nothing, for most articles.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    told: Option<Told>,
    stage: Option<u8>,
}

impl Outcome {
    /// Reads a headline and a text. `scored` says whether it has a score.
    pub fn of(title: &str, text: &str, scored: bool) -> Self {
        let sports = format!(" {title} {}", &text[..text.floor_char_boundary(TOLD)]).to_lowercase();
        if !scored && SPORTS.iter().filter(|word| sports.contains(**word)).count() < SEVERAL {
            return Self::default();
        }
        let lead = format!(" {title} . {} ", &text[..text.floor_char_boundary(LEAD)]).to_lowercase();
        let first = text[..text.floor_char_boundary(LEAD)].split(['。', '\n']).next().unwrap_or_default();
        let first = first.split(". ").next().unwrap_or(first);
        let first = format!(" {title} . {first} ").to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| first.contains(word));
        let told = if has(&WITHDRAWN) {
            Some(Told::Withdrawn)
        } else if is_of_two(title) {
            Some(Told::Coming)
        } else if scored || has(&PLAYED) {
            Some(Told::Played)
        } else {
            has(&COMING).then_some(Told::Coming)
        };
        let stage = STAGES.iter().find(|(words, _)| words.iter().any(|word| lead.contains(word)));
        let is_title = || {
            first.contains(" title")
                && WON.iter().any(|word| first.contains(word))
                && !NO_TITLES.iter().any(|words| first.contains(words))
        };
        let stage = stage.map(|(_, stage)| *stage).or_else(|| is_title().then_some(1));
        Self { told, stage: stage.filter(|_| told == Some(Told::Played)) }
    }

    /// True for a report of a match or a tournament.
    pub fn is_known(self) -> bool {
        self.told.is_some()
    }

    /// True where both are of sports, and surely of two events.
    pub fn is_of_another(self, other: Self) -> bool {
        let differ = |one: Option<u8>, another: Option<u8>| one.zip(another).is_some_and(|(a, b)| a != b);
        self.told.zip(other.told).is_some_and(|(one, another)| one != another)
            || differ(self.stage, other.stage)
    }
}

/// "Harbour Town v River Rovers (Sat)"
fn is_of_two(title: &str) -> bool {
    title.split(' ').any(|word| matches!(word, "v" | "vs" | "vs."))
        && !title.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str, text: &str) -> Outcome {
        Outcome::of(title, text, false)
    }

    #[test]
    fn what_is_told_of_a_match() {
        let coming = of(
            "Harbour Town look to end run",
            "Harbour Town will face River Rovers in a league match on Saturday.",
        );
        let played =
            Outcome::of("Harbour Town 2-1 River Rovers", "A late goal settled the league match.", true);
        let hurt =
            of("Hurt Lind out of Linz Open", "Top seed Maja Lind has pulled out of the tournament in Linz.");
        let won = of("Lind wins in Linz", "Top seed Maja Lind beat Olga Petrova at the tournament in Linz.");
        assert!(coming.is_of_another(played) && hurt.is_of_another(won));
        assert!(!coming.is_of_another(coming) && !played.is_of_another(won));
        assert!(
            of("Harbour Town v River Rovers (Sat)", "The coach has named his team.").is_of_another(played)
        );
        let coming = of("江城队周六客场挑战云海队", "本周六，江城队将在客场挑战云海队，主教练表示信心十足。");
        let played = of("江城队逆转云海队", "江城队在客场逆转云海队，主教练表示满意。");
        assert!(coming.is_of_another(played));
        assert!(
            of("何佳因伤退赛", "种子何佳退出公开赛。")
                .is_of_another(of("何佳首轮过关", "种子何佳在公开赛首轮取胜。"))
        );
    }

    #[test]
    fn rounds_of_a_tournament() {
        let four =
            of("Lind into last four", "Top seed Maja Lind beat Olga Petrova in the quarter-final in Linz.");
        let title = of(
            "Lind takes Linz title",
            "Top seed Maja Lind won the tournament in Linz, beating Ana Ruiz in the final.",
        );
        assert!(four.is_of_another(title) && title.is_known());
        assert!(
            !four
                .is_of_another(of("Lind wins", "Top seed Lind beat Olga Petrova in the tournament in Linz."))
        );
    }

    #[test]
    fn what_is_not_of_sports_is_not_known() {
        assert!(!of("Troops withdraw from town", "The army withdrew from the town on Monday.").is_known());
        assert!(!of("Mayor wins vote", "The mayor won the vote.").is_known());
    }
}
