//! Small models made by hand; the committed fixture against `sentencepiece` is in `tokens/tests/bilingual.rs`.

use super::*;

/// A field of bytes.
fn bytes(number: u8, bytes: &[u8]) -> Vec<u8> {
    assert!(bytes.len() < 128);
    [&[number << 3 | 2, bytes.len() as u8], bytes].concat()
}

fn number(field: u8, value: u8) -> Vec<u8> {
    if field < 16 { vec![field << 3, value] } else { vec![field << 3 | 0x80, field >> 4, value] }
}

fn piece(text: &str, score: f32, kind: u8) -> Vec<u8> {
    let score = [&[2 << 3 | 5], &score.to_le_bytes()[..]].concat();
    bytes(1, &[bytes(1, text.as_bytes()), score, number(3, kind)].concat())
}

fn model(pieces: &[(&str, f32, u8)], trainer: &[u8], normalizer: &[u8]) -> Vec<u8> {
    let pieces: Vec<u8> = pieces.iter().flat_map(|(text, score, kind)| piece(text, *score, *kind)).collect();
    [pieces, bytes(2, trainer), bytes(3, normalizer)].concat()
}

const PIECES: [(&str, f32, u8); 9] = [
    ("<unk>", 0.0, 2),
    ("</s>", 0.0, 3),
    ("▁", -2.0, 1),
    ("a", -3.0, 1),
    ("b", -3.0, 1),
    ("ab", -4.0, 1),
    ("▁ab", -5.5, 1),
    ("论坛", -4.0, 1),
    ("x", -1.0, 5),
];

fn texts(model: &Unigram, text: &str) -> Vec<String> {
    let normalized = model.normalize(text);
    model.cut(&normalized).iter().map(|found| format!("{}:{}", found.id, found.text)).collect()
}

#[test]
fn the_scores_decide_the_cut() {
    let model = Unigram::from_proto(&model(&PIECES, &[], &[])).unwrap();
    assert_eq!(texts(&model, "ab"), ["6:▁ab"], "-5.5 is more than -2 -4");
    assert_eq!(
        texts(&model, "  ab  ba "),
        ["6:▁ab", "2:▁", "4:b", "3:a"],
        "blanks are one, or none at the ends"
    );
    assert_eq!(texts(&model, "a论坛b"), ["2:▁", "3:a", "7:论坛", "4:b"]);
    assert_eq!(texts(&model, ""), Vec::<String>::new());
    assert_eq!(texts(&model, " \u{20}"), Vec::<String>::new());
}

#[test]
fn unknown_neighbours_are_one_and_unused_pieces_none() {
    let model = Unigram::from_proto(&model(&PIECES, &[], &[])).unwrap();
    assert_eq!(texts(&model, "é论xab"), ["2:▁", "0:é论x", "5:ab"]);
    assert!(model.is_mark(0) && model.is_mark(1) && !model.is_mark(2) && model.is_mark(99));
    assert_eq!((model.id("</s>"), model.id("y"), model.piece(7)), (Some(1), None, "论坛"));
}

#[test]
fn pieces_of_the_user_are_never_cut_or_changed() {
    let pieces = [&PIECES[..], &[("<2zh>", 0.0, 4), (" a  b ", 0.0, 4)]].concat();
    let model = Unigram::from_proto(&model(&pieces, &[], &[])).unwrap();
    assert_eq!(texts(&model, "<2zh>ab"), ["2:▁", "9:<2zh>", "5:ab"]);
}

#[test]
fn settings_of_the_file_are_kept() {
    let without = Unigram::from_proto(&model(&PIECES, &[], &number(3, 0))).unwrap();
    assert_eq!(texts(&without, "ab"), ["5:ab"]);
    let behind = Unigram::from_proto(&model(&PIECES, &number(24, 1), &[])).unwrap();
    assert_eq!(texts(&behind, "ab"), ["5:ab", "2:▁"]);
    let all = Unigram::from_proto(&model(&PIECES, &[], &number(4, 0))).unwrap();
    assert_eq!(texts(&all, " a"), ["2:▁", "2:▁", "3:a"]);
}

