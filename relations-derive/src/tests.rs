//! What the derives do, seen from within.

mod expansion;
mod time;
