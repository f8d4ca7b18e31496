//! Headers of tar archives.

/// Everything in an archive comes in blocks of this size.
pub(super) const BLOCK: usize = 512;

/// What a header says.
#[derive(Debug)]
pub(super) struct Header {
    pub name: Vec<u8>,
    pub target: Vec<u8>,
    pub size: u64,
    pub kind: Type,
    /// Blocks with maps of a sparse file follow.
    pub maps: bool,
}

/// What a header is the header of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    File,
    Folder,
    Link,
    /// A device or a pipe.
    Device,
    /// A file without its zeros.
    Sparse,
    /// GNU: the name of the next member.
    LongName,
    /// GNU: the target of the next link.
    LongTarget,
    /// pax: fields of the next header.
    Extended,
    /// pax: fields of all headers; GNU: the name of the volume.
    Ignored,
}

impl Type {
    /// True for a header that says something of the next one.
    pub fn is_extension(self) -> bool {
        matches!(self, Self::LongName | Self::LongTarget | Self::Extended | Self::Ignored)
    }
}

impl Header {
    /// Reads a header; `None` if the block is none.
    pub fn read(block: &[u8; BLOCK]) -> Option<Self> {
        let sum = number(&block[148..156])?;
        // The sum of all bytes, its own field taken for blanks; old programs took bytes for signed.
        let own = 148..156;
        let bytes =
            || block.iter().enumerate().map(|(at, byte)| if own.contains(&at) { b' ' } else { *byte });
        let unsigned: u64 = bytes().map(u64::from).sum();
        let signed: i64 = bytes().map(|byte| i64::from(byte as i8)).sum();
        if sum != unsigned && i64::try_from(sum) != Ok(signed) {
            return None;
        }
        let mut name = text(&block[..100]).to_owned();
        let prefix = text(&block[345..500]);
        if &block[257..263] == b"ustar\0" && !prefix.is_empty() {
            name = [prefix, b"/", &name].concat();
        }
        let kind = match block[156] {
            b'1' | b'2' => Type::Link,
            b'3' | b'4' | b'6' => Type::Device,
            b'5' | b'D' => Type::Folder,
            b'S' => Type::Sparse,
            b'L' => Type::LongName,
            b'K' => Type::LongTarget,
            b'x' | b'X' => Type::Extended,
            b'g' | b'V' => Type::Ignored,
            // POSIX: an unknown type is read as a file.
            _ => Type::File,
        };
        Some(Self {
            name,
            target: text(&block[157..257]).to_owned(),
            // A link has no content, whatever its header says (POSIX); GNU writes its size there.
            size: if kind == Type::Link { 0 } else { number(&block[124..136])? },
            maps: kind == Type::Sparse && block[482] == 1,
            kind,
        })
    }
}

/// A field up to its first zero.
fn text(field: &[u8]) -> &[u8] {
    &field[..field.iter().position(|byte| *byte == 0).unwrap_or(field.len())]
}

/// A number in octal digits; in GNU's form for large ones, in bytes behind a set bit.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let high = u64::from(field[0] & 0x7f);
        return field[1..]
            .iter()
            .try_fold(high, |sum, byte| sum.checked_mul(256).map(|sum| sum | u64::from(*byte)));
    }
    let digits = std::str::from_utf8(text(field)).ok()?.trim();
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// What an extended header says of the next member.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Extended {
    pub path: Option<Vec<u8>>,
    pub target: Option<Vec<u8>>,
    pub size: Option<u64>,
    pub sparse: bool,
}

/// Reads an extended header: records of the form `length key=value\n`, the length that of the whole record.
pub(super) fn pax(mut records: &[u8]) -> Extended {
    let mut found = Extended::default();
    while let Some(blank) = records.iter().position(|byte| *byte == b' ') {
        let length = std::str::from_utf8(&records[..blank]).ok().and_then(|digits| digits.parse().ok());
        let Some(record) = length.and_then(|length: usize| records.get(blank + 1..length)) else { break };
        let record = record.strip_suffix(b"\n").unwrap_or(record);
        if let Some(at) = record.iter().position(|byte| *byte == b'=') {
            let (key, value) = (&record[..at], &record[at + 1..]);
            match key {
                b"path" | b"GNU.sparse.name" => found.path = Some(value.to_owned()),
                b"linkpath" => found.target = Some(value.to_owned()),
                b"size" => {
                    found.size = std::str::from_utf8(value).ok().and_then(|digits| digits.parse().ok())
                }
                _ => {}
            }
            found.sparse |= key.starts_with(b"GNU.sparse.");
        }
        // Behind `blank + 1` there was a record of this length.
        records = &records[length.unwrap_or(records.len())..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_extended_records_are_read_as_they_are_written() {
        assert_eq!(number(b"00000001750\0"), Some(1000));
        assert_eq!(number(b"       1750 "), Some(1000));
        assert_eq!(number(b"\x80\0\0\0\0\0\0\x02\0\0\0\0"), Some(2 << 32));
        assert_eq!(number(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), None);
        assert_eq!(number(b"\0\0"), Some(0));
        let found = pax(b"16 path=\xe6\xa0\x87.txt\n13 size=1234\n99 cut=off");
        assert_eq!(found.path.as_deref(), Some("标.txt".as_bytes()));
        assert_eq!((found.size, found.sparse), (Some(1234), false));
        assert!(pax(b"22 GNU.sparse.major=1\n").sparse);
        assert_eq!(pax(b"0 a=b\n"), Extended::default());
    }

    #[test]
    fn any_block_is_read_or_refused() {
        proptest::proptest!(|(bytes: Vec<u8>)| {
            pax(&bytes);
            let mut block = [0; BLOCK];
            let length = bytes.len().min(BLOCK);
            block[..length].copy_from_slice(&bytes[..length]);
            Header::read(&block);
        });
    }
}
