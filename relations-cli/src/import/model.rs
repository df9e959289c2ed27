//! What is to be written, in the words of the attributes.

use relations::schema::ReferentialAction;

use super::{names::Noun, types::RustType};

/// A struct that maps a table.
pub struct Model {
    /// The name of the struct.
    pub name: String,
    pub table: String,
    /// What a row, and what several, are called in the names of relations.
    pub noun: Noun,
    pub fields: Vec<Field>,
    /// The fields of the primary key, by their places, in its order.
    pub primary_key: Vec<usize>,
    /// Fields that are unique together, or alone, beside the key.
    pub uniques: Vec<Vec<usize>>,
    /// Fields that are indexed beside what keys, unique fields and foreign keys bring with them.
    pub indexes: Vec<Vec<usize>>,
    /// CHECK expressions over the row.
    pub checks: Vec<String>,
    pub strict: bool,
    pub without_rowid: bool,
    pub foreign_keys: Vec<BelongsTo>,
    /// What other models are related by their foreign keys.
    pub relations: Vec<Relation>,
    /// What of the table cannot be said by attributes.
    pub notes: Vec<Note>,
    /// The triggers of the table, and whatever else follows it.
    pub notes_behind: Vec<Note>,
}

/// A field and its column.
pub struct Field {
    pub name: String,
    pub column: String,
    pub ty: RustType,
    /// Whether the declared type leaves open what is stored.
    pub loose: bool,
    pub nullable: bool,
    pub declared_type: String,
    pub default: Option<String>,
    pub check: Option<String>,
    pub collation: Option<String>,
    /// What stands in front of the field as a comment.
    pub notes: Vec<Note>,
}

/// A foreign key.
pub struct BelongsTo {
    pub name: String,
    /// The fields, by their places.
    pub fields: Vec<usize>,
    /// The parent, by its place among the models.
    pub parent: usize,
    /// The field of the parent, if it is not the primary key.
    pub references: Option<usize>,
    pub on_delete: ReferentialAction,
    pub on_update: ReferentialAction,
    pub deferrable: bool,
}

/// A relation that another model's foreign key makes possible.
pub struct Relation {
    pub name: String,
    /// The other model, by its place.
    pub target: usize,
    pub kind: RelationKind,
}

pub enum RelationKind {
    /// `has_one` or `has_many`.
    Has { one: bool, inverse: Option<String> },
    /// `many_to_many` through the model at this place.
    ManyToMany { through: usize, from: Option<String>, to: Option<String> },
}

/// A comment, with the SQL that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub about: About,
    pub says: String,
    pub sql: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Something that the database has and the models lack.
    Lost,
    /// Something that the models have and the database lacks.
    Changed,
}

impl Note {
    pub fn lost(says: impl Into<String>, sql: Option<&str>) -> Self {
        Self { about: About::Lost, says: says.into(), sql: sql.map(str::to_owned) }
    }

    pub fn changed(says: impl Into<String>) -> Self {
        Self { about: About::Changed, says: says.into(), sql: None }
    }
}

impl Model {
    /// The place of the field that maps this column, if one does.
    pub fn field(&self, column: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.column.eq_ignore_ascii_case(column))
    }

    /// The places of the fields of all of these columns, if each has one.
    pub fn places<'c>(&self, columns: impl IntoIterator<Item = &'c String>) -> Option<Vec<usize>> {
        columns.into_iter().map(|column| self.field(column)).collect()
    }

    /// Whether no two rows agree in `fields`.
    pub fn is_unique(&self, fields: &[usize]) -> bool {
        self.uniques
            .iter()
            .chain([&self.primary_key])
            .any(|unique| unique.iter().all(|place| fields.contains(place)))
    }

    /// Whether the field is unique by itself: by the primary key or by `#[unique]`.
    pub fn is_unique_alone(&self, field: usize) -> bool {
        self.uniques.iter().chain([&self.primary_key]).any(|unique| *unique == [field])
    }

    /// The names of these fields, as source spells them.
    pub fn spelled(&self, fields: &[usize]) -> String {
        let names: Vec<String> =
            fields.iter().map(|place| super::names::spelled(&self.fields[*place].name)).collect();
        names.join(", ")
    }

    /// The columns of these fields, as a comment lists them.
    pub fn columns(&self, fields: &[usize]) -> String {
        let names: Vec<String> =
            fields.iter().map(|place| format!("`{}`", self.fields[*place].column)).collect();
        names.join(", ")
    }
}
