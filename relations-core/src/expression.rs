//! The expressions that users write: typed columns and what is computed from them, filters, SQL
//! written by hand and orders.
//!
//! They are data that renders itself into `Sql` (`statement/sql.rs`). The layer uses `statement` and those
//! below it. Nothing here runs a statement, and models occur only as type parameters.

pub(crate) mod column;
pub(crate) mod computed;
pub(crate) mod filter;
pub(crate) mod order;
pub(crate) mod search;

pub use crate::expression::computed::{
    Expression,
    new_value::{Given, NewValue, OfTheRow},
    operand::Operand,
};
