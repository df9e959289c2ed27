//! The rows of one struct as data: [`Rows`].

use rusqlite::types::Value;

use crate::{
    model::Model,
    nested::{
        insert::Insert,
        item::{Misplaced, Place},
        related::RelatedRows,
        target::{ColumnField, Target},
    },
    schema::metadata::table::Table,
};

/// New rows of one struct, at one place among the fields of the structs around it.
#[derive(Debug)]
pub(crate) struct Rows {
    pub table: &'static Table,
    /// The columns that the struct has.
    pub columns: Vec<ColumnField>,
    /// The values of these columns, one row after the other; `None` for a column that is left to its default.
    pub values: Vec<Option<Value>>,
    /// The place of each row.
    pub places: Vec<Place>,
    /// The related rows, a field each.
    pub related: Vec<RelatedRows>,
    /// Checks that the key of a row can hold this integer, which SQLite has assigned.
    pub check_key: fn(i64) -> rusqlite::Result<()>,
}

impl Rows {
    /// Takes the values out of structs.
    pub fn of<S: Insert>(places: Vec<Place>, items: Vec<S>) -> Result<Self, Misplaced> {
        let mut rows = Self {
            table: S::Model::TABLE,
            columns: Vec::new(),
            values: Vec::new(),
            places,
            related: Vec::new(),
            check_key: S::check_key,
        };
        rows.fill(&S::targets(), items)?;
        Ok(rows)
    }

    /// Returns the keys that the rows name, with their places.
    pub fn keys(&self) -> Vec<(Place, Vec<Value>)> {
        let place_of = |name: &&str| self.columns.iter().position(|column| column.name == *name);
        let Some(columns) = self.table.primary_key.iter().map(place_of).collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let value = |row: usize, at: &usize| self.values[row * self.columns.len() + at].clone();
        let key = |row: usize| columns.iter().map(|at| value(row, at)).collect::<Option<Vec<_>>>();
        let keys = self.places.iter().enumerate().filter_map(|(row, place)| Some((*place, key(row)?)));
        keys.collect()
    }

    /// Takes the values out of structs, by the columns and relations that take them.
    fn fill<S, T: Target<S>>(&mut self, target: &T, items: Vec<S>) -> Result<(), Misplaced> {
        target.columns(&mut self.columns);
        self.values.reserve_exact(self.columns.len() * items.len());
        let mut related = T::Related::default();
        for (item, (owner, place)) in items.into_iter().zip((0..).zip(&self.places)) {
            target
                .put(item, owner, &mut self.values, &mut related)
                .map_err(|error| Misplaced { place: *place, error })?;
        }
        target.finish(related, &mut self.related);
        Ok(())
    }
}
