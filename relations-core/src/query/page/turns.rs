//! A page in parts that are read in turn, each by a statement of its own, until there are rows enough.
//!
//! Behind the book 70 of 1900 in the order of `year, id`:
//!
//! ```sql
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" = +? AND t."id" > +? ORDER BY t."id" LIMIT +?
//! SELECT t."id", t."year" FROM main."books" t WHERE t."year" > +? ORDER BY t."year", t."id" LIMIT +?
//! ```
//!
//! A merge looks for the first row of each part and compares all rows of the page with it, which costs a tenth of a page of 20 rows.
//! Here the parts beyond are not looked for where those before have rows enough, and no row is compared with another. What this
//! adds is a statement that holds the moment, outside of a transaction.

use crate::{
    base::error::Result,
    expression::filter::condition::render_chain,
    model::column_list::ColumnList,
    query::{
        page::arms::{Arm, Beyond, Page},
        push_limit,
    },
    statement::sql::{AliasDepth, Sql},
};

impl Page<'_> {
    /// Has `read` read the parts, the nearest rows first, until there are as many rows as the limit allows. It gives the number of
    /// rows that it found.
    pub(crate) fn read_in_turn(
        &self,
        listed: &ColumnList<'_>,
        read: &mut dyn FnMut(&Sql) -> Result<usize>,
    ) -> Result<()> {
        let mut rest = self.limit;
        for arm in self.arms() {
            let found = read(&self.part(arm, listed, rest)?)?;
            if let Some(rest) = &mut rest {
                *rest = rest.saturating_sub(found as u64);
                if *rest == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The statement that reads a part, up to so many rows.
    fn part(&self, arm: Arm, listed: &ColumnList<'_>, limit: Option<u64>) -> Result<Sql> {
        let mut sql = Sql::after(self.near.clone());
        sql.text += "SELECT ";
        sql.text += listed.sql;
        sql.text.push(' ');
        self.push_arm(&mut sql, arm, |sql, _, place| place.push_value(sql));
        if !self.conditions.is_empty() {
            sql.text += " AND ";
            render_chain(&mut sql, AliasDepth::default(), self.conditions, " AND ")?;
        }
        self.push_order(&mut sql, arm);
        push_limit(&mut sql, limit, None);
        Ok(sql)
    }

    /// Appends the ORDER BY clause of a part, without the columns in which all of its rows agree.
    fn push_order(&self, sql: &mut Sql, arm: Arm) {
        let agreeing = arm.at + usize::from(arm.beyond == Beyond::Null);
        for (at, place) in self.places[agreeing..].iter().enumerate() {
            sql.text += if at > 0 { ", " } else { " ORDER BY " };
            sql.push_column(AliasDepth::default(), place.column);
            sql.text += if place.descending { " DESC" } else { "" };
        }
    }
}
