//! Whole sentences by example, and what must hold for any input.

use proptest::prelude::*;

use super::translate;
use crate::task::Glossary;

proptest! {
    #[test]
    fn any_input_is_answered(text in "\\PC{0,60}|[一-龥，。的在被把0-9a-z]{0,60}") {
        let _ = translate(&text, &Glossary::default());
    }
}
