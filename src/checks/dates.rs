//! Days, months and years are those of the source.

use super::{Fault, Finding, Scope, Work, figures::Figure, numbers::matches};

pub(super) fn check(scope: &Scope, out: &mut Vec<Finding>) {
    for (source, target) in scope.aligned() {
        let near = (scope.source.around(&source), scope.target.around(&target));
        let (source, target) = (scope.source.figures_in(source), scope.target.figures_in(target));
        let has = |list: &[Figure], f: &Figure, from_source: bool| {
            list.iter().any(|other| if from_source { matches(f, other) } else { matches(other, f) }.is_some())
        };
        let missing: Vec<&Figure> = match scope.work {
            Work::Translation => {
                source.iter().filter(|f| f.facet.is_date() && !has(near.1, f, true)).collect()
            }
            Work::Summary => Vec::new(),
        };
        let added = if scope.work == Work::Summary { Fault::DateInvented } else { Fault::DateAdded };
        for figure in target.iter().filter(|f| f.facet.is_date() && !has(near.0, f, false)) {
            let text = &scope.target.text[figure.span.clone()];
            let slip =
                |s: &&Figure| scope.work == Work::Summary && figure.must_survive() && figure.is_slip_of(s);
            let was = missing
                .iter()
                .copied()
                .find(|m| m.facet == figure.facet)
                .or_else(|| source.iter().find(slip));
            out.push(match was {
                Some(was) => {
                    let message =
                        format!("“{}” seems to have become “{text}”.", &scope.source.text[was.span.clone()]);
                    Finding::new(Fault::DateChanged, message)
                        .in_source(was.span.clone())
                        .in_target(figure.span.clone())
                }
                None => Finding::new(added, format!("“{text}” is not in the source."))
                    .in_target(figure.span.clone()),
            });
        }
        for figure in missing {
            let text = &scope.source.text[figure.span.clone()];
            let fault = if figure.must_survive() { Fault::DateMissing } else { Fault::DateUnclear };
            out.push(Finding::new(fault, format!("“{text}” is missing.")).in_source(figure.span.clone()));
        }
    }
}
