//! Makes the diagram of a database from its catalog.

use std::collections::HashMap;

use super::{Attribute, Cardinality, Diagram, Entity, Relationship};

use crate::{
    base::const_message::same_name,
    catalog::{Catalog, ColumnInfo, ForeignKeyInfo, IndexTerm, TableInfo, contains_name},
};

impl Catalog {
    /// Returns the diagram of the tables; each line is named by the columns of its foreign key.
    ///
    /// A foreign key to a missing table leads to an [`Entity`] that is marked as missing. Views are left out:
    /// they have no keys.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::catalog::Catalog;
    ///
    /// let diagram = Catalog::read(&db)?.diagram();
    /// assert!(diagram.mermaid().contains(r#"users ||--o{ posts : "user_id, ON DELETE CASCADE""#));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn diagram(&self) -> Diagram {
        let mut diagram =
            Diagram { entities: self.tables.iter().map(entity).collect(), ..Diagram::default() };
        let mut positions = EntityPositions::of(&diagram);
        for (child, table) in self.tables.iter().enumerate() {
            for key in &table.foreign_keys {
                let parent = positions.find_or_add(&mut diagram, &key.parent);
                diagram.relationships.push(relationship(table, key, child, parent));
            }
        }
        diagram
    }
}

/// The position of each table by its name, compared as SQLite does.
pub(super) struct EntityPositions(HashMap<String, usize>);

impl EntityPositions {
    /// Collects the positions of the tables; of two with the same name, that of the first.
    pub(super) fn of(diagram: &Diagram) -> Self {
        let names = diagram.entities.iter().enumerate().rev();
        Self(names.map(|(at, entity)| (entity.name.to_ascii_lowercase(), at)).collect())
    }

    /// Returns the position of the table of this name, which is added if it does not exist.
    pub(super) fn find_or_add(&mut self, diagram: &mut Diagram, name: &str) -> usize {
        *self.0.entry(name.to_ascii_lowercase()).or_insert_with(|| {
            diagram.entities.push(Entity { name: name.to_owned(), ..Entity::default() });
            diagram.entities.len() - 1
        })
    }
}

fn entity(table: &TableInfo) -> Entity {
    let uniques: Vec<Vec<&str>> = uniques(table).collect();
    let attributes = table.columns.iter().map(|column| Attribute {
        name: column.name.clone(),
        declared_type: column.declared_type.clone(),
        nullable: is_nullable(table, column),
        primary_key: contains_name(&table.primary_key, &column.name),
        foreign_key: table.foreign_keys.iter().any(|key| contains_name(&key.columns, &column.name)),
        unique: uniques.iter().any(|unique| matches!(unique[..], [only] if same_name(only, &column.name))),
    });
    let mut unique_together: Vec<Vec<String>> = Vec::new();
    for unique in uniques.iter().filter(|unique| unique.len() > 1) {
        let unique: Vec<String> = unique.iter().map(|&column| column.to_owned()).collect();
        if !unique_together.contains(&unique) {
            unique_together.push(unique);
        }
    }
    Entity { name: table.name.clone(), exists: true, attributes: attributes.collect(), unique_together }
}

fn relationship(table: &TableInfo, key: &ForeignKeyInfo, child: usize, parent: usize) -> Relationship {
    // One NULL among the columns of a foreign key is enough for it to have no parent.
    let nullable = (key.columns.iter())
        .filter_map(|column| table.column(column))
        .any(|column| is_nullable(table, column));
    let primary_key = table.primary_key.iter().map(String::as_str).collect::<Vec<_>>();
    let unique = std::iter::once(primary_key)
        .chain(uniques(table))
        .any(|unique| !unique.is_empty() && unique.iter().all(|column| contains_name(&key.columns, column)));
    Relationship {
        parent,
        parent_cardinality: if nullable { Cardinality::ZeroOrOne } else { Cardinality::ExactlyOne },
        child,
        child_cardinality: if unique { Cardinality::ZeroOrOne } else { Cardinality::ZeroOrMany },
        label: key.columns.join(", "),
        on_delete: key.on_delete,
    }
}

/// Returns the sets of columns that are unique together over the whole table: by a constraint, or by an index
/// without a condition.
fn uniques(table: &TableInfo) -> impl Iterator<Item = Vec<&str>> {
    table.unique_terms().filter_map(|terms| terms.iter().map(IndexTerm::column).collect())
}

/// Reports whether the column accepts NULL. [A primary key
/// does](https://sqlite.org/lang_createtable.html#the_primary_key), unless it is the rowid or the table is
/// STRICT or WITHOUT ROWID.
fn is_nullable(table: &TableInfo, column: &ColumnInfo) -> bool {
    let is_rowid = table.primary_key.len() == 1 && column.declared_type.eq_ignore_ascii_case("INTEGER");
    let is_required_key =
        (table.strict || table.without_rowid || is_rowid) && contains_name(&table.primary_key, &column.name);
    !column.not_null && !is_required_key
}
