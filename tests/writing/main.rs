//! Writing by type: rows inserted and saved together with the rows in their fields.

mod across_fields;
#[cfg(feature = "bundled")]
mod counts;
mod entangled;
#[path = "../support/environment.rs"]
mod environment;
#[cfg(feature = "serde")]
mod example;
mod forms;
mod graphs;
mod inserts;
mod kept_columns;
mod keys_in_columns;
mod optional_parents;
#[cfg(feature = "bundled")]
#[path = "../support/plan.rs"]
mod plan;
#[path = "../support/random.rs"]
mod random;
mod reordered;
mod repeated;
mod reviewed;
mod shared_rows;
mod steps;
mod taken_away;
#[cfg(feature = "bundled")]
#[allow(dead_code, reason = "other tests ask for more")]
#[path = "../behaviour/trace.rs"]
mod trace;
mod unsaid;
mod values;
