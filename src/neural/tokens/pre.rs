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
const DEEPSEEK_LETTERS: &str = r"\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-ώᾀ-ᾴᾶ-ᾼιῂ-ῄῆ-ῌῐ-ΐῖ-Ίῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝℤΩℨK-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃]+";
const DEEPSEEK_PUNCTUATION: &str = r"\s?[!-/:-~！-／：-～‘-‟　-。]+";
/// CJK from the first ideograph on, and the gap that the authors of DeepSeek wrote into their file.
const DEEPSEEK_CJK: &str = r"[一-龥ࠀ-一가-\x{D7FF}]+";

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
        "hunyuan-dense" | "deepseek-v3" => cut(&[r"\p{N}{1,3}", "[一-龥぀-ゟ゠-ヿ]+", DEEPSEEK3]),
        "deepseek-llm" => cut(&[
            r"[\r\n]",
            DEEPSEEK_LETTERS,
            DEEPSEEK_PUNCTUATION,
            r"\s+$",
            DEEPSEEK_CJK,
            r"\p{N}+",
        ]),
        "deepseek-coder" => cut(&[r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", DEEPSEEK_CJK, r"\p{N}"]),
        "gpt-2" | "phi-2" | "olmo" | "jais" | "mellum" | "modern-bert" | "exaone4" | "trillion" => cut(&[GPT2]),
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
            "qwen2", "qwen35", "llama-bpe", "dbrx", "minicpm5", "hunyuan-dense", "deepseek-llm", "deepseek-coder",
            "gpt-2", "mpt", "starcoder", "falcon", "gpt-4o", "tekken", "default",
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
