//! Finds the `one_of` that an enum with `derive(Load)` or `derive(Insert)` names, and the relations of its variants.

use crate::{
    base::const_message::{Text, const_panic, str_eq},
    schema::metadata::{one_of::OneOfDef, table::Table},
};

/// Finds the `one_of` of this name among those of a model.
#[track_caller]
#[must_use]
pub const fn one_of(name: &str, table: &Table) -> usize {
    let mut choices = Text::<512>::new();
    let mut at = 0;
    while at < table.one_ofs.len() {
        if str_eq(table.one_ofs[at].name, name) {
            return at;
        }
        choices.push(if choices.len() > 0 { ", `" } else { "`" });
        choices.push(table.one_ofs[at].name);
        choices.push("`");
        at += 1;
    }
    let there = if choices.len() > 0 { choices.as_str() } else { "none" };
    const_panic! { "`" (table.model) "` has no `one_of` named `" (name) "`: there is " (there) }
}

/// Finds the place of a variant in the `one_of`.
#[track_caller]
#[must_use]
pub const fn variant(variant: &str, table: &Table, one_of: usize) -> usize {
    let one_of = &table.one_ofs[one_of];
    if let Some(at) = place(variant, one_of) {
        return at;
    }
    let mut choices = Text::<512>::new();
    let mut at = 0;
    while at < one_of.variants.len() {
        choices.push(if choices.len() > 0 { ", `" } else { "`" });
        choices.push(one_of.variants[at]);
        choices.push("`");
        at += 1;
    }
    const_panic! {
        "`" (one_of.name) "` of `" (table.model) "` is never a `" (variant) "`: its variants are " (choices.as_str())
    }
}

/// Checks that an enum has all variants of the `one_of`.
///
/// # Panics
///
/// At compile time, if one is missing. A variant that the `one_of` does not have may be meant for it, and is reported by
/// itself.
#[track_caller]
pub const fn has_all(name: &str, variants: &[&str], table: &Table, one_of: usize) {
    let one_of = &table.one_ofs[one_of];
    let mut at = 0;
    while at < variants.len() {
        if place(variants[at], one_of).is_none() {
            return;
        }
        at += 1;
    }
    at = 0;
    while at < one_of.variants.len() {
        let (mut given, mut found) = (0, false);
        while given < variants.len() {
            found |= str_eq(variants[given], one_of.variants[at]);
            given += 1;
        }
        if !found {
            const_panic! {
                "`" (name) "` has no variant for `" (one_of.members[at]) "`, which `" (one_of.name) "` of `"
                (table.model) "` can be: add `" (one_of.variants[at]) "(…)`"
            }
        }
        at += 1;
    }
}

/// Returns the place of a variant.
const fn place(variant: &str, one_of: &OneOfDef) -> Option<usize> {
    let mut at = 0;
    while at < one_of.variants.len() {
        if str_eq(one_of.variants[at], variant) {
            return Some(at);
        }
        at += 1;
    }
    None
}
