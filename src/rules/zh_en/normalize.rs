//! One form for what can be written in two: full-width letters and figures, and blanks between Chinese and Latin.

use super::segment::is_han;

/// The sentence in the form that the later stages read.
pub fn normalize(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut blank = false;
    for c in sentence.chars() {
        let c = half_width(c);
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        // A blank says something between two Latin words only.
        if blank && out.chars().next_back().is_some_and(|last| is_latin(last) && is_latin(c)) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    out
}

fn is_latin(c: char) -> bool {
    !is_han(c) && !('\u{3000}'..='\u{303f}').contains(&c) && !('\u{ff00}'..='\u{ffef}').contains(&c)
}

/// ＩＳＯ９００１％ → ISO9001%; the marks of punctuation stay Chinese, they are translated later.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '－' | '／' | '＆' | '＠' | '＃' | '＄' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '．' => '.',
        '\u{3000}' => ' ',
        '﹪' => '%',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn forms_become_one() {
        let table = [
            ("ＩＳＯ ９００１", "ISO 9001"),
            ("共 25 名", "共25名"),
            ("增长５％。", "增长5%。"),
            ("Wood Group 以及", "Wood Group以及"),
            ("  ", ""),
        ];
        for (source, expected) in table {
            assert_eq!(super::normalize(source), expected);
        }
    }
}
