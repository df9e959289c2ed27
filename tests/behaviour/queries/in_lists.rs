//! Lists of values, short and long, each of which is sent in the form for its length.

use std::collections::BTreeSet;

use relations::{
    Column, ColumnType, Model, Schema, column_type::IntoColumn, prelude::*, rusqlite::Connection, schema,
};

/// A word, with a nullable and a case-insensitive copy.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Word {
    id: i64,
    text: String,
    copy: Option<String>,
    #[column(collate = NOCASE)]
    folded: String,
    real: f64,
    bytes: Vec<u8>,
    big: i64,
}

const SCHEMA: Schema = schema![Word];

/// Lengths around those from which a list is padded and is sent as one parameter, and beyond any limit on the
/// depth of an expression.
const LENGTHS: [usize; 9] = [3, 16, 17, 32, 100, 128, 129, 1_000, 5_000];

/// Texts that are easily confused with each other or with syntax, and similar ones.
const TEXTS: [&str; 16] = [
    "",
    "\0",
    "a",
    "a\0b",
    "a\0",
    "it's",
    "it''s",
    "\"",
    "\\",
    "\\\\",
    "\\u0041",
    "\u{1}\n\r\t\u{1f}\u{7f}",
    "Ünïcödé",
    "日本語 🦀",
    "\u{2028}\u{feff}",
    "null",
];

const REALS: [f64; 7] = [0.1, 0.300_000_000_000_000_04, 1e300, 5e-324, f64::INFINITY, f64::NEG_INFINITY, 3.0];

fn words() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for (at, text) in (0_i64..).zip(TEXTS) {
        let real = REALS.get(usize::try_from(at).unwrap_or(0)).copied().unwrap_or(-1.0);
        Word::create()
            .text(text)
            .copy(text)
            .folded(text)
            .real(real)
            .bytes(text.as_bytes())
            .big(i64::MAX - at)
            .insert(&db)?;
    }
    Ok(db)
}

/// Asserts that a list of `length` values with `wanted` at its end finds the rows whose column is among
/// `wanted`.
fn finds<T, V>(
    column: Column<Word, T>,
    of: impl Fn(&Word) -> V,
    wanted: &[V],
    filler: impl Fn(usize) -> V,
) -> relations::Result<()>
where
    T: ColumnType,
    V: IntoColumn<T> + Clone + PartialEq,
{
    let db = words()?;
    let rows = Word::query().all(&db)?;
    let expected: BTreeSet<i64> =
        rows.iter().filter(|row| wanted.contains(&of(row))).map(|row| row.id).collect();
    assert_eq!(expected.len(), wanted.len());
    for length in LENGTHS {
        let list: Vec<V> = (wanted.len()..length).map(&filler).chain(wanted.iter().cloned()).collect();
        let found = Word::query().filter(column.in_(list.clone())).all(&db)?;
        assert_eq!(found.iter().map(|row| row.id).collect::<BTreeSet<_>>(), expected, "{length} values");
        let others = Word::query().filter(!column.in_(list)).all(&db)?;
        assert_eq!(others.len(), rows.len() - expected.len(), "{length} values");
    }
    Ok(())
}

#[test]
fn integers_are_found_in_lists_of_any_length() -> relations::Result<()> {
    let wanted = [i64::MAX, i64::MAX - 2, i64::MAX - 15];
    finds(Word::BIG, |word| word.big, &wanted, |at| -i64::try_from(at).unwrap_or(0))
}

#[test]
fn texts_are_found_in_lists_of_any_length() -> relations::Result<()> {
    for three in TEXTS.windows(3) {
        let wanted: Vec<String> = three.iter().map(|&text| text.to_owned()).collect();
        finds(Word::TEXT, |word| word.text.clone(), &wanted, |at| format!("filler \" ' \\ \0 {at}"))?;
    }
    Ok(())
}

#[test]
fn nullable_texts_are_found_in_lists_of_any_length() -> relations::Result<()> {
    let wanted = ["a\0b", "\\", "日本語 🦀"].map(|text| Some(text.to_owned()));
    finds(Word::COPY, |word| word.copy.clone(), &wanted, |at| Some(format!("{at}")))
}

#[test]
fn floating_point_numbers_are_found_in_lists_of_any_length() -> relations::Result<()> {
    for three in REALS.windows(3) {
        #[expect(clippy::cast_precision_loss, reason = "any other number serves")]
        finds(Word::REAL, |word| word.real, three, |at| 0.5 + at as f64)?;
    }
    Ok(())
}

#[test]
fn blobs_are_found_in_lists_of_any_length() -> relations::Result<()> {
    let wanted = ["a\0b", "\\", "日本語 🦀"].map(|text| text.as_bytes().to_vec());
    finds(Word::BYTES, |word| word.bytes.clone(), &wanted, |at| format!("{at}").into_bytes())
}

#[test]
fn a_columns_collation_holds_in_lists_of_any_length() -> relations::Result<()> {
    let db = words()?;
    for length in LENGTHS {
        let list = (1..length).map(|at| format!("{at}")).chain(["IT'S".to_owned()]);
        let found = Word::query().filter(Word::FOLDED.in_(list)).one(&db)?;
        assert_eq!(found.text, "it's", "{length} values");
    }
    Ok(())
}

#[test]
fn an_empty_list_finds_nothing_and_its_negation_everything() -> relations::Result<()> {
    let db = words()?;
    assert_eq!(Word::query().filter(Word::TEXT.in_([""; 0])).all(&db)?, []);
    assert_eq!(Word::query().filter(Word::COPY.in_([None::<String>; 0])).all(&db)?, []);
    assert_eq!(Word::query().filter(!Word::TEXT.in_([""; 0])).count(&db)?, 16);
    Ok(())
}

#[test]
fn null_is_found_in_a_long_list_too() -> relations::Result<()> {
    let db = words()?;
    let unknown = Word { id: 99, copy: None, ..Word::get(&db, 1)? };
    unknown.insert(&db)?;
    for length in LENGTHS {
        let list = (1..length).map(|at| Some(format!("{at}"))).chain([None]);
        assert_eq!(Word::query().filter(Word::COPY.in_(list)).one(&db)?, unknown, "{length} values");
    }
    Ok(())
}

#[test]
fn a_value_given_twice_finds_its_row_once() -> relations::Result<()> {
    let db = words()?;
    for length in LENGTHS {
        let found = Word::query().filter(Word::TEXT.in_(vec!["null"; length])).all(&db)?;
        assert_eq!(found.len(), 1, "{length} values");
    }
    Ok(())
}
