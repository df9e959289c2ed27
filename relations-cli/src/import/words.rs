//! Singular and plural of English nouns, by rules that prefer to change nothing over making up a word.

/// The pairs that follow no rule.
const IRREGULAR: [(&str, &str); 27] = [
    ("analysis", "analyses"),
    ("basis", "bases"),
    ("calf", "calves"),
    ("child", "children"),
    ("crisis", "crises"),
    ("diagnosis", "diagnoses"),
    ("foot", "feet"),
    ("goose", "geese"),
    ("half", "halves"),
    ("hypothesis", "hypotheses"),
    ("index", "indices"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("lens", "lenses"),
    ("loaf", "loaves"),
    ("man", "men"),
    ("matrix", "matrices"),
    ("mouse", "mice"),
    ("person", "people"),
    ("quiz", "quizzes"),
    ("shelf", "shelves"),
    ("thesis", "theses"),
    ("tooth", "teeth"),
    ("vertex", "vertices"),
    ("wife", "wives"),
    ("wolf", "wolves"),
    ("woman", "women"),
];

/// The words that are equal in both forms, or have only one.
const UNCHANGING: [&str; 25] = [
    "data",
    "equipment",
    "feedback",
    "fish",
    "goods",
    "hardware",
    "https",
    "info",
    "information",
    "inventory",
    "means",
    "media",
    "metadata",
    "money",
    "music",
    "news",
    "personnel",
    "series",
    "sheep",
    "software",
    "species",
    "staff",
    "stuff",
    "traffic",
    "weather",
];

/// The words in `-ies` whose singular keeps the `e`, in `-ics` that count things, in `-ches` and `-us` that
/// only end in `s`, and the like: the plural is the singular and an `s`.
const PLUS_S: [&str; 24] = [
    "aches",
    "avalanches",
    "caches",
    "calories",
    "canoes",
    "clinics",
    "comics",
    "cookies",
    "critics",
    "fabrics",
    "genies",
    "headaches",
    "lies",
    "menus",
    "metrics",
    "movies",
    "pies",
    "shoes",
    "ties",
    "toes",
    "topics",
    "tunics",
    "zombies",
    "axes",
];

/// The words in `-ses` that end in `-es`, beside those in `-sses`.
const PLUS_ES: [&str; 13] = [
    "aliases", "atlases", "biases", "bonuses", "buses", "campuses", "canvases", "censuses", "corpuses",
    "focuses", "gases", "statuses", "viruses",
];

/// Returns the singular of `word`, in small letters; the word itself if it is a singular or unknown.
pub fn singular(word: &str) -> String {
    if UNCHANGING.contains(&word) {
        return word.to_owned();
    }
    if let Some((singular, _)) = IRREGULAR.iter().find(|(_, plural)| *plural == word) {
        return (*singular).to_owned();
    }
    let stem = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.len() > 1).map(str::to_owned);
    if PLUS_S.contains(&word) {
        return stem("s").unwrap_or_default();
    }
    if PLUS_ES.contains(&word) {
        return stem("es").unwrap_or_default();
    }
    // An abbreviation, or a word that ends in `s` by itself: address, status, analysis, atlas, physics.
    if word.len() < 4 || ["ss", "us", "is", "as", "ics"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    if let Some(stem) = stem("ies") {
        return stem + "y";
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
        if word.ends_with(ending) {
            return stem("es").unwrap_or_default();
        }
    }
    stem("s").unwrap_or_else(|| word.to_owned())
}

/// Returns the plural of `word`, a singular in small letters.
pub fn plural(word: &str) -> String {
    if UNCHANGING.contains(&word) {
        return word.to_owned();
    }
    if let Some((_, plural)) = IRREGULAR.iter().find(|(singular, _)| *singular == word) {
        return (*plural).to_owned();
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
        && !stem.is_empty()
    {
        return format!("{stem}ies");
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        return format!("{word}es");
    }
    format!("{word}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singular_and_plural_lead_to_each_other() {
        for (one, many) in [
            ("user", "users"),
            ("address", "addresses"),
            ("category", "categories"),
            ("day", "days"),
            ("box", "boxes"),
            ("branch", "branches"),
            ("status", "statuses"),
            ("house", "houses"),
            ("database", "databases"),
            ("movie", "movies"),
            ("person", "people"),
            ("analysis", "analyses"),
            ("size", "sizes"),
            ("archive", "archives"),
            ("series", "series"),
            ("media", "media"),
            ("response", "responses"),
        ] {
            assert_eq!((singular(many).as_str(), plural(one).as_str()), (one, many));
            assert_eq!(singular(one), one, "already singular");
        }
    }

    #[test]
    fn what_only_ends_in_s_stays() {
        for word in ["gps", "news", "politics", "bus", "canvas", "class", "os", "s", "", "is", "goods"] {
            assert_eq!(singular(word), word);
        }
    }
}
