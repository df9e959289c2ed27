//! What changes ask of the rows, as queries that count those in the way.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{
    base::{error::Result, quote::quoted},
    catalog::info::{ColumnInfo, ForeignKeyInfo, IndexTerm, IndexedValue, TableInfo},
    evolution::{by_name::ByName, change::ChangeKind, compare, normal},
};

/// A query for how many rows stand in the way of a change, and what is the matter with them.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub(super) sql: String,
    pub(super) reason: String,
    /// Whether SQLite would carry the change out all the same, at the cost of values.
    pub(super) silent: bool,
}

impl Need {
    /// How many rows there are. A query that cannot be asked counts none where SQLite itself would refuse the
    /// change: it then says better what the matter is.
    pub(super) fn count(&self, db: &Connection) -> Result<u64> {
        match db.prepare(&self.sql) {
            Ok(mut statement) => Ok(statement.query_row([], |row| row.get(0))?),
            Err(error) if self.silent => Err(error.into()),
            Err(_) => Ok(0),
        }
    }
}

/// How the rows of a table would be after the plan, as a FROM term that reads the table as it is.
pub(super) struct Projection<'a> {
    /// The table by its present name, if it is there.
    pub(super) present: Option<&'a TableInfo>,
    /// The same after the renames.
    pub(super) named: Option<&'a TableInfo>,
    pub(super) wanted: &'a TableInfo,
    /// Expressions that the user gave for columns.
    pub(super) values: Vec<(&'a str, &'a str)>,
}

