//! Reading a page part by part, each with a statement of its own, until there are enough rows.
//!
//! The page behind the book 70 of 1900, in the order of `year, id`:
//!
//! ```sql
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" = +? AND t."id" > +? ORDER BY t."id" LIMIT +?
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" > +? ORDER BY t."year", t."id" LIMIT +?
//! ```
//!
//! A merge reads the first row of each part and compares all rows of the page with it, which is a tenth of
//! the cost of a page of 20 rows. Here, later parts are not read if those before have enough rows, and no row
//! is compared with another. In exchange, a statement must stay open outside of a transaction, so that all
//! parts see the database at one moment.

use crate::{
    base::{error::Result, sql::direction},
    expression::filter::condition::render_chain,
    model::column_list::ColumnList,
    query::{
        page::parts::{Beyond, Page, Part},
        render::push_limit,
    },
    statement::sql::{AliasDepth, Sql},
};

impl Page<'_> {
    /// Reads the parts, the nearest rows first, until there are as many rows as the limit allows. `read` runs
    /// a statement and returns the number of rows that it found.
    pub(crate) fn read_in_turn(
        &self,
        listed: &ColumnList<'_>,
        read: &mut dyn FnMut(&Sql) -> Result<usize>,
    ) -> Result<()> {
        let mut rest = self.limit;
        for part in self.parts() {
            let found = read(&self.part_statement(part, listed, rest)?)?;
            if let Some(rest) = &mut rest {
                *rest = rest.saturating_sub(found as u64);
                if *rest == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Renders the statement that reads a part, up to so many rows.
    fn part_statement(&self, part: Part, listed: &ColumnList<'_>, limit: Option<u64>) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near.clone());
        sql.text += "SELECT ";
        sql.text += listed.sql;
        sql.text.push(' ');
        self.push_part_source(&mut sql, part, |sql, _, bound| bound.push_value(sql));
        if !self.conditions.is_empty() {
            sql.text += " AND ";
            render_chain(&mut sql, AliasDepth::default(), self.conditions, " AND ")?;
        }
        self.push_order(&mut sql, part);
        push_limit(&mut sql, limit, None);
        Ok(sql)
    }

    /// Appends the ORDER BY clause of a part, without the columns in which all of its rows agree.
    fn push_order(&self, sql: &mut Sql, part: Part) {
        let agreeing = part.at + usize::from(part.beyond == Beyond::Null);
        for (at, bound) in self.bounds[agreeing..].iter().enumerate() {
            sql.text += if at > 0 { ", " } else { " ORDER BY " };
            sql.push_column(AliasDepth::default(), bound.column());
            sql.text += direction(bound.descending);
        }
    }
}
