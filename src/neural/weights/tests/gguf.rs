//! GGUF files: what is read, and what is refused with its reason.

use super::forge::Forge;
use crate::neural::weights::{Array, Kind, Value};

#[test]
fn settings_and_tensors_are_read_in_both_versions() {
    for version in [2, 3] {
        let mut forge = Forge::new(version, 2, 5).text("a").u32(4).u32(7).text("b").u32(8).text("文");
        forge = forge.text("c").u32(9).u32(8).u64(2).text("x").text("yz");
        forge = forge.text("d").u32(9).u32(5).u64(2).u32(1).u32(u32::MAX);
        forge = forge.text("e").u32(6).u32(0.5f32.to_bits());
        let data: Vec<u8> = (0..96).collect();
        let file = forge.tensor("second", &[3, 2], 0, 32).tensor("first", &[4], 1, 0).data(&data);
        let (_folder, path) = file.file();
        let weights = crate::neural::weights::Weights::open(&path).unwrap();
        let metadata = weights.metadata().unwrap();
        assert_eq!(metadata["a"], Value::Unsigned(7));
        assert_eq!(metadata["b"].text(), Some("文"));
        assert_eq!(metadata["c"].texts().unwrap(), ["x", "yz"]);
        assert_eq!(metadata["d"], Value::Array(Array::I32(vec![1, -1])));
        assert_eq!(metadata["d"].integers().unwrap(), [1, -1]);
        assert_eq!(metadata["e"].float(), Some(0.5));
        assert_eq!(weights.names().collect::<Vec<_>>(), ["first", "second"]);
        let raw = weights.tensor("second").unwrap();
        assert_eq!((raw.kind, &raw.shape[..], &raw.bytes[..]), (Kind::F32, &[2, 3][..], &data[32..56]));
        assert_eq!(weights.tensor("first").unwrap().bytes, data[..8]);
        assert_eq!(weights.tensor("third").unwrap_err().to_string(), "the tensor third is missing");
    }
}

#[test]
fn what_is_no_gguf_is_told_by_what_it_is() {
    let says = |bytes: &[u8]| Forge(bytes.to_vec()).error();
    assert_eq!(says(b"<!DOCTYPE html>"), "FILE is no GGUF file: it begins with <!DO");
    assert_eq!(says(b"PK\x03\x04"), r"FILE is no GGUF file: it begins with PK\x03\x04");
    assert_eq!(says(b"GG"), "FILE is no GGUF file: it begins with fewer than 4 bytes");
    assert_eq!(Forge::new(1, 0, 0).error(), "FILE is GGUF version 1; versions 2 and 3 are read");
    let swapped = Forge::new(3u32.swap_bytes(), 0, 0).error();
    assert_eq!(swapped, "FILE is GGUF version 50331648; versions 2 and 3 are read, little-endian only");
}

#[test]
fn counts_and_lengths_past_the_file_are_refused_before_anything_is_allocated() {
    const HUGE: u64 = 1 << 60;
    for (forge, wanted) in [
        (Forge::new(3, HUGE, 0), "it announces 1152921504606846976 tensors and 0 settings, 0 bytes are left"),
        (Forge::new(3, 0, u64::MAX), "it announces 0 tensors and 18446744073709551615 settings"),
        (
            Forge::new(3, 0, 1).u64(HUGE).data(&[0; 64]),
            "the name of a setting of 1152921504606846976 × 1 bytes",
        ),
        (
            Forge::new(3, 0, 1).text("k").u32(8).u64(HUGE).data(&[0; 64]),
            "the value of a setting of 1152921504606846976",
        ),
        (
            Forge::new(3, 0, 1).text("k").u32(9).u32(12).u64(u64::MAX).data(&[0; 64]),
            "an array of settings of 18446744073709551615 × 8",
        ),
        (
            Forge::new(3, 0, 1).text("k").u32(9).u32(8).u64(HUGE).data(&[0; 64]),
            "the file ends within an array of settings",
        ),
        (Forge::new(3, 0, 1).text("k").u32(9).u32(9).u64(1).data(&[0; 64]), "an array of arrays"),
        (Forge::new(3, 0, 1).text("k").u32(13).data(&[0; 64]), "a setting has the unknown type 13"),
        (Forge::new(3, 0, 2).text("k").u32(4).u32(1).text("k").u32(4).u32(1), "the setting k stands twice"),
        (Forge::new(3, 0, 1).text("general.alignment").u32(4).u32(0), "general.alignment is Unsigned(0)"),
        (Forge::new(3, 0, 1).text("general.alignment").u32(4).u32(33), "general.alignment is Unsigned(33)"),
    ] {
        let error = forge.error();
        assert!(error.contains(wanted), "{error}\n{wanted}");
    }
}

#[test]
fn tensors_that_cannot_lie_where_they_say_are_refused() {
    let one = |dimensions: &[u64], kind, offset| {
        Forge::new(3, 1, 0).tensor("t", dimensions, kind, offset).data(&[0; 64]).error()
    };
    for (error, wanted) in [
        (one(&[4, 5], 0, 0), "the tensor t takes 80 bytes from 96, the file has 160"),
        (one(&[4], 0, 1 << 40), "the tensor t takes 16 bytes from 1099511627840, the file has 128"),
        (one(&[4], 0, u64::MAX - 31), "the tensor t takes 16 bytes from 18446744073709551615"),
        (one(&[4], 0, 8), "the tensor t begins at 8, not a multiple of 32"),
        (one(&[1 << 40, 1 << 40], 0, 0), "past counting"),
        (one(&[u64::MAX], 0, 0), "past counting"),
        (one(&[0, 4], 0, 0), "is empty or past counting"),
        (one(&[33], 8, 0), "rows of 33 do not divide into Q8_0 blocks of 32"),
        (one(&[1, 1, 1, 1, 1], 0, 0), "the tensor t has 5 dimensions"),
        (
            one(&[32], 9, 0),
            "the tensor t is quantized as Q8_1, which is not supported; supported are F32, F16, Q4_0",
        ),
        (one(&[32], 16, 0), "quantized as IQ2_XXS"),
        (one(&[32], 99, 0), "quantized as type 99"),
    ] {
        assert!(error.contains(wanted), "{error}\n{wanted}");
    }
    let two = |second: &str, offset| {
        let forge = Forge::new(3, 2, 0).tensor("t", &[16], 0, 0).tensor(second, &[8], 0, offset);
        forge.data(&[0; 96]).error()
    };
    assert_eq!(two("t", 64), "FILE is damaged: the tensor t stands twice");
    assert_eq!(two("u", 32), "FILE is damaged: the tensors t and u share bytes");
    assert_eq!(two("u", 64), "none");
}

#[test]
fn a_file_that_shrinks_after_it_was_opened_is_an_error() {
    let (_folder, path) = Forge::new(3, 1, 0).tensor("t", &[16], 0, 0).data(&[0; 64]).file();
    let weights = crate::neural::weights::Weights::open(&path).unwrap();
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(70).unwrap();
    assert!(weights.tensor("t").unwrap_err().to_string().starts_with("cannot read "));
}
