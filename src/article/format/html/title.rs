//! The headline of a page, chosen among what its head, its metadata and its headings say.

/// Longer texts are no titles.
pub(super) const LONGEST: usize = 600;

/// What could be the title.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// `<title>`.
    pub page: Option<String>,
    /// `og:title` and its like, in order.
    pub meta: Vec<String>,
    /// `<h1>`, in order.
    pub headings: Vec<String>,
    /// The name of the site.
    pub site: Option<String>,
}

/// What parts a headline from the name of its site.
const SEPARATORS: [&str; 13] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", "_", "|", " / ", "—", "-"];

/// The best title: a heading that the page's own title contains is the headline as printed.
pub(super) fn choose(found: &Candidates) -> Option<String> {
    let named = |title: &String| found.meta.iter().chain(&found.page).any(|other| other.contains(&**title));
    let enough = |title: &&String| title.chars().count() >= 4;
    if let Some(heading) = found.headings.iter().filter(enough).find(|title| named(title)) {
        return Some(heading.clone());
    }
    let title = found.meta.iter().find(enough).or(found.page.as_ref()).or(found.headings.first())?;
    Some(without_site(title, found.site.as_deref()))
}

/// The title without the site's name at one of its ends.
fn without_site(title: &str, site: Option<&str>) -> String {
    if let Some(site) = site.filter(|site| !site.is_empty()) {
        let mark = |c: char| c.is_whitespace() || "|-–—:_·»«".contains(c);
        let stripped = title.strip_suffix(site).map(|rest| rest.trim_end_matches(mark));
        if let Some(stripped) =
            stripped.filter(|rest| !rest.is_empty() && rest.len() < title.len() - site.len())
        {
            return stripped.to_owned();
        }
    }
    let cut = SEPARATORS.iter().find_map(|separator| {
        let (headline, _) = title.rsplit_once(separator)?;
        let headline = headline.trim();
        // Bare dashes and low lines part Chinese titles only; in English they join words.
        let han = title.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let spaced = separator.starts_with(' ') || (han && *separator != "-") || *separator == "|";
        // The longer part is the headline: "Site | Headline" is left as it is.
        (spaced && headline.chars().count() * 2 > title.chars().count()).then(|| headline.to_owned())
    });
    cut.unwrap_or_else(|| title.to_owned())
}

/// One line of text; `None` if it is blank or too long.
pub(super) fn words(text: &str) -> Option<String> {
    let text = text.get(..LONGEST).map_or(text, |_| "");
    let text = html_escape::decode_html_entities(text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
