//! Generated code works in any surroundings: without a prelude, with the library under another name, among types
//! and modules with the names that it uses, and under every lint of rustc and clippy that a careful crate denies.
//!
//! There is nothing to run: the test is that this crate passes `cargo clippy --all-targets -- -D warnings` and
//! `cargo doc`.
#![no_implicit_prelude]
#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    unused_lifetimes,
    single_use_lifetimes,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    trivial_casts,
    trivial_numeric_casts,
    clippy::pedantic
)]

pub mod attributes;
pub mod functions;
pub mod inserts;
pub mod macros;
pub mod modules;
pub mod names;
pub mod patches;
pub mod shapes;
pub mod visibility;
