//! The changes of a plan, each with its reason and its risk.

use std::fmt;

/// One change of a [`Plan`](super::Plan). Its text states the change, the reason and the risk.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The table, by the name that it has afterwards.
    pub table: String,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The reason for the change.
    pub why: &'static str,
    /// The risk of the change.
    pub risk: Risk,
    /// `true` if the table is rebuilt and its rows are copied, since SQLite has no statement for the change.
    pub by_rebuild: bool,
}

/// A kind of change. Names are those after the plan; anything dropped has its last name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are named after the parts that the variant states")]
pub enum ChangeKind {
    /// Create the table.
    CreateTable,
    /// Drop the table with its rows.
    DropTable,
    /// Rename the table.
    RenameTable { from: String },
    /// Add a column.
    AddColumn { column: String },
    /// Rename a column.
    RenameColumn { from: String, column: String },
    /// Drop a column with its values.
    DropColumn { column: String },
    /// Declare another type.
    ChangeType { column: String, from: String, to: String },
    /// Declare another default, or none.
    ChangeDefault { column: String, from: Option<String>, to: Option<String> },
    /// Compare a column by another collating sequence.
    ChangeCollation { column: String, from: String, to: String },
    /// Change the expression of a generated column, or how it is stored.
    ChangeGenerated { column: String },
    /// Refuse NULL in a column.
    SetNotNull { column: String },
    /// Admit NULL in a column.
    DropNotNull { column: String },
    /// Change the columns of the primary key.
    ChangeKey { from: Vec<String>, to: Vec<String> },
    /// Add or remove STRICT, WITHOUT ROWID or AUTOINCREMENT.
    ChangeOptions { from: String, to: String },
    /// Add a UNIQUE constraint.
    AddUnique { columns: Vec<String> },
    /// Drop a UNIQUE constraint.
    DropUnique { columns: Vec<String> },
    /// Add a CHECK.
    AddCheck { expression: String },
    /// Drop a CHECK.
    DropCheck { expression: String },
    /// Add a foreign key.
    AddForeignKey { columns: Vec<String>, parent: String },
    /// Drop a foreign key.
    DropForeignKey { columns: Vec<String>, parent: String },
    /// Change the ON CONFLICT clause of a constraint.
    ChangeConflict {
        constraint: &'static str,
        columns: Vec<String>,
        from: Option<String>,
        to: Option<String>,
    },
    /// Create an index.
    CreateIndex { index: String },
    /// Drop an index.
    DropIndex { index: String },
}

/// The risk of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Risk {
    /// Nothing is lost, and the rows allow the change.
    Safe,
    /// Rows are in the way, and a person has to decide what becomes of them.
    NeedsData {
        /// The number of these rows.
        rows: u64,
        /// The problem with them, and the remedy.
        reason: String,
    },
    /// Values are lost. The change needs [consent](super::Consent).
    Destructive {
        /// The number of rows that have such values.
        rows: u64,
    },
    /// No value is lost, but something that constrains or describes the rows is: a constraint, a foreign key,
    /// an index, a generated column. The change needs [consent](super::Consent).
    Loses {
        /// The kind of thing that is lost, such as `a foreign key`.
        what: &'static str,
    },
    /// The change is impossible.
    Impossible {
        /// The reason.
        reason: String,
    },
}

impl Change {
    pub(super) fn new(table: &str, kind: ChangeKind) -> Self {
        let why = why(&kind);
        Self { table: table.to_owned(), kind, why, risk: Risk::Safe, by_rebuild: false }
    }

    /// Returns `true` if values are lost.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// db.execute_batch("ALTER TABLE users ADD COLUMN fax TEXT; UPDATE users SET fax = phone_number")?;
    /// let plan = SCHEMA.plan(&db)?;
    /// assert!(plan.changes()[0].is_destructive());
    /// assert_eq!(
    ///     plan.changes()[0].to_string(),
    ///     "drop column `users`.`fax` (the models do not have it): destroys the values of 2 row(s)"
    /// );
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_destructive(&self) -> bool {
        matches!(self.risk, Risk::Destructive { .. })
    }

    /// Returns `true` if the change needs [consent](super::Consent): if values are lost, or anything else
    /// that the models could declare and do not.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
    /// db.execute_batch("CREATE UNIQUE INDEX one_title ON posts (title)")?;
    /// let plan = SCHEMA.plan(&db)?;
    /// assert!(plan.changes()[0].needs_consent());
    /// assert_eq!(
    ///     plan.changes()[0].to_string(),
    ///     "drop index `one_title` of `posts` (the models do not have it): loses a unique index"
    /// );
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn needs_consent(&self) -> bool {
        matches!(self.risk, Risk::Destructive { .. } | Risk::Loses { .. })
    }
}

