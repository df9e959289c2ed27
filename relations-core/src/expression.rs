//! Conditions and orders, as users write them: typed columns, filters, raw SQL.
//!
//! They are data that renders itself into [`Sql`](crate::statement::sql::Sql). Uses `statement` and what is below. Nothing here
//! runs a statement or knows of models but as names of types.

pub(crate) mod column;
pub(crate) mod filter;
pub(crate) mod order;
