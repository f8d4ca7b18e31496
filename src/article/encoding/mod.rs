//! From bytes to text: UTF-8, UTF-16, GB18030, Big5, and what else a page declares.
//!
//! UTF-8 is taken at its word when it is valid. Legacy Chinese is decided by which reading gives common
//! characters: Big5 bytes read as GB18030 give valid but rare ones, and the other way round.

mod binary;
mod chinese;
mod transcoder;
mod utf16;

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub(super) use binary::binary;
pub(super) use transcoder::Transcoder;

/// So many bytes from the start decide the encoding of a text.
const SAMPLE: usize = 64 * 1024;

/// A text and how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// How many runs of bytes meant nothing in it and are `U+FFFD` now.
    pub replaced: usize,
}

/// Decodes a whole text. `declared` is what the content says of itself (an HTML `meta charset`).
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Decoded {
    // What nearly every text is: valid, and without the zeros of UTF-16.
    let bytes = match String::from_utf8(bytes) {
        Ok(mut text) if !sample(text.as_bytes()).contains(&0) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            return Decoded { text, encoding: UTF_8.name(), replaced: 0 };
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let encoding = detect(&bytes, declared);
    lossy(&bytes, encoding)
}

/// The start of a text, for looking at; a character cut off at its end is dropped.
pub(super) fn decode_head(head: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(head) {
        Ok(text) if !head.contains(&0) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        _ => detect(head, None).decode_with_bom_removal(head).0,
    }
}

/// Decodes a part of a text whose encoding is known, or read off its start; UTF-8 is taken at its word.
pub(super) fn decode_part(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: 0 },
        Err(_) => lossy(bytes, encoding),
    }
}

fn lossy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    let replaced = if damaged { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

/// The encoding of a text, from its first bytes and from what it declares.
pub(super) fn detect(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = sample(bytes);
    if let Some(encoding) = utf16::detect(sample) {
        return encoding;
    }
    if is_utf8(sample) && (bytes.len() <= SAMPLE || std::str::from_utf8(bytes).is_ok()) {
        return UTF_8;
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(declared) = declared.filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e)) {
        // GBK pages use characters of its superset now and then.
        return if declared == encoding_rs::GBK { GB18030 } else { declared };
    }
    if damaged_utf8(sample) {
        return UTF_8;
    }
    match chinese::detect(sample) {
        Some(chinese) => chinese,
        None => guess(sample),
    }
}

/// The bytes that decide.
fn sample(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(SAMPLE)]
}

/// Valid UTF-8; a character cut off by the end of the sample does not count against it.
fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && sample.len() == SAMPLE,
    }
}

/// Mostly UTF-8: far more good multi-byte characters than bytes that are none.
fn damaged_utf8(sample: &[u8]) -> bool {
    let mut good = 0;
    let mut bad = 0;
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 8 * bad
}

/// Anything else, as a browser would guess it (`chardetng`); what it knows to be wrong is Western.
fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    if encoding.decode_without_bom_handling(sample).1 { WINDOWS_1252 } else { encoding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::BIG5;

    const HANS: &str = "国家标准化管理委员会发布公告，三百余项国家标准将于今年十月一日起实施。";
    const HANT: &str = "標準檢驗局發布公告，三百餘項國家標準將於今年十月一日起實施，歡迎各界參考。";
    const ENGLISH: &str =
        "The committee\u{2019}s new standard \u{2014} caf\u{e9} included \u{2014} applies from June.";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn texts_come_back_from_every_encoding() {
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            (HANS, HANS.into(), "UTF-8"),
            (HANS, [b"\xef\xbb\xbf", HANS.as_bytes()].concat(), "UTF-8"),
            (HANS, GB18030.encode(HANS).0.into(), "gb18030"),
            ("标准", GB18030.encode("标准").0.into(), "gb18030"),
            (HANT, BIG5.encode(HANT).0.into(), "Big5"),
            ("標準化會議", BIG5.encode("標準化會議").0.into(), "Big5"),
            (HANS, utf16(HANS, u16::to_le_bytes), "UTF-16LE"),
            (HANS, utf16(HANS, u16::to_be_bytes), "UTF-16BE"),
            (ENGLISH, utf16(ENGLISH, u16::to_le_bytes), "UTF-16LE"),
            (ENGLISH, utf16(ENGLISH, u16::to_be_bytes), "UTF-16BE"),
            (HANT, utf16(&format!("\u{feff}{HANT}"), u16::to_be_bytes), "UTF-16BE"),
            (ENGLISH, WINDOWS_1252.encode(ENGLISH).0.into(), "windows-1252"),
        ];
        for (text, bytes, encoding) in cases {
            let decoded = decode(bytes, None);
            assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.replaced), (text, encoding, 0));
        }
    }

    #[test]
    fn traditional_text_in_gb18030_is_not_taken_for_big5() {
        assert_eq!(decode(GB18030.encode(HANT).0.into(), None).text, HANT);
    }

    #[test]
    fn a_declared_encoding_is_used_unless_the_bytes_are_utf8() {
        let decoded = decode(WINDOWS_1252.encode("d\u{e9}j\u{e0}").0.into(), Some("iso-8859-1"));
        assert_eq!(decoded.text, "d\u{e9}j\u{e0}");
        assert_eq!(decode(HANS.into(), Some("gb2312")).text, HANS);
    }

    #[test]
    fn a_broken_byte_does_not_spoil_the_rest() {
        let mut bytes = HANS.repeat(3).into_bytes();
        bytes[30] = 0xff;
        let decoded = decode(bytes, None);
        assert_eq!((decoded.encoding, decoded.replaced > 0), ("UTF-8", true));
        assert!(decoded.text.ends_with(HANS));
    }

    #[test]
    fn never_panics() {
        proptest::proptest!(|(bytes: Vec<u8>)| { decode(bytes, None); });
    }
}
