//! The methods to read only some of the rows of each near row: [`LimitMethod`], [`KeySubquery`].

use rusqlite::Connection;

use crate::{
    base::sql::{push_column, push_columns},
    connection::{columns, indexes},
    load::statement::{path_shape::PathShape, restriction::Restriction},
    schema::{
        access::is_indexed,
        metadata::{
            path::{Path, Step},
            table::Table,
        },
    },
};

/// The method that applies a query's limit and offset to the rows of each near row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LimitMethod<'t> {
    /// There is no limit and no offset.
    None,
    /// There is no limit and no offset, and a row finds its slot by the bytes of its key.
    Hashed,
    /// There is one near row, so that the statement has the limit and the offset.
    Statement,
    /// All rows of each near row are numbered, and read by their numbers.
    Numbered,
    /// A subquery finds the rows of each key.
    Subquery(&'t KeySubquery, Sorting),
}

impl LimitMethod<'_> {
    /// Returns the method of a statement without a subquery for each key.
    pub(crate) fn of(limited: bool, restriction: &Restriction) -> Self {
        match limited {
            false => Self::None,
            true if restriction.is_single() => Self::Statement,
            true => Self::Numbered,
        }
    }
}

/// The place where the rows of each near row are sorted, since the rows of a subquery come in the order of
/// their table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sorting {
    /// Nowhere, since each near row has one row at most.
    Unneeded,
    /// In memory, by the columns of the order: SQLite would sort whole rows, of all near rows together.
    InMemory,
    /// In SQLite.
    Sql,
}

