//! Walking an embedded table along a text: which keys does the text start with?

use fst::raw::Fst;

/// Calls `found` with the length in bytes and the value of every key that `text` starts with, the shortest
/// first. At most `longest` characters are looked at, so that no text makes it slow.
pub fn each(keys: &[u8], text: &str, longest: usize, mut found: impl FnMut(usize, usize)) {
    // Embedded keys are sound; a table that is not has no keys.
    let Ok(keys) = Fst::new(keys) else { return };
    let mut node = keys.root();
    let mut sum = 0;
    for (at, c) in text.char_indices().take(longest) {
        let end = at + c.len_utf8();
        for byte in &text.as_bytes()[at..end] {
            let Some(next) = node.find_input(*byte) else {
                return;
            };
            let step = node.transition(next);
            sum += step.out.value();
            node = keys.node(step.addr);
        }
        if node.is_final()
            && let Ok(value) = usize::try_from(sum + node.final_output().value())
        {
            found(end, value);
        }
    }
}
