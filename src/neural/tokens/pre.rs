//! The pre-tokenizers that a GGUF file names in `tokenizer.ggml.pre`.
//!
//! Names and patterns are those of llama.cpp (`src/llama-vocab.cpp`, which cites the tokenizer.json each comes from);
//! only names of byte-level vocabularies whose patterns are all there stand here. Where the original tokenizer
//! normalizes to NFC (Qwen, MPT) so do we, which llama.cpp leaves out.

use super::{TokensError, split::GPT2};

/// How the text of a vocabulary is cut before merging.
#[derive(Debug)]
pub(super) struct Named {
    /// Patterns, one after the other; each match stands alone.
    pub patterns: &'static [&'static str],
    /// A word that is a token as a whole is not merged.
    pub ignore_merges: bool,
    /// Text is normalized to NFC first.
    pub nfc: bool,
}

const LLAMA3: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const QWEN2: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const QWEN35: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const MINICPM5: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const GPT4O: &str = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const TEKKEN: &str = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";
const DEEPSEEK3: &str = r##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"##;
/// Letters with a case, as of Unicode 11. Escaped: some of them would not survive an editor that normalizes.
const DEEPSEEK_LETTERS: &str = r"\s?[A-Za-z\x{B5}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{1BA}\x{1BC}-\x{1BF}\x{1C4}-\x{293}\x{295}-\x{2AF}\x{370}-\x{373}\x{376}\x{377}\x{37B}-\x{37D}\x{37F}\x{386}\x{388}-\x{38A}\x{38C}\x{38E}-\x{3A1}\x{3A3}-\x{3F5}\x{3F7}-\x{481}\x{48A}-\x{52F}\x{531}-\x{556}\x{10A0}-\x{10C5}\x{13A0}-\x{13F5}\x{13F8}-\x{13FD}\x{1C90}-\x{1CBA}\x{1CBD}-\x{1CBF}\x{1D00}-\x{1D2B}\x{1D6B}-\x{1D77}\x{1D79}-\x{1D9A}\x{1E00}-\x{1F15}\x{1F18}-\x{1F1D}\x{1F20}-\x{1F45}\x{1F48}-\x{1F4D}\x{1F50}-\x{1F57}\x{1F59}\x{1F5B}\x{1F5D}\x{1F5F}-\x{1F7D}\x{1F80}-\x{1FB4}\x{1FB6}-\x{1FBC}\x{1FBE}\x{1FC2}-\x{1FC4}\x{1FC6}-\x{1FCC}\x{1FD0}-\x{1FD3}\x{1FD6}-\x{1FDB}\x{1FE0}-\x{1FEC}\x{1FF2}-\x{1FF4}\x{1FF6}-\x{1FFC}\x{2102}\x{2107}\x{210A}-\x{2113}\x{2115}\x{2119}-\x{211D}\x{2124}\x{2126}\x{2128}\x{212A}-\x{212D}\x{212F}-\x{2134}\x{2139}\x{213C}-\x{213F}\x{2145}-\x{2149}\x{214E}\x{2183}\x{2184}\x{2C00}-\x{2C7B}\x{2C7E}-\x{2CE4}\x{2CEB}-\x{2CEE}\x{2CF2}\x{2CF3}\x{A640}-\x{A66D}\x{A680}-\x{A69B}\x{A722}-\x{A76F}\x{A771}-\x{A787}\x{A78B}-\x{A78E}\x{AB70}-\x{ABBF}\x{FB00}-\x{FB06}\x{FB13}-\x{FB17}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{10400}-\x{1044F}\x{104B0}-\x{104D3}\x{104D8}-\x{104FB}\x{10C80}-\x{10CB2}\x{10CC0}-\x{10CF2}\x{118A0}-\x{118DF}\x{1E900}-\x{1E943}]+";
const DEEPSEEK_PUNCTUATION: &str =
    r"\s?[!-/:-~\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF5E}\x{2018}-\x{201F}\x{3000}-\x{3002}]+";
/// What DeepSeek takes for the scripts of East Asia: everything from U+0800 on that is no letter with a case.
const DEEPSEEK_CJK: &str = r"[\x{4E00}-\x{9FA5}\x{800}-\x{4E00}\x{AC00}-\x{D7FF}]+";

const fn cut(patterns: &'static [&'static str]) -> Named {
    Named { patterns, ignore_merges: false, nfc: false }
}

/// The pre-tokenizer of a name.
pub(super) fn named(name: &str) -> Result<Named, TokensError> {
    Ok(match name {
        "qwen2" | "deepseek-r1-qwen" | "megrez" | "hunyuan" | "stablelm2" => {
            Named { nfc: name != "hunyuan", ..cut(&[QWEN2]) }
        }
        "qwen35" => Named { nfc: true, ..cut(&[QWEN35]) },
        "llama3" | "llama-v3" | "llama-bpe" | "falcon3" | "lfm2" => {
            Named { ignore_merges: true, ..cut(&[LLAMA3]) }
        }
        "dbrx" | "smaug-bpe" | "glm4" | "chatglm-bpe" => cut(&[LLAMA3]),
        "minicpm5" => Named { ignore_merges: true, ..cut(&[r"\p{N}{1,3}", MINICPM5]) },
        "hunyuan-dense" | "deepseek-v3" => {
            cut(&[r"\p{N}{1,3}", r"[\x{4E00}-\x{9FA5}\x{3040}-\x{309F}\x{30A0}-\x{30FF}]+", DEEPSEEK3])
        }
        "deepseek-llm" => {
            cut(&[r"[\r\n]", DEEPSEEK_LETTERS, DEEPSEEK_PUNCTUATION, r"\s+$", DEEPSEEK_CJK, r"\p{N}+"])
        }
        "deepseek-coder" => cut(&[r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", DEEPSEEK_CJK, r"\p{N}"]),
        "gpt-2" | "phi-2" | "olmo" | "jais" | "mellum" | "modern-bert" | "exaone4" | "trillion" => {
            cut(&[GPT2])
        }
        "mpt" => Named { nfc: true, ..cut(&[GPT2]) },
        "starcoder" | "refact" | "command-r" | "smollm" | "codeshell" | "exaone" | "minerva-7b" => {
            cut(&[r"\p{N}", GPT2])
        }
        "falcon" => cut(&[r"[\p{P}\$\+<=>\^~\|`]+", GPT2, "[0-9][0-9][0-9]"]),
        "gpt-4o" | "llama4" => cut(&[GPT4O]),
        "tekken" => Named { ignore_merges: true, ..cut(&[TEKKEN]) },
        // What llama.cpp takes where the converter did not know better, and says so in the file.
        "default" => cut(&[r"[\p{P}\$\+<=>\^~\|]+", GPT2, r"\p{N}+", "[0-9][0-9][0-9]"]),
        _ => return Err(TokensError::UnknownPreTokenizer { found: name.to_owned() }),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::split::Split, *};

    #[test]
    fn every_pattern_compiles() {
        for name in [
            "qwen2",
            "qwen35",
            "llama-bpe",
            "dbrx",
            "minicpm5",
            "hunyuan-dense",
            "deepseek-llm",
            "deepseek-coder",
            "gpt-2",
            "mpt",
            "starcoder",
            "falcon",
            "gpt-4o",
            "tekken",
            "default",
        ] {
            for pattern in named(name).unwrap().patterns {
                Split::isolated(pattern).unwrap();
            }
        }
    }

    #[test]
    fn an_unknown_name_says_what_to_do() {
        let error = named("klingon").unwrap_err().to_string();
        assert!(error.contains("klingon") && error.contains("fetch tokenizer.json"), "{error}");
    }
}
