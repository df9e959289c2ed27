//! Which module uses which.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{
    Item, ItemMod, ItemUse, Macro, MetaList,
    visit::{self, Visit},
};

use crate::source::{Source, is_test, leaves};

/// A module that uses another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    pub from: String,
    pub to: String,
}

/// Returns the uses of modules of a higher layer.
pub fn upwards(source: &Source) -> Vec<Use> {
    let layers: Vec<&str> = source.layers().collect();
    let height = |module: &str| {
        let layer = module.split("::").next().unwrap_or(module);
        layers.iter().position(|name| *name == layer)
    };
    // The crate itself is above all layers.
    let is_higher =
        |one: &Use| height(&one.from).is_some_and(|from| height(&one.to).is_none_or(|to| to > from));
    uses(source).into_iter().filter(is_higher).collect()
}

/// Returns which module uses which other one.
fn uses(source: &Source) -> BTreeSet<Use> {
    let mut all = BTreeSet::new();
    for (from, module) in source.modules() {
        if from.is_empty() {
            continue;
        }
        let mut paths = Paths { source, module: from.to_owned(), found: Vec::new() };
        module.file.items.iter().for_each(|item| paths.visit_item(item));
        for path in paths.found {
            if let Some(to) = source.resolve(&path).filter(|to| to != from) {
                all.insert(Use { from: from.to_owned(), to });
            }
        }
    }
    all
}

/// Collects the paths that a module names, from the crate on.
struct Paths<'s> {
    source: &'s Source,
    /// The path of the module that is read.
    module: String,
    found: Vec<Vec<String>>,
}

impl Paths<'_> {
    fn add(&mut self, path: &[String]) {
        let begins = path.first().is_some_and(|part| ["crate", "self", "super"].contains(&part.as_str()));
        // A word alone is a value, or a visibility.
        if begins && path.len() > 1 {
            self.found.extend(self.source.absolute(&self.module, path));
        }
    }

    /// Reads the paths of tokens, each of which may continue `before`: `crate::{query::Query}`.
    fn add_tokens(&mut self, before: &[String], tokens: TokenStream) {
        let mut path = before.to_vec();
        let mut colons = 2;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(point) if point.as_char() == ':' => colons += 1,
                TokenTree::Group(group) if colons == 2 && group.delimiter() == Delimiter::Brace => {
                    self.add_tokens(&path, group.stream());
                }
                other => {
                    self.add(&path);
                    path = before.to_vec();
                    colons = 2;
                    match other {
                        TokenTree::Group(group) => self.add_tokens(&[], group.stream()),
                        TokenTree::Ident(name) => {
                            path.push(name.to_string());
                            colons = 0;
                        }
                        _ => {}
                    }
                }
            }
        }
        self.add(&path);
    }
}

impl<'s> Visit<'s> for Paths<'_> {
    fn visit_item(&mut self, item: &'s Item) {
        // What only tests use says nothing of the layers.
        let for_tests = match item {
            Item::Mod(item) => is_test(&item.attrs),
            Item::Use(item) => is_test(&item.attrs),
            _ => false,
        };
        if !for_tests {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'s ItemMod) {
        let outer = self.module.clone();
        self.module = format!("{outer}::{}", item.ident);
        visit::visit_item_mod(self, item);
        self.module = outer;
    }

    fn visit_item_use(&mut self, item: &'s ItemUse) {
        for leaf in leaves(&item.tree) {
            self.found.extend(self.source.absolute(&self.module, &leaf.path));
        }
    }

    fn visit_path(&mut self, path: &'s syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'s Macro) {
        self.add_tokens(&[], call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_meta_list(&mut self, list: &'s MetaList) {
        self.add_tokens(&[], list.tokens.clone());
        visit::visit_meta_list(self, list);
    }
}
