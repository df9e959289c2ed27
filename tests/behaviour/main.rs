//! The behaviour of the library on real SQLite, by topic.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]
#![allow(clippy::duplicated_attributes, reason = "a column can be in several indexes")]

#[path = "../support/content.rs"]
mod content;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../support/file.rs"]
mod file;
#[cfg(feature = "bundled")]
#[path = "../support/plan.rs"]
mod plan;
#[path = "../support/random.rs"]
mod random;
mod seed;
mod trace;
mod written;

mod belongs_to;
mod bulk;
mod by_key;
mod column_types;
mod composite_keys;
mod connections;
mod create;
mod errors;
mod expressions;
mod filters;
mod has_many;
mod has_one;
mod injection;
mod junction_models;
mod kept_columns;
mod load;
mod many_to_many;
mod one_of;
mod ordering;
mod patch;
mod predicates;
mod probe;
mod properties;
mod queries;
mod schema;
mod self_relations;
mod semantics;
mod shapes;
mod sqlalchemy;
mod statements;
mod through;
mod through_one;
mod trees;
mod verbs;
