//! The ways in which changing a table on SQLite loses data elsewhere, each tried on data.

mod columns;
mod dependents;
mod indexes;
mod keeping;
mod keys;
mod values;
