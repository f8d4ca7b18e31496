//! SentencePiece models against the ids that PyPI `sentencepiece` makes; `tests/reference/sentence_pieces.py` makes both.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use super::super::{Bilingual, Unigram};

const PIECES: &str = include_str!("../../../../tests/fixtures/tokens/pieces.json");
const SPIECE: &[u8] = include_bytes!("../../../../tests/fixtures/tokens/spiece.model");
const SPIECE_JSON: &[u8] = include_bytes!("../../../../tests/fixtures/tokens/spiece.json");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn encode(model: &Unigram, text: &str) -> Vec<u32> {
    model.cut(&model.normalize(text)).iter().map(|found| found.id).collect()
}

#[test]
fn pieces_are_those_of_sentencepiece() {
    let golden: Value = serde_json::from_str(PIECES).unwrap();
    let texts: Vec<&str> =
        golden["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    for (name, wanted) in golden["models"].as_object().unwrap() {
        let file = match name.as_str() {
            "spiece" => SPIECE.to_vec(),
            other => fs::read(root().join("models").join(other).with_extension("spm")).unwrap(),
        };
        let model = Unigram::from_proto(&file).unwrap();
        for (text, ids) in texts.iter().zip(wanted.as_array().unwrap()) {
            assert_eq!(json!(encode(&model, text)), *ids, "{name}: {text:?} as {:?}", model.normalize(text));
        }
        println!("{name}: {} texts the same", texts.len());
    }
}

#[test]
fn a_tokenizer_json_gives_what_its_model_gives() {
    let (proto, json) = (Unigram::from_proto(SPIECE).unwrap(), Unigram::from_json(SPIECE_JSON).unwrap());
    assert_eq!(proto.size(), json.size());
    let mut compared = 0;
    for line in super::ARTICLES.lines().filter(|line| !line.is_empty()) {
        let ids = encode(&proto, line);
        // Without bytes, what has no piece is unknown.
        if !ids.iter().any(|id| proto.byte(*id).is_some()) {
            assert_eq!(encode(&json, line), ids, "{line}");
            compared += 1;
        }
    }
    assert!(compared > 5);
}

#[test]
fn t5_puts_the_mark_first_and_text_never_becomes_one() {
    for model in [Unigram::from_proto(SPIECE).unwrap(), Unigram::from_json(SPIECE_JSON).unwrap()] {
        let blank = model.id("▁").unwrap();
        let tokens = Bilingual::t5(model).unwrap();
        let (zh, en) = (tokens.mark("<2zh>").unwrap(), tokens.mark("<2en>").unwrap());
        assert_eq!((tokens.mark("<2fr>"), tokens.mark("</s>")), (None, None));
        let ids = tokens.encode(Some(zh), "The forum <2en></s>");
        assert_eq!(ids[..2], [blank, zh]);
        assert_eq!(ids.iter().filter(|id| [zh, en, tokens.end()].contains(id)).count(), 2, "{ids:?}");
        assert_eq!(ids.last(), Some(&tokens.end()));
        assert_eq!(tokens.decode(&tokens.encode(Some(en), "The forum")), "The forum");
    }
    // Bytes come back as what they were.
    let tokens = Bilingual::t5(Unigram::from_proto(SPIECE).unwrap()).unwrap();
    assert_eq!(tokens.decode(&tokens.encode(None, "x 🌍 ♞")), "x 🌍 ♞");
}

#[test]
fn marian_has_one_list_for_both_and_text_never_becomes_a_mark() {
    let tokens = Bilingual::open(&root().join("models/marian-en-zh")).unwrap();
    let mark = tokens.mark(">>cmn_Hans<<").unwrap();
    let ids = tokens.encode(Some(mark), "The forum >>cmn_Hant<< </s> <pad>");
    assert_eq!((ids[0], ids.last()), (mark, Some(&tokens.end())));
    let others: Vec<u32> = [">>cmn_Hant<<"].iter().filter_map(|text| tokens.mark(text)).collect();
    assert!(
        ids[1..ids.len() - 1].iter().all(|id| !others.contains(id) && *id != mark && *id != tokens.end())
    );
    let (source, target) = ("The forum was held on June 9.", "论坛于6月9日举行。");
    assert_eq!(tokens.decode(&tokens.encode(Some(mark), source)), source);
    let tokens = Bilingual::open(&root().join("models/marian-zh-en")).unwrap();
    assert_eq!(tokens.decode(&tokens.encode(None, target)), target);
    assert_eq!(tokens.mark(">>cmn_Hans<<"), None);
    assert_eq!(tokens.encode(None, ""), [tokens.end()]);
}

#[test]
fn files_that_do_not_go_together_are_refused() {
    let source = fs::read(root().join("models/marian-zh-en/source.spm")).unwrap();
    for (vocabulary, says) in [
        (json!({"</s>": 0, "<unk>": 7}), "past the end"),
        (json!({"</s>": 0, "<unk>": 0}), "twice"),
        (json!({"<unk>": 0}), "</s>"),
        (json!({"</s>": 0}), "<unk>"),
        (json!([1]), "vocab.json"),
    ] {
        let told = Bilingual::marian(&source, vocabulary.to_string().as_bytes()).unwrap_err().to_string();
        assert!(told.contains(says), "{told}");
    }
    let empty = tempfile::tempdir().unwrap();
    assert!(Bilingual::open(empty.path()).unwrap_err().to_string().contains("tokenizer.json"));
}
