//! The runtime of [`relations`](https://docs.rs/relations): schema metadata, queries and relation
//! handles over rusqlite.
//!
//! Programs depend on the facade crate `relations`, which re-exports the public items of this crate together
//! with the derive macros. This crate has the logic that generated code calls.
//!
//! Each module is a layer. It uses the layers below it in this list, and none above.
//!
//! | layer | contents |
//! |---|---|
//! | `evolution` | planning and applying changes of schemas |
//! | `diagram` | entity-relationship diagrams |
//! | `catalog` | reading the tables and other objects of a database |
//! | `nested` | rows of several tables that are written together, by structs |
//! | `handle` | the handles that accessors return, kept statements, and the verbs of models |
//! | `select` | reading, counting, summing, changing and deleting the rows of a query |
//! | `load` | shapes: rows together with the rows that their relations lead to |
//! | `write` | inserting, upserting, updating and deleting rows |
//! | `query` | queries as data, and their SQL |
//! | `connection` | opening, configuring, transactions, running statements, and explaining errors |
//! | `probe` | finding accessors that run in a loop |
//! | `relation` | relations as types: their constants, their proofs, and conditions on them |
//! | `model` | models, and the sources of loaded values: these two refer to each other |
//! | `expression` | columns, filters, raw SQL and orders |
//! | `statement` | fixed statements, rendered from tables and paths, and the SQL that queries build |
//! | `row` | binding values to statements and reading them from rows |
//! | `schema` | column types, tables as data, proofs, and DDL |
//! | `base` | errors, messages of failed proofs, and quoting in SQL |

pub mod base;
#[cfg(feature = "evolution")]
pub mod catalog;
pub mod connection;
#[cfg(feature = "evolution")]
pub mod diagram;
#[cfg(feature = "evolution")]
pub mod evolution;
pub mod expression;
pub mod handle;
pub mod load;
pub mod model;
pub mod nested;
#[cfg(feature = "probe")]
pub mod probe;
pub mod query;
pub mod relation;
pub mod row;
pub mod schema;
pub mod select;
pub mod statement;
pub mod write;

pub use crate::{
    base::error::{Error, Result},
    connection::{
        Options, configure, open, open_in_memory, open_read_only,
        transaction::{snapshot, transaction},
    },
    expression::{
        column::Column,
        computed::Expression,
        filter::{
            Filter,
            raw::{Raw, raw},
        },
        order::Order,
    },
    handle::{
        has_many::Changes,
        kept::{ByKey, KeptRelation},
        load_ext::LoadExt,
        model_ext::ModelExt,
        tree::Tree,
    },
    load::arguments::LoadWith,
    model::{
        Model,
        key::{IntoKey, Key},
        load::Load,
    },
    nested::Insert,
    query::{
        Query, Statement,
        page::{
            cursor::Cursor,
            start::{PageStart, PagedStart},
        },
    },
    schema::{
        Schema,
        column_type::{
            ColumnType, IntoColumn,
            aggregated::{NonNull, Numeric},
        },
    },
    select::{
        Select,
        aggregate::Aggregate,
        change::{Modify, patch::Patch, update::Update},
        models::LoadEach,
        page::{Page, Paged},
        per_row::Countable,
        stream::{Rows, Stream},
    },
    write::upsert::Upsert,
};
#[doc(no_inline)]
pub use rusqlite;

/// The names that the facade re-exports by a glob: the modules that depend on a feature, and the macro
/// `schema!`. The facade has a module `schema` too, so it cannot re-export the macro by name.
#[doc(hidden)]
pub mod facade {
    #[cfg(feature = "probe")]
    pub use crate::probe;
    pub use crate::schema;
    #[cfg(feature = "serde")]
    pub use crate::select::change::patch::nullable;
    #[cfg(feature = "evolution")]
    pub use crate::{catalog, diagram, evolution};
}

