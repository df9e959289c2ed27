//! Type affinity, and the values that a change of type would not preserve.

/// A type affinity, by [SQLite's rules](https://sqlite.org/datatype3.html#determination_of_column_affinity).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

pub(super) fn affinity(declared: &str) -> Affinity {
    let declared = declared.to_ascii_uppercase();
    let has = |part: &str| declared.contains(part);
    if has("INT") {
        Affinity::Integer
    } else if has("CHAR") || has("CLOB") || has("TEXT") {
        Affinity::Text
    } else if has("BLOB") || declared.is_empty() {
        Affinity::Blob
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

pub(super) fn loss_condition(v: &str, declared: &str, strict: bool) -> Option<String> {
    // The texts that SQLite stores as a number: the whole text must be one, unlike for CAST, which takes a
    // prefix.
    let numeric = format!("{v} = CAST({v} AS NUMERIC)");
    let number_to_text = format!("typeof({v}) = 'real' AND CAST(CAST({v} AS TEXT) AS REAL) <> {v}");
    let text_to_number =
        format!("typeof({v}) = 'text' AND {numeric} AND CAST(CAST({v} AS NUMERIC) AS TEXT) <> {v}");
    let integer_to_real = format!("typeof({v}) = 'integer' AND CAST(CAST({v} AS REAL) AS INTEGER) <> {v}");
    let not_numeric = format!("typeof({v}) = 'text' AND NOT ({numeric})");
    let blob = format!("typeof({v}) = 'blob'");
    let parts: Vec<String> = match (affinity(declared), strict) {
        _ if strict && declared.eq_ignore_ascii_case("ANY") => return None,
        (Affinity::Blob, false) => return None,
        (Affinity::Blob, true) => vec![format!("typeof({v}) NOT IN ('null', 'blob')")],
        (Affinity::Text, false) => vec![number_to_text],
        (Affinity::Text, true) => vec![number_to_text, blob],
        (Affinity::Integer | Affinity::Numeric, false) => vec![text_to_number],
        (Affinity::Integer | Affinity::Numeric, true) => vec![
            text_to_number,
            not_numeric,
            blob,
            format!("typeof(CAST({v} AS NUMERIC)) = 'real' AND {v} <> CAST({v} AS INTEGER)"),
        ],
        (Affinity::Real, false) => vec![text_to_number, integer_to_real],
        (Affinity::Real, true) => vec![text_to_number, integer_to_real, not_numeric, blob],
    };
    let parts: Vec<String> = parts.into_iter().map(|part| format!("({part})")).collect();
    Some(format!("({})", parts.join(" OR ")))
}
