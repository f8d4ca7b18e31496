//! Days, months and years are those of the source.

use super::{
    Fault, Finding, Scope, Work,
    figures::{Facet, Figure},
    numbers::matches,
    place::{Place, shares},
};

pub(super) fn check(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    let dated = |figures| shares(figures).filter(|(_, f): &(f64, &Figure)| f.facet.is_date());
    let kept = |figure: &Figure, share| {
        place.near_target.candidates(figure, share).any(|other| matches(figure, other).is_some())
    };
    let known = |figure: &Figure, share| {
        place.near_source.candidates(figure, share).any(|other| matches(other, figure).is_some())
    };
    let missing: Vec<&Figure> = match scope.work {
        Work::Translation => {
            dated(place.source).filter(|(share, f)| !kept(f, *share)).map(|(_, f)| f).collect()
        }
        Work::Summary => Vec::new(),
    };
    let added = if scope.work == Work::Summary { Fault::DateInvented } else { Fault::DateAdded };
    for (share, figure) in dated(place.target).filter(|(share, f)| !known(f, *share)) {
        let text = &scope.target.text[figure.span.clone()];
        let slip = |s: &&Figure| scope.work == Work::Summary && figure.must_survive() && figure.is_slip_of(s);
        let was = missing
            .iter()
            .copied()
            .find(|m| m.facet == figure.facet)
            .or_else(|| place.source_index.candidates(figure, share).find(slip));
        out.push(match was {
            Some(was) => {
                let message =
                    format!("“{}” seems to have become “{text}”.", &scope.source.text[was.span.clone()]);
                Finding::new(Fault::DateChanged, message)
                    .in_source(was.span.clone())
                    .in_target(figure.span.clone())
            }
            None => {
                Finding::new(added, format!("“{text}” is not in the source.")).in_target(figure.span.clone())
            }
        });
    }
    days(scope, place, out);
    for figure in missing {
        let text = &scope.source.text[figure.span.clone()];
        let said = figure.must_survive() && !said_otherwise(place, figure);
        let fault = if said { Fault::DateMissing } else { Fault::DateUnclear };
        out.push(Finding::new(fault, format!("“{text}” is missing.")).in_source(figure.span.clone()));
    }
}

/// True where readers know a part of a date from what the target says: the weekday for a day of this
/// month, the day whose month goes without saying, noon and midnight.
fn said_otherwise(place: &Place, figure: &Figure) -> bool {
    let has = |figures: &[Figure], facet: Facet| figures.iter().any(|f| f.facet == facet);
    let parts = || place.source.iter().filter(|f| f.span == figure.span);
    let kept = |part: &Figure| place.target.iter().any(|t| t.facet == part.facet && t.value == part.value);
    // 911 for September 11
    let digits: String = parts().map(|part| part.value.to_string()).collect();
    let joined =
        parts().count() == 2 && place.target_index.few().iter().any(|t| t.value.to_string() == digits);
    match figure.facet {
        Facet::Month | Facet::Day if joined => true,
        Facet::Day => {
            parts().all(|part| part.facet != Facet::Month)
                && has(place.target, Facet::Weekday)
                && !has(place.source, Facet::Weekday)
        }
        Facet::Month => {
            parts().any(|part| part.facet == Facet::Day && kept(part)) && !has(place.target, Facet::Month)
        }
        Facet::Hour => {
            let twelve = figure.value.as_whole().is_some_and(|hour| hour % 12 == 0);
            twelve && TWELVE.iter().any(|word| place.target_text.contains(word))
        }
        _ => false,
    }
}

/// Words for twelve o'clock.
const TWELVE: [&str; 7] = ["noon", "midday", "midnight", "中午", "正午", "午夜", "零点"];

/// A month with a day that the source has with another day, or the day with another month.
fn days(scope: &Scope, place: &Place, out: &mut Vec<Finding>) {
    let source = place.source_index.few();
    let known = pairs(source);
    if known.is_empty() || out.iter().any(|f| f.fault == Fault::DateChanged) {
        return;
    }
    for (month, day) in pairs(place.target) {
        let exact = known.iter().any(|(m, d)| m.value == month.value && d.value == day.value);
        let near = known.iter().find(|(m, d)| (m.value == month.value) != (d.value == day.value));
        // "8 to 12 May", "the 12th", "in May": the day without its month, the month without its day
        let alone = |part: &Figure| {
            source.iter().any(|s| {
                let beside = known.iter().any(|(_, d)| {
                    s.span.start.abs_diff(d.span.end) < BESIDE || d.span.start.abs_diff(s.span.end) < BESIDE
                });
                let dated = known.iter().any(|(m, d)| std::ptr::eq(*m, s) || std::ptr::eq(*d, s));
                s.value == part.value && !dated && (s.facet == part.facet || beside)
            })
        };
        let alone = near.is_some_and(|(m, _)| alone(if m.value == month.value { day } else { month }));
        if let Some((was, _)) = near
            && !exact
            && !alone
        {
            let [was, now] = [&scope.source.text[was.span.clone()], &scope.target.text[month.span.clone()]];
            let finding = Finding::new(Fault::DateChanged, format!("“{was}” seems to have become “{now}”."));
            out.push(finding.in_target(month.span.clone()));
        }
    }
}

/// A number this many bytes from a date may belong to it.
const BESIDE: usize = 12;

/// The months of a place with their days.
fn pairs(figures: &[Figure]) -> Vec<(&Figure, &Figure)> {
    let dated = figures.windows(2).filter(|w| w[0].facet == Facet::Month && w[1].facet == Facet::Day);
    dated.filter(|w| w[0].span == w[1].span).map(|w| (&w[0], &w[1])).collect()
}
