//! Conditions and orders, as users write them: typed columns, filters, raw SQL.
//!
//! They are data that renders itself into [`Sql`](crate::statement::sql::Sql). Nothing here runs a statement.

pub(crate) mod column;
pub(crate) mod filter;
pub(crate) mod order;
