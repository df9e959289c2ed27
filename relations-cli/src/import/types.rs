//! Maps the declared type of a column to the Rust type of a field.

/// The crate whose types are used for columns that are declared as dates and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// `chrono::NaiveDate`, `NaiveTime` and `NaiveDateTime`.
    Chrono,
    /// `jiff::civil::Date`, `Time` and `DateTime`.
    Jiff,
    /// `time::Date`, `Time` and `PrimitiveDateTime`.
    Time,
}

/// The type of a field, without `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RustType {
    Integer,
    Real,
    Bool,
    Text,
    Blob,
    /// Any stored value.
    Any,
    /// A type of another crate, stored as text.
    Date(&'static str),
}

impl RustType {
    /// Returns the type as source code.
    pub const fn as_source(self) -> &'static str {
        match self {
            Self::Integer => "i64",
            Self::Real => "f64",
            Self::Bool => "bool",
            Self::Text => "String",
            Self::Blob => "Vec<u8>",
            Self::Any => "Value",
            Self::Date(name) => name,
        }
    }

    /// Returns the type that DDL declares for it by default.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Integer | Self::Bool => "INTEGER",
            Self::Real => "REAL",
            Self::Text | Self::Date(_) => "TEXT",
            Self::Blob => "BLOB",
            Self::Any => "ANY",
        }
    }
}

/// The interpretation of a declared type, by [SQLite's
/// rules](https://sqlite.org/datatype3.html#determination_of_column_affinity) and, where these leave
/// everything open, by the usual meaning of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    pub ty: RustType,
    /// Set if the name does not determine the stored type, so that a key which the column refers to decides.
    pub loose: bool,
}

/// Interprets `declared`; `in_key` is `true` for a column of a primary key, where a number is an integer.
pub fn interpret(declared: &str, in_key: bool, dates: Option<Dates>) -> Meaning {
    let name = declared.to_ascii_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let strict = |ty| Meaning { ty, loose: false };
    let loose = |ty| Meaning { ty, loose: true };
    if let Some(ty) = dates.and_then(|dates| date_type(&name, dates)) {
        strict(ty)
    } else if name.contains("INT") {
        strict(RustType::Integer)
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        strict(RustType::Text)
    } else if name.contains("BLOB") {
        strict(RustType::Blob)
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        strict(RustType::Real)
    } else if has(&["BOOL"]) {
        strict(RustType::Bool)
    } else if has(&["NUMERIC", "DEC", "NUMBER", "MONEY", "CURRENCY"]) {
        loose(if in_key { RustType::Integer } else { RustType::Real })
    } else if has(&["DATE", "TIME", "JSON", "UUID", "GUID", "STRING", "ENUM", "XML"]) {
        loose(RustType::Text)
    } else {
        loose(RustType::Any)
    }
}

fn date_type(name: &str, dates: Dates) -> Option<RustType> {
    // `DATETIME(6)` is a DATETIME.
    let name = name.split('(').next().unwrap_or_default().trim();
    let [date, time, both] = match dates {
        Dates::Chrono => ["chrono::NaiveDate", "chrono::NaiveTime", "chrono::NaiveDateTime"],
        Dates::Jiff => ["jiff::civil::Date", "jiff::civil::Time", "jiff::civil::DateTime"],
        Dates::Time => ["time::Date", "time::Time", "time::PrimitiveDateTime"],
    };
    match name {
        "DATE" => Some(RustType::Date(date)),
        "TIME" => Some(RustType::Date(time)),
        "DATETIME" | "TIMESTAMP" => Some(RustType::Date(both)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_type_has_the_meaning_that_sqlite_gives_it() {
        for (declared, ty) in [
            ("INTEGER", RustType::Integer),
            ("bigint", RustType::Integer),
            ("NVARCHAR(160)", RustType::Text),
            ("DOUBLE PRECISION", RustType::Real),
            ("BLOB", RustType::Blob),
            ("BOOLEAN", RustType::Bool),
            ("NUMERIC(10,2)", RustType::Real),
            ("DATETIME", RustType::Text),
            ("", RustType::Any),
            ("ANY", RustType::Any),
            ("POINT", RustType::Integer),
        ] {
            assert_eq!(interpret(declared, false, None).ty, ty, "{declared}");
        }
        assert_eq!(interpret("NUMERIC", true, None).ty, RustType::Integer);
    }

    #[test]
    fn a_date_is_text_unless_asked() {
        assert_eq!(interpret("datetime(6)", false, None).ty, RustType::Text);
        let asked = interpret("datetime(6)", false, Some(Dates::Jiff)).ty;
        assert_eq!(asked, RustType::Date("jiff::civil::DateTime"));
    }
}
