//! Must hold bit for bit: a text alone and among strangers, a hypothesis alone and among others.

use super::{super::Next, EncoderDecoder, Precision, TINY, golden, model};

/// Bits of the logits of each step.
type Bits = Vec<Vec<u32>>;

const STEPS: usize = 7;

/// Writes given tokens behind the sources; the bits of the text at `own`.
fn write(model: &dyn EncoderDecoder, sources: &[&[u32]], targets: &[&[u32]], own: usize) -> Bits {
    let memories = model.read(sources).unwrap();
    let mut histories: Vec<_> = sources.iter().map(|_| model.begin()).collect();
    let vocabulary = model.shape().vocabulary;
    (0..STEPS)
        .map(|at| {
            let mut batch: Vec<Next> = histories
                .iter_mut()
                .zip(&memories)
                .zip(targets)
                .map(|((history, memory), target)| Next { memory, history, tokens: &target[at..=at] })
                .collect();
            let logits = model.step(&mut batch).unwrap();
            logits[own * vocabulary..][..vocabulary].iter().map(|x| x.to_bits()).collect()
        })
        .collect()
}

#[test]
fn strangers_change_no_bit() {
    for name in TINY {
        for precision in [Precision::Stored, Precision::Eight] {
            let (model, golden) = (model(name, precision), golden(name));
            let sources: Vec<&[u32]> = golden.sources.iter().map(Vec::as_slice).collect();
            let targets: Vec<&[u32]> = golden.targets.iter().map(Vec::as_slice).collect();
            for own in 0..sources.len() {
                let alone = write(&*model, &sources[own..=own], &targets[own..=own], 0);
                assert!(alone == write(&*model, &sources, &targets, own), "{name} {precision:?} {own}");
                let (mut more, mut written) = (sources.repeat(6), targets.repeat(6));
                more.rotate_left(own);
                written.rotate_left(own);
                assert!(
                    alone == write(&*model, &more, &written, 0),
                    "{name} {precision:?} {own} of {}",
                    more.len()
                );
            }
        }
    }
}

#[test]
fn other_hypotheses_change_nothing_that_can_be_seen() {
    // Sums over slots have another order when others have slots too, so the last bits may differ; see `beam` for what does
    // not depend on company.
    for name in TINY {
        let (model, golden) = (model(name, Precision::Stored), golden(name));
        let source = golden.sources[1].as_slice();
        let memory = model.read(&[source]).unwrap().remove(0);
        let vocabulary = model.shape().vocabulary;
        let (mut alone, mut among) = (model.begin(), model.begin());
        let target = &golden.targets[1];
        for (at, token) in target[..STEPS].iter().enumerate() {
            let mut batch = [Next { memory: &memory, history: &mut alone, tokens: &[*token] }];
            let wanted = model.step(&mut batch).unwrap();
            let tokens = if at == 0 { vec![*token] } else { vec![5, *token, 9] };
            let own = usize::from(at > 0);
            let mut batch = [Next { memory: &memory, history: &mut among, tokens: &tokens }];
            let found = model.step(&mut batch).unwrap();
            let found = &found[own * vocabulary..][..vocabulary];
            let near = found.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-4);
            assert!(near, "{name} at {at}");
            among.fork(&[own, own, own]);
        }
        assert_eq!(among.length(), STEPS);
    }
}
