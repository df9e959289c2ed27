//! The things that a [`Catalog`] lists.

use crate::schema::metadata::foreign_key::ReferentialAction;

/// Everything that a database defines, as SQLite keeps it: names in the spelling of the database, in the
/// order of their names.
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
    /// Whether it is a [virtual table](https://sqlite.org/vtab.html), which is never changed.
    pub is_virtual: bool,
    /// Whether it is [STRICT](https://sqlite.org/stricttables.html).
    pub strict: bool,
    /// Whether it is [WITHOUT ROWID](https://sqlite.org/withoutrowid.html).
    pub without_rowid: bool,
    /// Whether its key is [AUTOINCREMENT](https://sqlite.org/autoinc.html).
    pub autoincrement: bool,
    /// The columns, in order.
    pub columns: Vec<ColumnInfo>,
    /// The columns of the primary key, in its order; empty if there is none.
    pub primary_key: Vec<String>,
    /// The same with the collating sequences and the order by which the key is kept, which need not be those of its
    /// columns: `PRIMARY KEY (word COLLATE NOCASE, n DESC)`.
    pub key_terms: Vec<IndexTerm>,
    /// Whether the key is [another name of the rowid](https://sqlite.org/lang_createtable.html#rowid), as
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
    /// The indexes of their own, in the order of their names.
    pub indexes: Vec<IndexInfo>,
    /// Where the reading ended, if SQLite understands the statement of the table, of an index or of a trigger, and
    /// this library does not, as one that is not UTF-8. What the pragmas do not show may be missing then: AUTOINCREMENT, CHECKs, collating sequences of
    /// columns, names of foreign keys and whether they are deferred, expressions and conditions.
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
    /// Whether NOT NULL is declared.
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
    /// Whether it is STORED rather than VIRTUAL.
    pub stored: bool,
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckInfo {
    /// The name, if it was given one by CONSTRAINT.
    pub name: Option<String>,
    /// The column that it was declared on, if it was declared on one.
    pub column: Option<String>,
    /// The expression.
    pub expression: String,
}

/// What a constraint does with a row that it refuses: [ON CONFLICT](https://sqlite.org/lang_conflict.html). ABORT, which holds
/// without, is not listed.
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
    /// The name, if it was given one by CONSTRAINT.
    pub name: Option<String>,
    /// The columns of the child.
    pub columns: Vec<String>,
    /// The table of the parent, which need not exist.
    pub parent: String,
    /// The columns of the parent that they refer to: its primary key where none were named.
    pub parent_columns: Vec<String>,
    /// What deleting the parent does.
    pub on_delete: ReferentialAction,
    /// What changing the parent's key does.
    pub on_update: ReferentialAction,
    /// Whether it is checked only when the transaction commits: `DEFERRABLE INITIALLY DEFERRED`.
    pub deferred: bool,
}

/// An index of its own: not one that a key or a UNIQUE constraint makes by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexInfo {
    /// Its name.
    pub name: String,
    /// The CREATE INDEX statement that the database keeps.
    pub sql: String,
    /// Whether it is UNIQUE.
    pub unique: bool,
    /// What it is over, in order.
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
    /// Whether the greatest comes first.
    pub descending: bool,
    /// The collating sequence by which it is ordered: `BINARY` unless the column or the index says otherwise.
    pub collation: String,
}

/// What a term of an index is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexedValue {
    /// The column of this name.
    Column(String),
    /// This expression.
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
    /// The table of this name, which is compared as SQLite does, without regard to the case of ASCII letters.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableInfo> {
        self.tables.iter().find(|table| table.name.eq_ignore_ascii_case(name))
    }
}

impl TableInfo {
    /// The options that the definition sets, as SQL spells them.
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

    /// The column of this name, compared as [`Catalog::table`] does.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnInfo> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }
}

impl ForeignKeyInfo {
    /// What the definition says behind the columns of the parent, as SQL spells it: nothing of what holds where
    /// nothing is said.
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
