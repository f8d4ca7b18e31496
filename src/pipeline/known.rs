//! What is known of a story beside its text: who, when, where, figures, and the figures in which its articles differ.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::{
    digest::{Difference, Facts, Heard, Told, differences, facts},
    outcome::Method,
    render::{Made, Record},
    rules::{script::simplified, terms::pairs},
    task::TermList,
    text::{Language, sentence},
};

use super::{
    in_script::{as_written, in_script, own_words, plain},
    telling::HEARD,
};

/// Where the articles differ in a figure, said in the languages of the bulletin.
pub(super) fn differing(articles: &[Record], languages: &[Language]) -> Vec<Difference> {
    let text = |article: &Record| Some((article.lang?, article.text.clone()?));
    let texts: Vec<(Language, String)> = articles.iter().take(HEARD).filter_map(text).collect();
    let texts: Vec<(Language, &str)> =
        texts.iter().map(|(language, text)| (*language, text.as_str())).collect();
    let all = differences(&texts);
    let said = |language: Language| {
        let same = move |found: &&Difference| {
            found.language.is_some_and(|other| other.is_chinese() == language.is_chinese())
        };
        all.iter().filter(same).map(move |found| Difference {
            language: Some(language),
            what: own_words(&found.what, language),
            figures: found.figures.iter().map(|figure| own_words(figure, language)).collect(),
        })
    };
    languages.iter().copied().flat_map(said).collect()
}

/// The key facts of a story in a language: of its summary, and of the beginning of the leading article where that is in this
/// language. Those of a summary in the original are in the language of the original.
pub(super) fn known(
    articles: &[Record],
    summary: Option<&Made>,
    language: Language,
    terms: &TermList,
) -> Option<Facts> {
    /// Sentences of the article that are looked at.
    const LEAD: usize = 6;
    if let Some((made, own)) = summary.and_then(|made| Some((made, made.lang?))) {
        return known(articles, Some(&Made { lang: None, ..made.clone() }), own, terms);
    }
    let in_script_of_column =
        |text: &str, own: Option<Language>| in_script(text, own.unwrap_or(language), language);
    let is_in_language =
        |article: &&Record| article.lang.is_some_and(|own| own.is_chinese() == language.is_chinese());
    let in_language = articles.iter().find(is_in_language);
    let headline = match in_language {
        Some(article) => article.title.as_deref().map(|title| in_script_of_column(title, article.lang)),
        None => articles.iter().find_map(|article| article.titles.get(language).cloned()),
    };
    let beginning = in_language.and_then(|article| {
        let own = article.text.as_deref()?;
        let sentences = sentence::sentences(own, Some(article.lang.unwrap_or(language)));
        let sentences = sentences.into_iter().take(LEAD);
        Some(
            sentences
                .map(|range| in_script_of_column(&own[range], article.lang))
                .collect::<Vec<_>>()
                .join("\n"),
        )
    });
    // As it is written, and as it is read: in the characters of our lists.
    let written = [
        headline.unwrap_or_default(),
        summary.map(|made| made.text.clone()).unwrap_or_default(),
        beginning.unwrap_or_default(),
    ];
    let read = written.each_ref().map(|text| plain(text, language));
    let texts: Vec<(Language, Cow<'_, str>, Option<Date>)> = articles
        .iter()
        .take(HEARD)
        .filter_map(|article| {
            let (language, text) = (article.lang?, article.text.as_deref()?);
            Some((language, plain(text, language), article.published))
        })
        .collect();
    let texts: Vec<Heard<'_>> = texts
        .iter()
        .map(|(language, text, published)| Heard { language: *language, text, published: *published })
        .collect();
    let published = in_language.and_then(|article| article.published);
    let published = published.or_else(|| articles.iter().find_map(|article| article.published));
    let names = |name: &str| counterparts(name, language, terms);
    let told = Told {
        headline: &read[0],
        summary: &read[1],
        beginning: &read[2],
        articles: texts.len(),
        in_language: texts
            .iter()
            .filter(|heard| heard.language.is_chinese() == language.is_chinese())
            .count(),
    };
    let mut facts = facts(&told, language, published).borne_out(language, &texts, &names);
    // Of a gloss only what its original says too.
    if let (None, Some(made)) = (in_language, summary.filter(|made| made.method == Method::Glossed)) {
        let own = articles.iter().find_map(|article| article.lang).unwrap_or(language);
        let original = known(articles, made.via.as_deref(), own, terms).unwrap_or_default();
        facts = facts.also_in(language, &original, published, &names);
    }
    if language == Language::TraditionalChinese {
        let (read, written) = (read.join("\n"), written.join("\n"));
        facts.each(|fact| *fact = as_written(fact, &read, &written));
    }
    Some(facts).filter(|facts| !facts.is_empty())
}

/// What a name may be called in the other language: by the user's terms, and by our own list.
pub(super) fn counterparts(name: &str, language: Language, terms: &TermList) -> Vec<String> {
    let plain = simplified(name);
    let other = if language.is_chinese() { Language::English } else { Language::Chinese };
    let own = terms.glossary(language, other);
    let own = own.terms().iter().filter(|term| term.source == name).map(|term| term.target.clone());
    let listed = pairs().iter().filter_map(|pair| match language {
        Language::English => (pair.english == name).then_some(pair.chinese),
        _ => (pair.chinese == plain).then_some(pair.english),
    });
    own.chain(listed.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pipeline::sample, text::script::is_han};

    #[test]
    fn the_facts_of_an_original_are_in_its_language() {
        let text = "6月9日，临海港一处泵房发生爆炸，造成6人死亡。";
        let (mut record, made) = sample::told("a", Language::Chinese, text, text, Method::Extracted);
        record.titles.insert(Language::English, "Blast at Linhai port kills 6 people".to_owned());
        let original = Made { lang: Some(Language::Chinese), ..made };
        let found = known(&[record], Some(&original), Language::English, &TermList::default()).unwrap();
        assert!(
            !found.figures.is_empty() && found.figures.iter().all(|fact| fact.contains(is_han)),
            "{found:?}"
        );
    }
}
