//! Finds the source of a shape's field by the field's name, for generated code at compile time.

use std::marker::PhantomData;

use crate::{
    base::const_message::{Text, const_panic, str_eq},
    expression::column::Column,
    load::{
        aggregate::{AggregateOf, Aggregated, Existing, Function},
        arguments::{Passes, ShapeWithin},
        field::{Far, Narrowing, ShapeOf},
        joined::{ColumnOf, OneRow},
        keyed::{Keyed, Mappable},
        relation_source::Many,
    },
    model::{Model, source::Source},
    relation::{Relation, RelationAt, kinds::for_each_kind, one_of::BelongsToOneOf},
    schema::{
        column_type::ColumnType,
        metadata::{
            column::{ColumnDef, KeyColumn},
            relation::RelationDef,
            table::{Entity, Table},
        },
    },
};

/// A kind of constants to which the name of a field leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantKind {
    /// A column.
    Column,
    /// A relation.
    Relation,
    /// Neither.
    Other,
}

/// The type of a constant that a model may have by itself: a column, a relation, or one that every model has.
pub trait ModelConstant {
    /// The kind of the constant.
    const KIND: ConstantKind;
}

/// A constant of a model to which the name of a shape's field leads.
#[diagnostic::on_unimplemented(
    message = "this name is neither a column nor a relation of the model",
    label = "no column and no relation of this name",
    note = "name the field after a column or a relation, or say which one fills it: `#[load(from = …)]`"
)]
pub trait Constant: ModelConstant {}

#[diagnostic::do_not_recommend]
impl<C: ModelConstant> Constant for C {}

/// The constant that takes the place of one that a model does not have. Generated code declares it under the
/// field's name in a trait, where the model's own constant hides it.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

/// Implements [`ModelConstant`] for types of constants that are no relations.
macro_rules! constants {
    ($($kind:ident { $($constant:ty $(, of $($parameter:ident),+)?;)+ })+) => {$($(
        impl $(<$($parameter),+>)? ModelConstant for $constant {
            const KIND: ConstantKind = ConstantKind::$kind;
        }
    )+)+};
}

constants! {
    Column {
        Column<M, T>, of M, T;
    }
    Other {
        Nothing;
        // The constants that every model has.
        Entity;
        &'static str;
        &'static [&'static str];
        &'static [ColumnDef];
        &'static [KeyColumn];
        &'static [RelationDef];
        &'static Table;
    }
}

/// Implements [`ModelConstant`] for a relation's constant.
macro_rules! relation_constant {
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        impl<$R> ModelConstant for $constant {
            const KIND: ConstantKind = ConstantKind::Relation;
        }
    };
}

for_each_kind!(relation_constant);

impl<O> ModelConstant for BelongsToOneOf<O> {
    const KIND: ConstantKind = ConstantKind::Relation;
}

/// Checks that the constant to which the name of a field leads is that of a column or a relation of `M`.
/// `row` is set if the field is to hold the row itself.
///
/// # Panics
///
/// At compile time, if it is not. The message lists the names of the columns and relations.
#[track_caller]
#[must_use]
pub const fn named<M: Model, C: Constant>(_constant: &C, name: &str, row: bool) -> usize {
    if matches!(C::KIND, ConstantKind::Other) {
        let remedy = if row {
            ". To hold the row itself, write `#[load(row)]`"
        } else {
            ". Where the field has another name, say which one fills it: `#[load(from = …)]`"
        };
        refuse_name::<M>(name, remedy);
    }
    0
}

/// Fails because `M` has no column and no relation of this name. The message lists those that it has.
///
/// # Panics
///
/// Always, at compile time.
#[track_caller]
pub(crate) const fn refuse_name<M: Model>(name: &str, remedy: &str) -> ! {
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
    const_panic! {
        "`" (M::ENTITY.name) "` has no column and no relation named `" (name) "`: there are " (names.as_str()) (more) (remedy)
    }
}

/// Checks that the constant to which a name leads is that of a column of `M`.
///
/// # Panics
///
/// At compile time, if it is not. The message lists the names of the columns and relations.
#[track_caller]
#[must_use]
pub const fn column<M: Model, C: Constant>(_constant: &C, name: &str) -> usize {
    match C::KIND {
        ConstantKind::Column => 0,
        ConstantKind::Relation => const_panic! {
            "`" (name) "` of `" (M::ENTITY.name) "` is a relation: name a column"
        },
        ConstantKind::Other => refuse_name::<M>(name, ""),
    }
}

/// Returns the index of the relation of `M` that has this name, and is there.
#[must_use]
pub const fn relation<M: Model>(name: &str) -> usize {
    let mut at = 0;
    while at < M::RELATIONS.len() {
        if M::RELATIONS[at].name.eq_ignore_ascii_case(name) {
            return at;
        }
        at += 1;
    }
    0
}

