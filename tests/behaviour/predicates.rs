//! Conditions on rows by their related rows.

mod asked;
mod joined;
mod random;
mod relations_of;
mod words;
