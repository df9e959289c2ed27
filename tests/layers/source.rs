//! The source of a crate, module by module.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use syn::{Attribute, Item, UseTree, Visibility};

/// The modules of a crate, by their paths: `""` is the crate itself, `"schema::proof"` a module in it.
pub struct Source {
    layers: Vec<String>,
    modules: BTreeMap<String, Module>,
}

/// A module.
pub struct Module {
    pub file: syn::File,
    /// The number of lines that its documentation has before the first example.
    head: usize,
    /// The names that it declares.
    declared: Vec<String>,
    /// The names that it brings by `use`, with the paths that they come from.
    brought: HashMap<String, Vec<String>>,
    /// The modules that it brings all names of.
    globs: Vec<Vec<String>>,
}

impl Source {
    /// Reads the crate whose `lib.rs` is in `folder`.
    pub fn read(folder: &Path) -> Self {
        let mut source = Self { layers: Vec::new(), modules: BTreeMap::new() };
        let root = folder.join("lib.rs");
        source.read_module(folder, "", &root);
        let text = fs::read_to_string(&root).expect("the crate has a root");
        source.layers = text.lines().filter_map(layer).map(str::to_owned).rev().collect();
        source
    }

    fn read_module(&mut self, folder: &Path, path: &str, file: &Path) {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let module = Module::parse(&text);
        for item in &module.file.items {
            let Item::Mod(item) = item else { continue };
            let name = item.ident.to_string();
            if item.content.is_some() || is_test(&item.attrs) {
                continue;
            }
            let file = folder.join(format!("{name}.rs"));
            let path = if path.is_empty() { name.clone() } else { format!("{path}::{name}") };
            self.read_module(&folder.join(name), &path, &file);
        }
        self.modules.insert(path.to_owned(), module);
    }

    /// Adds code to a module.
    pub fn add(&mut self, module: &str, code: &str) {
        let items: syn::File = syn::parse_str(code).expect("the code is Rust");
        let module = self.modules.get_mut(module).expect("the module is there");
        module.file.items.extend(items.items);
        module.index();
    }

    /// Returns the layers, the lowest first, as the documentation of the crate lists them.
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().map(String::as_str)
    }

    /// Returns the modules with their paths.
    pub fn modules(&self) -> impl Iterator<Item = (&str, &Module)> {
        self.modules.iter().map(|(path, module)| (path.as_str(), module))
    }

    /// Returns the number of lines that the documentation of a module has before the first example.
    pub fn head(&self, module: &str) -> usize {
        self.modules[module].head
    }

    /// Returns the path that a module writes so, from the crate on; `None` if it is one of another crate.
    pub fn absolute(&self, module: &str, path: &[String]) -> Option<Vec<String>> {
        let mut whole: Vec<String> =
            module.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let (first, mut rest) = path.split_first()?;
        match first.as_str() {
            "crate" => whole.clear(),
            "self" => {}
            "super" => drop(whole.pop()),
            name => {
                whole.push(name.to_owned());
                self.modules.contains_key(&whole.join("::")).then_some(())?;
            }
        }
        while let Some(("super", after)) = rest.split_first().map(|(part, after)| (part.as_str(), after)) {
            whole.pop();
            rest = after;
        }
        whole.extend(rest.iter().cloned());
        Some(whole)
    }

    /// Returns the module that declares what this path leads to from the crate, through all re-exports.
    pub fn resolve(&self, path: &[String]) -> Option<String> {
        self.resolve_within(path, 20)
    }

    fn resolve_within(&self, path: &[String], depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let joined = path.join("::");
        if self.modules.contains_key(&joined) {
            return Some(joined);
        }
        let (name, before) = path.split_last()?;
        let owner = self.resolve_within(before, depth)?;
        let module = &self.modules[&owner];
        if module.declared.contains(name) {
            return Some(owner);
        }
        if let Some(from) = module.brought.get(name) {
            return self.resolve_within(&self.absolute(&owner, from)?, depth);
        }
        let below = format!("{owner}::{name}");
        if self.modules.contains_key(&below) {
            return Some(below);
        }
        let brought = module.globs.iter().find_map(|glob| {
            let path: Vec<String> = glob.iter().chain([name]).cloned().collect();
            self.resolve_within(&self.absolute(&owner, &path)?, depth)
        });
        // The rest of a path within a type, as `Error::Query`.
        brought.or(Some(owner))
    }
}

impl Module {
    fn parse(text: &str) -> Self {
        let file = syn::parse_file(text).expect("the file is Rust");
        let head = text.lines().take_while(|line| line.starts_with("//!") && !line.contains("```")).count();
        let mut module =
            Self { file, head, declared: Vec::new(), brought: HashMap::new(), globs: Vec::new() };
        module.index();
        module
    }

    fn index(&mut self) {
        for item in &self.file.items {
            let name = match item {
                Item::Const(item) => &item.ident,
                Item::Enum(item) => &item.ident,
                Item::Fn(item) => &item.sig.ident,
                Item::Static(item) => &item.ident,
                Item::Struct(item) => &item.ident,
                Item::Trait(item) => &item.ident,
                Item::Type(item) => &item.ident,
                Item::Macro(item) => match &item.ident {
                    Some(name) => name,
                    None => continue,
                },
                Item::Use(item) if !matches!(item.vis, Visibility::Inherited) => {
                    for leaf in leaves(&item.tree) {
                        match leaf.name {
                            Some(name) => drop(self.brought.insert(name, leaf.path)),
                            None => self.globs.push(leaf.path),
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            self.declared.push(name.to_string());
        }
    }
}

/// Returns the name of the layer in a row of the table of layers, which lists the highest first.
fn layer(line: &str) -> Option<&str> {
    line.strip_prefix("//! | `")?.split_once("` |").map(|(name, _)| name)
}

/// Returns `true` if these are the attributes of an item that is compiled for tests only.
pub fn is_test(attributes: &[Attribute]) -> bool {
    let is_test = |list: &syn::MetaList| list.tokens.to_string() == "test";
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg") && attribute.meta.require_list().is_ok_and(is_test))
}

/// One name of a `use`.
pub struct Leaf {
    pub path: Vec<String>,
    /// The name that it has here; `None` for all names of a module.
    name: Option<String>,
}

/// Returns the names that a `use` brings.
pub fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut all = Vec::new();
    collect(tree, &mut Vec::new(), &mut all);
    all
}

fn collect(tree: &UseTree, before: &mut Vec<String>, all: &mut Vec<Leaf>) {
    let mut push = |name: &syn::Ident, renamed: &syn::Ident| {
        let mut path = before.clone();
        if name == "self" {
            all.push(Leaf { name: path.last().cloned(), path });
        } else {
            path.push(name.to_string());
            all.push(Leaf { path, name: Some(renamed.to_string()) });
        }
    };
    match tree {
        UseTree::Name(item) => push(&item.ident, &item.ident),
        UseTree::Rename(item) => push(&item.ident, &item.rename),
        UseTree::Glob(_) => all.push(Leaf { path: before.clone(), name: None }),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, before, all)),
        UseTree::Path(item) => {
            before.push(item.ident.to_string());
            collect(&item.tree, before, all);
            before.pop();
        }
    }
}
