//! The comparison of values in the columns of a database: by collating sequence and affinity.

use rusqlite::Connection;

use crate::statement::comparison::ColumnPair;

/// Returns `true` if the two columns of any of these pairs compare differently in the database.
#[cold]
pub(crate) fn compare_differently(db: &Connection, pairs: &[ColumnPair]) -> bool {
    pairs.iter().any(|pair| match (Comparison::read(db, pair.parent), Comparison::read(db, pair.child)) {
        (Some(parent), Some(child)) => parent != child,
        // SQLite does not report how a column of a view compares.
        _ => false,
    })
}

/// Returns `true` if these columns compare byte by byte, so that only identical values are equal.
pub(crate) fn are_binary(db: &Connection, table: &str, columns: &[&str]) -> bool {
    columns.iter().all(|column| {
        Comparison::read(db, (table, column))
            .is_some_and(|comparison| comparison.collation.eq_ignore_ascii_case("BINARY"))
    })
}

/// Returns `true` if these columns compare byte by byte, and the bytes are those that a program reads: texts
/// in another encoding than UTF-8 are converted.
#[cold]
pub(crate) fn are_read_as_compared(db: &Connection, table: &str, columns: &[&str]) -> bool {
    let encoded = || {
        let sql = "SELECT e.encoding = 'UTF-8' FROM temp.pragma_encoding AS e";
        db.prepare(sql).and_then(|mut statement| statement.query_row([], |row| row.get(0)))
    };
    are_binary(db, table, columns) && encoded().unwrap_or(false)
}

/// Returns `true` if values that are equal in this column are also equal by the collating sequence. Identical
/// bytes are equal by any.
#[cfg(feature = "evolution")]
pub(crate) fn are_equal_by(db: &Connection, table: &str, column: &str, collation: &str) -> bool {
    Comparison::read(db, (table, column)).is_some_and(|comparison| {
        [collation, "BINARY"].iter().any(|other| comparison.collation.eq_ignore_ascii_case(other))
    })
}

/// The properties by which a column compares.
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
    /// Reads how a column of the database compares; `None` if there is no such column of a table.
    fn read(db: &Connection, (table, column): (&str, &str)) -> Option<Self> {
        let (declared, collation, ..) = db.column_metadata(Some("main"), table, column).ok()?;
        let declared = declared.map(|text| text.to_string_lossy().to_ascii_uppercase()).unwrap_or_default();
        let collation = collation.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Some(Self { affinity: Affinity::from_declared_type(&declared), collation })
    }
}

/// The [affinity of a column](https://sqlite.org/datatype3.html#determination_of_column_affinity).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
    /// No affinity in a STRICT table, numeric elsewhere.
    Any,
}

impl Affinity {
    /// Returns the affinity of a declared type, which is in capitals.
    fn from_declared_type(declared: &str) -> Self {
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
