//! After a mistake the traits are still implemented, so that what uses the type is not refused too.

use quote::ToTokens;
use syn::{Item, Stmt};

use super::mistakes::{Derive, of};

use Derive::{ColumnType, Insert, Load, Model, Patch};

/// Mistakes, and the trait that is implemented all the same.
const REFUSED: [(Derive, &str, &str); 14] = [
    (Model, "enum A { B }", "Model"),
    (Model, "struct A(i64);", "Model"),
    (Model, "struct A { id: i64, insert: i64 }", "Model"),
    (Model, "struct A { id: i64, __hook: i64 }", "Model"),
    (Model, "struct A { id: i64, name: i64, NAME: i64 }", "Model"),
    (Model, "#[has_many(find: B)] #[has_many(cs: C, through = find)] struct A { id: i64 }", "Model"),
    (Load, "#[load(B)] enum A { C }", "Load"),
    (Load, "#[load(B)] struct A { #[load(count = a, from = b)] id: i64 }", "Load"),
    (Insert, "#[insert(B)] union A { c: u8 }", "nested :: Insert"),
    (Insert, "#[insert(B)] struct A { #[insert(from = a)] id: i64, name: i64 }", "nested :: Insert"),
    (Insert, "#[insert(B)] enum A { C }", "nested :: Item"),
    (Patch, "#[patch(B)] enum A { C }", "Patch"),
    (Patch, "#[patch(B)] struct A { #[patch(from = a)] id: i64, name: Option<i64> }", "Patch"),
    (ColumnType, "struct A { id: i64 }", "ColumnType"),
];

#[test]
fn a_refused_type_has_its_trait_and_one_error() {
    for (derive, source, name) in REFUSED {
        let expansion = derive.expand(&syn::parse_str(source).expect("an item"));
        assert_eq!(of(expansion.clone()).map(|mistakes| mistakes.len()).ok(), Some(1), "{source}");
        let file: syn::File = syn::parse2(expansion).expect("items");
        assert!(file.items.iter().any(|item| implements(item, name)), "{source}: no `impl {name}`");
    }
}

/// Returns `true` if the block of generated code implements the trait.
fn implements(item: &Item, name: &str) -> bool {
    let Item::Const(block) = item else { return false };
    let syn::Expr::Block(block) = &*block.expr else { return false };
    block.block.stmts.iter().any(|statement| match statement {
        Stmt::Item(Item::Impl(item)) => item
            .trait_
            .as_ref()
            .is_some_and(|(path, _)| path.to_token_stream().to_string() == format!("__private :: {name}")),
        _ => false,
    })
}
