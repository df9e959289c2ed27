//! The models to be written, as plain data in the terms of the attributes.

use relations::schema::ReferentialAction;

use super::{names::Noun, types::RustType};

/// A struct that maps a table.
pub struct Model {
    /// The name of the struct.
    pub name: String,
    pub table: String,
    /// The words for one row and for several, for names of relations.
    pub noun: Noun,
    pub fields: Vec<Field>,
    /// The positions of the fields of the primary key, in its order.
    pub primary_key: Vec<usize>,
    /// The fields that are unique together, or alone, beside the primary key.
    pub uniques: Vec<Vec<usize>>,
    /// The fields that are indexed, beside the indexes that keys, unique fields and foreign keys have anyway.
    pub indexes: Vec<Vec<usize>>,
    /// CHECK expressions over the row.
    pub checks: Vec<String>,
    pub strict: bool,
    pub without_rowid: bool,
    pub foreign_keys: Vec<BelongsTo>,
    /// The sets of foreign keys of which one is set.
    pub one_ofs: Vec<OneOf>,
    /// The relations to models whose foreign keys refer to this one, or link it to others.
    pub relations: Vec<Relation>,
    /// Comments on parts of the table that attributes cannot express.
    pub notes: Vec<Note>,
    /// Comments after the struct, on triggers of the table and the like.
    pub notes_after: Vec<Note>,
}

/// A field and its column.
pub struct Field {
    pub name: String,
    pub column: String,
    pub ty: RustType,
    /// Set if the declared type does not determine the stored type.
    pub loose: bool,
    pub nullable: bool,
    pub declared_type: String,
    pub default: Option<String>,
    pub check: Option<String>,
    pub collation: Option<String>,
    /// The comments before the field.
    pub notes: Vec<Note>,
}

/// A foreign key.
pub struct BelongsTo {
    pub name: String,
    /// The positions of the fields.
    pub fields: Vec<usize>,
    /// The position of the parent among the models.
    pub parent: usize,
    /// The field of the parent, if it is not the primary key.
    pub references: Option<usize>,
    pub on_delete: ReferentialAction,
    pub on_update: ReferentialAction,
    pub deferrable: bool,
}

/// A set of foreign keys of which one is set.
pub struct OneOf {
    pub name: String,
    /// The name of the enum of the rows.
    pub rows: String,
    /// The positions of the foreign keys.
    pub members: Vec<usize>,
    /// Set if none may be set.
    pub optional: bool,
}

/// A relation that another model's foreign key makes possible.
pub struct Relation {
    pub name: String,
    /// The position of the other model.
    pub target: usize,
    pub kind: RelationKind,
}

pub enum RelationKind {
    /// `has_one` or `has_many`.
    Has { one: bool, inverse: Option<String> },
    /// `many_to_many` through the model at this position.
    ManyToMany { through: usize, from: Option<String>, to: Option<String> },
}

/// A comment, with the SQL that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub about: About,
    pub text: String,
    pub sql: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Something that only the database has.
    Lost,
    /// Something that only the models have.
    Changed,
}

impl Note {
    pub fn lost(text: impl Into<String>, sql: Option<&str>) -> Self {
        Self { about: About::Lost, text: text.into(), sql: sql.map(str::to_owned) }
    }

    pub fn changed(text: impl Into<String>) -> Self {
        Self { about: About::Changed, text: text.into(), sql: None }
    }
}

impl Model {
    /// Returns the position of the field that maps this column, if there is one.
    pub fn field(&self, column: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.column.eq_ignore_ascii_case(column))
    }

    /// Returns the positions of the fields that map these columns, if all are mapped.
    pub fn places<'c>(&self, columns: impl IntoIterator<Item = &'c String>) -> Option<Vec<usize>> {
        columns.into_iter().map(|column| self.field(column)).collect()
    }

    /// Reports whether no two rows agree in `fields`.
    pub fn is_unique(&self, fields: &[usize]) -> bool {
        self.uniques
            .iter()
            .chain([&self.primary_key])
            .any(|unique| unique.iter().all(|place| fields.contains(place)))
    }

    /// Reports whether the field is unique by itself: by the primary key or by `#[unique]`.
    pub fn is_unique_alone(&self, field: usize) -> bool {
        self.uniques.iter().chain([&self.primary_key]).any(|unique| *unique == [field])
    }

    /// Lists the names of these fields, as source code.
    pub fn field_list(&self, fields: &[usize]) -> String {
        let names: Vec<String> =
            fields.iter().map(|place| super::names::escape_keyword(&self.fields[*place].name)).collect();
        names.join(", ")
    }

    /// Lists the columns of these fields, for a comment.
    pub fn column_list(&self, fields: &[usize]) -> String {
        let names: Vec<String> =
            fields.iter().map(|place| format!("`{}`", self.fields[*place].column)).collect();
        names.join(", ")
    }
}
