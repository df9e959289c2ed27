//! The first lines of the documentation of functions.

use syn::{
    Attribute, Expr, ImplItemFn, ItemFn, ItemMod, Lit, Meta, TraitItemFn,
    visit::{self, Visit},
};

/// Returns the names of a file's documented functions with their summaries, tests left out.
pub fn of_functions(file: &syn::File) -> Vec<(String, String)> {
    let mut found = Summaries(Vec::new());
    found.visit_file(file);
    found.0
}

struct Summaries(Vec<(String, String)>);

impl Summaries {
    fn add(&mut self, name: &syn::Ident, attributes: &[Attribute]) {
        let summary = attributes.iter().find_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value().trim().to_owned()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
        self.0.extend(summary.map(|summary| (name.to_string(), summary)));
    }
}

impl<'s> Visit<'s> for Summaries {
    fn visit_item_mod(&mut self, item: &'s ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'s ItemFn) {
        self.add(&item.sig.ident, &item.attrs);
    }

    fn visit_impl_item_fn(&mut self, item: &'s ImplItemFn) {
        self.add(&item.sig.ident, &item.attrs);
    }

    fn visit_trait_item_fn(&mut self, item: &'s TraitItemFn) {
        self.add(&item.sig.ident, &item.attrs);
    }
}
