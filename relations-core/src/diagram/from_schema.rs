//! Makes the diagram of models from their schema.

use super::{Attribute, Cardinality, Diagram, Entity, Relationship, from_catalog::EntityPositions};

use crate::{
    base::const_message::{contains, same_name},
    schema::{
        Schema,
        metadata::{foreign_key::ForeignKey, path::Step, relation::RelationKind, table::Table},
    },
};

impl Schema {
    /// Returns the diagram of the models and of the junction tables between them; each line is named by the
    /// relation that has the foreign key and, after a slash, by its inverse. The lines of a `one_of` have its name behind
    /// that of the relation, as `post (subject) / comments`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let labels: Vec<String> = SCHEMA.diagram().relationships.into_iter().map(|line| line.label).collect();
    /// assert_eq!(labels, ["user / posts", "user / profile", "addresses", "users"]);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn diagram(&self) -> Diagram {
        let tables = self.tables();
        let mut diagram =
            Diagram { entities: tables.iter().map(|table| entity(table)).collect(), ..Diagram::default() };
        let mut positions = EntityPositions::of(&diagram);
        for (child, table) in tables.iter().enumerate() {
            for key in table.foreign_keys {
                let parent = positions.find_or_add(&mut diagram, key.parent);
                let parent_table = tables.get(parent).copied();
                diagram.relationships.push(relationship(table, key, child, parent, parent_table));
            }
        }
        diagram
    }
}

fn entity(table: &Table) -> Entity {
    let attributes = table.columns.iter().map(|column| Attribute {
        name: column.name.to_owned(),
        declared_type: column.declared_type.unwrap_or(column.sql_type.as_str()).to_owned(),
        nullable: column.nullable,
        primary_key: contains(table.primary_key, column.name),
        foreign_key: table.foreign_keys.iter().any(|key| contains(key.columns, column.name)),
        unique: table.uniques.contains(&[column.name].as_slice()),
    });
    let together = table.uniques.iter().filter(|unique| unique.len() > 1);
    Entity {
        name: table.name.to_owned(),
        exists: true,
        attributes: attributes.collect(),
        unique_together: together.map(|unique| unique.iter().map(ToString::to_string).collect()).collect(),
    }
}

fn relationship(
    table: &Table,
    key: &ForeignKey,
    child: usize,
    parent: usize,
    parent_table: Option<&Table>,
) -> Relationship {
    let nullable = key.columns.iter().any(|name| table.column(name).is_some_and(|column| column.nullable));
    let inverses = parent_table.map(|parent| inverses(parent, table.name, key));
    // Of the lines of a `one_of`, a row has one.
    let name = match table.one_of(key) {
        Some(one_of) => format!("{} ({})", key.relation, one_of.name),
        None => key.relation.to_owned(),
    };
    let names = [name, inverses.unwrap_or_default()];
    Relationship {
        parent,
        parent_cardinality: if nullable { Cardinality::ZeroOrOne } else { Cardinality::ExactlyOne },
        child,
        child_cardinality: if table.is_unique(key.columns) {
            Cardinality::ZeroOrOne
        } else {
            Cardinality::ZeroOrMany
        },
        label: names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" / "),
        on_delete: key.on_delete,
    }
}

/// Returns the relations of `parent` that follow this key backwards: to the children, or else through them to
/// another table.
fn inverses(parent: &Table, children: &str, key: &ForeignKey) -> String {
    let named = |kinds: &[RelationKind]| {
        let relations = parent.relations.iter().filter(|relation| kinds.contains(&relation.kind));
        let going = relations.filter(|relation| {
            parent.path(relation.name).is_some_and(|path| leads_back(&path.step(0), children, key))
        });
        going.map(|relation| relation.name).collect::<Vec<_>>().join(", ")
    };
    let direct = named(&[RelationKind::HasMany, RelationKind::HasOne, RelationKind::HasFirst]);
    if direct.is_empty() { named(&[RelationKind::ManyToMany]) } else { direct }
}

fn leads_back(step: &Step, children: &str, key: &ForeignKey) -> bool {
    same_name(step.table, children) && step.from == key.parent_columns && step.to == key.columns
}
