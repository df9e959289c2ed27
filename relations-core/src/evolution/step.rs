//! What carrying out a plan consists of.

use crate::text::{quoted, quoted_list};

/// One step of a plan.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A statement.
    Sql(String),
    /// Whether a rename leaves alone what refers to the table: after a rebuild it must, since all of it
    /// means the table that was.
    LegacyAlter(bool),
    /// Copying the rows of a table into the one that takes its place.
    Copy(Copy),
}

/// `INSERT INTO … SELECT`, which can be done piece by piece.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    pub(super) from: String,
    pub(super) into: String,
    /// The columns and the expressions that give their values.
    pub(super) columns: Vec<(String, String)>,
    /// The name by which the rowid of `from` is known, if it has one.
    pub(super) rowid: Option<&'static str>,
}

impl Copy {
    /// The whole in one statement.
    pub(super) fn sql(&self) -> String {
        let (columns, values): (Vec<&str>, Vec<&str>) =
            self.columns.iter().map(|(column, value)| (column.as_str(), value.as_str())).unzip();
        format!(
            "INSERT INTO {} ({}) SELECT {} FROM {}",
            quoted(&self.into),
            quoted_list(&columns),
            values.join(", "),
            quoted(&self.from)
        )
    }
}

impl Step {
    /// The statement that does it.
    pub(super) fn sql(&self) -> String {
        match self {
            Self::Sql(sql) => sql.clone(),
            Self::LegacyAlter(on) => {
                format!("PRAGMA legacy_alter_table = {}", if *on { "ON" } else { "OFF" })
            }
            Self::Copy(copy) => copy.sql(),
        }
    }
}
