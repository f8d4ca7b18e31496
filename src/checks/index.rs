//! Finding figures by value, so that large texts take linear time.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

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
    /// What [`says_in_one`](Self::says_in_one) and [`says_in_two`](Self::says_in_two) look up, once asked.
    in_one: OnceCell<HashSet<String>>,
    in_two: OnceCell<HashSet<String>>,
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
        Self { figures, by_value, in_one: OnceCell::new(), in_two: OnceCell::new() }
    }

    /// All figures, where they are few.
    pub(super) fn few(&self) -> &'a [Figure] {
        if self.figures.len() <= FEW { self.figures } else { &[] }
    }

    /// The figures that may agree with one on the other side, which stands at this share of its text; of
    /// those that say the same in every respect the first.
    pub(super) fn candidates(&self, figure: &Figure, share: f64) -> impl Iterator<Item = &'a Figure> {
        let figures = self.figures;
        let middle = (share * figures.len() as f64) as usize;
        let around = match figures.len() {
            0..=FEW => figures,
            len => &figures[middle.saturating_sub(AROUND).min(len)..(middle + AROUND).min(len)],
        };
        let first = around.first().map_or(0, |f| f.at);
        around.iter().filter(move |f| f.twin.is_none_or(|twin| twin < first)).chain(self.indexed(figure))
    }

    /// True where one figure that must survive has these digits.
    pub(super) fn says_in_one(&self, digits: &str) -> bool {
        let all = || self.few().iter().filter(|f| f.must_survive());
        self.in_one.get_or_init(|| all().map(|f| digits_of(f.value)).collect()).contains(digits)
    }

    /// True where two figures side by side have these digits together.
    pub(super) fn says_in_two(&self, digits: &str) -> bool {
        let pairs = || self.few().windows(2).filter_map(|pair| <&[Figure; 2]>::try_from(pair).ok());
        let together = |[a, b]: &[Figure; 2]| format!("{}{}", a.value, b.value);
        self.in_two.get_or_init(|| pairs().map(together).collect()).contains(digits)
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

/// The digits of a value alone.
pub(super) fn digits_of(value: Value) -> String {
    value.to_string().replace('.', "")
}
