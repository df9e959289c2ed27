//! A page in parts that are merged: the rows that agree with the one before it, and those beyond.
//!
//! Behind the book 70 of 1900 in the order of `year, id`:
//!
//! ```sql
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" = +?1 AND t."id" > +?2
//! UNION ALL
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" > +?1
//! ORDER BY 2, 1 LIMIT +?
//! ```

use std::borrow::Cow;

use rusqlite::types::Value;

use super::Place;
use crate::{
    bind::Values,
    error::Result,
    filter::{Condition, Level, Sql, render_chain},
    query::build::{number, push_limit},
    relation::{End, Path},
    schema::{Access, Table, is_indexed},
    statement::{ModelSql, RelationSql, parts::push_column},
    text::push_number,
};

/// The columns that a statement is to list.
pub(crate) struct Listed<'l> {
    /// The list as SQL.
    pub sql: &'l str,
    /// How many there are.
    pub count: usize,
    /// Where each is among them.
    pub places: &'l dyn Places,
}

/// Tells where columns are in a list.
pub(crate) trait Places {
    /// Where a column of the table is, counted from 0.
    fn of(&self, column: &str) -> Option<usize>;
}

/// In a list of all columns.
impl Places for Table {
    fn of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|listed| listed.name == column)
    }
}

impl Listed<'static> {
    /// The columns of a model.
    pub(crate) fn whole(table: &'static Table, sql: &'static ModelSql) -> Self {
        Self { sql: &sql.columns, count: table.columns.len(), places: table }
    }
}

/// A query that begins behind a row.
pub(super) struct Page<'q> {
    pub table: &'static Table,
    /// The FROM clause, with the WHERE clause of the relation that is read along.
    pub source: &'static str,
    pub relation: Option<&'static RelationSql>,
    pub near: &'q Values,
    pub conditions: &'q [Condition],
    pub places: &'q [Place<'q>],
    pub limit: Option<u64>,
    pub offset: Option<u64>,
}

/// What else the rows of a page must meet, as far as an index can find them by it.
#[derive(Debug, Default)]
struct Narrowed {
    /// Columns that have one value in all of the rows.
    fixed: Vec<&'static str>,
    /// Columns whose values lie in a range.
    ranged: Vec<&'static str>,
    /// Columns that are compared in another way.
    compared: Vec<&'static str>,
    /// Whether there is what no index can find rows by.
    tested: bool,
}

impl Narrowed {
    /// Notes a condition; `None` for one of which it is not known how SQLite would find rows by it.
    fn note(&mut self, condition: &Condition) -> Option<()> {
        match condition {
            Condition::Compare { column, operator, .. } => match operator.trim() {
                "=" => self.fixed.push(column),
                "<" | "<=" | ">" | ">=" => self.ranged.push(column),
                _ => self.compared.push(column),
            },
            Condition::IsNull { column, negated: false } => self.fixed.push(column),
            Condition::Between { column, .. } => self.ranged.push(column),
            Condition::IsNull { column, .. } | Condition::In { column, .. } => self.compared.push(column),
            Condition::Refers { to_children, .. } => self.fixed.extend(to_children.to),
            Condition::All(conditions) => {
                conditions.iter().try_for_each(|condition| self.note(condition))?;
            }
            Condition::Any(conditions) => {
                let mut any = Self::default();
                conditions.iter().try_for_each(|condition| any.note(condition))?;
                self.compared.extend([any.fixed, any.ranged, any.compared].concat());
                self.tested |= any.tested;
            }
            Condition::Not(condition) => {
                Self::default().note(condition)?;
                self.tested = true;
            }
            _ => return None,
        }
        Some(())
    }
}

/// By how many columns pages are ordered whose rows are tested: each part tells those before once more.
const MOST_TESTED: usize = 4;

impl Place<'_> {
    fn is_null(&self) -> bool {
        *self.value == Value::Null
    }

    /// Whether no row lies beyond: NULL comes before everything else.
    fn is_last(&self) -> bool {
        self.is_null() && self.descending
    }

    /// Whether what lies beyond is told by IS NULL or IS NOT NULL.
    fn is_beside_null(&self) -> bool {
        self.is_null() || self.descending && self.nullable
    }
}

/// How the parts of a page are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// The first row of each is found at once.
    Found,
    /// The rows of each are found in order and then tested, so that the first that counts may be far.
    Tested,
}

