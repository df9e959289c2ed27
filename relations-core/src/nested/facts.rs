//! What is known about structs and fields when a program is compiled: [`Facts`], [`GivenField`] and [`FieldFacts`].

use std::marker::PhantomData;

use crate::{
    model::Model,
    nested::insert::Insert,
    schema::metadata::{foreign_key::ForeignKey, path::Step, table::Table},
};

/// The facts of what stands in a field of related rows.
#[derive(Clone, Copy, Debug)]
pub enum Facts {
    /// A struct that is inserted.
    Row(RowFacts),
    /// The key of a row that is there.
    Key,
    /// One of several.
    Any(&'static [Self]),
}

/// The facts of a struct that is inserted.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts {
    /// The name of the struct.
    pub(crate) name: &'static str,
    /// The table of its model.
    pub(crate) table: &'static Table,
    /// The fields and relations of the model that the struct has values for.
    pub(crate) fields: &'static [GivenField],
}

/// A field or relation of a model that a struct has a value for.
#[derive(Clone, Copy, Debug)]
pub struct GivenField {
    /// Its name in the model.
    pub(crate) name: &'static str,
    /// Set if the struct's field is an `Option`.
    pub(crate) optional: bool,
}

impl GivenField {
    /// Creates the fact that a struct has a field for this one of the model.
    #[must_use]
    pub const fn new(name: &'static str, optional: bool) -> Self {
        Self { name, optional }
    }
}

/// The type of a struct's field, of which it is asked whether it is an `Option`.
#[derive(Debug)]
pub struct TypeOfField<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);

/// The answer for every type that is none. An inherent constant hides it for the others.
pub trait NotOptional {
    /// Set if it is an `Option`.
    const OPTIONAL: bool = false;
}

impl<T: ?Sized> NotOptional for TypeOfField<T> {}

impl<T> TypeOfField<Option<T>> {
    /// Set if it is an `Option`.
    pub const OPTIONAL: bool = true;
}

impl Facts {
    /// Returns the facts of a struct that has these fields.
    #[must_use]
    pub const fn of<S: Insert>(fields: &'static [GivenField]) -> Self {
        Self::Row(RowFacts { name: S::NAME, table: S::Model::TABLE, fields })
    }

    /// Returns `true` if it may be the key of a row that is there.
    pub(crate) const fn may_be_key(&self) -> bool {
        match self {
            Self::Row(_) => false,
            Self::Key => true,
            Self::Any(facts) => {
                let mut at = 0;
                while at < facts.len() {
                    if facts[at].may_be_key() {
                        return true;
                    }
                    at += 1;
                }
                false
            }
        }
    }
}

/// The facts of a field, by its type and what takes its value.
#[derive(Clone, Copy, Debug)]
pub struct FieldFacts {
    pub(crate) kind: FieldKind,
    /// Set if the field may have no value.
    pub(crate) optional: bool,
    /// What the field may hold.
    pub(crate) item: Facts,
    /// The primary key of the related model.
    pub(crate) key: &'static [&'static str],
}

/// What takes the value of a field.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FieldKind {
    /// A column.
    Column,
    /// A `belongs_to` with this foreign key.
    Parent(&'static ForeignKey),
    /// A `has_many` or `has_one`, with the foreign key of the children.
    Children(&'static ForeignKey),
    /// A `many_to_many`: the junction table, its columns that refer to the near rows, and the step to the far rows.
    Linked(&'static Table, &'static [&'static str], Step),
    /// A `one_of`, with the facts of its members.
    OneOf(&'static [FieldFacts]),
    /// A relation through others.
    Through,
    /// A relation to the first of several rows.
    First,
}

impl FieldFacts {
    /// Returns the facts of a field for a column.
    pub(crate) const fn column(optional: bool) -> Self {
        Self { kind: FieldKind::Column, optional, item: Facts::Any(&[]), key: &[] }
    }
}
