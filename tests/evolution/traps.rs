//! Changes of tables with which SQLite can lose data elsewhere, each tried on data.

mod columns;
mod dependents;
mod indexes;
mod keeping;
mod kept_columns;
mod keys;
mod one_of;
mod values;
