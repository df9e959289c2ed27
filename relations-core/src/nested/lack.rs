//! What a struct lacks to be inserted alone, as a type: [`Lack`].

use std::marker::PhantomData;

use crate::{
    nested::insert::Insert,
    relation::{
        RelationAt,
        kinds::Owning,
        one_of::{HasMember, OneOf, OneOfAt},
    },
};

/// The foreign keys that a struct lacks, by the relations that own them: none, one, or at least two. The place where
/// it is inserted has to fill them in.
#[derive(Debug)]
pub struct Lack<First, Second>(PhantomData<(First, Second)>);

/// Nothing.
pub type Complete = Lack<Nothing, Nothing>;

/// No foreign key.
#[derive(Debug)]
pub enum Nothing {}

/// A `one_of`, of which no foreign key is there.
#[derive(Debug)]
pub struct NoneOf<O>(PhantomData<O>);

/// A choice by a constant: `NOTHING`, `RELATION` or `ONE_OF`.
#[derive(Debug)]
pub struct Choice<const KIND: usize>;

/// The choice of `Nothing`.
pub const NOTHING: usize = 0;

/// The choice of a relation.
pub const RELATION: usize = 1;

/// The choice of a `one_of`.
pub const ONE_OF: usize = 2;

/// Makes a relation or a `one_of` of `M` of its place among the others; nothing if there is none.
pub trait Choose<M, const PLACE: usize> {
    /// The marker of the relation, the `one_of`, or `Nothing`.
    type Lacked;
}

impl<M, const PLACE: usize> Choose<M, PLACE> for Choice<NOTHING> {
    type Lacked = Nothing;
}

impl<M: RelationAt<PLACE>, const PLACE: usize> Choose<M, PLACE> for Choice<RELATION> {
    type Lacked = M::Relation;
}

impl<M: OneOfAt<PLACE>, const PLACE: usize> Choose<M, PLACE> for Choice<ONE_OF> {
    type Lacked = NoneOf<M::OneOf>;
}

/// A foreign key that is lacking, in messages of the compiler.
pub trait Lacking {
    /// The column.
    type Column;
    /// The model that it refers to.
    type Parent;
}

impl<Second> Lacking for Lack<Nothing, Second> {
    type Column = Nothing;
    type Parent = Nothing;
}

#[diagnostic::do_not_recommend]
impl<R: Owning, Second> Lacking for Lack<R, Second> {
    type Column = R::Column;
    type Parent = R::Far;
}

#[diagnostic::do_not_recommend]
impl<O: OneOf, Second> Lacking for Lack<NoneOf<O>, Second> {
    type Column = O;
    type Parent = O::Row;
}

/// What a struct may lack that is inserted alone: nothing.
#[diagnostic::on_unimplemented(
    message = "`{S}` lacks `{Column}`: add the field, or insert it under a `{Parent}`",
    label = "`{S}` cannot be inserted alone"
)]
pub trait Alone<S, Column, Parent> {}

#[diagnostic::do_not_recommend]
impl<S, Column, Parent> Alone<S, Column, Parent> for Lack<Nothing, Nothing> {}

/// What a struct may lack that is inserted under the parent of the relation `R`: nothing, or the foreign key to it.
#[diagnostic::on_unimplemented(
    message = "`{S}` lacks more than the foreign key that this relation fills in",
    label = "`{S}` cannot be inserted here",
    note = "add a field for the foreign key or the `belongs_to` that it lacks besides"
)]
pub trait Under<S, R> {}

#[diagnostic::do_not_recommend]
impl<S, R> Under<S, R> for Lack<Nothing, Nothing> {}

#[diagnostic::do_not_recommend]
impl<S, R: Owning> Under<S, R> for Lack<R, Nothing> {}

#[diagnostic::do_not_recommend]
impl<S, R: Owning, O: HasMember<R>> Under<S, R> for Lack<NoneOf<O>, Nothing> {}

/// A struct that is inserted as a row of `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `derive(Insert)` for `{M}`",
    label = "must be a row of `{M}` to insert",
    note = "rows of `{M}` are inserted as structs with `#[derive(Insert)]` and `#[insert({M})]`"
)]
pub trait InsertOf<M>: Insert {
    /// The foreign keys that it lacks.
    #[doc(hidden)]
    type Lacks;
}
