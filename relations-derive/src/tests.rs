//! What the derives do, seen from within.

mod expansion;
mod fuzz;
mod keywords;
mod mistakes;
mod names;
mod repeated;
mod time;
