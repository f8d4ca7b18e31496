//! Every kernel against the plain one, bit for bit, and the plain one against exact arithmetic.

use candle_core::{
    Device, Tensor,
    quantized::{GgmlDType, QTensor},
};
use proptest::prelude::*;

use super::{Form, Packed, kernel, level::Level, plain, product::product_by};

const FORMS: [(Form, GgmlDType); 4] = [
    (Form::Q8, GgmlDType::Q8_0),
    (Form::Q6K, GgmlDType::Q6K),
    (Form::Q5K, GgmlDType::Q5K),
    (Form::Q4K, GgmlDType::Q4K),
];

/// Numbers without pattern, a few far larger than the others, as activations are.
fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
    let next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let number = (seed >> 8) as f32 / (1 << 23) as f32 - 1.0;
        if seed >> 25 == 3 { number * 50.0 } else { number }
    };
    std::iter::repeat_with(next).take(count).collect()
}

/// The levels that this processor runs, but those that round twice a step: what these give is only near.
fn levels() -> impl Iterator<Item = Level> {
    Level::ALL.into_iter().filter(|level| *level <= Level::best() && level.is_fused())
}

/// Random blocks of a kind, and Candle's reading of them.
fn blocks(kind: GgmlDType, outputs: usize, inputs: usize, seed: u32) -> (Vec<u8>, Vec<f32>) {
    let values = Tensor::from_vec(numbers(outputs * inputs, seed), (outputs, inputs), &Device::Cpu).unwrap();
    let blocks = QTensor::quantize(&values, kind).unwrap();
    let values = blocks.dequantize(&Device::Cpu).unwrap().flatten_all().unwrap().to_vec1().unwrap();
    (blocks.data().unwrap().into_owned(), values)
}

#[test]
fn a_packed_matrix_has_the_rows_that_candle_reads() {
    for (form, kind) in FORMS {
        for outputs in [1, 15, 16, 33] {
            let inputs = 512;
            let (bytes, values) = blocks(kind, outputs, inputs, 1);
            let packed = Packed::new(form, &bytes, outputs, inputs).unwrap();
            let mut row = vec![0.0; inputs];
            for (output, values) in values.chunks_exact(inputs).enumerate() {
                packed.row(output, &mut row);
                let near = row.iter().zip(values).all(|(a, b)| (a - b).abs() <= 1e-6 * b.abs().max(1.0));
                assert!(near, "{kind:?}: row {output} of {outputs}");
            }
        }
    }
}

#[test]
fn what_is_no_whole_matrix_is_refused() {
    let (bytes, _) = blocks(GgmlDType::Q4K, 3, 256, 1);
    assert!(Packed::new(Form::Q4K, &bytes, 3, 256).is_some());
    assert!(Packed::new(Form::Q4K, &bytes[1..], 3, 256).is_none());
    assert!(Packed::new(Form::Q4K, &bytes, 2, 256).is_none());
    assert!(Packed::new(Form::Q4K, &bytes, 6, 128).is_none());
    assert!(Packed::new(Form::Q8, &[], 0, 0).is_none());
    assert!(Packed::new(Form::Q8, &bytes, usize::MAX, 256).is_none());
}

/// The products by double precision, of what the weights stand for and of rows as they are.
fn exact(x: &[f32], weights: &[f32], inputs: usize) -> Vec<f64> {
    let dot = |x: &[f32], w: &[f32]| x.iter().zip(w).map(|(x, w)| f64::from(*x) * f64::from(*w)).sum();
    let row = |x| weights.chunks_exact(inputs).map(move |w| dot(x, w));
    x.chunks_exact(inputs).flat_map(row).collect()
}

#[test]
fn the_plain_kernel_is_as_near_as_eight_bits_allow() {
    for (form, kind) in FORMS {
        let (outputs, inputs, rows) = (40, 768, 14);
        let (bytes, weights) = blocks(kind, outputs, inputs, 2);
        let x = numbers(rows * inputs, 3);
        let packed = Packed::new(form, &bytes, outputs, inputs).unwrap();
        let [found] = product_by(plain::run::<true>, Level::Plain, [&packed], &x);
        let wanted = exact(&x, &weights, inputs);
        let length: f64 = wanted.iter().map(|x| x * x).sum();
        let distance: f64 = found.iter().zip(&wanted).map(|(a, b)| (f64::from(*a) - b).powi(2)).sum();
        let relative = (distance / length).sqrt();
        println!("{kind:?}: {relative:.5}");
        // Rounding to 1/127 of a block's greatest, where one number in 128 is fifty times the others.
        assert!(relative < 0.02, "{kind:?}: {relative}");
    }
}

