//! Why a run missed.

use super::*;

fn explain(cache: &Cache, recipe_number: u32, source: u32, name: &str, task: &str) -> Explanation {
    let recipe = recipe(recipe_number);
    let context = Context { recipe: &recipe, name, task };
    cache.explain(key(recipe_number, source), &context).unwrap()
}

#[test]
fn a_hit_says_since_when() {
    let bench = Bench::new();
    let cache = bench.open();
    save(&cache, 1, 1);
    let saved = bench.now();
    bench.pass(100);
    assert_eq!(explain(&cache, 1, 1, "other.txt", "summarize/zh"), Explanation::Hit { saved });
}

#[test]
fn never_seen_is_said_of_new_articles_and_new_tasks() {
    let bench = Bench::new();
    let cache = bench.open();
    save(&cache, 1, 1);
    let never = Explanation::Miss(Reason::NeverSeen);
    assert_eq!(explain(&cache, 1, 2, "news/2.txt", "summarize/zh"), never);
    assert_eq!(explain(&cache, 2, 1, "news/1.txt", "translate/en"), never);
}

#[test]
fn an_edited_article_is_known_by_its_name() {
    let bench = Bench::new();
    let cache = bench.open();
    save(&cache, 1, 1);
    let saved = bench.now();
    bench.pass(60);
    let Explanation::Miss(Reason::ArticleChanged { source, saved: then, recipe }) =
        explain(&cache, 1, 99, "news/1.txt", "summarize/zh")
    else {
        panic!("not seen as edited");
    };
    assert_eq!((source, then), (key(1, 1).source, saved));
    assert_eq!(recipe.differences, Some(vec![]));
}

#[test]
fn a_changed_recipe_is_told_path_by_path_nearest_first() {
    let bench = Bench::new();
    let cache = bench.open();
    let far = json!({"engine": "other", "task": {"kind": "summarize", "length": 7}});
    let far_key = CacheKey { recipe: Fingerprint::of(b"far"), source: key(1, 1).source };
    save(&cache, 1, 1);
    bench.pass(60);
    let context = Context { recipe: &far, name: "news/1.txt", task: "summarize/zh" };
    assert!(cache.refresh(far_key).save(&outcome(far_key), &context));
    let Explanation::Miss(Reason::RecipeChanged(others)) =
        explain(&cache, 2, 1, "news/1.txt", "summarize/zh")
    else {
        panic!("not seen as another recipe");
    };
    assert_eq!(others.len(), 2);
    assert_eq!(others[0].recipe, key(1, 1).recipe);
    let expected = Difference { path: "/task/length".to_owned(), old: Some(json!(1)), new: Some(json!(2)) };
    assert_eq!(others[0].differences, Some(vec![expected]));
    assert_eq!(others[1].differences.as_ref().map(Vec::len), Some(2));
}

#[test]
fn damage_is_told_as_damage_and_a_lost_recipe_is_no_failure() {
    let bench = Bench::new();
    let cache = bench.open();
    save(&cache, 1, 1);
    bench
        .by_hand()
        .execute_batch("UPDATE recipe SET json = x'00'; UPDATE record SET saved = saved + 1")
        .unwrap();
    let damaged = explain(&cache, 1, 1, "news/1.txt", "summarize/zh");
    assert!(matches!(damaged, Explanation::Miss(Reason::Damaged { .. })));
    let Explanation::Miss(Reason::RecipeChanged(others)) =
        explain(&cache, 2, 1, "news/1.txt", "summarize/zh")
    else {
        panic!("not seen as another recipe");
    };
    assert_eq!(others[0].differences, None);
}
