//! Who may come in now: places, and bytes for keys and values.

use super::{
    super::{NeuralError, arch::Causal},
    Limits, Request,
};

/// What a request may take of the model's window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Tokens it may give.
    pub budget: usize,
    /// Bytes of its keys and values when it gives them all.
    pub bytes: usize,
}

impl Room {
    /// The room of a request in the window; a prompt that leaves no token is an error.
    pub fn of(model: &dyn Causal, request: &Request) -> Result<Room, NeuralError> {
        let (prompt, window) = (request.prompt.len(), model.config().context);
        if prompt == 0 {
            return Err(NeuralError::Step { why: "its prompt is empty" });
        }
        if prompt >= window {
            return Err(NeuralError::Window { asked: prompt + 1, window });
        }
        let budget = request.budget.min(window - prompt);
        let bytes = (prompt + budget).saturating_mul(model.empty().bytes_per_token());
        Ok(Room { budget, bytes })
    }
}

/// What is taken at the moment.
#[derive(Debug)]
pub(super) struct Taken {
    limits: Limits,
    places: usize,
    bytes: usize,
}

impl Taken {
    pub fn new(limits: Limits) -> Taken {
        Taken { limits, places: 0, bytes: 0 }
    }

    /// Takes the room, if there is any; the first always comes in.
    pub fn take(&mut self, room: Room) -> bool {
        let bytes = self.bytes.saturating_add(room.bytes);
        let fits = self.places < self.limits.together && bytes <= self.limits.cache_bytes;
        if fits || self.places == 0 {
            self.places += 1;
            self.bytes = bytes;
            return true;
        }
        false
    }

    pub fn give_back(&mut self, room: Room) {
        self.places -= 1;
        self.bytes -= room.bytes.min(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_bytes_bound_who_is_in_but_one_always_is() {
        let mut taken = Taken::new(Limits { together: 3, pass: 1, cache_bytes: 100 });
        let room = |bytes| Room { budget: 1, bytes };
        assert!(taken.take(room(500)), "alone, whatever it takes");
        assert!(!taken.take(room(1)));
        taken.give_back(room(500));
        assert!(taken.take(room(40)) && taken.take(room(40)) && !taken.take(room(40)));
        assert!(taken.take(room(20)) && !taken.take(room(0)), "no fourth place");
    }
}
