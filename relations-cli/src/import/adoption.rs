//! Columns adopt types from the keys that they refer to.

use std::collections::HashSet;

use relations::catalog::{Catalog, ForeignKeyInfo};

use super::{
    foreign_keys::{Ends, resolve_ends},
    model::Model,
    types::RustType,
};

/// Adopts types through foreign keys: a column whose declared type does not determine the stored type takes
/// that of the key that it refers to, which may itself refer to another. A foreign key whose types still
/// differ is ignored: it becomes a comment in the source, so the models have to be the same without it.
pub fn adopt_types(models: &mut [Model], catalog: &Catalog) {
    let declared: Vec<Vec<RustType>> =
        models.iter().map(|model| model.fields.iter().map(|field| field.ty).collect()).collect();
    let mut ignored = HashSet::new();
    loop {
        for (model, types) in models.iter_mut().zip(&declared) {
            for (field, ty) in model.fields.iter_mut().zip(types) {
                field.ty = *ty;
            }
        }
        propagate(models, catalog, &ignored);
        let mismatched = keys(models, catalog, &ignored)
            .into_iter()
            .filter(|(at, _, ends)| pairs(models, *at, ends).any(|(_, own, referred)| own != referred))
            .map(|(at, key, _)| (at, key))
            .collect::<Vec<_>>();
        if mismatched.is_empty() {
            return;
        }
        ignored.extend(mismatched);
    }
}

/// Propagates types until nothing changes, or for as many rounds as the longest chain of keys can take.
fn propagate(models: &mut [Model], catalog: &Catalog, ignored: &HashSet<(usize, usize)>) {
    for _ in 0..=models.iter().map(|model| model.fields.len()).sum() {
        let mut changes = Vec::new();
        for (at, _, ends) in keys(models, catalog, ignored) {
            // A `bool` would add a CHECK that the column does not have.
            let fits = pairs(models, at, &ends).all(|(field, own, referred)| {
                own == referred || models[at].fields[field].loose && referred != RustType::Bool
            });
            if fits {
                let differing = pairs(models, at, &ends).filter(|(_, own, referred)| own != referred);
                changes.extend(differing.map(|(field, _, referred)| (at, field, referred)));
            }
        }
        if changes.is_empty() {
            return;
        }
        for (at, field, ty) in changes {
            models[at].fields[field].ty = ty;
        }
    }
}

/// Returns the foreign keys that are not ignored: the position of the model, that of the key, and its ends.
fn keys(models: &[Model], catalog: &Catalog, ignored: &HashSet<(usize, usize)>) -> Vec<(usize, usize, Ends)> {
    let mut found = Vec::new();
    for (at, model) in models.iter().enumerate() {
        let keys: &[ForeignKeyInfo] = catalog.table(&model.table).map_or(&[], |table| &table.foreign_keys);
        for (place, key) in keys.iter().enumerate() {
            if let Ok(ends) = resolve_ends(models, model, key)
                && !ignored.contains(&(at, place))
            {
                found.push((at, place, ends));
            }
        }
    }
    found
}

/// Returns each field of a foreign key with its type and that of the field it refers to.
fn pairs(models: &[Model], at: usize, ends: &Ends) -> impl Iterator<Item = (usize, RustType, RustType)> {
    let types = |(field, referred): (&usize, &usize)| {
        (*field, models[at].fields[*field].ty, models[ends.parent].fields[*referred].ty)
    };
    ends.fields.iter().zip(&ends.parent_fields).map(types).collect::<Vec<_>>().into_iter()
}