/// The model that the relation of `M` at this index leads to.
pub type FarOf<M, const I: usize> = <<M as RelationAt<I>>::Relation as Relation>::Far;

/// The type `S` of a source, without a value.
#[derive(Debug)]
pub struct SourceType<S>(PhantomData<fn() -> S>);

impl<S> SourceType<S> {
    /// Returns the type `S`.
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Returns the type of the source to which a name leads.
#[must_use]
pub const fn of<S>(_constant: &S) -> SourceType<S> {
    SourceType(PhantomData)
}

/// Returns the type of the relation narrowed to some of its rows, as [`with`](crate::select::narrow::with)
/// makes it.
#[must_use]
pub const fn narrows<C: Narrowing>(_relation: SourceType<C>) -> SourceType<C::Narrowed> {
    SourceType(PhantomData)
}

/// Returns the type of the number of the relation's rows, as [`count`](crate::load::field::count) makes it.
#[must_use]
pub const fn counts<C: Many>(_relation: SourceType<C>) -> SourceType<C::Counted> {
    SourceType(PhantomData)
}

/// Returns the type of whether there are rows of the relation, as [`exists`](crate::load::aggregate::exists)
/// makes it.
#[must_use]
pub const fn exists_of<C: Existing>(_relation: SourceType<C>) -> SourceType<C::Existence> {
    SourceType(PhantomData)
}

/// Proves that a field can aggregate the rows of the relation.
#[must_use]
pub const fn aggregated<C: Aggregated>(_relation: SourceType<C>) -> usize {
    0
}

/// Proves that the function `G` aggregates the values of a column.
#[must_use]
pub const fn aggregates<G: Function<T>, M, T>(_column: &Column<M, T>) -> usize {
    0
}

/// Returns the type of the aggregate `G` of a column of the relation's rows, as
/// [`aggregate`](crate::load::aggregate::aggregate) makes it.
#[must_use]
pub const fn aggregate_of<G, C: Aggregated, T>(
    _relation: SourceType<C>,
    _column: &Column<Far<C>, T>,
) -> SourceType<AggregateOf<C, G, T>> {
    SourceType(PhantomData)
}

/// Proves that a map can hold the rows of the relation.
#[must_use]
pub const fn mappable<C: Mappable>(_relation: SourceType<C>) -> usize {
    0
}

/// Returns the type of the relation's rows by a column, as [`keyed`](crate::load::keyed::keyed) makes it.
#[must_use]
pub const fn keyed_of<C: Mappable, K>(
    _relation: SourceType<C>,
    _column: &Column<Far<C>, K>,
) -> SourceType<Keyed<C, K>> {
    SourceType(PhantomData)
}

/// Returns the type of a source in a shape with arguments, as
/// [`passing`](crate::load::arguments::passing) makes it.
#[must_use]
pub const fn passes<A, C: Passes<A>>(_source: SourceType<C>) -> SourceType<C::Passing> {
    SourceType(PhantomData)
}

/// Proves that a field holds the row of `M` itself, as `M` or as a shape of it, in a shape with arguments `A`.
#[must_use]
pub const fn is_row_with<M, S: ShapeWithin<M, A>, A>() -> usize {
    0
}

/// Proves that the relation leads to one row, of which a field takes a column.
#[must_use]
pub const fn one_row<C: OneRow>(_relation: SourceType<C>) -> usize {
    0
}

/// Returns the type of a column of the row that relations lead to, as
/// [`column_of`](crate::load::joined::column_of) makes it.
#[must_use]
pub const fn column_of_type<C, P, M, T>(
    _path: SourceType<(C, P)>,
    _column: &Column<M, T>,
) -> SourceType<ColumnOf<C, P, M, T>> {
    SourceType(PhantomData)
}

/// Proves that a field holds the row of `M` itself, as `M` or as a shape of it.
#[must_use]
pub const fn is_row<M, S: ShapeOf<M>>() -> usize {
    0
}

/// Proves that an SQL expression can fill a field of type `T`.
#[must_use]
pub const fn is_value<T: ColumnType>() -> usize {
    0
}

/// Expands to an expression of the user's, so that the code around it can be parsed whatever the expression
/// is.
#[doc(hidden)]
#[macro_export]
macro_rules! __expression {
    ($expression:expr) => {
        $expression
    };
}

/// Proves that a source fills a field of type `T`.
#[must_use]
pub const fn fills<T, S: Source<T>>(_source: SourceType<S>) -> usize {
    0
}

/// Adds a name to the list of those that there are, unless it is the wanted one, which then is private.
#[track_caller]
pub(crate) const fn push(names: &mut Text<1600>, there: &str, wanted: &str, model: &str) {
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
