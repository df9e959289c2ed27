//! The steps of a plan, as SQL.

use crate::{
    base::{
        quote::{quoted, quoted_list},
        sql::table as table_in_main,
    },
    catalog::tokens,
};

/// One step of a plan.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A statement.
    Sql(String),
    /// Turns `legacy_alter_table` on or off: after a rebuild a rename must not change the references to the
    /// table, since all of them mean the old one.
    LegacyAlter(bool),
    /// Dropping a table, for good or to replace it.
    DropTable(String),
    /// Copying the rows of a table into its replacement.
    Copy(Copy),
}

/// An `INSERT INTO … SELECT`, which can run in batches.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    pub(super) from: String,
    pub(super) into: String,
    /// The columns, each with the expression for its values.
    pub(super) columns: Vec<(String, String)>,
    /// A name of the rowid of `from`, if it has one.
    pub(super) rowid: Option<&'static str>,
}

impl Copy {
    /// Returns the statement that copies all rows at once.
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
    /// Returns the statement, as a script contains it.
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

    /// Returns the statement to run, qualified by `main`: a temporary table may have the name of one of the
    /// database.
    pub(super) fn in_main(&self) -> String {
        match self {
            Self::Sql(_) | Self::DropTable(_) => in_main(&self.sql()),
            Self::LegacyAlter(_) => self.sql(),
            Self::Copy(copy) => copy.between(&table_in_main(&copy.from), &table_in_main(&copy.into)),
        }
    }
}

/// Inserts the schema before the name in a statement about a table, an index or a trigger. The name is the
/// third word, or the fourth after UNIQUE. SQLite stores CREATE statements without a schema, and resolves a
/// bare name to a temporary object first.
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
