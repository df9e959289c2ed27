//! Reads the indexes of a table: those of the key and of UNIQUE constraints, and those of its own.

use rusqlite::{Statement, types::ValueRef};

use super::{PragmaQueries, SchemaObject, rows, utf8::text};

use crate::{
    base::error::Result,
    catalog::{
        IndexInfo, IndexTerm, IndexedValue,
        definition::{self, IndexDefinition},
    },
};

/// The UNIQUE constraints of a table, and its indexes.
#[derive(Default)]
pub(super) struct Indexes {
    /// The terms of the primary key, if there is an index for it.
    pub(super) key: Option<Vec<IndexTerm>>,
    pub(super) uniques: Vec<Vec<IndexTerm>>,
    pub(super) indexes: Vec<IndexInfo>,
    /// The place where parsing ended, as in `TableInfo::unread`.
    pub(super) unread: Option<String>,
}

pub(super) fn read_indexes(
    queries: &mut PragmaQueries<'_>,
    table: &SchemaObject,
    own: &[&SchemaObject],
) -> Result<Indexes> {
    let listed = rows(&mut queries.indexes, [&table.name], |row| {
        let name = text(row, 0, || format!("an index of table `{}`", table.name))?;
        Ok((name, row.get::<_, bool>(1)?, row.get::<_, String>(2)?))
    })?;
    let Indexes { mut key, mut uniques, mut indexes, mut unread } = Indexes::default();
    for (name, unique, origin) in listed {
        match origin.as_str() {
            "u" => uniques.push(read_terms(&mut queries.terms, &name, &[])?),
            "c" => {
                let sql = own
                    .iter()
                    .find(|object| object.kind == "index" && object.name == name)
                    .map(|object| object.sql.clone())
                    .unwrap_or_default();
                let defined = definition::parse_index(&sql).unwrap_or_else(|problem| {
                    unread = Some(format!("its index `{name}`: {problem}"));
                    IndexDefinition::default()
                });
                let terms = read_terms(&mut queries.terms, &name, &defined.expressions)?;
                indexes.push(IndexInfo { name, sql, unique, terms, condition: defined.condition });
            }
            _ => key = Some(read_terms(&mut queries.terms, &name, &[])?),
        }
    }
    indexes.sort_by_key(|index| index.name.to_ascii_lowercase());
    Ok(Indexes { key, uniques, indexes, unread })
}

/// Reads the terms of an index; `expressions` has the text of each.
fn read_terms(query: &mut Statement<'_>, index: &str, expressions: &[String]) -> Result<Vec<IndexTerm>> {
    rows(query, [index], |row| {
        let position: usize = row.get(3)?;
        let of = match row.get_ref(0)? {
            ValueRef::Text(_) => {
                IndexedValue::Column(text(row, 0, || format!("a column of index `{index}`"))?)
            }
            _ => IndexedValue::Expression(expressions.get(position).cloned().unwrap_or_default()),
        };
        let collation: Option<String> = row.get(2)?;
        Ok(IndexTerm {
            of,
            descending: row.get(1)?,
            collation: collation.unwrap_or_else(|| "BINARY".to_owned()),
        })
    })
}
