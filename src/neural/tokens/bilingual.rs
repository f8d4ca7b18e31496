//! The tokens of a translation model: a text in one language to ids, ids to a text in the other.
//!
//! Article text is data here too: no text becomes the end of a sentence, or a mark that says which language is wanted.

use std::{collections::HashMap, path::Path};

use super::{TokensError, Unigram};

/// What Marian's vocabularies call the end of a sentence, what is unknown, and what fills up.
const MARIAN: [&str; 3] = ["</s>", "<unk>", "<pad>"];

/// The tokens of a translation model.
#[derive(Debug)]
pub struct Bilingual {
    /// Cuts the source.
    source: Unigram,
    vocabulary: Vocabulary,
    end: u32,
    unknown: u32,
    /// What stands for a blank before a mark: SentencePiece puts one before every text, and a mark begins one.
    before_mark: Option<u32>,
}

/// What ids stand for.
#[derive(Debug)]
enum Vocabulary {
    /// The pieces of the model itself (T5).
    Pieces,
    /// A list for both languages (Marian): texts by id, and the id of each piece of the source's model.
    Shared { texts: Vec<String>, ids: Vec<u32>, by_text: HashMap<String, u32> },
}

impl Bilingual {
    /// Reads the files of a folder: `vocab.json` with `source.spm` (Marian), else `spiece.model`, else `tokenizer.json` (T5).
    ///
    /// # Errors
    /// When there are none of these, or they are no such files.
    pub fn open(folder: &Path) -> Result<Self, TokensError> {
        let read = |file: &'static str| {
            std::fs::read(folder.join(file))
                .map_err(|error| TokensError::Json { file, why: error.to_string() })
        };
        if folder.join("vocab.json").is_file() {
            return Self::marian(&read("source.spm")?, &read("vocab.json")?);
        }
        let model = if folder.join("spiece.model").is_file() {
            Unigram::from_proto(&read("spiece.model")?)?
        } else {
            Unigram::from_json(&read("tokenizer.json")?)?
        };
        Self::t5(model)
    }

    /// Marian's: a SentencePiece model that cuts, and a list that gives ids to its pieces and to those of the target.
    ///
    /// # Errors
    /// For what are no such files.
    pub fn marian(source: &[u8], vocabulary: &[u8]) -> Result<Self, TokensError> {
        const FILE: &str = "vocab.json";
        let wrong = |why: String| TokensError::Json { file: FILE, why };
        let by_text: HashMap<String, u32> =
            serde_json::from_slice(vocabulary).map_err(|error| wrong(error.to_string()))?;
        let mut texts = vec![String::new(); by_text.len()];
        for (text, id) in &by_text {
            let size = texts.len();
            let slot = texts.get_mut(*id as usize);
            let slot =
                slot.ok_or_else(|| TokensError::IdTooLarge { id: (*id).into(), text: text.clone(), size })?;
            if !slot.is_empty() {
                return Err(TokensError::Duplicate { id: *id, text: text.clone() });
            }
            slot.clone_from(text);
        }
        let source = Unigram::from_proto(source)?;
        let [end, unknown, _] = MARIAN.map(|name| by_text.get(name).copied());
        let end = end.ok_or_else(|| wrong(format!("it has no {}", MARIAN[0])))?;
        let unknown = unknown.ok_or_else(|| wrong(format!("it has no {}", MARIAN[1])))?;
        let id = |piece: u32| {
            let text = source.piece(piece);
            by_text
                .get(text)
                .copied()
                .filter(|_| !source.is_mark(piece) && !is_reserved(text))
                .unwrap_or(unknown)
        };
        let ids = (0..source.size() as u32).map(id).collect();
        let vocabulary = Vocabulary::Shared { texts, ids, by_text };
        Ok(Self { source, vocabulary, end, unknown, before_mark: None })
    }

    /// T5's: one SentencePiece model for all.
    ///
    /// # Errors
    /// When the model has no end of a text.
    pub fn t5(mut model: Unigram) -> Result<Self, TokensError> {
        const FILE: &str = "the SentencePiece model";
        let end = model.id(MARIAN[0]);
        let end =
            end.ok_or_else(|| TokensError::Json { file: FILE, why: format!("it has no {}", MARIAN[0]) })?;
        model.reserve(is_mark);
        let before_mark = model.id("▁").filter(|_| model.puts_blank_before());
        let unknown = model.unknown();
        Ok(Self { source: model, vocabulary: Vocabulary::Pieces, end, unknown, before_mark })
    }

    /// The number of ids.
    pub fn size(&self) -> usize {
        match &self.vocabulary {
            Vocabulary::Pieces => self.source.size(),
            Vocabulary::Shared { texts, .. } => texts.len(),
        }
    }

    /// The id of the end of a text.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// The id of what is unknown.
    pub fn unknown(&self) -> u32 {
        self.unknown
    }

    /// The id of a mark, such as `>>cmn_Hans<<` or `<2zh>`.
    pub fn mark(&self, text: &str) -> Option<u32> {
        if !is_mark(text) {
            return None;
        }
        match &self.vocabulary {
            Vocabulary::Pieces => self.source.id(text),
            Vocabulary::Shared { by_text, .. } => by_text.get(text).copied(),
        }
    }

    /// The ids of a text with its end, behind a mark if one is given.
    pub fn encode(&self, mark: Option<u32>, text: &str) -> Vec<u32> {
        let before = self.before_mark.filter(|_| mark.is_some());
        let normalized = self.source.normalize(text);
        let pieces = self.source.cut(&normalized);
        let ids = pieces.iter().map(|found| match &self.vocabulary {
            Vocabulary::Pieces => found.id,
            // What the source's model does not know may still be a piece of the target's.
            Vocabulary::Shared { by_text, .. }
                if found.id == self.source.unknown() && !is_reserved(found.text) =>
            {
                by_text.get(found.text).copied().unwrap_or(self.unknown)
            }
            Vocabulary::Shared { ids, .. } => ids[found.id as usize],
        });
        before.into_iter().chain(mark).chain(ids).chain([self.end]).collect()
    }

    /// The text of some ids; marks, ends and what is unknown have none.
    pub fn decode(&self, ids: &[u32]) -> String {
        let mut bytes: Vec<u8> = Vec::new();
        for id in ids.iter().filter(|id| !self.is_mark(**id)) {
            match self.source.byte(*id).filter(|_| matches!(self.vocabulary, Vocabulary::Pieces)) {
                Some(byte) => bytes.push(byte),
                None => bytes.extend_from_slice(self.text(*id).as_bytes()),
            }
        }
        String::from_utf8_lossy(&bytes).replace('▁', " ").trim().to_owned()
    }

    /// The text of an id as the vocabulary has it.
    fn text(&self, id: u32) -> &str {
        match &self.vocabulary {
            Vocabulary::Pieces => self.source.piece(id),
            Vocabulary::Shared { texts, .. } => texts.get(id as usize).map_or("", String::as_str),
        }
    }

    fn is_mark(&self, id: u32) -> bool {
        let text = self.text(id);
        match &self.vocabulary {
            Vocabulary::Pieces => self.source.is_mark(id),
            Vocabulary::Shared { .. } => text.is_empty() || is_reserved(text),
        }
    }
}

/// True for what no text becomes in Marian's vocabularies.
fn is_reserved(text: &str) -> bool {
    is_mark(text) || MARIAN.contains(&text)
}

/// True for the marks of languages: `>>cmn_Hans<<` of Marian, `<2zh>` of MADLAD.
fn is_mark(text: &str) -> bool {
    let within = |open: &str, close: &str| {
        let name = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        name.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        })
    };
    within(">>", "<<") || within("<2", ">")
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn marks_are_told_from_text() {
        for mark in [">>cmn_Hans<<", ">>zh<<", "<2zh>", "<2zh_Latn>"] {
            assert!(is_mark(mark), "{mark}");
        }
        for text in ["<2>", ">><<", "<zh>", "2zh", "<2 zh>", ">>a b<<", "▁<2zh>"] {
            assert!(!is_mark(text), "{text}");
        }
    }
}