impl Projection<'_> {
    /// The rows as they are, under their new names.
    fn renamed(&self) -> Option<String> {
        Some(Self::of_all(self.present, self.named?))
    }

    /// The rows of a table, under the names that its columns have after the renames.
    pub(super) fn of_all(present: Option<&TableInfo>, named: &TableInfo) -> String {
        let present = present.unwrap_or(named);
        // Renaming keeps the order of columns.
        let columns: Vec<String> = (present.columns.iter().zip(&named.columns))
            .map(|(old, new)| format!("{} AS {}", quoted(&old.name), quoted(&new.name)))
            .collect();
        format!("(SELECT {} FROM main.{})", columns.join(", "), quoted(&present.name))
    }

    /// The expression that gives a column its values, over the renamed columns.
    pub(super) fn value(&self, column: &ColumnInfo) -> String {
        let given = self.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(&column.name));
        if let Some((_, expression)) = given {
            return format!("({expression})");
        }
        match self.named.and_then(|named| named.column(&column.name)) {
            Some(old) => quoted(&old.name),
            None => column.default.as_ref().map_or("NULL".to_owned(), |default| format!("({default})")),
        }
    }

    pub(super) fn is_given(&self, column: &str) -> bool {
        self.values.iter().any(|(name, _)| name.eq_ignore_ascii_case(column))
    }

    /// The rows as they would be.
    fn rows(&self) -> Option<String> {
        let mut columns = Vec::new();
        let mut generated = Vec::new();
        for column in &self.wanted.columns {
            match &column.generated {
                None => columns.push(format!("{} AS {}", self.value(column), quoted(&column.name))),
                Some(how) => generated.push((&column.name, &how.expression)),
            }
        }
        let mut sql = format!("(SELECT {} FROM {})", columns.join(", "), self.renamed()?);
        for (name, expression) in generated {
            sql = format!("(SELECT *, ({expression}) AS {} FROM {sql})", quoted(name));
        }
        Some(format!("{sql} AS {}", quoted(&self.wanted.name)))
    }

    /// Counts the rows for whose values, but generated ones, a condition holds.
    fn count_given(&self, condition: &str) -> Option<String> {
        let values: Vec<String> = (self.wanted.columns.iter())
            .filter(|column| column.generated.is_none())
            .map(|column| format!("{} AS {}", self.value(column), quoted(&column.name)))
            .collect();
        let rows = format!("(SELECT {} FROM {})", values.join(", "), self.renamed()?);
        Some(format!("SELECT count(*) FROM {rows} WHERE {condition}"))
    }

    fn count_where(&self, condition: &str) -> Option<String> {
        Some(format!("SELECT count(*) FROM {} WHERE {condition}", self.rows()?))
    }

    /// Counts the rows that agree with an earlier one in `terms`.
    fn count_repeated(&self, terms: &[IndexTerm], condition: Option<&str>) -> Option<String> {
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

    /// What `change` asks of the rows. `parents` has the projections of other tables.
    pub(super) fn needs(&self, change: &ChangeKind, parent: Option<&Projection<'_>>) -> Vec<Need> {
        let mut found = Vec::new();
        let mut need = |sql: Option<String>, reason: &str, silent: bool| {
            found.extend(sql.map(|sql| Need { sql, reason: reason.to_owned(), silent }));
        };
        match change {
            ChangeKind::SetNotNull { column } => {
                need(self.count_where(&format!("{} IS NULL", quoted(column))), "have NULL there", false);
            }
            ChangeKind::AddColumn { column } => {
                let definition = self.wanted.column(column);
                let refuses = definition.is_some_and(|column| {
                    column.generated.is_none() && column.not_null && !normal::is_rowid(self.wanted, column)
                });
                if refuses {
                    let sql = self.count_where(&format!("{} IS NULL", quoted(column)));
                    need(sql, "would have NULL there, for want of a default", false);
                }
            }
            ChangeKind::ChangeType { column, .. } if !self.is_given(column) => {
                if let Some(lossy) = self.lossy(column) {
                    let reason = "hold values that the type cannot keep as they are";
                    need(self.count_given(&lossy), reason, !self.wanted.strict);
                }
            }
            ChangeKind::ChangeOptions { .. } if self.wanted.strict => {
                let lossy: Vec<String> = (self.wanted.columns.iter())
                    .filter(|column| column.generated.is_none() && !self.is_given(&column.name))
                    .filter_map(|column| self.lossy(&column.name))
                    .collect();
                if !lossy.is_empty() {
                    let sql = self.count_given(&lossy.join(" OR "));
                    need(sql, "hold values of other types than their columns", false);
                }
            }
            ChangeKind::ChangeKey { to, .. } if !to.is_empty() => {
                need(self.count_repeated(&self.wanted.key_terms, None), "repeat the key of another", false);
            }
            ChangeKind::AddUnique { columns } => {
                if let Some(terms) =
                    (self.wanted.uniques.iter()).rfind(|terms| compare::names_of(terms) == *columns)
                {
                    need(self.count_repeated(terms, None), "repeat the values of another there", false);
                }
            }
            ChangeKind::ChangeCollation { column, .. } => self.collation_needs(column, &mut need),
            ChangeKind::AddCheck { expression } => {
                need(self.count_where(&format!("NOT ({expression})")), "do not pass it", false);
            }
            ChangeKind::AddForeignKey { columns, parent: name } => {
                let key = (self.wanted.foreign_keys.iter())
                    .find(|key| key.columns == *columns && key.parent.eq_ignore_ascii_case(name));
                if let Some(key) = key {
                    need(
                        self.count_orphans(&key.columns, &key.parent_columns, parent),
                        "have no parent",
                        false,
                    );
                }
            }
            ChangeKind::CreateIndex { index } => {
                let index = self.wanted.indexes.iter().find(|other| other.name == *index);
                if let Some(index) = index.filter(|index| index.unique) {
                    let sql = self.count_repeated(&index.terms, index.condition.as_deref());
                    need(sql, "repeat the values of another there", false);
                }
            }
            _ => {}
        }
        found
    }

    /// Another collating sequence can make values equal that the key, a UNIQUE constraint or a unique index told apart.
    fn collation_needs(&self, column: &str, need: &mut impl FnMut(Option<String>, &str, bool)) {
        let wanted = self.wanted;
        let constraints = wanted.uniques.iter().chain([&wanted.key_terms]).map(|terms| (terms, None));
        let indexes = wanted.indexes.iter().filter(|index| index.unique);
        let indexes = indexes.map(|index| (&index.terms, index.condition.as_deref()));
        for (terms, condition) in constraints.chain(indexes) {
            if compare::names_of(terms).iter().any(|name| name.eq_ignore_ascii_case(column)) {
                need(self.count_repeated(terms, condition), "repeat the values of another there", false);
            }
        }
    }

    fn count_orphans(
        &self,
        columns: &[String],
        parent_columns: &[String],
        parent: Option<&Projection<'_>>,
    ) -> Option<String> {
        let given: Vec<String> =
            columns.iter().map(|column| format!("c.{} IS NOT NULL", quoted(column))).collect();
        // The parent's column stands first: it is by its collation that SQLite compares.
        let agree: Vec<String> = (columns.iter().zip(parent_columns))
            .map(|(column, parent)| format!("p.{} = c.{}", quoted(parent), quoted(column)))
            .collect();
        let orphaned = match parent.and_then(Projection::rows) {
            Some(rows) => format!(
                "NOT EXISTS (SELECT 1 FROM (SELECT * FROM {rows}) AS p WHERE {})",
                agree.join(" AND ")
            ),
            // A table that is not there yet has no rows.
            None => "1".to_owned(),
        };
        let rows = self.rows()?;
        Some(format!(
            "SELECT count(*) FROM (SELECT * FROM {rows}) AS c WHERE {} AND {orphaned}",
            given.join(" AND ")
        ))
    }

    /// The condition under which a value of a column would not be what it was, or be refused, once it is
    /// stored under the wanted type. Converting it back tells: `'007'` becomes 7, which is not `'007'`.
    fn lossy(&self, column: &str) -> Option<String> {
        let wanted = self.wanted.column(column)?;
        self.named?.column(column)?;
        let value = format!("(+{})", quoted(column));
        lossy(&value, &wanted.declared_type, self.wanted.strict)
    }
}

