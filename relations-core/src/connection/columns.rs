//! How the columns of a database compare.

use rusqlite::Connection;

use crate::statement::comparison::Pair;

/// Whether the two columns of one of these pairs compare differently in the database.
#[cold]
pub(crate) fn differ(db: &Connection, pairs: &[Pair]) -> bool {
    pairs.iter().any(|pair| match (Comparison::of(db, pair.parent), Comparison::of(db, pair.child)) {
        (Some(parent), Some(child)) => parent != child,
        // What is no column of a table, as that of a view, has its own way.
        _ => false,
    })
}

/// Whether values of these columns are equal only if they are the same: they compare byte by byte.
pub(crate) fn are_binary(db: &Connection, table: &str, columns: &[&str]) -> bool {
    columns.iter().all(|column| {
        Comparison::of(db, (table, column))
            .is_some_and(|manner| manner.collation.eq_ignore_ascii_case("BINARY"))
    })
}

/// The same, if the bytes are also those that a program reads: texts in another encoding than UTF-8 are read in other ones.
#[cold]
pub(crate) fn are_read_as_compared(db: &Connection, table: &str, columns: &[&str]) -> bool {
    let encoded = || {
        let sql = "SELECT e.encoding = 'UTF-8' FROM temp.pragma_encoding AS e";
        db.prepare(sql).and_then(|mut statement| statement.query_row([], |row| row.get(0)))
    };
    are_binary(db, table, columns) && encoded().unwrap_or(false)
}

/// Whether values that this column holds to be equal are equal by the collating sequence, too. Values of the same bytes are by any.
#[cfg(feature = "evolution")]
pub(crate) fn are_equal_by(db: &Connection, table: &str, column: &str, collation: &str) -> bool {
    Comparison::of(db, (table, column)).is_some_and(|manner| {
        [collation, "BINARY"].iter().any(|other| manner.collation.eq_ignore_ascii_case(other))
    })
}

/// How a column compares.
struct Comparison {
    affinity: Affinity,
    collation: String,
}

impl PartialEq for Comparison {
    fn eq(&self, other: &Self) -> bool {
        self.affinity == other.affinity && self.collation.eq_ignore_ascii_case(&other.collation)
    }
}

impl Comparison {
    fn of(db: &Connection, (table, column): (&str, &str)) -> Option<Self> {
        let (declared, collation, ..) = db.column_metadata(Some("main"), table, column).ok()?;
        let declared = declared.map(|text| text.to_string_lossy().to_ascii_uppercase()).unwrap_or_default();
        let collation = collation.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Some(Self { affinity: Affinity::of(&declared), collation })
    }
}

/// What a column [makes of values](https://sqlite.org/datatype3.html#determination_of_column_affinity).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
    /// In a STRICT table none at all, elsewhere as numeric.
    Any,
}

impl Affinity {
    /// That of this declared type, in capitals.
    fn of(declared: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
        match declared {
            "ANY" => Self::Any,
            _ if has(&["INT"]) => Self::Integer,
            _ if has(&["CHAR", "CLOB", "TEXT"]) => Self::Text,
            "" => Self::Blob,
            _ if has(&["BLOB"]) => Self::Blob,
            _ if has(&["REAL", "FLOA", "DOUB"]) => Self::Real,
            _ => Self::Numeric,
        }
    }
}
