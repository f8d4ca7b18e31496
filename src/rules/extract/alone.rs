//! What keeps a sentence from being told without those before it: words that point back at them, and a voice that is not the
//! article's own.

use crate::text::{Language, script::is_han, words};

use super::short_names::SAID;

/// How far into a sentence words are read as its beginning: characters of Chinese, words of English.
const BEGINNING_CHINESE: usize = 24;
const BEGINNING_ENGLISH: usize = 6;

/// Openings that go on from a sentence before, or speak of persons and things as known.
const OPENINGS_CHINESE: [&str; 44] = [
    "谁料",
    "谁知",
    "不料",
    "没想到",
    "凑巧",
    "巧合的是",
    "无独有偶",
    "经了解",
    "经查",
    "经审",
    "经调查",
    "经初步",
    "据查",
    "死伤者",
    "死者",
    "伤者",
    "遇难者",
    "受害",
    "被害",
    "嫌疑人",
    "犯罪嫌疑人",
    "涉事",
    "事发",
    "事后",
    "案发",
    "得知",
    "接报",
    "接警",
    "接到报",
    "报道称",
    "报道说",
    "报道引",
    "文章称",
    "声明",
    "二人",
    "两人",
    "三人",
    "另一",
    "另有",
    "不久",
    "尽管如此",
    "与此同时",
    "除此之外",
    "相比之下",
];

/// Words that point at what was named before.
const POINTERS_CHINESE: [&str; 16] = [
    "该",
    "這",
    "这",
    "此次",
    "此案",
    "此事",
    "此举",
    "此人",
    "上述",
    "又一",
    "前述",
    "涉事",
    "他",
    "她",
    "它",
    "另一名",
];

/// Words that have one of these in them and point at nothing.
const NO_POINTERS: [&str; 10] =
    ["应该", "本该", "活该", "其他", "其它", "他国", "他人", "他杀", "吉他", "这两天"];

/// Words that point at what was named before, where no name stands before them.
const POINTERS_ENGLISH: [&str; 17] = [
    "he",
    "she",
    "they",
    "him",
    "them",
    "his",
    "her",
    "their",
    "its",
    "these",
    "those",
    "this",
    "such",
    "another",
    "both",
    "elsewhere",
    "asked",
];

/// Nouns that are spoken of with "the" where they were named before.
const THINGS: [&str; 42] = [
    "firm",
    "company",
    "group",
    "club",
    "pair",
    "duo",
    "couple",
    "incident",
    "attack",
    "accident",
    "crash",
    "blast",
    "man",
    "woman",
    "men",
    "women",
    "boy",
    "girl",
    "victim",
    "victims",
    "suspect",
    "suspects",
    "accused",
    "team",
    "deal",
    "move",
    "decision",
    "ruling",
    "survey",
    "study",
    "measures",
    "proposals",
    "charges",
    "allegations",
    "claims",
    "verdict",
    "victory",
    "defeat",
    "match",
    "game",
    "zones",
    "latter",
];

/// What may stand behind "this": the time of the report.
const TIMES: [&str; 9] =
    ["week", "weekend", "year", "month", "morning", "afternoon", "evening", "summer", "season"];

/// The words by which the beginning of a sentence points at what stood before it. A headline that has them names it.
pub fn points_back(sentence: &str, language: Language) -> Option<String> {
    let outside = outside(sentence);
    let outside = outside.trim_start();
    if language.is_chinese() {
        if let Some(opening) = OPENINGS_CHINESE.iter().find(|opening| outside.starts_with(**opening)) {
            return Some((*opening).to_owned());
        }
        let mut beginning: String = outside.chars().take(BEGINNING_CHINESE).collect();
        for word in NO_POINTERS {
            beginning = beginning.replace(word, "");
        }
        let pointer = POINTERS_CHINESE.iter().find(|pointer| beginning.contains(**pointer))?;
        // 该公司, 此次事故: the thing that was named goes along.
        let thing = beginning.split_once(pointer).map_or("", |(_, rest)| rest);
        return Some(format!("{pointer}{}", thing.chars().take(2).collect::<String>()));
    }
    let words: Vec<&str> = outside.split_whitespace().collect();
    for (at, whole) in words.iter().take(BEGINNING_ENGLISH).enumerate() {
        let word = bare(whole).to_lowercase();
        let next = words.get(at + 1).map(|next| bare(next).to_lowercase()).unwrap_or_default();
        if at > 0 && whole.starts_with(char::is_uppercase) && word.len() > 1 {
            // Whom the sentence names itself it may call "he".
            return None;
        }
        let is_pronoun =
            matches!(word.as_str(), "he" | "she" | "him" | "his" | "her" | "its" | "their" | "they" | "them");
        if is_pronoun && words.first().is_some_and(|first| !words::is_stop(bare(first))) {
            // "Lin said he…"
            return None;
        }
        let is_time = word == "this" && TIMES.contains(&next.as_str());
        if POINTERS_ENGLISH.contains(&word.as_str()) && !is_time {
            return Some(word);
        }
        if word == "the" && THINGS.contains(&next.as_str()) {
            return Some(next);
        }
    }
    None
}

