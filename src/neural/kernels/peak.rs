//! The instructions of a level's kernel on registers alone: what no product can be faster than.

use std::hint::black_box;

use super::level::Level;

/// Rounds of a call: a tenth of a millisecond or so.
const ROUNDS: usize = 1 << 14;

/// Multiplies eight-bit numbers and adds them up for a while by a level, or by the best one that this processor runs; how
/// many products were made.
pub(in crate::neural) fn multiply_in_registers(level: Level) -> u64 {
    match level.min(Level::best()) {
        // SAFETY: the processor has what the level stands for.
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { vnni() },
        // SAFETY: the same.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { pairs() },
        _ => plain(),
    }
}

/// Twelve chains of `vpdpbusd`, 64 products each.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
fn vnni() -> u64 {
    use std::arch::x86_64::{
        _mm512_add_epi32, _mm512_dpbusd_epi32, _mm512_reduce_add_epi32, _mm512_set1_epi8,
    };
    let (a, b) = (_mm512_set1_epi8(black_box(3)), _mm512_set1_epi8(black_box(-2)));
    let mut sums = [_mm512_set1_epi8(0); 12];
    for _ in 0..ROUNDS {
        for sum in &mut sums {
            *sum = _mm512_dpbusd_epi32(*sum, a, b);
        }
    }
    let all = sums.into_iter().reduce(|a, b| _mm512_add_epi32(a, b));
    black_box(all.map(|all| _mm512_reduce_add_epi32(all)));
    (ROUNDS * sums.len() * 64) as u64
}

/// Eight chains of `vpmaddubsw`, `vpmaddwd` and an addition, 32 products each.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn pairs() -> u64 {
    use std::arch::x86_64::{
        _mm256_add_epi32, _mm256_extract_epi32, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi8,
        _mm256_set1_epi16,
    };
    let b = _mm256_set1_epi8(black_box(-2));
    let ones = _mm256_set1_epi16(black_box(1));
    let mut a = [_mm256_set1_epi8(3); 8];
    let mut sums = [_mm256_set1_epi8(0); 8];
    for _ in 0..ROUNDS {
        for (sum, a) in sums.iter_mut().zip(&mut a) {
            // Hidden, or the compiler would multiply once and for all.
            *a = black_box(*a);
            *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(_mm256_maddubs_epi16(*a, b), ones));
        }
    }
    for sum in sums {
        black_box(_mm256_extract_epi32::<0>(sum));
    }
    (ROUNDS * sums.len() * 32) as u64
}

/// Eight chains of `pmaddwd` and an addition, eight products each: what the plain kernel does on any x86-64.
#[cfg(target_arch = "x86_64")]
fn plain() -> u64 {
    use std::arch::x86_64::{
        _mm_add_epi32, _mm_cvtsi128_si32, _mm_madd_epi16, _mm_set1_epi16, _mm_setzero_si128,
    };
    // SAFETY: x86-64 has SSE2.
    unsafe {
        let b = _mm_set1_epi16(black_box(-2));
        let mut a = [_mm_set1_epi16(3); 8];
        let mut sums = [_mm_setzero_si128(); 8];
        for _ in 0..ROUNDS {
            for (sum, a) in sums.iter_mut().zip(&mut a) {
                // Hidden, or the compiler would multiply once and for all.
                *a = black_box(*a);
                *sum = _mm_add_epi32(*sum, _mm_madd_epi16(*a, b));
            }
        }
        for sum in sums {
            black_box(_mm_cvtsi128_si32(sum));
        }
        (ROUNDS * sums.len() * 8) as u64
    }
}

/// What the plain kernel's inner loop is compiled to.
#[cfg(not(target_arch = "x86_64"))]
fn plain() -> u64 {
    let weights: [u8; 64] = black_box([3; 64]);
    let mut sums = [0_i32; 16];
    for _ in 0..ROUNDS {
        let numbers: [i8; 4] = black_box([-2, 1, 2, -1]);
        for (lane, sum) in sums.iter_mut().enumerate() {
            for (at, number) in numbers.iter().enumerate() {
                *sum = sum.wrapping_add(i32::from(weights[lane * 4 + at]) * i32::from(*number));
            }
        }
    }
    black_box(sums);
    (ROUNDS * 64) as u64
}
