//! T5's positions: a bias for each head and distance, far distances in buckets (Raffel and others, 2020).

/// The biases of every distance that is told apart.
pub(super) struct Relative {
    /// As many distances to each side; farther ones count as these.
    far: usize,
    /// Per head: from -far to far.
    biases: Vec<f32>,
}

impl Relative {
    /// From the table of the file: a row a bucket, a number a head. `both_ways` where what comes later is seen too.
    pub fn new(table: &[f32], buckets: usize, far: usize, both_ways: bool) -> Relative {
        let heads = table.len() / buckets;
        let span = far as isize;
        let biases = (0..heads).flat_map(|head| {
            (-span..=span)
                .map(move |distance| table[bucket(distance, buckets, far, both_ways) * heads + head])
        });
        Relative { far, biases: biases.collect() }
    }

    /// What is added for a distance from the row's place to the slot's.
    #[inline(always)]
    pub fn bias(&self, head: usize, distance: isize) -> f32 {
        let far = self.far as isize;
        let at = (distance.clamp(-far, far) + far) as usize;
        self.biases[head * (2 * self.far + 1) + at]
    }
}

/// The bucket of a distance, as Mesh TensorFlow has it: half of them for single distances, the others ever wider.
fn bucket(distance: isize, buckets: usize, far: usize, both_ways: bool) -> usize {
    let (buckets, base) = match (both_ways, distance > 0) {
        (true, true) => (buckets / 2, buckets / 2),
        (true, false) => (buckets / 2, 0),
        (false, _) => (buckets, 0),
    };
    let distance = if both_ways { distance.unsigned_abs() } else { distance.min(0).unsigned_abs() };
    let exact = buckets / 2;
    if distance < exact {
        return base + distance;
    }
    // In single precision, where `transformers` computes it: the edges of buckets depend on it.
    let part = (distance as f32 / exact as f32).ln() / (far as f64 / exact as f64).ln() as f32;
    let wide = exact + (part * (buckets - exact) as f32) as usize;
    base + wide.min(buckets - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_distances_have_buckets_of_their_own_and_far_ones_share() {
        let both = |distance| bucket(distance, 32, 128, true);
        assert_eq!([-3, 0, 3].map(both), [3, 0, 19]);
        assert_eq!([both(-127), both(-500), both(127), both(500)], [15, 15, 31, 31]);
        let past = |distance| bucket(distance, 32, 128, false);
        assert_eq!([past(5), past(0), past(-15), past(-16), past(-500)], [0, 0, 15, 16, 31]);
    }

    #[test]
    fn every_head_has_its_own() {
        let table: Vec<f32> = (0..64).map(|at| at as f32).collect();
        let relative = Relative::new(&table, 32, 128, true);
        assert_eq!([relative.bias(0, 0), relative.bias(1, -2), relative.bias(1, 900)], [0.0, 5.0, 63.0]);
    }
}
