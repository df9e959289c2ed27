//! A page in parts that are merged, by one statement.
//!
//! Behind the book 70 of 1900 in the order of `year, id`:
//!
//! ```sql
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" = +?1 AND t."id" > +?2
//! UNION ALL
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" > +?1
//! ORDER BY 2, 1 LIMIT +?
//! ```

use crate::{
    base::{error::Result, quote::push_number, sql::push_column},
    expression::filter::condition::render_chain,
    model::column_list::ColumnList,
    query::{
        number,
        page::{
            Place,
            arms::{Page, Parts},
        },
        push_limit,
    },
    statement::sql::{AliasDepth, Sql},
};

/// By how many columns pages are ordered whose rows are tested: each part tells those before once more.
const MOST_TESTED: usize = 4;

impl Page<'_> {
    /// The statement that reads the page in parts; `None` if it is read as a whole.
    ///
    /// A merge asks each part for its first row, whether or not it comes to be needed. Where rows are tested by what no index has,
    /// the first one that counts may be far. It is looked for only if the parts before have too few rows, which are counted for
    /// that: so a page costs at most twice what it must. What lies beyond or before NULL has no value in the comparison that could
    /// say so.
    pub(crate) fn statement(&self, listed: &ColumnList<'_>) -> Result<Option<Sql>> {
        let Some(parts) = self.parts() else { return Ok(None) };
        if parts == Parts::Tested && self.limit.is_some() && !self.can_be_counted() {
            return Ok(None);
        }
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
                render_chain(sql, AliasDepth::default(), self.conditions, " AND ")?;
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
    fn list(&self, listed: &ColumnList<'_>) -> (String, String) {
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

    /// Whether parts can be told to be needed by the number of rows in those before.
    fn can_be_counted(&self) -> bool {
        let valued = self.nearer().iter().all(|place| place.is_last() || !place.is_beside_null());
        valued && self.places.len() <= MOST_TESTED
    }

    /// The columns by which rows can agree: all but the last.
    fn nearer(&self) -> &[Place<'_>] {
        self.places.split_last().map_or(&[], |(_, nearer)| nearer)
    }

    /// What follows the list of columns in each part.
    fn bodies(&self, values: &[String], conditions: &Sql, enough: Option<&Sql>) -> Vec<Sql> {
        let mut bodies: Vec<Sql> = Vec::with_capacity(values.len() + 1);
        for arm in self.arms() {
            let mut sql = Sql::with_capacity(256);
            self.push_arm(&mut sql, arm, |sql, at, _| {
                match enough.filter(|_| at == arm.at && !bodies.is_empty()) {
                    Some(enough) => push_unless(sql, &bodies, enough, &values[at]),
                    None => sql.text += &values[at],
                }
            });
            sql.push(conditions);
            bodies.push(sql);
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