fn why(kind: &ChangeKind) -> &'static str {
    use ChangeKind as Kind;
    match kind {
        Kind::CreateTable
        | Kind::AddColumn { .. }
        | Kind::AddUnique { .. }
        | Kind::AddCheck { .. }
        | Kind::AddForeignKey { .. }
        | Kind::CreateIndex { .. } => "the database does not have it",
        Kind::DropTable => "it was asked for",
        Kind::DropColumn { .. }
        | Kind::DropUnique { .. }
        | Kind::DropCheck { .. }
        | Kind::DropForeignKey { .. }
        | Kind::DropIndex { .. } => "the models do not have it",
        Kind::RenameTable { .. } | Kind::RenameColumn { .. } => "the models say `renamed_from`",
        Kind::SetNotNull { .. } => "the models do not take NULL",
        Kind::DropNotNull { .. } => "the models take NULL",
        Kind::ChangeType { .. }
        | Kind::ChangeDefault { .. }
        | Kind::ChangeCollation { .. }
        | Kind::ChangeGenerated { .. }
        | Kind::ChangeKey { .. }
        | Kind::ChangeConflict { .. }
        | Kind::ChangeOptions { .. } => "the models have it so",
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what(f)?;
        write!(f, " ({})", self.why)?;
        if self.by_rebuild {
            f.write_str(", by a rebuild")?;
        }
        write!(f, ": {}", self.risk)
    }
}

impl Change {
    fn what(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ChangeKind as Kind;
        let table = &self.table;
        let list = |columns: &[String]| columns.join(", ");
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        match &self.kind {
            Kind::CreateTable => write!(f, "create table `{table}`"),
            Kind::DropTable => write!(f, "drop table `{table}`"),
            Kind::RenameTable { from } => write!(f, "rename table `{from}` to `{table}`"),
            Kind::AddColumn { column } => write!(f, "add column `{table}`.`{column}`"),
            Kind::RenameColumn { from, column } => {
                write!(f, "rename column `{table}`.`{from}` to `{column}`")
            }
            Kind::DropColumn { column } => write!(f, "drop column `{table}`.`{column}`"),
            Kind::ChangeType { column, from, to } => {
                let typed = |ty: &str| if ty.is_empty() { "no type".to_owned() } else { ty.to_owned() };
                write!(f, "change the type of `{table}`.`{column}` from {} to {}", typed(from), typed(to))
            }
            Kind::ChangeDefault { column, from, to } => {
                let (from, to) = (shown(from), shown(to));
                write!(f, "change the default of `{table}`.`{column}` from {from} to {to}")
            }
            Kind::ChangeCollation { column, from, to } => {
                write!(f, "change the collation of `{table}`.`{column}` from {from} to {to}")
            }
            Kind::ChangeGenerated { column } => {
                write!(f, "change how `{table}`.`{column}` is generated")
            }
            Kind::SetNotNull { column } => write!(f, "make `{table}`.`{column}` NOT NULL"),
            Kind::DropNotNull { column } => write!(f, "let `{table}`.`{column}` be NULL"),
            Kind::ChangeKey { from, to } => {
                write!(f, "change the key of `{table}` from ({}) to ({})", list(from), list(to))
            }
            Kind::ChangeOptions { from, to } => {
                write!(f, "change the options of `{table}` from {from} to {to}")
            }
            Kind::AddUnique { columns } => write!(f, "make `{table}` unique by ({})", list(columns)),
            Kind::DropUnique { columns } => {
                write!(f, "no longer keep `{table}` unique by ({})", list(columns))
            }
            Kind::AddCheck { expression } => write!(f, "add to `{table}` the check `{expression}`"),
            Kind::DropCheck { expression } => write!(f, "drop from `{table}` the check `{expression}`"),
            Kind::AddForeignKey { columns, parent } => {
                write!(f, "add to `{table}` the foreign key ({}) to `{parent}`", list(columns))
            }
            Kind::DropForeignKey { columns, parent } => {
                write!(f, "drop from `{table}` the foreign key ({}) to `{parent}`", list(columns))
            }
            Kind::ChangeConflict { constraint, columns, from, to } => write!(
                f,
                "change ON CONFLICT of `{table}` {constraint} ({}) from {} to {}",
                list(columns),
                shown(from),
                shown(to)
            ),
            Kind::CreateIndex { index } => write!(f, "create index `{index}` on `{table}`"),
            Kind::DropIndex { index } => write!(f, "drop index `{index}` of `{table}`"),
        }
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Safe => f.write_str("safe"),
            Self::NeedsData { rows, reason } => write!(f, "needs data: {rows} row(s) {reason}"),
            Self::Destructive { rows } => write!(f, "destroys the values of {rows} row(s)"),
            Self::Loses { what } => write!(f, "loses {what}"),
            Self::Impossible { reason } => write!(f, "impossible: {reason}"),
        }
    }
}
