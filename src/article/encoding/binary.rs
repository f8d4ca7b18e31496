//! What is no text at all, and what to do about it.

/// A kind of file that zhaiyi does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) struct Binary {
    /// What it is, with its article.
    pub what: &'static str,
    /// What the user can do.
    pub hint: &'static str,
}

const UNPACK: &str = "unpack it first";
const EXPORT: &str = "export it as text or HTML first";
const NO_TEXT: &str = "there is no text to read in it";

/// Where a signature stands, its bytes, and what it means. From the formats' own specifications, by way of
/// <https://en.wikipedia.org/wiki/List_of_file_signatures>.
const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", NO_TEXT),
    (0, b"\xff\xd8\xff", "a JPEG image", NO_TEXT),
    (0, b"GIF87a", "a GIF image", NO_TEXT),
    (0, b"GIF89a", "a GIF image", NO_TEXT),
    (8, b"WEBP", "a WebP image", NO_TEXT),
    (8, b"WAVE", "a sound file", NO_TEXT),
    (0, b"II*\0", "a TIFF image", NO_TEXT),
    (0, b"MM\0*", "a TIFF image", NO_TEXT),
    (0, b"\0\0\x01\0", "an icon", NO_TEXT),
    (0, b"%PDF-", "a PDF document", EXPORT),
    (0, b"{\\rtf", "an RTF document", EXPORT),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", EXPORT),
    (
        0,
        b"PK\x03\x04",
        "a zip archive or an Office document",
        "unpack it, or export it as text or HTML, first",
    ),
    (0, b"PK\x05\x06", "an empty zip archive", NO_TEXT),
    (0, b"\x1f\x8b", "a gzip archive", UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive", UNPACK),
    (0, b"BZh", "a bzip2 archive", UNPACK),
    (0, b"\xfd7zXZ\0", "an xz archive", UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"\x7fELF", "a program (ELF)", NO_TEXT),
    (0, b"MZ\x90\0", "a program (Windows)", NO_TEXT),
    (0, b"\xcf\xfa\xed\xfe", "a program (macOS)", NO_TEXT),
    (0, b"\xca\xfe\xba\xbe", "a Java class", NO_TEXT),
    (0, b"\0asm", "a WebAssembly module", NO_TEXT),
    (0, b"SQLite format 3\0", "a SQLite database", "export its table as JSONL first"),
    (0, b"PAR1", "a Parquet table", "export it as JSONL first"),
    (0, b"GGUF", "a model file (GGUF)", NO_TEXT),
    (0, b"ID3", "a sound file", NO_TEXT),
    (0, b"OggS", "a sound file", NO_TEXT),
    (0, b"fLaC", "a sound file", NO_TEXT),
    (4, b"ftyp", "a video file", NO_TEXT),
    (0, b"\x1a\x45\xdf\xa3", "a video file", NO_TEXT),
    (0, b"wOFF", "a font", NO_TEXT),
    (0, b"wOF2", "a font", NO_TEXT),
];

/// Says what the bytes are when they are not text. `head` is the start of the file.
pub(in crate::article) fn binary(head: &[u8]) -> Option<Binary> {
    let signature = SIGNATURES.iter().find(|(at, bytes, _, hint)| {
        // "ID3" or "GGUF" may also be the first word of an article; a document says what it is in letters.
        let words = bytes.is_ascii() && !bytes.iter().any(u8::is_ascii_control) && *hint != EXPORT;
        head.get(*at..).is_some_and(|h| h.starts_with(bytes)) && (!words || head.contains(&0))
    });
    if let Some((_, _, what, hint)) = signature {
        return Some(Binary { what, hint });
    }
    let unicode = || encoding_rs::Encoding::for_bom(head).is_some() || super::utf16::detect(head).is_some();
    (mostly_control(head) && !unicode()).then_some(Binary { what: "a binary file", hint: NO_TEXT })
}

/// A zero byte in every hundred, or a control character in every ten: no encoding of text has that. Where the bytes are
/// no UTF-8, one in fifty is too many: nothing vouches for them, legacy encodings do not use these bytes, and noise has
/// one in ten. A stray one in a text is no reason to refuse it.
fn mostly_control(head: &[u8]) -> bool {
    let zeros = count(head, |byte| byte == 0);
    let control = count(head, |byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127));
    let noise = || control > 1 && control * 50 > head.len() && !is_utf8(head);
    zeros * 100 > head.len() || control * 10 > head.len() || noise()
}

/// Valid UTF-8, as far as it goes.
fn is_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// How many bytes are so. Counted in bytes, a run of 255 at a time, which compilers turn into vector code.
fn count(bytes: &[u8], is_so: impl Fn(u8) -> bool) -> usize {
    let run = |run: &[u8]| usize::from(run.iter().fold(0, |count, byte| count + u8::from(is_so(*byte))));
    bytes.chunks(usize::from(u8::MAX)).map(run).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_files_are_told_by_name() {
        for (head, what) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "a PNG image"),
            (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
            (b"\x7fELF\x02\x01\x01\0", "a program (ELF)"),
            (b"PK\x03\x04\x14\0", "a zip archive or an Office document"),
            (b"\x1f\x8b\x08\0", "a gzip archive"),
            (b"\0\x01\x02\x03\0\0\0\0\xff", "a binary file"),
        ] {
            assert_eq!(binary(head).map(|b| b.what), Some(what));
        }
    }

    #[test]
    fn noise_of_any_length_is_binary_and_short_legacy_text_is_not() {
        // A linear congruential generator (Knuth's constants): the same noise in every run.
        let mut state: u64 = 1;
        let mut byte = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        for length in [200, 300, 500, 1000, 4096, 16 * 1024] {
            let noise: Vec<u8> = (0..length).map(|_| byte()).collect();
            assert_eq!(binary(&noise).map(|b| b.what), Some("a binary file"), "{length}");
        }
        for (text, encoding) in [
            ("标准", encoding_rs::GB18030),
            ("標準化會議在高雄開幕", encoding_rs::BIG5),
            ("caf\u{e9}", encoding_rs::WINDOWS_1252),
        ] {
            let mut bytes = encoding.encode(text).0.into_owned();
            assert_eq!(binary(&bytes), None, "{text}");
            // One stray control character, such as an old end-of-file mark, does no harm to a line of text.
            bytes.extend(b" and more to come.\x1a");
            assert_eq!(binary(&bytes), None, "{text}");
        }
    }

    #[test]
    fn text_is_not_binary() {
        let utf16: Vec<u8> = "Standards for all".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let stray = format!("{}\0{}", "a long text ".repeat(20), "and its end".repeat(20));
        for head in [
            &b"plain"[..],
            b"GGUF is a format",
            "标准化".as_bytes(),
            b"",
            b"\xb1\xea\xd7\xbc",
            &utf16,
            stray.as_bytes(),
        ] {
            assert_eq!(binary(head), None, "{head:?}");
        }
    }
}
