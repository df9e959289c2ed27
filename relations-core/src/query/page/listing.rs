//! The statement that reads a page together with the values of its order, for the cursor of the next page.
//!
//! ```sql
//! SELECT t."id", t."name", (SELECT count(*) FROM main."posts" AS t1 WHERE t."id" = t1."user_id")
//! FROM main."users" t ORDER BY 3 DESC, t."id" DESC LIMIT +?
//! ```

use crate::{
    base::{error::Result, quote::push_number, sql::direction},
    model::select_list::SelectList,
    query::untyped::UntypedQuery,
    statement::sql::{AliasDepth, Sql},
};

/// The statement that reads a page.
pub(crate) struct PageStatement {
    /// The statement; the page may be [read in turn](UntypedQuery::read_in_turn) instead.
    pub sql: Sql,
    /// The index of the value of each term of the order.
    pub places: Vec<usize>,
}

impl UntypedQuery {
    /// Renders the statement that reads these columns, to which those of the order are added. What else the rows are
    /// ordered by is selected behind them, and computed once for the list and the order.
    pub(crate) fn sql_of_page(&mut self, columns: &mut SelectList) -> Result<PageStatement> {
        let terms = self.terms().into_owned();
        let listed: Vec<_> =
            terms.iter().map(|term| term.by.column().map(|column| columns.place(column))).collect();
        let mut count = columns.len();
        let mut place = |listed: &Option<usize>| {
            listed.unwrap_or_else(|| {
                count += 1;
                count - 1
            })
        };
        let places: Vec<usize> = listed.iter().map(&mut place).collect();
        if listed.iter().all(Option::is_some) {
            return Ok(PageStatement { sql: self.sql_of_rows(&columns.listed())?, places });
        }
        let mut sql = self.sql_without_order(|sql| {
            sql.text += &columns.sql;
            for (term, _) in terms.iter().zip(&listed).filter(|(_, listed)| listed.is_none()) {
                sql.text += ", ";
                term.by.render(sql, AliasDepth::default())?;
            }
            Ok(())
        })?;
        for (at, (term, place)) in terms.iter().zip(&places).enumerate() {
            sql.text += if at > 0 { ", " } else { " ORDER BY " };
            match term.by.column() {
                Some(column) => sql.push_column(AliasDepth::default(), column),
                None => push_number(&mut sql.text, place + 1),
            }
            sql.text += direction(term.descending);
        }
        self.push_limit(&mut sql);
        Ok(PageStatement { sql, places })
    }
}
