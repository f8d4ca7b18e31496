//! The dateline that news agencies put before their first sentence: `BEIJING, June 9 (Xinhua) -- `,
//! `新华社北京6月9日电（记者李明）`.

use super::text::is_han;

/// Agencies whose name in brackets marks such a dateline.
const ENGLISH: [&str; 17] = [
    "Xinhua",
    "Reuters",
    "AP",
    "AFP",
    "UPI",
    "CNN",
    "Bloomberg",
    "dpa",
    "Kyodo",
    "TASS",
    "PTI",
    "ANI",
    "IANS",
    "CNS",
    "China Daily",
    "ECNS",
    "CNA",
];
/// Chinese agencies and papers, as they name themselves there.
const CHINESE: [&str; 15] = [
    "新华社",
    "中新社",
    "中新网",
    "新华网",
    "人民网",
    "央视网",
    "央广网",
    "光明网",
    "中国网",
    "经济日报",
    "本报",
    "本网",
    "本刊",
    "新華社",
    "中央社",
];
/// Such datelines are no longer than this, in bytes of English and characters of Chinese.
const LONGEST_ENGLISH: usize = 90;
const LONGEST_CHINESE: usize = 24;

/// Where the sentence starts after an agency's dateline, and the agency if it has a name of its own.
pub(super) fn before_prose(line: &str) -> Option<(usize, Option<&str>)> {
    let latin = line.starts_with(|c: char| c.is_ascii_uppercase() || c == '(');
    latin.then(|| english(line)).flatten().or_else(|| chinese(line))
}

fn english(line: &str) -> Option<(usize, Option<&str>)> {
    let (open, close) = (line.find('(')?, line.find(')')?);
    let agency = line.get(open + 1..close)?;
    if close > LONGEST_ENGLISH || !ENGLISH.contains(&agency) {
        return None;
    }
    // A place, in capitals, and a date.
    let place = &line[..open];
    let capitals = place.split([',', ' ', '.']).next()?.chars().all(|c| c.is_uppercase() || c == '-');
    let rest = line[close + 1..].trim_start();
    let dash = ["--", "—", "–", "-"].into_iter().find_map(|dash| rest.strip_prefix(dash));
    let prose = dash.or((open == 0).then_some(rest))?.trim_start_matches(['-', ' ']);
    (capitals && !prose.is_empty()).then_some((line.len() - prose.len(), Some(agency)))
}

fn chinese(line: &str) -> Option<(usize, Option<&str>)> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    if let Some(prose) = bracketed(text) {
        return Some((line.len() - prose.len(), None));
    }
    let agency = CHINESE.into_iter().find(|name| text.starts_with(name))?;
    let (at, mark) = text
        .char_indices()
        .take(LONGEST_CHINESE)
        .find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊' | '，' | '。'))?;
    // "新华社电视节目": the mark must end the dateline.
    let mut rest = &text[at + mark.len_utf8()..];
    let ended = rest.starts_with([' ', '\u{3000}', '(', '（', '，', ',', '：', ':']);
    if matches!(mark, '，' | '。') || !ended {
        return None;
    }
    rest = rest.trim_start();
    for (open, close) in [('(', ')'), ('（', '）')] {
        if let Some((_, after)) = rest.strip_prefix(open).and_then(|inner| inner.split_once(close)) {
            rest = after;
        }
    }
    let prose = rest.trim_start_matches(['，', ',', '：', ':', ' ', '\u{3000}']);
    let own_name = !agency.starts_with('本');
    (prose.chars().filter(|c| is_han(*c)).count() > 4)
        .then_some((line.len() - prose.len(), own_name.then_some(&text[..agency.len()])))
}

/// What follows `【記者李明／臺北報導】` or `（中央社記者李明臺北4日電）`, as papers of Taiwan begin.
fn bracketed(text: &str) -> Option<&str> {
    const ENDS: [&str; 7] = ["報導", "报道", "報道", "電", "电", "訊", "讯"];
    let inner = text.strip_prefix(['【', '〔', '（', '('])?;
    let (at, close) = inner.char_indices().take(LONGEST_CHINESE).find(|(_, c)| "】〕）)".contains(*c))?;
    let (said, prose) = (&inner[..at], inner[at + close.len_utf8()..].trim_start());
    let reported =
        (said.contains("記者") || said.contains("记者")) && ENDS.iter().any(|end| said.ends_with(end));
    (reported && !prose.is_empty()).then_some(prose)
}
