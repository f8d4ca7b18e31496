//! How central each sentence is to the text.
//!
//! LexRank (Erkan and Radev 2004) walks at random over the graph of sentences, its edges the cosines. On an
//! undirected graph the share of time that such a walk spends at a node is its degree over all degrees, so
//! no iteration is needed; and the degrees are S·Sᵀ·1 for the sentence vectors S, so the matrix of cosines
//! is never built. The cost is linear in the length of the text.

use super::terms::Vector;

/// The degree of each sentence, itself included, over the mean degree; `terms` is the number of dimensions.
pub fn degrees(sentences: &[Vector], terms: usize) -> Vec<f64> {
    let mut sum = vec![0.0; terms];
    for sentence in sentences {
        sentence.add_to(&mut sum, 1.0);
    }
    let mut degrees: Vec<f64> = sentences.iter().map(|sentence| sentence.dot_dense(&sum)).collect();
    let mean = degrees.iter().sum::<f64>() / degrees.len().max(1) as f64;
    if mean > 0.0 {
        for degree in &mut degrees {
            *degree /= mean;
        }
    }
    degrees
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_its_words_is_central() {
        let vectors: Vec<Vector> = [vec![0, 1], vec![0, 2], vec![0, 1, 2], vec![3, 4]]
            .into_iter()
            .map(|terms| Vector::counts(terms).weighted(|_| 1.0))
            .collect();
        let degrees = degrees(&vectors, 5);
        assert!(degrees[2] > degrees[0] && degrees[0] > degrees[3], "{degrees:?}");
        assert!(super::degrees(&[], 0).is_empty());
    }
}
