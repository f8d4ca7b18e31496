//! From the bytes of an XML document to its text: a byte order mark, the zeros of UTF-16, or what it declares decide
//! (XML 1.0, appendix F). What is not valid in that encoding is an error: a memory with damaged words in it is worse than none.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::BadXml;

/// Bytes of the largest document. Memories of translation agencies have some 100 MB; the text is held as a whole.
pub const LARGEST: usize = 512_000_000;

/// Bytes in which the declaration must stand.
const HEAD: usize = 256;

/// The text of a document.
///
/// # Errors
/// When it is too large, in an encoding that nobody knows, or not in the one it says.
pub fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, BadXml> {
    if bytes.len() > LARGEST {
        return Err(BadXml::new(1, format!("it is larger than {} MB", LARGEST / 1_000_000)));
    }
    let encoding = encoding(bytes)?;
    let (text, _, damaged) = encoding.decode(bytes);
    if damaged {
        let before = text.split('\u{fffd}').next().unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        return Err(BadXml::new(line, format!("it is not valid {}", encoding.name())));
    }
    Ok(text)
}

fn encoding(bytes: &[u8]) -> Result<&'static Encoding, BadXml> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    match bytes {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let Some(label) = declared(bytes) else { return Ok(UTF_8) };
    let known = Encoding::for_label(label.as_bytes());
    // Without a mark and without zeros it is not UTF-16, whatever it says: an editor has saved it anew.
    let encoding = known.ok_or_else(|| BadXml::new(1, format!("it is in an unknown encoding, {label:?}")))?;
    Ok(if [UTF_16LE, UTF_16BE].contains(&encoding) { UTF_8 } else { encoding })
}

/// The encoding that a document names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let declaration = head.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_memories() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>标准</a>";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let little = wide(u16::to_le_bytes);
        let marked = [&[0xff, 0xfe], little.as_slice()].concat();
        for bytes in [little, marked, wide(u16::to_be_bytes), text.as_bytes().to_vec()] {
            assert_eq!(decoded(&bytes).unwrap(), text);
        }
        let gb = b"<?xml version='1.0' encoding='GB2312'?><a>\xb1\xea\xd7\xbc</a>";
        assert!(decoded(gb).unwrap().contains("标准"));
        assert_eq!(decoded("\u{feff}<a/>".as_bytes()).unwrap(), "<a/>");
    }

    #[test]
    fn what_cannot_be_decoded_is_named() {
        let wrong = |bytes: &[u8]| decoded(bytes).unwrap_err().to_string();
        assert_eq!(wrong(b"<a>\n\xb1\xea</a>"), "line 2: it is not valid UTF-8");
        assert_eq!(
            wrong(b"<?xml version='1.0' encoding='klingon'?><a/>"),
            "line 1: it is in an unknown encoding, \"klingon\""
        );
    }
}