#[test]
fn bytes_stand_for_what_has_no_piece() {
    let names: Vec<String> = (0..256).map(|byte| format!("<0x{byte:02X}>")).collect();
    let mut pieces = PIECES.to_vec();
    pieces.extend(names.iter().map(|name| (name.as_str(), 0.0, 6)));
    let model = Unigram::from_proto(&model(&pieces, &[], &[])).unwrap();
    let first = PIECES.len();
    assert_eq!(
        texts(&model, "é"),
        ["2:▁".to_owned(), format!("{}:é", first + 0xC3), format!("{}:", first + 0xA9)]
    );
    assert_eq!(model.byte(first as u32 + 0xC3), Some(0xC3));
}

#[test]
fn a_tokenizer_json_says_the_same() {
    let vocab: Vec<(&str, f32)> = PIECES[..8].iter().map(|(text, score, _)| (*text, *score)).collect();
    let mut json = serde_json::json!({
        "added_tokens": [{"id": 1, "content": "</s>", "special": true}, {"id": 8, "content": "<2zh>", "special": false}],
        "normalizer": null,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        "model": {"type": "Unigram", "unk_id": 0, "vocab": vocab},
    });
    let read = |json: &serde_json::Value| Unigram::from_json(json.to_string().as_bytes());
    let model = read(&json).unwrap();
    assert_eq!(texts(&model, "<2zh> ab é"), ["2:▁", "8:<2zh>", "6:▁ab", "2:▁", "0:é"]);
    json["normalizer"] = serde_json::json!({"type": "Lowercase"});
    assert!(matches!(read(&json), Err(TokensError::UnknownComponent { .. })));
    json["normalizer"] = serde_json::json!({"type": "Precompiled", "precompiled_charsmap": "AAA="});
    assert!(matches!(read(&json), Err(TokensError::Json { .. })));
    json["model"]["type"] = "BPE".into();
    assert!(matches!(read(&json), Err(TokensError::UnknownModel { .. })));
}

#[test]
fn what_is_no_model_is_an_error() {
    let whole = model(&PIECES, &number(3, 1), &[]);
    for end in 1..whole.len() {
        // Cut anywhere it is an error or a smaller model, never a panic.
        let _ = Unigram::from_proto(&whole[..end]);
    }
    let wrong = |pieces: &[(&str, f32, u8)]| Unigram::from_proto(&model(pieces, &[], &[])).unwrap_err();
    assert!(wrong(&PIECES[1..]).to_string().contains("unknown"));
    assert!(matches!(wrong(&[PIECES[0], PIECES[3], PIECES[3]]), TokensError::Duplicate { .. }));
    assert!(wrong(&[PIECES[0], ("a", f32::NAN, 1)]).to_string().contains("score"));
    assert!(wrong(&[PIECES[0], ("a", 0.0, 9)]).to_string().contains("kind"));
    assert!(Unigram::from_proto(&[]).is_err());
    let bpe = Unigram::from_proto(&model(&PIECES, &number(3, 2), &[]));
    assert!(matches!(bpe, Err(TokensError::UnknownModel { .. })));
    for blob in [&[1][..], &[4, 0, 0, 0], &[3, 0, 0, 0, 1, 1, 1], &[4, 0, 0, 0, 0, 255, 255, 255, 0xFF]] {
        assert!(Unigram::from_proto(&model(&PIECES, &[], &bytes(2, blob))).is_err(), "{blob:?}");
    }
}

#[test]
fn a_map_of_characters_that_leads_astray_maps_nothing() {
    for seed in 0..200_u32 {
        let mut units: Vec<u8> = (0..64_u32)
            .flat_map(|at| (at.wrapping_mul(seed.wrapping_mul(2_654_435_761))).to_le_bytes())
            .collect();
        let mut blob = 64_u32.to_le_bytes().to_vec();
        blob.append(&mut units.split_off(units.len() - 64));
        blob.extend_from_slice(b"abc\0");
        let normalizer = bytes(2, &blob[..100.min(blob.len())]);
        if let Ok(model) = Unigram::from_proto(&model(&PIECES, &[], &normalizer)) {
            let _ = model.normalize("ab论坛 \u{fdd0}x");
        }
    }
}
