//! Rendering the SQL of a query.

use std::mem;

use rusqlite::types::Value;

use crate::{
    base::error::{Result, sqlite},
    expression::{
        filter::{
            condition::render_chain,
            parent_join::{find_joinable, push_parent_condition, push_parent_join},
            selectivity::{any_on_relation, any_selects_few},
        },
        order::{By, parent_order},
    },
    model::column_list::ColumnList,
    query::untyped::UntypedQuery,
    statement::sql::{AliasDepth, Sql},
};

impl UntypedQuery {
    /// Renders the statement that reads `list` of each row, between this text before and after it.
    pub(crate) fn wrapped(&mut self, before: &str, list: &str, after: &str) -> Result<Sql> {
        Ok(self.sql_of_list(list)?.wrapped(before, after))
    }

    /// Renders the statement that tests whether there is a row, which ends with the first.
    pub(crate) fn sql_of_existence(&mut self) -> Result<Sql> {
        let sql = self.sql_of(|sql| {
            sql.text += "1";
            sql.candidates.few = true;
            Ok(())
        })?;
        Ok(sql.wrapped("SELECT EXISTS(", ")"))
    }

    /// Renders the statement that reads these columns of each row, and possibly more after them.
    pub(crate) fn sql_of_rows(&mut self, listed: &ColumnList<'_>) -> Result<Sql> {
        match self.page_in_parts(listed)? {
            Some(sql) => Ok(sql),
            None => self.sql_of_list(listed.sql),
        }
    }

    /// Renders the statement that reads `list` of each row.
    pub(crate) fn sql_of_list(&mut self, list: &str) -> Result<Sql> {
        self.sql_of(|sql| {
            sql.text += list;
            Ok(())
        })
    }

    /// Renders the statement that reads what `list` appends.
    ///
    /// It takes the values of the source out of the query, which can be rendered only once, or as a clone.
    /// The query is large, and therefore not moved from one function to the next.
    pub(crate) fn sql_of(&mut self, list: impl FnOnce(&mut Sql) -> Result<()>) -> Result<Sql> {
        let mut sql = self.begin_select(list)?;
        self.push_rest(&mut sql, self.joined())?;
        Ok(sql)
    }

    /// Renders the statement that reads what `list` appends, up to its WHERE clause, for an order and a limit behind it.
    pub(crate) fn sql_without_order(&mut self, list: impl FnOnce(&mut Sql) -> Result<()>) -> Result<Sql> {
        let mut sql = self.begin_select(list)?;
        self.push_body(&mut sql, self.joined())?;
        Ok(sql)
    }

    /// Renders the beginning of a statement, with the list that `list` appends.
    fn begin_select(&mut self, list: impl FnOnce(&mut Sql) -> Result<()>) -> Result<Sql> {
        let near = mem::replace(&mut self.near, Err(String::new()));
        let mut sql = Sql::with_values(near.map_err(|message| sqlite::unencodable(&message))?);
        if self.relation.is_none() {
            sql.parents = parent_order::find(self.table, &self.order, &self.conditions);
        }
        sql.text += "SELECT ";
        // The parameters of the relation follow, and have the first numbers.
        sql.numbered = true;
        list(&mut sql)?;
        sql.numbered = false;
        sql.text.push(' ');
        Ok(sql)
    }

    /// Appends the FROM clause, and the WHERE clause of a relation, without their first `skipped` bytes.
    pub(crate) fn push_source(&self, sql: &mut Sql, skipped: usize) {
        match self.relation {
            Some(relation) => relation.push_source(sql, skipped),
            None => sql.text += &self.source[skipped..],
        }
    }

    /// Appends all that follows the list of columns. The values of the source are in the statement already.
    ///
    /// `joined` is the position of a condition whose parents are [joined].
    pub(crate) fn push_rest(&self, sql: &mut Sql, joined: Option<usize>) -> Result<()> {
        self.push_body(sql, joined)?;
        if !self.is_ordered() {
            sql.text += self.declared_order;
        }
        self.push_order(sql, " ORDER BY ")?;
        self.push_limit(sql);
        Ok(())
    }

