//! The figures of a text: its numbers and the parts of its dates, each with what it counts.

use std::ops::Range;

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
    /// What it counts.
    pub facet: Facet,
    /// How it is written.
    pub form: Form,
    /// How exactly it is meant.
    pub accuracy: Accuracy,
    /// How sure it is that it is a figure.
    pub certainty: Certainty,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// True for a part of a date or a time of day.
    pub(super) fn is_date(self) -> bool {
        !matches!(self, Self::Number(_))
    }
}

impl Figure {
    /// True for digits that name something.
    pub(super) fn is_identifier(&self) -> bool {
        self.facet == Facet::Number(Kind::Identifier)
    }

    /// True where the figure must have a counterpart: it is written in digits.
    pub(super) fn must_survive(&self) -> bool {
        self.form == Form::Digits && self.accuracy != Accuracy::Vague
    }
}

/// The figures of `text` in order.
pub(super) fn find(text: &str) -> Vec<Figure> {
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let mut figures = Vec::with_capacity(numbers.len());
    let mut dates = dates.into_iter().peekable();
    for number in numbers {
        while let Some(date) = dates.next_if(|d| d.span.end <= number.written.start) {
            from_date(text, &date, None, &mut figures);
        }
        if let Some(date) = dates.peek()
            && date.span.start <= number.written.start
            && number.written.end <= date.span.end
        {
            let date = date.clone();
            // The figures of a date stand where its digits do; it is done with its first number.
            if !figures
                .iter()
                .rev()
                .take(6)
                .any(|f: &Figure| f.facet.is_date() && f.span == date.span)
            {
                from_date(text, &date, Some(&number), &mut figures);
            }
            continue;
        }
        let sure = number.certainty;
        figures.push(from_number(number, sure));
    }
    for date in dates {
        if !figures
            .iter()
            .rev()
            .take(6)
            .any(|f| f.facet.is_date() && f.span == date.span)
        {
            from_date(text, &date, None, &mut figures);
        }
    }
    figures
}

fn from_number(number: Number, certainty: Certainty) -> Figure {
    Figure {
        span: number.span,
        value: number.value,
        bare: number.bare,
        facet: Facet::Number(number.kind),
        form: number.form,
        accuracy: number.accuracy,
        certainty,
    }
}

/// The parts of a date as figures, all at the place of the date.
fn from_date(text: &str, date: &Date, first: Option<&Number>, figures: &mut Vec<Figure>) {
    let digits = text[date.span.clone()].bytes().any(|b| b.is_ascii_digit());
    let form = if digits {
        Form::Digits
    } else {
        first.map_or(Form::Words, |n| n.form)
    };
    let mut push = |facet, part: Option<u32>, form| {
        if let Some(part) = part {
            figures.push(Figure {
                span: date.span.clone(),
                value: Value::small(part),
                bare: Value::small(part),
                facet,
                form,
                accuracy: Accuracy::Exact,
                certainty: Certainty::Sure,
            });
        }
    };
    if date.decade.is_none() {
        push(Facet::Year, date.year, form);
    }
    push(Facet::Month, date.month, form);
    push(Facet::Day, date.day, form);
    push(Facet::Weekday, date.weekday, Form::Words);
    push(Facet::Hour, date.hour, form);
    push(Facet::Minute, date.minute, form);
    push(Facet::Quarter, date.quarter, form);
    push(Facet::Decade, date.decade, form);
    push(Facet::Century, date.century, form);
}