proptest! {
    #[test]
    fn all_kernels_give_the_same_bits(
        form in 0..FORMS.len(), outputs in 1..70_usize, blocks_a_row in 1..5_usize, rows in 1..30_usize, seed: u32,
    ) {
        let (form, kind) = FORMS[form];
        let inputs = blocks_a_row * form.block();
        let (bytes, _) = blocks(kind, outputs, inputs, seed);
        let packed = Packed::new(form, &bytes, outputs, inputs).unwrap();
        let x = numbers(rows * inputs, seed ^ 5);
        let [plain] = product_by(plain::run::<true>, Level::Plain, [&packed], &x);
        for level in levels() {
            let [found] = product_by(kernel::of(level), level, [&packed], &x);
            let same = found.iter().zip(&plain).all(|(a, b)| a.to_bits() == b.to_bits());
            prop_assert!(same && found.len() == plain.len(), "{level}, {kind:?}");
            // Each row alone is the same too, by every kernel.
            let row = seed as usize % rows;
            let [alone] = product_by(kernel::of(level), level, [&packed], &x[row * inputs..][..inputs]);
            prop_assert_eq!(&alone, &found[row * outputs..][..outputs]);
        }
    }

    #[test]
    fn what_rounds_twice_a_step_is_near(
        form in 0..FORMS.len(), outputs in 1..40_usize, blocks_a_row in 1..5_usize, rows in 1..20_usize, seed: u32,
    ) {
        let (form, kind) = FORMS[form];
        let inputs = blocks_a_row * form.block();
        let packed = Packed::new(form, &blocks(kind, outputs, inputs, seed).0, outputs, inputs).unwrap();
        let x = numbers(rows * inputs, seed ^ 5);
        let [once] = product_by(plain::run::<true>, Level::Plain, [&packed], &x);
        let [twice] = product_by(plain::run::<false>, Level::Plain, [&packed], &x);
        let length = once.iter().map(|x| x * x).sum::<f32>().sqrt();
        let distance = once.iter().zip(&twice).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt();
        // Of what is summed: a number may be the little that is left of much.
        let most = 1e-5 * length + 1e-4 * (once.len() as f32).sqrt();
        prop_assert!(distance <= most, "{kind:?}: {distance} of {length}");
        // As steady too: a row has the bits that it has alone.
        let row = seed as usize % rows;
        let [alone] = product_by(plain::run::<false>, Level::Plain, [&packed], &x[row * inputs..][..inputs]);
        prop_assert_eq!(&alone, &twice[row * outputs..][..outputs]);
    }

    #[test]
    fn hostile_blocks_and_rows_do_no_harm(
        form in 0..FORMS.len(), bytes in prop::collection::vec(any::<u8>(), 17 * 210), rows in 1..4_usize,
        x in prop::collection::vec(any::<f32>(), 3 * 256),
    ) {
        // Scales that are no numbers, numbers at the ends of their range: the kernels still agree.
        let form = FORMS[form].0;
        let (outputs, inputs) = (17, form.block());
        let packed = Packed::new(form, &bytes[..outputs * form.block_bytes()], outputs, inputs).unwrap();
        let rows = &x[..rows * inputs];
        let [plain] = product_by(plain::run::<true>, Level::Plain, [&packed], rows);
        for level in levels() {
            let [found] = product_by(kernel::of(level), level, [&packed], rows);
            let same = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
            prop_assert!(found.iter().zip(&plain).all(same), "{level}");
        }
    }
}

/// More rows than go through a tile before the next one comes, and more outputs than a thread takes at a time.
#[test]
fn rows_of_several_panels_have_the_bits_that_they_have_alone() {
    for ((form, kind), seed) in FORMS.into_iter().zip(20..) {
        let (outputs, inputs, rows) = (150, form.block(), 2 * 32 * 12 + 5);
        let packed = Packed::new(form, &blocks(kind, outputs, inputs, seed).0, outputs, inputs).unwrap();
        let x = numbers(rows * inputs, seed);
        let [plain] = product_by(plain::run::<true>, Level::Plain, [&packed], &x);
        for level in levels() {
            let [found] = product_by(kernel::of(level), level, [&packed], &x);
            assert_eq!(found, plain, "{level}, {kind:?}");
            for row in [0, 383, 384, 767, 768, rows - 1] {
                let [alone] = product_by(kernel::of(level), level, [&packed], &x[row * inputs..][..inputs]);
                assert_eq!(alone, found[row * outputs..][..outputs], "{level}, {kind:?}, row {row}");
            }
        }
    }
}

/// Every number of rows up to two dozen, of few inputs and of many: they go in companies and parts of all sizes.
#[test]
fn rows_of_every_number_have_the_bits_that_they_have_alone() {
    let level = Level::best();
    for (form, kind) in FORMS {
        for inputs in [256, 2048] {
            let outputs = 50;
            let packed = Packed::new(form, &blocks(kind, outputs, inputs, 30).0, outputs, inputs).unwrap();
            let x = numbers(24 * inputs, 31);
            let alone: Vec<Vec<f32>> = x
                .chunks_exact(inputs)
                .map(|x| {
                    let [alone] = product_by(kernel::of(level), level, [&packed], x);
                    alone
                })
                .collect();
            for rows in 1..=24 {
                let [found] = product_by(kernel::of(level), level, [&packed], &x[..rows * inputs]);
                assert_eq!(found, alone[..rows].concat(), "{kind:?}, {rows} rows of {inputs}");
            }
        }
    }
}

#[test]
fn several_matrices_share_the_rounded_rows() {
    let inputs = 256;
    let matrix = |(form, kind), outputs| {
        Packed::new(form, &blocks(kind, outputs, inputs, 4).0, outputs, inputs).unwrap()
    };
    let (first, second) = (matrix(FORMS[3], 33), matrix(FORMS[1], 16));
    let x = numbers(3 * inputs, 6);
    let level = Level::best();
    let together = product_by(kernel::of(level), level, [&first, &second], &x);
    let [alone] = product_by(kernel::of(level), level, [&first], &x);
    assert_eq!(together[0], alone);
    let [alone] = product_by(kernel::of(level), level, [&second], &x);
    assert_eq!(together[1], alone);
}
