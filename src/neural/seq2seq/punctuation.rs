//! Chinese marks, as Chinese has them.
//!
//! The tokenizers of translation models fold full-width marks into those of ASCII (NFKC), so the models write `，` as `,`.
//! What stands beside a Chinese character becomes what it was.

/// A mark and its full-width form.
const MARKS: [(char, char); 7] =
    [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];

/// The text with full-width marks behind (and brackets around) Chinese characters, and no blanks beside these.
pub(super) fn chinese(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut open = Vec::new();
    for (at, &c) in letters.iter().enumerate() {
        let before = letters[..at].iter().rev().copied().find(|c| *c != ' ');
        let after = letters[at + 1..].iter().copied().find(|c| *c != ' ');
        let wide = match MARKS.iter().find(|(mark, _)| *mark == c) {
            None => None,
            Some((_, wide)) => match c {
                // Brackets come in pairs: the second is as the first.
                '(' => {
                    let is_wide = is_chinese(before) || is_chinese(after);
                    open.push(is_wide);
                    is_wide.then_some(*wide)
                }
                ')' => open.pop().unwrap_or_else(|| is_chinese(before)).then_some(*wide),
                _ => is_chinese(before).then_some(*wide),
            },
        };
        match wide {
            Some(wide) => {
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push(wide);
            }
            None if c == ' ' && out.chars().next_back().is_some_and(is_wide_mark) => {}
            None => out.push(c),
        }
    }
    out
}

fn is_wide_mark(c: char) -> bool {
    MARKS.iter().any(|(_, wide)| *wide == c)
}

/// A Chinese character, or a mark that only stands behind one.
fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(
        |c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '”' | '》' | '」' | '）'),
    )
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn marks_beside_chinese_are_chinese() {
        for (written, wanted) in [
            ("会议强调, 标准是基础。", "会议强调，标准是基础。"),
            ("论坛(ISO 9001)开幕: 谁来?", "论坛（ISO 9001）开幕：谁来？"),
            ("共1,200人, IEC 62(2020)出席", "共1,200人，IEC 62(2020)出席"),
            ("“清洁航运”,论坛", "“清洁航运”，论坛"),
            ("ISO, IEC和SAC", "ISO, IEC和SAC"),
            ("时间为16:05", "时间为16:05"),
            ("ISO (国际标准化组织) 发布", "ISO（国际标准化组织）发布"),
            ("", ""),
        ] {
            assert_eq!(chinese(written), wanted);
        }
    }
}
