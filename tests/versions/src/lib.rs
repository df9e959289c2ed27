//! The tests are in the folders beside this one.
