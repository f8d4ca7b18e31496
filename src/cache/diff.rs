//! What differs between two JSON values, path by path.

use serde_json::Value;

/// One place where two JSON values differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where, as a JSON Pointer (RFC 6901): "/task/length"; empty for the whole.
    pub path: String,
    /// The old value; `None` where there was none.
    pub old: Option<Value>,
    /// The new value; `None` where there is none any more.
    pub new: Option<Value>,
}

/// The differences, object members in order of their names. Elements of arrays are compared place by place.
pub fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&mut String::new(), Some(old), Some(new), &mut found);
    found
}

fn compare(path: &mut String, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<Difference>) {
    match (old, new) {
        (Some(old), Some(new)) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                below(path, &escape(name), old.get(name), new.get(name), found);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for index in 0..old.len().max(new.len()) {
                below(path, &index.to_string(), old.get(index), new.get(index), found);
            }
        }
        (old, new) => found.push(Difference { path: path.clone(), old: old.cloned(), new: new.cloned() }),
    }
}

fn below(
    path: &mut String,
    step: &str,
    old: Option<&Value>,
    new: Option<&Value>,
    found: &mut Vec<Difference>,
) {
    let length = path.len();
    path.push('/');
    path.push_str(step);
    compare(path, old, new, found);
    path.truncate(length);
}

/// RFC 6901, section 3.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, json};

    use super::*;

    #[test]
    fn names_what_changed_with_both_values() {
        let old = json!({"engine": "rules", "task": {"length": "short", "to": "zh"}, "terms": ["SAC"]});
        let new = json!({"engine": "rules", "task": {"length": "long", "to": "zh"}, "terms": ["SAC", "ISO"], "seed": 1});
        let found = differences(&old, &new);
        let paths: Vec<_> = found.iter().map(|found| found.path.as_str()).collect();
        assert_eq!(paths, ["/seed", "/task/length", "/terms/1"]);
        assert_eq!(found[1].old, Some(json!("short")));
        assert_eq!(found[1].new, Some(json!("long")));
        assert_eq!(found[2].old, None);
    }

    #[test]
    fn a_missing_member_differs_from_null() {
        let found = differences(&json!({"a": null}), &json!({}));
        assert_eq!(found[0].old, Some(Value::Null));
        assert_eq!(found[0].new, None);
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![Just(Value::Null), (0..3).prop_map(|n| json!(n)), "[a-z]?".prop_map(Value::from)];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let members = prop::collection::btree_map("[ab~/]{0,2}", inner.clone(), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::Array),
                members.prop_map(|members| Value::Object(Map::from_iter(members))),
            ]
        })
    }

    proptest! {
        /// Every path leads to the old value in the old JSON and to the new one in the new.
        #[test]
        fn paths_lead_to_the_values(old in any_value(), new in any_value()) {
            let found = differences(&old, &new);
            prop_assert_eq!(found.is_empty(), old == new);
            for difference in found {
                prop_assert_eq!(old.pointer(&difference.path), difference.old.as_ref());
                prop_assert_eq!(new.pointer(&difference.path), difference.new.as_ref());
                prop_assert_ne!(difference.old, difference.new);
            }
        }
    }
}
