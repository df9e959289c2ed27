//! Checks that a database which another program owns has what the models map.

use rusqlite::Connection;

use super::sql::unchanged;

use crate::{
    base::{
        error::{Error, Result, sqlite::message_of},
        quote::{quoted, quoted_list},
        sql::{self, table as table_in_main},
    },
    catalog::contains_name,
    connection::{atomic::at_one_moment, columns, diagnose::mapping::column_name},
    schema::{Schema, metadata::table::Table},
};

impl Schema {
    /// Checks that everything that the models map can be read and written, for a database that another
    /// program owns. Whatever else its tables have does not matter, and neither does the way in which they
    /// declare the mapped columns.
    ///
    /// The tables and columns must exist, without NULL where a field is not an `Option`. Rows must be found
    /// by the models' keys, and INSERT, UPDATE and DELETE must not be refused before there is a row. The
    /// values themselves are not checked, except for NULL.
    ///
    /// ```
    /// use relations::{Model, Schema, schema};
    ///
    /// #[derive(Model)]
    /// #[model(table = "moz_places")]
    /// struct Place {
    ///     id: i64,
    ///     url: Option<String>,
    /// }
    ///
    /// const SCHEMA: Schema = schema![Place];
    ///
    /// let db = relations::open_in_memory()?;
    /// db.execute_batch(
    ///     "CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url LONGVARCHAR, visit_count INTEGER DEFAULT 0);
    ///      CREATE INDEX moz_places_visitcount ON moz_places (visit_count)",
    /// )?;
    /// assert!(SCHEMA.verify(&db).is_err()); // the models would have it otherwise
    /// SCHEMA.check_mapping(&db)?;
    /// # Ok::<(), relations::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Drift`] with every obstacle, and any error that SQLite reports.
    pub fn check_mapping(&self, db: &Connection) -> Result<()> {
        check(db, &self.tables(), true)
    }

    /// Checks that everything that the models map can be read, for a program that only reads. Nothing is
    /// required of INSERT, UPDATE, DELETE and of keys, so that a model may also map a view.
    ///
    /// ```
    /// # use relations::{Model, Schema, schema};
    /// # #[derive(Model)]
    /// # #[model(table = "totals")]
    /// # struct Total {
    /// #     id: i64,
    /// #     total: i64,
    /// # }
    /// const SCHEMA: Schema = schema![Total];
    ///
    /// let db = relations::open_in_memory()?;
    /// db.execute_batch("CREATE VIEW totals AS SELECT 1 AS id, 7 AS total")?;
    /// SCHEMA.check_reading(&db)?;
    /// assert!(SCHEMA.check_mapping(&db).is_err()); // nothing can be written to it
    /// # Ok::<(), relations::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`check_mapping`](Self::check_mapping).
    pub fn check_reading(&self, db: &Connection) -> Result<()> {
        check(db, &self.tables(), false)
    }
}

fn check(db: &Connection, tables: &[&Table], writing: bool) -> Result<()> {
    let differences = at_one_moment::<_, Error>(db, || {
        let mut found = Vec::new();
        for table in tables {
            let mut one = Check { db, table, found: Vec::new() };
            one.run(writing)?;
            found.append(&mut one.found);
        }
        Ok(found)
    })?;
    if differences.is_empty() { Ok(()) } else { Err(Error::Drift { differences }) }
}

/// The check of one table.
struct Check<'a> {
    db: &'a Connection,
    table: &'a Table,
    found: Vec<String>,
}

/// A column of the database.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of the pragma")]
struct ActualColumn {
    name: String,
    refuses_null: bool,
    has_default: bool,
    generated: bool,
    in_key: bool,
}

