//! How many articles appeared when, as the bars of a small chart.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// The size of the chart in units of its own.
pub const WIDTH: u32 = 600;
/// As [`WIDTH`].
pub const HEIGHT: u32 = 64;

/// More days than this are shown by month, more months by year.
const MOST_DAYS: i32 = 45;
const MOST_MONTHS: i32 = 36;
const MOST_YEARS: i32 = 60;

/// A chart.
pub struct Chart {
    /// What a bar stands for.
    pub unit: Unit,
    /// The first and the last bar.
    pub ends: (String, String),
    /// All bars that stand for something, from left to right.
    pub bars: Vec<Bar>,
}

/// What a bar stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// One day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
}

/// One bar.
pub struct Bar {
    /// Which day, month or year.
    pub name: String,
    /// How many articles.
    pub count: usize,
    /// Its left edge, upper edge, width and height.
    pub place: [f32; 4],
}

impl Unit {
    /// The number of the day, month or year that a day is in.
    fn number(self, date: Date) -> i32 {
        match self {
            Self::Day => (date - Date::new(1970, 1, 1).unwrap_or(Date::ZERO)).get_days(),
            Self::Month => i32::from(date.year()) * 12 + i32::from(date.month()) - 1,
            Self::Year => i32::from(date.year()),
        }
    }

    fn name(self, date: Date) -> String {
        match self {
            Self::Day => date.to_string(),
            Self::Month => format!("{:04}-{:02}", date.year(), date.month()),
            Self::Year => format!("{:04}", date.year()),
        }
    }
}

/// The chart of these days; `None` where all are one, or too many years.
pub fn chart(dates: &[Date]) -> Option<Chart> {
    let (first, last) = (*dates.iter().min()?, *dates.iter().max()?);
    let span = |unit: Unit| unit.number(last) - unit.number(first) + 1;
    let limits = [(Unit::Day, MOST_DAYS), (Unit::Month, MOST_MONTHS), (Unit::Year, MOST_YEARS)];
    let (unit, _) = *limits.iter().find(|(unit, most)| span(*unit) <= *most)?;
    let mut counts: BTreeMap<i32, (String, usize)> = BTreeMap::new();
    for date in dates {
        counts.entry(unit.number(*date)).or_insert_with(|| (unit.name(*date), 0)).1 += 1;
    }
    if counts.len() < 2 {
        return None;
    }
    let most = counts.values().map(|(_, count)| *count).max()? as f32;
    let step = WIDTH as f32 / span(unit) as f32;
    let bar = |(number, (name, count)): (i32, (String, usize))| {
        let height = count as f32 / most * HEIGHT as f32;
        let left = (number - unit.number(first)) as f32 * step;
        let place = [left + step * 0.1, HEIGHT as f32 - height, step * 0.8, height];
        Bar { name, count, place }
    };
    let bars = counts.into_iter().map(bar).collect();
    Some(Chart { unit, ends: (unit.name(first), unit.name(last)), bars })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_months_years() {
        let counts = |dates: &[Date]| {
            chart(dates).map(|chart| {
                (chart.unit, chart.bars.iter().map(|bar| (bar.name.clone(), bar.count)).collect::<Vec<_>>())
            })
        };
        let bar = |name: &str, count| (name.to_owned(), count);
        let days = [date(2024, 5, 20), date(2024, 5, 18), date(2024, 5, 20)];
        assert_eq!(counts(&days), Some((Unit::Day, vec![bar("2024-05-18", 1), bar("2024-05-20", 2)])));
        let months = [date(2024, 5, 20), date(2023, 12, 1)];
        assert_eq!(counts(&months), Some((Unit::Month, vec![bar("2023-12", 1), bar("2024-05", 1)])));
        assert_eq!(counts(&[date(2024, 5, 20), date(2001, 1, 1)]).map(|found| found.0), Some(Unit::Year));
        assert_eq!(counts(&[date(2024, 5, 20), date(2024, 5, 20)]), None);
        assert_eq!(counts(&[]), None);
    }

    #[test]
    fn bars_stay_inside() {
        let days: Vec<Date> = (1..=30).map(|day| date(2024, 4, day)).collect();
        for Bar { place: [x, y, width, height], .. } in chart(&days).unwrap().bars {
            assert!(x >= 0.0 && x + width <= WIDTH as f32 && y >= 0.0 && y + height <= HEIGHT as f32 + 0.01);
        }
    }
}
