//! Fields of shapes that are neither a column nor a list of rows: aggregates, a column of another row, the row
//! itself, SQL expressions and maps.

mod aggregates;
mod arguments;
mod filtered;
mod joined;
mod keyed;
mod row;
mod sql;
mod world;
