//! Finding figures by value, so that large texts take linear time.

use std::collections::HashMap;

use super::figures::Figure;
use crate::text::numerals::Value;

/// Up to so many figures are simply all looked at.
const FEW: usize = 200;

/// Of more figures these many on either side of the same relative place are looked at, beside those of
/// the same value: what corresponds stands about there.
const AROUND: usize = 60;

/// So many figures of one value are enough to tell.
const ALIKE: usize = 24;

/// The figures of a place, by value where there are many.
pub(super) struct Index<'a> {
    figures: &'a [Figure],
    by_value: HashMap<Value, Vec<usize>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(figures: &'a [Figure]) -> Self {
        let mut by_value: HashMap<Value, Vec<usize>> = HashMap::new();
        if figures.len() > FEW {
            for (i, figure) in figures.iter().enumerate() {
                by_value.entry(figure.value).or_default().push(i);
                if figure.bare != figure.value {
                    by_value.entry(figure.bare).or_default().push(i);
                }
            }
        }
        Self { figures, by_value }
    }

    /// All figures, where they are few.
    pub(super) fn few(&self) -> &'a [Figure] {
        if self.figures.len() <= FEW { self.figures } else { &[] }
    }

    /// The figures that may agree with one on the other side, which stands at this share of its text.
    pub(super) fn candidates(&self, figure: &Figure, share: f64) -> impl Iterator<Item = &'a Figure> {
        let figures = self.figures;
        let middle = (share * figures.len() as f64) as usize;
        let around = match figures.len() {
            0..=FEW => figures,
            len => &figures[middle.saturating_sub(AROUND).min(len)..(middle + AROUND).min(len)],
        };
        around.iter().chain(self.indexed(figure))
    }

    /// Some figures of the same value, with or without magnitude.
    pub(super) fn alike(&self, figure: &Figure) -> impl Iterator<Item = &'a Figure> {
        let (value, bare) = (figure.value, figure.bare);
        let same = move |f: &&Figure| f.value == value || f.bare == value || f.value == bare;
        self.few().iter().filter(same).chain(self.indexed(figure))
    }

    /// The same out of many figures.
    fn indexed(&self, figure: &Figure) -> impl Iterator<Item = &'a Figure> {
        let figures = self.figures;
        let bare = (figure.bare != figure.value).then_some(figure.bare);
        let places = [Some(figure.value), bare].map(|v| v.and_then(|v| self.by_value.get(&v)));
        let places = places.map(|p| p.map_or(&[][..], |p| &p[..p.len().min(ALIKE)]).to_vec());
        places.into_iter().flatten().filter_map(|i| figures.get(i))
    }
}