/// What these words point at: 公司 of 该公司. None for those that may point at something in the sentence itself: 这, 他.
pub fn thing(words: &str) -> Option<&str> {
    let pointer = POINTERS_CHINESE.iter().find(|pointer| words.starts_with(**pointer));
    match pointer {
        Some(&("这" | "這" | "他" | "她" | "它")) => None,
        Some(pointer) if words.len() > pointer.len() => Some(&words[pointer.len()..]),
        _ => Some(words),
    }
}

/// True for a sentence that is all quotation, whose speaker is only "he" or "she", that speaks in the first person itself, or
/// that is a caption.
pub fn is_voice(sentence: &str, language: Language) -> bool {
    is_quotation(sentence, language) || is_first_person(sentence, language) || is_caption(sentence)
}

/// True for a caption that opens with a label, `Defence: On Friday…`, and for a list of names and minutes.
fn is_caption(sentence: &str) -> bool {
    let labelled = sentence.split_once(": ").is_some_and(|(label, rest)| {
        label.starts_with(char::is_uppercase)
            && label.chars().skip(1).all(char::is_lowercase)
            && label.len() > 2
            && rest.starts_with(char::is_uppercase)
    });
    let is_name = |word: &str| {
        let word = bare(word);
        word.bytes().all(|b| b.is_ascii_digit())
            || word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    };
    labelled || sentence.contains(' ') && sentence.split_whitespace().all(is_name)
}

