//! What was written of a text so far: for each hypothesis which tokens are its own, for each token its keys and values.
//!
//! Hypotheses of a beam have most of their tokens in common, so a token's keys and values lie in a slot once, and a
//! hypothesis is a list of slots. To go on from another hypothesis is to copy its list.

use super::{Shape, bank::Bank};

/// What was written of one text.
#[derive(Debug, Clone)]
pub struct History {
    /// The slots of each hypothesis, in the order of its tokens.
    owned: Vec<Vec<usize>>,
    /// The place in the text of what is in each slot.
    places: Vec<usize>,
    /// Slots that no hypothesis owns any more, the first ones last.
    free: Vec<usize>,
    pub(super) layers: Vec<Bank>,
}

impl History {
    pub(super) fn new(shape: &Shape) -> History {
        let bank = Bank::new(shape.heads, shape.head_dim);
        History {
            owned: vec![Vec::new()],
            places: Vec::new(),
            free: Vec::new(),
            layers: vec![bank; shape.decoder_layers],
        }
    }

    /// Tokens written.
    pub fn length(&self) -> usize {
        self.owned.first().map_or(0, Vec::len)
    }

    /// Hypotheses that go on.
    pub fn hypotheses(&self) -> usize {
        self.owned.len()
    }

    /// Goes on with these hypotheses: each is one of those there were, some perhaps several times. Numbers past them are
    /// left out.
    pub fn fork(&mut self, parents: &[usize]) {
        self.owned = parents.iter().filter_map(|parent| self.owned.get(*parent).cloned()).collect();
        let mut used = vec![false; self.places.len()];
        self.owned.iter().flatten().for_each(|slot| used[*slot] = true);
        self.free = (0..used.len()).rev().filter(|slot| !used[*slot]).collect();
    }

    pub(super) fn fits(&self, shape: &Shape) -> bool {
        self.layers.len() == shape.decoder_layers
            && self.layers.iter().all(|bank| (bank.heads(), bank.head_dim()) == (shape.heads, shape.head_dim))
    }

    /// Gives each hypothesis a slot for its next token.
    pub(super) fn extend(&mut self) -> Vec<usize> {
        let place = self.length();
        let slots = (0..self.owned.len()).map(|hypothesis| {
            let slot = self.free.pop().unwrap_or(self.places.len());
            if slot == self.places.len() {
                self.places.push(place);
            }
            self.places[slot] = place;
            self.owned[hypothesis].push(slot);
            slot
        });
        slots.collect()
    }

    /// The place in the text of what is in each slot.
    pub(super) fn places(&self) -> &[usize] {
        &self.places
    }

    /// The slots of each hypothesis.
    pub(super) fn owned(&self) -> &[Vec<usize>] {
        &self.owned
    }
}

#[cfg(test)]
mod tests {
    use super::{super::config::shape_for_tests, *};

    #[test]
    fn slots_are_shared_and_used_again() {
        let mut history = History::new(&shape_for_tests());
        assert_eq!(history.extend(), [0]);
        history.fork(&[0, 0, 0]);
        assert_eq!(history.extend(), [1, 2, 3]);
        assert_eq!((history.length(), history.hypotheses()), (2, 3));
        // The first and the second go on from the third; nobody needs slots 1 and 2.
        history.fork(&[2, 2]);
        assert_eq!(history.extend(), [1, 2]);
        assert_eq!(history.owned(), [[0, 3, 1], [0, 3, 2]]);
        assert_eq!(history.places(), [0, 2, 2, 1]);
        history.fork(&[1, 7]);
        assert_eq!(history.hypotheses(), 1, "there is no seventh");
    }
}
