//! Preconditions of changes, as queries that count the rows in the way.

use rusqlite::Connection;

use super::{change::ChangeKind, compare, normalize, projection::Projection};

use crate::{
    base::{error::Result, quote::quoted},
    catalog::contains_name,
};

/// A query that counts the rows in the way of a change, with the problem that they have.
#[derive(Clone, Debug)]
pub(super) struct Precondition {
    pub(super) sql: String,
    pub(super) reason: String,
    /// Set if SQLite would make the change all the same, and lose values.
    pub(super) unchecked_by_sqlite: bool,
}

impl Precondition {
    /// Counts the rows. A query that cannot be prepared counts none where SQLite itself would refuse the
    /// change: its own error is clearer.
    pub(super) fn count(&self, db: &Connection) -> Result<u64> {
        match db.prepare(&self.sql) {
            Ok(mut statement) => Ok(statement.query_row([], |row| row.get(0))?),
            Err(error) if self.unchecked_by_sqlite => Err(error.into()),
            Err(_) => Ok(0),
        }
    }
}

impl Projection<'_> {
    /// Returns the preconditions of `change`. `parent` is the projection of the table that a new foreign key
    /// refers to.
    pub(super) fn preconditions(
        &self,
        change: &ChangeKind,
        parent: Option<&Projection<'_>>,
    ) -> Vec<Precondition> {
        let mut found = Vec::new();
        let mut precondition = |sql: Option<String>, reason: &str, unchecked_by_sqlite: bool| {
            found.extend(sql.map(|sql| Precondition { sql, reason: reason.to_owned(), unchecked_by_sqlite }));
        };
        match change {
            ChangeKind::SetNotNull { column } => {
                precondition(
                    self.count_where(&format!("{} IS NULL", quoted(column))),
                    "have NULL there",
                    false,
                );
            }
            ChangeKind::AddColumn { column } => {
                let definition = self.wanted.column(column);
                let refuses = definition.is_some_and(|column| {
                    column.generated.is_none() && column.not_null && !normalize::is_rowid(self.wanted, column)
                });
                if refuses {
                    let sql = self.count_where(&format!("{} IS NULL", quoted(column)));
                    precondition(sql, "would have NULL there, for want of a default", false);
                }
            }
            ChangeKind::ChangeType { column, .. } if !self.is_given(column) => {
                if let Some(lossy) = self.lossy(column) {
                    let reason = "hold values that the type cannot keep as they are";
                    precondition(self.count_given(&lossy), reason, !self.wanted.strict);
                }
            }
            ChangeKind::ChangeOptions { .. } if self.wanted.strict => {
                let lossy: Vec<String> = (self.wanted.columns.iter())
                    .filter(|column| column.generated.is_none() && !self.is_given(&column.name))
                    .filter_map(|column| self.lossy(&column.name))
                    .collect();
                if !lossy.is_empty() {
                    let sql = self.count_given(&lossy.join(" OR "));
                    precondition(sql, "hold values of other types than their columns", false);
                }
            }
            ChangeKind::ChangeKey { to, .. } if !to.is_empty() => {
                precondition(
                    self.count_repeated(&self.wanted.key_terms, None),
                    "repeat the key of another",
                    false,
                );
            }
            ChangeKind::AddUnique { columns } => {
                if let Some(terms) =
                    (self.wanted.uniques.iter()).rfind(|terms| compare::names_of(terms) == *columns)
                {
                    precondition(
                        self.count_repeated(terms, None),
                        "repeat the values of another there",
                        false,
                    );
                }
            }
            ChangeKind::ChangeCollation { column, .. } => {
                self.collation_preconditions(column, &mut precondition);
            }
            ChangeKind::AddCheck { expression } => {
                precondition(self.count_where(&format!("NOT ({expression})")), "do not pass it", false);
            }
            ChangeKind::AddForeignKey { columns, parent: name } => {
                let key = (self.wanted.foreign_keys.iter())
                    .find(|key| key.columns == *columns && key.parent.eq_ignore_ascii_case(name));
                if let Some(key) = key {
                    precondition(
                        self.count_orphans(&key.columns, &key.parent_columns, parent),
                        "have no parent",
                        false,
                    );
                }
            }
            ChangeKind::CreateIndex { index } => {
                let index = self.wanted.indexes.iter().find(|other| other.name == *index);
                if let Some(index) = index.filter(|index| index.unique) {
                    let sql = self.count_repeated(&index.terms, index.condition.as_deref());
                    precondition(sql, "repeat the values of another there", false);
                }
            }
            _ => {}
        }
        found
    }

    /// Adds the preconditions of another collating sequence: it can make values equal that were distinct in
    /// the key, a UNIQUE constraint or a unique index.
    fn collation_preconditions(
        &self,
        column: &str,
        precondition: &mut impl FnMut(Option<String>, &str, bool),
    ) {
        let wanted = self.wanted;
        let constraints = wanted.uniques.iter().chain([&wanted.key_terms]).map(|terms| (terms, None));
        let indexes = wanted.indexes.iter().filter(|index| index.unique);
        let indexes = indexes.map(|index| (&index.terms, index.condition.as_deref()));
        for (terms, condition) in constraints.chain(indexes) {
            if contains_name(&compare::names_of(terms), column) {
                precondition(
                    self.count_repeated(terms, condition),
                    "repeat the values of another there",
                    false,
                );
            }
        }
    }
}
