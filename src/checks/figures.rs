//! The figures of a text: its numbers and the parts of its dates, each with what it counts.

use std::{cell::OnceCell, collections::HashMap, ops::Range};

use super::{effort, numbers::Unit};
use crate::text::{
    dates::{self, Date},
    numerals::{self, Accuracy, Certainty, Form, Kind, Number, Value},
};

/// One figure of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// Its bytes in the folded text.
    pub span: Range<usize>,
    /// Its exact value.
    pub value: Value,
    /// Its value without magnitude, where that differs.
    pub bare: Value,
    /// True where the magnitude is shared with the other end of a range.
    pub shared: bool,
    /// What it counts.
    pub facet: Facet,
    /// How it is written.
    pub form: Form,
    /// How exactly it is meant.
    pub accuracy: Accuracy,
    /// How sure it is that it is a figure.
    pub certainty: Certainty,
    /// The value as a floating-point number, for tolerances.
    pub size: f64,
    /// How many digits of the value say something.
    pub digits: u32,
    /// Its unit, where that is one of those that people convert.
    pub unit: Option<Unit>,
    /// Its place among the figures of its text.
    pub at: usize,
    /// The place of the last one before it that says the same in every respect: who has compared that one
    /// knows this one.
    pub twin: Option<usize>,
    /// The digits of `bare`, once somebody has asked.
    shown: OnceCell<String>,
}

/// A year this near to one of the source may be a slip of it.
const YEARS_APART: f64 = 15.0;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Facet {
    Year,
    Month,
    Day,
    Weekday,
    Hour,
    Minute,
    Quarter,
    Decade,
    Century,
    /// A number, with what it counts.
    Number(Kind),
}

impl Facet {
    /// True where it is told what is counted.
    pub(super) fn is_definite(self) -> bool {
        !matches!(self, Self::Number(Kind::Cardinal))
    }

    /// True for a part of a date or a time of day.
    pub(super) fn is_date(self) -> bool {
        !matches!(self, Self::Number(_))
    }
}

impl Figure {
    fn new(span: Range<usize>, value: Value, facet: Facet, form: Form) -> Self {
        let unit = match facet {
            Facet::Number(Kind::Measure(code)) => Unit::of(code),
            _ => None,
        };
        Self {
            span,
            value,
            bare: value,
            shared: false,
            facet,
            form,
            accuracy: Accuracy::Exact,
            certainty: Certainty::Sure,
            size: value.to_f64(),
            digits: value.significant_digits(),
            unit,
            at: 0,
            twin: None,
            shown: OnceCell::new(),
        }
    }

    /// The value without magnitude in digits.
    fn shown(&self) -> &str {
        self.shown.get_or_init(|| self.bare.to_string())
    }

    /// True for digits that name something.
    pub(super) fn is_identifier(&self) -> bool {
        self.facet == Facet::Number(Kind::Identifier)
    }

    /// True where the figure must have a counterpart: it is written in digits. Up to three people say
    /// in many other ways: another, both, the biennial.
    pub(super) fn must_survive(&self) -> bool {
        self.form == Form::Digits
            && self.accuracy != Accuracy::Vague
            && (self.value > Value::small(3) || self.value.as_whole().is_none() || self.facet.is_date())
    }

    /// True where it must have a counterpart even if nothing else stands in its place. Small numbers are
    /// said in other ways, or can be counted: the five universities.
    pub(super) fn is_missed(&self) -> bool {
        self.must_survive()
            && (self.facet.is_date() || self.value > Value::small(10) || self.value.as_whole().is_none())
    }

    /// True where this may be the other after a slip: a digit changed, added or lost, zeros lost, another
    /// magnitude; of a day or month any other.
    pub(super) fn is_slip_of(&self, other: &Self) -> bool {
        effort::spend(1);
        if other.form != Form::Digits
            || self.facet.is_definite() && other.facet.is_definite() && self.facet != other.facet
        {
            return false;
        }
        if self.facet.is_date() && self.facet == other.facet {
            return self.facet != Facet::Year || (self.size - other.size).abs() <= YEARS_APART;
        }
        let (a, b) = (self.shown(), other.shown());
        let (longest, shortest) = (a.len().max(b.len()), a.len().min(b.len()));
        let start = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
        let end = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
        let one_digit = shortest > 1 && longest - shortest <= 1 && start + end + 1 >= longest;
        let zeros = b != "0" && a.trim_end_matches('0') == b.trim_end_matches('0');
        // 1.0 is read as 1
        let decimals = a.contains('.') != b.contains('.') && a.split('.').next() == b.split('.').next();
        zeros
            || one_digit
            || decimals
            || longest == 1 && self.facet == other.facet && self.facet.is_definite()
    }

