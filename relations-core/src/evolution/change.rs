//! What a plan would do, one change at a time.

use std::fmt;

/// One change of a [`Plan`](super::Plan): what, why, and at which risk. Its text says all three.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The table that it is about, by the name that it has afterwards.
    pub table: String,
    /// What is done.
    pub kind: ChangeKind,
    /// Why it is needed.
    pub why: &'static str,
    /// What can come of it.
    pub risk: Risk,
    /// Whether it is done by making the table anew and copying its rows, since SQLite has no statement for it.
    pub by_rebuild: bool,
}

/// What a change does. Names are those that hold afterwards; what is dropped has its last one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are the names of what the variant says")]
pub enum ChangeKind {
    /// Create the table.
    CreateTable,
    /// Drop the table with its rows.
    DropTable,
    /// Give the table another name.
    RenameTable { from: String },
    /// Add a column.
    AddColumn { column: String },
    /// Give a column another name.
    RenameColumn { from: String, column: String },
    /// Drop a column with its values.
    DropColumn { column: String },
    /// Declare another type.
    ChangeType { column: String, from: String, to: String },
    /// Declare another default, or none.
    ChangeDefault { column: String, from: Option<String>, to: Option<String> },
    /// Compare a column by another collating sequence.
    ChangeCollation { column: String, from: String, to: String },
    /// Compute a generated column otherwise, or store it otherwise.
    ChangeGenerated { column: String },
    /// Refuse NULL in a column.
    SetNotNull { column: String },
    /// Admit NULL in a column.
    DropNotNull { column: String },
    /// Take other columns as the primary key.
    ChangeKey { from: Vec<String>, to: Vec<String> },
    /// Make a table STRICT, WITHOUT ROWID or AUTOINCREMENT, or no longer so.
    ChangeOptions { from: String, to: String },
    /// Refuse two rows that agree in columns.
    AddUnique { columns: Vec<String> },
    /// Admit rows that agree in columns.
    DropUnique { columns: Vec<String> },
    /// Add a CHECK.
    AddCheck { expression: String },
    /// Drop a CHECK.
    DropCheck { expression: String },
    /// Add a foreign key.
    AddForeignKey { columns: Vec<String>, parent: String },
    /// Drop a foreign key.
    DropForeignKey { columns: Vec<String>, parent: String },
    /// Do something else with rows that a constraint refuses: its ON CONFLICT.
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

/// What can come of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Risk {
    /// Nothing is lost, and the rows that there are allow it.
    Safe,
    /// Rows stand in the way, and it is for people to say what becomes of them.
    NeedsData {
        /// How many.
        rows: u64,
        /// What is the matter with them, and what can be done.
        reason: String,
    },
    /// Values are gone afterwards; it is only done by [consent](super::Consent).
    Destructive {
        /// How many rows have them.
        rows: u64,
    },
    /// No value is gone afterwards, but something that the database holds rows to, or knows of them: a constraint, a
    /// foreign key, an index, a generated column. It is only done by [consent](super::Consent).
    Loses {
        /// What kind of thing it is, as `a foreign key`.
        what: &'static str,
    },
    /// It cannot be done.
    Impossible {
        /// Why not.
        reason: String,
    },
}

impl Change {
    pub(super) fn new(table: &str, kind: ChangeKind) -> Self {
        let why = why(&kind);
        Self { table: table.to_owned(), kind, why, risk: Risk::Safe, by_rebuild: false }
    }

    /// Whether values are gone afterwards.
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

    /// Whether it is only done by [consent](super::Consent): whether values are gone afterwards, or anything else that
    /// the models could say and do not.
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
