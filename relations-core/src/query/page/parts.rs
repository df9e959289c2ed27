//! The parts of a page: the rows that agree in some columns with the row before the page, and lie beyond it
//! in the next column.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::{
    expression::filter::condition::Condition,
    query::page::condition::Bound,
    row::bind::Values,
    schema::{
        access::{Access, is_indexed},
        metadata::{path::End, table::Table},
    },
    statement::{
        reading::RelationSql,
        sql::{AliasDepth, Sql},
    },
};

/// The data of a query that begins behind a row.
pub(crate) struct Page<'q> {
    pub table: &'static Table,
    /// The FROM clause, with the WHERE clause of the relation if there is one.
    pub source: &'static str,
    pub relation: Option<&'static RelationSql>,
    pub near: &'q Values,
    pub conditions: &'q [Condition],
    pub bounds: &'q [Bound<'q>],
    pub limit: Option<u64>,
    pub offset: Option<u64>,
}

/// A part of a page: the rows that agree with the row before the page in the columns of the order before
/// `at`, and lie beyond it in the column `at`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub at: usize,
    pub beyond: Beyond,
}

/// The condition that rows lie beyond a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// Greater values, in an ascending order.
    Greater,
    /// Smaller values, in a descending order.
    Less,
    /// Values other than NULL, in an ascending order: NULL comes before everything else.
    NotNull,
    /// NULL, in a descending order.
    Null,
}

/// The columns of the conditions of a page, by the use that an index could make of them.
#[derive(Debug, Default)]
struct Narrowed {
    /// Columns that have the same value in all of the rows.
    fixed: Vec<&'static str>,
    /// Columns whose values lie in a range.
    ranged: Vec<&'static str>,
    /// Columns that are compared otherwise.
    compared: Vec<&'static str>,
    /// Set if there are conditions that no index can find rows by.
    tested: bool,
}

impl Narrowed {
    /// Adds the columns of a condition; `None` if it is not known how SQLite finds rows by it.
    fn add(&mut self, condition: &Condition) -> Option<()> {
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
                conditions.iter().try_for_each(|condition| self.add(condition))?;
            }
            Condition::Any(conditions) => {
                let mut any = Self::default();
                conditions.iter().try_for_each(|condition| any.add(condition))?;
                self.compared.extend([any.fixed, any.ranged, any.compared].concat());
                self.tested |= any.tested;
            }
            Condition::Not(condition) => {
                Self::default().add(condition)?;
                self.tested = true;
            }
            _ => return None,
        }
        Some(())
    }
}

/// The kinds of search for the rows of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartSearch {
    /// A search that finds the first row of each part at once.
    Found,
    /// A search that finds the rows of each part in order and then tests them, so that many may fail before
    /// the first that passes.
    Tested,
}

impl Page<'_> {
    /// Decides whether the page is read in parts, by the keys and indexes that the models declare; `None` if
    /// it is not.
    ///
    /// For the one condition `(year, id) > (1900, 70)`, SQLite searches an index by the year alone, and walks
    /// through the books of 1900 up to the 70th. In parts, it searches for each part by all of its columns.
    /// But a part whose rows are not found in order is sorted as a whole. So the rules are:
    ///
    /// - If no two rows agree in the first column, there is nothing to walk through, and no need for parts.
    /// - All columns of the order must be in one index, at its beginning or after columns that are fixed
    ///   (those of the foreign key, for a page of children). If their directions differ, SQLite sorts groups
    ///   of rows that agree in the first ones, as it does for the first page.
    /// - No other index may find the rows: SQLite could prefer it, and would then read the same rows for each part.
    ///   A range of the first column itself uses the same index, and is allowed.
    /// - Conditions on related rows and raw SQL are not allowed: their cost for each part is not known.
    pub(crate) fn part_search(&self) -> Option<PartSearch> {
        let mut narrowed = Narrowed::default();
        if let Some(relation) = self.relation {
            match relation.path {
                Some(path) if path.len() == 1 && path.step(0).end == End::Children => {
                    narrowed.fixed.extend(path.step(0).to);
                }
                _ => return None,
            }
        }
        self.conditions.iter().try_for_each(|condition| narrowed.add(condition))?;
        let [first, _, ..] = self.bounds else { return None };
        let order: SmallVec<[&str; 4]> = self.bounds.iter().map(Bound::column).collect();
        let before = self.before(&narrowed.fixed, &order)?;
        let beginning = if before.is_empty() {
            Cow::Borrowed(&order[..1])
        } else {
            [before, &order[..1]].concat().into()
        };
        let unique = !first.nullable && self.table.is_unique(&beginning);
        let twice = order.iter().any(|column| narrowed.fixed.contains(column));
        let led = |column: &&str| Access::of(self.table, column) != Access::Unknown;
        let is_own = |column: &&str| before.is_empty() && *column == first.column();
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
        Some(if any { PartSearch::Tested } else { PartSearch::Found })
    }

    /// Returns the fixed columns after which an index has the order; `None` if there is no such index.
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

    /// Returns the parts, the nearest rows first: those that agree in all columns but the last.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part> {
        self.bounds.iter().enumerate().rev().flat_map(|(at, bound)| {
            // NULL comes before everything else.
            let beyond = match (bound.is_null(), bound.descending) {
                (true, true) => [None, None],
                (true, false) => [Some(Beyond::NotNull), None],
                (false, false) => [Some(Beyond::Greater), None],
                (false, true) => [Some(Beyond::Less), bound.nullable.then_some(Beyond::Null)],
            };
            beyond.into_iter().flatten().map(move |beyond| Part { at, beyond })
        })
    }

    /// Appends the FROM clause of a part and the condition by which its rows are found; `push_value` appends
    /// the value of a bound.
    ///
    /// This condition comes before those of the query: of two ranges of one column, SQLite uses the first to
    /// find rows.
    pub(crate) fn push_part_source(
        &self,
        sql: &mut Sql,
        part: Part,
        mut push_value: impl FnMut(&mut Sql, usize, &Bound<'_>),
    ) {
        match self.relation {
            Some(relation) => relation.push_source(sql, 0),
            None => sql.text += self.source,
        }
        sql.text += if self.relation.is_some() { " AND " } else { " WHERE " };
        for (at, bound) in self.bounds[..part.at].iter().enumerate() {
            sql.push_column(AliasDepth::default(), bound.column());
            if bound.is_null() {
                sql.text += " IS NULL";
            } else {
                sql.text += " = ";
                push_value(sql, at, bound);
            }
            sql.text += " AND ";
        }
        let bound = &self.bounds[part.at];
        sql.push_column(AliasDepth::default(), bound.column());
        sql.text += match part.beyond {
            Beyond::Greater => " > ",
            Beyond::Less => " < ",
            Beyond::NotNull => " IS NOT NULL",
            Beyond::Null => " IS NULL",
        };
        if matches!(part.beyond, Beyond::Greater | Beyond::Less) {
            push_value(sql, part.at, bound);
        }
    }
}
