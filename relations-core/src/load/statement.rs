//! The statement that reads the far rows of many near rows at once.

pub(crate) mod limited;
pub(crate) mod restriction;
pub(crate) mod through;
pub(crate) mod values;

use std::{borrow::Cow, fmt::Write as _};

use crate::{
    base::{
        error::Result,
        sql::{self as parts, push_column, push_table},
    },
    load::{
        arranged::Arranger,
        statement::{
            limited::{Each, Sorting, Taking},
            restriction::{Restriction, VALUE_NAME},
        },
    },
    model::{Model, source::SelectList},
    query::{Query, render::number},
    relation::Relation,
    schema::metadata::{path::Path, relation::OrderTerm},
    statement::sql::{Candidates, Sql},
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
pub(crate) struct FarStatement {
    pub sql: Sql,
    pub key: usize,
    /// Where all the columns of the key are, if a row's slot is found by their bytes.
    pub hashed: Option<Vec<usize>>,
    /// What is left to do for the order of each near row's rows.
    pub arranging: Option<Arranger>,
}

/// How only some rows of each near row can be found by subqueries, if the query takes only some, and the models have what
/// it needs.
pub(crate) fn each_of<R: Relation>(query: &Query<R::Far>) -> Option<Each> {
    if !is_limited(query) {
        return None;
    }
    let order = if query.untyped.is_ordered() {
        query.untyped.order_columns()
    } else {
        Some(declared_order::<R>().iter().map(|term| (term.column, term.descending)).collect())
    };
    let single = query.untyped.limit == Some(1) && query.untyped.offset.is_none();
    Each::of(&R::PATH, (R::Far::TABLE, order), single)
}

/// Whether only some rows are taken.
pub(crate) const fn is_limited<M>(query: &Query<M>) -> bool {
    query.untyped.limit.is_some() || query.untyped.offset.is_some()
}

/// Renders the statement for a relation.
pub(crate) fn render<R: Relation>(
    mut columns: SelectList,
    restriction: &Restriction,
    narrowed: Option<&Query<R::Far>>,
    taking: Taking<'_>,
) -> Result<FarStatement> {
    let path = &R::PATH;
    let way = PathShape::of(path);
    let by_list = restriction.is_of_values();
    let each = matches!(taking, Taking::Each(..));
    let (alias, key_column) = key_column(way, path, (by_list, each));
    columns.of_alias(alias);
    let key = columns.place(key_column);
    let hashed: Option<Vec<usize>> = matches!(taking, Taking::Hashed)
        .then(|| path.step(0).to.iter().map(|column| columns.place(column)).collect());
    let push_key = |sql: &mut String| {
        if hashed.is_some() {
            *sql += &parts::columns(alias, path.step(0).to);
        } else {
            push_column(sql, alias, key_column);
        }
    };
    let mut sql = Sql::with_capacity(512);
    let mut arranging = None;
    match (taking, narrowed) {
        (Taking::Each(each, sorting), Some(query)) => {
            if let (Sorting::Here, Some(order)) = (sorting, &each.order) {
                columns.of_alias("t");
                let places =
                    order.iter().map(|(name, descending)| (columns.place(name), *descending)).collect();
                arranging = Some(Arranger::new(places));
            }
            sql.text.extend(["SELECT ", &columns.sql]);
            push_each::<R>(&mut sql, way, restriction, (each, query))?;
            if sorting == Sorting::Sql {
                sql.text += " ORDER BY ";
                push_column(&mut sql.text, alias, key_column);
                push_order::<R>(&mut sql, narrowed, ", ")?;
            }
            return Ok(FarStatement { sql, key, hashed, arranging });
        }
        (Taking::Numbered, _) => {
            sql.text.extend(["SELECT * FROM (SELECT ", &columns.by_place()]);
            sql.text += ", row_number() OVER (PARTITION BY ";
            push_column(&mut sql.text, alias, key_column);
            push_order::<R>(&mut sql, narrowed, " ORDER BY ")?;
            sql.text.extend([") AS ", NTH]);
        }
        _ => sql.text.extend(["SELECT ", &columns.sql]),
    }
    let keyword = push_from::<R>(&mut sql, way, restriction);
    if let Some(query) = narrowed {
        // Of the rows of some near rows it is not known that they are many.
        sql.candidates.few = !matches!(restriction, Restriction::None);
        query.untyped.push_conditions(&mut sql, keyword)?;
    }
    match (taking, narrowed) {
        _ if columns.counting => {
            sql.text += " GROUP BY ";
            push_key(&mut sql.text);
        }
        (Taking::Numbered, Some(query)) => push_window(&mut sql, query, columns.len(), key),
        (Taking::Alone, Some(query)) => {
            push_order::<R>(&mut sql, narrowed, " ORDER BY ")?;
            query.untyped.push_limit(&mut sql);
        }
        _ if narrowed.is_some_and(|query| query.untyped.is_ordered()) || !R::ORDER.is_empty() => {
            // Rows of one parent together: they go where the row before went.
            sql.text += " ORDER BY ";
            push_key(&mut sql.text);
            push_order::<R>(&mut sql, narrowed, ", ")?;
        }
        _ => {}
    }
    Ok(FarStatement { sql, key, hashed, arranging })
}

/// Appends the FROM clause in which each key of the list has its rows found by a subquery.
///
/// The subquery has the aliases of the statement around it, which it hides: what users write by hand is in the subquery
/// as it is in any other statement.
fn push_each<R: Relation>(
    sql: &mut Sql,
    way: PathShape,
    restriction: &Restriction,
    (each, query): (&Each, &Query<R::Far>),
) -> Result<()> {
    let path = &R::PATH;
    let first = path.step(0);
    let table = if way == PathShape::Through { path.step(path.len() - 1) } else { first };
    let alias = if way == PathShape::Linked { "j" } else { "t" };
    sql.text += " FROM ";
    restriction.push_list(sql);
    push_table(&mut sql.text, table.table);
    sql.text.extend([" AS ", alias, " ON "]);
    if way != PathShape::Through && each.is_partial() {
        restriction.push_equation(sql, alias, first.to);
        sql.text += " AND ";
    }
    each.push_identity(&mut sql.text, alias);
    sql.text += " FROM ";
    if way == PathShape::Through {
        through::push_far_of_one(sql, path, R::Far::KEY, restriction, each.index);
    } else {
        push_table(&mut sql.text, first.table);
        sql.text.extend([" AS ", alias]);
        restriction::push_index(sql, each.index);
    }
    if way == PathShape::Linked {
        push_far_table(sql, path);
    }
    let keyword =
        if way == PathShape::Through { " WHERE " } else { restriction.push_condition(sql, alias, first.to) };
    // They are found by what relates them to their near row, for each anew.
    sql.candidates = Candidates { few: true, tested: true };
    query.untyped.push_conditions(sql, keyword)?;
    push_order::<R>(sql, Some(query), " ORDER BY ")?;
    query.untyped.push_limit(sql);
    sql.text.push(')');
    if way == PathShape::Linked {
        push_far_table(sql, path);
    }
    Ok(())
}

/// Appends the far table of a relation across a junction.
fn push_far_table(sql: &mut Sql, path: &Path) {
    let far = path.step(1);
    sql.text += " CROSS JOIN ";
    push_table(&mut sql.text, far.table);
    sql.text += " AS t ON ";
    far.push_related(&mut sql.text, "t", "j");
}

/// How a path leads from the near row to the far one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PathShape {
    /// The far table has the columns that the near row is found by.
    Direct,
    /// A junction table has them.
    Linked,
    /// A list of pairs, made for the purpose, has them.
    Through,
}

