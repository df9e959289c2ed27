//! Renders the statement that reads the far rows of many near rows together.

pub(crate) mod limit;
pub(crate) mod order;
pub(crate) mod path_shape;
pub(crate) mod restriction;
pub(crate) mod through;
pub(crate) mod tree;
pub(crate) mod value_keys;

use std::fmt::Write as _;

use crate::{
    base::{
        error::Result,
        sql::{self, push_column, push_source},
    },
    load::{
        sort::GroupSorter,
        statement::{
            limit::{KeySubquery, LimitMethod, Sorting},
            order::{declared_order, push_order},
            path_shape::PathShape,
            restriction::Restriction,
        },
    },
    model::{Model, select_list::SelectList},
    query::{Query, render::number},
    relation::Relation,
    schema::metadata::{
        path::{Path, Step},
        relation::OrderTerm,
    },
    statement::sql::{Candidates, Sql},
};

/// The number of a far row among those of its near row.
///
/// The columns that the statement makes itself have names that no one gives a column: in raw SQL of the
/// user's a column may be named without the alias of its table, and would be confused with these.
const NTH: &str = "\"~nth\"";
/// The column of the near row's key in the list of pairs.
const NEAR: &str = "~near";
/// The column of a key's place in the list of keys.
const KEY: &str = "~key";

/// A statement that reads far rows, and the columns by which a row's slot is found.
pub(crate) struct BatchStatement {
    pub sql: Sql,
    /// The index of the column that identifies the slot.
    pub key: usize,
    /// The indexes of all columns of the key, if the slot is found by their bytes.
    pub hashed: Option<Vec<usize>>,
    /// The sorter of each near row's rows, if SQLite does not sort them.
    pub sorter: Option<GroupSorter>,
}

/// Returns the subquery by which only some rows of each near row are read, if the query takes only some, and
/// the models have the indexes that it needs.
pub(crate) fn subquery_of<R: Relation>(query: &Query<R::Far>) -> Option<KeySubquery> {
    if !is_limited(query) {
        return None;
    }
    // The subquery tests the filters of the table, and cannot find first rows among which there is a limit.
    if !R::PATH.is_joined() {
        first_step::<R>(Some(query)).filters()?;
    }
    let order = if query.untyped.is_ordered() {
        query.untyped.order_columns()
    } else {
        let column = |term: &OrderTerm| (!term.link).then_some((term.column, term.descending));
        declared_order::<R>().iter().map(column).collect()
    };
    if let Path::Tree(_) = R::PATH {
        return None;
    }
    let single = query.untyped.limit == Some(1) && query.untyped.offset.is_none();
    KeySubquery::of(&R::PATH, (R::Far::TABLE, order), single)
}

/// Returns `true` if the relation leads to the first row of each near row by an order, so that a limit of one finds it
/// among all its rows.
pub(crate) fn leads_to_first<R: Relation>() -> bool {
    R::PATH.len() == 1 && R::PATH.step(0).first().is_some()
}

/// Returns the first step of a relation, to the rows that the statement reads: of a relation to the first row of each near
/// row, to all of them, if `narrowed` is the [limit of one](leads_to_first).
fn first_step<R: Relation>(narrowed: Option<&Query<R::Far>>) -> Step {
    let step = R::PATH.step(0);
    let by_limit = narrowed.is_some_and(|query| {
        let query = &query.untyped;
        query.limit == Some(1)
            && query.offset.is_none()
            && query.conditions.is_empty()
            && !query.is_ordered()
            && query.start.skips_none()
    });
    if by_limit && leads_to_first::<R>() { step.of_candidates() } else { step }
}

/// Returns `true` if the query takes only some rows.
pub(crate) const fn is_limited<M>(query: &Query<M>) -> bool {
    query.untyped.limit.is_some() || query.untyped.offset.is_some()
}

