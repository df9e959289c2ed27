//! Random tables and rows: the answers of every method that reads along a relation are compared with what the
//! foreign key relates.
//!
//! `RELATIONS_AGREEMENT_CASES` sets the number of tables for each type of key, and `RELATIONS_AGREEMENT_SEED`
//! the first case.

mod readings;
mod related;
mod tables;

use relations::rusqlite::Connection;

use self::{related::Related, tables::Tables};
use crate::{environment::number, numbers::Random};

/// The figures of a run.
#[derive(Default)]
pub struct Figures {
    /// The number of tables with rows.
    cases: usize,
    /// The number of answers that agree with the foreign key.
    agreed: usize,
    /// The number of answers that are an error, because a value does not fit the model.
    refused: usize,
    /// The number of tables whose foreign key relates other rows when a parent is deleted than when a child is
    /// inserted.
    undecided: usize,
}

/// The models for a type of key, with the functions that this test needs.
pub struct World {
    /// The name of the type of key.
    pub name: &'static str,
    /// The columns of the key, each with the column that refers to it.
    pub keys: &'static [(&'static str, &'static str)],
    /// Values of the key, each in various spellings, as SQL.
    pub spellings: &'static [&'static [&'static str]],
    /// Reads by every method, and passes each answer to the judge.
    pub ask: fn(&Connection, &mut Judge<'_>) -> relations::Result<()>,
}

/// Compares answers with what the foreign key relates.
pub struct Judge<'j> {
    pub related: &'j Related,
    figures: &'j mut Figures,
    context: String,
}

impl Judge<'_> {
    /// Records an answer: it must be `right`, or an error because a stored value does not fit the model.
    pub fn check<T: PartialEq + std::fmt::Debug>(
        &mut self,
        way: &str,
        answer: relations::Result<T>,
        right: &T,
    ) {
        match answer {
            Ok(answer) if answer == *right => self.figures.agreed += 1,
            Err(relations::Error::Decode { .. }) => self.figures.refused += 1,
            other => panic!("{way} says {other:?}, and the foreign key {right:?}\n{}", self.context),
        }
    }
}

fn agree(world: &World) -> relations::Result<()> {
    let cases = number("RELATIONS_AGREEMENT_CASES").unwrap_or(300);
    let first = number("RELATIONS_AGREEMENT_SEED").unwrap_or(0);
    let mut figures = Figures::default();
    for seed in first..first + cases {
        let tables = Tables::any(&mut Random::new(seed), world.keys, world.spellings);
        let db = tables.create()?;
        let related = Related::of(&db, world.keys)?;
        figures.cases += 1;
        if !related.is_decided(&db)? {
            figures.undecided += 1;
            continue;
        }
        let context = format!("RELATIONS_AGREEMENT_SEED={seed}, {}:\n{}", world.name, tables.script);
        (world.ask)(&db, &mut Judge { related: &related, figures: &mut figures, context })?;
    }
    let Figures { cases, agreed, refused, undecided } = figures;
    println!(
        "{}: {cases} tables ({undecided} undecided), {agreed} answers agreed, {refused} refused",
        world.name
    );
    assert!(agreed > 0);
    Ok(())
}

/// A key that is a text.
#[derive(relations::ColumnType, Clone, Debug, PartialEq)]
pub struct Name(String);

const TEXTS: &[&[&str]] = &[
    &["'Key'", "'KEY'", "'key'", "'key '", "'key  '"],
    &["'é'", "'É'", "'e'"],
    &["'a' || char(0) || 'b'", "'A' || char(0) || 'B'", "'a'", "'a '"],
    &["'1'", "1", "1.0", "'01'", "' 1'"],
    &["''", "' '"],
];

const NUMBERS: &[&[&str]] = &[
    &["1", "'1'", "1.0", "'01'", "' 1'", "'1 '", "'1.0'", "x'31'"],
    &["2", "'2'", "'+2'"],
    &["-1", "'-1'"],
    &["9007199254740993", "9007199254740992", "9007199254740992.0"],
];

macro_rules! worlds {
    ($($name:ident: $ty:ty, $spellings:expr;)*) => {$(
        mod $name {
            super::readings::models! {
                par: [#[model(table = "par")]] { #[key] key: $ty, },
                kid: [#[model(table = "kid")]] { #[belongs_to(par: Par)] par_key: $ty, },
                link: [#[model(table = "link", primary_key(par_key, tag_id))]] { #[belongs_to(par: Par)] par_key: $ty, },
                by: PAR_KEY
            }
        }

        #[test]
        fn $name() -> relations::Result<()> {
            let keys = &[("key", "par_key")];
            agree(&World { name: stringify!($name), keys, spellings: $spellings, ask: $name::ask })
        }
    )*};
}

worlds! {
    integers: i64, NUMBERS;
    small_integers: u8, NUMBERS;
    texts: String, TEXTS;
    bytes: Vec<u8>, &[&["x'4b'", "'K'", "x'6b'"], &["x''", "''", "x'00'"], &["x'31'", "1", "'1'"]];
    reals: f64, &[
        &["1", "1.0", "'1'", "'1.0'", "'01'"],
        &["0.1", "'0.1'", "0.30000000000000004", "0.3"],
        &["1e300", "'1e300'", "-1e300"],
        &["9007199254740992", "9007199254740992.0", "1.7976931348623157e308", "2.2250738585072014e-308"],
        &["0.1 * 7.77", "3.3 / 7.1", "1e23", "8.41e21", "9.5e-5", "6.0221409e23"],
    ];
    anything: relations::rusqlite::types::Value, NUMBERS;
    newtypes: super::Name, TEXTS;
}

#[cfg(feature = "chrono")]
worlds! {
    dates: chrono::NaiveDateTime, &[
        &["'2024-05-01 10:00:00'", "'2024-05-01T10:00:00'", "'2024-05-01 10:00:00.000'"],
        &["'2024-05-01 10:00:00.5'", "'2024-05-01T10:00:00.5'", "'2024-05-01 10:00:00.500'"],
    ];
}

mod composite {
    super::readings::models! {
        par: [#[model(table = "par", primary_key(a, b))]] { a: String, b: i64, },
        kid: [#[model(table = "kid")] #[belongs_to(par: Par, key(par_a, par_b))]] { par_a: String, par_b: i64, },
        link: [
            #[model(table = "link", primary_key(par_a, par_b, tag_id))]
            #[belongs_to(par: Par, key(par_a, par_b))]
        ] { par_a: String, par_b: i64, },
        by: PAR_A
    }
}

#[test]
fn composite_keys() -> relations::Result<()> {
    let keys = &[("a", "par_a"), ("b", "par_b")];
    let spellings: &[&[&str]] =
        &[&["1", "'1'", "1.0", "'1 '", "'01'"], &["'Key'", "'KEY'", "'key '", "2", "'2'"]];
    agree(&World { name: "composite keys", keys, spellings, ask: composite::ask })
}
