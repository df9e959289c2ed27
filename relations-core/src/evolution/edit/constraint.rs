//! Adds, removes and replaces single constraints of the statement.

use std::ops::Range;

use super::Edit;

use crate::catalog::{Constraint, ConstraintKind, Item};

impl Edit<'_> {
    /// Adds a constraint of the wanted table, to a column if it is written there.
    pub(super) fn add(&mut self, item: &Item, constraint: &Constraint) -> Option<()> {
        let sql = &self.wanted.sql[constraint.span.clone()];
        match &item.column {
            Some(column) => self.add_to_column(&column.name, sql),
            None => {
                self.constraints.push(sql.to_owned());
                Some(())
            }
        }
    }

    pub(super) fn add_to_column(&mut self, column: &str, sql: &str) -> Option<()> {
        if let Some((_, own)) = self.columns.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(column)) {
            *own += &format!(" {sql}");
            return Some(());
        }
        let end = self.old.column(column)?.span.end;
        self.insertions.push((end, format!(" {sql}")));
        Some(())
    }

    pub(super) fn add_nth(&mut self, kind: ConstraintKind, place: usize) -> Option<()> {
        let (item, constraint) = self.new.constraints(kind).nth(place)?;
        self.add(item, constraint)
    }

    pub(super) fn remove_nth(&mut self, kind: ConstraintKind, place: usize) -> Option<()> {
        let (_, constraint) = self.old.constraints(kind).nth(place)?;
        self.remove(constraint.span.clone());
        Some(())
    }

    pub(super) fn remove_all(&mut self, kind: ConstraintKind, is: impl Fn(&Item, &Constraint) -> bool) {
        let spans: Vec<_> = (self.old.constraints(kind))
            .filter(|(item, constraint)| is(item, constraint))
            .map(|(_, constraint)| constraint.span.clone())
            .collect();
        for span in spans {
            self.remove(span);
        }
    }

    pub(super) fn remove_of_column(&mut self, column: &str, kind: ConstraintKind) {
        self.remove_all(kind, |item, _| {
            item.column.as_ref().is_some_and(|own| own.name.eq_ignore_ascii_case(column))
        });
    }

    /// Removes a constraint with the spaces before it, but not with the end of a line, which may end a
    /// comment.
    pub(super) fn remove(&mut self, mut span: Range<usize>) {
        span.start = self.live.sql[..span.start].trim_end_matches([' ', '\t']).len();
        self.removals.push(span);
    }

    /// Replaces a constraint of the column by that of the wanted column.
    pub(super) fn replace(&mut self, column: &str, kind: ConstraintKind) -> Option<()> {
        self.remove_of_column(column, kind);
        let wanted = self.new.column(column)?;
        // The last constraint of a kind takes effect.
        let Some(constraint) = wanted.constraints.iter().rfind(|constraint| constraint.kind == kind) else {
            return Some(());
        };
        self.add_to_column(column, &self.wanted.sql[constraint.span.clone()])
    }

    pub(super) fn set_not_null(&mut self, column: &str) -> Option<()> {
        self.remove_of_column(column, ConstraintKind::Null);
        let mut all = self.new.column(column)?.constraints.iter();
        let not_null = all.find(|constraint| constraint.kind == ConstraintKind::NotNull);
        let sql = not_null.map_or("NOT NULL", |constraint| &self.wanted.sql[constraint.span.clone()]);
        self.add_to_column(column, sql)
    }
}
