//! Reading a page with one statement that merges its parts.
//!
//! The page behind the book 70 of 1900, in the order of `year, id`:
//!
//! ```sql
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" = +?1 AND t."id" > +?2
//! UNION ALL
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" > +?1
//! ORDER BY 2, 1 LIMIT +?
//! ```

use crate::{
    base::{
        error::Result,
        quote::push_number,
        sql::{direction, push_column},
    },
    expression::filter::condition::render_chain,
    model::column_list::ColumnList,
    query::{
        page::{
            condition::Bound,
            parts::{Page, PartSearch},
        },
        render::{number, push_limit},
    },
    statement::sql::{AliasDepth, Sql},
};

/// The greatest number of columns in the order of a page whose rows are tested: each part repeats the text of
/// those before it.
const MOST_COLUMNS_IF_TESTED: usize = 4;

impl Page<'_> {
    /// Renders the statement that merges the parts of the page; `None` if it is read as a whole.
    ///
    /// A merge reads the first row of each part, even if that row is not needed. If rows are tested by
    /// conditions that no index helps with, many may fail before the first that passes. So a later part is
    /// searched only if the parts before it have too few rows, which the statement counts: a page then costs
    /// at most twice as much as necessary. Parts beyond NULL, or of NULL, compare with no value that could be
    /// made to depend on that count.
    pub(crate) fn merged_statement(&self, listed: &ColumnList<'_>) -> Result<Option<Sql>> {
        let Some(parts) = self.part_search() else { return Ok(None) };
        if parts == PartSearch::Tested && self.limit.is_some() && !self.can_be_counted() {
            return Ok(None);
        }
        let mut sql = Sql { values: self.near.clone(), ..Sql::default() };
        // Each value is bound once; all parts refer to it by its number.
        sql.numbered = true;
        let mut text = |bound: &Bound<'_>| {
            let start = sql.text.len();
            if !bound.is_null() {
                bound.push_value(&mut sql);
            }
            sql.text.split_off(start)
        };
        let values: Vec<String> = self.bounds.iter().map(&mut text).collect();
        let conditions = sql.render_part(|sql| {
            if !self.conditions.is_empty() {
                sql.text += " AND ";
                render_chain(sql, AliasDepth::default(), self.conditions, " AND ")?;
            }
            Ok(())
        })?;
        let enough = match (parts, self.limit) {
            (PartSearch::Tested, Some(limit)) if self.nearer().iter().any(|bound| !bound.is_last()) => {
                let enough = limit.saturating_add(self.offset.unwrap_or(0));
                let enough = |sql: &mut Sql| {
                    sql.push_value(number(enough));
                    Ok(())
                };
                Some(sql.render_part(enough)?)
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
            sql.push_part(body);
        }
        sql.text += &order;
        sql.numbered = false;
        push_limit(&mut sql, self.limit, self.offset);
        Ok(Some(sql))
    }

    /// Returns the columns of the order that the list lacks, and the ORDER BY clause, which refers to columns
    /// by their position.
    fn list(&self, listed: &ColumnList<'_>) -> (String, String) {
        let mut added = String::new();
        let mut order = String::with_capacity(32);
        let mut count = listed.count;
        for (at, bound) in self.bounds.iter().enumerate() {
            let column = listed.places.of(bound.column()).unwrap_or_else(|| {
                added += ", ";
                push_column(&mut added, "t", bound.column());
                count += 1;
                count - 1
            });
            order += if at > 0 { ", " } else { " ORDER BY " };
            push_number(&mut order, column + 1);
            order += direction(bound.descending);
        }
        (added, order)
    }

    /// Returns `true` if later parts can depend on the number of rows in those before.
    fn can_be_counted(&self) -> bool {
        let valued = self.nearer().iter().all(|bound| bound.is_last() || !bound.is_beside_null());
        valued && self.bounds.len() <= MOST_COLUMNS_IF_TESTED
    }

    /// Returns the bounds of the columns in which rows can agree: all but the last.
    fn nearer(&self) -> &[Bound<'_>] {
        self.bounds.split_last().map_or(&[], |(_, nearer)| nearer)
    }

    /// Renders what follows the list of columns in each part.
    fn bodies(&self, values: &[String], conditions: &Sql, enough: Option<&Sql>) -> Vec<Sql> {
        let mut bodies: Vec<Sql> = Vec::with_capacity(values.len() + 1);
        for part in self.parts() {
            let mut sql = Sql::with_capacity(256);
            self.push_part_source(&mut sql, part, |sql, at, _| {
                match enough.filter(|_| at == part.at && !bodies.is_empty()) {
                    Some(enough) => push_unless(sql, &bodies, enough, &values[at]),
                    None => sql.text += &values[at],
                }
            });
            sql.push_part(conditions);
            bodies.push(sql);
        }
        bodies
    }
}

/// Appends the value, or NULL, beyond which there is nothing, if the parts before have enough rows. A
/// separate condition would be tested on each row.
fn push_unless(sql: &mut Sql, before: &[Sql], enough: &Sql, value: &str) {
    sql.text += "CASE WHEN (SELECT count(*) FROM (";
    for (at, body) in before.iter().enumerate() {
        sql.text += if at > 0 { " UNION ALL SELECT 1 " } else { "SELECT 1 " };
        sql.push_part(body);
    }
    sql.text += " LIMIT ";
    sql.push_part(enough);
    sql.text += ")) < ";
    sql.push_part(enough);
    sql.text.extend([" THEN ", value, " END"]);
}