impl Page<'_> {
    /// Whether the page is read in parts, by what the models tell of keys and indexes.
    ///
    /// As one condition, `(year, id) > (1900, 70)`, SQLite finds it in an index by the year alone, and walks through the books
    /// of 1900 up to the 70th. In parts it finds each part by all of its columns. A merge asks each part for its first row, though,
    /// whether or not it comes to be needed, and a part that is not found in its order is sorted as a whole:
    ///
    /// - Where no two rows agree in the first column there is nothing to walk through.
    /// - All columns of the order have to stand in one index, at its beginning or behind columns that are fixed (those of a
    ///   foreign key, for a page of children). What has directions that differ is sorted in groups that agree in the first
    ///   ones, as the first page is.
    /// - No other index may lead to the rows: SQLite could prefer it, and would then read the same rows for each part.
    ///   A range of the first column itself is the same way.
    /// - Where rows are tested by what no index has, the first one that counts may be far. It is looked for only if the parts before
    ///   have too few rows, which are counted for that: so a page costs at most twice what it must. What lies beyond or before
    ///   NULL has no value in the comparison that could say so.
    /// - Of conditions on related rows, and of raw SQL, it is not known what they cost for each part.
    fn parts(&self) -> Option<Parts> {
        let mut narrowed = Narrowed::default();
        if let Some(relation) = self.relation {
            match relation.path {
                Some(Path::Steps([step])) if step.end == End::Children => narrowed.fixed.extend(step.to),
                _ => return None,
            }
        }
        self.conditions.iter().try_for_each(|condition| narrowed.note(condition))?;
        let [first, _, ..] = self.places else { return None };
        let order: Vec<&str> = self.places.iter().map(|place| place.column).collect();
        let before = self.before(&narrowed.fixed, &order)?;
        let beginning = if before.is_empty() {
            Cow::Borrowed(&order[..1])
        } else {
            [before, &order[..1]].concat().into()
        };
        let unique = !first.nullable && self.table.is_unique(&beginning);
        let twice = order.iter().any(|column| narrowed.fixed.contains(column));
        let led = |column: &&str| Access::of(self.table, column) != Access::Unknown;
        let is_own = |column: &&str| before.is_empty() && *column == first.column;
        let mut tested = narrowed.fixed.iter().filter(|column| !before.contains(column)).peekable();
        let mut ranged = narrowed.ranged.iter().filter(|column| !is_own(column)).peekable();
        let any = narrowed.tested
            || tested.peek().is_some()
            || ranged.peek().is_some()
            || !narrowed.compared.is_empty();
        let elsewhere = tested.any(led) || ranged.any(led) || narrowed.compared.iter().any(led);
        if unique || twice || elsewhere {
            return None;
        }
        if !any {
            return Some(Parts::Found);
        }
        let valued = self.nearer().iter().all(|place| place.is_last() || !place.is_beside_null());
        (self.limit.is_none() || valued && order.len() <= MOST_TESTED).then_some(Parts::Tested)
    }

    /// The columns by which rows can agree: all but the last.
    fn nearer(&self) -> &[Place<'_>] {
        self.places.split_last().map_or(&[], |(_, nearer)| nearer)
    }

    /// The fixed columns behind which an index has the order; `None` if there is no such index.
    fn before(&self, fixed: &[&str], order: &[&str]) -> Option<&'static [&'static str]> {
        let table = self.table;
        if fixed.is_empty() {
            return is_indexed(table, order).then_some(&[]);
        }
        let indexes = table.indexes.iter().map(|index| index.columns);
        let indexes = indexes.chain(table.uniques.iter().copied()).chain([table.primary_key]);
        let befores = indexes.map(|columns| {
            let count = columns.iter().take_while(|column| fixed.contains(column)).count();
            &columns[..count]
        });
        befores
            .filter(|before| is_indexed(table, &[before, order].concat()))
            .max_by_key(|before| before.len())
    }

    /// The statement that reads the page in parts; `None` if it is read as a whole.
    pub(super) fn statement(&self, listed: &Listed<'_>) -> Result<Option<Sql>> {
        let Some(parts) = self.parts() else { return Ok(None) };
        let mut sql = Sql { values: self.near.clone(), ..Sql::default() };
        // Each value is told once, and meant by its number in all parts.
        sql.numbered = true;
        let mut text = |place: &Place<'_>| {
            let start = sql.text.len();
            if !place.is_null() {
                place.push_value(&mut sql);
            }
            sql.text.split_off(start)
        };
        let values: Vec<String> = self.places.iter().map(&mut text).collect();
        let conditions = sql.apart(|sql| {
            if !self.conditions.is_empty() {
                sql.text += " AND ";
                render_chain(sql, Level::default(), self.conditions, " AND ")?;
            }
            Ok(())
        })?;
        let enough = match (parts, self.limit) {
            (Parts::Tested, Some(limit)) if self.nearer().iter().any(|place| !place.is_last()) => {
                let enough = limit.saturating_add(self.offset.unwrap_or(0));
                let enough = |sql: &mut Sql| {
                    sql.push_value(number(enough));
                    Ok(())
                };
                Some(sql.apart(enough)?)
            }
            _ => None,
        };
        let bodies = self.bodies(&values, &conditions, enough.as_ref());
        let (added, order) = self.list(listed);
        let length = |body: &Sql| body.text.len() + listed.sql.len() + added.len() + 20;
        sql.text.reserve(bodies.iter().map(length).sum::<usize>() + order.len() + 20);
        for (at, body) in bodies.iter().enumerate() {
            sql.text += if at > 0 { " UNION ALL SELECT " } else { "SELECT " };
            sql.text += listed.sql;
            sql.text += &added;
            sql.text.push(' ');
            sql.push(body);
        }
        sql.text += &order;
        sql.numbered = false;
        push_limit(&mut sql, self.limit, self.offset);
        Ok(Some(sql))
    }

    /// The columns of the order that the list lacks, and the ORDER BY clause, which means all of them by their places.
    fn list(&self, listed: &Listed<'_>) -> (String, String) {
        let mut added = String::new();
        let mut order = String::with_capacity(32);
        let mut count = listed.count;
        for (at, place) in self.places.iter().enumerate() {
            let column = listed.places.of(place.column).unwrap_or_else(|| {
                added += ", ";
                push_column(&mut added, "t", place.column);
                count += 1;
                count - 1
            });
            order += if at > 0 { ", " } else { " ORDER BY " };
            push_number(&mut order, column + 1);
            order += if place.descending { " DESC" } else { "" };
        }
        (added, order)
    }

    /// What follows the list of columns in each part, the nearest rows first: those that agree in all columns but the last.
    ///
    /// What finds the rows stands before the conditions: of two ranges of one column SQLite takes the first.
    fn bodies(&self, values: &[String], conditions: &Sql, enough: Option<&Sql>) -> Vec<Sql> {
        let mut bodies: Vec<Sql> = Vec::with_capacity(values.len() + 1);
        let mut add = |at: usize, beyond: &str, value: &str| {
            let mut sql = Sql::with_capacity(256);
            match self.relation {
                Some(relation) => relation.push_source(&mut sql, 0),
                None => sql.text += self.source,
            }
            sql.text += if self.relation.is_some() { " AND " } else { " WHERE " };
            for (place, value) in self.places[..at].iter().zip(values) {
                sql.push_column(Level::default(), place.column);
                sql.text += if value.is_empty() { " IS NULL" } else { " = " };
                sql.text += value;
                sql.text += " AND ";
            }
            sql.push_column(Level::default(), self.places[at].column);
            sql.text += beyond;
            match enough.filter(|_| !bodies.is_empty()) {
                Some(enough) => push_unless(&mut sql, &bodies, enough, value),
                None => sql.text += value,
            }
            sql.push(conditions);
            bodies.push(sql);
        };
        for (at, (place, value)) in self.places.iter().zip(values).enumerate().rev() {
            // NULL comes before everything else.
            match (value.is_empty(), place.descending) {
                (true, true) => {}
                (true, false) => add(at, " IS NOT NULL", ""),
                (false, false) => add(at, " > ", value),
                (false, true) => {
                    add(at, " < ", value);
                    if place.nullable {
                        add(at, " IS NULL", "");
                    }
                }
            }
        }
        bodies
    }
}

/// Appends the value, or NULL, beyond which there is nothing, if the parts before have enough rows: a condition apart from it would
/// be asked of each row.
fn push_unless(sql: &mut Sql, before: &[Sql], enough: &Sql, value: &str) {
    sql.text += "CASE WHEN (SELECT count(*) FROM (";
    for (at, body) in before.iter().enumerate() {
        sql.text += if at > 0 { " UNION ALL SELECT 1 " } else { "SELECT 1 " };
        sql.push(body);
    }
    sql.text += " LIMIT ";
    sql.push(enough);
    sql.text += ")) < ";
    sql.push(enough);
    sql.text.extend([" THEN ", value, " END"]);
}