impl Check<'_> {
    fn run(&mut self, writing: bool) -> Result<()> {
        let name = self.table.name;
        let actual = self.columns()?;
        if actual.is_empty() {
            self.found.push(format!("have a table `{name}`"));
            return Ok(());
        }
        let lacking: Vec<&str> = (self.table.columns.iter())
            .map(|column| column.name)
            .filter(|column| !actual.iter().any(|other| other.name.eq_ignore_ascii_case(column)))
            .collect();
        if !lacking.is_empty() {
            let lacks = lacking.into_iter().map(|column| format!("have a column `{name}`.`{column}`"));
            self.found.extend(lacks);
            return Ok(());
        }
        if self.check_reading()? {
            self.check_null(&actual)?;
        }
        if writing && self.check_writing() {
            self.check_unmapped(&actual);
            self.check_key(&actual)?;
        }
        Ok(())
    }

    fn columns(&self) -> Result<Vec<ActualColumn>> {
        let mut statement = self.db.prepare(
            "SELECT name, \"notnull\", dflt_value IS NOT NULL, pk, hidden
             FROM temp.pragma_table_xinfo(?1, 'main')",
        )?;
        let columns = statement.query_map([self.table.name], |row| {
            Ok(ActualColumn {
                name: column_name(row, 0)?,
                refuses_null: row.get(1)?,
                has_default: row.get(2)?,
                in_key: row.get::<_, i64>(3)? > 0,
                generated: row.get::<_, i64>(4)? > 1,
            })
        })?;
        Ok(columns.collect::<rusqlite::Result<_>>()?)
    }

    fn column_names(&self) -> Vec<&'static str> {
        self.table.columns.iter().map(|column| column.name).collect()
    }

    fn table_in_main(&self) -> String {
        table_in_main(self.table.name)
    }

    /// Returns the mapped columns, each qualified by its table: a missing name without a table would be read
    /// as a text.
    fn select_list(&self) -> String {
        let mut columns = String::new();
        sql::push_columns(&mut columns, "t", &self.column_names());
        columns
    }

    /// Reports whether the rows can be read, which fails for a broken view.
    fn check_reading(&mut self) -> Result<bool> {
        let sql = format!("SELECT {} FROM {} AS t LIMIT 1", self.select_list(), self.table_in_main());
        match self.db.prepare(&sql) {
            Ok(mut statement) => {
                // Some views fail only when they run.
                statement.query([])?.next()?;
                Ok(true)
            }
            Err(error) => {
                self.found.push(format!("let `{}` be read: {}", self.table.name, message_of(&error, &sql)));
                Ok(false)
            }
        }
    }

    fn check_null(&mut self, actual: &[ActualColumn]) -> Result<()> {
        let suspects: Vec<&str> = (self.table.columns.iter())
            .filter(|column| !column.nullable)
            .filter(|column| {
                let column = actual.iter().find(|other| other.name.eq_ignore_ascii_case(column.name));
                column.is_some_and(|column| !column.refuses_null)
            })
            .map(|column| column.name)
            .collect();
        if suspects.is_empty() {
            return Ok(());
        }
        let counts: Vec<String> =
            suspects.iter().map(|column| format!("count(*) - count({})", sql::column("t", column))).collect();
        let sql = format!("SELECT {} FROM {} AS t", counts.join(", "), self.table_in_main());
        let counts: Vec<i64> = self.db.query_row(&sql, [], |row| {
            (0..suspects.len()).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()
        })?;
        for (column, count) in suspects.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let name = self.table.name;
            self.found.push(format!(
                "hold no NULL in `{name}`.`{column}`, as {count} row(s) do: the field is no `Option`"
            ));
        }
        Ok(())
    }

    /// Reports whether nothing refuses to write before there is a row, as a view or a generated column does.
    fn check_writing(&mut self) -> bool {
        let table = self.table_in_main();
        let (names, list) = (quoted_list(&self.column_names()), self.select_list());
        let columns: Vec<String> = self.table.columns.iter().map(|column| quoted(column.name)).collect();
        let sets = unchanged(&columns, &format!("{table}."));
        let statements = [
            ("INSERT", format!("INSERT INTO {table} ({names}) SELECT {list} FROM {table} AS t WHERE 0")),
            ("UPDATE", format!("UPDATE {table} SET {sets} WHERE 0")),
            ("DELETE", format!("DELETE FROM {table} WHERE 0")),
        ];
        for (verb, sql) in &statements {
            if let Err(error) = self.db.prepare(sql) {
                self.found.push(format!(
                    "take {verb} into `{}`: {}",
                    self.table.name,
                    message_of(&error, sql)
                ));
                return false;
            }
        }
        true
    }

    fn check_unmapped(&mut self, actual: &[ActualColumn]) {
        for column in actual {
            let mapped = self.table.column(&column.name).is_some();
            if !mapped && column.refuses_null && !column.has_default && !column.generated && !column.in_key {
                let name = self.table.name;
                self.found.push(format!(
                    "give `{name}`.`{}` a default, since no field has a value for it",
                    column.name
                ));
            }
        }
    }

    /// Checks that the key identifies one row, since rows are changed by their keys.
    fn check_key(&mut self, actual: &[ActualColumn]) -> Result<()> {
        let key = self.table.primary_key;
        let in_it = |name: &str| contains_name(key, name);
        let mut statement = self.db.prepare(
            "SELECT i.seq, i.origin = 'pk', x.name, x.coll FROM temp.pragma_index_list(?1, 'main') AS i
             JOIN temp.pragma_index_xinfo(i.name, 'main') AS x
             WHERE i.\"unique\" AND NOT i.partial AND x.key ORDER BY i.seq",
        )?;
        let mut rows = statement.query([self.table.name])?;
        let mut indexes: Vec<(i64, bool)> = Vec::new();
        let mut of_primary_key = false;
        while let Some(row) = rows.next()? {
            let (index, column, collation): (_, _, String) = (row.get(0)?, column_name(row, 2)?, row.get(3)?);
            of_primary_key |= row.get::<_, bool>(1)?;
            let within =
                in_it(&column) && columns::are_equal_by(self.db, self.table.name, &column, &collation);
            match indexes.last_mut() {
                Some((last, all)) if *last == index => *all &= within,
                _ => indexes.push((index, within)),
            }
        }
        // A key that is the rowid has no index.
        let is_rowid = !of_primary_key && actual.iter().any(|column| column.in_key && in_it(&column.name));
        let is_view = indexes.is_empty() && self.is_view()?;
        if !is_rowid && !is_view && !indexes.iter().any(|(_, all)| *all) {
            self.found.push(format!("keep `{}` unique by its key ({})", self.table.name, key.join(", ")));
        }
        Ok(())
    }

    fn is_view(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'view' AND name = ?1 COLLATE NOCASE)";
        Ok(self.db.query_row(sql, [self.table.name], |row| row.get(0))?)
    }
}