/// Renders the statement for a relation.
pub(crate) fn render<R: Relation>(
    mut columns: SelectList,
    restriction: &Restriction,
    narrowed: Option<&Query<R::Far>>,
    limit: LimitMethod<'_>,
) -> Result<BatchStatement> {
    let path = &R::PATH;
    let shape = PathShape::of(path);
    let by_list = restriction.is_of_values();
    let subquery = matches!(limit, LimitMethod::Subquery(..));
    let (alias, key_column) = shape.key_column(path, (by_list, subquery));
    columns.of_alias(alias);
    let key = columns.place(key_column);
    let hashed: Option<Vec<usize>> = matches!(limit, LimitMethod::Hashed)
        .then(|| path.step(0).to.iter().map(|column| columns.place(column)).collect());
    let push_key = |sql: &mut String| {
        if hashed.is_some() {
            *sql += &sql::columns(alias, path.step(0).to);
        } else {
            push_column(sql, alias, key_column);
        }
    };
    let mut sql = Sql::with_capacity(512);
    let mut sorter = None;
    let aggregate = columns.aggregate;
    match (limit, narrowed) {
        (LimitMethod::Subquery(subquery, sorting), Some(query)) => {
            let sorting = if aggregate.is_some() { Sorting::Unneeded } else { sorting };
            if let (Sorting::InMemory, Some(order)) = (sorting, &subquery.order) {
                columns.of_alias("t");
                let indexes =
                    order.iter().map(|(name, descending)| (columns.place(name), *descending)).collect();
                sorter = Some(GroupSorter::new(indexes));
            }
            sql.text.extend(["SELECT ", &*columns.selected()]);
            push_from_subquery::<R>(&mut sql, shape, restriction, (subquery, query))?;
            sql.text += &columns.joins;
            if sorting == Sorting::Sql {
                sql.text += " ORDER BY ";
                push_column(&mut sql.text, alias, key_column);
                push_order::<R>(&mut sql, narrowed, ", ")?;
            }
            return Ok(BatchStatement { sql, key, hashed, sorter }.aggregated(aggregate));
        }
        (LimitMethod::Numbered, _) => {
            sql.text.extend(["SELECT * FROM (SELECT ", &columns.by_place()]);
            sql.text += ", row_number() OVER (PARTITION BY ";
            push_column(&mut sql.text, alias, key_column);
            push_order::<R>(&mut sql, narrowed, " ORDER BY ")?;
            sql.text.extend([") AS ", NTH]);
        }
        _ => sql.text.extend(["SELECT ", &*columns.selected()]),
    }
    let depth = narrowed.and_then(|query| query.untyped.depth);
    let first = first_step::<R>(narrowed);
    let keyword =
        push_from(&mut sql, (path, &first, R::Far::KEY), shape, (restriction, depth), &columns.joins);
    if let Some(query) = narrowed {
        // The rows of some near rows are not known to be many.
        sql.candidates.few = !matches!(restriction, Restriction::None);
        query.untyped.push_conditions(&mut sql, keyword)?;
    }
    match (limit, narrowed) {
        _ if columns.counting => {
            sql.text += " GROUP BY ";
            push_key(&mut sql.text);
        }
        (LimitMethod::Numbered, Some(query)) => push_numbers(&mut sql, query, columns.len(), key),
        (LimitMethod::Statement, Some(query)) => {
            push_order::<R>(&mut sql, narrowed, " ORDER BY ")?;
            query.untyped.push_limit(&mut sql);
        }
        _ if narrowed.is_some_and(|query| query.untyped.is_ordered()) || !R::ORDER.is_empty() => {
            // The rows of one near row come together, so that most belong to the slot of the row before.
            sql.text += " ORDER BY ";
            push_key(&mut sql.text);
            push_order::<R>(&mut sql, narrowed, ", ")?;
        }
        _ => {}
    }
    Ok(BatchStatement { sql, key, hashed, sorter }.aggregated(aggregate))
}

impl BatchStatement {
    /// Aggregates the first column over the rows of each near row, if there is an aggregate.
    fn aggregated(self, aggregate: Option<&str>) -> Self {
        let Some(aggregate) = aggregate else { return self };
        let key = self.key;
        let before = format!("SELECT {aggregate}(a.\"~0\"), a.\"~{key}\" FROM (");
        let sql = self.sql.wrapped(&before, &format!(") AS a GROUP BY a.\"~{key}\""));
        Self { sql, key: 1, ..self }
    }
}

