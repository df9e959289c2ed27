//! The rows of a table as they would be after the plan, as queries over the present ones.

use super::{
    affinity,
    sql::{aliased, as_strs},
};

use crate::{
    base::{
        quote::quoted,
        sql::{self, table as table_in_main},
    },
    catalog::{ColumnInfo, IndexTerm, IndexedValue, TableInfo},
};

/// The rows of a table after the plan, as a FROM term that reads the table as it is now.
pub(super) struct Projection<'a> {
    /// The table before the renames, if it exists.
    pub(super) current: Option<&'a TableInfo>,
    /// The table after the renames.
    pub(super) renamed: Option<&'a TableInfo>,
    pub(super) wanted: &'a TableInfo,
    /// The expressions that the user gave for columns.
    pub(super) values: Vec<(&'a str, &'a str)>,
}

impl Projection<'_> {
    /// Returns a FROM term of the present rows, under their new names.
    fn renamed_rows(&self) -> Option<String> {
        Some(Self::select_all(self.current, self.renamed?))
    }

    /// Returns a FROM term of the rows of a table, under the names that its columns have after the renames.
    pub(super) fn select_all(current: Option<&TableInfo>, renamed: &TableInfo) -> String {
        let current = current.unwrap_or(renamed);
        // Renames keep the order of columns.
        let columns: Vec<String> = (current.columns.iter().zip(&renamed.columns))
            .map(|(old, new)| aliased(&quoted(&old.name), &new.name))
            .collect();
        format!("(SELECT {} FROM {})", columns.join(", "), table_in_main(&current.name))
    }

    /// Returns the expression for the values of a column, over the renamed columns.
    pub(super) fn value(&self, column: &ColumnInfo) -> String {
        let given = self.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(&column.name));
        if let Some((_, expression)) = given {
            return format!("({expression})");
        }
        match self.renamed.and_then(|renamed| renamed.column(&column.name)) {
            Some(old) => quoted(&old.name),
            None => column.default.as_ref().map_or("NULL".to_owned(), |default| format!("({default})")),
        }
    }

    pub(super) fn is_given(&self, column: &str) -> bool {
        self.values.iter().any(|(name, _)| name.eq_ignore_ascii_case(column))
    }

    /// Returns a FROM term of the rows after the plan.
    pub(super) fn rows(&self) -> Option<String> {
        let mut columns = Vec::new();
        let mut generated = Vec::new();
        for column in &self.wanted.columns {
            match &column.generated {
                None => columns.push(aliased(&self.value(column), &column.name)),
                Some(how) => generated.push((&column.name, &how.expression)),
            }
        }
        let mut sql = format!("(SELECT {} FROM {})", columns.join(", "), self.renamed_rows()?);
        for (name, expression) in generated {
            sql = format!("(SELECT *, {} FROM {sql})", aliased(&format!("({expression})"), name));
        }
        Some(aliased(&sql, &self.wanted.name))
    }

    /// Returns a query that counts the rows for which a condition over the columns holds that are not
    /// generated.
    pub(super) fn count_given(&self, condition: &str) -> Option<String> {
        let values: Vec<String> = (self.wanted.columns.iter())
            .filter(|column| column.generated.is_none())
            .map(|column| aliased(&self.value(column), &column.name))
            .collect();
        let rows = format!("(SELECT {} FROM {})", values.join(", "), self.renamed_rows()?);
        Some(format!("SELECT count(*) FROM {rows} WHERE {condition}"))
    }

    pub(super) fn count_where(&self, condition: &str) -> Option<String> {
        Some(format!("SELECT count(*) FROM {} WHERE {condition}", self.rows()?))
    }

    /// Returns a query that counts the rows which agree with an earlier one in `terms`.
    pub(super) fn count_repeated(&self, terms: &[IndexTerm], condition: Option<&str>) -> Option<String> {
        let terms: Vec<String> = terms.iter().map(term).collect();
        let list = terms.join(", ");
        let mut wheres: Vec<String> = terms.iter().map(|term| format!("{term} IS NOT NULL")).collect();
        wheres.extend(condition.map(|condition| format!("({condition})")));
        Some(format!(
            "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {} WHERE {} GROUP BY {list})",
            self.rows()?,
            wheres.join(" AND ")
        ))
    }

    pub(super) fn count_orphans(
        &self,
        columns: &[String],
        parent_columns: &[String],
        parent: Option<&Projection<'_>>,
    ) -> Option<String> {
        let given: Vec<String> =
            columns.iter().map(|column| format!("{} IS NOT NULL", sql::column("c", column))).collect();
        // The parent's column is first: SQLite compares by its collating sequence.
        let mut agree = String::new();
        sql::push_equal(&mut agree, ("p", &as_strs(parent_columns)), ("c", &as_strs(columns)));
        let orphaned = match parent.and_then(Projection::rows) {
            Some(rows) => format!("NOT EXISTS (SELECT 1 FROM (SELECT * FROM {rows}) AS p WHERE {agree})"),
            // A table that does not exist yet has no rows.
            None => "1".to_owned(),
        };
        let rows = self.rows()?;
        Some(format!(
            "SELECT count(*) FROM (SELECT * FROM {rows}) AS c WHERE {} AND {orphaned}",
            given.join(" AND ")
        ))
    }

    /// Returns the condition under which a value of a column would change or be refused once it is stored
    /// under the wanted type. Converting it back shows that: `'007'` becomes 7, which is not `'007'`.
    pub(super) fn lossy(&self, column: &str) -> Option<String> {
        let wanted = self.wanted.column(column)?;
        self.renamed?.column(column)?;
        let value = format!("(+{})", quoted(column));
        affinity::loss_condition(&value, &wanted.declared_type, self.wanted.strict)
    }
}

fn term(term: &IndexTerm) -> String {
    let of = match &term.of {
        IndexedValue::Column(column) => quoted(column),
        IndexedValue::Expression(sql) => format!("({sql})"),
    };
    format!("{of} COLLATE {}", quoted(&term.collation))
}
