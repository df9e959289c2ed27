//! Which module uses which.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Item, ItemMod, ItemUse, Macro,
    visit::{self, Visit},
};

use crate::source::{Source, leaves};

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
    let all = uses(source).into_iter();
    all.filter(|one| matches!((height(&one.from), height(&one.to)), (Some(from), Some(to)) if to > from))
        .collect()
}

/// Returns which module uses which other one.
fn uses(source: &Source) -> BTreeSet<Use> {
    let mut all = BTreeSet::new();
    for (from, module) in source.modules() {
        if from.is_empty() {
            continue;
        }
        let mut paths = Paths { module: from.split("::").map(str::to_owned).collect(), found: Vec::new() };
        module.file.items.iter().for_each(|item| paths.visit_item(item));
        for path in paths.found {
            if let Some(to) = source.resolve(&path).filter(|to| to != from && !to.is_empty()) {
                all.insert(Use { from: from.to_owned(), to });
            }
        }
    }
    all
}

/// Collects the paths that a module names, from the crate on.
struct Paths {
    /// The path of the module that is read.
    module: Vec<String>,
    found: Vec<Vec<String>>,
}

impl Paths {
    fn add(&mut self, path: &[String]) {
        let mut path = path.iter().peekable();
        let mut whole = match path.peek().map(|part| part.as_str()) {
            Some("crate") => {
                path.next();
                Vec::new()
            }
            Some("self" | "super") => self.module.clone(),
            _ => return,
        };
        while let Some(part) = path.next_if(|part| matches!(part.as_str(), "self" | "super")) {
            if part == "super" {
                whole.pop();
            }
        }
        whole.extend(path.cloned());
        self.found.push(whole);
    }

    /// Reads the paths of a macro's tokens.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if path.is_empty() || colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Ident(name) => {
                    self.add(&path);
                    path = vec![name.to_string()];
                    colons = 0;
                }
                TokenTree::Punct(point) if point.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.add(&path);
                    path.clear();
                    colons = 0;
                    self.add_tokens(group.stream());
                }
                _ => {
                    self.add(&path);
                    path.clear();
                    colons = 0;
                }
            }
        }
        self.add(&path);
    }
}

impl<'s> Visit<'s> for Paths {
    fn visit_item(&mut self, item: &'s Item) {
        // What only tests use says nothing of the layers.
        let attributes = match item {
            Item::Mod(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        let test =
            attributes.iter().any(|attribute| attribute.to_token_stream().to_string().contains("cfg (test)"));
        if !test {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'s ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'s ItemUse) {
        for leaf in leaves(&item.tree) {
            self.add(&leaf.path);
        }
    }

    fn visit_path(&mut self, path: &'s syn::Path) {
        let path_of: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&path_of);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'s Macro) {
        self.add_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}