/// The subquery that finds the rows of each key within the limit.
///
/// ```sql
/// list k CROSS JOIN t ON t._rowid_ IN
///     (SELECT t._rowid_ FROM … AS t INDEXED BY … WHERE t.fk = k.value AND … ORDER BY … LIMIT …)
/// ```
///
/// It reads no more entries of an index on the foreign key and the order than there are rows within the
/// limit. If the index lacks the order, it reads the rows of one near row at a time, of which SQLite keeps
/// those within the limit.
///
/// `row_number()`, the alternative, numbers and so sorts all rows of all near rows. It is used if the foreign
/// key has no index: the subquery would read the whole table for each near row, since SQLite makes no
/// automatic index for it.
#[derive(Debug)]
pub(crate) struct KeySubquery {
    /// The name of the far table.
    far: &'static str,
    /// The index that the subquery names to find the near row's rows: without it the statement fails to
    /// compile.
    pub index: Option<&'static str>,
    /// The columns that identify a row of the table with the near rows' keys.
    identity: Identity,
    /// The columns of the order with `true` for a descending one, if there are only columns that compare
    /// texts by their bytes.
    pub order: Option<Vec<(&'static str, bool)>>,
    /// Set if one row of each near row is read at most.
    pub single: bool,
    /// The tables and columns for which the database must have an index or a key.
    found: Vec<(&'static str, &'static [&'static str])>,
}

/// The columns that identify a row of a table.
#[derive(Debug)]
enum Identity {
    /// The rowid, by a name that no column has.
    Rowid { table: &'static str, name: &'static str },
    /// The columns of the key of a table without rowids, except those by which the near row is found.
    Key { table: &'static Table, rest: Vec<&'static str> },
}

impl KeySubquery {
    /// Returns the subquery for this path, if the models have the indexes that it needs.
    pub(crate) fn of(
        path: &Path,
        (far, order): (&'static Table, Option<Vec<(&'static str, bool)>>),
        single: bool,
    ) -> Option<Self> {
        let shape = PathShape::of(path);
        let first = path.step(0);
        let table = (first.of)();
        // SQL written by hand may name columns of the junction table as they are, which the far table has too.
        let junction = first.of_candidates().filters().unwrap_or_default();
        if shape == PathShape::Linked && junction.iter().any(|filter| filter.has_raw) {
            return None;
        }
        // The order is of columns of the far table.
        let by = order.as_deref().filter(|_| shape == PathShape::Direct).unwrap_or_default();
        let index = index(table, first.to, by);
        let mut found = Vec::new();
        if index.is_none() {
            if !is_indexed(table, first.to) {
                return None;
            }
            found.push((first.table, first.to));
        }
        // These are searched for each near row.
        found.extend((1..path.len()).map(|at| path.step(at)).map(|Step { table, to, .. }| (table, to)));
        if shape == PathShape::Through {
            found.push((far.name, far.primary_key));
        }
        let identity = match shape {
            PathShape::Direct => Identity::of(far, first.to),
            PathShape::Linked => Identity::of(table, first.to),
            PathShape::Through => Identity::of(far, &[]),
        }?;
        let is_binary = |column: &str| {
            let collate = far.column(column).and_then(|column| column.collate);
            collate.is_none_or(|collate| collate.eq_ignore_ascii_case("binary"))
        };
        let order = order.filter(|order| order.iter().all(|(column, _)| is_binary(column)));
        Some(Self { far: far.name, index, identity, order, single, found })
    }

    /// Returns the places where the rows can be sorted, the best one first. SQLite sorts if the models do not
    /// know that the columns compare texts by their bytes, or if the database has columns that do not.
    pub(crate) fn sortings(&self) -> &'static [Sorting] {
        match &self.order {
            _ if self.single => &[Sorting::Unneeded],
            Some(_) => &[Sorting::InMemory, Sorting::Sql],
            None => &[Sorting::Sql],
        }
    }

    /// Returns `true` if the database has what the statement relies on. It is called before the statement
    /// first runs.
    #[cold]
    pub(crate) fn fits(&self, db: &Connection, sorting: Sorting) -> bool {
        let order = || {
            let columns: Vec<&str> = self.order.iter().flatten().map(|(column, _)| *column).collect();
            columns::are_read_as_compared(db, self.far, &columns)
        };
        self.identity.fits(db)
            && self.found.iter().all(|(table, columns)| indexes::has_index(db, table, columns, false))
            && (sorting != Sorting::InMemory || order())
    }

    /// Appends `t._rowid_ IN (SELECT t._rowid_`, for the table of this alias.
    pub(crate) fn push_identity(&self, sql: &mut String, alias: &str) {
        let push = |sql: &mut String| match &self.identity {
            Identity::Rowid { name, .. } => push_column(sql, alias, name),
            Identity::Key { rest, .. } => push_columns(sql, alias, rest),
        };
        let several = matches!(&self.identity, Identity::Key { rest, .. } if rest.len() > 1);
        *sql += if several { "(" } else { "" };
        push(sql);
        *sql += if several { ")" } else { "" };
        *sql += if self.single { " = (SELECT " } else { " IN (SELECT " };
        push(sql);
    }

    /// Returns `true` if the identity identifies a row only among those of its near row.
    pub(crate) const fn is_partial(&self) -> bool {
        matches!(self.identity, Identity::Key { .. })
    }
}

impl Identity {
    /// Returns the identity of a table's rows, which are found by the columns `found_by`; `None` if the
    /// columns of the table take all names of the rowid.
    fn of(table: &'static Table, found_by: &[&str]) -> Option<Self> {
        if table.without_rowid {
            let rest = table.primary_key.iter().copied().filter(|column| !found_by.contains(column));
            let rest: Vec<_> = rest.collect();
            let rest = if rest.is_empty() { table.primary_key.to_vec() } else { rest };
            return Some(Self::Key { table, rest });
        }
        let is_free =
            |name: &&str| !table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
        let name = ["_rowid_", "rowid", "oid"].into_iter().find(is_free)?;
        Some(Self::Rowid { table: table.name, name })
    }

    /// Returns `true` if the table has the rowid or the key in the database.
    fn fits(&self, db: &Connection) -> bool {
        match self {
            Self::Rowid { table, name } => indexes::is_rowid(db, table, name),
            Self::Key { table, .. } => {
                !indexes::is_rowid(db, table.name, "_rowid_")
                    && indexes::has_index(db, table.name, table.primary_key, true)
            }
        }
    }
}

/// Returns the index by which rows are found: of several the one that serves most of the order.
fn index(table: &Table, columns: &[&str], order: &[(&str, bool)]) -> Option<&'static str> {
    let rests = table.indexes.iter().filter_map(|index| {
        let (begin, rest) = index.columns.split_at_checked(columns.len())?;
        begin.iter().all(|column| columns.contains(column)).then_some((index.name, rest))
    });
    let alike = order.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let serves = |rest: &[&str]| {
        if !alike {
            return 0;
        }
        order.iter().zip(rest).take_while(|((column, _), indexed)| column == *indexed).count()
    };
    rests.max_by_key(|(_, rest)| (serves(rest), std::cmp::Reverse(rest.len()))).map(|(name, _)| name)
}
