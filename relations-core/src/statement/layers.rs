//! The tables at which the steps of a path arrive, with what their layers leave of the rows.
//!
//! A step without layers arrives at a table, any other at a subquery in its place, which SQLite
//! [flattens](https://sqlite.org/optoverview.html#flattening): conditions and indexes reach the table as they would
//! without it. In the subquery the table has the alias `t`, whatever the statement around it calls the rows. Rows that
//! are the first of their parent are found by their primary key, which a subquery of the alias `f` reads.

use crate::{
    base::{
        quote::push_quoted,
        sql::{direction, matching, push_column, push_columns, push_equal, push_row_value, push_source},
    },
    schema::metadata::{
        layer::{FilterSql, Layer, LayerKind},
        path::Step,
        relation::OrderTerm,
    },
    statement::model::source,
};

/// The alias of the rows of which the first is found.
const CANDIDATE: &str = "f";

impl Step {
    /// Appends the rows at which the step arrives, as a table with this alias: `main."posts" AS t`, or
    /// `(SELECT * FROM main."posts" AS t WHERE t."status" = 'draft') AS t`.
    pub(crate) fn push_source(&self, sql: &mut String, alias: &str) {
        self.push_source_by(sql, alias, None);
    }

    /// Appends the rows as [`push_source`](Self::push_source) does, to be read by this index.
    pub(crate) fn push_source_by(&self, sql: &mut String, alias: &str, index: Option<&str>) {
        self.push_rows(sql, self.layer, alias, index);
    }

    /// Appends the rows that these layers leave.
    fn push_rows(&self, sql: &mut String, layer: Option<&Layer>, alias: &str, index: Option<&str>) {
        let Some(layer) = layer else {
            push_source(sql, self.table, alias);
            if let Some(index) = index {
                *sql += " INDEXED BY ";
                push_quoted(sql, index);
            }
            return;
        };
        *sql += "(SELECT * FROM ";
        match layer.kind {
            LayerKind::Filter(filter) => {
                self.push_rows(sql, layer.below, "t", index);
                sql.extend([" WHERE ", &filter.sql().far]);
            }
            LayerKind::First(order) => {
                self.push_rows(sql, None, "t", index);
                *sql += " WHERE ";
                self.push_is_first(sql, "t", (layer.below, order), |sql| {
                    push_equal(sql, (CANDIDATE, self.to), ("t", self.to));
                });
            }
        }
        sql.extend([") AS ", alias]);
    }

    /// Appends the table at which the step arrives, of whose rows [`push_leads_to`](Self::push_leads_to) selects those that
    /// one row leads to.
    pub(crate) fn push_table(&self, sql: &mut String, alias: &str) {
        match self.first() {
            // The first row of the one row is found directly, rather than among those that are the first of any.
            Some(_) => push_source(sql, self.table, alias),
            None => self.push_source(sql, alias),
        }
    }

    /// Appends the condition that a row of the alias `from` leads to one of the alias `to`.
    pub(crate) fn push_leads_to(&self, sql: &mut String, to: &str, from: &str) {
        match self.first() {
            Some(first) => self.push_is_first(sql, to, first, |sql| self.push_related(sql, CANDIDATE, from)),
            None => self.push_related(sql, to, from),
        }
    }

    /// Renders the rows at which the step arrives as [`push_source`](Self::push_source) does.
    pub(crate) fn source(&self, alias: &str) -> String {
        let mut sql = String::new();
        self.push_source(&mut sql, alias);
        sql
    }

    /// Appends the condition that the row `alias` is the first of those that meet `related`.
    fn push_is_first(
        &self,
        sql: &mut String,
        alias: &str,
        (below, order): (Option<&Layer>, &[OrderTerm]),
        related: impl FnOnce(&mut String),
    ) {
        let key = (self.of)().primary_key;
        push_row_value(sql, alias, key);
        *sql += " = (SELECT ";
        push_columns(sql, CANDIDATE, key);
        *sql += " FROM ";
        self.push_rows(sql, below, CANDIDATE, None);
        *sql += " WHERE ";
        related(sql);
        *sql += " ORDER BY ";
        push_order(sql, CANDIDATE, &self.total_order(order));
        *sql += " LIMIT 1)";
    }

