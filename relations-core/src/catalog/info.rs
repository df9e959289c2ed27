//! The parts of a [`Catalog`]: tables, columns, constraints, indexes, views and triggers, as plain data.

use crate::schema::metadata::foreign_key::ReferentialAction;

/// The schema of a database, as SQLite stores it: names in the spelling of the database, in the order of
/// their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Catalog {
    /// The tables, without SQLite's own and without the shadow tables of virtual ones.
    pub tables: Vec<TableInfo>,
    /// The views.
    pub views: Vec<ViewInfo>,
    /// The triggers.
    pub triggers: Vec<TriggerInfo>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of its own in the statement")]
#[non_exhaustive]
pub struct TableInfo {
    /// Its name.
    pub name: String,
    /// The CREATE TABLE statement that the database keeps.
    pub sql: String,
    /// `true` if it is a [virtual table](https://sqlite.org/vtab.html), which is never changed.
    pub is_virtual: bool,
    /// `true` if it is [STRICT](https://sqlite.org/stricttables.html).
    pub strict: bool,
    /// `true` if it is [WITHOUT ROWID](https://sqlite.org/withoutrowid.html).
    pub without_rowid: bool,
    /// `true` if its key is [AUTOINCREMENT](https://sqlite.org/autoinc.html).
    pub autoincrement: bool,
    /// The columns, in order.
    pub columns: Vec<ColumnInfo>,
    /// The columns of the primary key, in its order; empty if there is none.
    pub primary_key: Vec<String>,
    /// The terms of the primary key, with its own collating sequences and order, which may differ from those
    /// of the columns: `PRIMARY KEY (word COLLATE NOCASE, n DESC)`.
    pub key_terms: Vec<IndexTerm>,
    /// `true` if the key is [another name of the rowid](https://sqlite.org/lang_createtable.html#rowid), as
    /// `INTEGER PRIMARY KEY` is, and `INTEGER PRIMARY KEY DESC` is not.
    pub rowid_key: bool,
    /// The UNIQUE constraints, by their columns.
    pub uniques: Vec<Vec<IndexTerm>>,
    /// The CHECK constraints, those of columns included.
    pub checks: Vec<CheckInfo>,
    /// The foreign keys, in the order in which they are declared.
    pub foreign_keys: Vec<ForeignKeyInfo>,
    /// The ON CONFLICT clauses of its constraints.
    pub conflicts: Vec<ConflictInfo>,
    /// The indexes made by CREATE INDEX, in the order of their names.
    pub indexes: Vec<IndexInfo>,
    /// The place where parsing ended, if SQLite understands the statement of the table, of an index or of a
    /// trigger, and this library does not, for example because it is not UTF-8. Then whatever the pragmas do
    /// not show may be missing: AUTOINCREMENT, CHECKs, collating sequences of columns, names of foreign keys
    /// and whether they are deferred, expressions and conditions.
    pub unread: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnInfo {
    /// Its name.
    pub name: String,
    /// The type as declared, empty if there is none.
    pub declared_type: String,
    /// `true` if NOT NULL is declared.
    pub not_null: bool,
    /// The expression of DEFAULT.
    pub default: Option<String>,
    /// The collating sequence, if one is declared.
    pub collation: Option<String>,
    /// The expression, if the column is [generated](https://sqlite.org/gencol.html).
    pub generated: Option<Generated>,
}

/// The expression of a generated column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generated {
    /// The expression.
    pub expression: String,
    /// `true` if it is STORED, `false` if it is VIRTUAL.
    pub stored: bool,
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckInfo {
    /// The name, if CONSTRAINT gives one.
    pub name: Option<String>,
    /// The column that it is declared on, if any.
    pub column: Option<String>,
    /// The expression.
    pub expression: String,
}

/// An [ON CONFLICT](https://sqlite.org/lang_conflict.html) clause: the action of a constraint for a row that
/// violates it. ABORT, the default, is not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConflictInfo {
    /// The kind of the constraint: `PRIMARY KEY`, `NOT NULL` or `UNIQUE`.
    pub constraint: &'static str,
    /// Its columns.
    pub columns: Vec<String>,
    /// `ROLLBACK`, `FAIL`, `IGNORE` or `REPLACE`.
    pub action: String,
}

