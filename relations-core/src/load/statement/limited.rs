//! How only some of the rows of each near row are taken.

use rusqlite::Connection;

use crate::{
    base::sql::push_column,
    connection::{columns, indexes},
    load::statement::{PathShape, restriction::Restriction},
    schema::{
        access::is_indexed,
        metadata::{
            path::{Path, Step},
            table::Table,
        },
    },
};

/// How a query's limit and offset are kept for each near row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Taking<'t> {
    /// There are none.
    All,
    /// There are none, and a row finds its near row by the bytes of its key.
    Hashed,
    /// There is one near row, and they are those of the statement.
    Alone,
    /// All rows of each near row are read and numbered.
    Numbered,
    /// Each near row has its own found first, by a subquery of its key.
    Each(&'t Each, Sorting),
}

impl Taking<'_> {
    /// All rows, or those within a limit of the rows that a statement finds.
    pub(crate) fn of(limited: bool, restriction: &Restriction) -> Self {
        match limited {
            false => Self::All,
            true if restriction.is_single() => Self::Alone,
            true => Self::Numbered,
        }
    }
}

/// What brings the rows of one near row into their order, as those of a subquery come in the order of their table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sorting {
    /// Nothing: there is one at most.
    Needless,
    /// The library, by the columns of the order: SQLite would sort whole rows of all near rows at once.
    Here,
    /// SQLite.
    Sql,
}

/// The rows of each near row by a subquery of its key.
///
/// `list k CROSS JOIN t ON t._rowid_ IN (SELECT t._rowid_ FROM … AS t INDEXED BY … WHERE t.fk = k.value AND … ORDER BY …
/// LIMIT …)` reads no more of an index on the foreign key and the order than is taken, and without the order in it what one
/// near row has, of which SQLite keeps those within the limit. `row_number()` numbers, and so sorts, all rows of all near
/// rows. It stays where the foreign key has no index, since the subquery would read the table for each near row; SQLite
/// makes no index of its own for it.
#[derive(Debug)]
pub(crate) struct Each {
    far: &'static str,
    /// The index that the subquery is told to find the near row's rows by: without it the statement fails to compile.
    pub index: Option<&'static str>,
    /// What tells a row of the table with the near rows' keys from others.
    identity: Identity,
    /// The columns of the order, if it has nothing else than such as compare texts by their bytes.
    pub order: Option<Vec<(&'static str, bool)>>,
    /// Whether one row at most is taken.
    pub single: bool,
    /// What the database needs for it beside.
    found: Vec<(&'static str, &'static [&'static str])>,
}

#[derive(Debug)]
enum Identity {
    /// The rowid, by a name that no column has.
    Rowid { table: &'static str, name: &'static str },
    /// The columns of the key of a table without rowids, but for those that the near row is found by.
    Key { table: &'static Table, rest: Vec<&'static str> },
}

impl Each {
    /// The same for this path, if the models have what it needs.
    pub(crate) fn of(
        path: &Path,
        (far, order): (&'static Table, Option<Vec<(&'static str, bool)>>),
        single: bool,
    ) -> Option<Self> {
        let way = PathShape::of(path);
        let first = path.step(0);
        let table = (first.of)();
        // The order is of columns of the far table.
        let by = order.as_deref().filter(|_| way == PathShape::Direct).unwrap_or_default();
        let index = index(table, first.to, by);
        let mut found = Vec::new();
        if index.is_none() {
            if !is_indexed(table, first.to) {
                return None;
            }
            found.push((first.table, first.to));
        }
        // Each near row looks these up on its own.
        found.extend((1..path.len()).map(|at| path.step(at)).map(|Step { table, to, .. }| (table, to)));
        if way == PathShape::Through {
            found.push((far.name, far.primary_key));
        }
        let identity = match way {
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

    /// The ways to bring the rows into their order, the best one first. What the models do not know to compare texts by their
    /// bytes, SQLite sorts, and so it does in a database that is known to do otherwise.
    pub(crate) fn sortings(&self) -> &'static [Sorting] {
        match &self.order {
            _ if self.single => &[Sorting::Needless],
            Some(_) => &[Sorting::Here, Sorting::Sql],
            None => &[Sorting::Sql],
        }
    }

    /// Whether the database is as the statement takes it to be, which is asked before it is run first.
    #[cold]
    pub(crate) fn fits(&self, db: &Connection, sorting: Sorting) -> bool {
        let order = || {
            let columns: Vec<&str> = self.order.iter().flatten().map(|(column, _)| *column).collect();
            columns::are_read_as_compared(db, self.far, &columns)
        };
        self.identity.fits(db)
            && self.found.iter().all(|(table, columns)| indexes::has_index(db, table, columns, false))
            && (sorting != Sorting::Here || order())
    }

    /// Appends `t._rowid_ IN (SELECT t._rowid_`, for the table of this alias.
    pub(crate) fn push_identity(&self, sql: &mut String, alias: &str) {
        let push = |sql: &mut String| match &self.identity {
            Identity::Rowid { name, .. } => push_column(sql, alias, name),
            Identity::Key { rest, .. } => {
                for (at, column) in rest.iter().enumerate() {
                    *sql += if at > 0 { ", " } else { "" };
                    push_column(sql, alias, column);
                }
            }
        };
        let several = matches!(&self.identity, Identity::Key { rest, .. } if rest.len() > 1);
        *sql += if several { "(" } else { "" };
        push(sql);
        *sql += if several { ")" } else { "" };
        *sql += if self.single { " = (SELECT " } else { " IN (SELECT " };
        push(sql);
    }

    /// Whether it tells a row only among those of its near row.
    pub(crate) const fn is_partial(&self) -> bool {
        matches!(self.identity, Identity::Key { .. })
    }
}

impl Identity {
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

/// The index that rows are found by, the one of those by which they come in their order.
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
