//! GB18030 or Big5: which of the two reads a run of bytes as Chinese that people write.

use encoding_rs::{BIG5, Encoding, GB18030};

/// The characters that running text is made of, in both scripts: particles, numbers, and the staple of news.
const COMMON: &str = "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動\
    同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里如水化高自二理起小物现現实實加\
    量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關\
    各重新线線内內数數正心反你明看原又么利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已\
    通并並提直题題程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知将將组組见\
    見计計别別她手角期根论論运運农農指几幾九区區强強决決西被干做必战戰先回则則任取据據处處府研究标標准準技术術会議议际際委局\
    报報告布佈施市场場督服务務协協认認证證项項规規范範今欢歡迎界参參考余餘东東京北青岛島海上";

/// Below this share of common characters a reading is not taken for Chinese.
const LEAST_COMMON: f64 = 0.3;

/// The better reading; `None` when neither looks like Chinese.
pub(super) fn detect(sample: &[u8]) -> Option<&'static Encoding> {
    let gb = score(sample, GB18030);
    let big5 = score(sample, BIG5);
    let (best, encoding) = if big5 > gb { (big5, BIG5) } else { (gb, GB18030) };
    (best >= LEAST_COMMON).then_some(encoding)
}

/// The share of common characters among all that are not ASCII; a wrong byte weighs as ten rare characters.
fn score(sample: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut common, mut all) = (0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            '\u{fffd}' => all += 10,
            '，' | '。' | '、' | '：' | '“' | '”' | '《' | '》' | '（' | '）' | '\u{3000}' => {
                common += 1
            }
            c if COMMON.contains(c) => common += 1,
            _ => {}
        }
        all += 1;
    }
    // A character cut off at the end of the sample is no fault.
    let all = if text.ends_with('\u{fffd}') { all - 10 } else { all };
    f64::from(common) / f64::from(all.max(1))
}