    /// True where the user may want to look at it: words and numerals that surely count.
    pub(super) fn worth_a_note(&self) -> bool {
        self.certainty > Certainty::Weak && self.value > Value::small(2)
    }
}

/// The figures of `text` in order.
pub(super) fn find(text: &str) -> Vec<Figure> {
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let mut figures = Vec::with_capacity(numbers.len());
    let mut dates = dates.into_iter().peekable();
    // The end of the last date: the numbers before it are parts of it.
    let mut done = 0;
    for number in numbers {
        while let Some(date) = dates.next_if(|d| d.span.start <= number.written.start) {
            let inside = number.written.end <= date.span.end;
            from_date(text, &date, inside.then_some(&number), &mut figures);
            done = date.span.end;
        }
        if number.written.start >= done
            && !is_footnote(text, &number)
            && !is_festival(text, &number)
            && !is_always(text, &number)
        {
            let certainty = number.certainty;
            figures.push(from_number(number, certainty));
        }
    }
    for date in dates {
        from_date(text, &date, None, &mut figures);
    }
    find_twins(&mut figures);
    figures
}

/// Numbers the figures, and tells each of its twin.
fn find_twins(figures: &mut [Figure]) {
    let mut last = HashMap::with_capacity(figures.len());
    for (at, figure) in figures.iter_mut().enumerate() {
        figure.at = at;
        let Figure { value, bare, shared, facet, form, accuracy, .. } = *figure;
        figure.twin = last.insert((value, bare, shared, facet, form, accuracy), at);
    }
}

/// 双11, 双十二: the shopping days have names of their own in English.
fn is_festival(text: &str, number: &Number) -> bool {
    text[..number.span.start].ends_with(['双', '雙']) && text[..number.written.start].ends_with(['双', '雙'])
}

/// 24/7: round the clock.
fn is_always(text: &str, number: &Number) -> bool {
    let written = &text[number.written.clone()];
    written == "24" && text[number.written.end..].starts_with("/7")
        || written == "7" && text[..number.written.start].ends_with("24/")
}

/// [12], [^12]: the mark of a note, which translations renumber.
fn is_footnote(text: &str, number: &Number) -> bool {
    let before = &text[..number.span.start];
    (before.ends_with('[') || before.ends_with("[^")) && text[number.span.end..].starts_with(']')
}

fn from_number(number: Number, certainty: Certainty) -> Figure {
    Figure {
        bare: number.bare,
        shared: number.shared,
        accuracy: number.accuracy,
        certainty,
        ..Figure::new(number.span, number.value, Facet::Number(number.kind), number.form)
    }
}

/// The parts of a date as figures, all at the place of the date.
fn from_date(text: &str, date: &Date, first: Option<&Number>, figures: &mut Vec<Figure>) {
    let digits = text[date.span.clone()].bytes().any(|b| b.is_ascii_digit());
    let form = if digits { Form::Digits } else { first.map_or(Form::Words, |n| n.form) };
    let mut push = |facet, part: Option<u32>, form| {
        if let Some(part) = part {
            figures.push(Figure::new(date.span.clone(), Value::small(part), facet, form));
        }
    };
    if date.decade.is_none() {
        push(Facet::Year, date.year, form);
    }
    push(Facet::Month, date.month, form);
    push(Facet::Day, date.day, form);
    push(Facet::Weekday, date.weekday, Form::Words);
    push(Facet::Hour, date.hour, form);
    // 4:00 is four o'clock
    push(Facet::Minute, date.minute.filter(|m| *m > 0), form);
    push(Facet::Quarter, date.quarter, form);
    // 六七十年代, in the new century: said in other ways too often
    push(Facet::Decade, date.decade, Form::Words);
    push(Facet::Century, date.century, Form::Words);
}
