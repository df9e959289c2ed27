//! What carrying out a plan consists of.

use crate::{
    base::quote::{quoted, quoted_list},
    catalog::definition::tokens::tokens,
};

/// One step of a plan.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A statement.
    Sql(String),
    /// Whether a rename leaves alone what refers to the table: after a rebuild it must, since all of it
    /// means the table that was.
    LegacyAlter(bool),
    /// Dropping a table, for good or to put another in its place.
    DropTable(String),
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
        self.between(&quoted(&self.from), &quoted(&self.into))
    }

    fn between(&self, from: &str, into: &str) -> String {
        let (columns, values): (Vec<&str>, Vec<&str>) =
            self.columns.iter().map(|(column, value)| (column.as_str(), value.as_str())).unzip();
        format!("INSERT INTO {into} ({}) SELECT {} FROM {from}", quoted_list(&columns), values.join(", "))
    }
}

impl Step {
    /// The statement that does it, as a script has it.
    pub(super) fn sql(&self) -> String {
        match self {
            Self::Sql(sql) => sql.clone(),
            Self::DropTable(table) => format!("DROP TABLE {}", quoted(table)),
            Self::LegacyAlter(on) => {
                format!("PRAGMA legacy_alter_table = {}", if *on { "ON" } else { "OFF" })
            }
            Self::Copy(copy) => copy.sql(),
        }
    }

    /// The same as it is run, when a temporary table may have the name of one of the database.
    pub(super) fn in_main(&self) -> String {
        match self {
            Self::Sql(_) | Self::DropTable(_) => in_main(&self.sql()),
            Self::LegacyAlter(_) => self.sql(),
            Self::Copy(copy) => {
                copy.between(&format!("main.{}", quoted(&copy.from)), &format!("main.{}", quoted(&copy.into)))
            }
        }
    }
}

/// A statement about a table, an index or a trigger, with the schema before its name, which is the third word but behind
/// UNIQUE. SQLite keeps CREATE statements without, and where it finds none it looks among what is temporary first.
fn in_main(sql: &str) -> String {
    let found = tokens(sql);
    let at = if found.get(1).is_some_and(|token| token.is("UNIQUE")) { 3 } else { 2 };
    match found.get(at) {
        Some(name) if !found.get(at + 1).is_some_and(|token| token.is(".")) => {
            format!("{}main.{}", &sql[..name.start], &sql[name.start..])
        }
        _ => sql.to_owned(),
    }
}
