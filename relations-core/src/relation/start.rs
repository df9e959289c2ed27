//! The columns at which the path of a relation starts, as types: they tell whether a key is enough to follow it.
//!
//! A path starts at the columns that a foreign key refers to ([`KeyAt`], or a tuple of them), or at the columns of
//! the near row's own foreign key ([`OwnForeignKey`]). A foreign key that refers to the primary key can be followed
//! from a key alone ([`FromKey`]).

use std::{convert::Infallible, marker::PhantomData};

use crate::{
    model::Model,
    relation::{KeyPart, clone_part},
    row::bind::Bind,
};

/// The columns of a row at which a path starts.
#[doc(hidden)]
pub trait Start {
    /// The values of the columns: one, or a tuple.
    type Value;

    /// Binds the values.
    fn bind(value: &Self::Value, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

/// The columns of a model that a foreign key can refer to.
#[doc(hidden)]
pub trait Referred: Start {
    /// The model.
    type Model: Model;

    /// Returns the values of a row.
    fn of(row: &Self::Model) -> Self::Value;

    /// Binds the values of a row.
    fn bind_row(row: &Self::Model, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

/// The columns of a parent that a foreign key refers to.
#[doc(hidden)]
pub trait ParentKey: Referred {
    /// Copies the values.
    fn copy(value: &Self::Value) -> Self::Value;
}

/// Columns whose values a key of `M` tells, in relation `R`: those of the primary key.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a key of `{M}` is not enough for relation `{R}`",
    label = "the relation begins at another column of `{M}` than its primary key",
    note = "read the row of `{M}`, and use it in place of its key: its accessor in place of `of`"
)]
pub trait FromKey<M: Model, R>: Start {
    /// Returns the values that are this key.
    fn from_key(key: M::Key) -> Self::Value;
}

/// The column of `M` at this place of [`Model::KEY_COLUMNS`].
#[doc(hidden)]
#[derive(Debug)]
pub struct KeyAt<M, const I: usize>(PhantomData<M>);

impl<M: KeyPart<I>, const I: usize> Start for KeyAt<M, I> {
    type Value = M::Type;

    #[inline]
    fn bind(value: &M::Type, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        bind.part::<M, I>(value).done()
    }
}

impl<M: Model + KeyPart<I>, const I: usize> Referred for KeyAt<M, I> {
    type Model = M;

    #[inline]
    fn of(row: &M) -> M::Type {
        clone_part::<M, I>(row.key_part())
    }

    #[inline]
    fn bind_row(row: &M, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        bind.part::<M, I>(row.key_part()).done()
    }
}

impl<M: Model + KeyPart<I>, const I: usize> ParentKey for KeyAt<M, I> {
    fn copy(value: &M::Type) -> M::Type {
        clone_part::<M, I>(value)
    }
}

/// A column that a foreign key may refer to, and that is the whole primary key: the first one, if its type is that
/// of the key.
impl<M: Model<Key = <M as KeyPart<0>>::Type> + KeyPart<0>, R> FromKey<M, R> for KeyAt<M, 0> {
    fn from_key(key: M::Key) -> M::Key {
        key
    }
}

/// Implements the traits for the primary keys of several columns.
macro_rules! tuples {
    ($($first:ident $(, $other:ident)*;)*) => {$(
        #[allow(non_snake_case)]
        impl<$first: Start, $($other: Start),*> Start for ($first, $($other),*) {
            type Value = ($first::Value, $($other::Value),*);

            #[inline]
            fn bind(($first, $($other),*): &Self::Value, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
                $first::bind($first, bind)?;
                $($other::bind($other, bind)?;)*
                Ok(())
            }
        }

        impl<$first: Referred, $($other: Referred<Model = $first::Model>),*> Referred for ($first, $($other),*) {
            type Model = $first::Model;

            #[inline]
            fn of(row: &Self::Model) -> Self::Value {
                ($first::of(row), $($other::of(row)),*)
            }

            #[inline]
            fn bind_row(row: &Self::Model, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
                $first::bind_row(row, bind)?;
                $($other::bind_row(row, bind)?;)*
                Ok(())
            }
        }

        #[allow(non_snake_case)]
        impl<$first: ParentKey, $($other: ParentKey<Model = $first::Model>),*> ParentKey for ($first, $($other),*) {
            fn copy(($first, $($other),*): &Self::Value) -> Self::Value {
                ($first::copy($first), $($other::copy($other)),*)
            }
        }

        impl<M, Relation, $first, $($other),*> FromKey<M, Relation> for ($first, $($other),*)
        where
            M: Model<Key = ($first::Value, $($other::Value),*)>,
            $first: Start,
            $($other: Start,)*
        {
            fn from_key(key: M::Key) -> Self::Value {
                key
            }
        }
    )*};
}

tuples! {
    A, B;
    A, B, C;
    A, B, C, D;
    A, B, C, D, E;
    A, B, C, D, E, F;
    A, B, C, D, E, F, G;
    A, B, C, D, E, F, G, H;
    A, B, C, D, E, F, G, H, I;
    A, B, C, D, E, F, G, H, I, J;
    A, B, C, D, E, F, G, H, I, J, K;
    A, B, C, D, E, F, G, H, I, J, K, L;
}

/// The whole primary key of `M`, by which a row is found whatever refers to it.
#[doc(hidden)]
#[derive(Debug)]
pub struct PrimaryKey<M>(PhantomData<M>);

impl<M: Model> Start for PrimaryKey<M> {
    type Value = M::Key;

    fn bind(value: &M::Key, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_keyed(value, bind)
    }
}

impl<M: Model> Referred for PrimaryKey<M> {
    type Model = M;

    fn of(row: &M) -> M::Key {
        row.key()
    }

    fn bind_row(row: &M, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        row.bind_key(bind)
    }
}

impl<M: Model, R> FromKey<M, R> for PrimaryKey<M> {
    fn from_key(key: M::Key) -> M::Key {
        key
    }
}

/// The columns of the near row's own foreign key, whose values only the row tells.
#[doc(hidden)]
#[derive(Debug)]
pub enum OwnForeignKey {}

impl Start for OwnForeignKey {
    type Value = Infallible;

    fn bind(value: &Infallible, _: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match *value {}
    }
}
