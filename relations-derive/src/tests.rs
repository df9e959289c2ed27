//! Tests of the derives that look at the code which they generate and at the mistakes which they report.

mod expansion;
mod fuzz;
mod keywords;
mod mistakes;
mod names;
mod refused;
mod repeated;
mod time;