    /// Returns the order of which the step leaves the first row, and the layers below, if that is its last layer.
    pub(crate) fn first(&self) -> Option<(Option<&'static Layer>, &'static [OrderTerm])> {
        match self.layer? {
            Layer { kind: LayerKind::First(order), below } => Some((*below, order)),
            _ => None,
        }
    }

    /// Returns the step to all rows of which this one leaves the first.
    pub(crate) fn of_candidates(self) -> Self {
        match self.first() {
            Some((layer, _)) => Self { layer, ..self },
            None => self,
        }
    }

    /// Returns this order with the primary key behind it, so that no two rows are equal. The key goes in the direction of
    /// the last column, so that an index serves both.
    pub(crate) fn total_order(&self, order: &[OrderTerm]) -> Vec<OrderTerm> {
        let mut total = order.to_vec();
        let descending = order.last().is_some_and(|term| term.descending);
        for column in (self.of)().primary_key {
            if !total.iter().any(|term| term.column == *column) {
                total.push(OrderTerm { column, descending, link: false });
            }
        }
        total
    }

    /// Returns the filters of the step, if it has no other layers.
    pub(crate) fn filters(&self) -> Option<Vec<&'static FilterSql>> {
        let mut filters = Vec::new();
        let mut next = self.layer;
        while let Some(layer) = next {
            match layer.kind {
                LayerKind::Filter(filter) => filters.push(filter.sql()),
                LayerKind::First(_) => return None,
            }
            next = layer.below;
        }
        Some(filters)
    }
}

/// Renders the FROM and WHERE clauses of the rows at which the first step arrives from a row whose key has the parameters
/// `?1` and so on, and the condition on these as it stands in them, with the alias of the table that it is about.
pub(crate) fn rows_of_one(step: &Step) -> (String, String, &'static str) {
    let table = source(step.table);
    if let Some(first) = step.first() {
        let matching = matching(CANDIDATE, step.to, 1);
        let mut sql = format!("{table} WHERE ");
        step.push_is_first(&mut sql, "t", first, |sql| *sql += &matching);
        return (sql, matching, CANDIDATE);
    }
    let matching = matching("t", step.to, 1);
    let filters = step.filters().unwrap_or_default();
    let sql = if filters.iter().all(|filter| filter.is_plain) {
        // The condition stands beside others on the table, so that the rows can be changed by one on the table alone.
        let conditions = filters.iter().map(|filter| format!(" AND {}", filter.far));
        format!("{table} WHERE {matching}{}", conditions.collect::<String>())
    } else {
        format!("FROM {} WHERE {matching}", step.source("t"))
    };
    (sql, matching, "t")
}

/// Returns the table at which the first step arrives, with this alias, and the condition on its rows that a row whose key
/// has the parameters `?1` and so on leads to them.
pub(crate) fn reached_from_one(step: &Step, alias: &str) -> (String, String) {
    let Some(first) = step.first() else { return (step.source(alias), matching(alias, step.to, 1)) };
    let (mut table, mut condition) = (String::new(), String::new());
    push_source(&mut table, step.table, alias);
    step.push_is_first(&mut condition, alias, first, |sql| *sql += &matching(CANDIDATE, step.to, 1));
    (table, condition)
}

/// Renders the clauses that read the first row of one row directly, and the condition on these as it stands in them:
/// `FROM main."posts" AS t WHERE t."user_id"=+?1 ORDER BY t."created_at" DESC, t."id" DESC LIMIT 1`.
pub(crate) fn first_of_one(step: &Step) -> Option<(String, String)> {
    let (_, order) = step.first()?;
    let matching = matching("t", step.to, 1);
    let mut sql = format!("FROM {} WHERE {matching} ORDER BY ", step.of_candidates().source("t"));
    push_order(&mut sql, "t", &step.total_order(order));
    sql += " LIMIT 1";
    Some((sql, matching))
}

/// Appends `f."created_at" DESC, f."id"`.
fn push_order(sql: &mut String, alias: &str, order: &[OrderTerm]) {
    for (at, term) in order.iter().enumerate() {
        *sql += if at > 0 { ", " } else { "" };
        push_column(sql, alias, term.column);
        *sql += direction(term.descending);
    }
}