/// [SQLite's rules of affinity](https://sqlite.org/datatype3.html#determination_of_column_affinity).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

pub(super) fn affinity(declared: &str) -> Affinity {
    let declared = declared.to_ascii_uppercase();
    let has = |part: &str| declared.contains(part);
    if has("INT") {
        Affinity::Integer
    } else if has("CHAR") || has("CLOB") || has("TEXT") {
        Affinity::Text
    } else if has("BLOB") || declared.is_empty() {
        Affinity::Blob
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

fn lossy(v: &str, declared: &str, strict: bool) -> Option<String> {
    // What SQLite makes a number of when it is stored: all of the text, unlike CAST, which takes a prefix.
    let numeric = format!("{v} = CAST({v} AS NUMERIC)");
    let number_to_text = format!("typeof({v}) = 'real' AND CAST(CAST({v} AS TEXT) AS REAL) <> {v}");
    let text_to_number =
        format!("typeof({v}) = 'text' AND {numeric} AND CAST(CAST({v} AS NUMERIC) AS TEXT) <> {v}");
    let integer_to_real = format!("typeof({v}) = 'integer' AND CAST(CAST({v} AS REAL) AS INTEGER) <> {v}");
    let not_numeric = format!("typeof({v}) = 'text' AND NOT ({numeric})");
    let blob = format!("typeof({v}) = 'blob'");
    let parts: Vec<String> = match (affinity(declared), strict) {
        _ if strict && declared.eq_ignore_ascii_case("ANY") => return None,
        (Affinity::Blob, false) => return None,
        (Affinity::Blob, true) => vec![format!("typeof({v}) NOT IN ('null', 'blob')")],
        (Affinity::Text, false) => vec![number_to_text],
        (Affinity::Text, true) => vec![number_to_text, blob],
        (Affinity::Integer | Affinity::Numeric, false) => vec![text_to_number],
        (Affinity::Integer | Affinity::Numeric, true) => vec![
            text_to_number,
            not_numeric,
            blob,
            format!("typeof(CAST({v} AS NUMERIC)) = 'real' AND {v} <> CAST({v} AS INTEGER)"),
        ],
        (Affinity::Real, false) => vec![text_to_number, integer_to_real],
        (Affinity::Real, true) => vec![text_to_number, integer_to_real, not_numeric, blob],
    };
    let parts: Vec<String> = parts.into_iter().map(|part| format!("({part})")).collect();
    Some(format!("({})", parts.join(" OR ")))
}

fn term(term: &IndexTerm) -> String {
    let of = match &term.of {
        IndexedValue::Column(column) => quoted(column),
        IndexedValue::Expression(sql) => format!("({sql})"),
    };
    format!("{of} COLLATE {}", quoted(&term.collation))
}

/// Foreign keys with their tables, by the names of the tables that they refer to.
pub(super) type Children<'a> = HashMap<String, Vec<(&'a TableInfo, &'a ForeignKeyInfo)>>;

/// The foreign keys after the plan: what the models themselves say of theirs counts, not what the database has now.
pub(super) fn children<'a>(managed: &ByName<'a>, named: &ByName<'a>) -> Children<'a> {
    let others = named.catalog().tables.iter().filter(|table| managed.table(&table.name).is_none());
    let mut children = Children::new();
    for table in managed.catalog().tables.iter().chain(others) {
        for key in &table.foreign_keys {
            children.entry(key.parent.to_ascii_lowercase()).or_default().push((table, key));
        }
    }
    children
}

/// The foreign keys that refer to a table by columns which would no longer be unique, though they are now: with them,
/// SQLite refuses every write to either table.
pub(super) fn losing_their_parents_key<'a>(
    children: &Children<'a>,
    before: &TableInfo,
    after: &TableInfo,
) -> Vec<(&'a TableInfo, &'a ForeignKeyInfo)> {
    let referring = children.get(&after.name.to_ascii_lowercase()).into_iter().flatten();
    referring
        .filter(|(_, key)| is_key(before, &key.parent_columns) && !is_key(after, &key.parent_columns))
        .copied()
        .collect()
}

/// Whether a foreign key can refer to these columns.
pub(super) fn is_key(table: &TableInfo, columns: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = normal::names(list);
        list.sort();
        list
    };
    let wanted = sorted(columns);
    let indexes = table.indexes.iter().filter(|index| index.unique && index.condition.is_none());
    sorted(&table.primary_key) == wanted
        || table.uniques.iter().any(|terms| sorted(&compare::names_of(terms)) == wanted)
        || indexes.into_iter().any(|index| sorted(&compare::names_of(&index.terms)) == wanted)
}