/// The items that generated code uses. They are not part of the public interface, and may change in any
/// release.
#[doc(hidden)]
pub mod __private {
    pub use crate::{
        __expression as expression, Column, ColumnType, Error, Load, Model, Patch, Query, Result,
        handle::*,
        model::{key::IntoKey, of_model},
        relation::*,
        row::{
            bind::Bind,
            cells::{Cells, Fields},
        },
        row::{
            builder::{ColumnNames, IsChosen, IsSet, KeySource, NotChosen, Set},
            proven::{Proof, Proven},
        },
        schema::column_type::unset_key::Missing,
        schema::column_type::{
            IntoColumn, SqlType, ValueCheck, moment::Newtype, scalars::Scalar, unknown_variant,
        },
        schema::metadata::role::VerbTime,
        schema::{
            ColumnDef, ColumnRole, Entity, ForeignKey, Index, KeyColumn, OneOfDef, OrderTerm,
            ReferentialAction, RelationDef, RelationKind, Table,
        },
        statement::{
            junction::JunctionSql, model::ModelSql, owning::OwningSql, reading::RelationSql,
            rendered::Rendered,
        },
        write::{
            builder::{EmptyBuilder, InsertHook, Insertable},
            new_row::insert,
        },
    };
    pub use std::{string::String, sync::OnceLock as Kept};

    /// The items that the generated code of patches uses.
    pub mod patch {
        pub use crate::{
            load::resolve::of,
            select::change::{
                patch::{
                    field::PatchField,
                    resolve::{Asked, Constant, NotRead, WrittenBy, named, set, tells_null, writes},
                },
                update::Update,
            },
        };
    }

    /// The items that the generated code of structs that are inserted uses.
    pub mod nested {
        pub use std::vec::Vec;

        pub use crate::{
            load::resolve::{SourceType, of},
            nested::{
                Insert, Item, ItemOf,
                facts::{Facts, FieldFacts, GivenField, NotOptional, TypeOfField},
                insert::check_key,
                item::{NewItems, Place},
                lack::{Choice, Choose, Complete, InsertOf, Lack},
                proof::{complete, fills, is_item, lacking, named},
                related::{Related, RelatedRows},
                target::{
                    Mistaken, Target,
                    one_of::{OneOfItem, finish_member, member, sort_member},
                    split,
                },
            },
        };
    }

    /// The items that the generated code of shapes uses.
    pub mod load {
        pub use std::boxed::Box as Boxed;

        pub use crate::{
            handle::kept::ByKey,
            load::{
                aggregate::{
                    AggregateField, AggregateOf, Aggregated, Avg, ExistenceField, ExistenceOf, Existing,
                    Function, Max, Min, Sum, aggregate, exists,
                },
                arguments::{
                    Given, LoadWith, NoArguments, Passes, Passing, PassingMap, ShapeWithin, Unasked,
                    find_with, get_with, passing, query_with, row_with,
                },
                by_key::{find, get},
                execute::query,
                field::{Counted, Counts, FarShape, Narrowed, Narrowing, RelationField, ShapeOf, count},
                joined::{ColumnOf, FieldOf, JoinPath, OneRow, Presence, column_of},
                keyed::{Keyed, MapField, Mappable, keyed, tells_apart},
                one_of::{MemberRows, OneOfShape},
                relation_source::{GroupField, LoadInto, Many, ManyField, OptionField, Parent},
                resolve::{
                    Constant, FarOf, Nothing, SourceType, aggregate_of, aggregated, aggregates, column,
                    column_of_type, counts, exists_of, fills, is_row, is_row_with, is_value, keyed_of,
                    mappable, named, narrows, of, one_row, passes, relation,
                },
                row::{beside_row, row},
                tree::{
                    Parentage, ancestors, descendants, leads_to_ancestors, leads_to_descendants, parentage,
                },
            },
            model::{
                arguments::Arguments,
                loader::Loader,
                mapped::{Mapped, mapped},
                select_list::SelectList,
                source::{
                    Source,
                    columns::{ColumnField, Mistaken, Whole},
                    computed::computed,
                },
            },
            select::narrow::{with, with_args},
        };
    }

    pub use rusqlite::{
        Connection, Result as SqliteResult,
        types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
    };
}
