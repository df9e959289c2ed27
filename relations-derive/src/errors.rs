//! The list of mistakes. They are collected, so that one compilation shows them all.

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

    /// Returns the number of mistakes so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if there is no mistake so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the code that could be generated, and the mistakes as compiler errors beside it.
    pub fn beside(self, code: impl ToTokens) -> TokenStream {
        let errors = self.0.into_iter().map(syn::Error::into_compile_error);
        quote! { #code #(#errors)* }
    }
}