impl PathShape {
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
/// list where it is not an integer. A subquery for each key has no pairs.
const fn key_column(
    way: PathShape,
    path: &Path,
    (by_list, each): (bool, bool),
) -> (&'static str, &'static str) {
    match way {
        PathShape::Through if !each => ("d", NEAR),
        _ if by_list => ("k", KEY),
        PathShape::Through => ("k", VALUE_NAME),
        PathShape::Direct | PathShape::Linked => (way.alias(), path.step(0).to[0]),
    }
}

/// Appends the order of one parent's rows: the one asked for, or else the declared one, or else, after a
/// keyword that begins a clause of its own, that of the primary key, so that the same rows come every time.
fn push_order<R: Relation>(sql: &mut Sql, narrowed: Option<&Query<R::Far>>, keyword: &str) -> Result<()> {
    if let Some(query) = narrowed.filter(|query| query.untyped.is_ordered()) {
        return query.untyped.push_order(sql, keyword);
    }
    for (at, term) in declared_order::<R>().iter().enumerate() {
        sql.text += if at == 0 { keyword } else { ", " };
        push_column(&mut sql.text, "t", term.column);
        sql.text += if term.descending { " DESC" } else { "" };
    }
    Ok(())
}

/// The declared order, or else that of the primary key.
fn declared_order<R: Relation>() -> Cow<'static, [OrderTerm]> {
    if !R::ORDER.is_empty() {
        return Cow::Borrowed(R::ORDER);
    }
    R::Far::KEY.iter().map(|column| OrderTerm { column, descending: false }).collect()
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
fn push_from<R: Relation>(sql: &mut Sql, way: PathShape, restriction: &Restriction) -> &'static str {
    let path = &R::PATH;
    sql.text += " FROM ";
    if way == PathShape::Through {
        through::push_pairs(sql, path, R::Far::KEY, restriction);
        return " WHERE ";
    }
    let first = path.step(0);
    restriction.push_list(sql);
    push_table(&mut sql.text, first.table);
    sql.text.extend([" AS ", way.alias()]);
    restriction.push_index(sql);
    if way == PathShape::Linked {
        push_far_table(sql, path);
    }
    restriction.push_condition(sql, way.alias(), first.to)
}
