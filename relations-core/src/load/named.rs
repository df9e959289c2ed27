//! How a shape's field finds what fills it by its name, at compile time.

use std::marker::PhantomData;

use crate::{
    base::const_message::{Text, const_panic, str_eq},
    expression::column::Column,
    load::{field::Narrowing, fill::Many},
    model::{Model, source::Source},
    relation::kinds::for_each_kind,
    schema::metadata::{
        column::{ColumnDef, KeyColumn},
        relation::RelationDef,
        table::{Entity, Table},
    },
};

/// A constant of a model that a field's name leads to.
#[diagnostic::on_unimplemented(
    message = "this name is neither a column nor a relation of the model",
    label = "no column and no relation of this name",
    note = "name the field after a column or a relation, or say which one fills it: `#[load(from = …)]`"
)]
pub trait Constant {
    /// Whether it is that of a column or a relation.
    const FILLS: bool;
}

/// The constant that stands for one that a model does not have. Generated code gives it the name that a field asks for, as a
/// constant of a trait, which the model's own hides.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

macro_rules! constants {
    ($($fills:literal: $($constant:ty $(, of $($parameter:ident),+)?;)+)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl $(<$($parameter),+>)? Constant for $constant {
            const FILLS: bool = $fills;
        }
    )+)+};
}

constants! {
    true:
    Column<M, T>, of M, T;

    false:
    Nothing;
    // What every model has.
    Entity;
    &'static str;
    &'static [&'static str];
    &'static [ColumnDef];
    &'static [KeyColumn];
    &'static [RelationDef];
    &'static Table;
}

macro_rules! relation_constant {
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$R> Constant for $constant {
            const FILLS: bool = true;
        }
    };
}

for_each_kind!(relation_constant);

/// That `constant` is that of a column or a relation of `M`, to which the name of a field leads.
///
/// # Panics
///
/// At compile time, if it is not, with the names that there are. `row` says that the field is to hold the row itself.
#[track_caller]
#[must_use]
pub const fn named<M: Model, C: Constant>(_constant: &C, name: &str, row: bool) -> usize {
    if C::FILLS {
        return 0;
    }
    let mut names = Text::<1600>::new();
    let (mut at, mut relation) = (0, 0);
    while at < M::COLUMNS.len() && names.len() < 1200 {
        push(&mut names, M::COLUMNS[at].field, name, M::ENTITY.name);
        at += 1;
    }
    while relation < M::RELATIONS.len() && names.len() < 1200 {
        push(&mut names, M::RELATIONS[relation].name, name, M::ENTITY.name);
        relation += 1;
    }
    let more = if at < M::COLUMNS.len() || relation < M::RELATIONS.len() { ", …" } else { "" };
    let remedy = if row {
        ". A shape does not hold the row itself: take its columns as fields"
    } else {
        ". Where the field has another name, say which one fills it: `#[load(from = …)]`"
    };
    const_panic! {
        "`" (M::ENTITY.name) "` has no column and no relation named `" (name) "`: there are " (names.as_str()) (more) (remedy)
    }
}

/// What a name leads to, as a type alone.
#[derive(Debug)]
pub struct SourceType<S>(PhantomData<fn() -> S>);

/// The type of what a name leads to.
#[must_use]
pub const fn of<S>(_constant: &S) -> SourceType<S> {
    SourceType(PhantomData)
}

/// The relation narrowed to some of its rows, as [`with`](super::with) does.
#[must_use]
pub const fn narrows<C: Narrowing>(_relation: SourceType<C>) -> SourceType<C::Narrowed> {
    SourceType(PhantomData)
}

/// The number of the relation's rows, as [`count`](super::count) gives it.
#[must_use]
pub const fn counts<C: Many>(_relation: SourceType<C>) -> SourceType<C::Counted> {
    SourceType(PhantomData)
}

/// An expression of the user's. Whatever it is, the code around it can be read.
#[doc(hidden)]
#[macro_export]
macro_rules! __expression {
    ($expression:expr) => {
        $expression
    };
}

/// That it fills a field of type `T`.
#[must_use]
pub const fn fills<T, S: Source<T>>(_source: SourceType<S>) -> usize {
    0
}

const fn push(names: &mut Text<1600>, there: &str, wanted: &str, model: &str) {
    if str_eq(there, wanted) {
        const_panic! { "`" (wanted) "` of `" (model) "` is private to where `" (model) "` is declared" }
    }
    if names.len() > 0 {
        names.push(", ");
    }
    names.push("`");
    names.push(there);
    names.push("`");
}
