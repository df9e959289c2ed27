//! The condition that rows come behind the one where a page begins.

use rusqlite::types::Value;

use crate::{
    base::{error::Result, quote::push_quoted, sql::push_source},
    expression::order::By,
    statement::sql::{AliasDepth, Sql},
};

/// A term of the order, with the value that the row before the page has in it.
pub(crate) struct Bound<'v> {
    pub by: &'v By,
    pub descending: bool,
    pub nullable: bool,
    pub value: &'v Value,
    /// The table of the row, and the columns of its key with their values; set if the value may be stored in
    /// another spelling than this one.
    pub stored: Option<(&'static str, &'v [(&'static str, &'v Value)])>,
}

impl Bound<'_> {
    /// Returns the column of the order. Only pages in an order of columns ask for it.
    pub(crate) const fn column(&self) -> &'static str {
        match self.by.column() {
            Some(column) => column,
            None => "",
        }
    }

    /// Appends what the order orders by.
    fn push_by(&self, sql: &mut Sql) -> Result<()> {
        self.by.render(sql, AliasDepth::default())
    }

    /// Appends the value as it is stored, or as its type stores it if the row is gone.
    pub(crate) fn push_value(&self, sql: &mut Sql) {
        let Some((table, key)) = self.stored else { return sql.push_value(self.value.clone()) };
        sql.text += "coalesce((SELECT o.";
        push_quoted(&mut sql.text, self.column());
        sql.text += " FROM ";
        push_source(&mut sql.text, table, "o");
        sql.text += " WHERE ";
        for (at, (column, value)) in key.iter().enumerate() {
            sql.text += if at > 0 { " AND o." } else { "o." };
            push_quoted(&mut sql.text, column);
            sql.text += " = ";
            sql.push_value((*value).clone());
        }
        sql.text += "), ";
        sql.push_value(self.value.clone());
        sql.text += ")";
    }

    /// Returns `true` if the value is NULL.
    pub(crate) fn is_null(&self) -> bool {
        *self.value == Value::Null
    }

    /// Returns `true` if no row lies beyond: NULL comes before everything else.
    pub(crate) fn is_last(&self) -> bool {
        self.is_null() && self.descending
    }

    /// Returns `true` if the condition on rows beyond has IS NULL or IS NOT NULL.
    pub(crate) fn is_beside_null(&self) -> bool {
        self.is_null() || self.descending && self.nullable
    }
}

/// Appends the condition that a row comes behind these bounds.
pub(crate) fn push_behind(sql: &mut Sql, bounds: &[Bound<'_>]) -> Result<()> {
    let Some((first, rest)) = bounds.split_first() else { return Ok(()) };
    let alike = rest.iter().all(|bound| bound.descending == first.descending);
    let columns = bounds.iter().all(|bound| bound.by.column().is_some());
    if alike && bounds.iter().all(|bound| !bound.nullable) {
        return push_row_comparison(sql, bounds);
    }
    // What the database computes for each row is named as seldom as possible.
    if alike && !columns && bounds.iter().all(|bound| !bound.is_null()) {
        if !first.descending {
            // NULL is not greater, and comes before everything else.
            return push_row_comparison(sql, bounds);
        }
        if rest.iter().all(|bound| !bound.nullable) {
            sql.text.push('(');
            push_row_comparison(sql, bounds)?;
            sql.text += " OR ";
            first.push_by(sql)?;
            sql.text += " IS NULL)";
            return Ok(());
        }
    }
    push_stepwise(sql, bounds)
}

/// Appends `(t."year", t."id") > (+?, +?)`. For such a comparison, SQLite searches an index by all of the columns.
fn push_row_comparison(sql: &mut Sql, bounds: &[Bound<'_>]) -> Result<()> {
    let descending = bounds.first().is_some_and(|bound| bound.descending);
    let (open, close) = if bounds.len() > 1 { ("(", ")") } else { ("", "") };
    sql.text += open;
    for (at, bound) in bounds.iter().enumerate() {
        sql.text += if at > 0 { ", " } else { "" };
        bound.push_by(sql)?;
    }
    sql.text += close;
    sql.text += if descending { " < " } else { " > " };
    sql.text += open;
    for (at, bound) in bounds.iter().enumerate() {
        sql.text += if at > 0 { ", " } else { "" };
        bound.push_value(sql);
    }
    sql.text += close;
    Ok(())
}

/// Appends the condition that a row comes behind these bounds, if directions differ or values can be NULL,
/// which comes before everything else: `a >= 1 AND (a > 1 OR (a = 1 AND b < 2))`. SQLite searches an index by
/// the first comparison.
fn push_stepwise(sql: &mut Sql, bounds: &[Bound<'_>]) -> Result<()> {
    let Some((first, rest)) = bounds.split_first() else { return Ok(()) };
    let null = first.is_null();
    if rest.is_empty() {
        sql.text.push('(');
        push_beyond(sql, first)?;
        sql.text.push(')');
        return Ok(());
    }
    sql.text.push('(');
    let bounded = !(null || first.descending && first.nullable);
    if bounded {
        first.push_by(sql)?;
        sql.text += if first.descending { " <= " } else { " >= " };
        first.push_value(sql);
        sql.text += " AND (";
    } else {
        sql.text.push('(');
    }
    push_beyond(sql, first)?;
    sql.text += " OR (";
    first.push_by(sql)?;
    if null {
        sql.text += " IS NULL";
    } else {
        sql.text += " = ";
        first.push_value(sql);
    }
    sql.text += " AND ";
    push_stepwise(sql, rest)?;
    sql.text += ")))";
    Ok(())
}

/// Appends the condition that a row comes behind this bound alone.
fn push_beyond(sql: &mut Sql, bound: &Bound<'_>) -> Result<()> {
    let null = bound.is_null();
    if null && bound.descending {
        sql.text += "0";
        return Ok(());
    }
    bound.push_by(sql)?;
    if null {
        sql.text += " IS NOT NULL";
        return Ok(());
    }
    sql.text += if bound.descending { " < " } else { " > " };
    bound.push_value(sql);
    if bound.descending && bound.nullable {
        sql.text += " OR ";
        bound.push_by(sql)?;
        sql.text += " IS NULL";
    }
    Ok(())
}
