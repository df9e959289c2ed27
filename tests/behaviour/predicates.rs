//! Conditions on rows by what their relations lead to.

mod asked;
mod joined;
mod random;
mod relations_of;
mod words;
