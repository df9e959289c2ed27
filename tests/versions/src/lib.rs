//! The tests stand in the folders beside this one.