/// A foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ForeignKeyInfo {
    /// The name, if CONSTRAINT gives one.
    pub name: Option<String>,
    /// The columns of the child.
    pub columns: Vec<String>,
    /// The parent table, which need not exist.
    pub parent: String,
    /// The columns of the parent that they refer to: its primary key if none were named.
    pub parent_columns: Vec<String>,
    /// The action when the parent is deleted.
    pub on_delete: ReferentialAction,
    /// The action when the parent's key changes.
    pub on_update: ReferentialAction,
    /// `true` if it is checked only when the transaction commits: `DEFERRABLE INITIALLY DEFERRED`.
    pub deferred: bool,
}

/// An index made by CREATE INDEX, not one that a key or a UNIQUE constraint implies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexInfo {
    /// Its name.
    pub name: String,
    /// The CREATE INDEX statement that the database keeps.
    pub sql: String,
    /// `true` if it is UNIQUE.
    pub unique: bool,
    /// The terms, in order.
    pub terms: Vec<IndexTerm>,
    /// The WHERE clause of a [partial index](https://sqlite.org/partialindex.html).
    pub condition: Option<String>,
}

/// One term of an index or of a UNIQUE constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexTerm {
    /// The name of a column, or an expression.
    pub of: IndexedValue,
    /// `true` if the order is descending.
    pub descending: bool,
    /// The collating sequence of the term: `BINARY` unless the column or the index names another.
    pub collation: String,
}

/// The column or expression of an index term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexedValue {
    /// A column, by name.
    Column(String),
    /// An expression, as SQL.
    Expression(String),
}

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ViewInfo {
    /// Its name.
    pub name: String,
    /// The CREATE VIEW statement that the database keeps.
    pub sql: String,
}

/// A trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TriggerInfo {
    /// Its name.
    pub name: String,
    /// The table or view that it is on.
    pub table: String,
    /// The CREATE TRIGGER statement that the database keeps.
    pub sql: String,
}

impl Catalog {
    /// Returns the table of this name, ignoring the case of ASCII letters as SQLite does.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableInfo> {
        self.tables.iter().find(|table| table.name.eq_ignore_ascii_case(name))
    }
}

impl TableInfo {
    /// Returns the options of the definition, as SQL.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(SCHEMA.catalog()?.tables[0].options(), ["STRICT"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn options(&self) -> Vec<&'static str> {
        let options = [
            (self.strict, "STRICT"),
            (self.without_rowid, "WITHOUT ROWID"),
            (self.autoincrement, "AUTOINCREMENT"),
        ];
        options.into_iter().filter_map(|(set, option)| set.then_some(option)).collect()
    }

    /// Returns the column of this name, compared as [`Catalog::table`] does.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnInfo> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// Returns the terms of each UNIQUE constraint and of each unique index over all rows. The primary key is not among
    /// them.
    pub(crate) fn unique_terms(&self) -> impl Iterator<Item = &Vec<IndexTerm>> {
        let indexes = self.indexes.iter().filter(|index| index.unique && index.condition.is_none());
        self.uniques.iter().chain(indexes.map(|index| &index.terms))
    }
}

impl ForeignKeyInfo {
    /// Returns the clauses of the definition after the columns of the parent, as SQL. Defaults are left out.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let catalog = SCHEMA.catalog()?;
    /// let posts = catalog.table("posts").expect("the seed has posts");
    /// assert_eq!(posts.foreign_keys[0].rules(), ["ON DELETE CASCADE"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn rules(&self) -> Vec<String> {
        let mut rules: Vec<String> = [("DELETE", self.on_delete), ("UPDATE", self.on_update)]
            .into_iter()
            .filter(|(_, action)| *action != ReferentialAction::NoAction)
            .map(|(event, action)| format!("ON {event} {}", action.as_sql()))
            .collect();
        if self.deferred {
            rules.push("DEFERRABLE INITIALLY DEFERRED".to_owned());
        }
        rules
    }
}

impl IndexTerm {
    /// Returns the column, or `None` for an expression.
    pub(crate) fn column(&self) -> Option<&str> {
        match &self.of {
            IndexedValue::Column(name) => Some(name),
            IndexedValue::Expression(_) => None,
        }
    }

    /// Returns the text of the column or the expression.
    pub(crate) fn text(&self) -> &str {
        let (IndexedValue::Column(text) | IndexedValue::Expression(text)) = &self.of;
        text
    }
}

/// Reports whether `names` contains `wanted`, without regard to the case of ASCII letters.
pub(crate) fn contains_name(names: &[impl AsRef<str>], wanted: &str) -> bool {
    names.iter().any(|name| name.as_ref().eq_ignore_ascii_case(wanted))
}
