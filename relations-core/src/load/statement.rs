//! The statement that reads the far rows of many near rows at once.

mod restriction;
mod through;
mod values;

use std::fmt::Write as _;

pub(super) use self::restriction::{Restriction, Wanted};
pub(crate) use self::values::look_up;
use super::source::Columns;
use crate::{
    error::Result,
    filter::Sql,
    model::Model,
    query::{Query, number},
    relation::{Path, Relation},
    schema::OrderTerm,
    statement::parts::{push_column, push_related, push_table},
};

/// The number of a far row among those of its near row.
///
/// The statement names the columns that it makes as nobody would name one: in raw SQL of the user's a column may stand
/// without the alias of its table, and would meet these.
const NTH: &str = "\"~nth\"";
/// The near row's key in the list of pairs.
const NEAR: &str = "~near";
/// A key's place in the list of keys.
const KEY: &str = "~key";

/// A statement, and where among its columns the key is by which a row's slot is found.
pub(super) struct FarStatement {
    pub sql: Sql,
    pub key: usize,
}

/// Renders the statement for a relation.
pub(super) fn render<R: Relation>(
    mut columns: Columns,
    restriction: &Restriction,
    narrowed: Option<&Query<R::Far>>,
) -> Result<FarStatement> {
    let path = &R::PATH;
    let way = Way::of(path);
    let by_list = restriction.is_of_values();
    let (alias, key_column) = key_column(way, path, by_list);
    columns.of_alias(alias);
    let key = columns.place(key_column);

    let windowed = !columns.counting
        && narrowed.is_some_and(|query| query.untyped.limit.is_some() || query.untyped.offset.is_some());
    let mut sql = Sql::with_capacity(512);
    if windowed {
        sql.text.extend(["SELECT * FROM (SELECT ", &columns.by_place()]);
        sql.text += ", row_number() OVER (PARTITION BY ";
        push_column(&mut sql.text, alias, key_column);
        push_order::<R>(&mut sql, narrowed, " ORDER BY ")?;
        sql.text.extend([") AS ", NTH]);
    } else {
        sql.text.extend(["SELECT ", &columns.sql]);
    }
    let keyword = push_from::<R>(&mut sql, way, restriction);
    if let Some(query) = narrowed {
        query.untyped.push_conditions(&mut sql, keyword)?;
    }
    if columns.counting {
        sql.text += " GROUP BY ";
        push_column(&mut sql.text, alias, key_column);
    } else if let Some(query) = narrowed.filter(|_| windowed) {
        push_window(&mut sql, query, columns.len(), key);
    } else if narrowed.is_some_and(|query| query.untyped.is_ordered()) || !R::ORDER.is_empty() {
        // Rows of one parent together: they go where the row before went.
        sql.text += " ORDER BY ";
        push_column(&mut sql.text, alias, key_column);
        push_order::<R>(&mut sql, narrowed, ", ")?;
    }
    Ok(FarStatement { sql, key })
}

/// How a path leads from the near row to the far one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The far table has the columns that the near row is found by.
    Direct,
    /// A junction table has them.
    Linked,
    /// A list of pairs, made for the purpose, has them.
    Through,
}

impl Way {
    fn of(path: &Path) -> Self {
        match (path, path.len()) {
            (Path::Joined(..), _) => Self::Through,
            (Path::Steps(_), 1) => Self::Direct,
            (Path::Steps(_), _) => Self::Linked,
        }
    }

    /// The alias of the table with the near row's key.
    const fn alias(self) -> &'static str {
        match self {
            Self::Direct => "t",
            Self::Linked => "j",
            Self::Through => "d",
        }
    }
}

/// The column that tells a row's slot, and the alias of its table: the near row's key, or its place in the
/// list where it is not an integer.
const fn key_column(way: Way, path: &Path, by_list: bool) -> (&'static str, &'static str) {
    match way {
        Way::Through => ("d", NEAR),
        _ if by_list => ("k", KEY),
        Way::Direct | Way::Linked => (way.alias(), path.step(0).to[0]),
    }
}

/// Appends the order of one parent's rows: the one asked for, or else the declared one, or else, after a
/// keyword that begins a clause of its own, that of the primary key, so that the same rows come every time.
fn push_order<R: Relation>(sql: &mut Sql, narrowed: Option<&Query<R::Far>>, keyword: &str) -> Result<()> {
    if let Some(query) = narrowed.filter(|query| query.untyped.is_ordered()) {
        return query.untyped.push_order(sql, keyword);
    }
    let by_key: Vec<OrderTerm> =
        R::Far::KEY.iter().map(|column| OrderTerm { column, descending: false }).collect();
    let terms = if R::ORDER.is_empty() { &by_key } else { R::ORDER };
    for (at, term) in terms.iter().enumerate() {
        sql.text += if at == 0 { keyword } else { ", " };
        push_column(&mut sql.text, "t", term.column);
        sql.text += if term.descending { " DESC" } else { "" };
    }
    Ok(())
}

/// Ends a statement that takes only some rows of each near row.
fn push_window<M: Model>(sql: &mut Sql, query: &Query<M>, columns: usize, key: usize) {
    let offset = query.untyped.offset.unwrap_or(0);
    sql.text.extend([") AS w WHERE w.", NTH, " > +?"]);
    sql.values.push(number(offset));
    if let Some(limit) = query.untyped.limit {
        sql.text.extend([" AND w.", NTH, " <= +?"]);
        sql.values.push(number(offset.saturating_add(limit)));
    }
    // Columns of a subquery can share a name, so they are told by their places, counted from 1.
    let _ = write!(sql.text, " ORDER BY {}, {}", key + 1, columns + 1);
}

/// Appends the FROM clause, and the WHERE clause as far as it finds the near rows. Gives what a further
/// condition begins with.
fn push_from<R: Relation>(sql: &mut Sql, way: Way, restriction: &Restriction) -> &'static str {
    let path = &R::PATH;
    sql.text += " FROM ";
    if way == Way::Through {
        through::push_pairs(sql, path, R::Far::KEY, restriction);
        return " WHERE ";
    }
    let first = path.step(0);
    restriction.push_list(sql);
    push_table(&mut sql.text, first.table);
    sql.text.extend([" AS ", way.alias()]);
    restriction.push_index(sql);
    if way == Way::Linked {
        let far = path.step(1);
        sql.text += " CROSS JOIN ";
        push_table(&mut sql.text, far.table);
        sql.text += " AS t ON ";
        push_related(&mut sql.text, &far, "t", "j");
    }
    restriction.push_condition(sql, way.alias(), first.to)
}