/// Appends the FROM clause, and the WHERE clause as far as it finds the near rows. Returns the keyword that
/// begins a further condition.
fn push_from(
    sql: &mut Sql,
    (path, first, far_key): (&Path, &Step, &[&str]),
    path_shape: PathShape,
    (restriction, depth): (&Restriction, Option<u64>),
    joins: &str,
) -> &'static str {
    sql.text += " FROM ";
    if let Path::Tree(tree) = path {
        tree::push_pairs(sql, tree, restriction, depth);
        sql.text += joins;
        return " WHERE ";
    }
    if path_shape == PathShape::Through {
        through::push_pairs(sql, path, far_key, restriction);
        sql.text += joins;
        return " WHERE ";
    }
    restriction.push_list(sql);
    first.push_source_by(&mut sql.text, path_shape.alias(), restriction.index());
    if path_shape == PathShape::Linked {
        push_far_table(sql, path);
    }
    sql.text += joins;
    restriction.push_condition(sql, path_shape.alias(), first.to)
}

/// Appends the FROM clause in which a subquery finds the rows of each key of the list.
///
/// The subquery has the same aliases as the statement around it, and hides these: SQL that users write by
/// hand means in the subquery what it means in any other statement.
fn push_from_subquery<R: Relation>(
    sql: &mut Sql,
    path_shape: PathShape,
    restriction: &Restriction,
    (subquery, query): (&KeySubquery, &Query<R::Far>),
) -> Result<()> {
    let path = &R::PATH;
    let first = path.step(0);
    let table = if path_shape == PathShape::Through { path.step(path.len() - 1) } else { first };
    let alias = if path_shape == PathShape::Linked { "j" } else { "t" };
    sql.text += " FROM ";
    restriction.push_list(sql);
    push_source(&mut sql.text, table.table, alias);
    sql.text += " ON ";
    if path_shape != PathShape::Through && subquery.is_partial() {
        restriction.push_equation(sql, alias, first.to);
        sql.text += " AND ";
    }
    subquery.push_identity(&mut sql.text, alias);
    sql.text += " FROM ";
    if path_shape == PathShape::Through {
        through::push_far_of_one(sql, path, R::Far::KEY, restriction, subquery.index);
    } else {
        push_source(&mut sql.text, first.table, alias);
        restriction::push_index(sql, subquery.index);
    }
    if path_shape == PathShape::Linked {
        push_far_table(sql, path);
    }
    let mut keyword = if path_shape == PathShape::Through {
        " WHERE "
    } else {
        restriction.push_condition(sql, alias, first.to)
    };
    if path_shape != PathShape::Through {
        // The rows are found by their rowids, which a subquery in place of the table would not have.
        for filter in first_step::<R>(Some(query)).filters().unwrap_or_default() {
            sql.text.extend([keyword, if alias == "j" { &filter.junction } else { &filter.far }]);
            keyword = " AND ";
        }
    }
    // The rows are found by the columns that relate them to their near row, for each near row anew.
    sql.candidates = Candidates { few: true, tested: true };
    query.untyped.push_conditions(sql, keyword)?;
    push_order::<R>(sql, Some(query), " ORDER BY ")?;
    query.untyped.push_limit(sql);
    sql.text.push(')');
    if path_shape == PathShape::Linked {
        push_far_table(sql, path);
    }
    Ok(())
}

/// Appends the far table of a relation across a junction.
fn push_far_table(sql: &mut Sql, path: &Path) {
    let far = path.step(1);
    sql.text += " CROSS JOIN ";
    far.push_source(&mut sql.text, "t");
    sql.text += " ON ";
    far.push_related(&mut sql.text, "t", "j");
}

/// Ends a statement that numbers the rows of each near row, so that only those within the query's offset and
/// limit are read.
fn push_numbers<M: Model>(sql: &mut Sql, query: &Query<M>, columns: usize, key: usize) {
    let offset = query.untyped.offset.unwrap_or(0);
    sql.text.extend([") AS w WHERE w.", NTH, " > +?"]);
    sql.values.push(number(offset));
    if let Some(limit) = query.untyped.limit {
        sql.text.extend([" AND w.", NTH, " <= +?"]);
        sql.values.push(number(offset.saturating_add(limit)));
    }
    // Columns of a subquery can share a name, and so are named by their numbers, counted from 1.
    let _ = write!(sql.text, " ORDER BY {}, {}", key + 1, columns + 1);
}
