//! Mistakes are collected, so that one compilation shows them all.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The mistakes found so far.
#[derive(Default)]
pub struct Errors(Vec<syn::Error>);

impl Errors {
    /// Adds a mistake at `place`, the tokens to change.
    pub fn push(&mut self, place: impl ToTokens, message: impl std::fmt::Display) {
        self.0.push(syn::Error::new_spanned(place, message));
    }

    /// Adds a mistake that was found elsewhere.
    pub fn add(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    /// How many there are so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a mistake that a parser found, and goes on without the value.
    pub fn catch<T>(&mut self, parsed: syn::Result<T>) -> Option<T> {
        parsed.map_err(|error| self.add(error)).ok()
    }

    /// The mistakes as compiler errors.
    pub fn into_tokens(self) -> TokenStream {
        self.0.into_iter().map(syn::Error::into_compile_error).collect()
    }

    /// The mistakes as compiler errors beside the code that could be generated.
    pub fn beside(self, code: &TokenStream) -> TokenStream {
        let errors = self.into_tokens();
        quote! { #code #errors }
    }
}
