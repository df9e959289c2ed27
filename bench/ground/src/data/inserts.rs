//! INSERT statements of many rows each.

/// The number of rows of one statement.
const ROWS_A_STATEMENT: usize = 500;

/// The INSERT statements of one table.
pub struct Inserts {
    into: &'static str,
    script: String,
    count: usize,
}

impl Inserts {
    /// Begins the statements of a table, given with its columns as `users (id, name)`.
    pub fn new(into: &'static str) -> Self {
        Self { into, script: String::new(), count: 0 }
    }

    /// Adds a row of these values, given as SQL.
    pub fn push(&mut self, values: &str) {
        if self.count.is_multiple_of(ROWS_A_STATEMENT) {
            if self.count > 0 {
                self.script += ";\n";
            }
            self.script += &format!("INSERT INTO {} VALUES ({values})", self.into);
        } else {
            self.script += &format!(", ({values})");
        }
        self.count += 1;
    }

    fn finish(mut self) -> String {
        if self.count > 0 {
            self.script += ";\n";
        }
        self.script
    }
}

/// Returns the statements of all these tables.
pub fn script<const N: usize>(tables: [Inserts; N]) -> String {
    tables.into_iter().map(Inserts::finish).collect()
}
