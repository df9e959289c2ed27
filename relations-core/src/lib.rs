//! The runtime of [`relations`](https://docs.rs/relations): schema metadata, queries and relation
//! handles over rusqlite.
//!
//! Programs depend on the facade crate `relations`, which re-exports everything here beside the derive
//! macros; this crate is where the logic lives that generated code calls into.

#[cfg(feature = "evolution")]
pub mod catalog;
mod cells;
mod column;
pub mod column_type;
mod compared;
mod connection;
#[cfg(feature = "evolution")]
pub mod diagram;
mod error;
#[cfg(feature = "evolution")]
pub mod evolution;
mod filter;
pub mod insert;
pub mod load;
mod model;
#[cfg(feature = "probe")]
pub mod probe;
mod proven;
mod query;
pub mod relation;
pub mod schema;

mod atomic;
mod bind;
mod diagnose;
mod ignored;
mod kept;
mod row;
mod run;
mod transaction;

#[doc(hidden)]
pub mod statement;
#[doc(hidden)]
pub mod text;

pub use crate::{
    column::Column,
    column_type::{ColumnType, IntoColumn},
    connection::{Options, configure, open, open_in_memory, open_read_only},
    error::{Error, Result},
    filter::{Filter, Raw, raw},
    insert::Upsert,
    kept::{ByKey, KeptRelation},
    load::Load,
    model::Model,
    query::{
        Aggregate, Held, LoadEach, Modify, Numeric, Order, Query, Rows, Select, Statement, Stream, ToCount,
        Update,
    },
    relation::Changes,
    schema::Schema,
    transaction::{snapshot, transaction},
};
#[doc(no_inline)]
pub use rusqlite;

/// What generated code calls: not part of the public interface, and free to change in any release.
#[doc(hidden)]
pub mod __private {
    pub use crate::{
        __expression as expression, Column, ColumnType, Error, Load, Model, Query, Result,
        bind::Bind,
        cells::{Cells, Fields},
        column_type::{IntoColumn, Scalar, SqlType, ValueCheck, unknown_variant},
        insert::{Columns, Given, Hook, Insertable, KeySource, Missing, Set, Unset, one as insert},
        load,
        proven::{Proof, Proven, of_model},
        relation::{
            BelongsTo, BelongsToHandle, Fill, GeneratedJunction, HasMany, HasManyHandle, HasManyThrough,
            HasManyThroughHandle, HasOne, HasOneHandle, Inverse, KeyPart, Linking, LinkingByModel,
            ManyToMany, ManyToManyHandle, ModelJunction, Nullable, NullableKey, Owning, Path, References,
            Relation, RelationAt, Required, Step, junction_of, key_part, resolve,
        },
        schema::{
            ColumnDef, Entity, ForeignKey, Index, KeyColumn, OrderTerm, ReferentialAction, RelationDef,
            RelationKind, Table,
        },
        statement::{JunctionSql, ModelSql, OwningSql, RelationSql, Rendered, select_links},
    };
    pub use std::string::String;

    pub use rusqlite::{
        Connection, Result as SqliteResult,
        types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
    };
}
