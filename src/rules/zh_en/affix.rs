//! What is added behind a noun or verb and says how many or who: 们, 等, 之一, 者.

use super::{grammar::Category as C, morphology, node::Node, number};

/// 们, 等, 之一, 左右 after a noun or number.
pub fn particle(noun: &mut Node, particle: &Node) {
    match particle.zh {
        "们" => noun.plural |= noun.category == C::Noun,
        "之一" if noun.category != C::Number => {
            noun.plural = noun.category == C::Noun;
            noun.english = noun.core();
            noun.inflected = true;
            // 五人之一: one of the five; 这三家之一: one of these three.
            noun.det = match noun.det.split_once(' ') {
                _ if number::counts(&noun.det) => format!("one of the {}", noun.det),
                Some(("the" | "these" | "those", count)) if number::counts(count) => {
                    format!("one of {}", noun.det)
                }
                _ => "one of the".to_owned(),
            };
            noun.category = C::Noun;
        }
        "左右" | "上下" => {
            noun.english = format!("about {}", noun.said());
            noun.det.clear();
            noun.inflected = true;
        }
        "等" | "等等" => {
            noun.english = format!("{} and others", noun.core());
            noun.inflected = true;
            noun.plural = true;
        }
        _ => {}
    }
}

/// Suffixes that make a noun of a verb or noun: 管理者, 安全性.
pub fn suffix(out: &mut [Node], zh: &str) -> bool {
    let Some(last) = out.last_mut().filter(|last| matches!(last.category, C::Noun | C::Verb | C::Adjective))
    else {
        return false;
    };
    match zh {
        "者" => {
            let verb = if last.category == C::Verb { last.english.as_str() } else { last.deed };
            if !verb.is_empty() && !verb.contains(' ') {
                last.english = agent(verb);
            }
        }
        "性" | "化" => {}
        _ => return false,
    }
    last.category = C::Noun;
    true
}

/// manage → manager.
fn agent(verb: &str) -> String {
    match () {
        _ if verb.ends_with("ate") || verb.ends_with("it") || verb.ends_with("ct") => {
            format!("{}or", verb.trim_end_matches('e'))
        }
        _ => format!("{}er", morphology::inflect(verb, morphology::Form::Gerund).trim_end_matches("ing")),
    }
}