    /// Appends the FROM and WHERE clauses, as [`push_rest`](Self::push_rest) does.
    fn push_body(&self, sql: &mut Sql, joined: Option<usize>) -> Result<()> {
        self.push_source(sql, 0);
        parent_order::push_joins(sql);
        if let Some(at) = joined {
            push_parent_join(sql, &self.conditions[at]);
            self.push_conditions_beside(sql, at)?;
        } else {
            let narrowed = self.source != self.model.source;
            self.push_conditions(sql, if narrowed { " AND " } else { " WHERE " })?;
        }
        Ok(())
    }

    /// Appends the conditions, the first one after `keyword`. The beginning of a page comes first: of two
    /// ranges of one column, SQLite uses the first to find rows.
    pub(crate) fn push_conditions(&self, sql: &mut Sql, keyword: &str) -> Result<()> {
        let begun = self.push_start(sql, keyword)?;
        if !self.conditions.is_empty() {
            sql.candidates.few |= any_on_relation(&self.conditions) && self.are_few();
            sql.text += if begun { " AND " } else { keyword };
            render_chain(sql, AliasDepth::default(), &self.conditions, " AND ")?;
        }
        Ok(())
    }

    /// Returns the position of the condition whose parents are best joined, if there is one.
    fn joined(&self) -> Option<usize> {
        let named = self.order.iter().all(|term| matches!(term.by, By::Column(_)));
        if self.relation.is_none() && named { find_joinable(&self.conditions) } else { None }
    }

    /// Appends the WHERE clause, in which the condition at the position `joined` is about parents that are joined.
    fn push_conditions_beside(&self, sql: &mut Sql, joined: usize) -> Result<()> {
        let begun = self.push_start(sql, " WHERE ")?;
        sql.candidates.few |= self.are_few();
        for (at, condition) in self.conditions.iter().enumerate() {
            sql.text += if at > 0 || begun { " AND " } else { " WHERE " };
            if at == joined {
                push_parent_condition(sql, condition)?;
            } else {
                condition.render(sql, AliasDepth::default())?;
            }
        }
        Ok(())
    }

    /// Returns `true` if conditions are tested on few rows: those that a relation leads to from one row,
    /// those that one condition finds by an index, or those that a small limit leaves.
    fn are_few(&self) -> bool {
        self.source != self.model.source
            || any_selects_few(&self.conditions, self.table)
            || self.has_small_limit() && self.is_found_in_order()
    }

    /// Returns `true` if the limit is small, and so probably less than the number of rows.
    pub(crate) fn has_small_limit(&self) -> bool {
        self.limit.is_some_and(|limit| limit.saturating_add(self.offset.unwrap_or(0)) <= SMALL_LIMIT)
    }

    /// Appends the limit and the offset, if there are any.
    pub(crate) fn push_limit(&self, sql: &mut Sql) {
        push_limit(sql, self.limit, self.offset);
    }
}

/// Appends the LIMIT clause, if there is a limit or an offset.
pub(crate) fn push_limit(sql: &mut Sql, limit: Option<u64>, offset: Option<u64>) {
    match (limit, offset) {
        (None, None) => return,
        (Some(limit), _) => sql.values.push(number(limit)),
        // OFFSET needs a LIMIT; a negative one does not limit.
        (None, Some(_)) => sql.values.push(Value::Integer(-1)),
    }
    sql.text += " LIMIT +?";
    if let Some(offset) = offset {
        sql.text += " OFFSET +?";
        sql.values.push(number(offset));
    }
}

/// The greatest limit that is taken to be less than the number of rows.
const SMALL_LIMIT: u64 = 1_000;

/// Returns a number of rows as a value. SQLite's integers end at 2⁶³ - 1, which no table can exceed.
pub(crate) fn number(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