/// True where the article itself does not speak: all of the sentence is quotation, or all but "she said".
fn is_quotation(sentence: &str, language: Language) -> bool {
    let outside = outside(sentence);
    if outside.len() == sentence.len() {
        return false;
    }
    if language.is_chinese() {
        let words: String = outside.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect();
        return words.is_empty() || words.chars().count() <= 6 && words.starts_with(['他', '她']);
    }
    let words: Vec<String> = outside
        .split_whitespace()
        .map(|word| bare(word).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let pronoun = words.iter().any(|word| matches!(word.as_str(), "he" | "she" | "they" | "it"));
    let says = words.iter().any(|word| SAID.contains(&word.as_str()));
    words.is_empty() || words.len() <= 3 && pronoun && says
}

/// True for a sentence that says I or we outside quotation marks.
pub fn is_first_person(sentence: &str, language: Language) -> bool {
    let mut outside = outside(sentence);
    if language.is_chinese() {
        for word in ["自我", "忘我", "我国", "我市", "我省", "我县", "我区", "我军", "我驻", "我方", "我党"]
        {
            outside = outside.replace(word, "");
        }
        return outside.contains(['我', '咱']);
    }
    let words: Vec<&str> = outside.split_whitespace().collect();
    (0..words.len()).any(|at| {
        let word = bare(words[at]);
        let before = at.checked_sub(1).map(|before| words[before]);
        let small = words.get(at + 1).is_some_and(|next| next.starts_with(char::is_lowercase));
        match word {
            // "World War I" and "Charles I" are names.
            "I" => small && before.is_none_or(|before| !before.starts_with(char::is_uppercase)),
            "I'm" | "I've" | "I'd" | "I'll" | "I’m" | "I’ve" | "I’d" | "I’ll" | "we're" | "we've"
            | "we’re" | "we’ve" | "We're" | "We've" | "We’re" | "We’ve" => true,
            "my" | "our" | "we" | "us" => true,
            "My" | "Our" | "We" => small,
            _ => false,
        }
    })
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// What stands outside the quotation marks. A mark that is not closed takes the rest along.
fn outside(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut depth = 0usize;
    let mut upright = false;
    let mut single = false;
    let mut before = ' ';
    for c in sentence.chars() {
        match c {
            '“' | '「' => depth += 1,
            '”' | '」' => depth = depth.saturating_sub(1),
            '"' => upright = !upright,
            // A single mark opens behind a blank and closes behind a mark; else it is an apostrophe.
            '\'' | '‘' if !single && !before.is_alphanumeric() => single = true,
            '\'' | '’' if single && before.is_ascii_punctuation() => single = false,
            _ if depth == 0 && !upright && !single => out.push(c),
            _ => {}
        }
        before = c;
    }
    // A single mark that nothing closed was none.
    if single { sentence.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_point_back() {
        for sentence in [
            "谁料，水泵当天就坏了。",
            "经了解，水泵的主人并不认识林华。",
            "死伤者中，1人为水泵厂负责人。",
            "林华在此次展会上展出了水泵。",
            "临海市认为该标准应当推广。",
            "这座港口是东海最大的港。",
        ] {
            assert!(points_back(sentence, Language::Chinese).is_some(), "{sentence}");
        }
        for sentence in [
            "临海市周一发布水泵标准，各水泵厂应当在一年内按照新的标准生产，该标准6月起施行。",
            "临海市和其他城市应该推广标准。",
            "“这是我们的港口”，林华说。",
        ] {
            assert_eq!(points_back(sentence, Language::Chinese), None, "{sentence}");
        }
        for sentence in [
            "The firm makes pumps.",
            "Shares in the company rose.",
            "In these zones pumps are banned.",
            "In his speech he said no.",
        ] {
            assert!(points_back(sentence, Language::English).is_some(), "{sentence}");
        }
        for sentence in [
            "Lin Hua and his firm make pumps.",
            "Pumps this week became cheap.",
            "The port of Linhai has a firm that makes pumps.",
            "\"He is right,\" Lin Hua said.",
        ] {
            assert!(points_back(sentence, Language::English).is_none(), "{sentence}");
        }
    }

    #[test]
    fn things_that_are_pointed_at() {
        let of = |sentence| points_back(sentence, Language::Chinese);
        assert_eq!(of("临海认为该标准可行。").as_deref().and_then(thing), Some("标准"));
        assert_eq!(of("临海说这不可行。").as_deref().and_then(thing), None);
        assert_eq!(of("谁料水泵坏了。").as_deref().and_then(thing), Some("谁料"));
        assert_eq!(points_back("Hua said he has no pump.", Language::English), None);
    }

    #[test]
    fn voices_that_are_not_the_articles_own() {
        for sentence in [
            "\"We have no pumps left.\"",
            "\"We have no pumps left,\" she said.",
            "I think that every pump is wet.",
            "My colleague from Linhai has a pump.",
            "Defence: On Monday the pump was dry.",
            "Lin 1, Rao 10, Hua 34.",
            "'The only way to enjoy it is to win the game.'",
        ] {
            assert!(is_voice(sentence, Language::English), "{sentence}");
        }
        for sentence in [
            "\"We have no pumps left,\" Lin Hua said.",
            "Lin Hua said 'we have no pumps.'",
            "The pump is from World War I and leaks.",
            "Charles I had no pump.",
            "The US has pumps, and Linhai's port doesn't.",
        ] {
            assert!(!is_voice(sentence, Language::English), "{sentence}");
        }
        for sentence in ["“水泵都卖完了。”", "“水泵都卖完了。”他说。", "我家的水泵坏了。", "我们去了港口。"]
        {
            assert!(is_voice(sentence, Language::Chinese), "{sentence}");
        }
        for sentence in ["“我们的水泵都卖完了”，林华说。", "我国水泵产量增长。", "林华说：“我的水泵坏了。”"]
        {
            assert!(!is_voice(sentence, Language::Chinese), "{sentence}");
        }
    }
}
